#include "collab/shareddocument.h"

#include "collab/values.h"
#include "crdt/updates.h"

#include <QElapsedTimer>

#include <algorithm>

namespace coterie::collab {

namespace {

constexpr std::u16string_view TitleKey = u"title";
constexpr qsizetype LongestTitle = 200;

} // namespace

/// A document that was read, on whichever thread.
struct SharedDocument::Built {
    std::unique_ptr<crdt::Doc> doc; ///< null: the first update could not be read
    std::unique_ptr<Reading> reading;
    QList<QByteArray> updates; ///< what it was made of
};

SharedDocument::SharedDocument(std::unique_ptr<AwarenessChannel> awareness, QObject *parent)
    : QObject(parent)
    , m_awareness(std::move(awareness))
{
    m_pace.setSingleShot(true);
    m_reader.setMaxThreadCount(1);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (!m_inbox.isEmpty())
            applyInbox();
    });
    connect(m_awareness.get(), &AwarenessChannel::told, this, &SharedDocument::awarenessTold);
}

SharedDocument::~SharedDocument() = default;

void SharedDocument::close()
{
    m_reader.waitForDone();
    m_awareness->leave();
    attach(nullptr, nullptr); // before the document goes
}

void SharedDocument::load(const QByteArray &state)
{
    if (state.size() > LargestHere)
        return build({state});
    Built built {.doc = std::make_unique<crdt::Doc>(), .reading = nullptr, .updates = {}};
    if (state.isEmpty() || built.doc->applyUpdate(bytesOf(state)))
        built.reading = read(*built.doc);
    else
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
            built->reading = read(*built->doc);
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
        adopt(std::move(built.doc), std::move(built.reading));
        m_awareness->begin(m_doc->clientId());
        Q_EMIT loaded();
    } else if (hasHistory()) { // edited meanwhile: what can be taken back belongs to the document that is here
        for (qsizetype i = 1; i < built.updates.size(); ++i)
            (void)m_doc->applyUpdate(bytesOf(built.updates[i])); // what cannot be read is only theirs
        settleContent();
    } else {
        const crdt::ClientId self = m_doc->clientId();
        const crdt::Bytes missing = m_doc->encodeStateAsUpdate(built.doc->stateVector());
        attach(nullptr, nullptr);
        m_doc.reset();
        adopt(std::move(built.doc), std::move(built.reading));
        (void)m_doc->applyUpdate(missing); // our own bytes
        m_doc->setClientId(self);
        settleContent();
    }
    if (m_doc && !m_inbox.isEmpty())
        applyInbox();
}

void SharedDocument::adopt(std::unique_ptr<crdt::Doc> doc, std::unique_ptr<Reading> reading)
{
    m_doc = std::move(doc);
    m_updates = m_doc->onUpdate([this](std::span<const std::byte> update, const void *, bool isLocal) {
        if (isLocal)
            m_outbox.append(toByteArray(update));
    });
    const crdt::Map meta = m_doc->map(u"meta");
    m_meta = m_doc->observe(meta, [this](const std::vector<crdt::Event> &) { m_isTitleStale = true; });
    m_isTitleStale = true;
    attach(m_doc.get(), std::move(reading));
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
    if (isLarge && !hasHistory())
        return build(QList<QByteArray> {state()} + updates);
    m_pace.start(Frame); // what comes meanwhile waits
    QElapsedTimer cost;
    cost.start();
    QSet<quint64> writers;
    for (const QByteArray &update : updates) {
        if (m_doc->applyUpdate(bytesOf(update))) // what cannot be read is only theirs
            writers += noteWriters(update);
    }
    m_awareness->setWriter(writers.size() == 1 ? *writers.cbegin() : 0);
    settleContent();
    m_awareness->setWriter(0);
    using namespace std::chrono;
    constexpr auto Busy = 4; // of five parts of the time are left for others
    m_pace.start(std::clamp(ceil<milliseconds>(nanoseconds(cost.nsecsElapsed() * Busy)), Shortest, Frame));
}

/// Who wrote what is new in it. Who only took something away is not told.
QSet<quint64> SharedDocument::noteWriters(const QByteArray &update)
{
    constexpr qsizetype Largest = 16 * 1024; // what is typed; a whole history would name everybody who ever wrote
    const auto decoded =
        update.size() <= Largest ? crdt::decodeUpdate(bytesOf(update)) : Result<crdt::DecodedUpdate>(Errc::TooLarge);
    QSet<quint64> here;
    if (!decoded)
        return here;
    const qsizetype before = m_writers.size();
    for (const crdt::ClientBlocks &blocks : decoded->clients) {
        here.insert(blocks.client);
        if (m_writers.size() < MostWriters)
            m_writers.insert(blocks.client);
    }
    if (m_writers.size() != before)
        Q_EMIT wrote();
    return here;
}

void SharedDocument::settle()
{
    for (const QByteArray &update : std::exchange(m_outbox, {}))
        Q_EMIT edited(update);
    if (std::exchange(m_isTitleStale, false) && m_doc) {
        const QString title = stringEntry(m_doc->map(u"meta"), TitleKey).simplified().left(LongestTitle);
        if (std::exchange(m_title, title) != title)
            Q_EMIT titleChanged();
    }
}

void SharedDocument::setTitle(const QString &title)
{
    const QString tidy = title.simplified().left(LongestTitle);
    if (!m_doc || isReadOnly() || tidy.isEmpty() || tidy == m_title)
        return;
    (void)m_doc->map(u"meta").set(TitleKey, viewOf(tidy)); // a root is always alive
    settle();
}

QByteArray SharedDocument::state() const
{
    return m_doc ? toByteArray(m_doc->encodeStateAsUpdate()) : QByteArray();
}

} // namespace coterie::collab
