#include "samplescript.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;
using testing::SampleScript;

class TestWorkspace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheDesignPicture();
    void notificationsAndActivity();
    void everyModelIsSound();
    void stepsThroughRooms();
    void opensTheRoomOfANotification();
    void directConversationIsMadeOnce();
    void typingFillsTextAndMembers();
    void refusedActionsBecomeToasts();
    void aStoreThatFailsIsSaidUntilDismissed();
    void aWrongClockShowsSaneTimes();
    void awayAfterSilence();
    void commandsDoWhatTheySay();
    void leavingTheOpenRoomShowsAnother();
    void draftAndPointerEndWithTheRoom();
    void hiddenOptimismForStatus();
    void mutedRoomsDoNotCount();
};

namespace {

QVariant get(const QAbstractItemModel &model, int row, const char *role)
{
    return model.data(model.index(row, 0), model.roleNames().key(role, -1));
}

} // namespace

void TestWorkspace::showsTheDesignPicture()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    QCOMPARE(workspace.name(), u"Harbor Studio"_s);
    QCOMPARE(workspace.selfName(), u"Alex Rivera"_s);
    QCOMPARE(workspace.selfInitials(), u"Al"_s);
    const RoomListModel &rooms = *workspace.rooms();
    QStringList names;
    for (int row = 0; row < rooms.count(); ++row)
        names.append(get(rooms, row, "name").toString());
    QCOMPARE(names.join(u' '),
        u"design general launch random Launch plan Release notes 1.0 Onboarding flow Mina Priya Jonas Sara"_s);
    QCOMPARE(get(rooms, 2, "unread").toInt(), 3);
    QVERIFY(get(rooms, 2, "current").toBool());
    QCOMPARE(get(rooms, 8, "status").toString(), u"online"_s);
    RoomModel &room = *workspace.room();
    QCOMPARE(room.title(), u"# launch"_s);
    QCOMPARE(room.composer()->placeholder(), u"Message #launch"_s);
    QCOMPARE(room.typingText(), u"Priya and Theo are typing"_s);
    const MessageListModel &messages = *room.messages();
    QCOMPARE(messages.count(), 7);
    QCOMPARE(get(messages, 6, "dayTitle").toString(), u"Today"_s);
    QCOMPARE(get(messages, 3, "unreadTitle").toString(), u"New since 09:55"_s);
    QCOMPARE(get(messages, 0, "delivery").toString(), u"failed"_s);
    QCOMPARE(get(messages, 1, "delivery").toString(), u"pending"_s);
    QCOMPARE(get(messages, 4, "poll").value<PollView>().footer, u"7 votes · live · closes in 2 h"_s);
    QCOMPARE(get(messages, 5, "blocks").toList().size(), 3);
    const MemberListModel &members = *room.members();
    QStringList doing;
    for (int row = 0; row < members.count(); ++row)
        doing.append(get(members, row, "name").toString() + u": "_s + get(members, row, "doing").toString());
    QCOMPARE(doing,
        QStringList({u"Mina: In Launch plan"_s, u"Priya: Typing in #launch"_s, u"Theo: Typing in #launch"_s,
            u"Alex Rivera: Online"_s, u"Jonas: Away for 12 min"_s, u"Lena: Last seen 09:12"_s,
            u"Sara: Last seen yesterday"_s}));
    QCOMPARE(get(members, 0, "groupTitle").toString(), u"ONLINE — 4"_s);
    QCOMPARE(room.headMembers()->count(), 3);
}

void TestWorkspace::notificationsAndActivity()
{
    SampleScript script;
    script.openWorkspace();
    NotificationListModel &list = *script.app->workspace()->notifications();
    QCOMPARE(list.count(), 5);
    QCOMPARE(list.statusText(), u"2 unread · live"_s);
    QCOMPARE(get(list, 0, "title").toString(), u"Build 412 is green"_s);
    QCOMPARE(get(list, 0, "timeText").toString(), u"2 min ago"_s);
    QCOMPARE(get(list, 0, "source").toString(), u"webhook “ci” · #launch"_s);
    QCOMPARE(get(list, 0, "dayTitle").toString(), u"Today"_s);
    QCOMPARE(get(list, 1, "timeText").toString(), u"09:58"_s);
    QCOMPARE(get(list, 4, "dayTitle").toString(), u"Yesterday"_s);
    list.setFilter(NotificationListModel::Filter::Webhooks);
    QCOMPARE(list.count(), 1);
    list.setFilter(NotificationListModel::Filter::All);
    list.markAllRead();
    QCOMPARE(list.unreadCount(), 0);
    QCOMPARE(list.statusText(), u"live"_s);
    const ActivityListModel &feed = *script.app->workspace()->activities();
    QStringList times;
    for (int row = 0; row < feed.count(); ++row)
        times.append(get(feed, row, "timeText").toString());
    QCOMPARE(times,
        QStringList(
            {u"Just now"_s, u"3 m ago"_s, u"4 m ago"_s, u"12 m ago"_s, u"1 h ago"_s, u"2 h ago"_s, u"3 h ago"_s}));
    script.showToast();
    QCOMPARE(script.app->workspace()->toasts()->count(), 1);
}

