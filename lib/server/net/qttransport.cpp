#include "server/net/qttransport.h"

#include "server/net/worker.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readBuffer = 64 * 1024;
constexpr qint64 writeBuffer =
    256 * 1024; ///< what Qt may hold for one socket; the rest waits in our own queue and is counted
constexpr Millis farewell {5'000}; ///< for what Qt still holds when a connection is closed

/// The private key repeats the public half, and both encodings end it alike: modulus and exponent (RFC 8017), or the
/// point (RFC 5915). Qt itself would notice only when a client comes.
bool belongTogether(const QSslCertificate &certificate, const QSslKey &key)
{
    constexpr qsizetype enough = 64;
    if (certificate.publicKey().algorithm() != key.algorithm())
        return false;
    const QByteArray open = certificate.publicKey().toDer();
    const QByteArray secret = key.toDer();
    const bool leavesOutPublicHalf = key.algorithm() == QSsl::Ec && secret.size() < open.size();
    return leavesOutPublicHalf || secret.contains(open.last(std::min(open.size(), enough)));
}

} // namespace

struct QtTransport::Peer {
    std::unique_ptr<QTcpSocket> socket;
    std::uint32_t slot = 0;
    Interest interest;
    bool finishing = false;

    [[nodiscard]] qint64 unsent() const
    {
        const auto *tls = qobject_cast<const QSslSocket *>(socket.get());
        return socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
    }

    [[nodiscard]] static Peer &of(SocketHandle handle) { return *reinterpret_cast<Peer *>(handle); }
};

QtTransport::QtTransport(Worker &worker, std::optional<QSslConfiguration> tls)
    : m_worker(worker)
    , m_tls(std::move(tls))
    , m_context(std::make_unique<QObject>())
{
    m_context->moveToThread(&m_thread);
}

QtTransport::~QtTransport()
{
    stop();
}

Result<QSslConfiguration> QtTransport::loadTls(const QString &certificate, const QString &key)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(certificate);
    if (chain.isEmpty())
        return Error {Errc::Io, "There is no certificate in " + certificate.toStdString() + "."};
    QFile file(key);
    if (!file.open(QIODevice::ReadOnly))
        return Error {Errc::Io, "Cannot read the TLS key " + key.toStdString() + "."};
    const QByteArray pem = file.readAll();
    QSslKey secret(pem, QSsl::Rsa);
    if (secret.isNull())
        secret = QSslKey(pem, QSsl::Ec);
    if (secret.isNull())
        return Error {Errc::Io, key.toStdString() + " is no RSA or EC key in PEM form without a passphrase."};
    if (!belongTogether(chain.first(), secret))
        return Error {Errc::Io,
            key.toStdString() + " is not the key of the (first) certificate in " + certificate.toStdString() + "."};
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(secret);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

void QtTransport::start()
{
    m_thread.start();
    QMetaObject::invokeMethod(m_context.get(), [this] {
        m_timer = std::make_unique<QTimer>();
        m_timer->setSingleShot(true);
        QObject::connect(m_timer.get(), &QTimer::timeout, m_context.get(), [this] { turn(); });
    });
}

