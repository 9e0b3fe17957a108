#include "client/session.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QUuid>

// The event stream: notifications and activities.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

const QString lastEventKey = u"lastEventId"_s;

} // namespace

void Session::openStream()
{
    if (m_stream.state() != transport::EventStream::State::Closed) {
        m_stream.open(); // what broke the link has broken this one, too, or soon will; nothing is missed
        return;
    }
    QUrl url = m_config.server;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + "/events"_L1);
    m_stream.setUrl(url);
    m_stream.setHeaders({{"Authorization"_ba, "Bearer "_ba + m_config.token.toUtf8()}});
    // A computer that has never listened asks for everything the server still keeps.
    const QString last = m_store->values().text(lastEventKey);
    m_stream.setLastEventId(last.isEmpty() ? u"0"_s : last);
    m_stream.open();
}

void Session::streamEvent(const transport::ServerEvent &event)
{
    const QJsonObject json = QJsonDocument::fromJson(event.data.toUtf8()).object();
    const bool isNotification = event.type == "notification"_L1;
    auto notification = isNotification ? notificationFromJson(json) : Result<Notification>(Errc::Unsupported);
    const auto activity = event.type == "activity"_L1 ? activityFromJson(json) : Result<Activity>(Errc::Unsupported);
    bool isNew = false;
    bool isRead = false;
    transact([&] {
        if (notification) {
            const auto message = m_store->messages().byId(notification->messageId);
            if (message && message->deleted)
                notification->message.clear();
            isNew = m_store->feed().add(*notification);
            RoomState *room = m_rooms->find(notification->roomId);
            isRead = message && room != nullptr && message->seq <= room->stored.room.readSeq;
            if (isNew && isRead)
                static_cast<void>(m_store->feed().markRead({notification->id}));
        } else if (activity) {
            isNew = m_store->feed().add(*activity);
        }
        // After "reset" as after anything else: what follows counts from here.
        if (!event.lastEventId.isEmpty())
            m_store->values().setText(lastEventKey, event.lastEventId);
    });
    if (!isNew)
        return;
    auto &changes = m_batch.open();
    if (activity) {
        changes.activities.append(*activity);
    } else if (notification) {
        changes.notifications.append(*notification);
        if (isRead)
            changes.notificationsRead.append(notification->id);
        else
            m_unreadNotifications.insert(notification->id, *notification);
    }
}

/// Such a server has no event stream, but what it says goes where other servers' activities do.
void Session::systemSaid(const plain::SystemMessage &message)
{
    Activity activity;
    activity.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    activity.userName = m_welcome->serverName;
    activity.action = QCoreApplication::translate("PlainServer", "says");
    activity.target = message.text;
    activity.timestamp = serverNow(); // it is said now, whatever the server's clock says
    transact([&] { static_cast<void>(m_store->feed().add(activity)); });
    m_batch.open().activities.append(activity);
}

/// Inside a transaction.
QList<QString> Session::withdrawn(const QList<Message> &messages)
{
    QList<QString> ids;
    for (const Message &message : messages) {
        if (message.deleted)
            ids += m_store->feed().withdraw(message.messageId);
    }
    return ids;
}

/// Who has read a message has no use for the notice of it.
void Session::readNotificationsOf(const RoomState &room)
{
    QList<QString> read;
    for (const Notification &notification : std::as_const(m_unreadNotifications)) {
        if (notification.roomId != room.stored.room.roomId || notification.messageId.isEmpty())
            continue;
        const auto message = m_store->messages().byId(notification.messageId);
        if (message && message->seq <= room.stored.room.readSeq)
            read.append(notification.id);
    }
    if (!read.isEmpty())
        markNotificationsRead(read);
}

} // namespace coterie::client
