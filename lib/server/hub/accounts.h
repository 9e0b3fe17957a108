#pragma once

#include "server/hub/rooms.h"
#include "server/newpeople.h"

namespace coterie::server {

/// Who somebody is: people, their tokens, invites, webhooks.
class Accounts
{
public:
    Accounts(Core &core, Rooms &rooms) : m_core(core), m_rooms(rooms) { }

    struct Session {
        UserState *user = nullptr;
        TokenRow token;
    };
    /// Unauthorized for a token that is unknown, expired or revoked; Forbidden for a disabled account.
    [[nodiscard]] Result<Session> authenticate(const QString &token) const;
    [[nodiscard]] QString issueToken(
        const UserState &user, const QString &scope, std::optional<Millis> lifetime); ///< shown once, stored as a hash

    /// Somebody new, a member of `general`. Guests whose name is taken by a guest get "Name 2"; an account's name is
    /// Conflict.
    [[nodiscard]] Result<UserState *> createUser(
        const QString &username, protocol::Role role, const QString &passwordHash);
    [[nodiscard]] Result<UserState *> createGuest(const QString &username, const QString &peer);
    [[nodiscard]] Result<void> updateProfile(
        UserState &user, const protocol::UpdateProfile &request, const Connection *via);

    [[nodiscard]] Result<void> allowLogin(const QString &username, const QString &peer); ///< before a password is tried
    void loginFailed(const QString &username, const QString &peer);

    [[nodiscard]] Result<QString> createInvite(UserState &user, const protocol::CreateInvite &request); ///< its code
    [[nodiscard]] QString issueInvite(const protocol::UserId &by, const protocol::CreateInvite &request); ///< unasked
    [[nodiscard]] Result<InviteRow> invite(const QString &code) const;
    void acceptInvite(const InviteRow &invite, UserState &user);

    [[nodiscard]] Result<QString> createHook(
        UserState &user, const protocol::RoomId &room, const QString &name); ///< its secret
    void forgetOldAttempts(); ///< once a minute

private:
    [[nodiscard]] QString freeGuestName(const QString &wanted) const;

    Core &m_core;
    Rooms &m_rooms;
    struct Attempts {
        sync::TokenBucket bucket;
        Instant last {};
    };
    [[nodiscard]] int attemptsFor(const QString &key) const;
    [[nodiscard]] sync::TokenBucket &bucket(const QString &key, int perMinute);

    QHash<QString, Attempts> m_attempts; ///< by kind and address or name
};

} // namespace coterie::server
