#include "server/http/api.h"

#include "server/http/answers.h"
#include "server/http/boardrenderer.h"
#include "server/http/pages.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

const Error nothingHere {Errc::NotFound, "There is nothing at this address."};

/// "/chat-server" when the proxy says that it serves us below that path. It ends up in links: plain characters only.
QString prefixOf(const HttpRequest &request)
{
    QByteArray prefix = request.header("x-forwarded-prefix");
    while (prefix.endsWith('/'))
        prefix.chop(1);
    const bool plain = prefix.startsWith('/') && !prefix.startsWith("//") && std::ranges::all_of(prefix, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "/-_.~"_ba.contains(c);
    });
    return plain ? QString::fromLatin1(prefix) : QString();
}

Result<QJsonObject> bodyOf(const HttpRequest &request)
{
    if (request.body.isEmpty())
        return QJsonObject();
    QJsonParseError fault;
    const auto document = QJsonDocument::fromJson(request.body, &fault);
    if (fault.error != QJsonParseError::NoError || !document.isObject())
        return Error {Errc::BadRequest, "The body is not a JSON object."};
    return document.object();
}

} // namespace

Api::Api(Core &core, Services &services, PasswordWorker &passwords, BackgroundWork &work, Turn turn, Revoked revoked,
    Counters counters)
    : m_core(core)
    , m_do(services)
    , m_passwords(passwords)
    , m_work(work)
    , m_turn(std::move(turn))
    , m_revoked(std::move(revoked))
    , m_counters(std::move(counters))
    , m_renderer(std::make_unique<BoardRenderer>())
{
}

Api::~Api() = default;

QString Api::Call::text(const QString &key) const
{
    return body.value(key).toString();
}