void TestWorkspace::everyModelIsSound()
{
    SampleScript script;
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    RoomModel &room = *workspace.room();
    QAbstractItemModelTester messages(room.messages(), mode);
    QAbstractItemModelTester members(room.members(), mode);
    QAbstractItemModelTester head(room.headMembers(), mode);
    QAbstractItemModelTester rooms(workspace.rooms(), mode);
    QAbstractItemModelTester notifications(workspace.notifications(), mode);
    QAbstractItemModelTester activities(workspace.activities(), mode);
    QAbstractItemModelTester toasts(workspace.toasts(), mode);
    QAbstractItemModelTester jump(workspace.jump(), mode);
    QAbstractItemModelTester browse(workspace.browse(), mode);
    script.useLongNames();
    script.addMessages(30);
    script.showPointers();
    script.showToast();
    script.goOffline();
    workspace.jump()->setQuery(u"a"_s);
    workspace.browse()->refresh();
    script.openEmptyRoom();
    script.comeBack();
    QCOMPARE(room.messages()->count(), 0);
    QVERIFY(room.messages()->isEmpty());
}

void TestWorkspace::stepsThroughRooms()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    workspace.nextRoom();
    QCOMPARE(workspace.room()->roomId(), u"random"_s);
    workspace.previousRoom();
    workspace.previousRoom();
    QCOMPARE(workspace.room()->roomId(), u"general"_s);
    workspace.nextUnread();
    QCOMPARE(workspace.room()->roomId(), u"launch"_s);
    workspace.nextUnread();
    QCOMPARE(workspace.room()->roomId(), u"dm-priya"_s);
    QCOMPARE(workspace.room()->title(), u"Priya"_s);
    QCOMPARE(workspace.room()->composer()->placeholder(), u"Message Priya"_s);
    QCOMPARE(script.app->settings()->lastRoom(), u"dm-priya"_s);
}

void TestWorkspace::opensTheRoomOfANotification()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    workspace.openRoom(u"general"_s);
    workspace.setPage(Workspace::Page::Notifications);
    QSignalSpy reveal(workspace.room()->messages(), &MessageListModel::revealRow);
    workspace.notifications()->open(1);
    QCOMPARE(workspace.page(), Workspace::Page::Room);
    QCOMPARE(workspace.room()->roomId(), u"launch"_s);
    QCOMPARE(workspace.room()->messages()->keyAt(reveal.last().first().toInt()), u"m4"_s);
    QVERIFY(script.engine->calls.contains(u"markNotificationsRead n4"_s));
}

void TestWorkspace::directConversationIsMadeOnce()
{
    SampleScript script;
    script.openWorkspace();
    script.app->workspace()->openDirect(u"mina"_s);
    QCOMPARE(script.app->workspace()->room()->roomId(), u"dm-mina"_s);
    QCOMPARE(script.engine->count(u"createRoom"_s), 0);
    script.app->workspace()->openDirect(u"theo"_s);
    QCOMPARE(script.engine->count(u"createRoom"_s), 1);
    QVERIFY(script.app->openLink(u"mention:mina"_s));
    QVERIFY(!script.app->openLink(u"file:///etc/passwd"_s));
    QVERIFY(!script.app->openLink(u"javascript:alert(1)"_s));
    QVERIFY(script.app->openLink(u"https://example.org/?a=1&b=2"_s));
    QCOMPARE(script.openedLinks, QStringList({u"https://example.org/?a=1&b=2"_s}));
}

