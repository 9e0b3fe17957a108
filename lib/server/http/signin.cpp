#include "server/http/answers.h"
#include "server/http/api.h"

// How somebody gets in: as a guest, with a password, by an invitation.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr std::chrono::days loginLifetime {90};
constexpr int maxPassword = 1024;
constexpr int minPassword = 8;

QString scopeOf(const UserState &user)
{
    const bool isAdmin = user.row.user.role == Role::Admin;
    return isAdmin ? chatScope.toString() + u' ' + publishScope.toString() : chatScope.toString();
}

} // namespace

void Api::welcome(
    const HttpRequest &request, int status, const UserState &user, std::optional<Millis> lifetime, const RoomId &room)
{
    ++m_core.tally.logins;
    QJsonObject body {
        {u"token"_s, m_do.accounts.issueToken(user, scopeOf(user), lifetime)}, {u"user"_s, toJson(user.row.user)}};
    if (lifetime)
        body[u"expiresAt"_s] = qint64 {toEpochMillis(m_core.wall() + *lifetime)};
    if (!room.isEmpty())
        body[u"roomId"_s] = room.value();
    respond(request, jsonAnswer(status, body));
}

void Api::guest(const Call &call)
{
    if (!m_core.config.guests) {
        refuse(call.request, {Errc::Forbidden, "Guests are not welcome here. Ask for an account or an invitation."});
        return;
    }
    const auto user = m_do.accounts.createGuest(call.text(u"username"_s), call.request.peer);
    if (!user)
        refuse(call.request, user.error());
    else
        welcome(call.request, 201, **user, std::nullopt);
}

void Api::login(const Call &call)
{
    const QString name = call.text(u"username"_s);
    const QString password = call.text(u"password"_s);
    const HttpRequest request = call.request;
    if (password.size() > maxPassword || name.size() > maxUsername) {
        refuse(request, {Errc::BadRequest, "That is too long for a name or a password."});
        return;
    }
    if (auto allowed = m_do.accounts.allowLogin(name, request.peer); !allowed) {
        refuse(request, allowed.error());
        return;
    }
    if (m_passwords.isBusy()) {
        refuse(request, {Errc::Unavailable, "Many people are signing in. Try again in a moment."});
        return;
    }
    const UserState *const known = m_core.state.userNamed(name);
    m_passwords.verify(known != nullptr ? known->row.password : QString(), password, [this, request, name](bool fits) {
        m_turn([&] {
            // Looked up again: the account may have changed while the password was checked.
            const UserState *const user = m_core.state.userNamed(name);
            if (!fits || user == nullptr) {
                m_do.accounts.loginFailed(name, request.peer);
                refuse(request, {Errc::Unauthorized, "The name or the password is wrong."});
            } else if (user->row.disabled) {
                refuse(request, {Errc::Forbidden, "This account has been disabled."});
            } else {
                welcome(request, 200, *user, loginLifetime);
            }
        });
    });
}

void Api::acceptInvite(const Call &call)
{
    // A wrong code counts like a wrong password: codes must not be tried out.
    if (auto allowed = m_do.accounts.allowLogin(u"invitation to "_s + call.request.peer, call.request.peer); !allowed) {
        refuse(call.request, allowed.error());
        return;
    }
    const auto invite = m_do.accounts.invite(call.path[1]);
    if (!invite) {
        m_do.accounts.loginFailed(u"invitation to "_s + call.request.peer, call.request.peer);
        refuse(call.request, invite.error());
        return;
    }
    if (!call.request.bearerToken().isEmpty()) {
        const auto session = this->session(call.request, chatScope);
        if (!session) {
            refuse(call.request, session.error());
            return;
        }
        m_do.accounts.acceptInvite(*invite, *session->user);
        QJsonObject body {{u"user"_s, toJson(session->user->row.user)}};
        if (!invite->roomId.isEmpty())
            body[u"roomId"_s] = invite->roomId.value();
        respond(call.request, jsonAnswer(200, body));
        return;
    }
    const QString name = call.text(u"username"_s);
    const QString password = call.text(u"password"_s);
    if (!password.isEmpty()) {
        registerByInvite(call.request, *invite, name, password);
        return;
    }
    const auto user = m_do.accounts.createGuest(name, call.request.peer);
    if (!user) {
        refuse(call.request, user.error());
        return;
    }
    m_do.accounts.acceptInvite(*invite, **user);
    welcome(call.request, 201, **user, std::nullopt, invite->roomId);
}

void Api::registerByInvite(
    const HttpRequest &request, const InviteRow &invite, const QString &name, const QString &password)
{
    if (password.size() < minPassword || password.size() > maxPassword) {
        refuse(request, {Errc::BadRequest, "A password has at least 8 characters."});
        return;
    }
    if (m_passwords.isBusy()) {
        refuse(request, {Errc::Unavailable, "Many people are signing in. Try again in a moment."});
        return;
    }
    m_passwords.hash(password, [this, request, invite, name](const QString &hash) {
        m_turn([&] {
            // The last use may have been taken by somebody else while the password was hashed.
            const auto row = m_core.storage.access.invite(invite.hash, m_core.wall());
            if (!row) {
                refuse(request, {Errc::NotFound, "This invitation is not valid any more."});
                return;
            }
            const auto user = m_do.accounts.createUser(name, Role::Member, hash);
            if (!user) {
                refuse(request, user.error());
                return;
            }
            m_do.accounts.acceptInvite(*row, **user);
            welcome(request, 201, **user, loginLifetime, row->roomId);
        });
    });
}

Api::Answer Api::logout(Call &call)
{
    if (m_core.storage.users.revokeToken(call.token.id, m_core.wall()))
        m_revoked(call.token.id);
    return HttpResponse {.status = 204, .contentType = {}, .body = {}, .headers = {}, .file = {}};
}

Api::Answer Api::me(Call &call)
{
    if (call.request.method == "PATCH" || call.request.method == "POST") {
        UpdateProfile request;
        if (call.body.contains("username"_L1))
            request.username = call.text(u"username"_s);
        if (call.body.contains("color"_L1))
            request.color = call.text(u"color"_s);
        if (auto done = m_do.accounts.updateProfile(*call.user, request, nullptr); !done)
            return done.error();
    } else if (call.request.method != "GET") {
        return Error {Errc::NotFound, "There is nothing at this address."};
    }
    return jsonAnswer(200,
        {{u"user"_s, toJson(call.user->row.user)},
            {u"sessions"_s, m_core.storage.users.liveTokens(call.user->id(), m_core.wall())}});
}

} // namespace coterie::server