std::optional<std::int64_t> Api::Call::number(const QString &key) const
{
    bool ok = false;
    const auto value = request.query.queryItemValue(key).toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

QString Api::baseOf(const HttpRequest &request) const
{
    const QString host = QString::fromLatin1(request.header("host"));
    const bool proxied = !m_core.config.trustedProxies.isEmpty();
    const bool secure =
        (proxied && request.header("x-forwarded-proto") == "https") || !m_core.config.tlsCertificate.isEmpty();
    return (secure ? u"https://"_s : u"http://"_s) + host + (proxied ? prefixOf(request) : QString());
}

Result<void> Api::checkOrigin(const HttpRequest &request) const
{
    const QString origin = QString::fromLatin1(request.header("origin"));
    if (originAllowed(origin, QString::fromLatin1(request.header("host")), m_core.config.origins))
        return {};
    return Error {Errc::Forbidden, "Pages from that origin may not use this server."};
}

Result<Accounts::Session> Api::session(const HttpRequest &request, QStringView scope) const
{
    auto session = m_do.accounts.authenticate(request.bearerToken());
    if (session && !hasScope(session->token.scope, scope))
        return Error {Errc::Forbidden, "This token may not do that."};
    return session;
}

void Api::respond(const HttpRequest &request, HttpResponse response)
{
    if (const QByteArray origin = request.header("origin"); !origin.isEmpty() && checkOrigin(request)) {
        response.headers.emplaceBack("access-control-allow-origin", origin);
        response.headers.emplaceBack("vary", "Origin");
    }
    m_core.out.respond(request.id, std::move(response));
}

void Api::refuse(const HttpRequest &request, const Error &error)
{
    const auto retryAfter =
        error.code == Errc::RateLimited ? std::exchange(m_core.retryAfter, std::nullopt) : std::nullopt;
    respond(request, errorAnswer(error, retryAfter));
}

void Api::handle(const HttpRequest &request, bool ready)
{
    const QStringList path = request.path.split(u'/', Qt::SkipEmptyParts);
    const bool isApi = path.size() > 2 && path[0] == "api"_L1 && path[1] == "v1"_L1;
    if (!isApi && path.value(0) != "events"_L1 && path.value(0) != "hooks"_L1) {
        plain(request, path, ready);
        return;
    }
    if (auto allowed = checkOrigin(request); !allowed) {
        refuse(request, allowed.error());
        return;
    }
    if (request.method == "OPTIONS") {
        respond(request,
            {.status = 204,
                .contentType = {},
                .body = {},
                .headers = {{"access-control-allow-methods", "GET, POST, PATCH, DELETE"},
                    {"access-control-allow-headers", "authorization, content-type, last-event-id"},
                    {"access-control-max-age", "600"}},
                .file = {}});
        return;
    }
    const auto finish = [&](const Answer &answer) {
        if (answer)
            respond(request, *answer);
        else
            refuse(request, answer.error());
    };
    if (path[0] == "events"_L1) {
        finish(events(request, path));
        return;
    }
    if (path[0] == "hooks"_L1) {
        finish(path.size() == 2 && request.method == "POST" ? hook(request, path[1]) : Answer(nothingHere));
        return;
    }
    const bool isUpload = path.value(2) == "files"_L1;
    auto body = isUpload ? Result<QJsonObject>(QJsonObject()) : bodyOf(request);
    if (!body) {
        refuse(request, body.error());
        return;
    }
    Call call {.request = request, .path = path.sliced(2), .body = *body, .user = nullptr, .token = {}};
    open(call);
}

void Api::open(Call &call)
{
    if (call.is("GET", 1) && call.path[0] == "server"_L1) {
        const QString name = m_core.storage.setting(u"name"_s);
        respond(call.request,
            jsonAnswer(200,
                {{u"name"_s, name.isEmpty() ? m_core.config.name : name},
                    {u"version"_s, QStringLiteral(COTERIE_VERSION)}, {u"guests"_s, m_core.config.guests},
                    {u"protocol"_s, 1}}));
        return;
    }
    if (call.is("POST", 1) && call.path[0] == "guest"_L1) {
        guest(call);
        return;
    }
    if (call.is("POST", 1) && call.path[0] == "login"_L1) {
        login(call);
        return;
    }
    if (call.is("POST", 3) && call.path[0] == "invites"_L1 && call.path[2] == "accept"_L1) {
        acceptInvite(call);
        return;
    }
    auto session = this->session(call.request, chatScope);
    if (!session) {
        refuse(call.request, session.error());
        return;
    }
    call.user = session->user;
    call.token = session->token;
    if (documentWork(call))
        return;
    const Answer answer = guarded(call);
    if (answer)
        respond(call.request, *answer);
    else
        refuse(call.request, answer.error());
}

Api::Answer Api::guarded(Call &call)
{
    const QString &subject = call.path[0];
    if (subject == "me"_L1 && call.path.size() == 1)
        return me(call);
    if (subject == "logout"_L1 && call.is("POST", 1))
        return logout(call);
    if (subject == "rooms"_L1 && call.path.size() == 1)
        return rooms(call);
    if (subject == "rooms"_L1 && call.is("GET", 3) && call.path[2] == "messages"_L1)
        return roomMessages(call);
    if (subject == "search"_L1 && call.is("GET", 1))
        return search(call);
    if (subject == "invites"_L1 && call.is("POST", 1))
        return createInvite(call);
    if (subject == "hooks"_L1 && call.is("POST", 1))
        return createHook(call);
    if (subject == "files"_L1 && call.is("POST", 1))
        return uploadFile(call);
    if (subject == "files"_L1 && call.path.size() == 2
        && (call.request.method == "GET" || call.request.method == "HEAD"))
        return downloadFile(call);
    if (subject == "documents"_L1)
        return documents(call);
    if (subject == "users"_L1 && call.is("GET", 1)) {
        QJsonArray items;
        for (const Presence &person : m_do.presence.everybody())
            items.append(toJson(person));
        return jsonAnswer(200, {{u"items"_s, items}});
    }
    return nothingHere;
}

Api::Answer Api::events(const HttpRequest &request, const QStringList &path)
{
    if (request.method != "POST" || path.size() != 2)
        return nothingHere;
    const auto body = bodyOf(request);
    if (!body)
        return body.error();
    if (path[1] == "send"_L1) {
        if (auto publisher = session(request, publishScope); !publisher)
            return publisher.error();
        if (auto done = m_do.feed.publish({.channel = body->value("channel"_L1).toString(),
                .userId = UserId {body->value("userId"_L1).toString()},
                .event = body->value("event"_L1).toString(),
                .data = body->value("data"_L1)});
            !done)
            return done.error();
        return jsonAnswer(202, {});
    }
    if (path[1] != "subscribe"_L1 && path[1] != "unsubscribe"_L1)
        return nothingHere;
    const auto listener = session(request, chatScope);
    if (!listener)
        return listener.error();
    const QString channel = body->value("channel"_L1).toString();
    Connection *const stream = m_core.state.stream(body->value("clientId"_L1).toString());
    if (stream == nullptr || stream->user != listener->user)
        return Error {Errc::NotFound, "There is no such event stream."};
    if (path[1] == "unsubscribe"_L1) {
        stream->channels.remove(channel);
        return jsonAnswer(200, {});
    }
    if (auto added = m_do.feed.listen(*stream, channel); !added)
        return added.error();
    return jsonAnswer(200, {});
}

Api::Answer Api::hook(const HttpRequest &request, const QString &secret)
{
    const auto row = m_core.storage.access.hook(secretHash(secret));
    RoomState *const room = row ? m_core.state.room(row->roomId) : nullptr;
    UserState *const author = row ? m_core.state.user(row->userId) : nullptr;
    if (room == nullptr || author == nullptr)
        return nothingHere;
    const auto body = bodyOf(request);
    if (!body)
        return body.error();
    if (body->contains("text"_L1)) {
        const auto sent = m_do.messages.post(*author, *room, body->value("text"_L1).toString());
        if (!sent)
            return sent.error();
        return jsonAnswer(201, {{u"messageId"_s, sent->messageId.value()}, {u"seq"_s, qint64 {sent->seq}}});
    }
    const QString title = body->value("title"_L1).toString();
    const QString message = body->value("message"_L1).toString();
    if (title.isEmpty() || title.size() > maxRoomName || message.size() > m_core.config.limits.textBytes / 4)
        return Error {Errc::BadRequest, "A webhook sends {text}, or {title, message, type}."};
    if (auto allowed = m_core.allow(author->messages); !allowed)
        return allowed.error();
    const QUrl url(body->value("url"_L1).toString());
    const bool safe = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    for (const Member &member : std::as_const(room->members)) {
        m_do.feed.notify(*member.user,
            {.type = notificationTypeFromWire(body->value("type"_L1).toString()).value_or(NotificationType::Info),
                .title = title,
                .message = message,
                .url = safe ? url.toString(QUrl::FullyEncoded) : QString(),
                .roomId = room->id(),
                .source = u"webhook: "_s + row->name});
    }
    return jsonAnswer(201, {});
}

void Api::plain(const HttpRequest &request, const QStringList &path, bool ready)
{
    if (request.method != "GET" && request.method != "HEAD") {
        refuse(request, nothingHere);
        return;
    }
    const QString first = path.value(0);
    const QString name = m_core.storage.setting(u"name"_s);
    const QString shownName = name.isEmpty() ? m_core.config.name : name;
    if (path.isEmpty())
        respond(request, pageAnswer(200, landingPage(shownName, baseOf(request), m_core.config.guests)));
    else if (path.size() == 2 && first == "invite"_L1)
        respond(request,
            m_do.accounts.invite(path[1]) ? pageAnswer(200, invitePage(shownName, baseOf(request), path[1]))
                                          : pageAnswer(404, expiredInvitePage(shownName)));
    else if (path.size() == 1 && first == "healthz"_L1)
        respond(request, jsonAnswer(200, {{u"status"_s, u"ok"_s}}));
    else if (path.size() == 1 && first == "readyz"_L1)
        respond(request,
            ready ? jsonAnswer(200, {{u"status"_s, u"ready"_s}})
                  : errorAnswer({Errc::Unavailable, "The server is not ready."}));
    else if (path.size() == 1 && first == "metrics"_L1)
        respond(request, metrics());
    else
        refuse(request, nothingHere);
}

} // namespace coterie::server
