#include "collab/shareddocument.h"

#include "collab/values.h"
#include "crdt/updates.h"

#include <algorithm>

namespace coterie::collab {

namespace {

constexpr std::u16string_view TitleKey = u"title";
constexpr qsizetype LongestTitle = 200;

} // namespace

/// A document that was read on another thread.
struct SharedDocument::Built {
    std::unique_ptr<crdt::Doc> doc; ///< null: the first update could not be read
    QList<QByteArray> updates; ///< what it was made of
};

SharedDocument::SharedDocument(Person self, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_awareness(self, clock)
    , m_text(m_awareness, clock)
    , m_comments(m_text, self, clock)
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(Frame);
    m_reader.setMaxThreadCount(1);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (!m_inbox.isEmpty())
            applyInbox();
    });
    connect(&m_text, &SharedText::settled, this, &SharedDocument::settle);
    connect(&m_comments, &Comments::written, &m_text, &SharedText::settle);
    connect(&m_comments, &Comments::changed, &m_text, &SharedText::annotationsChanged);
    connect(&m_awareness, &Awareness::told, this, &SharedDocument::awarenessTold);
}

SharedDocument::~SharedDocument()
{
    m_reader.waitForDone();
    m_awareness.leave();
    m_comments.attach(nullptr);
    m_text.attach(nullptr, nullptr); // before the document goes
}

void SharedDocument::load(const QByteArray &state)
{
    if (state.size() > LargestHere)
        return build({state});
    Built built {.doc = std::make_unique<crdt::Doc>(), .updates = {}};
    if (!state.isEmpty() && !built.doc->applyUpdate(bytesOf(state)))
        built.doc.reset();
    take(built);
}

/// Reads a new document from all these on a worker thread. A document belongs to one thread at a time: it is made
/// there and handed over.
void SharedDocument::build(const QList<QByteArray> &updates)
{
    m_isBuilding = true;
    m_reader.start([this, updates] {
        auto built = std::make_shared<Built>();
        built->doc = std::make_unique<crdt::Doc>();
        built->updates = updates;
        bool isFirst = true;
        for (const QByteArray &update : updates) {
            // What is ours can be read, or nothing here can be trusted; what others sent is only theirs.
            if (!update.isEmpty() && !built->doc->applyUpdate(bytesOf(update)) && isFirst) {
                built->doc.reset();
                break;
            }
            isFirst = false;
        }
        if (built->doc)
            (void)built->doc->text(u"content").length(); // the look-up by index is made here, too
        QMetaObject::invokeMethod(
            this, [this, built] { take(*built); }, Qt::QueuedConnection);
    });
}

void SharedDocument::take(Built &built)
{
    m_isBuilding = false;
    if (!built.doc) {
        Q_EMIT failed();
    } else if (!m_doc) {
        adopt(std::move(built.doc));
        m_awareness.begin(m_doc->clientId());
        Q_EMIT loaded();
    } else if (m_text.hasHistory()) { // typed meanwhile: what can be taken back belongs to the document that is here
        for (qsizetype i = 1; i < built.updates.size(); ++i)
            (void)m_doc->applyUpdate(bytesOf(built.updates[i])); // what cannot be read is only theirs
        m_text.settle();
    } else {
        const crdt::ClientId self = m_doc->clientId();
        (void)built.doc->applyUpdate(m_doc->encodeStateAsUpdate(built.doc->stateVector())); // our own bytes
        m_comments.attach(nullptr);
        m_text.attach(nullptr, nullptr);
        m_doc.reset();
        built.doc->setClientId(self);
        adopt(std::move(built.doc));
    }
    if (m_doc && !m_inbox.isEmpty())
        applyInbox();
}

void SharedDocument::adopt(std::unique_ptr<crdt::Doc> doc)
{
    m_doc = std::move(doc);
    m_updates = m_doc->onUpdate([this](std::span<const std::byte> update, const void *, bool isLocal) {
        if (isLocal)
            m_outbox.append(toByteArray(update));
    });
    const crdt::Map meta = m_doc->map(u"meta");
    m_meta = m_doc->observe(meta, [this](const std::vector<crdt::Event> &) { m_isTitleStale = true; });
    m_isTitleStale = true;
    m_comments.attach(m_doc.get());
    m_text.attach(m_doc.get(), &m_comments);
    settle();
}

void SharedDocument::receive(const QByteArray &update)
{
    m_inbox.append(update);
    if (m_doc && !m_isBuilding && !m_pace.isActive())
        applyInbox();
}

void SharedDocument::applyInbox()
{
    if (m_isBuilding)
        return; // when it is here
    const QList<QByteArray> updates = std::exchange(m_inbox, {});
    const bool isLarge =
        std::ranges::any_of(updates, [](const QByteArray &update) { return update.size() > LargestHere; });
    if (isLarge && !m_text.hasHistory())
        return build(QList<QByteArray> {state()} + updates);
    m_pace.start();
    for (const QByteArray &update : updates) {
        if (m_doc->applyUpdate(bytesOf(update))) // what cannot be read is only theirs
            noteWriters(update);
    }
    m_text.settle();
}

void SharedDocument::noteWriters(const QByteArray &update)
{
    constexpr qsizetype Largest = 16 * 1024; // what is typed; a whole history would name everybody who ever wrote
    const auto decoded =
        update.size() <= Largest ? crdt::decodeUpdate(bytesOf(update)) : Result<crdt::DecodedUpdate>(Errc::TooLarge);
    if (!decoded)
        return;
    const qsizetype before = m_writers.size();
    for (const crdt::ClientBlocks &blocks : decoded->clients) {
        if (m_writers.size() < MostWriters)
            m_writers.insert(blocks.client);
    }
    if (m_writers.size() != before)
        Q_EMIT wrote();
}

/// Told by the text whenever a transaction is over, before it tells of its own changes: what is typed is on its way
/// to the disk before it is painted.
void SharedDocument::settle()
{
    for (const QByteArray &update : std::exchange(m_outbox, {}))
        Q_EMIT edited(update);
    m_comments.settle();
    if (std::exchange(m_isTitleStale, false) && m_doc) {
        const QString title = stringEntry(m_doc->map(u"meta"), TitleKey).simplified().left(LongestTitle);
        if (std::exchange(m_title, title) != title)
            Q_EMIT titleChanged();
    }
}

void SharedDocument::setTitle(const QString &title)
{
    const QString tidy = title.simplified().left(LongestTitle);
    if (!m_doc || m_text.isReadOnly() || tidy.isEmpty() || tidy == m_title)
        return;
    (void)m_doc->map(u"meta").set(TitleKey, viewOf(tidy)); // a root is always alive
    settle();
}

QByteArray SharedDocument::state() const
{
    return m_doc ? toByteArray(m_doc->encodeStateAsUpdate()) : QByteArray();
}

} // namespace coterie::collab
