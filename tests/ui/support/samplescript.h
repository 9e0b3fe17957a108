#pragma once

#include "fakeaccounts.h"
#include "fakeengine.h"
#include "viewmodel/appmodel.h"

#include <QDateTime>
#include <QTemporaryDir>

/// A whole workspace from a script: the contents of the design pictures, and the awkward cases (long names, an empty
/// room, no connection), so that screens can be tested and photographed without a server. Time stands still at 10:03.
namespace coterie::testing {

class SampleScript
{
public:
    explicit SampleScript()
    {
        clock.wall = at(10, 3);
        viewmodel::AppParts parts;
        auto fakeAccounts = std::make_unique<FakeAccounts>();
        accounts = fakeAccounts.get();
        parts.accounts = std::move(fakeAccounts);
        parts.makeEngine = [this](const client::ClientConfig &) {
            auto fake = std::make_unique<FakeEngine>();
            fake->self = self();
            fake->clock = &clock;
            engine = fake.get();
            return fake;
        };
        parts.settingsPath = m_folder.filePath(QStringLiteral("settings.ini"));
        parts.clock = &clock;
        parts.openUrl = [this](const QUrl &url) {
            openedLinks.append(url.toString());
            return true;
        };
        app = std::make_unique<viewmodel::AppModel>(std::move(parts));
        app->settings()->setTheme(viewmodel::AppSettings::Theme::Light);
    }

    /// design/room-light.png and notifications.png: #launch of Harbor Studio is open.
    void openWorkspace()
    {
        clock.wall = at(9, 55); // when #launch was last read: that is what "New since" says
        app->openWorkspace({}, self());
        engine->tell(people());
        engine->tell(rooms());
        app->workspace()->openRoom(QStringLiteral("launch"));
        app->workspace()->openRoom(QStringLiteral("general"));
        clock.wall = at(10, 3);
        fillLaunch();
        client::Changes changes = news();
        changes.connection = connected();
        changes.connection->waiting = 2;
        engine->tell(changes);
        app->workspace()->openRoom(QStringLiteral("launch"));
        engine->tell(typing({QStringLiteral("priya"), QStringLiteral("theo")}));
    }

