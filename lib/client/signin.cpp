#include "client/client.h"

#include "client/enginethread.h"
#include "client/knock.h"
#include "client/replies.h"
#include "protocol/envelope.h"
#include "protocol/validation.h"
#include "sync/plainbridge.h"
#include "transport/httpclient.h"

#include <QCoreApplication>

namespace coterie::client {

using namespace Qt::StringLiterals;
using transport::HttpClient;
using transport::HttpReply;

namespace {

Error unreadable()
{
    return {Errc::Malformed,
        QCoreApplication::translate(
            "SignIn", "The server's answer makes no sense. Is this the address of a Coterie server?")
            .toStdString()};
}

Result<SignIn::ServerInfo> readServerInfo(const QUrl &base, const Result<HttpReply> &reply)
{
    if (!reply)
        return reply.error().code == Errc::NotFound ? unreadable() : reply.error();
    const QJsonObject json = reply->json();
    if (!json["version"_L1].isString())
        return unreadable();
    return SignIn::ServerInfo {
        base, json["name"_L1].toString(), json["version"_L1].toString(), json["guests"_L1].toBool()};
}

/// Not the words of a Coterie server that refuses.
bool mayBePlain(const Error &error)
{
    switch (error.code) {
    case Errc::Unauthorized:
    case Errc::Forbidden:
    case Errc::Conflict:
    case Errc::RateLimited: return false;
    default: return true;
    }
}

QString hostOf(const QUrl &base)
{
    return base.port() < 0 ? base.host() : u"%1:%2"_s.arg(base.host()).arg(base.port());
}

Result<SignIn::Session> readSession(const QUrl &base, const Result<HttpReply> &reply)
{
    if (!reply)
        return reply.error();
    const QJsonObject json = reply->json();
    auto user = protocol::userFromJson(json["user"_L1].toObject());
    const QString token = json["token"_L1].toString();
    if (!user || token.isEmpty())
        return unreadable();
    SignIn::Session session {base, token, *std::move(user), std::nullopt};
    if (const QString roomId = json["roomId"_L1].toString(); !roomId.isEmpty())
        session.roomId = protocol::RoomId {roomId};
    return session;
}

} // namespace

struct SignIn::Private {
    SignIn *q = nullptr;
    Replies replies;
    std::optional<EngineThread> thread; ///< with the first question: most starts ask none
    std::unique_ptr<HttpClient> http; ///< made, used and deleted on the thread
    std::unique_ptr<Knock> knock; ///< likewise

    /// `exchange` makes the request on the thread; `read` turns the answer into T there. Where that is none of a
    /// Coterie server and a WebSocket opens all the same, the answer is `plain`.
    template <typename T>
    void ask(const QUrl &base, const QString &token, Client::Reply<T> reply,
        std::function<void(HttpClient &, HttpClient::Callback)> exchange,
        std::function<Result<T>(const Result<HttpReply> &)> read, std::optional<Result<T>> plain = std::nullopt)
    {
        const quint64 number = replies.expect<Result<T>>(q, std::move(reply));
        if (!thread)
            thread.emplace(u"coterie-signin"_s);
        thread->post([this, base, token, number, exchange = std::move(exchange), read = std::move(read),
                         plain = std::move(plain)] {
            if (!http)
                http = std::make_unique<HttpClient>();
            http->setTarget(base, token);
            exchange(*http, [this, base, number, read, plain](const Result<HttpReply> &answer) {
                const Result<T> result = read(answer);
                if (!result && plain && mayBePlain(result.error()))
                    tryPlain<T>(base, number, result, *plain);
                else
                    deliver(number, result);
            });
        });
    }

    template <typename T>
    void tryPlain(const QUrl &base, quint64 number, const Result<T> &failed, const Result<T> &plain)
    {
        if (!knock)
            knock = std::make_unique<Knock>();
        knock->at(base, [this, number, failed, plain](bool opened) { deliver(number, opened ? plain : failed); });
    }

    template <typename T>
    void deliver(quint64 number, const Result<T> &result)
    {
        QMetaObject::invokeMethod(
            q, [this, number, answer = std::any(result)] { replies.deliver(number, answer); }, Qt::QueuedConnection);
    }

    void session(const QUrl &base, const QString &path, const QJsonObject &body, Client::Reply<Session> reply,
        std::optional<Result<Session>> plain = std::nullopt)
    {
        ask<Session>(
            base, {}, std::move(reply),
            [path, body](HttpClient &client, HttpClient::Callback done) { client.post(path, body, std::move(done)); },
            [base](const Result<HttpReply> &answer) { return readSession(base, answer); }, std::move(plain));
    }
};

SignIn::SignIn(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
}

SignIn::~SignIn()
{
    if (!d->thread)
        return;
    d->thread->post([this] {
        d->http.reset();
        d->knock.reset();
    });
    d->thread->finish();
}

void SignIn::probe(const QUrl &base, Client::Reply<ServerInfo> reply)
{
    d->ask<ServerInfo>(
        base, {}, std::move(reply),
        [](HttpClient &client, HttpClient::Callback done) { client.get(u"/api/v1/server"_s, std::move(done)); },
        [base](const Result<HttpReply> &answer) { return readServerInfo(base, answer); },
        ServerInfo {base, hostOf(base), {}, true, true});
}

void SignIn::guest(const QUrl &base, const QString &username, Client::Reply<Session> reply)
{
    const auto valid = protocol::checkUsername(username);
    const Result<Session> plain = valid
        ? Result<Session>(Session {base, {}, sync::PlainBridge::selfNamed(username), std::nullopt, true})
        : Result<Session>(valid.error());
    d->session(base, u"/api/v1/guest"_s, {{u"username"_s, username}}, std::move(reply), plain);
}

void SignIn::login(const QUrl &base, const QString &username, const QString &password, Client::Reply<Session> reply)
{
    d->session(base, u"/api/v1/login"_s, {{u"username"_s, username}, {u"password"_s, password}}, std::move(reply));
}

void SignIn::acceptInvite(const QUrl &base, const QString &code, const QString &username, Client::Reply<Session> reply)
{
    d->session(base, u"/api/v1/invites/%1/accept"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(code))),
        {{u"username"_s, username}}, std::move(reply));
}

void SignIn::logout(const QUrl &base, const QString &token, std::function<void()> done)
{
    d->ask<bool>(
        base, token, [done = std::move(done)](const Result<bool> &) { done(); },
        [](HttpClient &client, HttpClient::Callback finished) {
            client.post(u"/api/v1/logout"_s, {}, std::move(finished));
        },
        [](const Result<HttpReply> &answer) { return Result<bool>(answer.has_value()); });
}

} // namespace coterie::client
