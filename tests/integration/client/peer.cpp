#include "peer.h"

#include <algorithm>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;

SignIn::Session Peer::signIn(const QUrl &server, const QString &name)
{
    SignIn signIn;
    std::optional<SignIn::Session> session;
    bool answered = false;
    signIn.guest(server, name, [&](const Result<SignIn::Session> &result) {
        answered = true;
        if (result)
            session = *result;
        else
            qWarning("%s", result.error().message.c_str());
    });
    static_cast<void>(QTest::qWaitFor([&] { return answered; }, 10'000));
    return session.value_or(SignIn::Session {});
}

Peer::Peer(SignIn::Session session, QString storePath)
    : m_session(std::move(session))
    , m_storePath(std::move(storePath))
{
}

void Peer::open(bool storeOnly)
{
    rooms.clear();
    messages.clear();
    notifications.clear();
    activities.clear();
    documents.clear();
    presence.clear();
    connection = {};
    m_client = std::make_unique<Client>(ClientConfig {.server = m_session.base,
        .token = m_session.token,
        .storePath = m_storePath,
        .storeOnly = storeOnly,
        .username = m_session.isPlain ? m_session.user.username : QString()});
    QObject::connect(m_client.get(), &Client::changed, m_client.get(),
        [this](const std::shared_ptr<const Changes> &changes) { apply(*changes); });
    m_client->start();
}

bool Peer::isConnected() const
{
    return connection.state == LinkState::Connected;
}

RoomId Peer::roomCalled(const QString &name) const
{
    for (const RoomSummary &summary : rooms) {
        if (summary.room.name == name)
            return summary.room.roomId;
    }
    return {};
}

Page Peer::page(PageQuery query)
{
    std::optional<Page> page;
    m_client->requestPage(query, m_client.get(), [&](const Page &answer) { page = answer; });
    if (!QTest::qWaitFor([&] { return page.has_value(); }, 10'000))
        qFatal("no page came");
    return *page;
}

QList<MessageEntry> Peer::rows(const RoomId &room) const
{
    QList<MessageEntry> rows = messages.value(room).values();
    std::ranges::sort(rows, {}, [](const MessageEntry &row) {
        const bool isSent = row.delivery == Delivery::Sent;
        return std::tuple(!isSent, isSent ? row.message.seq : row.outboxOrder);
    });
    return rows;
}

QStringList Peer::texts(const RoomId &room) const
{
    QStringList texts;
    for (const MessageEntry &row : rows(room))
        texts.append(row.message.text);
    return texts;
}

std::optional<MessageEntry> Peer::row(const RoomId &room, const QString &text) const
{
    for (const MessageEntry &row : messages.value(room)) {
        if (row.message.text == text)
            return row;
    }
    return std::nullopt;
}

QList<MessageEntry> Peer::wholeRoom(const RoomId &room)
{
    Page latest = page({.roomId = room, .kind = PageKind::Latest, .limit = 50});
    QList<MessageEntry> rows = latest.entries;
    for (bool more = latest.hasBefore && !rows.isEmpty(); more;) {
        const Page older =
            page({.roomId = room, .kind = PageKind::Before, .seq = rows.first().message.seq, .limit = 50});
        rows = older.entries + rows;
        more = older.hasBefore && !older.entries.isEmpty();
    }
    return rows;
}

void Peer::apply(const Changes &changes)
{
    for (const RoomSummary &summary : changes.rooms)
        rooms.insert(summary.room.roomId, summary);
    for (const RoomId &id : changes.roomsRemoved) {
        rooms.remove(id);
        messages.remove(id);
    }
    for (auto it = changes.messages.begin(); it != changes.messages.end(); ++it) {
        if (it->restart) {
            messages[it.key()].clear();
            ++restarts[it.key()];
        }
        for (const MessageEntry &entry : it->upserts) {
            messages[it.key()].insert(entry.key, entry);
            if (entry.own)
                deliveries.append(entry.delivery);
        }
        for (const QString &key : it->removedKeys)
            messages[it.key()].remove(key);
    }
    for (const Presence &person : changes.people)
        people.insert(person.userId, person);
    for (const RoomMembers &list : changes.members)
        members.insert(list.roomId, list.members);
    for (const TypingState &state : changes.typing)
        typing.insert(state.roomId, state.users);
    for (const Cursor &cursor : changes.cursors)
        cursors.insert(cursor.userId, cursor);
    for (const CursorLeft &left : changes.cursorsLeft)
        cursors.remove(left.userId);
    notifications += changes.notifications;
    for (Notification &notification : notifications) {
        if (changes.notificationsWithdrawn.contains(notification.id))
            notification.message.clear();
    }
    for (const QString &id : changes.notificationsRead)
        notificationsRead.insert(id);
    activities += changes.activities;
    for (const DocumentSummary &summary : changes.documents)
        documents.insert(summary.document.docId, summary);
    for (const DocumentId &docId : changes.documentsRemoved)
        documents.remove(docId);
    for (const DocumentPresence &there : changes.documentPresence)
        presence.insert(there.docId, there.users);
    notices += changes.notices;
    if (changes.connection)
        connection = *changes.connection;
}
