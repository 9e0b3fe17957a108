#include "viewmodel/clientaccounts.h"

namespace coterie::viewmodel {

namespace {

class ClientAccounts final : public Accounts
{
public:
    explicit ClientAccounts(const QString &folder) : m_credentials(folder) { }

    [[nodiscard]] Result<client::Address> parse(const QString &text) const override
    {
        return client::parseAddress(text);
    }
    void probe(const QUrl &base, Reply<ServerInfo> reply) override { m_signIn.probe(base, std::move(reply)); }
    void guest(const QUrl &base, const QString &username, Reply<Session> reply) override
    {
        m_signIn.guest(base, username, std::move(reply));
    }
    void login(const QUrl &base, const QString &username, const QString &password, Reply<Session> reply) override
    {
        m_signIn.login(base, username, password, std::move(reply));
    }
    void acceptInvite(const QUrl &base, const QString &code, const QString &username, Reply<Session> reply) override
    {
        m_signIn.acceptInvite(base, code, username, std::move(reply));
    }
    void logout(const QUrl &base, const QString &token) override
    {
        m_signIn.logout(base, token, [] {}); // signed out here either way; the server learns it if it can be reached
    }

    void load(std::function<void(std::optional<Account>)> reply) override { m_credentials.load(std::move(reply)); }
    void save(const Account &account) override
    {
        // Not being able to keep the token only means signing in again at the next start.
        m_credentials.save(account, [](const Result<void> &) {});
    }
    void forget() override
    {
        m_credentials.forget([] {});
    }

private:
    client::SignIn m_signIn;
    client::Credentials m_credentials;
};

} // namespace

std::unique_ptr<Accounts> makeClientAccounts(const QString &folder)
{
    return std::make_unique<ClientAccounts>(folder);
}

} // namespace coterie::viewmodel
