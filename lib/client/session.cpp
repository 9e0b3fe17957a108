#include "client/session.h"

#include <QCoreApplication>

#include <algorithm>

namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

Session::Session(ClientConfig config, ChangeBatch::Deliver deliver, DocumentPort::Deliver tell, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_batch(std::move(deliver))
    , m_link(m_clock)
    , m_ephemera(m_clock, m_batch,
          [this](const Request &request) { static_cast<void>(m_link.send(protocol::toEnvelope(request))); })
    , m_tellDocument(std::move(tell))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Session::wake);
    m_dial.setSingleShot(true);
    connect(&m_dial, &QTimer::timeout, &m_link, [this] { m_link.open(); });
    m_indexTimer.setSingleShot(true);
    connect(&m_indexTimer, &QTimer::timeout, this, &Session::index);
    connect(&m_link, &ServerLink::statusChanged, this, &Session::linkChanged);
    connect(&m_link, &ServerLink::received, this, &Session::received);
    connect(&m_link, &ServerLink::dialectChanged, this, &Session::reportConnection);
    m_wakeTick.setInterval(sync::WakeDetector::tickEvery);
    connect(&m_wakeTick, &QTimer::timeout, this, [this] {
        switch (m_wakeDetector.tick(m_clock.now(), m_clock.wallNow())) {
        case sync::WakeDetector::Event::None: break;
        case sync::WakeDetector::Event::WokeUp: probe(); [[fallthrough]];
        case sync::WakeDetector::Event::ClockSet: askClock(); break;
        }
    });
    connect(&m_stream, &transport::EventStream::eventReceived, this, &Session::streamEvent);
    connect(&m_stream, &transport::EventStream::stateChanged, this, &Session::reportConnection);
    connect(&m_stream, &transport::EventStream::authenticationNeeded, this, [this] {
        m_signInNeeded = true;
        reportConnection();
    });
}

Session::~Session()
{
    m_documents.reset(); // it still writes, and that touches what is destroyed before it
    m_stream.close();
    disconnect(&m_link, nullptr, this, nullptr);
    m_link.close();
}

void Session::start()
{
    m_store = store::Store::open(m_config.storePath, m_clock.wallNow());
    m_rooms = std::make_unique<RoomBook>(*m_store);
    m_documents = std::make_unique<DocumentBook>(
        m_clock, *m_store, m_batch, [this](const std::function<void()> &work) { transact(work); }, m_tellDocument);
    if (!m_store->warning().isEmpty())
        warn();
    report();
    m_batch.flush(); // what is stored is on the screen before the network is even asked
    searchLater(); // what an older version or the last run left
    if (m_config.storeOnly)
        return;
    m_link.setTarget(m_config.server, m_config.token, m_config.username);
    m_documents->setTarget(m_config.server, m_config.token);
    static_cast<void>(m_wakeDetector.tick(m_clock.now(), m_clock.wallNow())); // from here on
    m_wakeTick.start();
    m_dial.start(m_config.dialAfter);
    reportConnection();
}

/// Everything that is in the store.
void Session::report()
{
    auto &changes = m_batch.open();
    if (const auto self = m_store->values().self()) {
        m_self = *self;
        m_rooms->setSelf(m_self.userId);
        changes.self = m_self;
    }
    if (const QString name = m_store->values().text(u"workspace"_s); !name.isEmpty())
        changes.workspaceName = name;
    m_chosenStatus = statusFromWire(m_store->values().text(u"status"_s)).value_or(Status::Online);
    m_note = m_store->values().text(u"note"_s);
    m_clockOffset = Millis(m_store->values().text(clockOffsetKey).toLongLong());
    changes.clockOffset = m_clockOffset;

    QList<sync::OutboxEntry> entries;
    for (const store::StoredOutboxEntry &stored : m_store->outbox().all()) {
        if (auto entry = sync::outboxEntryFromJson(stored.entry)) {
            m_madeAt.insert(entry->order, fromEpochMillis(stored.entry["madeAt"_L1].toInteger()));
            if (stored.entry["left"_L1].toBool())
                m_left.insert(entry->order);
            entries.append(*std::move(entry));
        }
    }
    const auto restored = m_outbox.restore(entries);
    count({.changed = m_outbox.entries()});
    m_rooms->load();
    for (const RoomId &id : m_rooms->ids()) {
        const RoomState &room = *m_rooms->find(id);
        showRoom(room);
        m_batch.members({id, room.members});
    }
    for (Presence known : m_store->people().all()) {
        known.status = Status::Offline; // nobody is known to be there before the server says so
        static_cast<void>(m_people.apply(known));
        m_batch.person(known);
    }
    for (const store::StoredNotification &stored : m_store->feed().notifications()) {
        changes.notifications.append(stored.notification);
        if (stored.read)
            changes.notificationsRead.append(stored.notification.id);
        else
            m_unreadNotifications.insert(stored.notification.id, stored.notification);
    }
    changes.activities = m_store->feed().activities();
    m_documents->report(m_self.userId);
    settle(restored);
    reportConnection();
}

void Session::reportConnection()
{
    ConnectionStatus status;
    switch (m_status.state) {
    case transport::LinkState::Disconnected: status.state = LinkState::Disconnected; break;
    case transport::LinkState::Connecting: status.state = LinkState::Connecting; break;
    case transport::LinkState::Handshaking: status.state = LinkState::Handshaking; break;
    case transport::LinkState::Connected: status.state = LinkState::Connected; break;
    case transport::LinkState::Waiting: status.state = LinkState::Waiting; break;
    case transport::LinkState::Suspended: status.state = LinkState::Suspended; break;
    }
    if (m_dial.isActive())
        status.state = LinkState::Connecting;
    status.reason = m_status.reason;
    status.retryIn = m_status.retryIn;
    status.final = m_status.final;
    status.signInNeeded = m_signInNeeded;
    status.notificationsLive = m_stream.state() == transport::EventStream::State::Open;
    status.latency = m_latency;
    status.dialect = m_link.dialect();
    status.confirms = m_link.confirms();
    status.missed = missedNow();
    status.missedInAll = status.missed > 0 ? m_missedInAll : 0;
    for (const auto &orders : std::as_const(m_waiting))
        status.waiting += static_cast<int>(orders.size());
    m_batch.open().connection = status;
}

void Session::wake()
{
    for (const RoomId &id : m_rooms->ids()) {
        if (isOnline() && m_rooms->find(id)->log.gapToAsk(m_clock.now()))
            join(id);
    }
    pump();
    schedule();
}

/// One timer for everything the passing of time decides.
void Session::schedule()
{
    if (!isOnline()) {
        m_timer.stop();
        return;
    }
    std::optional<Instant> first = m_outbox.nextWake();
    for (const RoomId &id : m_rooms->ids()) {
        if (const auto gap = m_rooms->find(id)->log.nextWake())
            first = std::min(first.value_or(Instant::max()), *gap);
    }
    if (!first) {
        m_timer.stop();
        return;
    }
    const Instant now = m_clock.now();
    m_timer.start(*first <= now ? Millis {0} : std::chrono::ceil<Millis>(*first - now));
}

void Session::transact(const std::function<void()> &work)
{
    const QString before = m_store->warning();
    m_store->transact(work);
    searchLater();
    if (m_store->warning() == before)
        return;
    // The store has moved to memory and `work` has run twice: what it counted up is counted again.
    m_store->transact([this] { m_rooms->recountAll(); });
    warn();
}

void Session::warn()
{
    m_batch.open().storeWarning = m_store->warning();
    m_batch.open().keepsNothing = !m_store->isPersistent();
}

} // namespace coterie::client
