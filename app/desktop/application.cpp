#include "application.h"

#include "Coterie/Ui/ui.h"
#include "demo/demo.h"
#include "hostedserver.h"
#include "memory.h"
#include "screenshots.h"
#include "viewmodel/appmodel.h"
#include "viewmodel/clientaccounts.h"
#include "viewmodel/clientengine.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQuickWindow>
#include <QScreen>
#include <QTimer>
#include <QtQml/QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(CoteriePlugin)
Q_IMPORT_QML_PLUGIN(Coterie_UiPlugin)
Q_IMPORT_QML_PLUGIN(Coterie_ModelsPlugin)

namespace coterie::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize smallestShown {160, 40}; // of a window's upper edge: enough to see it and to drag it

// The window where it was left, unless that place is on no screen any more (then the system places it).
QVariantMap windowProperties(const viewmodel::AppSettings &settings)
{
    QVariantMap properties;
    const QRect place = settings.windowPlace();
    if (place.isValid()) {
        properties[u"width"_s] = place.width();
        properties[u"height"_s] = place.height();
        const QRect edge(place.topLeft(), QSize(place.width(), smallestShown.height()));
        const bool reachable = std::ranges::any_of(QGuiApplication::screens(), [&edge](const QScreen *screen) {
            const QRect seen = screen->availableGeometry().intersected(edge);
            return seen.width() >= smallestShown.width() && seen.height() >= smallestShown.height();
        });
        if (reachable) {
            properties[u"x"_s] = place.x();
            properties[u"y"_s] = place.y();
        }
    }
    if (settings.windowMaximized())
        properties[u"visibility"_s] = QWindow::Maximized;
    return properties;
}

constexpr std::chrono::seconds settledAfter {3}; // the start is over by then, and nothing may stutter during it

} // namespace

Application::Application(const Options &options, const QString &profileFolder, const StartupTrace &trace)
    : m_options(options)
    , m_profileFolder(profileFolder)
    , m_trace(trace)
{
}

Application::~Application()
{
    stopServers();
}

