#include "collab/awareness.h"

#include "collab/values.h"

#include <cmath>

namespace coterie::collab {

using namespace Qt::StringLiterals;

namespace {

constexpr double LargestId = 9007199254740991.0; ///< 2^53 - 1, the largest integer of JavaScript

std::optional<std::uint64_t> idNumber(const crdt::Any *value)
{
    const double *number = value ? value->number() : nullptr;
    if (!number || !(*number >= 0) || *number > LargestId || std::floor(*number) != *number)
        return {};
    return static_cast<std::uint64_t>(*number);
}

/// Nothing for a member that is there but is no id.
std::optional<std::optional<crdt::Id>> idMember(const crdt::Any &json, std::u16string_view key)
{
    const crdt::Any *value = json.member(key);
    if (!value || value->isNull() || value->isUndefined())
        return std::optional<crdt::Id>();
    const auto client = idNumber(value->member(u"client"));
    const auto clock = idNumber(value->member(u"clock"));
    if (!client || !clock)
        return {};
    return std::optional(crdt::Id {*client, *clock});
}

crdt::Any idJson(const crdt::Id &id)
{
    return crdt::Any::Object {{u"client", double(id.client)}, {u"clock", double(id.clock)}};
}

std::optional<Cursor> cursorOf(const crdt::Any &state)
{
    const crdt::Any *cursor = state.member(u"cursor");
    const crdt::Any *anchor = cursor ? cursor->member(u"anchor") : nullptr;
    const crdt::Any *head = cursor ? cursor->member(u"head") : nullptr;
    if (!anchor || !head)
        return {};
    const auto from = positionFromJson(*anchor);
    const auto to = positionFromJson(*head);
    return from && to ? std::optional(Cursor {*from, *to}) : std::nullopt;
}

} // namespace

crdt::Any toJson(const crdt::RelativePosition &position)
{
    crdt::Any::Object json;
    if (position.type)
        json.emplace_back(u"type", idJson(*position.type));
    if (position.root)
        json.emplace_back(u"tname", *position.root);
    if (position.item)
        json.emplace_back(u"item", idJson(*position.item));
    json.emplace_back(u"assoc", double(position.association));
    return json;
}

std::optional<crdt::RelativePosition> positionFromJson(const crdt::Any &json)
{
    const auto item = idMember(json, u"item");
    const auto type = idMember(json, u"type");
    if (!item || !type)
        return {};
    crdt::RelativePosition position {.item = *item, .root = {}, .type = *type, .association = 0};
    const crdt::Any *root = json.member(u"tname");
    if (const std::u16string *name = root ? root->string() : nullptr)
        position.root = *name;
    const crdt::Any *assoc = json.member(u"assoc");
    if (const double *side = assoc ? assoc->number() : nullptr)
        position.association = *side < 0 ? -1 : 0;
    if (!position.item && !position.type && !position.root)
        return {};
    return position;
}

Awareness::Awareness(Person self, const Clock &clock, QObject *parent)
    : AwarenessChannel(std::move(self), clock, TellEvery, WhenAlone::Tell, parent)
{
}

Awareness::~Awareness() = default;

void Awareness::setCursor(std::optional<Cursor> cursor)
{
    if (m_cursor == cursor)
        return;
    m_cursor = std::move(cursor);
    tellSoon();
}

crdt::Any Awareness::ownState() const
{
    crdt::Any cursor = crdt::Any::Null {};
    if (m_cursor)
        cursor = crdt::Any::Object {{u"anchor", toJson(m_cursor->anchor)}, {u"head", toJson(m_cursor->head)}};
    return crdt::Any::Object {{u"user", toJson(self())}, {u"cursor", std::move(cursor)}};
}

void Awareness::take(const crdt::AwarenessChange &)
{
    QList<Peer> peers;
    for (const crdt::ClientId client : states()->clients()) {
        const crdt::Any *state = states()->state(client);
        if (client == states()->self() || !state || peers.size() >= MostPeers)
            continue;
        peers.append({.client = client, .person = personIn(*state, client), .cursor = cursorOf(*state)});
    }
    if (std::exchange(m_peers, peers) != peers)
        Q_EMIT peersChanged();
}

void Awareness::forgetAll()
{
    if (!std::exchange(m_peers, {}).isEmpty())
        Q_EMIT peersChanged();
}

} // namespace coterie::collab
