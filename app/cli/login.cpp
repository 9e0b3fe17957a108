#include "../server/terminal.h"
#include "account.h"
#include "commands.h"
#include "sync/plainbridge.h"
#include "transport/httpclient.h"

#include "protocol/envelope.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#else
#include <io.h>
#include <stdio.h>
#endif

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

bool isTyped()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDIN_FILENO) != 0;
#else
    return ::_isatty(::_fileno(stdin)) != 0;
#endif
}

Exit login(Invocation &call)
{
    const auto password = program::readPassword(!isTyped());
    if (!password || password->isEmpty())
        return call.misused(u"No password was given."_s);
    const auto account = signIn(call, call.argument(0), *password);
    if (!account)
        return call.fail(account.error());
    call.print({{u"username"_s, account->username}, {u"server"_s, account->server.toString()}},
        u"Signed in as %1 on %2."_s.arg(account->username, account->server.toString()));
    return Exit::Done;
}

Exit logout(Invocation &call)
{
    const auto account = accountFor(call);
    if (!account)
        return call.fail(account.error());
    signOut(*account);
    call.print({{u"signedOut"_s, true}, {u"server"_s, account->server.toString()}}, u"Signed out."_s);
    return Exit::Done;
}

Exit whoami(Invocation &call)
{
    const auto account = accountFor(call);
    if (!account)
        return call.fail(account.error());
    if (account->isPlain) {
        QJsonObject line = protocol::toJson(sync::PlainBridge::selfNamed(account->username));
        line.insert(u"server"_s, account->server.toString());
        call.print(
            line, u"%1, by name alone, on the plain server %2"_s.arg(account->username, account->server.toString()));
        return Exit::Done;
    }
    transport::HttpClient http;
    http.setTarget(account->server, account->token);
    std::optional<Result<transport::HttpReply>> answer;
    http.get(u"/api/v1/me"_s, [&](Result<transport::HttpReply> reply) { answer = std::move(reply); });
    static_cast<void>(waitFor([&] { return answer.has_value(); }, Millis(30'000)));
    if (!answer)
        return call.fail(Exit::TimedOut, u"The server did not answer in time."_s);
    if (!*answer)
        return call.fail(answer->error());
    const QJsonObject json = (*answer)->json();
    const auto user = protocol::userFromJson(json.value("user"_L1).toObject());
    if (!user)
        return call.fail(Exit::Refused, u"The server's answer makes no sense."_s);
    QJsonObject line = protocol::toJson(*user);
    line.insert(u"server"_s, account->server.toString());
    line.insert(u"sessions"_s, json.value("sessions"_L1));
    call.print(line, u"%1 (%2) on %3"_s.arg(user->username, protocol::toWire(user->role), account->server.toString()));
    return Exit::Done;
}

} // namespace

Command loginCommand()
{
    return {
        u"login"_s, u"NAME"_s, u"Sign in; the password comes from the terminal or standard input."_s, {}, 1, 1, login};
}

Command logoutCommand()
{
    return {u"logout"_s, {}, u"End the session and forget its token."_s, {}, 0, 0, logout};
}

Command whoamiCommand()
{
    return {u"whoami"_s, {}, u"Show who is signed in."_s, {}, 0, 0, whoami};
}

} // namespace coterie::cli
