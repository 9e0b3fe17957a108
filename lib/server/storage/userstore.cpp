#include "server/storage/userstore.h"

namespace coterie::server {

using namespace protocol;

namespace {

constexpr char tokenColumns[] = "SELECT id, hash, user_id, scope, created_at, expires_at, revoked_at FROM tokens";
constexpr char tokenWithHash[] = "SELECT id, hash, user_id, scope, created_at, expires_at, revoked_at FROM tokens "
                                 "WHERE hash = ?";
constexpr char tokenWithId[] = "SELECT id, hash, user_id, scope, created_at, expires_at, revoked_at FROM tokens "
                               "WHERE id = ?";

Role roleOf(std::int64_t number)
{
    return number == 1 ? Role::Admin : number == 2 ? Role::Guest : Role::Member;
}

UserRow readUser(const Query &query)
{
    return {.user = {.userId = query.id<UserId>(0),
                .username = query.text(1),
                .color = query.text(2),
                .role = roleOf(query.integer(3))},
        .password = query.text(4),
        .disabled = query.flag(5),
        .hook = query.flag(6),
        .createdAt = query.time(7),
        .lastSeen = query.timeIfAny(8)};
}

TokenRow readToken(const Query &query)
{
    return {.id = query.text(0),
        .hash = query.bytes(1),
        .userId = query.id<UserId>(2),
        .scope = query.text(3),
        .createdAt = query.time(4),
        .expiresAt = query.timeIfAny(5),
        .revokedAt = query.timeIfAny(6)};
}

} // namespace

QString nameKey(const QString &username)
{
    return username.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

QList<UserRow> UserStore::all()
{
    QList<UserRow> rows;
    auto query = m_sql.read("SELECT id, username, color, role, password, disabled, hook, created_at, last_seen FROM "
                            "users ORDER BY created_at");
    while (query.step())
        rows.append(readUser(query));
    return rows;
}

std::optional<UserRow> UserStore::byName(const QString &username)
{
    auto query =
        m_sql.read("SELECT id, username, color, role, password, disabled, hook, created_at, last_seen FROM users "
                   "WHERE name_key = ?",
            nameKey(username));
    return query.step() ? std::optional(readUser(query)) : std::nullopt;
}

void UserStore::insert(const UserRow &row)
{
    const std::optional<QString> key = row.hook ? std::nullopt : std::optional(nameKey(row.user.username));
    m_sql.write("INSERT INTO users(id, username, name_key, color, role, password, disabled, hook, created_at) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.user.userId, row.user.username, key, row.user.color, row.user.role, row.password, row.disabled, row.hook,
        row.createdAt);
}

void UserStore::updateProfile(const User &user)
{
    m_sql.write("UPDATE users SET username = ?, name_key = ?, color = ? WHERE id = ?", user.username,
        nameKey(user.username), user.color, user.userId);
}

void UserStore::setPassword(const UserId &user, const QString &hash, Role role)
{
    m_sql.write("UPDATE users SET password = ?, role = ? WHERE id = ?", hash, role, user);
}

void UserStore::setDisabled(const UserId &user, bool disabled)
{
    m_sql.write("UPDATE users SET disabled = ? WHERE id = ?", disabled, user);
}

void UserStore::setLastSeen(const UserId &user, WallTime at)
{
    m_sql.write("UPDATE users SET last_seen = ? WHERE id = ?", at, user);
}

void UserStore::insertToken(const TokenRow &row)
{
    m_sql.write("INSERT INTO tokens(id, hash, user_id, scope, created_at, expires_at) VALUES(?, ?, ?, ?, ?, ?)", row.id,
        row.hash, row.userId, row.scope, row.createdAt, row.expiresAt);
}

std::optional<TokenRow> UserStore::tokenByHash(const QByteArray &hash)
{
    auto query = m_sql.read(tokenWithHash, hash);
    return query.step() ? std::optional(readToken(query)) : std::nullopt;
}

std::optional<TokenRow> UserStore::token(const QString &id)
{
    auto query = m_sql.read(tokenWithId, id);
    return query.step() ? std::optional(readToken(query)) : std::nullopt;
}

QList<TokenRow> UserStore::tokens()
{
    QList<TokenRow> rows;
    auto query = m_sql.read(tokenColumns);
    while (query.step())
        rows.append(readToken(query));
    std::ranges::sort(rows, {}, &TokenRow::createdAt);
    return rows;
}

int UserStore::liveTokens(const UserId &user, WallTime now)
{
    auto query = m_sql.read("SELECT count(*) FROM tokens WHERE user_id = ? AND revoked_at IS NULL "
                            "AND (expires_at IS NULL OR expires_at > ?)",
        user, now);
    return query.step() ? query.number(0) : 0;
}

bool UserStore::revokeToken(const QString &id, WallTime at)
{
    return m_sql.write("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", at, id) > 0;
}

} // namespace coterie::server
