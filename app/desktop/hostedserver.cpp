#include "hostedserver.h"

#include "server/server.h"

#include <QDir>
#include <QHostInfo>
#include <QNetworkInterface>

namespace coterie::desktop {

using namespace Qt::StringLiterals;

namespace {

// The name of the person at this computer, as the system knows it.
QString ownName()
{
    QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    if (name.isEmpty())
        return u"Host"_s;
    name[0] = name[0].toUpper();
    return name.left(40);
}

// An address that others on the network can reach: the first private IPv4 one, else the computer's name.
QString networkHost()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal())
            return address.toString();
    }
    return QHostInfo::localHostName();
}

// The server names itself as this computer would; an invite must work from another one.
QString forOthers(QUrl url, const QString &host)
{
    url.setHost(host);
    return url.toString();
}

} // namespace

HostedServer::HostedServer(QString folder) : m_folder(std::move(folder)) { }

HostedServer::~HostedServer()
{
    m_starting.waitForDone();
}

void HostedServer::start(const QString &workspaceName, quint16 port)
{
    m_starting.start([this, workspaceName, port] {
        const Result<Opened> opened = open(workspaceName, port);
        QMetaObject::invokeMethod(this, [this, opened] {
            if (opened)
                Q_EMIT ready(*opened);
            else
                Q_EMIT failed(QString::fromStdString(opened.error().message));
        });
    });
}

Result<HostedServer::Opened> HostedServer::open(const QString &workspaceName, quint16 port)
{
    server::ServerConfig config;
    config.address = u"0.0.0.0"_s;
    config.port = port;
    config.dataFolder = m_folder;
    config.guests = true;
    config.name = tr("%1’s workspace").arg(ownName());
    m_server = std::make_unique<server::Server>(config);
    if (const auto started = m_server->start(); !started)
        return started.error();
    if (!workspaceName.isEmpty())
        m_server->setServerName(workspaceName);
    const auto token = m_server->createUserToken(ownName(), protocol::Role::Admin, u"chat publish"_s);
    if (!token)
        return token.error();
    const auto invite = m_server->createInvite();
    if (!invite)
        return invite.error();

    Opened opened;
    opened.local = m_server->url();
    opened.token = *token;
    opened.self.username = ownName();
    opened.self.userId = protocol::UserId(u"host"_s);
    opened.self.role = protocol::Role::Admin;
    const QString host = networkHost();
    opened.address = forOthers(m_server->url(), host);
    opened.inviteLink = forOthers(*invite, host);
    return opened;
}

} // namespace coterie::desktop
