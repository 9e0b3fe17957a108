#include "server/hub/hub.h"

#include "server/http/answers.h"
#include "server/log.h"

#include <QFile>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxBadFrames = 20;
constexpr int indexSlice = 100; // some milliseconds
constexpr Millis indexPause {5};
constexpr Millis indexDelay {200};
constexpr Millis compactionDelay {50}; // one document a turn, with room for others in between
constexpr char restoredWords[] = "The data was restored from a backup.";
constexpr std::uint64_t ticksPerMinute = 60;
constexpr std::uint64_t ticksPerHour = 3600;
constexpr std::uint64_t ticksPerMetric = 5;

} // namespace

Hub::Hub(Edge &edge, Storage &storage, const Clock &clock, ServerConfig config)
    : m_edge(edge)
    , m_core(storage, clock, std::move(config))
    , m_services(m_core)
    , m_requests(m_core, m_services)
    , m_passwords(this)
    , m_work(this)
    , m_api(
          m_core, m_services, m_passwords, m_work, [this](const std::function<void()> &work) { turn(work); },
          [this](const QString &) { checkSessions(); }, [this] { return m_edge.counters(); })
    , m_tick(this)
    , m_index(this)
    , m_compaction(this)
    , m_people(this)
{
    initSecrets();
    m_core.state.load(storage);
    m_dataVersion = storage.dataVersion();
    turn([this] {
        m_services.rooms.ensureGeneral();
        m_core.storage.feed.prune(m_core.wall() - m_core.config.feedKeepFor, m_core.config.feedKeep);
    });
    connect(&m_tick, &QTimer::timeout, this, &Hub::tick);
    m_index.setSingleShot(true);
    connect(&m_index, &QTimer::timeout, this, [this] {
        turn([this] {
            if (m_core.storage.search.indexSome(indexSlice))
                m_index.start(indexPause);
        });
    });
    m_compaction.setSingleShot(true);
    connect(&m_compaction, &QTimer::timeout, this, [this] { turn([this] { m_services.documents.compactOne(); }); });
    m_people.setSingleShot(true);
    m_people.setTimerType(Qt::PreciseTimer);
    connect(&m_people, &QTimer::timeout, this, [this] { turn([] {}); }); // the end of a turn says what is due
}

void Hub::start()
{
    m_tick.start(std::chrono::seconds {1});
    m_index.start(indexDelay); // an older server's messages, or what the last run left
}

void Hub::prepareToStop()
{
    m_ready = false;
    m_tick.stop();
    m_index.stop();
    m_compaction.stop();
    m_people.stop();
    turn([this] { m_services.presence.rememberLastSeen(); });
}

void Hub::turn(const std::function<void()> &work)
{
    work();
    endTurn();
}

void Hub::inbound(std::vector<Inbound> batch)
{
    turn([&] {
        for (Inbound &item : batch)
            std::visit([this](auto &event) { handle(event); }, item);
    });
}

