#include "server/net/frontend.h"

#include "server/net/qttransport.h"
#include "server/net/websocketparser.h"
#include "server/net/worker.h"

#ifdef Q_OS_LINUX
#include "server/net/epolltransport.h"
#endif

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <QTcpServer>

#include <algorithm>
#include <condition_variable>
#include <functional>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace net;

namespace {

constexpr std::size_t inboxLimit = 64 * 1024 * 1024; ///< unhandled bytes at which workers read more slowly
constexpr int backlog = 1024;

const QEvent::Type batchWaits = QEvent::Type(QEvent::registerEventType());

/// Hands descriptors on instead of making sockets of them.
class Listener : public QTcpServer
{
public:
    explicit Listener(std::function<void(std::intptr_t)> arrived) : m_arrived(std::move(arrived)) { }

protected:
    void incomingConnection(qintptr descriptor) override { m_arrived(descriptor); }

private:
    std::function<void(std::intptr_t)> m_arrived;
};

Result<QHostAddress> parseAddress(const QString &text)
{
    const QHostAddress address(text == "localhost"_L1 ? u"127.0.0.1"_s : text);
    if (address.isNull())
        return Error {Errc::Io, "\"" + text.toStdString() + "\" is no address to listen on."};
    return address;
}

} // namespace

struct FrontEnd::Private final : QObject, Inbox {
    explicit Private(Gateway &g) : gateway(g) { }
    ~Private() override
    {
        listener.reset();
        notifier.reset();
        for (const auto &transport : transports)
            transport->stop();
    }

    // Inbox: the workers' threads
    void deliver(std::vector<Inbound> batch, std::size_t bytes) override;
    [[nodiscard]] bool isFull() const override { return waitingBytes.load(std::memory_order_relaxed) > inboxLimit; }
    void workerDrained() override;

    // The hub's thread
    bool event(QEvent *event) override;
    void handOver();
    void say(std::vector<Inbound> batch);
    void startThreads();
    void waitUntilDrained(Millis patience);
    void tell(std::size_t worker, Command command); ///< `worker` from 1, as in ids
    void flush();
    void perWorker(std::span<const ConnectionId> ids,
        const std::function<void(std::size_t worker, std::vector<ConnectionId> ids)> &tellThem);
    [[nodiscard]] Result<void> makeWorkers(bool usesEpoll);
    [[nodiscard]] Result<quint16> startListening(bool usesEpoll);
    void arrived(std::intptr_t descriptor); ///< on whichever thread accepts

    Gateway &gateway;
    std::unique_ptr<Edge> edge;
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<std::unique_ptr<Transport>> transports; ///< after the workers: goes first
    std::unique_ptr<Listener> listener;
    std::atomic<std::size_t> nextWorker {0};
    std::vector<std::vector<Command>> outgoing; ///< per worker, until the hub's turn ends
    bool inTurn = false;
    bool isShuttingDown = false;
    std::unique_ptr<QSocketNotifier> notifier; ///< without threads: the epoll that waits in the hub's own loop

    std::mutex mutex;
    std::condition_variable drained;
    std::vector<Inbound> waiting; ///< guarded by mutex
    std::size_t batchBytes = 0; ///< of `waiting`; guarded by mutex
    std::size_t workersDrained = 0; ///< guarded by mutex
    std::atomic<std::size_t> waitingBytes {0};
};

void FrontEnd::Private::deliver(std::vector<Inbound> batch, std::size_t bytes)
{
    if (notifier && !isShuttingDown) {
        say(std::move(batch));
        return;
    }
    bool wasEmpty = false;
    waitingBytes.fetch_add(bytes, std::memory_order_relaxed);
    {
        const std::scoped_lock lock(mutex);
        wasEmpty = waiting.empty();
        batchBytes += bytes;
        if (wasEmpty)
            waiting = std::move(batch);
        else
            std::ranges::move(batch, std::back_inserter(waiting));
    }
    if (wasEmpty)
        QCoreApplication::postEvent(this, new QEvent(batchWaits));
}

void FrontEnd::Private::workerDrained()
{
    const std::scoped_lock lock(mutex);
    ++workersDrained;
    drained.notify_all();
}

bool FrontEnd::Private::event(QEvent *event)
{
    if (event->type() != batchWaits)
        return QObject::event(event);
    handOver();
    return true;
}

