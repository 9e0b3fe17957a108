#include "server/hub/presence.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

const QString roomSurface = u"room:"_s;
const QString documentSurface = u"doc:"_s;

} // namespace

void PresenceBoard::forgetAll()
{
    m_register = sync::PresenceRegister(m_core.config.offlineAfter);
    m_changed.clear();
    m_cursors.clear();
    m_written.clear();
}

void PresenceBoard::note(const std::optional<sync::PresenceRegister::Change> &change)
{
    if (!change)
        return;
    m_changed.insert(change->userId, *change);
    m_written.remove(change->userId);
}

void PresenceBoard::connected(const Connection &connection)
{
    m_written.remove(connection.user->id());
    note(m_register.connected(connection.user->id(), connection.id, m_core.now(), m_core.wall()));
}

void PresenceBoard::disconnecting(Connection &connection)
{
    UserState &user = *connection.user;
    for (const RoomId &id : std::as_const(connection.typingIn)) {
        if (const RoomState *room = m_core.state.room(id))
            m_core.out.toOthers(
                *room, user, encodeFrame(toEnvelope(UserStoppedTyping {id, user.id(), user.row.user.username})));
    }
    for (auto place = connection.surfaces.cbegin(); place != connection.surfaces.cend(); ++place)
        sayLeft(user, place.key(), place.value());
    user.row.lastSeen = m_core.wall();
    m_written.remove(user.id());
    note(m_register.disconnected(user.id(), connection.id, m_core.now(), m_core.wall()));
}

Result<void> PresenceBoard::update(Connection &connection, const UpdatePresence &request)
{
    if (auto allowed = m_core.allow(connection.user->changes); !allowed)
        return allowed;
    m_written.remove(connection.user->id());
    note(m_register.setStatus(connection.user->id(), connection.id, request.status, request.note, m_core.wall()));
    return {};
}

Presence PresenceBoard::of(const UserState &user) const
{
    const auto seen = m_register.seenByOthers(user.id());
    const bool known = seen.lastSeen != WallTime {};
    return {.userId = user.id(),
        .username = user.row.user.username,
        .color = user.row.user.color,
        .status = seen.status,
        .lastSeen = known ? std::optional(seen.lastSeen) : user.row.lastSeen,
        .note = seen.note};
}

QList<Presence> PresenceBoard::everybody() const
{
    QList<Presence> people;
    for (const auto &[id, user] : m_core.state.users()) {
        if (!user->row.hook && !user->row.disabled)
            people.append(of(*user));
    }
    std::ranges::sort(people, {}, &Presence::username);
    return people;
}

const QByteArray &PresenceBoard::written(const UserState &user)
{
    Written &known = m_written[user.id()];
    const User &now = user.row.user;
    if (known.json.isEmpty() || known.username != now.username || known.color != now.color)
        known = {now.username, now.color, QJsonDocument(toJson(of(user))).toJson(QJsonDocument::Compact)};
    return known.json;
}

/// Put together from what is written already: a thousand people who come back after a restart ask for a thousand people
/// each.
QByteArray PresenceBoard::snapshot(const RoomState &room)
{
    const QByteArray where =
        QJsonDocument(QJsonObject {{u"roomId"_s, room.id().value()}}).toJson(QJsonDocument::Compact).sliced(1);
    QByteArray members;
    for (const Member &member : room.members) {
        const QByteArray &person = written(*member.user);
        members += (members.isEmpty() ? "" : ",") + person.first(person.size() - 1) + ',' + where;
    }
    QByteArray frame = encodeFrame(toEnvelope(InitialPresence {.roomId = room.id(), .members = {}}));
    return frame.insert(frame.indexOf("[]") + 1, members);
}

void PresenceBoard::introduce(const UserState &user, const RoomState &room)
{
    m_core.out.toOthers(room, user, encodeFrame(toEnvelope(PresenceUpdate {of(user)})));
}

void PresenceBoard::endTurn()
{
    const auto changed = std::exchange(m_changed, {});
    for (auto change = changed.constBegin(); change != changed.constEnd(); ++change) {
        if (UserState *const user = m_core.state.user(change.key()))
            m_core.out.toUsers(m_core.state.neighbours(*user), encodeFrame(toEnvelope(PresenceUpdate {of(*user)})));
    }
    for (const auto &[key, pointer] : std::exchange(m_cursors, {})) {
        if (const RoomState *room = m_core.state.room(pointer.roomId))
            m_core.out.toOthers(*room, *key.first, encodeFrame(toEnvelope(CursorUpdate {pointer.cursor})));
    }
}

