#include "server/hub/hub.h"

#include "server/http/answers.h"
#include "server/log.h"

// How a request becomes a connection that stays: a WebSocket, one to a document, an event stream.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qint64 largestSmallFrame = 64 * 1024; // of who may only read a document
constexpr std::size_t maxDocumentsAtOnce = 256; // of one person

/// The first one offered that is spoken here.
QByteArray subprotocolFor(const HttpRequest &request, std::initializer_list<QByteArrayView> spoken)
{
    for (const QByteArray &offer : request.header("sec-websocket-protocol").split(',')) {
        const QByteArray name = offer.trimmed();
        if (std::ranges::find(spoken, QByteArrayView(name)) != spoken.end())
            return name;
    }
    return {};
}

} // namespace

std::optional<Accounts::Session> Hub::mayUpgrade(const HttpRequest &request)
{
    if (auto allowed = m_api.checkOrigin(request); !allowed) {
        m_api.refuse(request, allowed.error());
        return std::nullopt;
    }
    const auto session = m_api.session(request, chatScope);
    if (!session) {
        m_api.refuse(request, session.error());
        return std::nullopt;
    }
    if (!request.wantsWebSocket) {
        HttpResponse answer = errorAnswer({Errc::BadRequest, "This address speaks WebSocket, version 13."});
        answer.status = 426;
        answer.headers.emplaceBack("upgrade", "websocket");
        answer.headers.emplaceBack("sec-websocket-version", "13");
        m_api.respond(request, answer);
        return std::nullopt;
    }
    return *session;
}

void Hub::upgradeToDocument(const HttpRequest &request)
{
    const auto session = mayUpgrade(request);
    if (!session)
        return;
    UserState &user = *session->user;
    const auto row = m_services.documents.find(user, DocumentId {request.path.sliced(8)});
    if (!row) {
        m_api.refuse(request, row.error());
        return;
    }
    if (user.documents.size() >= maxDocumentsAtOnce) {
        m_api.refuse(request, {Errc::RateLimited, "You have as many documents open as you can."});
        return;
    }
    const auto document = m_services.documents.open(*row);
    if (!document) {
        m_api.refuse(request, document.error());
        return;
    }
    const QByteArray subprotocol = subprotocolFor(request, {Collab::subprotocol});
    const bool mayWrite = m_services.documents.mayWrite(user, *row);
    m_core.out.acceptWebSocket(
        request.id, subprotocol, mayWrite ? m_core.config.maxDocumentBytes + largestSmallFrame : largestSmallFrame);
    Connection &connection = m_core.state.addConnection({.id = request.id,
        .user = &user,
        .sessionId = randomText(12),
        .documentId = row->docId,
        .checkpoints = !subprotocol.isEmpty(),
        .base = m_api.baseOf(request),
        .tokenId = session->token.id,
        .tokenExpires = session->token.expiresAt});
    m_services.collab.join(connection, **document);
}

void Hub::upgrade(const HttpRequest &request)
{
    const auto session = mayUpgrade(request);
    if (!session)
        return;
    const RoomId room {request.path.startsWith("/chat/"_L1) ? request.path.sliced(6) : QString()};
    if (!room.isEmpty()) {
        if (auto visible = m_core.visibleRoom(*session->user, room); !visible) {
            m_api.refuse(request, visible.error());
            return;
        }
    }
    const QByteArray subprotocol = subprotocolFor(request, {"coterie.v1.json", "coterie.v1.cbor"});
    m_core.out.acceptWebSocket(request.id, subprotocol);
    Connection &connection = m_core.state.addConnection({.id = request.id,
        .user = session->user,
        .encoding = subprotocol == "coterie.v1.cbor" ? Encoding::Cbor : Encoding::Json,
        .sessionId = randomText(12),
        .base = m_api.baseOf(request),
        .tokenId = session->token.id,
        .tokenExpires = session->token.expiresAt});
    const QString name = m_core.storage.setting(u"name"_s);
    m_core.out.toConnection(connection,
        toEnvelope(Welcome {.protocol = 1,
            .serverName = name.isEmpty() ? m_core.config.name : name,
            .serverVersion = QStringLiteral(COTERIE_VERSION),
            .sessionId = connection.sessionId,
            .self = session->user->row.user,
            .heartbeat = m_core.config.heartbeat,
            .timings = m_core.config.timings,
            .limits = m_core.config.limits}));
    m_services.presence.connected(connection);
    log(m_core.config, LogLevel::Debug, "connected",
        {{u"user"_s, session->user->id().value()}, {u"peer"_s, request.peer}});
    if (!room.isEmpty())
        m_requests.join(connection, {}, {.roomId = room});
}

void Hub::openStream(const HttpRequest &request)
{
    if (auto allowed = m_api.checkOrigin(request); !allowed) {
        m_api.refuse(request, allowed.error());
        return;
    }
    const auto session = m_api.session(request, chatScope);
    if (!session) {
        m_api.refuse(request, session.error());
        return;
    }
    Connection wanted {.id = request.id,
        .user = session->user,
        .isStream = true,
        .sessionId = randomText(12),
        .tokenId = session->token.id,
        .tokenExpires = session->token.expiresAt};
    for (const QString &channel : request.query.allQueryItemValues(u"channel"_s, QUrl::FullyDecoded)) {
        if (auto listening = m_services.feed.listen(wanted, channel); !listening) {
            m_api.refuse(request, listening.error());
            return;
        }
    }
    QString last = QString::fromUtf8(request.header("last-event-id"));
    if (last.isEmpty())
        last = request.query.queryItemValue(u"lastEventId"_s, QUrl::FullyDecoded);
    m_core.out.acceptEventStream(request.id);
    m_services.feed.open(m_core.state.addConnection(std::move(wanted)), last);
}

} // namespace coterie::server