void FrontEnd::Private::handOver()
{
    std::vector<Inbound> batch;
    std::size_t bytes = 0;
    {
        const std::scoped_lock lock(mutex);
        batch.swap(waiting);
        std::swap(bytes, batchBytes);
    }
    say(std::move(batch));
    waitingBytes.fetch_sub(bytes, std::memory_order_relaxed);
}

void FrontEnd::Private::say(std::vector<Inbound> batch)
{
    inTurn = true; // what the hub says while it looks at one batch goes out as one
    gateway.inbound(std::move(batch));
    inTurn = false;
    flush();
}

void FrontEnd::Private::flush()
{
    for (std::size_t i = 0; i < outgoing.size(); ++i) {
        if (!outgoing[i].empty())
            workers[i]->post(std::exchange(outgoing[i], {}));
    }
}

void FrontEnd::Private::tell(std::size_t worker, Command command)
{
    if (worker == 0 || worker > workers.size())
        return; // an id that never was one of ours
    outgoing[worker - 1].push_back(std::move(command));
    if (!inTurn)
        flush();
}

void FrontEnd::Private::perWorker(std::span<const ConnectionId> ids,
    const std::function<void(std::size_t worker, std::vector<ConnectionId> ids)> &tellThem)
{
    if (workers.size() == 1) {
        tellThem(1, {ids.begin(), ids.end()});
        return;
    }
    std::vector<std::vector<ConnectionId>> split(workers.size() + 1);
    for (const ConnectionId id : ids)
        split[std::min(Worker::workerOf(id), workers.size())].push_back(id);
    for (std::size_t worker = 1; worker < split.size(); ++worker) {
        if (!split[worker].empty())
            tellThem(worker, std::move(split[worker]));
    }
}

void FrontEnd::Private::arrived(std::intptr_t descriptor)
{
    const std::size_t worker = nextWorker.fetch_add(1, std::memory_order_relaxed) % workers.size();
    std::vector<Command> commands;
    commands.emplace_back(command::Adopt {descriptor});
    workers[worker]->post(std::move(commands));
}

Result<void> FrontEnd::Private::makeWorkers(bool usesEpoll)
{
    const FrontEndConfig &config = edge->config;
    std::optional<QSslConfiguration> tls;
    if (!config.tlsCertificate.isEmpty() || !config.tlsKey.isEmpty()) {
        auto loaded = QtTransport::loadTls(config.tlsCertificate, config.tlsKey);
        if (!loaded)
            return loaded.error();
        tls = *loaded;
    }
    for (int i = 0; i < std::max(config.workers, 1); ++i) {
        auto worker = std::make_unique<Worker>(*edge, static_cast<unsigned>(i) + 1);
        std::unique_ptr<Transport> transport;
#ifdef Q_OS_LINUX
        if (usesEpoll)
            transport = std::make_unique<EpollTransport>(*worker);
#endif
        if (!transport)
            transport = std::make_unique<QtTransport>(*worker, tls);
        worker->setTransport(*transport);
        workers.push_back(std::move(worker));
        transports.push_back(std::move(transport));
    }
    outgoing.resize(workers.size());
    return {};
}

Result<quint16> FrontEnd::Private::startListening(bool usesEpoll)
{
    const auto address = parseAddress(edge->config.address);
    if (!address)
        return address.error();
    const auto hand = [this](std::intptr_t descriptor) { arrived(descriptor); };
    quint16 port = edge->config.port;
#ifdef Q_OS_LINUX
    if (usesEpoll) {
        const auto descriptor = EpollTransport::listenOn(*address, port);
        if (!descriptor)
            return descriptor.error();
        static_cast<EpollTransport *>(transports.front().get())->setListener(*descriptor, hand);
    }
#endif
    if (!usesEpoll) {
        listener = std::make_unique<Listener>(hand);
        listener->setListenBacklogSize(backlog);
        if (!listener->listen(*address, port))
            return Error {Errc::Io,
                "Cannot listen on " + address->toString().toStdString() + ":" + std::to_string(port) + ": "
                    + listener->errorString().toStdString()};
        port = listener->serverPort();
    }
    startThreads();
    return port;
}

void FrontEnd::Private::startThreads()
{
#ifdef Q_OS_LINUX
    auto *epoll = dynamic_cast<EpollTransport *>(transports.front().get());
    if (epoll && edge->config.workers == 0) {
        notifier = std::make_unique<QSocketNotifier>(epoll->descriptor(), QSocketNotifier::Read);
        QObject::connect(notifier.get(), &QSocketNotifier::activated, this, [epoll] { epoll->runOnce(Millis {0}); });
        return;
    }
#endif
    for (const auto &transport : transports)
        transport->start();
}

