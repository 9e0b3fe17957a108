#include "server/http/answers.h"
#include "server/http/api.h"

// Rooms, messages, search, invitations and webhooks by HTTP.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int defaultPage = 50;
constexpr int maxPage = 200;

QJsonArray itemsOf(const QList<Message> &messages)
{
    QJsonArray items;
    for (const Message &message : messages)
        items.append(toJson(message));
    return items;
}

/// A request of the WebSocket's, read from an HTTP body: the same checks, the same words.
template <typename Wanted>
Result<Wanted> requestFrom(const QString &type, const QJsonObject &body)
{
    const auto request = requestFromEnvelope({type, {}, body});
    if (!request)
        return request.error();
    return std::get<Wanted>(*request);
}

} // namespace

Api::Answer Api::rooms(Call &call)
{
    if (call.request.method == "POST") {
        const auto request = requestFrom<CreateRoom>(u"create_room"_s, call.body);
        if (!request)
            return request.error();
        const auto room = m_do.rooms.create(*call.user, *request, nullptr);
        if (!room)
            return room.error();
        return jsonAnswer(201, {{u"room"_s, toJson(m_do.rooms.describe(**room, *call.user))}});
    }
    if (call.request.method != "GET")
        return Error {Errc::NotFound, "There is nothing at this address."};
    if (auto allowed = m_core.allow(call.user->reads); !allowed)
        return allowed.error();
    const auto limit = std::clamp<std::int64_t>(call.number(u"limit"_s).value_or(maxPage), 1, maxPage);
    const auto from = std::max<std::int64_t>(call.number(u"cursor"_s).value_or(0), 0);
    const QList<Room> all = m_do.rooms.list(*call.user, true);
    QJsonArray items;
    for (auto at = from; at < all.size() && at < from + limit; ++at)
        items.append(toJson(all[at]));
    QJsonObject body {{u"items"_s, items}};
    if (from + limit < all.size())
        body[u"next"_s] = QString::number(from + limit);
    return jsonAnswer(200, body);
}

Api::Answer Api::roomMessages(Call &call)
{
    const auto at = call.number(u"at"_s);
    const auto page = m_do.messages.history(*call.user,
        {.roomId = RoomId {call.path[1]},
            .before = call.number(u"before"_s),
            .after = call.number(u"after"_s),
            .around = call.number(u"around"_s),
            .at = at ? std::optional(fromEpochMillis(*at)) : std::nullopt,
            .limit =
                static_cast<int>(std::clamp<std::int64_t>(call.number(u"limit"_s).value_or(defaultPage), 1, maxPage))});
    if (!page)
        return page.error();
    return jsonAnswer(200,
        {{u"roomId"_s, page->roomId.value()}, {u"items"_s, itemsOf(page->messages)}, {u"hasBefore"_s, page->hasBefore},
            {u"hasAfter"_s, page->hasAfter}});
}

Api::Answer Api::search(Call &call)
{
    const auto text = [&](const QString &key) {
        // A plus in a query stands for a space, as HTML forms write it.
        return call.request.query.queryItemValue(key, QUrl::FullyDecoded).replace(u'+', u' ');
    };
    const auto time = [&](const QString &key) {
        const auto millis = call.number(key);
        return millis ? std::optional(fromEpochMillis(*millis)) : std::nullopt;
    };
    const QString room = text(u"room"_s);
    const QString from = text(u"from"_s);
    Messages::SearchRequest request {.text = text(u"q"_s),
        .room = room.isEmpty() ? std::nullopt : std::optional(RoomId {room}),
        .from = from.isEmpty() ? std::nullopt : std::optional(UserId {from}),
        .before = time(u"before"_s),
        .after = time(u"after"_s),
        .cursor = text(u"cursor"_s),
        .limit = static_cast<int>(
            std::clamp<std::int64_t>(call.number(u"limit"_s).value_or(defaultPage), 1, maxSearchPage))};
    const auto found = m_do.messages.search(*call.user, request);
    if (!found)
        return found.error();
    QJsonObject body {{u"items"_s, itemsOf(*found)}};
    if (found->size() == request.limit)
        body[u"next"_s] = found->last().messageId.value();
    return jsonAnswer(200, body);
}

Api::Answer Api::createInvite(Call &call)
{
    const auto request = requestFrom<CreateInvite>(u"create_invite"_s, call.body);
    if (!request)
        return request.error();
    const auto code = m_do.accounts.createInvite(*call.user, *request);
    if (!code)
        return code.error();
    return jsonAnswer(201, {{u"code"_s, *code}, {u"url"_s, QString(baseOf(call.request) + u"/invite/"_s + *code)}});
}

Api::Answer Api::createHook(Call &call)
{
    const auto secret = m_do.accounts.createHook(*call.user, RoomId {call.text(u"roomId"_s)}, call.text(u"name"_s));
    if (!secret)
        return secret.error();
    return jsonAnswer(
        201, {{u"secret"_s, *secret}, {u"url"_s, QString(baseOf(call.request) + u"/hooks/"_s + *secret)}});
}

} // namespace coterie::server
