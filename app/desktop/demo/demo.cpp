#include "demo/demo.h"

#include "demo/troupe.h"
#include "server/server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t pieceSeed = 20;
constexpr int messagesPerMinute = 1200; // the bots of one demo may all talk at once

} // namespace

Demo::Demo() : m_workspace(SampleWorkspace::load()) { }

Demo::~Demo()
{
    m_seeding.waitForDone();
    m_troupe.reset();
    m_server.reset();
}

void Demo::start()
{
    if (!m_folder.isValid()) {
        Q_EMIT failed(tr("There is no temporary folder to put the demo in."));
        return;
    }
    // Writing the sample is quick but still disk work, and a window may be on screen by now.
    const QString folder = m_folder.filePath(u"server"_s);
    m_seeding.start([this, folder, workspace = m_workspace] {
        const Result<Seeded> seeded = seed(folder, workspace, SystemClock().wallNow());
        QMetaObject::invokeMethod(this, [this, seeded] {
            if (seeded)
                serve(*seeded);
            else
                Q_EMIT failed(QString::fromStdString(seeded.error().message));
        });
    });
}

void Demo::serve(const Seeded &seeded)
{
    m_seeded = seeded;
    server::ServerConfig config;
    config.port = 0;
    config.dataFolder = m_folder.filePath(u"server"_s);
    config.name = m_workspace.name;
    config.limits.messagesPerMinute = messagesPerMinute;
    m_server = std::make_unique<server::Server>(config);
    if (const auto started = m_server->start(); !started) {
        Q_EMIT failed(QString::fromStdString(started.error().message));
        return;
    }
    m_url = m_server->url();
    Q_EMIT ready({m_url, seeded.token, m_folder.filePath(u"visitor.db"_s), seeded.visitor});
}

void Demo::play()
{
    m_troupe = std::make_unique<Troupe>(m_workspace, m_url, m_seeded.tokensByName, pieceSeed);
    connect(m_troupe.get(), &Troupe::webhookWanted, this, &Demo::postWebhook);
    m_troupe->begin();
}

void Demo::goOffline()
{
    if (m_troupe)
        m_troupe->pause();
    if (m_server)
        m_server->stop();
}

void Demo::postWebhook()
{
    QUrl url = m_url;
    url.setPath(u"/hooks/"_s + m_seeded.hookSecret);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const SampleNotice &notice = m_workspace.webhook;
    const QJsonObject body {{u"title"_s, notice.title}, {u"message"_s, notice.message}, {u"type"_s, notice.type}};
    QNetworkReply *reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

} // namespace coterie::desktop::demo
