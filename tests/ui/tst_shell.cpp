#include "samplescript.h"
#include "screen.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::testing;
using coterie::viewmodel::AppModel;
using coterie::viewmodel::AppSettings;
using coterie::viewmodel::SignInModel;
using coterie::viewmodel::Workspace;

/// The window without the room: by keyboard alone, and as a screen reader sees it.
class TestShell : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void welcomeOffersThreeWays();
    void joiningGoesByKeyboard();
    void refusalIsShownInWords();
    void sidebarNamesRoomsAndTheirNews();
    void sidebarOpensARoomByKeyboard();
    void jumpBoxFindsAndOpens();
    void escapeGivesTheFocusBack();
    void hostingOffersTheInvite();
    void restingShowsATip();
    void settingsChangeThemeAndSize();
    void chordsZoom();
    void pagesAreLoadedWhenWanted();
    void narrowWindowHasARail();
    void bannerOffersToTryNow();
    void toastComesAndIsDismissed();
    void createsARoom();
    void everyControlHasAName_data();
    void everyControlHasAName();
    void focusCyclesThroughPanes();
    void remembersItsWindow();
};

namespace {

bool press(QAccessibleInterface *entry)
{
    if (!entry || !entry->actionInterface())
        return false;
    entry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCoreApplication::processEvents();
    return true;
}

} // namespace

#define VERIFY_NO_WARNINGS(screen) QVERIFY2((screen).warnings().isEmpty(), qPrintable((screen).warnings().join(u'\n')))