void TestWorkspace::typingFillsTextAndMembers()
{
    SampleScript script;
    script.openWorkspace();
    RoomModel &room = *script.app->workspace()->room();
    script.engine->tell(SampleScript::typing({u"priya"_s}));
    QCOMPARE(room.typingText(), u"Priya is typing"_s);
    QCOMPARE(get(*room.members(), 2, "doing").toString(), u"On Onboarding flow"_s);
    script.engine->tell(SampleScript::typing({u"priya"_s, u"theo"_s, u"mina"_s, u"jonas"_s}));
    QCOMPARE(room.typingText(), u"Priya and 3 others are typing"_s);
    script.engine->tell(SampleScript::typing({}));
    QCOMPARE(room.typingText(), QString());
}

void TestWorkspace::refusedActionsBecomeToasts()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    script.engine->refusal = Error {Errc::Conflict, "There is a room of that name already."};
    workspace.createRoom(u"launch"_s, u"public"_s, {});
    QCOMPARE(get(*workspace.toasts(), 0, "title").toString(), u"There is a room of that name already."_s);
    workspace.createRoom(u"  "_s, u"public"_s, {});
    QCOMPARE(workspace.toasts()->count(), 2);
    script.clock.advance(ToastModel::Lifetime);
    workspace.toasts()->expire();
    QCOMPARE(workspace.toasts()->count(), 0);
    script.engine->refusal.reset();
    QSignalSpy invite(&workspace, &Workspace::inviteReady);
    workspace.createInvite();
    QCOMPARE(invite.count(), 1);
    QVERIFY(invite.first().first().toString().contains("/invite/"_L1));
}

void TestWorkspace::aStoreThatFailsIsSaidUntilDismissed()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    client::Changes changes;
    changes.storeWarning = u"Messages cannot be stored on this computer. You can go on. The disk is full."_s;
    script.engine->tell(changes);
    QCOMPARE(workspace.toasts()->count(), 1);
    QCOMPARE(get(*workspace.toasts(), 0, "title").toString(), u"Messages cannot be stored on this computer."_s);
    QCOMPARE(get(*workspace.toasts(), 0, "message").toString(), u"You can go on. The disk is full."_s);
    QCOMPARE(workspace.storeWarning(), *changes.storeWarning);
    for (int i = 0; i < 5; ++i)
        workspace.toasts()->notice(u"Something else %1"_s.arg(i)); // crowds out what leaves by itself
    script.clock.advance(10 * ToastModel::Lifetime);
    workspace.toasts()->expire();
    QCOMPARE(workspace.toasts()->count(), 1);
    workspace.toasts()->dismiss(u"alarm"_s);
    QCOMPARE(workspace.toasts()->count(), 0);
}

/// The computer's clock is seven hours fast: what happened two minutes ago happened two minutes ago.
void TestWorkspace::aWrongClockShowsSaneTimes()
{
    using namespace std::chrono_literals;
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    script.clock.wall += 7h;
    client::Changes changes;
    changes.clockOffset = 1h; // any change counts everything anew, this one wrongly
    script.engine->tell(changes);
    QVERIFY(get(*workspace.notifications(), 0, "timeText").toString() != u"2 min ago"_s);
    changes.clockOffset = -7h;
    script.engine->tell(changes);
    QCOMPARE(get(*workspace.notifications(), 0, "timeText").toString(), u"2 min ago"_s);
    QCOMPARE(get(*workspace.notifications(), 0, "dayTitle").toString(), u"Today"_s);
    QCOMPARE(get(*workspace.activities(), 0, "timeText").toString(), u"Just now"_s);
    QCOMPARE(get(*workspace.room()->messages(), 6, "dayTitle").toString(), u"Today"_s);
    QCOMPARE(get(*workspace.room()->messages(), 3, "unreadTitle").toString(), u"New since 09:55"_s);
    script.showToast(); // it is news, not seven hours old
    QCOMPARE(workspace.toasts()->count(), 1);
}

void TestWorkspace::awayAfterSilence()
{
    SampleScript script;
    script.openWorkspace();
    client::Changes changes;
    changes.timings = protocol::Timings {.awayAfter = Millis(30)};
    script.engine->tell(changes);
    QTRY_COMPARE(script.engine->lastCall(), u"userActive off"_s);
    script.app->workspace()->userActive();
    QCOMPARE(script.engine->lastCall(), u"userActive on"_s);
    const auto calls = script.engine->calls.size();
    script.app->workspace()->userActive(); // every key press, but told once
    QCOMPARE(script.engine->calls.size(), calls);
}

