#include "viewmodel/signinmodel.h"

#include <QPointer>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

SignInModel::SignInModel(Accounts &accounts, QObject *parent) : QObject(parent), m_accounts(accounts) { }

void SignInModel::setAddress(const QString &address)
{
    if (address == m_address)
        return;
    m_address = address;
    setError({});
    Q_EMIT addressChanged();
}

void SignInModel::setSavedName(const QString &name)
{
    if (std::exchange(m_savedName, name) != name)
        Q_EMIT savedNameChanged();
}

void SignInModel::setError(const QString &error)
{
    if (std::exchange(m_error, error) != error)
        Q_EMIT errorChanged();
}

void SignInModel::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged();
}

void SignInModel::continueToName()
{
    if (m_busy)
        return;
    if (m_address.trimmed().isEmpty())
        return setError(tr("Paste the address of a workspace or an invite link."));
    const auto address = m_accounts.parse(m_address.trimmed());
    if (!address)
        return setError(QString::fromStdString(address.error().message));
    setError({});
    setBusy(true);
    m_inviteCode = address->inviteCode;
    QPointer<SignInModel> alive(this);
    m_accounts.probe(
        address->base, [this, alive, generation = ++m_generation](const Result<Accounts::ServerInfo> &info) {
            if (!alive || generation != m_generation)
                return;
            setBusy(false);
            if (!info)
                return setError(QString::fromStdString(info.error().message));
            m_server = *info;
            m_step = Step::Name;
            Q_EMIT stepChanged();
        });
}

Accounts::Reply<Accounts::Session> SignInModel::finish()
{
    setError({});
    setBusy(true);
    QPointer<SignInModel> alive(this);
    return [this, alive, generation = ++m_generation](const Result<Accounts::Session> &session) {
        if (!alive || generation != m_generation)
            return;
        setBusy(false);
        if (!session)
            return setError(QString::fromStdString(session.error().message));
        setSavedName(session->user.username);
        Q_EMIT signedIn(*session);
    };
}

void SignInModel::joinAsGuest(const QString &name)
{
    if (m_busy || m_step != Step::Name)
        return;
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return setError(tr("Tell the others your name."));
    if (isFromInvite())
        m_accounts.acceptInvite(m_server.base, m_inviteCode, trimmed, finish());
    else
        m_accounts.guest(m_server.base, trimmed, finish());
}

void SignInModel::logIn(const QString &name, const QString &password)
{
    if (m_busy || m_step != Step::Name)
        return;
    if (name.trimmed().isEmpty() || password.isEmpty())
        return setError(tr("Enter your name and your password."));
    m_accounts.login(m_server.base, name.trimmed(), password, finish());
}

void SignInModel::back()
{
    ++m_generation;
    setBusy(false);
    setError({});
    m_server = {};
    m_inviteCode.clear();
    m_step = Step::Address;
    Q_EMIT stepChanged();
}

} // namespace coterie::viewmodel
