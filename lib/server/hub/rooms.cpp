#include "server/hub/rooms.h"

#include "server/secrets.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxInvitedAtOnce = 200;

/// "Launch plan!" → "launch-plan": a public room can be addressed by a person.
QString slugOf(const QString &name)
{
    QString slug;
    for (const QChar c : name.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain)
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    if (slug.endsWith(u'-'))
        slug.chop(1);
    return slug.first(std::min<qsizetype>(slug.size(), 40));
}

} // namespace

void Rooms::ensureGeneral()
{
    if (m_core.state.room(RoomId {u"general"_s}) != nullptr)
        return;
    const RoomRow row {.roomId = RoomId {u"general"_s},
        .name = u"general"_s,
        .topic = u"Everybody is here"_s,
        .kind = RoomKind::Public,
        .createdBy = {},
        .createdAt = m_core.wall(),
        .pair = std::nullopt};
    m_core.storage.rooms.insert(row);
    m_core.state.addRoom(row);
}

Room Rooms::describe(const RoomState &room, const UserState &user) const
{
    Room shown {.roomId = room.id(),
        .name = room.row.name,
        .topic = room.row.topic,
        .kind = room.row.kind,
        .epoch = m_core.state.epoch(),
        .lastSeq = room.row.lastSeq};
    const auto member = room.members.constFind(user.id());
    if (member != room.members.constEnd()) {
        shown.member = true;
        shown.readSeq = member->readSeq;
        shown.role = member->role;
        if (member->readSeq < room.row.lastSeq) {
            const auto unread = m_core.storage.rooms.unread(room.id(), user.id(), member->readSeq);
            shown.unread = unread.messages;
            shown.mentions = unread.mentions;
        }
    }
    if (room.row.kind == RoomKind::Direct) {
        for (const Member &each : room.members) {
            shown.members.append(each.user->id());
            if (each.user != &user)
                shown.name = each.user->row.user.username;
        }
    }
    return shown;
}

Result<RoomState *> Rooms::enter(UserState &user, const RoomId &id, const Connection *via)
{
    auto room = m_core.visibleRoom(user, id);
    if (!room || m_core.state.isMember(**room, user))
        return room;
    if (auto allowed = m_core.allow(user.joins); !allowed)
        return allowed.error();
    admit(user, **room, via);
    return room;
}

void Rooms::admit(UserState &user, RoomState &room, const Connection *via)
{
    if (m_core.state.isMember(room, user))
        return;
    m_core.out.toRoom(room, encodeFrame(toEnvelope(MemberJoined {room.id(), user.row.user})));
    // What was said before somebody came is not unread for them.
    m_core.storage.rooms.insertMember({room.id(), user.id(), Role::Member, room.row.lastSeq, m_core.wall()});
    m_core.state.addMember(room, user, Role::Member, room.row.lastSeq);
    m_presence.introduce(user, room);
    m_core.out.toUser(user, encodeFrame(toEnvelope(RoomUpdated {describe(room, user)})), via);
    m_feed.activity(user, u"joined"_s, room);
}

Result<void> Rooms::leave(UserState &user, const RoomId &id, const Connection *via)
{
    auto found = m_core.memberRoom(user, id);
    if (!found)
        return found.error();
    RoomState &room = **found;
    if (room.row.kind == RoomKind::Direct)
        return Error {Errc::BadRequest, "A direct conversation cannot be left."};
    m_presence.leftRoom(user, room);
    m_core.storage.rooms.removeMember(room.id(), user.id());
    m_core.state.removeMember(room, user);
    m_core.out.toRoom(room, encodeFrame(toEnvelope(MemberLeft {room.id(), user.id()})));
    m_core.out.toUser(user, encodeFrame(toEnvelope(RoomRemoved {room.id()})), via);
    return {};
}

Result<QList<UserState *>> Rooms::people(const QList<UserId> &ids) const
{
    if (ids.size() > maxInvitedAtOnce)
        return Error {Errc::TooLarge, "That is too many people at once."};
    QList<UserState *> found;
    for (const UserId &id : ids) {
        UserState *const person = m_core.state.user(id);
        if (person == nullptr || person->row.hook)
            return Error {Errc::NotFound, "One of these people is not here."};
        if (!found.contains(person))
            found.append(person);
    }
    return found;
}