bool Application::start()
{
    makeModel();
    // The engine thread opens the store and dials while this thread loads the screens.
    if (!m_options.token.isEmpty() && !m_options.address.isEmpty())
        openWithToken();
    ui::install(m_engine);
    QVariantMap properties = windowProperties(*m_model->settings());
    properties[u"app"_s] = QVariant::fromValue(m_model.get());
    QQmlComponent main(&m_engine, QUrl(u"qrc:/qt/qml/Coterie/Main.qml"_s));
    m_root.reset(main.createWithInitialProperties(properties));
    m_window = qobject_cast<QQuickWindow *>(m_root.get());
    if (m_window == nullptr) {
        qWarning("%s", qPrintable(main.errorString()));
        return false;
    }
    connect(&m_engine, &QQmlEngine::quit, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    m_trace.mark("loaded");
    watchFrames();
    if (m_options.quitAfterSeconds)
        QTimer::singleShot(std::chrono::seconds(*m_options.quitAfterSeconds), qApp, &QCoreApplication::quit);
    chooseWorkspace();
    return true;
}

void Application::makeModel()
{
    viewmodel::AppParts parts;
    parts.accounts = viewmodel::makeClientAccounts(m_profileFolder);
    parts.makeEngine = viewmodel::makeClientEngine;
    // The demo and the pictures must not touch what belongs to the person.
    const bool temporary = m_options.demo || !m_options.screenshotFolder.isEmpty();
    parts.settingsPath = temporary ? QString() : m_profileFolder + u"/settings.ini"_s;
    parts.dataFolder = temporary ? QString() : m_profileFolder;
    m_model = std::make_unique<viewmodel::AppModel>(std::move(parts));
    connect(m_model.get(), &viewmodel::AppModel::demoRequested, this, &Application::startDemo);
    connect(m_model.get(), &viewmodel::AppModel::hostRequested, this, &Application::startHosting);
    connect(m_model.get(), &viewmodel::AppModel::workspaceLeft, this, &Application::stopServers);
}

void Application::chooseWorkspace()
{
    if (!m_options.screenshotFolder.isEmpty())
        beginScreenshots();
    else if (m_options.demo)
        startDemo();
    else if (m_options.host)
        startHosting();
    else if (!m_options.token.isEmpty() && !m_options.address.isEmpty())
        return; // open already
    else if (!m_options.address.isEmpty())
        m_model->openAddress(m_options.address);
    else
        m_model->openSaved();
}

void Application::openWithToken()
{
    const auto address = client::parseAddress(m_options.address);
    if (!address) {
        m_model->setError(QString::fromStdString(address.error().message));
        return;
    }
    // Who the token belongs to is known only after the welcome; its hash names the store until then and for ever.
    const QByteArray hash =
        QCryptographicHash::hash(m_options.token.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const protocol::UserId account(u"token-"_s + QString::fromLatin1(hash));
    client::ClientConfig config;
    config.server = address->base;
    config.token = m_options.token;
    config.storePath = m_model->storePath(address->base, account);
    m_model->openWorkspace(config, {});
}

void Application::startDemo()
{
    m_model->setBusy(tr("Setting up the demo workspace …"));
    m_demo = std::make_unique<demo::Demo>();
    connect(m_demo.get(), &demo::Demo::ready, this, [this](const demo::Visit &visit) {
        client::ClientConfig config;
        config.server = visit.server;
        config.token = visit.token;
        config.storePath = visit.storePath;
        m_model->openWorkspace(config, visit.self);
        m_demo->play();
    });
    connect(m_demo.get(), &demo::Demo::failed, this, [this](const QString &reason) { m_model->setError(reason); });
    m_demo->start();
}

void Application::startHosting()
{
    m_model->setBusy(tr("Starting your workspace …"));
    m_host = std::make_unique<HostedServer>(m_profileFolder + u"/hosted"_s);
    connect(m_host.get(), &HostedServer::ready, this, [this](const HostedServer::Opened &opened) {
        client::ClientConfig config;
        config.server = opened.local;
        config.token = opened.token;
        config.storePath = m_model->storePath(opened.local, opened.self.userId);
        m_model->openWorkspace(config, opened.self);
        m_model->setHosting(opened.address, opened.inviteLink);
    });
    connect(m_host.get(), &HostedServer::failed, this, [this](const QString &reason) { m_model->setError(reason); });
    m_host->start(m_options.hostName, m_options.port);
}

void Application::stopServers()
{
    m_demo.reset();
    m_host.reset();
    m_model->setHosting({}, {});
}

void Application::watchFrames()
{
    // Queued: with the threaded render loop the signal comes from the render thread.
    connect(
        m_window, &QQuickWindow::frameSwapped, this,
        [this] {
            if (!m_firstFrameSeen) {
                m_firstFrameSeen = true;
                m_trace.mark("first-frame");
                QTimer::singleShot(0, this, [] { ui::installRemainingFonts(); });
            }
            viewmodel::Workspace *workspace = m_model->workspace();
            if (!m_roomPainted && workspace != nullptr && workspace->room() != nullptr
                && !workspace->room()->messages()->isLoading()) {
                m_roomPainted = true;
                m_trace.mark("room-painted");
                QTimer::singleShot(settledAfter, this, [this] { giveMemoryBack(m_engine); });
            }
        },
        Qt::QueuedConnection);
}

void Application::beginScreenshots()
{
    m_screenshots = std::make_unique<Screenshots>(*m_model, *m_window, m_options.screenshotFolder);
    connect(m_screenshots.get(), &Screenshots::demoWanted, this, &Application::startDemo);
    connect(m_screenshots.get(), &Screenshots::offlineWanted, this, [this] {
        if (m_demo)
            m_demo->goOffline();
    });
    connect(m_screenshots.get(), &Screenshots::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    m_screenshots->start();
}

void Application::raise()
{
    m_window->show();
    m_window->raise();
    m_window->requestActivate();
}

void Application::openArguments(const QStringList &arguments)
{
    raise();
    const ParsedOptions parsed = parseOptions(arguments);
    if (!parsed.farewell && !parsed.options.address.isEmpty())
        m_model->openAddress(parsed.options.address);
}

} // namespace coterie::desktop
