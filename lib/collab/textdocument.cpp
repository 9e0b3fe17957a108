#include "collab/textdocument.h"

namespace coterie::collab {

TextDocument::TextDocument(Person self, const Clock &clock, QObject *parent)
    : SharedDocument(std::make_unique<Awareness>(self, clock), parent)
    , m_awareness(static_cast<Awareness &>(channel()))
    , m_text(m_awareness, clock)
    , m_comments(m_text, self, clock)
{
    connect(&m_text, &SharedText::settled, this, [this] {
        settle();
        m_comments.settle();
    });
    connect(&m_comments, &Comments::written, &m_text, &SharedText::settle);
    connect(&m_comments, &Comments::changed, &m_text, &SharedText::annotationsChanged);
}

TextDocument::~TextDocument()
{
    close();
}

std::unique_ptr<SharedDocument::Reading> TextDocument::read(crdt::Doc &doc) const
{
    (void)doc.text(u"content").length(); // the look-up by index is made here, too
    return nullptr;
}

void TextDocument::attach(crdt::Doc *doc, std::unique_ptr<Reading>)
{
    m_comments.attach(doc);
    m_text.attach(doc, doc ? &m_comments : nullptr);
}

} // namespace coterie::collab
