#include "singleinstance.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QLocalSocket>

namespace coterie::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int waitMillis = 2000;
constexpr qint64 messageLimit = 64 * 1024;

QString nameFor(const QString &folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return u"coterie-"_s + QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_serverName(nameFor(profileFolder))
    , m_lock(profileFolder + u"/instance.lock"_s)
{
    QDir().mkpath(profileFolder);
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim()
{
    if (!m_lock.tryLock(0))
        return false;
    QLocalServer::removeServer(m_serverName);
    // A system without local sockets still runs one instance; it only cannot be handed arguments.
    static_cast<void>(m_server.listen(m_serverName));
    return true;
}

bool SingleInstance::handOver(const QStringList &arguments)
{
    QLocalSocket socket;
    socket.connectToServer(m_serverName);
    if (!socket.waitForConnected(waitMillis))
        return false;
    QByteArray message;
    QDataStream out(&message, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << arguments;
    socket.write(message);
    socket.flush();
    const bool written = socket.bytesToWrite() == 0 || socket.waitForBytesWritten(waitMillis);
    socket.disconnectFromServer();
    return written;
}

void SingleInstance::receive()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(messageLimit);
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            QDataStream in(socket->read(messageLimit));
            in.setVersion(QDataStream::Qt_6_4);
            QStringList arguments;
            in >> arguments;
            socket->deleteLater();
            if (in.status() == QDataStream::Ok)
                Q_EMIT argumentsReceived(arguments);
        });
    }
}

} // namespace coterie::desktop
