#include "demo/scribe.h"

#include "demo/joining.h"

namespace coterie::desktop::demo {

namespace {

constexpr Millis perLetter {70}; // brisk, still a person

}

Scribe::Scribe(client::Client &client, const protocol::DocumentId &docId, const collab::Person &self,
    const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_link(client.openDocument(docId))
    , m_document(self, clock)
{
    join(*m_link, m_document);
    connect(&m_document, &collab::TextDocument::loaded, this, [this] { fill(m_filling); });
    connect(&m_document.text(), &collab::TextSource::changed, this,
        [this](const QList<collab::TextChange> &changes, collab::TextSource::Cause cause) {
            for (const collab::TextChange &change : changes) {
                if (cause == collab::TextSource::Cause::Remote && change.position <= m_at)
                    m_at += change.inserted.size() - std::min(change.removed, m_at - change.position);
            }
            place();
        });
    m_typing.setInterval(perLetter);
    connect(&m_typing, &QTimer::timeout, this, &Scribe::typeNext);
}

Scribe::~Scribe() = default;

void Scribe::fill(const QString &text)
{
    m_filling = text;
    if (m_document.isLoaded() && !m_filling.isEmpty() && m_document.text().length() == 0)
        m_document.text().replace(0, 0, m_filling);
    place();
}

void Scribe::standBehind(const QString &words)
{
    m_target = words;
    m_selects = false;
    place();
}

void Scribe::select(const QString &words)
{
    m_target = words;
    m_selects = true;
    place();
}

void Scribe::place()
{
    const qsizetype found = m_target.isEmpty() ? -1 : m_document.text().text().indexOf(m_target);
    if (found < 0)
        return;
    const qsizetype end = found + m_target.size();
    m_target.clear();
    m_document.text().setCaret(m_selects ? found : end, end);
}

void Scribe::type(const QString &behind, const QString &text)
{
    const qsizetype found = m_document.text().text().indexOf(behind);
    if (found < 0 || m_typing.isActive())
        return;
    m_at = found + behind.size();
    m_left = text;
    m_document.text().setCaret(m_at, m_at);
    m_typing.start();
}

void Scribe::typeNext()
{
    if (m_left.isEmpty() || m_at < 0 || m_at > m_document.text().length()) {
        m_typing.stop();
        return;
    }
    // A pair of surrogates is one letter.
    const qsizetype length = m_left.front().isHighSurrogate() && m_left.size() > 1 ? 2 : 1;
    const QString letter = m_left.first(length);
    m_left.remove(0, length);
    m_document.text().replace(m_at, 0, letter);
    m_at += length;
    m_document.text().setCaret(m_at, m_at);
}

} // namespace coterie::desktop::demo