RoomId Rooms::newId(const QString &name, RoomKind kind) const
{
    // A private room's id says nothing of its name: whether a name is taken must not tell that it exists.
    if (kind == RoomKind::Public) {
        const RoomId slug {slugOf(name)};
        if (!slug.isEmpty() && m_core.state.room(slug) == nullptr)
            return slug;
    }
    return RoomId {u"r-"_s + randomText(12)};
}

Result<RoomState *> Rooms::create(UserState &user, const CreateRoom &request, const Connection *via)
{
    if (auto allowed = m_core.allow(user.creations); !allowed)
        return allowed.error();
    if (request.kind == RoomKind::Direct)
        return createDirect(user, request, via);
    if (request.kind == RoomKind::Public && m_core.state.publicRoomNamed(request.name) != nullptr)
        return Error {Errc::Conflict, "There is a room of that name already."};
    const auto others = people(request.members);
    if (!others)
        return others.error();
    RoomState &room = make({.roomId = newId(request.name, request.kind),
                               .name = request.name,
                               .topic = request.topic,
                               .kind = request.kind,
                               .createdBy = user.id(),
                               .createdAt = m_core.wall(),
                               .pair = std::nullopt},
        user, *others, via);
    m_feed.activity(user, u"created"_s, room);
    return &room;
}

Result<RoomState *> Rooms::createDirect(UserState &user, const CreateRoom &request, const Connection *via)
{
    auto others = people(request.members);
    if (!others)
        return others.error();
    QList<UserState *> partner = *others;
    partner.removeAll(&user);
    if (partner.size() != 1)
        return Error {Errc::BadRequest, "A direct conversation is with one other person."};
    const QString pair = pairKey(user.id(), partner.first()->id());
    if (RoomState *const existing = m_core.state.directRoom(pair))
        return existing;
    return &make({.roomId = newId({}, RoomKind::Direct),
                     .name = {},
                     .topic = {},
                     .kind = RoomKind::Direct,
                     .createdBy = user.id(),
                     .createdAt = m_core.wall(),
                     .pair = pair},
        user, partner, via);
}

RoomState &Rooms::make(RoomRow row, UserState &creator, const QList<UserState *> &others, const Connection *via)
{
    m_core.storage.rooms.insert(row);
    RoomState &room = m_core.state.addRoom(std::move(row));
    const Role creatorRole = room.row.kind == RoomKind::Direct ? Role::Member : Role::Admin;
    const auto add = [&](UserState &member, Role role) {
        m_core.storage.rooms.insertMember({room.id(), member.id(), role, 0, m_core.wall()});
        m_core.state.addMember(room, member, role, 0);
    };
    add(creator, creatorRole);
    for (UserState *other : others) {
        if (other != &creator)
            add(*other, Role::Member);
    }
    for (const Member &member : room.members)
        m_core.out.toUser(*member.user, encodeFrame(toEnvelope(RoomUpdated {describe(room, *member.user)})), via);
    return room;
}

QList<Room> Rooms::list(const UserState &user, bool all) const
{
    QList<Room> shown;
    if (all) {
        for (const auto &[id, room] : m_core.state.rooms()) {
            if (m_core.state.canSee(*room, user))
                shown.append(describe(*room, user));
        }
    } else {
        for (const RoomState *room : user.rooms)
            shown.append(describe(*room, user));
    }
    std::ranges::sort(shown, [](const Room &a, const Room &b) {
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.roomId < b.roomId;
    });
    return shown;
}

Result<void> Rooms::markRead(UserState &user, const MarkRead &request, const Connection *via)
{
    auto room = m_core.memberRoom(user, request.roomId);
    if (!room)
        return room.error();
    Member &member = *(*room)->members.find(user.id());
    const Seq seq = std::min(request.seq, (*room)->row.lastSeq);
    if (seq <= member.readSeq)
        return {};
    member.readSeq = seq;
    m_core.storage.rooms.setRead((*room)->id(), user.id(), seq);
    m_core.out.toUser(user, encodeFrame(toEnvelope(ReadUpdate {(*room)->id(), user.id(), seq})), via);
    return {};
}

} // namespace coterie::server
