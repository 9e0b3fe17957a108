#pragma once

#include "client/client.h"

#include <functional>

namespace coterie::viewmodel {

/// What signing in asks of the client library: addresses, tokens and where they are kept. Replies come on the GUI
/// thread.
class Accounts
{
public:
    using Account = client::Credentials::Account;
    using ServerInfo = client::SignIn::ServerInfo;
    using Session = client::SignIn::Session;
    template <typename T>
    using Reply = client::Client::Reply<T>;

    Accounts() = default;
    virtual ~Accounts() = default;
    Accounts(const Accounts &) = delete;
    Accounts &operator=(const Accounts &) = delete;

    [[nodiscard]] virtual Result<client::Address> parse(const QString &text) const = 0;
    virtual void probe(const QUrl &base, Reply<ServerInfo> reply) = 0;
    virtual void guest(const QUrl &base, const QString &username, Reply<Session> reply) = 0;
    virtual void login(const QUrl &base, const QString &username, const QString &password, Reply<Session> reply) = 0;
    virtual void acceptInvite(const QUrl &base, const QString &code, const QString &username, Reply<Session> reply) = 0;
    virtual void logout(const QUrl &base, const QString &token) = 0;

    virtual void load(std::function<void(std::optional<Account>)> reply) = 0;
    virtual void save(const Account &account) = 0;
    virtual void forget() = 0;
};

} // namespace coterie::viewmodel
