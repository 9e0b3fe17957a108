#include "server/server.h"

#include "server/hub/hub.h"
#include "server/log.h"
#include "server/storage/folderlock.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QThread>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr Millis patience {5'000};

/// The real network behind the hub's interface.
class FrontEndEdge final : public Edge
{
public:
    void attach(FrontEnd *frontEnd) { m_frontEnd = frontEnd; }
    void respond(ConnectionId request, HttpResponse response) override
    {
        m_frontEnd->respond(request, std::move(response));
    }
    void acceptUpload(ConnectionId request) override { m_frontEnd->acceptUpload(request); }
    void acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64 maxFrame) override
    {
        m_frontEnd->acceptWebSocket(request, subprotocol, maxFrame);
    }
    void acceptEventStream(ConnectionId request) override { m_frontEnd->acceptEventStream(request); }
    void send(std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload, Delivery delivery) override
    {
        m_frontEnd->send(to, kind, payload, delivery);
    }
    void sendEvent(std::span<const ConnectionId> to, const QByteArray &event) override
    {
        m_frontEnd->sendEvent(to, event);
    }
    void sendReplay(ConnectionId stream, const QByteArray &events) override { m_frontEnd->sendReplay(stream, events); }
    void close(ConnectionId connection, int code, const QString &reason) override
    {
        m_frontEnd->close(connection, code, reason);
    }
    [[nodiscard]] FrontEndCounters counters() const override { return m_frontEnd->counters(); }

private:
    FrontEnd *m_frontEnd = nullptr;
};

FrontEndConfig frontEndConfig(const ServerConfig &config)
{
    FrontEndConfig edge;
    edge.address = config.address;
    edge.port = config.port;
    edge.workers = config.workers;
    edge.tlsCertificate = config.tlsCertificate;
    edge.tlsKey = config.tlsKey;
    edge.trustedProxies = config.trustedProxies;
    edge.temporaryFolder = config.dataFolder + u"/incoming"_s;
    edge.maxUpload = config.maxFileBytes;
    edge.maxFrame = config.limits.frameBytes;
    // Who may write more, for a load test, must also be read faster; the factor leaves room for everything else.
    edge.framesPerSecond = std::max(edge.framesPerSecond, config.limits.messagesPerMinute / 60 * 2);
    edge.pingEvery = config.heartbeat.interval;
    return edge;
}

} // namespace

struct Server::Private {
    /// What lives on the hub's thread, in the order in which it is made.
    struct Running {
        std::unique_ptr<sqlite::Database> lock;
        std::unique_ptr<Storage> storage;
        FrontEndEdge edge;
        std::unique_ptr<Hub> hub;
        std::unique_ptr<FrontEnd> frontEnd;
    };

    Result<void> open()
    {
        initSecrets();
        const QString incoming = config.dataFolder + u"/incoming"_s;
        auto storage = Storage::open(config.dataFolder);
        if (!storage)
            return storage.error();
        auto lock = lockFolder(config.dataFolder);
        if (!lock)
            return lock.error();
        // Reading all of it takes a second per gigabyte, so it is done only when the last run ended badly.
        if (QFile::exists(runningMark())) {
            if (auto whole = (*storage)->quickCheck(); !whole)
                return Error {whole.error().code,
                    "The data in " + config.dataFolder.toStdString()
                        + " is damaged and has not been touched. Put a backup in its place: coterie-server restore "
                          "FILE. "
                        + whole.error().message};
        }
        (*storage)->checkpointInBackground();
        QDir(incoming).removeRecursively(); // uploads that a crash cut short
        QDir().mkpath(incoming);
        auto starting = std::make_unique<Running>();
        starting->lock = std::move(lock).value();
        starting->storage = std::move(storage).value();
        starting->hub = std::make_unique<Hub>(starting->edge, *starting->storage, clock, config);
        starting->frontEnd = std::make_unique<FrontEnd>(*starting->hub);
        starting->edge.attach(starting->frontEnd.get());
        const auto listening = starting->frontEnd->listen(frontEndConfig(config));
        if (!listening)
            return listening.error();
        port = *listening;
        warnOfExpiry();
        static_cast<void>(QFile(runningMark()).open(QFile::WriteOnly)); // without it the next start checks nothing
        starting->hub->start();
        running = std::move(starting);
        return {};
    }

    /// Its clients will refuse it; whoever runs it should hear so first.
    void warnOfExpiry() const
    {
        if (config.tlsCertificate.isEmpty())
            return;
        const QDateTime end = QSslCertificate::fromPath(config.tlsCertificate).value(0).expiryDate();
        if (end <= QDateTime::currentDateTimeUtc())
            log(config, LogLevel::Warning, "certificate expired", {{u"on"_s, end.toString(Qt::ISODate)}});
    }