void PresenceBoard::rememberLastSeen()
{
    for (const auto &[id, user] : m_core.state.users()) {
        if (m_register.seenByOthers(id).status != Status::Offline)
            m_core.storage.users.setLastSeen(id, m_core.wall());
    }
}

void PresenceBoard::tick()
{
    for (const auto &change : m_register.expire(m_core.now())) {
        note(change);
        m_core.storage.users.setLastSeen(change.userId, change.lastSeen);
    }
}

void PresenceBoard::sayTyping(Connection &connection, const RoomState &room, bool on)
{
    const UserState &user = *connection.user;
    const QString &name = user.row.user.username;
    m_core.out.toOthers(room, user,
        encodeFrame(on ? toEnvelope(UserTyping {room.id(), user.id(), name})
                       : toEnvelope(UserStoppedTyping {room.id(), user.id(), name})));
}

Result<void> PresenceBoard::typing(Connection &connection, const RoomId &id)
{
    auto room = m_core.memberRoom(*connection.user, id);
    if (!room)
        return room.error();
    if (!connection.ephemeral.take(m_core.now())) { // too many are dropped, not scolded
        connection.typingIn.insert(id);
        sayTyping(connection, **room, true);
    }
    return {};
}

Result<void> PresenceBoard::stopTyping(Connection &connection, const RoomId &id)
{
    auto room = m_core.memberRoom(*connection.user, id);
    if (!room)
        return room.error();
    if (connection.typingIn.remove(id))
        sayTyping(connection, **room, false);
    return {};
}

Result<RoomState *> PresenceBoard::surfaceRoom(const Connection &connection, const QString &surface) const
{
    RoomId id = connection.surfaces.value(surface);
    if (id.isEmpty() && surface.startsWith(roomSurface)) {
        id = RoomId {surface.sliced(roomSurface.size())};
    } else if (id.isEmpty() && surface.startsWith(documentSurface)) {
        const auto row = m_core.storage.documents.find(DocumentId {surface.sliced(documentSurface.size())});
        id = row ? row->roomId : RoomId {};
    }
    if (id.isEmpty())
        return Error {Errc::NotFound, "There is no such surface."};
    return m_core.memberRoom(*connection.user, id);
}

/// The pointer is gone, and what of it was still to be told.
void PresenceBoard::sayLeft(const UserState &user, const QString &surface, const RoomId &roomId)
{
    std::erase_if(
        m_cursors, [&](const auto &each) { return each.first.first == &user && each.first.second == surface; });
    if (const RoomState *const room = m_core.state.room(roomId))
        m_core.out.toOthers(*room, user, encodeFrame(toEnvelope(UserLeft {user.id(), surface})));
}

Result<void> PresenceBoard::moveCursor(Connection &connection, const CursorMove &move)
{
    UserState &user = *connection.user;
    const auto room = surfaceRoom(connection, move.surface);
    if (!room)
        return room.error();
    if (connection.ephemeral.take(m_core.now()))
        return {};
    connection.surfaces.insert(move.surface, (*room)->id());
    m_cursors[{&user, move.surface}] = {(*room)->id(),
        {.surface = move.surface,
            .userId = user.id(),
            .username = user.row.user.username,
            .color = user.row.user.color,
            .x = move.x,
            .y = move.y,
            .anchor = move.anchor}};
    return {};
}

Result<void> PresenceBoard::leaveCursor(Connection &connection, const QString &surface)
{
    const auto room = surfaceRoom(connection, surface);
    if (!room)
        return room.error();
    if (connection.surfaces.remove(surface))
        sayLeft(*connection.user, surface, (*room)->id());
    return {};
}

void PresenceBoard::leftRoom(UserState &user, const RoomState &room)
{
    for (Connection *socket : user.sockets) {
        if (socket->typingIn.remove(room.id()))
            sayTyping(*socket, room, false);
        for (const QString &surface : socket->surfaces.keys(room.id())) { // its own, and those of its documents
            socket->surfaces.remove(surface);
            sayLeft(user, surface, room.id());
        }
    }
}

void PresenceBoard::documentRemoved(const DocumentId &docId)
{
    const QString surface = documentSurface + docId.value();
    for (const auto &[id, connection] : m_core.state.connections()) {
        if (const RoomId roomId = connection->surfaces.take(surface); !roomId.isEmpty())
            sayLeft(*connection->user, surface, roomId);
    }
}

} // namespace coterie::server
