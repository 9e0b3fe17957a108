#include "workspace.h"

#include "outboxclient.h"

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
    return all ? findRoom(*all, text) : Result<Room>(all.error());
}

Result<Room> Workspace::joinedRoom(const QString &text)
{
    const auto found = room(text);
    if (!found || found->member)
        return found;
    const auto answer = m_wire->ask(JoinRoom {.roomId = found->roomId});
    if (!answer)
        return answer.error();
    const auto ack = joinAckFromJson(*answer);
    return ack ? Result<Room>(ack->room) : Result<Room>(ack.error());
}

} // namespace coterie::cli
