#pragma once

#include "viewmodel/accounts.h"

/// Signing in without a network: answers are what a test has put in.
namespace coterie::testing {

class FakeAccounts final : public viewmodel::Accounts
{
public:
    QStringList calls;
    ServerInfo server {QUrl(QStringLiteral("https://chat.example.org")), QStringLiteral("Harbor Studio"), {}, true};
    std::optional<Error> refusal;
    std::optional<Account> saved;
    bool hold = false;
    std::function<void()> held;

    [[nodiscard]] Result<client::Address> parse(const QString &text) const override
    {
        const QUrl url(text);
        if (!url.isValid() || url.host().isEmpty())
            return Error {Errc::BadRequest, "That is not an address."};
        const QString marker = QStringLiteral("/invite/");
        const qsizetype at = text.indexOf(marker);
        return client::Address {at < 0 ? url : QUrl(text.left(at)), at < 0 ? QString() : text.mid(at + marker.size())};
    }
    void probe(const QUrl &base, Reply<ServerInfo> reply) override
    {
        calls.append(QStringLiteral("probe ") + base.toString());
        answer([this, base, reply] {
            ServerInfo info = server;
            info.base = base;
            refusal ? reply(*refusal) : reply(info);
        });
    }
    void guest(const QUrl &base, const QString &username, Reply<Session> reply) override
    {
        calls.append(QStringLiteral("guest ") + username);
        answer([this, base, username, reply] { refusal ? reply(*refusal) : reply(session(base, username)); });
    }
    void login(const QUrl &base, const QString &username, const QString &, Reply<Session> reply) override
    {
        calls.append(QStringLiteral("login ") + username);
        answer([this, base, username, reply] { refusal ? reply(*refusal) : reply(session(base, username)); });
    }
    void acceptInvite(const QUrl &base, const QString &code, const QString &username, Reply<Session> reply) override
    {
        calls.append(QStringLiteral("invite %1 %2").arg(code, username));
        answer([this, base, username, reply] { refusal ? reply(*refusal) : reply(session(base, username)); });
    }
    void logout(const QUrl &, const QString &) override { calls.append(QStringLiteral("logout")); }
    void load(std::function<void(std::optional<Account>)> reply) override { reply(saved); }
    void save(const Account &account) override { saved = account; }
    void forget() override { saved.reset(); }

private:
    static Session session(const QUrl &base, const QString &username)
    {
        protocol::User user;
        user.userId = protocol::UserId(QStringLiteral("alex"));
        user.username = username;
        user.color = QStringLiteral("#0F766E");
        return Session {base, QStringLiteral("secret"), user, std::nullopt};
    }
    void answer(std::function<void()> now)
    {
        if (hold)
            held = std::move(now);
        else
            now();
    }
};

} // namespace coterie::testing
