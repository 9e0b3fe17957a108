#pragma once

#include "viewmodel/accounts.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coterie::viewmodel {

/// From an address or an invite link to a token, in two steps. Passwords pass through and are not kept.
class SignInModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The application owns the sign-in.")
    Q_PROPERTY(Step step READ step NOTIFY stepChanged)
    Q_PROPERTY(QString address READ address WRITE setAddress NOTIFY addressChanged)
    Q_PROPERTY(QString serverName READ serverName NOTIFY stepChanged)
    Q_PROPERTY(QString serverHost READ serverHost NOTIFY stepChanged)
    Q_PROPERTY(bool guestsAllowed READ guestsAllowed NOTIFY stepChanged)
    Q_PROPERTY(bool plain READ isPlain NOTIFY stepChanged)
    Q_PROPERTY(bool fromInvite READ isFromInvite NOTIFY stepChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    Q_PROPERTY(QString savedName READ savedName NOTIFY savedNameChanged)
public:
    enum class Step { Address, Name };
    Q_ENUM(Step)

    explicit SignInModel(Accounts &accounts, QObject *parent = nullptr);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] QString address() const { return m_address; }
    void setAddress(const QString &address);
    [[nodiscard]] QString serverName() const { return m_server.name; }
    [[nodiscard]] QString serverHost() const { return m_server.base.host(); }
    [[nodiscard]] bool guestsAllowed() const { return m_server.guestsAllowed; }
    [[nodiscard]] bool isPlain() const { return m_server.isPlain; } ///< not a Coterie server: a name is all there is
    [[nodiscard]] bool isFromInvite() const { return !m_inviteCode.isEmpty(); }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString savedName() const { return m_savedName; }
    void setSavedName(const QString &name);
    void setError(const QString &error);

    Q_INVOKABLE void continueToName();
    Q_INVOKABLE void joinAsGuest(const QString &name);
    Q_INVOKABLE void logIn(const QString &name, const QString &password);
    Q_INVOKABLE void back();

Q_SIGNALS:
    void stepChanged();
    void addressChanged();
    void busyChanged();
    void errorChanged();
    void savedNameChanged();
    void signedIn(const coterie::client::SignIn::Session &session);

private:
    void setBusy(bool busy);
    [[nodiscard]] Accounts::Reply<Accounts::Session> finish();

    Accounts &m_accounts;
    Step m_step = Step::Address;
    QString m_address;
    QString m_inviteCode;
    QString m_savedName;
    QString m_error;
    Accounts::ServerInfo m_server;
    bool m_busy = false;
    int m_generation = 0; ///< answers that come after back() are dropped
};

} // namespace coterie::viewmodel
