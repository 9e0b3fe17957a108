#include "viewmodel/workspace.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

Workspace::Workspace(std::unique_ptr<Engine> engine, const protocol::User &self, AppSettings &settings,
    const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(engine))
    , m_settings(settings)
    , m_clock(clock)
    , m_context {.engine = *m_engine,
          .clock = m_clock,
          .settings = settings,
          .people = m_people,
          .locale = QLocale(),
          .limits = {},
          .marks = {}}
    , m_self(self)
    , m_connection(m_context)
    , m_rooms(m_context)
    , m_notifications(m_context, [this](const protocol::RoomId &id) { return roomLabel(id); })
    , m_activities(m_context)
    , m_toasts(m_context)
    , m_jump(m_context, m_rooms)
    , m_browse(m_context)
    , m_search(m_context, m_rooms)
    , m_room(m_context, m_rooms)
    , m_roomDocuments(m_context, protocol::DocumentKind::Text)
    , m_roomBoards(m_context, protocol::DocumentKind::Board)
{
    m_people.setSelf(self);
    connectModels();
    m_refresh.setInterval(RefreshEvery);
    m_refresh.start();
    m_awayTimer.setSingleShot(true);
    m_unmark.setSingleShot(true);
    m_unmark.setInterval(MarkedFor);
    m_linger.setSingleShot(true);
    m_linger.setInterval(DocumentLingers);
    m_wantedRoom = settings.lastRoom();
    refreshCommands();
}

Workspace::~Workspace()
{
    m_files.waitForDone();
    if (m_roomOpen)
        m_room.close();
}

void Workspace::connectModels()
{
    connect(&m_refresh, &QTimer::timeout, this, &Workspace::refreshTimes);
    connect(&m_awayTimer, &QTimer::timeout, this, &Workspace::goAway);
    connect(&m_linger, &QTimer::timeout, this, &Workspace::closeLingering);
    connect(&m_unmark, &QTimer::timeout, this, [this] { markHit({}); });
    connect(&m_settings, &AppSettings::themeChanged, this, [this] {
        m_room.messages()->restyle();
        m_jump.restyle();
        m_search.restyle();
    });
    connect(&m_settings, &AppSettings::mutedRoomsChanged, &m_rooms, &RoomListModel::refreshMuted);
    connect(&m_connection, &ConnectionModel::cameOnline, m_room.messages(), &MessageListModel::reloadIfFailed);
    connect(&m_connection, &ConnectionModel::changed, this, [this] {
        m_notifications.setLive(m_connection.notificationsLive());
        m_room.setTextOnly(m_connection.isPlain());
        if (std::exchange(m_context.documents.isOffered, !m_connection.isPlain()) == m_connection.isPlain()) {
            m_rooms.documentsChanged();
            Q_EMIT hasDocumentsChanged();
        }
    });
    connect(&m_rooms, &RoomListModel::totalsChanged, this, &Workspace::totalsChanged);
    connect(&m_room, &RoomModel::leaveRequested, this, &Workspace::leaveRoom);
    connect(&m_room, &RoomModel::noticed, this, &Workspace::tell);
    connect(&m_room, &RoomModel::roomChanged, this, &Workspace::refreshCommands);
    connect(&m_room, &RoomModel::pointingChanged, this, &Workspace::refreshCommands);
    connect(&m_room, &RoomModel::mutedChanged, this, &Workspace::refreshCommands);
    connect(&m_notifications, &NotificationListModel::openRequested, this, &Workspace::openRoomAt);
    connect(&m_notifications, &NotificationListModel::documentRequested, this, &Workspace::openLinkedDocument);
    connect(&m_toasts, &ToastModel::openRequested, this,
        [this](const QString &id, const QString &room, const QString &message, const QString &document) {
            m_engine->markNotificationsRead({id});
            m_notifications.apply({}, {id});
            if (!document.isEmpty())
                openLinkedDocument(document);
            else if (!room.isEmpty())
                openRoomAt(room, message);
        });
    connect(&m_jump, &JumpModel::roomChosen, this, &Workspace::openRoom);
    connect(&m_jump, &JumpModel::personChosen, this, &Workspace::openDirect);
    connect(&m_jump, &JumpModel::documentChosen, this, &Workspace::openDocument);
    connect(&m_jump, &JumpModel::messageChosen, this, &Workspace::openRoomAt);
    connect(&m_jump, &JumpModel::commandChosen, this, &Workspace::runCommand);
    connect(&m_jump, &JumpModel::searchChosen, this, [this](const QString &words) {
        m_search.setQuery(words);
        m_search.searchNow();
        Q_EMIT searchRequested();
    });
    connect(&m_search, &SearchModel::messageChosen, this, &Workspace::openHit);
    connect(&m_browse, &BrowseModel::joinRequested, this, &Workspace::joinRoom);
}

