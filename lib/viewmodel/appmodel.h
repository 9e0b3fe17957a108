#pragma once

#include "base/time.h"
#include "viewmodel/accounts.h"
#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/signinmodel.h"
#include "viewmodel/workspace.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <memory>

namespace coterie::viewmodel {

/// What the application is built from; the composition root fills it in, tests put fakes in their place.
struct AppParts {
    std::unique_ptr<Accounts> accounts;
    std::function<std::unique_ptr<Engine>(const client::ClientConfig &)> makeEngine;
    QString settingsPath; ///< the INI file
    QString dataFolder; ///< message stores, one per account; empty: in memory
    const Clock *clock = nullptr; ///< null: the computer's own
    std::function<bool(const QUrl &)> openUrl; ///< null: the desktop's browser
};

/// The application as QML sees it: the first screen, signing in, and the workspace that is open. It knows no server:
/// hosting and the demo are signals to the composition root, which answers with openWorkspace() or setError().
class AppModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes it.")
    Q_PROPERTY(Stage stage READ stage NOTIFY stageChanged)
    Q_PROPERTY(coterie::viewmodel::AppSettings *settings READ settings CONSTANT)
    Q_PROPERTY(coterie::viewmodel::SignInModel *signIn READ signIn CONSTANT)
    Q_PROPERTY(coterie::viewmodel::Workspace *workspace READ workspace NOTIFY workspaceChanged)
    Q_PROPERTY(bool hosting READ isHosting NOTIFY hostingChanged)
    Q_PROPERTY(QString hostAddress READ hostAddress NOTIFY hostingChanged)
    Q_PROPERTY(QString inviteLink READ inviteLink NOTIFY hostingChanged)
    Q_PROPERTY(QString busyText READ busyText NOTIFY busyTextChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    Q_PROPERTY(QString version READ version CONSTANT)
public:
    enum class Stage { Welcome, Opening, Workspace };
    Q_ENUM(Stage)

    explicit AppModel(AppParts parts, QObject *parent = nullptr);
    ~AppModel() override;

    void openSaved(); ///< the account used last, or the first screen
    void openAddress(
        const QString &text); ///< from the command line or a coterie: link: asks for a name, joins nothing by itself
    void openWorkspace(const client::ClientConfig &config, const protocol::User &user);
    void showWelcome();
    void setBusy(const QString &text); ///< stage Opening; empty: back to the first screen
    void setError(const QString &text);
    void setHosting(const QString &address, const QString &inviteLink); ///< an empty address: not hosting
    [[nodiscard]] QString storePath(const QUrl &server, const protocol::UserId &user) const;

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] AppSettings *settings() { return &m_settings; }
    [[nodiscard]] SignInModel *signIn() { return &m_signIn; }
    [[nodiscard]] Workspace *workspace() { return m_workspace.get(); }
    [[nodiscard]] bool isHosting() const { return !m_hostAddress.isEmpty(); }
    [[nodiscard]] QString hostAddress() const { return m_hostAddress; }
    [[nodiscard]] QString inviteLink() const { return m_inviteLink; }
    [[nodiscard]] QString busyText() const { return m_busyText; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString version() const;

    bool eventFilter(QObject *watched, QEvent *event) override; ///< keys and pointer: the person is there

    Q_INVOKABLE void openDemo();
    Q_INVOKABLE void startHosting();
    Q_INVOKABLE void leaveWorkspace(); ///< signs out and forgets the token; what is stored stays
    Q_INVOKABLE void copyText(const QString &text);
    Q_INVOKABLE bool openLink(const QString &url); ///< false: not a link one may follow
    Q_INVOKABLE void clearError() { setError({}); }

Q_SIGNALS:
    void stageChanged();
    void workspaceChanged();
    void hostingChanged();
    void busyTextChanged();
    void errorChanged();
    void demoRequested();
    void hostRequested();
    void workspaceLeft(); ///< the composition root stops what it started for it

private:
    void setStage(Stage stage);
    void enter(const Accounts::Session &session);

    AppParts m_parts;
    SystemClock m_systemClock;
    AppSettings m_settings;
    SignInModel m_signIn;
    std::unique_ptr<Workspace> m_workspace;
    Stage m_stage = Stage::Welcome;
    client::ClientConfig m_current;
    QElapsedTimer m_sinceInput;
    bool m_ownAccount = false; ///< signed in by the person, not by hosting or the demo
    QString m_hostAddress;
    QString m_inviteLink;
    QString m_busyText;
    QString m_error;
};

} // namespace coterie::viewmodel