void FrontEnd::Private::waitUntilDrained(Millis patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    std::unique_lock lock(mutex);
#ifdef Q_OS_LINUX
    while (notifier && workersDrained == 0 && std::chrono::steady_clock::now() < end) {
        constexpr Millis glance {10};
        lock.unlock();
        static_cast<EpollTransport *>(transports.front().get())->runOnce(glance);
        lock.lock();
    }
#endif
    drained.wait_until(lock, end, [this] { return workersDrained >= workers.size(); });
}

FrontEnd::FrontEnd(Gateway &gateway) : d(std::make_unique<Private>(gateway)) { }

FrontEnd::~FrontEnd() = default;

Result<quint16> FrontEnd::listen(const FrontEndConfig &config)
{
    auto proxies = TrustedProxies::create(config.trustedProxies);
    if (!proxies)
        return proxies.error();
    const bool wantsTls = !config.tlsCertificate.isEmpty() || !config.tlsKey.isEmpty();
#ifdef Q_OS_LINUX
    const bool usesEpoll = config.engine != SocketEngine::Qt && !wantsTls;
#else
    const bool usesEpoll = false;
#endif
    d->edge = std::make_unique<Edge>(config, std::move(*proxies), *d);
    if (const auto made = d->makeWorkers(usesEpoll); !made)
        return made.error();
    return d->startListening(usesEpoll);
}

void FrontEnd::respond(ConnectionId request, HttpResponse response)
{
    d->tell(Worker::workerOf(request), command::Respond {request, std::move(response)});
}

void FrontEnd::acceptUpload(ConnectionId request)
{
    d->tell(Worker::workerOf(request), command::AcceptUpload {request});
}

void FrontEnd::acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64 maxFrame)
{
    d->tell(Worker::workerOf(request), command::AcceptWebSocket {request, subprotocol, maxFrame});
}

void FrontEnd::acceptEventStream(ConnectionId request)
{
    d->tell(Worker::workerOf(request), command::AcceptEventStream {request});
}

void FrontEnd::send(std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload, Delivery delivery)
{
    const std::string head =
        frameHead(kind == FrameKind::Text ? Opcode::Text : Opcode::Binary, static_cast<std::size_t>(payload.size()));
    QByteArray frame;
    frame.reserve(static_cast<qsizetype>(head.size()) + payload.size());
    frame.append(head.data(), static_cast<qsizetype>(head.size()));
    frame.append(payload);
    d->perWorker(to, [&](std::size_t worker, std::vector<ConnectionId> ids) {
        d->tell(worker, command::Send {std::move(ids), frame, delivery});
    });
}

void FrontEnd::sendEvent(std::span<const ConnectionId> to, const QByteArray &serialisedEvent)
{
    d->perWorker(to, [&](std::size_t worker, std::vector<ConnectionId> ids) {
        d->tell(worker, command::SendEvent {std::move(ids), serialisedEvent});
    });
}

void FrontEnd::sendReplay(ConnectionId stream, const QByteArray &serialisedEvents)
{
    d->tell(Worker::workerOf(stream), command::SendReplay {stream, serialisedEvents});
}

void FrontEnd::close(ConnectionId connection, int code, const QString &reason)
{
    d->tell(Worker::workerOf(connection), command::Close {connection, code, reason.toUtf8()});
}

FrontEndCounters FrontEnd::counters() const
{
    FrontEndCounters sum;
    for (const auto &worker : d->workers)
        worker->counters().addTo(sum);
    return sum;
}

void FrontEnd::shutDown(int code, const QString &reason, Millis patience)
{
    d->isShuttingDown = true;
    d->listener.reset();
#ifdef Q_OS_LINUX
    for (const auto &transport : d->transports) {
        if (auto *epoll = dynamic_cast<EpollTransport *>(transport.get()))
            epoll->closeListener();
    }
#endif
    d->flush();
    for (std::size_t worker = 1; worker <= d->workers.size(); ++worker) {
        d->outgoing[worker - 1].emplace_back(command::ShutDown {code, reason.toUtf8()});
        d->flush();
    }
    d->waitUntilDrained(patience);
}

} // namespace coterie::server