    void close()
    {
        if (!running)
            return;
        running->hub->prepareToStop();
        running->frontEnd->shutDown(1001, u"The server is going away."_s, patience);
        running->frontEnd.reset();
        running.reset();
        QFile::remove(runningMark());
    }

    /// There while a server runs, and after one that crashed.
    [[nodiscard]] QString runningMark() const { return config.dataFolder + u"/running"_s; }

    /// Runs `work` on the hub's thread as a turn of it, and waits.
    template <typename Work>
    auto ask(Work work)
    {
        using Answer = decltype(work(std::declval<Hub &>()));
        std::optional<Answer> answer;
        if (thread.isRunning()) // else the call would wait for itself
            QMetaObject::invokeMethod(
                &context,
                [&] {
                    if (running)
                        running->hub->turn([&] { answer = work(*running->hub); });
                },
                Qt::BlockingQueuedConnection);
        return answer ? std::move(*answer) : Answer(Error {Errc::Unavailable, "The server is not running."});
    }

    ServerConfig config;
    SystemClock clock;
    QThread thread;
    QObject context; ///< lives on the thread
    std::unique_ptr<Running> running;
    quint16 port = 0;
};

Server::Server(ServerConfig config) : d(std::make_unique<Private>())
{
    d->config = std::move(config);
    d->thread.setObjectName(u"coterie-hub"_s);
}

Server::~Server()
{
    stop();
}

Result<void> Server::start()
{
    if (d->thread.isRunning())
        return {};
    d->thread.start();
    d->context.moveToThread(&d->thread);
    Result<void> result;
    QMetaObject::invokeMethod(
        &d->context, [&] { result = d->open(); }, Qt::BlockingQueuedConnection);
    if (!result)
        stop();
    return result;
}

void Server::stop()
{
    if (!d->thread.isRunning())
        return;
    QThread *const home = QThread::currentThread();
    QMetaObject::invokeMethod(
        &d->context,
        [&] {
            d->close();
            d->context.moveToThread(home);
        },
        Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
    d->port = 0;
}

bool Server::isRunning() const
{
    return d->thread.isRunning();
}

quint16 Server::port() const
{
    return d->port;
}

QUrl Server::url() const
{
    if (d->port == 0)
        return {};
    QHostAddress address(d->config.address);
    QString host = d->config.address;
    if (address == QHostAddress::AnyIPv4 || address == QHostAddress::Any)
        host = u"127.0.0.1"_s;
    else if (address == QHostAddress::AnyIPv6)
        host = u"::1"_s;
    QUrl url;
    url.setScheme(d->config.tlsCertificate.isEmpty() ? u"http"_s : u"https"_s);
    url.setHost(host);
    url.setPort(d->port);
    return url;
}

void Server::setServerName(const QString &name)
{
    static_cast<void>(d->ask([&](Hub &hub) {
        hub.core().storage.setSetting(u"name"_s, name.simplified().left(maxRoomName));
        return Result<void>();
    }));
}

Result<QUrl> Server::createInvite(const QString &roomId)
{
    const QUrl base = url();
    return d->ask([&](Hub &hub) -> Result<QUrl> {
        if (!roomId.isEmpty() && hub.core().state.room(RoomId {roomId}) == nullptr)
            return Error {Errc::NotFound, "There is no such room."};
        const QString code = hub.services().accounts.issueInvite({}, {.roomId = RoomId {roomId}});
        QUrl invite = base;
        invite.setPath(u"/invite/"_s + code);
        return invite;
    });
}

Result<QString> Server::createGuestToken(const QString &name)
{
    return d->ask([&](Hub &hub) -> Result<QString> {
        Accounts &accounts = hub.services().accounts;
        const auto user = accounts.createGuest(name, u"127.0.0.1"_s);
        if (!user)
            return user.error();
        return accounts.issueToken(**user, chatScope.toString(), std::nullopt);
    });
}

Result<QString> Server::createUserToken(const QString &name, Role role, const QString &scope)
{
    return d->ask([&](Hub &hub) -> Result<QString> {
        Accounts &accounts = hub.services().accounts;
        UserState *user = hub.core().state.userNamed(name);
        if (user == nullptr) {
            const auto made = accounts.createUser(name, role, {});
            if (!made)
                return made.error();
            user = *made;
        }
        return accounts.issueToken(*user, scope, std::nullopt);
    });
}

} // namespace coterie::server
