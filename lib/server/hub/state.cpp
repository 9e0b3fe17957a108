#include "server/hub/state.h"

namespace coterie::server {

using namespace protocol;

namespace {

std::vector<ConnectionId> &socketsOf(RoomState &room, const Connection &connection)
{
    return connection.encoding == Encoding::Cbor ? room.cborSockets : room.jsonSockets;
}

void subscribe(RoomState &room, const Connection &connection)
{
    socketsOf(room, connection).push_back(connection.id);
    if (connection.dialect)
        room.plainSockets.push_back(&connection);
}

/// Order does not matter, so the last one takes the gap.
template <typename T>
void dropFrom(std::vector<T> &list, const T &item)
{
    const auto found = std::ranges::find(list, item);
    if (found == list.end())
        return;
    *found = list.back();
    list.pop_back();
}

void unsubscribe(RoomState &room, const Connection &connection)
{
    dropFrom(socketsOf(room, connection), connection.id);
    dropFrom(room.plainSockets, &connection);
}

template <typename Map, typename Key>
auto *lookUp(const Map &map, const Key &key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second.get();
}

} // namespace

void State::load(Storage &storage)
{
    m_streams.clear();
    m_connections.clear();
    m_names.clear();
    m_roomNames.clear();
    m_pairs.clear();
    m_rooms.clear();
    m_users.clear();
    m_epoch = storage.epoch();
    for (UserRow &row : storage.users.all())
        addUser(std::move(row));
    for (RoomRow &row : storage.rooms.all())
        addRoom(std::move(row));
    for (const MemberRow &row : storage.rooms.allMembers()) {
        RoomState *const room = this->room(row.roomId);
        UserState *const user = this->user(row.userId);
        if (room != nullptr && user != nullptr)
            addMember(*room, *user, row.role, row.readSeq);
    }
}

void State::reloadUsers(Storage &storage)
{
    for (UserRow &row : storage.users.all()) {
        UserState *const known = user(row.user.userId);
        if (known == nullptr) {
            addUser(std::move(row));
            continue;
        }
        known->row.disabled = row.disabled;
        known->row.password = row.password;
        known->row.user.role = row.user.role;
    }
    for (const MemberRow &row : storage.rooms.allMembers()) {
        RoomState *const room = this->room(row.roomId);
        UserState *const user = this->user(row.userId);
        if (room != nullptr && user != nullptr && !isMember(*room, *user))
            addMember(*room, *user, row.role, row.readSeq);
    }
}

UserState *State::user(const UserId &id) const
{
    return lookUp(m_users, id);
}

UserState *State::userNamed(const QString &name) const
{
    return m_names.value(nameKey(name));
}

RoomState *State::room(const RoomId &id) const
{
    return lookUp(m_rooms, id);
}

RoomState *State::publicRoomNamed(const QString &name) const
{
    return m_roomNames.value(nameKey(name));
}

RoomState *State::directRoom(const QString &pair) const
{
    return m_pairs.value(pair);
}

Connection *State::connection(ConnectionId id) const
{
    return lookUp(m_connections, id);
}

Connection *State::stream(const QString &clientId) const
{
    return m_streams.value(clientId);
}

UserState &State::addUser(UserRow row)
{
    auto &slot = m_users[row.user.userId];
    slot = std::make_unique<UserState>(std::move(row), m_config);
    if (!slot->row.hook)
        m_names.insert(nameKey(slot->row.user.username), slot.get());
    return *slot;
}

void State::renameUser(UserState &user, const User &profile)
{
    m_names.remove(nameKey(user.row.user.username));
    user.row.user = profile;
    m_names.insert(nameKey(profile.username), &user);
}

RoomState &State::addRoom(RoomRow row)
{
    auto &slot = m_rooms[row.roomId];
    slot = std::make_unique<RoomState>();
    slot->row = std::move(row);
    if (slot->isPublic())
        m_roomNames.insert(nameKey(slot->row.name), slot.get());
    if (slot->row.pair)
        m_pairs.insert(*slot->row.pair, slot.get());
    return *slot;
}

Member &State::addMember(RoomState &room, UserState &user, Role role, Seq readSeq)
{
    user.rooms.push_back(&room);
    for (const Connection *socket : user.sockets)
        subscribe(room, *socket);
    return *room.members.insert(user.id(), {&user, role, readSeq});
}

void State::removeMember(RoomState &room, UserState &user)
{
    if (room.members.remove(user.id()) == 0)
        return;
    dropFrom(user.rooms, &room);
    for (const Connection *socket : user.sockets)
        unsubscribe(room, *socket);
}

Connection &State::addConnection(Connection connection)
{
    auto &slot = m_connections[connection.id];
    slot = std::make_unique<Connection>(std::move(connection));
    UserState &user = *slot->user;
    if (slot->isStream) {
        user.streams.push_back(slot.get());
        m_streams.insert(slot->sessionId, slot.get());
        return *slot;
    }
    if (!slot->documentId.isEmpty()) {
        user.documents.push_back(slot.get());
        return *slot;
    }
    user.sockets.push_back(slot.get());
    for (RoomState *room : user.rooms)
        subscribe(*room, *slot);
    return *slot;
}

void State::setDialect(Connection &connection, plain::Dialect dialect)
{
    const bool isFirst = !connection.dialect && connection.encoding == Encoding::Json;
    connection.dialect = dialect;
    if (!isFirst)
        return;
    for (RoomState *room : connection.user->rooms)
        room->plainSockets.push_back(&connection);
}

void State::removeConnection(Connection &connection)
{
    UserState &user = *connection.user;
    if (connection.isStream) {
        dropFrom(user.streams, &connection);
        m_streams.remove(connection.sessionId);
    } else if (!connection.documentId.isEmpty()) {
        dropFrom(user.documents, &connection);
    } else {
        dropFrom(user.sockets, &connection);
        for (RoomState *room : user.rooms)
            unsubscribe(*room, connection);
    }
    m_connections.erase(connection.id);
}

std::vector<UserState *> State::neighbours(UserState &user)
{
    std::vector<UserState *> people;
    for (const RoomState *room : user.rooms) {
        for (const Member &member : room->members) {
            if (!member.user->sockets.empty())
                people.push_back(member.user);
        }
    }
    if (!user.sockets.empty())
        people.push_back(&user);
    std::ranges::sort(people);
    const auto repeats = std::ranges::unique(people);
    people.erase(repeats.begin(), repeats.end());
    return people;
}

} // namespace coterie::server
