#pragma once

#include "base/result.h"
#include "protocol/types.h"

#include <QObject>
#include <QThreadPool>
#include <QUrl>

#include <memory>

namespace coterie::server {
class Server;
}

namespace coterie::desktop {

/// The embedded server of `--host`: its data is kept in `folder`, people on the network may join. GUI thread; starting,
/// which reads the data, happens on a pool thread.
class HostedServer : public QObject
{
    Q_OBJECT
public:
    struct Opened {
        QUrl local; ///< for this computer's own client
        QString token;
        protocol::User self;
        QString address; ///< what others on the network type
        QString inviteLink;
    };

    explicit HostedServer(QString folder);
    ~HostedServer() override;

    void start(const QString &workspaceName, quint16 port); ///< then ready() or failed()

Q_SIGNALS:
    void ready(const coterie::desktop::HostedServer::Opened &opened);
    void failed(const QString &reason);

private:
    [[nodiscard]] Result<Opened> open(const QString &workspaceName, quint16 port);

    QString m_folder;
    QThreadPool m_starting; ///< of its own, so that the destructor can wait for it
    std::unique_ptr<server::Server> m_server;
};

} // namespace coterie::desktop
