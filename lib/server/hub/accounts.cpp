#include "server/hub/accounts.h"

#include "server/secrets.h"

#include <QHostAddress>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

bool isLoopback(const QString &peer)
{
    return QHostAddress(peer).isLoopback();
}

} // namespace

Result<Accounts::Session> Accounts::authenticate(const QString &token) const
{
    const Error refusal {Errc::Unauthorized, "Sign in again: the token is missing, expired or revoked."};
    if (token.isEmpty() || token.size() > 256)
        return refusal;
    const auto row = m_core.storage.users.tokenByHash(secretHash(token));
    if (!row || row->revokedAt || (row->expiresAt && *row->expiresAt <= m_core.wall()))
        return refusal;
    UserState *const user = m_core.state.user(row->userId);
    if (user == nullptr || user->row.hook)
        return refusal;
    if (user->row.disabled)
        return Error {Errc::Forbidden, "This account has been disabled."};
    return Session {user, *row};
}

QString Accounts::issueToken(const UserState &user, const QString &scope, std::optional<Millis> lifetime)
{
    const QString token = randomText(32);
    m_core.storage.users.insertToken(newTokenRow(token, user.id(), scope, m_core.wall(), lifetime));
    return token;
}

Result<UserState *> Accounts::createUser(const QString &username, Role role, const QString &passwordHash)
{
    if (auto good = checkUsername(username); !good)
        return good.error();
    if (m_core.state.userNamed(username) != nullptr)
        return Error {Errc::Conflict, "Somebody has that name already."};
    UserRow row = newUserRow(username, role, m_core.wall());
    row.password = passwordHash;
    m_core.storage.users.insert(row);
    UserState &user = m_core.state.addUser(row);
    if (RoomState *const general = m_core.state.room(RoomId {u"general"_s}))
        m_rooms.admit(user, *general, nullptr);
    return &user;
}

QString Accounts::freeGuestName(const QString &wanted) const
{
    QString name = wanted;
    for (int number = 2; m_core.state.userNamed(name) != nullptr; ++number) {
        const QString suffix = u' ' + QString::number(number);
        name = wanted.first(std::min<qsizetype>(wanted.size(), maxUsername - suffix.size())) + suffix;
    }
    return name;
}

Result<UserState *> Accounts::createGuest(const QString &username, const QString &peer)
{
    if (auto good = checkUsername(username); !good)
        return good.error();
    if (!isLoopback(peer)) {
        if (auto allowed = m_core.allow(bucket(u"guest "_s + peer, m_core.config.guestsPerMinute)); !allowed)
            return allowed.error();
    }
    const UserState *const taken = m_core.state.userNamed(username);
    if (taken != nullptr && taken->row.user.role != Role::Guest)
        return Error {Errc::Conflict, "That name belongs to an account here. Sign in, or choose another name."};
    return createUser(freeGuestName(username), Role::Guest, {});
}

Result<void> Accounts::updateProfile(UserState &user, const UpdateProfile &request, const Connection *via)
{
    if (auto allowed = m_core.allow(user.changes); !allowed)
        return allowed;
    User profile = user.row.user;
    if (request.username) {
        if (auto good = checkUsername(*request.username); !good)
            return good;
        const UserState *const taken = m_core.state.userNamed(*request.username);
        if (taken != nullptr && taken != &user)
            return Error {Errc::Conflict, "Somebody has that name already."};
        profile.username = *request.username;
    }
    if (request.color) {
        if (auto good = checkColor(*request.color); !good)
            return good;
        profile.color = *request.color;
    }
    if (profile == user.row.user)
        return {};
    m_core.state.renameUser(user, profile);
    m_core.storage.users.updateProfile(profile);
    m_core.out.toUsers(m_core.state.neighbours(user), encodeFrame(toEnvelope(UserUpdated {profile})), via);
    return {};
}