void QtTransport::stop()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        m_context.get(),
        [this] {
            m_worker.beginTurn();
            m_worker.abandonAll();
            qDeleteAll(m_context->children());
            m_timer.reset();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void QtTransport::wake()
{
    QMetaObject::invokeMethod(
        m_context.get(), [this] { turn(); }, Qt::QueuedConnection);
}

void QtTransport::queueTurn()
{
    if (std::exchange(m_turnQueued, true))
        return;
    wake();
}

void QtTransport::turn()
{
    if (!m_timer)
        return;
    m_turnQueued = false;
    m_worker.beginTurn();
    for (const std::uint32_t slot : std::exchange(m_unread, {}))
        readAll(slot);
    for (const std::uint32_t slot : std::exchange(m_written, {}))
        bytesWritten(slot);
    for (const std::uint32_t slot : std::exchange(m_gone, {}))
        disconnected(slot);
    m_worker.endTurn();
    if (const auto wait = m_worker.untilNextTimer())
        m_timer->start(*wait);
}

QtTransport::Peer *QtTransport::find(std::uint32_t slot) const
{
    const auto found = m_peers.find(slot);
    return found == m_peers.end() ? nullptr : found->second.get();
}

std::unique_ptr<QTcpSocket> QtTransport::makeSocket(std::intptr_t descriptor)
{
    if (!m_tls) {
        auto plain = std::make_unique<QTcpSocket>();
        return plain->setSocketDescriptor(descriptor) ? std::move(plain) : nullptr;
    }
    auto tls = std::make_unique<QSslSocket>();
    if (!tls->setSocketDescriptor(descriptor))
        return nullptr;
    tls->setSslConfiguration(*m_tls);
    tls->startServerEncryption();
    return tls;
}

std::optional<Transport::Attached> QtTransport::attach(std::intptr_t descriptor, std::uint32_t slot)
{
    auto peer = std::make_unique<Peer>();
    peer->slot = slot;
    peer->socket = makeSocket(descriptor);
    if (!peer->socket)
        return {};
    QTcpSocket *socket = peer->socket.get();
    socket->setReadBufferSize(readBuffer);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QObject *context = m_context.get();
    QObject::connect(socket, &QTcpSocket::readyRead, context, [this, slot] { note(m_unread, slot); });
    QObject::connect(socket, &QTcpSocket::bytesWritten, context, [this, slot] { note(m_written, slot); });
    QObject::connect(socket, &QTcpSocket::disconnected, context, [this, slot] { note(m_gone, slot); });
    const auto handle = reinterpret_cast<SocketHandle>(peer.get());
    const PeerAddress address = toPeerAddress(socket->peerAddress());
    m_peers[slot] = std::move(peer);
    return Attached {handle, address};
}

void QtTransport::note(std::vector<std::uint32_t> &list, std::uint32_t slot)
{
    list.push_back(slot);
    queueTurn();
}

void QtTransport::readAll(std::uint32_t slot)
{
    constexpr int mostReads = 8;
    for (int i = 0; i < mostReads; ++i) {
        const Peer *peer = find(slot); // reading can close it
        if (!peer || !peer->interest.read || peer->socket->bytesAvailable() == 0)
            return;
        m_worker.readable(slot);
    }
    note(m_unread, slot); // no signal will announce again what is left
}

void QtTransport::bytesWritten(std::uint32_t slot)
{
    Peer *peer = find(slot);
    if (!peer)
        return;
    if (peer->finishing && peer->unsent() == 0)
        finishWriting(reinterpret_cast<SocketHandle>(peer));
    if (peer->interest.write)
        m_worker.writable(slot);
}

void QtTransport::disconnected(std::uint32_t slot)
{
    readAll(slot);
    const Peer *peer = find(slot); // perhaps a new one in the same slot
    if (peer && peer->socket->state() == QAbstractSocket::UnconnectedState)
        m_worker.hungUp(slot);
}

void QtTransport::watch(SocketHandle socket, std::uint32_t slot, Interest interest)
{
    Peer &peer = Peer::of(socket);
    const bool readsAgain = interest.read && !peer.interest.read;
    peer.interest = interest;
    if (readsAgain && peer.socket->bytesAvailable() > 0)
        note(m_unread, slot);
}

Transfer QtTransport::read(SocketHandle socket, std::span<char> into)
{
    QTcpSocket &source = *Peer::of(socket).socket;
    const qint64 got = source.read(into.data(), static_cast<qint64>(into.size()));
    if (got > 0)
        return {Transfer::Outcome::Done, static_cast<std::size_t>(got)};
    if (source.state() == QAbstractSocket::ConnectedState)
        return {Transfer::Outcome::WouldBlock, 0};
    return {Transfer::Outcome::Ended, 0};
}

Transfer QtTransport::write(SocketHandle socket, std::span<const QByteArray> pieces, std::size_t skip)
{
    Peer &peer = Peer::of(socket);
    if (peer.socket->state() != QAbstractSocket::ConnectedState)
        return {Transfer::Outcome::Failed, 0};
    qint64 room = writeBuffer - peer.unsent();
    std::size_t taken = 0;
    for (const QByteArray &piece : pieces) {
        const qint64 size = std::min(room, static_cast<qint64>(piece.size()) - static_cast<qint64>(skip));
        if (size <= 0 && !piece.isEmpty())
            break;
        const qint64 written = peer.socket->write(piece.constData() + skip, size);
        if (written < 0)
            return {Transfer::Outcome::Failed, 0};
        taken += static_cast<std::size_t>(written);
        room -= written;
        skip = 0;
    }
    if (taken == 0)
        return {Transfer::Outcome::WouldBlock, 0};
    peer.socket->flush();
    return {Transfer::Outcome::Done, taken};
}

void QtTransport::finishWriting(SocketHandle socket)
{
    Peer &peer = Peer::of(socket);
    peer.finishing = true;
#ifdef Q_OS_UNIX
    // QTcpSocket can only close both ways; TLS has no half-close at all.
    if (!m_tls && peer.unsent() == 0)
        ::shutdown(static_cast<int>(peer.socket->socketDescriptor()), SHUT_WR);
#endif
}

void QtTransport::close(SocketHandle socket)
{
    const auto node = m_peers.extract(Peer::of(socket).slot);
    QTcpSocket *leaving = node.mapped()->socket.release();
    leaving->disconnect();
    leaving->setParent(m_context.get());
    if (leaving->state() == QAbstractSocket::UnconnectedState) {
        leaving->deleteLater();
        return;
    }
    // What Qt still holds goes out first, unless the peer takes too long.
    QObject::connect(leaving, &QTcpSocket::disconnected, leaving, &QObject::deleteLater);
    QTimer::singleShot(farewell, leaving, [leaving] { leaving->abort(); });
    leaving->disconnectFromHost();
}

} // namespace coterie::server::net
