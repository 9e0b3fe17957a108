#pragma once

#include "protocol/types.h"
#include "server/storage/sql.h"

namespace coterie::server {

struct UserRow {
    protocol::User user;
    QString password; ///< Argon2id string; empty for guests and hooks
    bool disabled = false;
    bool hook = false; ///< the author of a webhook's messages: nobody can sign in as it
    WallTime createdAt {};
    std::optional<WallTime> lastSeen;
};

struct TokenRow {
    QString id; ///< public, for `token revoke`
    QByteArray hash; ///< the token itself is never stored
    protocol::UserId userId;
    QString scope; ///< words separated by spaces: "chat", "publish"
    WallTime createdAt {};
    std::optional<WallTime> expiresAt;
    std::optional<WallTime> revokedAt;
};

/// Two names that look the same to a person have one key: case and compatibility forms do not count.
[[nodiscard]] QString nameKey(const QString &username);

class UserStore
{
public:
    explicit UserStore(Sql &sql) : m_sql(sql) { }

    [[nodiscard]] QList<UserRow> all();
    [[nodiscard]] std::optional<UserRow> byName(const QString &username);
    void insert(const UserRow &row);
    void updateProfile(const protocol::User &user);
    void setPassword(const protocol::UserId &user, const QString &hash, protocol::Role role);
    void setDisabled(const protocol::UserId &user, bool disabled);
    void setLastSeen(const protocol::UserId &user, WallTime at);

    void insertToken(const TokenRow &row);
    [[nodiscard]] std::optional<TokenRow> tokenByHash(const QByteArray &hash);
    [[nodiscard]] std::optional<TokenRow> token(const QString &id);
    [[nodiscard]] QList<TokenRow> tokens();
    [[nodiscard]] int liveTokens(const protocol::UserId &user, WallTime now);
    [[nodiscard]] bool revokeToken(const QString &id, WallTime at); ///< false: no such token

private:
    Sql &m_sql;
};

} // namespace coterie::server
