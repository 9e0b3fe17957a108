#include "hubfixture.h"

#include <QCborMap>
#include <QCborValue>
#include <QTest>

namespace coterie::server {

using namespace Qt::StringLiterals;

void RecordingEdge::send(std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload, Delivery)
{
    if (kind == FrameKind::Binary && !isCbor(to)) {
        for (const ConnectionId id : to)
            messages[id].append(payload);
        return;
    }
    const QJsonObject frame = kind == FrameKind::Text ? QJsonDocument::fromJson(payload).object()
                                                      : QCborValue::fromCbor(payload).toJsonValue().toObject();
    for (const ConnectionId id : to)
        frames[id].append(frame);
}

/// One payload goes to connections of one kind only.
bool RecordingEdge::isCbor(std::span<const ConnectionId> to) const
{
    const auto first = accepted.find(to.front());
    return first != accepted.end() && first->second == "coterie.v1.cbor";
}

void RecordingEdge::sendEvent(std::span<const ConnectionId> to, const QByteArray &event)
{
    for (const ConnectionId id : to)
        events[id] += event;
}

void RecordingEdge::sendReplay(ConnectionId stream, const QByteArray &slice)
{
    events[stream] += slice;
    slices[stream].append(slice);
}

QString Reply::errorCode() const
{
    return body.value("error"_L1).toObject().value("code"_L1).toString();
}

HubFixture::HubFixture(ServerConfig wanted) : config(std::move(wanted))
{
    config.dataFolder = folder.path();
    open();
}

void HubFixture::open()
{
    auto opened = Storage::open(config.dataFolder);
    if (!opened)
        qFatal("%s", opened.error().message.c_str());
    storage = std::move(opened).value();
    hub = std::make_unique<Hub>(edge, *storage, clock, config);
}

void HubFixture::drained(ConnectionId stream)
{
    hub->inbound({EventStreamDrained {stream}});
}

void HubFixture::restart()
{
    hub.reset();
    storage.reset();
    edge = {};
    open();
}

QString HubFixture::guest(const QString &name)
{
    return http("POST", u"/api/v1/guest"_s, {{u"username"_s, name}}).body.value("token"_L1).toString();
}

QString HubFixture::userId(const QString &name) const
{
    const UserState *const user = hub->core().state.userNamed(name);
    return user != nullptr ? user->id().value() : QString();
}

ConnectionId HubFixture::connectSocket(const QString &token, const QByteArray &subprotocol)
{
    HttpRequest request;
    request.path = u"/ws"_s;
    request.headers = {{"authorization", "Bearer " + token.toLatin1()}, {"sec-websocket-protocol", subprotocol}};
    request.wantsWebSocket = true;
    raw(std::move(request));
    return edge.accepted.contains(m_lastId) ? m_lastId : 0;
}

ConnectionId HubFixture::connectStream(const QString &token, const QString &lastEventId, const QStringList &channels)
{
    HttpRequest request;
    request.path = u"/events"_s;
    for (const QString &channel : channels)
        request.query.addQueryItem(u"channel"_s, channel);
    request.headers = {{"authorization", "Bearer " + token.toLatin1()}, {"last-event-id", lastEventId.toUtf8()}};
    raw(std::move(request));
    return edge.accepted.contains(m_lastId) ? m_lastId : 0;
}

ConnectionId HubFixture::connectDocument(const QString &token, const QString &docId, const QByteArray &subprotocol)
{
    HttpRequest request;
    request.path = u"/collab/"_s + docId;
    request.headers = {{"authorization", "Bearer " + token.toLatin1()}, {"sec-websocket-protocol", subprotocol}};
    request.wantsWebSocket = true;
    raw(std::move(request));
    return edge.accepted.contains(m_lastId) ? m_lastId : 0;
}

QList<QByteArray> HubFixture::takeMessages(ConnectionId connection)
{
    return std::exchange(edge.messages[connection], {});
}

void HubFixture::sendMessage(ConnectionId connection, const QByteArray &message)
{
    hub->inbound({FrameArrived {connection, FrameKind::Binary, message}});
}

void HubFixture::disconnect(ConnectionId connection)
{
    hub->inbound({ConnectionClosed {connection, 1006}});
}

Reply HubFixture::raw(HttpRequest request)
{
    request.id = ++m_lastId;
    if (request.method.isEmpty())
        request.method = "GET";
    if (request.peer.isEmpty())
        request.peer = u"127.0.0.1"_s;
    if (request.header("host").isEmpty())
        request.headers.emplaceBack("host", "chat.example:8420");
    hub->inbound({request});
    Reply reply;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds {10};
    const auto answered = [&] { return edge.responses.contains(request.id) || edge.accepted.contains(request.id); };
    while (!answered() && std::chrono::steady_clock::now() < deadline) // passwords are checked elsewhere
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    if (edge.responses.contains(request.id)) {
        reply.raw = edge.responses[request.id];
        reply.status = reply.raw.status;
        reply.body = QJsonDocument::fromJson(reply.raw.body).object();
    }
    return reply;
}

Reply HubFixture::http(
    const QByteArray &method, const QString &path, const QJsonObject &body, const QString &token, const QString &peer)
{
    HttpRequest request;
    request.method = method;
    const QUrl url(path);
    request.path = url.path();
    request.query = QUrlQuery(url);
    request.peer = peer;
    if (!token.isEmpty())
        request.headers.emplaceBack("authorization", "Bearer " + token.toLatin1());
    if (!body.isEmpty())
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return raw(std::move(request));
}

void HubFixture::sendText(ConnectionId connection, const QByteArray &text)
{
    hub->inbound({FrameArrived {connection, FrameKind::Text, text}});
}

void HubFixture::send(ConnectionId connection, const QString &type, const QJsonObject &payload, const QString &id)
{
    QJsonObject envelope {{u"type"_s, type}, {u"payload"_s, payload}};
    if (!id.isEmpty())
        envelope[u"id"_s] = id;
    sendText(connection, QJsonDocument(envelope).toJson(QJsonDocument::Compact));
}

QJsonObject HubFixture::ask(ConnectionId connection, const QString &type, const QJsonObject &payload)
{
    const QString id = u"q%1"_s.arg(++m_lastRequest);
    send(connection, type, payload, id);
    QList<QJsonObject> &frames = edge.frames[connection];
    for (qsizetype at = 0; at < frames.size(); ++at) {
        if (frames[at].value("payload"_L1).toObject().value("replyTo"_L1).toString() != id)
            continue;
        QJsonObject answer = frames.takeAt(at);
        QJsonObject payloadOf = answer.value("payload"_L1).toObject();
        payloadOf[u"type"_s] = answer.value("type"_L1);
        return payloadOf;
    }
    return {};
}

QList<QJsonObject> HubFixture::take(ConnectionId connection)
{
    return std::exchange(edge.frames[connection], {});
}

QList<QJsonObject> HubFixture::takeOf(ConnectionId connection, const QString &type)
{
    QList<QJsonObject> found;
    for (const QJsonObject &frame : take(connection)) {
        if (frame.value("type"_L1).toString() == type)
            found.append(frame.value("payload"_L1).toObject());
    }
    return found;
}

QString HubFixture::takeEvents(ConnectionId stream)
{
    return QString::fromUtf8(std::exchange(edge.events[stream], {}));
}

void HubFixture::wait(Millis by)
{
    constexpr Millis second {1000};
    for (Millis left = by; left > Millis {0}; left -= second) {
        clock.advance(std::min(left, second));
        hub->tick();
    }
}

} // namespace coterie::server
