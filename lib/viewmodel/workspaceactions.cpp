// The half of Workspace that does what a person asks for.

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/workspace.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

QString words(const Error &error)
{
    return QString::fromStdString(error.message);
}

} // namespace

void Workspace::setPage(Page page)
{
    if (std::exchange(m_page, page) == page)
        return;
    updateReading();
    markCurrent();
    Q_EMIT pageChanged();
}

void Workspace::setWindowActive(bool active)
{
    if (std::exchange(m_windowActive, active) == active)
        return;
    updateReading();
    if (active)
        userActive();
    Q_EMIT windowActiveChanged();
}

void Workspace::setWindowVisible(bool visible)
{
    if (std::exchange(m_windowVisible, visible) == visible)
        return;
    if (visible) {
        refreshTimes();
        m_refresh.start();
    } else {
        m_refresh.stop(); // nobody is there to read what would be refreshed
    }
    Q_EMIT windowVisibleChanged();
}

void Workspace::updateReading()
{
    m_room.messages()->setReading(m_windowActive && m_page == Page::Room && m_roomOpen);
}

void Workspace::refreshTimes()
{
    m_room.refreshTimes();
    m_notifications.refreshTimes();
    m_activities.refreshTimes();
    if (m_page == Page::Document)
        m_roomDocuments.refresh();
    if (m_page == Page::Board)
        m_roomBoards.refresh();
    if (m_opened)
        m_opened->refreshTimes();
}

void Workspace::openRoom(const QString &roomId)
{
    const client::RoomSummary *summary = m_rooms.summary(protocol::RoomId(roomId));
    if (!summary) {
        m_wantedRoom = roomId; // it may be on its way: just created, or the invite's
        return;
    }
    m_wantedRoom.clear();
    showRoom(client::RoomSummary(*summary));
    setPage(Page::Room);
    updateReading();
}

void Workspace::openRoomAt(const QString &roomId, const QString &messageId)
{
    openRoom(roomId);
    if (m_roomOpen && m_room.roomId() == roomId && !messageId.isEmpty())
        m_room.messages()->jumpTo(messageId);
}

void Workspace::openDirect(const QString &userId)
{
    const protocol::UserId user(userId);
    if (const protocol::RoomId room = m_rooms.directRoomWith(user); !room.isEmpty())
        return openRoom(room.value());
    client::NewRoom room {
        .name = m_people.person(user).name, .kind = protocol::RoomKind::Direct, .topic = {}, .members = {user}};
    m_engine->createRoom(room, this, [this](const Result<protocol::Room> &created) {
        if (!created)
            return tell(words(created.error()));
        openRoom(created->roomId.value());
    });
}

void Workspace::step(int by)
{
    const QList<protocol::RoomId> order = m_rooms.order();
    if (order.isEmpty())
        return;
    const qsizetype at = order.indexOf(protocol::RoomId(m_room.roomId()));
    const qsizetype next = at < 0 ? 0 : (at + by + order.size()) % order.size();
    openRoom(order[next].value());
}

void Workspace::previousRoom()
{
    step(-1);
}

void Workspace::nextRoom()
{
    step(1);
}

void Workspace::nextUnread()
{
    const QList<protocol::RoomId> order = m_rooms.order();
    const qsizetype at = std::max<qsizetype>(0, order.indexOf(protocol::RoomId(m_room.roomId())));
    for (qsizetype i = 1; i <= order.size(); ++i) {
        const protocol::RoomId &id = order[(at + i) % order.size()];
        const client::RoomSummary *summary = m_rooms.summary(id);
        if (summary && summary->unread > 0 && !m_rooms.isMuted(id) && id.value() != m_room.roomId())
            return openRoom(id.value());
    }
}

void Workspace::createRoom(const QString &name, const QString &kind, const QString &topic)
{
    if (name.trimmed().isEmpty())
        return tell(tr("Give the room a name."));
    const client::NewRoom room {.name = name.trimmed(),
        .kind = kind == "private"_L1 ? protocol::RoomKind::Private : protocol::RoomKind::Public,
        .topic = topic.trimmed(),
        .members = {}};
    m_engine->createRoom(room, this, [this](const Result<protocol::Room> &created) {
        if (!created)
            return tell(words(created.error()));
        Q_EMIT roomCreated(created->roomId.value());
        openRoom(created->roomId.value());
    });
}

void Workspace::joinRoom(const QString &roomId)
{
    const protocol::RoomId id(roomId);
    if (m_rooms.summary(id))
        return openRoom(roomId);
    m_engine->joinRoom(id, this, [this](const Result<protocol::Room> &joined) {
        if (!joined)
            return tell(words(joined.error()));
        openRoom(joined->roomId.value());
    });
}

void Workspace::leaveRoom(const QString &roomId)
{
    m_engine->leaveRoom(protocol::RoomId(roomId));
}

void Workspace::setMuted(const QString &roomId, bool muted)
{
    QStringList rooms = m_settings.mutedRooms();
    rooms.removeAll(roomId);
    if (muted)
        rooms.append(roomId);
    m_settings.setMutedRooms(rooms);
    refreshCommands();
}

