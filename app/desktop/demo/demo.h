#pragma once

#include "demo/seed.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QUrl>

#include <memory>

namespace coterie::server {
class Server;
}

namespace coterie::desktop::demo {

class Troupe;

/// What a visitor needs to look around.
struct Visit {
    QUrl server;
    QString token;
    QString storePath; ///< in the demo's temporary folder
    protocol::User self;
};

/// The demo: an embedded server on a port of the system's choice, the sample workspace in a temporary folder that goes
/// with this object, and the bots. GUI thread; the writing happens on a pool thread, the serving on the server's own.
class Demo : public QObject
{
    Q_OBJECT
public:
    Demo();
    ~Demo() override;

    void start(); ///< then ready() or failed()
    void play(); ///< the bots come in and begin
    void goOffline(); ///< the server goes away, as when the cable is pulled

Q_SIGNALS:
    void ready(const coterie::desktop::demo::Visit &visit);
    void failed(const QString &reason);

private:
    void serve(const Seeded &seeded);
    void postWebhook();

    QTemporaryDir m_folder;
    QThreadPool m_seeding; ///< of its own, so that the destructor can wait for it
    SampleWorkspace m_workspace;
    Seeded m_seeded;
    std::unique_ptr<server::Server> m_server;
    QUrl m_url;
    std::unique_ptr<Troupe> m_troupe;
    QNetworkAccessManager m_network; ///< only for the sample webhook, which is a plain POST like any other service's
};

} // namespace coterie::desktop::demo
