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

Awareness::Peer peerOf(quint64 client, const crdt::Any &state)
{
    const crdt::Any *user = state.member(u"user");
    const crdt::Any none;
    const crdt::Any &who = user ? *user : none;
    return {.client = client,
        .person = tidyPerson(stringMember(who, u"id"), stringMember(who, u"name"), stringMember(who, u"color"), client),
        .cursor = cursorOf(state)};
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
    : QObject(parent)
    , m_self(std::move(self))
    , m_clock(clock)
{
    m_tick.setInterval(crdt::Awareness::checkInterval);
    connect(&m_tick, &QTimer::timeout, this, &Awareness::tick);
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setInterval(TellEvery);
    connect(&m_tellTimer, &QTimer::timeout, this, [this] {
        if (!m_isTold)
            tell();
    });
}

Awareness::~Awareness() = default;

void Awareness::begin(crdt::ClientId self)
{
    m_states.emplace(self, m_clock.now());
    m_tick.start();
    refresh();
    tell();
}

void Awareness::setSelf(const Person &self)
{
    if (std::exchange(m_self, self) != self)
        tellSoon();
}

void Awareness::setCursor(std::optional<Cursor> cursor)
{
    if (m_cursor == cursor)
        return;
    m_cursor = std::move(cursor);
    tellSoon();
}

crdt::Any Awareness::ownState() const
{
    crdt::Any::Object state {{u"user",
        crdt::Any::Object {{u"name", m_self.name.toStdU16String()}, {u"color", m_self.color.name().toStdU16String()},
            {u"id", m_self.userId.toStdU16String()}}}};
    crdt::Any cursor = crdt::Any::Null {};
    if (m_cursor)
        cursor = crdt::Any::Object {{u"anchor", toJson(m_cursor->anchor)}, {u"head", toJson(m_cursor->head)}};
    state.emplace_back(u"cursor", std::move(cursor));
    return state;
}

void Awareness::tellSoon()
{
    m_isTold = false;
    if (!m_tellTimer.isActive())
        tell();
}

void Awareness::tell()
{
    if (!m_states)
        return;
    m_isTold = true;
    m_tellTimer.start();
    publish(m_states->setLocalState(ownState(), m_clock.now()));
}

void Awareness::tellAnew()
{
    tell();
}

void Awareness::publish(const crdt::AwarenessChange &change)
{
    if (!change.isEmpty())
        Q_EMIT told(toByteArray(m_states->encode(change.clients())));
}

void Awareness::receive(const QByteArray &update)
{
    if (!m_states)
        return;
    const auto change = m_states->apply(bytesOf(update), m_clock.now());
    if (!change)
        return; // strange, but only theirs: the next one may be fine
    const auto isSelf = [this](crdt::ClientId client) { return client == m_states->self(); };
    if (std::ranges::any_of(change->updated, isSelf))
        tell(); // somebody took us for gone
    refresh();
}

void Awareness::losePeers()
{
    if (!m_states)
        return;
    (void)m_states->forgetOthers();
    refresh();
}

void Awareness::leave()
{
    if (!m_states)
        return;
    publish(m_states->setLocalState({}, m_clock.now()));
    m_states.reset();
    m_tick.stop();
    m_tellTimer.stop();
    refresh();
}

void Awareness::tick()
{
    if (!m_states)
        return;
    crdt::AwarenessChange change = m_states->tick(m_clock.now());
    change.removed.clear(); // everybody counts for themselves; telling it for others would only make noise
    publish(change);
    refresh();
}

void Awareness::refresh()
{
    QList<Peer> peers;
    for (const crdt::ClientId client : m_states ? m_states->clients() : std::vector<crdt::ClientId>()) {
        const crdt::Any *state = m_states->state(client);
        if (client == m_states->self() || !state || peers.size() >= MostPeers)
            continue;
        peers.append(peerOf(client, *state));
    }
    if (std::exchange(m_peers, peers) != peers)
        Q_EMIT peersChanged();
}

} // namespace coterie::collab