void TestWorkspace::commandsDoWhatTheySay()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    JumpModel &jump = *workspace.jump();
    jump.setQuery(u"lau"_s);
    QCOMPARE(get(jump, 0, "kind").toString(), u"room"_s);
    QCOMPARE(get(jump, 0, "title").toString(), u"launch"_s);
    QCOMPARE(get(jump, 0, "detail").toString(), u"3 unread"_s);
    QVERIFY(get(jump, 0, "titleMarked").toString().contains("<b>lau</b>"_L1));
    jump.setQuery(u">dark"_s);
    QCOMPARE(get(jump, 0, "kind").toString(), u"command"_s);
    jump.activate(0);
    QVERIFY(script.app->settings()->isDark());
    jump.setQuery(u">point"_s);
    jump.activate(0);
    QVERIFY(workspace.room()->isPointing());
    jump.setQuery(u"@theo"_s);
    QCOMPARE(jump.count(), 1);
    jump.setQuery(u"#"_s);
    QCOMPARE(jump.count(), 4);
    QSignalSpy shortcuts(&workspace, &Workspace::shortcutsRequested);
    workspace.runCommand(u"shortcuts"_s);
    QCOMPARE(shortcuts.count(), 1);
    workspace.runCommand(u"nonsense"_s);
    protocol::Message message;
    message.messageId = protocol::MessageId(u"m1"_s);
    message.roomId = protocol::RoomId(u"launch"_s);
    message.username = u"Mina"_s;
    message.text = u"The **onboarding** board"_s;
    message.timestamp = SampleScript::at(9, 41);
    script.engine->found = {message};
    jump.setQuery(u"onboarding board"_s); // not the board of that name
    QTRY_COMPARE(get(jump, 0, "title").toString(), u"The onboarding board"_s);
    QCOMPARE(get(jump, 0, "detail").toString(), u"Mina in #launch · Today"_s);
}

void TestWorkspace::leavingTheOpenRoomShowsAnother()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    QSignalSpy changed(&workspace, &Workspace::roomChanged);
    workspace.room()->leave();
    QCOMPARE(script.engine->lastCall(), u"leaveRoom launch"_s);
    client::Changes gone;
    gone.roomsRemoved = {protocol::RoomId(u"launch"_s)};
    script.engine->tell(gone);
    QVERIFY(changed.count() > 0);
    QVERIFY(workspace.room());
    QCOMPARE(workspace.room()->roomId(), u"dm-priya"_s); // the first with something unread
}

void TestWorkspace::draftAndPointerEndWithTheRoom()
{
    SampleScript script;
    script.openWorkspace();
    RoomModel &room = *script.app->workspace()->room();
    room.composer()->setText(u"half a thought"_s);
    room.setPointing(true);
    room.cursors()->moved(u"m1"_s, 0.5, 0.5);
    script.app->workspace()->openRoom(u"general"_s);
    QVERIFY(script.engine->calls.contains(u"saveDraft launch half a thought"_s));
    QVERIFY(script.engine->calls.contains(u"leaveCursor room:launch"_s));
    QCOMPARE(room.composer()->text(), QString());
    QVERIFY(!room.isPointing());
}

void TestWorkspace::hiddenOptimismForStatus()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    workspace.setStatus(u"dnd"_s, u"In a meeting"_s);
    QCOMPARE(workspace.selfStatus(), u"dnd"_s);
    QCOMPARE(workspace.selfStatusText(), u"In a meeting"_s);
    QVERIFY(script.engine->lastCall().startsWith("setStatus"_L1));
    script.showToast(); // not now
    QCOMPARE(workspace.toasts()->count(), 0);
    workspace.setStatus(u"nonsense"_s, {});
    QCOMPARE(workspace.selfStatus(), u"dnd"_s);
}

void TestWorkspace::mutedRoomsDoNotCount()
{
    SampleScript script;
    script.openWorkspace();
    Workspace &workspace = *script.app->workspace();
    QCOMPARE(workspace.totalUnread(), 4);
    workspace.setMuted(u"launch"_s, true);
    QCOMPARE(workspace.totalUnread(), 1);
    QVERIFY(get(*workspace.rooms(), 2, "muted").toBool());
    workspace.setMuted(u"launch"_s, false);
    QCOMPARE(workspace.totalUnread(), 4);
}

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