void Workspace::start()
{
    if (std::exchange(m_started, true))
        return;
    m_awayTimer.start(m_awayAfter);
    m_engine->start([this](const client::Changes &changes) { apply(changes); });
}

void Workspace::apply(const client::Changes &changes)
{
    if (changes.clockOffset && std::exchange(m_clock.offset, *changes.clockOffset) != *changes.clockOffset)
        refreshTimes();
    if (changes.limits)
        m_context.limits = *changes.limits;
    if (changes.timings) {
        m_awayAfter = changes.timings->awayAfter;
        m_awayTimer.start(m_awayAfter);
    }
    if (changes.workspaceName && std::exchange(m_name, format::cleanName(*changes.workspaceName)) != m_name)
        Q_EMIT nameChanged();
    if (changes.connection)
        m_connection.apply(*changes.connection);
    if (changes.storeWarning && std::exchange(m_storeWarning, *changes.storeWarning) != *changes.storeWarning) {
        m_toasts.alarm(m_storeWarning);
        Q_EMIT storeWarningChanged();
    }
    applyPeople(changes);
    applyRooms(changes);
    applyDocuments(changes);
    applyNotices(changes);
}

void Workspace::applyPeople(const client::Changes &changes)
{
    if (changes.self) {
        m_self = *changes.self;
        m_people.setSelf(m_self);
    }
    People::Update update = m_people.apply(changes.people);
    if (changes.self)
        update.users.insert(m_self.userId);
    for (const client::TypingState &typing : changes.typing)
        update.users.unite(m_people.setTyping(typing));
    if (!update.users.isEmpty()) {
        m_rooms.peopleChanged(update.users);
        m_room.peopleChanged(update);
        if (m_opened)
            m_opened->peopleChanged();
    }
    if (!changes.typing.isEmpty() || update.namesChanged)
        m_room.refreshTyping();
    if (update.users.contains(m_self.userId))
        Q_EMIT selfChanged();
    for (const client::RoomMembers &members : changes.members) {
        m_members.insert(members.roomId, members.members);
        m_browse.setMemberCount(members.roomId, int(members.members.size()));
        if (m_roomOpen && members.roomId.value() == m_room.roomId())
            m_room.membersChanged(members.members);
    }
    m_room.cursors()->apply(changes.cursors, changes.cursorsLeft);
    if (m_opened)
        m_opened->cursors()->apply(changes.cursors, changes.cursorsLeft);
}

void Workspace::applyRooms(const client::Changes &changes)
{
    m_rooms.apply(changes.rooms, changes.roomsRemoved);
    const protocol::RoomId current(m_room.roomId());
    if (m_roomOpen && !m_rooms.summary(current)) { // left, or thrown out
        m_room.close();
        m_roomOpen = false;
        m_rooms.setCurrent({});
        Q_EMIT roomChanged();
    }
    if (m_roomOpen) {
        for (const client::RoomSummary &summary : changes.rooms) {
            if (summary.room.roomId == current)
                m_room.summaryChanged(summary);
        }
        if (const auto live = changes.messages.constFind(current); live != changes.messages.cend())
            m_room.messages()->apply(*live);
    }
    for (const client::RoomSummary &summary : changes.rooms)
        m_browse.setJoined(summary.room.roomId, summary.room.member);
    for (const protocol::RoomId &id : changes.roomsRemoved)
        m_browse.setJoined(id, false);
    openFirstRoom();
}

