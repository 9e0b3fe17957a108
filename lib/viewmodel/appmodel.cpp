#include "viewmodel/appmodel.h"

#include "viewmodel/styledtext.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QPointer>
#include <QWindow>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

bool anyWindowInSight()
{
    const QWindowList windows = QGuiApplication::topLevelWindows();
    return std::any_of(windows.cbegin(), windows.cend(),
        [](const QWindow *window) { return window->isVisible() && window->visibility() != QWindow::Minimized; });
}

} // namespace

AppModel::AppModel(AppParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_settings(m_parts.settingsPath)
    , m_signIn(*m_parts.accounts)
{
    connect(&m_signIn, &SignInModel::signedIn, this, &AppModel::enter);
    if (!qGuiApp)
        return;
    qGuiApp->installEventFilter(this);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (m_workspace)
            m_workspace->setWindowActive(state == Qt::ApplicationActive);
    });
}

AppModel::~AppModel() = default;

void AppModel::openSaved()
{
    setBusy(tr("Opening your workspace…"));
    QPointer<AppModel> alive(this);
    m_parts.accounts->load([this, alive](const std::optional<Accounts::Account> &account) {
        if (!alive || m_stage == Stage::Workspace)
            return;
        if (!account || (account->token.isEmpty() && !account->isPlain)) {
            if (account)
                m_signIn.setSavedName(account->username);
            return showWelcome();
        }
        protocol::User user;
        user.userId = protocol::UserId(account->userId);
        user.username = account->username;
        user.color = account->color;
        m_signIn.setSavedName(account->username);
        openWorkspace({.server = account->server,
                          .token = account->token,
                          .storePath = storePath(account->server, user.userId),
                          .storeOnly = false,
                          .username = account->isPlain ? account->username : QString()},
            user);
        m_ownAccount = true;
    });
}

void AppModel::openAddress(const QString &text)
{
    showWelcome();
    m_signIn.back();
    m_signIn.setAddress(text.left(2'048));
    m_signIn.continueToName();
}

QString AppModel::storePath(const QUrl &server, const protocol::UserId &user) const
{
    if (m_parts.dataFolder.isEmpty())
        return {};
    const QByteArray account = (server.toString(QUrl::RemoveUserInfo) + u'\n' + user.value()).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(account, QCryptographicHash::Sha256).toHex().left(16);
    return u"%1/%2/messages.sqlite"_s.arg(m_parts.dataFolder, QString::fromLatin1(hash));
}

void AppModel::enter(const Accounts::Session &session)
{
    m_parts.accounts->save(Accounts::Account {.server = session.base,
        .username = session.user.username,
        .userId = session.user.userId.value(),
        .color = session.user.color,
        .token = session.token,
        .isPlain = session.isPlain});
    openWorkspace({.server = session.base,
                      .token = session.token,
                      .storePath = storePath(session.base, session.user.userId),
                      .storeOnly = false,
                      .username = session.isPlain ? session.user.username : QString()},
        session.user);
    m_ownAccount = true;
    if (session.roomId && m_workspace)
        m_workspace->openRoom(session.roomId->value());
}

void AppModel::openWorkspace(const client::ClientConfig &config, const protocol::User &user)
{
    m_current = config;
    m_ownAccount = false;
    const std::unique_ptr<Workspace> previous = std::move(m_workspace);
    if (previous)
        setStage(Stage::Opening); // its screen lets go of it while it is still alive
    m_sinceInput.invalidate();
    m_workspace = std::make_unique<Workspace>(m_parts.makeEngine(config), user, m_settings,
        m_parts.clock ? *m_parts.clock : static_cast<const Clock &>(m_systemClock));
    // Leaving deletes the workspace, so not while one of its own functions is still running.
    connect(
        m_workspace.get(), &Workspace::leaveWorkspaceRequested, this, &AppModel::leaveWorkspace, Qt::QueuedConnection);
    setError({});
    m_busyText.clear();
    Q_EMIT busyTextChanged();
    Q_EMIT workspaceChanged();
    setStage(Stage::Workspace);
    m_workspace->start();
}

void AppModel::showWelcome()
{
    const std::unique_ptr<Workspace> previous = std::move(m_workspace);
    setStage(Stage::Welcome);
    if (previous)
        Q_EMIT workspaceChanged();
    if (!m_busyText.isEmpty()) {
        m_busyText.clear();
        Q_EMIT busyTextChanged();
    }
}

void AppModel::setBusy(const QString &text)
{
    if (std::exchange(m_busyText, text) != text)
        Q_EMIT busyTextChanged();
    if (m_stage != Stage::Workspace)
        setStage(text.isEmpty() ? Stage::Welcome : Stage::Opening);
}

void AppModel::setError(const QString &text)
{
    if (std::exchange(m_error, text) != text)
        Q_EMIT errorChanged();
    if (!text.isEmpty())
        setBusy({});
}

void AppModel::setHosting(const QString &address, const QString &inviteLink)
{
    m_hostAddress = address;
    m_inviteLink = inviteLink;
    Q_EMIT hostingChanged();
}

void AppModel::setStage(Stage stage)
{
    if (std::exchange(m_stage, stage) != stage)
        Q_EMIT stageChanged();
}

bool AppModel::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::TouchBegin:
    case QEvent::Wheel:
        // A pointer moves a thousand times a second; once a second is enough to know that somebody is there.
        if (m_workspace && watched->isWindowType() && (!m_sinceInput.isValid() || m_sinceInput.elapsed() > 1'000)) {
            m_sinceInput.start();
            m_workspace->userActive();
        }
        break;
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
        if (m_workspace && watched->isWindowType())
            m_workspace->setWindowVisible(anyWindowInSight());
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

QString AppModel::version() const
{
    return QStringLiteral(COTERIE_VERSION);
}

void AppModel::openDemo()
{
    setError({});
    setBusy(tr("Starting the demo…"));
    Q_EMIT demoRequested();
}

void AppModel::startHosting()
{
    setError({});
    setBusy(tr("Starting your workspace…"));
    Q_EMIT hostRequested();
}

void AppModel::leaveWorkspace()
{
    if (!m_workspace)
        return;
    if (std::exchange(m_ownAccount, false)) {
        if (!m_current.token.isEmpty()) // a plain server knows of no sign-in
            m_parts.accounts->logout(m_current.server, m_current.token);
        m_parts.accounts->forget();
    }
    m_current = {};
    m_signIn.back();
    showWelcome();
    setHosting({}, {});
    Q_EMIT workspaceLeft();
}

void AppModel::copyText(const QString &text)
{
    // Marked words come with the separators of a text document.
    QString plain = text;
    plain.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n').replace(QChar::Nbsp, u' ');
    QGuiApplication::clipboard()->setText(plain);
}

bool AppModel::openLink(const QString &url)
{
    if (url.startsWith("mention:"_L1)) {
        if (m_workspace)
            m_workspace->openDirect(QUrl::fromPercentEncoding(url.mid(8).toLatin1()));
        return m_workspace != nullptr;
    }
    if (!isSafeLink(url))
        return false;
    const QUrl target(url, QUrl::StrictMode);
    if (const QString docId = documentInLink(url); !docId.isEmpty()) {
        if (m_workspace)
            m_workspace->openLinkedDocument(docId);
        return m_workspace != nullptr;
    }
    return m_parts.openUrl ? m_parts.openUrl(target) : QDesktopServices::openUrl(target);
}

} // namespace coterie::viewmodel