void Hub::endTurn()
{
    m_services.presence.endTurn();
    for (const Core::Farewell &farewell : std::exchange(m_core.farewells, {})) {
        if (Connection *const connection = m_core.state.connection(farewell.connection))
            drop(*connection, farewell.code, farewell.reason);
    }
    m_services.documents.endTurn();
    const auto begin = std::chrono::steady_clock::now();
    const bool wrote = m_core.storage.hasWrites();
    // Asked inside the transaction, which keeps every restore out: the turn was worked out from a log that may be gone.
    if (wrote && m_core.storage.epoch() != m_core.state.epoch()) {
        startAnew(restoredWords);
        return;
    }
    if (auto written = m_core.storage.commit(); !written) {
        startAnew(written.error().message.c_str());
        return;
    }
    if (wrote) {
        ++m_core.tally.commits;
        m_core.tally.commitSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    if (std::exchange(m_messagesSeen, m_core.tally.messages) != m_core.tally.messages && !m_index.isActive())
        m_index.start(indexDelay);
    if (m_services.documents.hasWork() && !m_compaction.isActive())
        m_compaction.start(compactionDelay);
    if (const auto wait = m_services.documents.people().nextIn(); wait && !m_people.isActive())
        m_people.start(*wait);
    m_core.out.flush(m_edge);
}

/// The disk said no, or somebody put other data under us. What is in memory may not be true any more: say nothing of
/// this turn, read everything again, and let the clients come back to it.
void Hub::startAnew(const char *why)
{
    ++m_core.tally.failedTurns;
    log(m_core.config, LogLevel::Error, "storage", {{u"reason"_s, QString::fromUtf8(why)}});
    m_core.storage.rollback();
    m_core.out.refuseAll(m_edge, errorAnswer({Errc::Unavailable, "The server could not store that. Try again."}));
    for (const auto &[id, connection] : m_core.state.connections())
        m_edge.close(id, 1011, u"The server could not store that."_s);
    m_services.documents.forgetAll();
    m_core.farewells.clear();
    m_core.state.load(m_core.storage);
    m_services.presence.forgetAll();
}

void Hub::handle(HttpRequest &request)
{
    const bool isSocketPath = request.path == "/ws"_L1 || request.path.startsWith("/chat/"_L1);
    if (request.offersUpload)
        m_api.offerUpload(request);
    else if (request.method == "GET" && isSocketPath)
        upgrade(request);
    else if (request.method == "GET" && request.path.startsWith("/collab/"_L1))
        upgradeToDocument(request);
    else if (request.method == "GET" && request.path == "/events"_L1)
        openStream(request);
    else
        m_api.handle(request, m_ready);
    if (!request.bodyFile.isEmpty())
        QFile::remove(request.bodyFile); // what was kept has been moved away
}

void Hub::handle(const FrameArrived &frame)
{
    Connection *const connection = m_core.state.connection(frame.id);
    if (connection == nullptr)
        return; // closed by us; the rest of what was under way is not heard
    if (!connection->documentId.isEmpty()) {
        if (!connection->isLeaving)
            m_services.collab.received(*connection, frame);
        return;
    }
    if (frame.kind == FrameKind::Binary && connection->encoding != Encoding::Cbor) {
        badFrame(*connection, {Errc::BadRequest, "Binary frames need the subprotocol coterie.v1.cbor."});
        return;
    }
    const auto envelopes =
        decodeFrame(frame.payload, frame.kind == FrameKind::Binary ? Encoding::Cbor : Encoding::Json);
    if (!envelopes) {
        badFrame(*connection, envelopes.error());
        return;
    }
    connection->badFrames = 0;
    for (const Envelope &envelope : *envelopes)
        m_requests.handle(*connection, envelope);
}

void Hub::badFrame(Connection &connection, const Error &error)
{
    ++m_core.tally.badFrames;
    m_requests.refuse(connection, error);
    if (++connection.badFrames >= maxBadFrames)
        drop(connection, 1007, u"Too many frames that nobody can read."_s);
}

void Hub::handle(const ConnectionClosed &closed)
{
    Connection *const connection = m_core.state.connection(closed.id);
    if (connection == nullptr)
        return;
    if (!connection->documentId.isEmpty()) {
        m_services.collab.leave(*connection);
        if (OpenDocument *const document = m_services.documents.loaded(connection->documentId))
            m_services.versions.left(*document);
    } else if (!connection->isStream) {
        m_services.presence.disconnecting(*connection);
    }
    m_core.state.removeConnection(*connection);
}

void Hub::handle(const EventStreamDrained &drained)
{
    if (Connection *const stream = m_core.state.connection(drained.id))
        m_services.feed.replayMore(*stream);
}

void Hub::handle(const ReaderCaughtUp &reader)
{
    Connection *const connection = m_core.state.connection(reader.id);
    if (connection != nullptr && !connection->documentId.isEmpty())
        m_services.collab.caughtUp(*connection);
}

void Hub::drop(Connection &connection, int code, const QString &reason)
{
    m_core.out.close(connection.id, code, reason);
    handle(ConnectionClosed {connection.id, code});
}

void Hub::checkSessions()
{
    struct Verdict {
        ConnectionId id;
        int code;
        QString reason;
    };
    std::vector<Verdict> leaving;
    for (const auto &[id, connection] : m_core.state.connections()) {
        const auto token = m_core.storage.users.token(connection->tokenId);
        if (connection->user->row.disabled)
            leaving.push_back({id, 4403, u"This account has been disabled."_s});
        else if (!token || token->revokedAt)
            leaving.push_back({id, 4401, u"The token was revoked."_s});
    }
    for (const Verdict &verdict : leaving)
        drop(*m_core.state.connection(verdict.id), verdict.code, verdict.reason);
}

void Hub::noticeOthers()
{
    const std::int64_t version = m_core.storage.dataVersion();
    if (version == m_dataVersion)
        return;
    m_dataVersion = version;
    if (m_core.storage.epoch() != m_core.state.epoch()) {
        startAnew(restoredWords);
        return;
    }
    m_core.state.reloadUsers(m_core.storage);
    checkSessions();
}

void Hub::tick()
{
    ++m_ticks;
    if (std::exchange(m_commitsSeen, m_core.tally.commits) != m_core.tally.commits)
        m_core.storage.checkpoint();
    turn([this] {
        noticeOthers();
        m_services.presence.tick();
        m_services.messages.closeDuePolls();
        m_services.versions.tick();
        m_services.documentMentions.tick();
        m_services.documents.tick();
        std::vector<ConnectionId> expired;
        for (const auto &[id, connection] : m_core.state.connections()) {
            if (connection->tokenExpires && *connection->tokenExpires <= m_core.wall())
                expired.push_back(id);
        }
        for (const ConnectionId id : expired)
            drop(*m_core.state.connection(id), 4401, u"The token has expired."_s);
        if (m_ticks % ticksPerMinute == 0)
            m_services.accounts.forgetOldAttempts();
        if (m_ticks % ticksPerHour == 0)
            m_core.storage.feed.prune(m_core.wall() - m_core.config.feedKeepFor, m_core.config.feedKeep);
        if (m_ticks % ticksPerMetric == 0)
            sendMetrics();
    });
}

void Hub::sendMetrics()
{
    if (!m_services.feed.hasListeners(u"metrics"_s))
        return;
    const FrontEndCounters counters = m_edge.counters();
    m_services.feed.metric(u"websockets"_s, static_cast<double>(counters.openWebSockets));
    m_services.feed.metric(u"eventStreams"_s, static_cast<double>(counters.openEventStreams));
    m_services.feed.metric(u"messages"_s, static_cast<double>(m_core.tally.messages));
    m_services.feed.metric(u"deliveries"_s, static_cast<double>(m_core.tally.deliveries));
}

} // namespace coterie::server