void Workspace::setStatus(const QString &status, const QString &note)
{
    const auto chosen = format::statusFromWord(status);
    if (!chosen)
        return;
    m_chosenStatus = *chosen;
    m_away = false;
    m_engine->setStatus(*chosen, note.trimmed());
    protocol::Presence presence; // shown at once; the server's word follows
    presence.userId = m_self.userId;
    presence.username = m_self.username;
    presence.color = m_self.color;
    presence.status = *chosen;
    presence.note = note;
    client::Changes changes;
    changes.people.append(presence);
    apply(changes);
    refreshCommands();
}

void Workspace::updateProfile(const QString &name, const QString &color)
{
    if (name.trimmed().isEmpty())
        return tell(tr("Your name cannot be empty."));
    m_engine->updateProfile(name.trimmed(), color, this, [this](const Result<protocol::User> &user) {
        if (!user)
            return tell(words(user.error()));
        client::Changes changes;
        changes.self = *user;
        apply(changes);
    });
}

void Workspace::createInvite()
{
    m_engine->createInvite(std::nullopt, this, [this](const Result<client::Invite> &invite) {
        if (!invite)
            return tell(words(invite.error()));
        Q_EMIT inviteReady(invite->url.toString());
    });
}

void Workspace::userActive()
{
    m_awayTimer.start(m_awayAfter);
    if (std::exchange(m_away, false))
        m_engine->userActive(true);
}

void Workspace::goAway()
{
    m_away = true;
    m_engine->userActive(false);
}

void Workspace::refreshCommands()
{
    const bool dnd = m_chosenStatus == protocol::Status::Dnd;
    QList<JumpModel::Command> commands {
        {u"room.new"_s, tr("New room"), u"Ctrl+Shift+N"_s},
        {u"room.browse"_s, tr("Browse rooms"), {}},
        {u"document.new"_s, tr("New document"), u"Ctrl+Shift+D"_s},
        {u"board.new"_s, tr("New board"), u"Ctrl+Shift+B"_s},
        {u"theme.light"_s, tr("Light theme"), {}},
        {u"theme.dark"_s, tr("Dark theme"), {}},
        {u"theme.contrast"_s, tr("High contrast theme"), {}},
        {u"theme.system"_s, tr("Theme of the system"), {}},
        {u"status.online"_s, tr("Set status: online"), {}},
        {u"status.away"_s, tr("Set status: away"), {}},
        {dnd ? u"status.online"_s : u"status.dnd"_s, dnd ? tr("End do not disturb") : tr("Set status: do not disturb"),
            {}},
        {u"read.all"_s, tr("Mark all notifications read"), {}},
        {u"page.notifications"_s, tr("Open notifications"), {}},
        {u"page.activity"_s, tr("Open activity"), {}},
        {u"page.settings"_s, tr("Open settings"), u"Ctrl+,"_s},
        {u"invite"_s, tr("Invite people"), {}},
        {u"shortcuts"_s, tr("Keyboard shortcuts"), u"Ctrl+/"_s},
        {u"leave"_s, tr("Sign out of this workspace"), {}},
    };
    if (dnd)
        commands.removeIf(
            [](const JumpModel::Command &c) { return c.id == "status.online"_L1 && c.title.contains(u':'); });
    if (m_roomOpen) {
        const QString room = m_room.isDirect() ? m_room.name() : u"#"_s + m_room.name();
        commands.prepend({u"room.mute"_s, m_room.isMuted() ? tr("Unmute %1").arg(room) : tr("Mute %1").arg(room), {}});
        commands.prepend({u"room.point"_s, m_room.isPointing() ? tr("Stop pointing") : tr("Point: show my pointer"),
            u"Ctrl+Shift+P"_s});
        commands.prepend({u"room.read"_s, tr("Mark %1 read").arg(room), u"Esc"_s});
    }
    m_jump.setCommands(std::move(commands));
}

void Workspace::runCommand(const QString &id)
{
    if (id.startsWith("theme."_L1)) {
        const QString name = id.mid(6);
        m_settings.setTheme(name == "light"_L1 ? AppSettings::Theme::Light
                : name == "dark"_L1            ? AppSettings::Theme::Dark
                : name == "contrast"_L1        ? AppSettings::Theme::HighContrast
                                               : AppSettings::Theme::System);
    } else if (id.startsWith("status."_L1)) {
        setStatus(id.mid(7), selfNote());
    } else if (id == "room.new"_L1) {
        Q_EMIT newRoomRequested();
    } else if (id == "document.new"_L1) {
        Q_EMIT newDocumentRequested();
    } else if (id == "board.new"_L1) {
        Q_EMIT newBoardRequested();
    } else if (id == "room.browse"_L1) {
        Q_EMIT browseRequested();
    } else if (id == "room.point"_L1) {
        m_room.setPointing(!m_room.isPointing());
    } else if (id == "room.mute"_L1) {
        m_room.setMuted(!m_room.isMuted());
    } else if (id == "room.read"_L1) {
        m_room.markRead();
    } else if (id == "read.all"_L1) {
        m_notifications.markAllRead();
    } else if (id == "page.notifications"_L1) {
        setPage(Page::Notifications);
    } else if (id == "page.activity"_L1) {
        setPage(Page::Activity);
    } else if (id == "page.settings"_L1) {
        setPage(Page::Settings);
    } else if (id == "invite"_L1) {
        createInvite();
    } else if (id == "shortcuts"_L1) {
        Q_EMIT shortcutsRequested();
    } else if (id == "leave"_L1) {
        Q_EMIT leaveWorkspaceRequested();
    }
}

} // namespace coterie::viewmodel
