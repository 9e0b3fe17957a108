#include "testgateway.h"

#include <QFile>
#include <QFileInfo>

using namespace coterie::server;
using namespace Qt::StringLiterals;

TestServer::~TestServer()
{
    if (!m_context)
        return;
    run([this](FrontEnd &) { m_frontEnd.reset(); });
    m_thread.quit();
    m_thread.wait();
}

quint16 TestServer::start(const FrontEndConfig &config)
{
    m_context = std::make_unique<QObject>();
    m_context->moveToThread(&m_thread);
    m_thread.start();
    quint16 port = 0;
    QMetaObject::invokeMethod(
        m_context.get(),
        [&] {
            m_frontEnd = std::make_unique<FrontEnd>(*this);
            const auto taken = m_frontEnd->listen(config);
            if (taken)
                port = *taken;
            else
                qWarning("%s", taken.error().message.c_str());
        },
        Qt::BlockingQueuedConnection);
    return port;
}

void TestServer::run(const std::function<void(FrontEnd &)> &job)
{
    QMetaObject::invokeMethod(
        m_context.get(), [&] { job(*m_frontEnd); }, Qt::BlockingQueuedConnection);
}

TestServer::Seen TestServer::seen()
{
    Seen copy;
    run([&](FrontEnd &) { copy = m_seen; });
    return copy;
}

FrontEndCounters TestServer::counters()
{
    FrontEndCounters counters;
    run([&](FrontEnd &frontEnd) { counters = frontEnd.counters(); });
    return counters;
}

void TestServer::broadcast(const QByteArray &payload, Delivery delivery)
{
    run([&](FrontEnd &frontEnd) { frontEnd.send(m_seen.sockets, FrameKind::Binary, payload, delivery); });
}

void TestServer::answerLater(const QByteArray &body)
{
    run([&](FrontEnd &frontEnd) {
        HttpResponse response;
        response.body = body;
        for (const ConnectionId id : std::exchange(m_later, {}))
            frontEnd.respond(id, response);
    });
}

void TestServer::inbound(std::vector<Inbound> batch)
{
    for (Inbound &one : batch)
        std::visit([this](auto &value) { handle(std::move(value)); }, one);
}

void TestServer::handle(HttpRequest &&request)
{
    HttpResponse response;
    response.contentType = "text/plain"_ba;
    response.body = request.path.toUtf8();
    const ConnectionId id = request.id;
    m_seen.requests.append(request);
    if (request.offersUpload && request.bearerToken() != "wrong"_L1) {
        m_frontEnd->acceptUpload(id);
        return;
    }
    if (request.offersUpload)
        response.status = 401;
    if (request.path == "/ws"_L1 && request.wantsWebSocket) {
        m_frontEnd->acceptWebSocket(id, request.header("sec-websocket-protocol").split(',').first());
        m_seen.sockets.push_back(id);
        return;
    }
    if (request.path == "/events"_L1) {
        m_frontEnd->acceptEventStream(id);
        m_seen.streams.push_back(id);
        return;
    }
    if (request.path == "/later"_L1) {
        m_later.push_back(id);
        return;
    }
    if (request.path == "/echo"_L1)
        response.body = request.body;
    if (request.path == "/file"_L1)
        response.file = file;
    if (request.path == "/denied"_L1)
        response.status = 401;
    if (request.path == "/split"_L1)
        response.headers = {{"X-Good"_ba, "1"_ba}, {"X-Bad"_ba, "a\r\nX-Injected: 1"_ba}, {"Bad\r\nName"_ba, "1"_ba}};
    if (!request.bodyFile.isEmpty()) {
        response.body = QByteArray::number(QFileInfo(request.bodyFile).size());
        QFile::remove(request.bodyFile);
    }
    m_frontEnd->respond(id, std::move(response));
}

void TestServer::handle(FrameArrived &&frame)
{
    if (echoes)
        m_frontEnd->send(std::span(&frame.id, 1), frame.kind, frame.payload);
    m_seen.frames.append(std::move(frame));
}

void TestServer::handle(ConnectionClosed &&closed)
{
    std::erase(m_seen.sockets, closed.id);
    std::erase(m_seen.streams, closed.id);
    m_seen.closed.append(closed);
}

void TestServer::handle(EventStreamDrained &&)
{
    ++m_seen.drained;
}

void TestServer::handle(ReaderCaughtUp &&reader)
{
    m_seen.caughtUp.push_back(reader.id);
}
