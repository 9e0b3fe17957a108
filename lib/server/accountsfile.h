#pragma once

#include "server/storage/storage.h"

namespace coterie::server {

/// The people, tokens and invitations in a data folder, without a server: for the commands of an administrator. Each
/// call is one transaction; a server that runs on the same folder notices within a second or two.
class AccountsFile
{
public:
    [[nodiscard]] static Result<std::unique_ptr<AccountsFile>> open(const QString &folder);

    [[nodiscard]] QList<UserRow> users(); ///< without the authors of webhooks
    /// A new account, or a new password and role for the one of that name.
    [[nodiscard]] Result<void> setAccount(const QString &name, const QString &password, protocol::Role role);
    [[nodiscard]] Result<void> disable(const QString &name);

    struct NamedToken {
        TokenRow token;
        QString username;
    };
    [[nodiscard]] QList<NamedToken> tokens();
    [[nodiscard]] Result<QString> createToken(
        const QString &name, const QString &scope, std::optional<Millis> lifetime);
    [[nodiscard]] Result<void> revokeToken(const QString &id);
    [[nodiscard]] Result<QString> createInvite(
        const QString &roomId, std::optional<int> uses, std::optional<Millis> lifetime); ///< its code

private:
    explicit AccountsFile(std::unique_ptr<Storage> storage) : m_storage(std::move(storage)) { }
    [[nodiscard]] Result<UserRow> existing(const QString &name);

    std::unique_ptr<Storage> m_storage;
    SystemClock m_clock;
};

} // namespace coterie::server