sync::TokenBucket &Accounts::bucket(const QString &key, int perMinute)
{
    auto found = m_attempts.find(key);
    if (found == m_attempts.end())
        found = m_attempts.insert(key, {sync::TokenBucket(perMinute / 60.0, perMinute)});
    found->last = m_core.now();
    return found->bucket;
}

/// A name gets more than an address: a stranger must not lock somebody out with a few wrong passwords.
int Accounts::attemptsFor(const QString &key) const
{
    return m_core.config.loginsPerMinute * (key.startsWith("name "_L1) ? 10 : 1);
}

Result<void> Accounts::allowLogin(const QString &username, const QString &peer)
{
    // Looking takes nothing; only failures do. An empty bucket refuses the right password too.
    for (const QString &key : {u"from "_s + peer, u"name "_s + nameKey(username)}) {
        sync::TokenBucket copy = bucket(key, attemptsFor(key));
        if (auto allowed = m_core.allow(copy); !allowed)
            return allowed;
    }
    return {};
}

void Accounts::loginFailed(const QString &username, const QString &peer)
{
    ++m_core.tally.failedLogins;
    for (const QString &key : {u"from "_s + peer, u"name "_s + nameKey(username)})
        static_cast<void>(bucket(key, attemptsFor(key)).take(m_core.now()));
}

void Accounts::forgetOldAttempts()
{
    constexpr std::chrono::minutes longEnough {5}; // every bucket is full again by then
    m_attempts.removeIf(
        [&](QHash<QString, Attempts>::iterator entry) { return m_core.now() - entry->last > longEnough; });
}

Result<QString> Accounts::createInvite(UserState &user, const CreateInvite &request)
{
    if (auto allowed = m_core.allow(user.creations); !allowed)
        return allowed.error();
    if (request.roomId) {
        auto room = m_core.memberRoom(user, *request.roomId);
        if (!room)
            return room.error();
        if ((*room)->row.kind == RoomKind::Direct)
            return Error {Errc::BadRequest, "A direct conversation has room for two."};
    }
    if (user.row.user.role == Role::Guest && !m_core.config.guests)
        return Error {Errc::Forbidden, "Guests cannot invite others here."};
    return issueInvite(user.id(), request);
}

QString Accounts::issueInvite(const UserId &by, const CreateInvite &request)
{
    const QString code = newInviteCode();
    m_core.storage.access.insertInvite({.hash = secretHash(code),
        .roomId = request.roomId.value_or(RoomId {}),
        .uses = request.uses,
        .expiresAt = request.expiresIn ? std::optional(m_core.wall() + *request.expiresIn) : std::nullopt,
        .createdBy = by,
        .createdAt = m_core.wall()});
    return code;
}

Result<InviteRow> Accounts::invite(const QString &code) const
{
    const auto row = m_core.storage.access.invite(secretHash(code), m_core.wall());
    if (!row)
        return Error {Errc::NotFound, "This invitation is not valid any more."};
    return *row;
}

void Accounts::acceptInvite(const InviteRow &invite, UserState &user)
{
    m_core.storage.access.useInvite(invite);
    if (RoomState *const room = m_core.state.room(invite.roomId))
        m_rooms.admit(user, *room, nullptr);
}

Result<QString> Accounts::createHook(UserState &user, const RoomId &roomId, const QString &name)
{
    if (auto allowed = m_core.allow(user.creations); !allowed)
        return allowed.error();
    auto room = m_core.memberRoom(user, roomId);
    if (!room)
        return room.error();
    if (auto good = checkUsername(name); !good)
        return good.error();
    UserRow author = newUserRow(name, Role::Member, m_core.wall());
    author.hook = true;
    m_core.storage.users.insert(author);
    m_core.state.addUser(author);
    const QString secret = randomText(24);
    m_core.storage.access.insertHook({.hash = secretHash(secret),
        .roomId = roomId,
        .name = name,
        .userId = author.user.userId,
        .createdBy = user.id(),
        .createdAt = m_core.wall()});
    return secret;
}

} // namespace coterie::server