void Workspace::applyNotices(const client::Changes &changes)
{
    m_notifications.apply(changes.notifications, changes.notificationsRead, changes.notificationsWithdrawn);
    for (const protocol::Notification &notification : changes.notifications) {
        if (wantsToast(notification))
            m_toasts.show(notification, roomLabel(notification.roomId));
    }
    m_activities.apply(changes.activities);
    for (const QString &notice : changes.notices)
        tell(notice);
}

/// News is worth a toast if it is new, not about what is on the screen, and the person wants to be told.
bool Workspace::wantsToast(const protocol::Notification &notification) const
{
    if (!m_settings.showToasts() || m_chosenStatus == protocol::Status::Dnd || m_rooms.isMuted(notification.roomId))
        return false;
    if (m_context.clock.wallNow() - notification.timestamp > std::chrono::minutes(1))
        return false; // from the store, or replayed after a reconnect
    const bool looking = m_windowActive && m_page == Page::Room && m_roomOpen;
    const bool message =
        NotificationListModel::kindOf(notification) != "webhook"_L1 && !notification.messageId.isEmpty();
    return !(looking && message && notification.roomId.value() == m_room.roomId());
}

/// At the start: the room that was open last, as soon as it is known; else the first with something unread; else the
/// first.
void Workspace::openFirstRoom()
{
    if (!m_wantedRoom.isEmpty() && m_rooms.summary(protocol::RoomId(m_wantedRoom))) {
        openRoom(m_wantedRoom);
        return;
    }
    if (m_roomOpen || m_rooms.count() == 0)
        return;
    const QList<protocol::RoomId> order = m_rooms.order();
    const auto unread = std::find_if(order.cbegin(), order.cend(), [this](const protocol::RoomId &id) {
        const client::RoomSummary *summary = m_rooms.summary(id);
        return summary && summary->unread > 0;
    });
    showRoom(*m_rooms.summary(unread == order.cend() ? order.first() : *unread));
}

void Workspace::showRoom(const client::RoomSummary &summary)
{
    const QString before = m_room.roomId();
    const bool wasOpen = std::exchange(m_roomOpen, true);
    if (wasOpen && before == summary.room.roomId.value())
        return;
    if (wasOpen) {
        m_lastRead.insert(protocol::RoomId(before), m_context.clock.wallNow());
        m_room.close();
    }
    m_rooms.setCurrent(summary.room.roomId);
    const auto lastRead = m_lastRead.constFind(summary.room.roomId);
    updateReading();
    m_room.open(summary, m_members.value(summary.room.roomId),
        lastRead == m_lastRead.cend() ? std::nullopt : std::optional(*lastRead));
    m_settings.setLastRoom(summary.room.roomId.value());
    m_roomDocuments.setRoom(summary.room.roomId);
    m_roomBoards.setRoom(summary.room.roomId);
    if (!wasOpen)
        Q_EMIT roomChanged();
}

QString Workspace::roomLabel(const protocol::RoomId &roomId) const
{
    const client::RoomSummary *summary = m_rooms.summary(roomId);
    if (!summary || summary->room.kind == protocol::RoomKind::Direct)
        return {};
    return u"#"_s + format::cleanName(summary->room.name);
}

void Workspace::tell(const QString &text)
{
    m_toasts.notice(text);
    Q_EMIT failed(text);
}

QString Workspace::selfColor() const
{
    return m_people.person(m_self.userId).color;
}

QString Workspace::selfInitials() const
{
    return m_people.person(m_self.userId).initials;
}

QString Workspace::selfStatus() const
{
    return format::statusWord(m_people.person(m_self.userId).status);
}

QString Workspace::selfStatusText() const
{
    const Person self = m_people.person(m_self.userId);
    return self.note.isEmpty() ? format::statusText(self.status) : self.note;
}

QString Workspace::selfNote() const
{
    return m_people.person(m_self.userId).note;
}

} // namespace coterie::viewmodel