    /// design/room-dark-offline.png
    void goOffline()
    {
        client::ConnectionStatus status;
        status.state = client::LinkState::Waiting;
        status.reason = QStringLiteral("The server does not answer.");
        status.retryIn = Millis(4'000);
        status.waiting = 2;
        client::Changes changes;
        changes.connection = status;
        engine->tell(changes);
    }
    void comeBack()
    {
        client::Changes changes;
        changes.connection = connected();
        engine->tell(changes);
    }
    void refuse()
    {
        client::ConnectionStatus status;
        status.reason = QStringLiteral("Your access was revoked.");
        status.final = true;
        status.signInNeeded = true;
        client::Changes changes;
        changes.connection = status;
        engine->tell(changes);
    }
    void openEmptyRoom() { app->workspace()->openRoom(QStringLiteral("random")); }

    /// Names and words that no layout likes.
    void useLongNames()
    {
        client::Changes changes;
        changes.people.append(presence("mina", "Wilhelmina-Alexandrina van der Oudenrijnsebrugstraat", "#7C4DBE",
            protocol::Status::Online,
            "Writing the minutes of a meeting that went on for very much longer than planned"));
        changes.rooms.append(room("launch", "countdown-to-the-first-public-release-of-everything",
            "A topic that says a great deal more than anybody is going to read in the header of a room · and then some",
            128));
        engine->tell(changes);
        engine->arrive(entry(text("m90"), "mina", 10, 3,
            QStringLiteral("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ")
                    .repeated(3)
                + QStringLiteral("https://example.org/") + QStringLiteral("a-very-long-path/").repeated(20)));
    }
    void addMessages(int count)
    {
        for (int i = 0; i < count; ++i)
            engine->arrive(entry(QStringLiteral("x%1").arg(m_added++), i % 3 == 0 ? "mina" : "theo", 10, 3,
                QStringLiteral("Message %1").arg(i)));
    }
    /// One more in the open room, with a pin.
    void pinMessage() const
    {
        auto row = entry(QStringLiteral("pin"), "mina", 10, 3, QStringLiteral("The launch begins at ten."));
        row.message.pinned = true;
        engine->arrive(row);
    }
    void showPointers()
    {
        client::Changes changes;
        changes.cursors.append(cursor("mina", "Mina", "#7C4DBE", "m2", 0.62, 0.5));
        changes.cursors.append(cursor("theo", "Theo", "#2E7D4F", "m3", 0.4, 0.3));
        engine->tell(changes);
    }
    void showToast() const { engine->tell(toast()); }

    ManualClock clock;
    FakeEngine *engine = nullptr;
    FakeAccounts *accounts = nullptr;
    QStringList openedLinks;
    std::unique_ptr<viewmodel::AppModel> app;

    [[nodiscard]] static protocol::User self() { return user("alex", "Alex Rivera", "#0F766E"); }
    [[nodiscard]] static WallTime at(int hour, int minute, int daysAgo = 0)
    {
        const QDateTime time(QDate(2026, 11, 20).addDays(-daysAgo), QTime(hour, minute, 12));
        return fromEpochMillis(time.toMSecsSinceEpoch());
    }

    [[nodiscard]] static client::DocumentSummary document(const QString &id, const QString &title, const QString &room)
    {
        client::DocumentSummary summary;
        summary.document.docId = protocol::DocumentId(id);
        summary.document.title = title;
        summary.document.roomId = protocol::RoomId(room);
        summary.document.createdBy = self().userId;
        summary.document.updatedAt = at(9, 59);
        summary.stored = true;
        return summary;
    }

    /// A sent message of #launch; seq follows what is there.
    [[nodiscard]] client::MessageEntry entry(
        const QString &id, const char *author, int hour, int minute, const QString &text) const
    {
        const protocol::RoomId launch(QStringLiteral("launch"));
        client::MessageEntry row;
        row.key = id;
        row.message.messageId = protocol::MessageId(id);
        row.message.roomId = launch;
        row.message.seq = engine->history.value(launch).size() + 1;
        row.message.userId = protocol::UserId(QString::fromLatin1(author));
        row.message.username = QString::fromLatin1(author);
        row.message.timestamp = at(hour, minute);
        row.message.text = text;
        row.own = row.message.userId == self().userId;
        return row;
    }

    [[nodiscard]] static client::Changes typing(const QStringList &users)
    {
        client::TypingState state;
        state.roomId = protocol::RoomId(QStringLiteral("launch"));
        for (const QString &id : users)
            state.users.append(user(id.toLatin1().constData(), id.toLatin1().constData(), ""));
        client::Changes changes;
        changes.typing.append(state);
        return changes;
    }

private:
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    static protocol::User user(const char *id, const char *name, const char *color)
    {
        protocol::User user;
        user.userId = protocol::UserId(text(id));
        user.username = text(name);
        user.color = text(color);
        return user;
    }
    static protocol::Presence presence(const char *id, const char *name, const char *color, protocol::Status status,
        const char *note = "", std::optional<WallTime> lastSeen = {})
    {
        protocol::Presence presence;
        presence.userId = protocol::UserId(text(id));
        presence.username = text(name);
        presence.color = text(color);
        presence.status = status;
        presence.note = text(note);
        presence.lastSeen = lastSeen;
        return presence;
    }
    static client::RoomSummary room(const char *id, const char *name, const char *topic, int unread)
    {
        client::RoomSummary summary;
        summary.room.roomId = protocol::RoomId(text(id));
        summary.room.name = text(name);
        summary.room.topic = text(topic);
        summary.room.member = true;
        summary.unread = unread;
        return summary;
    }
    static client::RoomSummary direct(const char *with, const char *name, int unread, int minutesAgo)
    {
        client::RoomSummary summary = room((QByteArray("dm-") + with).constData(), name, "", unread);
        summary.room.kind = protocol::RoomKind::Direct;
        summary.room.members = {self().userId, protocol::UserId(text(with))};
        summary.mentions = unread;
        summary.lastAt = at(10, 0) - std::chrono::minutes(minutesAgo);
        return summary;
    }
    static protocol::Cursor cursor(
        const char *id, const char *name, const char *color, const char *anchor, double x, double y)
    {
        protocol::Cursor cursor;
        cursor.surface = QStringLiteral("room:launch");
        cursor.userId = protocol::UserId(text(id));
        cursor.username = text(name);
        cursor.color = text(color);
        cursor.anchor = text(anchor);
        cursor.x = x;
        cursor.y = y;
        return cursor;
    }
    static client::ConnectionStatus connected()
    {
        client::ConnectionStatus status;
        status.state = client::LinkState::Connected;
        status.notificationsLive = true;
        status.latency = Millis(12);
        return status;
    }

    static client::Changes people()
    {
        using protocol::Status;
        client::Changes changes;
        changes.workspaceName = QStringLiteral("Harbor Studio");
        changes.people = {presence("alex", "Alex Rivera", "#0F766E", Status::Online),
            presence("mina", "Mina", "#7C4DBE", Status::Online, "In Launch plan"),
            presence("priya", "Priya", "#1D6FBF", Status::Online),
            presence("theo", "Theo", "#2E7D4F", Status::Online, "On Onboarding flow"),
            presence("jonas", "Jonas", "#C2571A", Status::Away, "", at(9, 51)),
            presence("sara", "Sara", "#B8336A", Status::Offline, "", at(18, 2, 1)),
            presence("lena", "Lena", "#8A6D00", Status::Offline, "", at(9, 12))};
        client::RoomMembers launch {protocol::RoomId(QStringLiteral("launch")), {}};
        for (const protocol::Presence &person : std::as_const(changes.people))
            launch.members.append(person.userId);
        changes.members = {launch, {protocol::RoomId(QStringLiteral("general")), launch.members},
            {protocol::RoomId(QStringLiteral("random")), launch.members}};
        return changes;
    }
    static client::Changes rooms()
    {
        client::Changes changes;
        changes.connection = connected();
        changes.rooms = {room("general", "general", "Everything that has no other place", 0),
            room("design", "design", "", 0), room("launch", "launch", "Countdown to 1.0 · checklist pinned", 3),
            room("random", "random", "", 0), direct("mina", "Mina", 0, 5), direct("priya", "Priya", 1, 10),
            direct("jonas", "Jonas", 0, 60), direct("sara", "Sara", 0, 600)};
        changes.documents = {
            document(QStringLiteral("launch-plan"), QStringLiteral("Launch plan"), QStringLiteral("launch")),
            document(QStringLiteral("release-notes"), QStringLiteral("Release notes 1.0"), QStringLiteral("general")),
            document(QStringLiteral("onboarding"), QStringLiteral("Onboarding flow"), QStringLiteral("design"))};
        changes.documents[2].document.kind = protocol::DocumentKind::Board;
        changes.rooms[2].mentions = 1;
        changes.rooms[2].waiting = 2;
        return changes;
    }

    void fillLaunch() const
    {
        const protocol::RoomId launch(QStringLiteral("launch"));
        const auto add = [&](const client::MessageEntry &row) { engine->history[launch].append(row); };
        const auto users = [](std::initializer_list<const char *> ids) {
            QList<protocol::UserId> list;
            for (const char *id : ids)
                list.append(protocol::UserId(text(id)));
            return list;
        };
        auto mina = entry(text("m1"), "mina", 9, 41,
            text("The onboarding board is ready for a second pair of eyes. I left stickies where the copy still "
                 "wobbles."));
        mina.message.reactions = {{text("👀"), users({"jonas", "theo", "alex"})}, {text("🎉"), users({"priya"})}};
        add(mina);
        add(entry(text("m2"), "jonas", 9, 44,
            text("Reconnect after sleep now takes under a second here:\n\n```cpp\nauto outbox = Outbox::open(store);\n"
                 "outbox.retryAll(); // nothing typed is ever lost\n```\n\n"
                 "Numbers are in the [Launch plan](coterie://harbor/doc/launch-plan).")));
        auto theo = entry(text("m3"), "theo", 9, 52, {});
        protocol::Poll poll;
        poll.pollId = protocol::PollId(text("p1"));
        poll.question = text("Ship on Thursday?");
        poll.options = {text("Yes, Thursday 10:00"), text("Monday is safer")};
        poll.counts = {5, 2};
        poll.voters = 7;
        poll.closesAt = at(12, 10);
        theo.message.poll = poll;
        add(theo);
        auto priya =
            entry(text("m4"), "priya", 9, 58, text("@Alex can you check the failed-message copy before we freeze?"));
        priya.mentionsMe = true;
        priya.message.mentions = users({"alex"});
        add(priya);
        add(entry(text("m5"), "alex", 10, 2, text("On it. “Not sent” with a retry beats an error dialog.")));
        auto pending = entry(text("o1"), "alex", 10, 3, text("I will also try it with the cable out."));
        pending.message.messageId = {};
        pending.delivery = client::Delivery::Pending;
        pending.outboxOrder = 1;
        auto failed = pending;
        failed.key = text("o2");
        failed.message.text = text("And here is the screenshot.");
        failed.delivery = client::Delivery::Failed;
        failed.failure = text("Not sent, you were offline");
        failed.outboxOrder = 2;
        engine->outbox[launch] = {pending, failed};
        engine->readSeq[launch] = 3;
    }

    static protocol::Notification notice(const char *id, protocol::NotificationType type, const char *title,
        const char *message, WallTime time, const char *source, const char *roomId = "", const char *messageId = "")
    {
        protocol::Notification notification;
        notification.id = text(id);
        notification.type = type;
        notification.title = text(title);
        notification.message = text(message);
        notification.timestamp = time;
        notification.source = text(source);
        notification.roomId = protocol::RoomId(text(roomId));
        notification.messageId = protocol::MessageId(text(messageId));
        return notification;
    }
    static protocol::Activity act(
        const char *id, const char *who, const char *action, const char *target, WallTime time)
    {
        protocol::Activity activity;
        activity.id = text(id);
        activity.userId = protocol::UserId(text(who));
        activity.userName = text(who);
        activity.action = text(action);
        activity.target = text(target);
        activity.timestamp = time;
        return activity;
    }
    static client::Changes toast()
    {
        client::Changes changes;
        changes.notifications = {notice("t1", protocol::NotificationType::Success, "Build 412 is green",
            "release-1.0 passed on Linux, Windows and macOS.", at(10, 3), "webhook: ci", "launch")};
        return changes;
    }
    static client::Changes news()
    {
        using protocol::NotificationType;
        client::Changes changes;
        changes.notifications = {notice("n1", NotificationType::Info, "Mina restored a version of Launch plan",
                                     "“Before the rewrite”, 16 November, 18:20", at(17, 31, 1), "server"),
            notice("n2", NotificationType::Error, "Nightly backup failed",
                "The target did not answer. It will be tried again at 14:00.", at(2, 0), "server"),
            notice("n3", NotificationType::Warning, "Disk is 85 % full", "The workspace’s files take 41 GB of 48 GB.",
                at(8, 12), "server"),
            notice("n4", NotificationType::Info, "Priya mentioned you in #launch",
                "“@Alex can you check the failed-message copy before we freeze?”", at(9, 58), "mention", "launch",
                "m4"),
            notice("n5", NotificationType::Success, "Build 412 is green",
                "release-1.0 passed on Linux, Windows and macOS.", at(10, 1), "webhook: ci", "launch")};
        changes.notificationsRead = {text("n1"), text("n2"), text("n3")};
        changes.activities = {act("a1", "mina", "pinned a message in", "# launch", at(6, 50)),
            act("a2", "lena", "created", "# random", at(7, 40)),
            act("a3", "sara", "commented on", "Release notes 1.0", at(8, 55)),
            act("a4", "jonas", "joined", "# launch", at(9, 51)), act("a5", "mina", "edited", "Launch plan", at(9, 59)),
            act("a6", "priya", "voted in", "Ship on Thursday?", at(10, 0)),
            act("a7", "theo", "drew on", "Onboarding flow", at(10, 3))};
        return changes;
    }

    QTemporaryDir m_folder;
    int m_added = 0;
};

} // namespace coterie::testing
