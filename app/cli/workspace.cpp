#include "workspace.h"

#include "outboxclient.h"
#include "protocol/validation.h"

#include <QFile>

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

Result<Room> findRoom(const QList<Room> &rooms, const QString &text)
{
    QString name = text;
    while (name.startsWith(u'#') || name.startsWith(u' '))
        name.remove(0, 1);
    auto found = std::ranges::find(rooms, RoomId {text}, &Room::roomId);
    if (found == rooms.end())
        found = std::ranges::find_if(
            rooms, [&](const Room &room) { return room.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (found == rooms.end())
        return Error {Errc::NotFound, u"There is no room \"%1\"."_s.arg(name).toStdString()};
    return *found;
}

Error plainRefusal(plain::Dialect dialect, const QString &what)
{
    return {Errc::Unsupported, u"This is a plain server (%1): %2."_s.arg(plain::nameOf(dialect), what).toStdString()};
}

Result<Room> findPlainRoom(plain::Dialect dialect, const QList<Room> &rooms, const QString &text)
{
    auto found = findRoom(rooms, text);
    if (found)
        return found;
    QString name = text;
    while (name.startsWith(u'#') || name.startsWith(u' '))
        name.remove(0, 1);
    if (!plain::abilitiesOf(dialect).rooms)
        return plainRefusal(dialect, u"it has one room only, \"general\""_s);
    if (!isId(name))
        return found.error();
    Room room; // there as soon as somebody joins it
    room.roomId = RoomId {name};
    room.name = name;
    return room;
}

Result<void> Workspace::needs(bool plain::Abilities::*isAble, const QString &what) const
{
    const auto dialect = m_wire->dialect();
    if (!dialect || plain::abilitiesOf(*dialect).*isAble)
        return {};
    return plainRefusal(*dialect, what);
}

Result<void> Workspace::connect()
{
    auto account = accountFor(m_call);
    if (!account)
        return account.error();
    m_account = *account;
    m_wire = std::make_unique<Wire>(m_account.server, m_account.token, m_account.username);
    auto done = m_wire->connect();
    if (!done && done.error().code == Errc::Unauthorized && m_account.isGuest) {
        account = renewedGuest(m_account);
        if (!account)
            return account.error();
        m_account = *account;
        m_wire = std::make_unique<Wire>(m_account.server, m_account.token, m_account.username);
        done = m_wire->connect();
    }
    if (done && QFile::exists(m_account.queuedMark()))
        sendQueued(m_call, m_account);
    return done;
}

Result<QList<Room>> Workspace::rooms()
{
    const auto answer = m_wire->ask(ListRooms {.all = true});
    if (!answer)
        return answer.error();
    const auto list = roomListFromJson(*answer);
    return list ? Result<QList<Room>>(list->rooms) : Result<QList<Room>>(list.error());
}

Result<Room> Workspace::room(const QString &text)
{
    const auto all = rooms();
    if (!all)
        return all.error();
    const auto dialect = m_wire->dialect();
    if (!dialect)
        return findRoom(*all, text);
    const auto found = findPlainRoom(*dialect, *all, text);
    return found ? join(found->roomId) : found;
}

Result<Room> Workspace::joinedRoom(const QString &text)
{
    const auto found = room(text);
    return !found || found->member ? found : join(found->roomId);
}

Result<Room> Workspace::join(const RoomId &roomId)
{
    const auto answer = m_wire->ask(JoinRoom {.roomId = roomId});
    if (!answer)
        return answer.error();
    const auto ack = joinAckFromJson(*answer);
    return ack ? Result<Room>(ack->room) : Result<Room>(ack.error());
}

} // namespace coterie::cli