void TestShell::welcomeOffersThreeWays()
{
    SampleScript script;
    Screen screen(*script.app);
    QVERIFY(screen.accessible(QAccessible::Heading, u"Welcome to Coterie"_s));
    QVERIFY(screen.accessible(QAccessible::Button, u"Continue"_s));
    QSignalSpy host(script.app.get(), &AppModel::hostRequested);
    QSignalSpy demo(script.app.get(), &AppModel::demoRequested);
    QVERIFY(press(screen.accessible(QAccessible::Button, u"Start hosting"_s)));
    QCOMPARE(host.size(), 1);
    script.app->showWelcome();
    (void)screen.grab();
    QVERIFY(press(screen.accessible(QAccessible::Button, u"Open the demo"_s)));
    QCOMPARE(demo.size(), 1);
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::joiningGoesByKeyboard()
{
    SampleScript script;
    Screen screen(*script.app);
    QCOMPARE(screen.focusedName(), u"Address or invite link"_s);
    screen.type(u"https://chat.example.org"_s);
    screen.key(Qt::Key_Return);
    QCOMPARE(script.app->signIn()->step(), SignInModel::Step::Name);
    QTRY_COMPARE(screen.focusedName(), u"Your name"_s);
    QVERIFY(screen.accessible(QAccessible::Heading, u"Join Harbor Studio"_s));
    screen.type(u"Alex"_s);
    screen.key(Qt::Key_Return);
    QVERIFY(script.accounts->calls.contains(u"guest Alex"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::refusalIsShownInWords()
{
    SampleScript script;
    script.accounts->refusal = coterie::Error {coterie::Errc::Unavailable, "Nothing answers at this address."};
    Screen screen(*script.app);
    screen.type(u"https://chat.example.org"_s);
    screen.key(Qt::Key_Return);
    QCOMPARE(script.app->signIn()->step(), SignInModel::Step::Address);
    QVERIFY(!script.app->signIn()->error().isEmpty());
    QVERIFY(screen.accessible(QAccessible::AlertMessage, script.app->signIn()->error()));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::sidebarNamesRoomsAndTheirNews()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    for (const QString &name : {u"general"_s, u"design"_s, u"launch"_s, u"random"_s, u"Mina"_s, u"Priya"_s})
        QVERIFY2(screen.accessible(QAccessible::ListItem, name), qPrintable(name));
    QVERIFY(screen.accessible(QAccessible::ListItem, u"launch"_s)->state().selected);
    const QString priya = screen.accessible(QAccessible::ListItem, u"Priya"_s)->text(QAccessible::Description);
    QVERIFY2(priya.contains(u"1 unread"_s), qPrintable(priya));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::sidebarOpensARoomByKeyboard()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    screen.key(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(script.app->workspace()->room()->name(), u"random"_s);
    screen.key(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(script.app->workspace()->room()->name(), u"launch"_s);
    QVERIFY(press(screen.accessible(QAccessible::ListItem, u"design"_s)));
    QCOMPARE(script.app->workspace()->room()->name(), u"design"_s);
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::jumpBoxFindsAndOpens()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    screen.key(Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(screen.focusedName(), u"Jump to or search"_s);
    screen.type(u"rand"_s);
    QCOMPARE(script.app->workspace()->jump()->query(), u"rand"_s);
    QVERIFY(script.app->workspace()->jump()->count() > 0);
    screen.key(Qt::Key_Return);
    QCOMPARE(script.app->workspace()->room()->name(), u"random"_s);
    QTRY_VERIFY(!screen.find(u"JumpBox"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::escapeGivesTheFocusBack()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    const QString before = screen.focusedName();
    QVERIFY(before.startsWith(u"Message"_s));
    screen.key(Qt::Key_Slash, Qt::ControlModifier);
    QTRY_VERIFY(screen.find(u"ShortcutsDialog"_s));
    screen.key(Qt::Key_Escape);
    QTRY_VERIFY(!screen.find(u"ShortcutsDialog"_s));
    QCOMPARE(screen.focusedName(), before);
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::hostingOffersTheInvite()
{
    SampleScript script;
    Screen screen(*script.app);
    script.app->startHosting();
    script.openWorkspace();
    script.app->setHosting(u"http://192.168.1.20:8420"_s, u"http://192.168.1.20:8420/invite/k7Qm2"_s);
    (void)screen.grab();
    QVERIFY(screen.find(u"InviteDialog"_s));
    auto *link = screen.accessible(QAccessible::EditableText, u"Invite link"_s);
    QVERIFY(link);
    QCOMPARE(link->object()->property("text").toString(), u"http://192.168.1.20:8420/invite/k7Qm2"_s);
    screen.key(Qt::Key_Escape);
    QTRY_VERIFY(!screen.find(u"InviteDialog"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::restingShowsATip()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    auto *dot = screen.find(u"ConnectionDot"_s);
    QVERIFY(dot);
    const QPoint place = dot->mapToScene(QPointF(dot->width() / 2, dot->height() / 2)).toPoint();
    QTest::mouseMove(screen.window(), place - QPoint(120, 0));
    QTest::mouseMove(screen.window(), place);
    QTRY_VERIFY_WITH_TIMEOUT(screen.find(u"ToolTip"_s), 5000);
    QCOMPARE(
        screen.find(u"ToolTip"_s)->property("text").toString(), script.app->workspace()->connection()->statusLine());
    QTest::mouseMove(screen.window(), place - QPoint(120, 0));
    QTRY_VERIFY(!screen.find(u"ToolTip"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::settingsChangeThemeAndSize()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    screen.key(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(script.app->workspace()->page(), Workspace::Page::Settings);
    (void)screen.grab();
    QVERIFY(press(screen.accessible(QAccessible::PageTab, u"Dark"_s)));
    QCOMPARE(script.app->settings()->theme(), AppSettings::Theme::Dark);
    auto *slider = screen.accessible(QAccessible::Slider, u"Text and control size"_s);
    QVERIFY(slider);
    auto *item = qobject_cast<QQuickItem *>(slider->object());
    item->forceActiveFocus(Qt::TabFocusReason);
    screen.key(Qt::Key_Right);
    QCOMPARE(script.app->settings()->zoom(), 1.1);
    auto *animations = screen.accessible(QAccessible::CheckBox, u"Animations"_s);
    QVERIFY(animations && animations->state().checked);
    QVERIFY(press(animations));
    QVERIFY(!script.app->settings()->animations());
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::chordsZoom()
{
    SampleScript script;
    Screen screen(*script.app);
    screen.key(Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(script.app->settings()->zoom() > 1.0);
    screen.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(script.app->settings()->zoom(), 1.0);
    screen.key(Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(script.app->settings()->zoom() < 1.0);
}

void TestShell::pagesAreLoadedWhenWanted()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    QVERIFY(!screen.find(u"SettingsPage"_s));
    QVERIFY(press(screen.accessible(QAccessible::ListItem, u"Notifications"_s)));
    (void)screen.grab();
    QVERIFY(screen.find(u"NotificationsPage"_s));
    QVERIFY(screen.accessible(QAccessible::ListItem, u"Build 412 is green"_s));
    QVERIFY(press(screen.accessible(QAccessible::ListItem, u"Activity"_s)));
    (void)screen.grab();
    QVERIFY(screen.find(u"ActivityPage"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::narrowWindowHasARail()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    screen.resize(900, 600);
    (void)screen.grab();
    QVERIFY(screen.find(u"Rail"_s));
    QVERIFY(!screen.find(u"Sidebar"_s));
    QVERIFY(press(screen.accessible(QAccessible::Button, u"Rooms, documents and direct messages"_s)));
    (void)screen.grab();
    QVERIFY(screen.find(u"Sidebar"_s));
    QVERIFY(press(screen.accessible(QAccessible::ListItem, u"general"_s)));
    QTRY_VERIFY(!screen.find(u"Sidebar"_s));
    QCOMPARE(script.app->workspace()->room()->name(), u"general"_s);
    screen.resize(1280, 800);
    (void)screen.grab();
    QVERIFY(screen.find(u"Sidebar"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::bannerOffersToTryNow()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    script.goOffline();
    QTRY_VERIFY_WITH_TIMEOUT(script.app->workspace()->connection()->isBannerVisible(), 5000);
    (void)screen.grab();
    QVERIFY(press(screen.accessible(QAccessible::Link, u"Try now"_s)));
    QVERIFY(script.engine->calls.contains(u"retryNow"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::toastComesAndIsDismissed()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    script.showToast();
    (void)screen.grab();
    QVERIFY(screen.find(u"Toasts"_s));
    QVERIFY(press(screen.accessible(QAccessible::Button, u"Dismiss"_s)));
    QCOMPARE(script.app->workspace()->toasts()->count(), 0);
    QTRY_VERIFY(!screen.find(u"Toasts"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::createsARoom()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    screen.key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(screen.focusedName(), u"Name"_s);
    screen.type(u"harbour"_s);
    screen.key(Qt::Key_Return);
    QVERIFY2(script.engine->calls.contains(u"createRoom harbour "_s), qPrintable(script.engine->calls.join(u'\n')));
    QTRY_VERIFY(!screen.find(u"CreateRoomDialog"_s));
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::everyControlHasAName_data()
{
    QTest::addColumn<bool>("open");
    QTest::addColumn<int>("page");
    QTest::newRow("welcome") << false << 0;
    QTest::newRow("room") << true << int(Workspace::Page::Room);
    QTest::newRow("notifications") << true << int(Workspace::Page::Notifications);
    QTest::newRow("activity") << true << int(Workspace::Page::Activity);
    QTest::newRow("settings") << true << int(Workspace::Page::Settings);
}

void TestShell::everyControlHasAName()
{
    QFETCH(const bool, open);
    QFETCH(const int, page);
    SampleScript script;
    if (open) {
        script.openWorkspace();
        script.app->workspace()->setPage(Workspace::Page(page));
    }
    Screen screen(*script.app);
    (void)screen.grab();
    int controls = 0;
    const auto tree = accessibleTree(QAccessible::queryAccessibleInterface(screen.window()));
    for (QAccessibleInterface *entry : tree) {
        switch (entry->role()) {
        case QAccessible::Button:
        case QAccessible::ButtonMenu:
        case QAccessible::CheckBox:
        case QAccessible::EditableText:
        case QAccessible::Link:
        case QAccessible::List:
        case QAccessible::ListItem:
        case QAccessible::PageTab:
        case QAccessible::PageTabList:
        case QAccessible::RadioButton:
        case QAccessible::Slider:
            ++controls;
            QVERIFY2(!entry->text(QAccessible::Name).isEmpty(),
                qPrintable(QString::fromLatin1(entry->object()->metaObject()->className())));
            break;
        default: break;
        }
    }
    QVERIFY(controls >= 4);
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::focusCyclesThroughPanes()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    (void)screen.grab();
    const QString start = screen.focusedName();
    screen.key(Qt::Key_F6);
    QVERIFY(screen.focusedName() != start);
    QStringList seen {start};
    for (int i = 0; i < 6 && screen.focusedName() != start; ++i) {
        seen.append(screen.focusedName());
        screen.key(Qt::Key_F6);
    }
    QCOMPARE(screen.focusedName(), start);
    QVERIFY2(seen.size() >= 4, qPrintable(seen.join(u", "_s))); // writing place, members, sidebar, messages
    screen.key(Qt::Key_F6);
    const QQuickItem *members = screen.find(u"MemberPane"_s);
    QVERIFY(members);
    QVERIFY(members->hasActiveFocus());
    screen.key(Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(screen.focusedName(), start);
    VERIFY_NO_WARNINGS(screen);
}

void TestShell::remembersItsWindow()
{
    SampleScript script;
    script.openWorkspace();
    Screen screen(*script.app);
    const AppSettings &settings = *script.app->settings();
    screen.resize(1111, 777);
    screen.window()->close();
    QCOMPARE(settings.windowPlace().size(), QSize(1111, 777));
    QVERIFY(!settings.windowMaximized());

    screen.window()->showMaximized();
    QCoreApplication::processEvents();
    screen.window()->close();
    QVERIFY(settings.windowMaximized());
    QCOMPARE(settings.windowPlace().size(), QSize(1111, 777)); // the place to come back to
    VERIFY_NO_WARNINGS(screen);
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
