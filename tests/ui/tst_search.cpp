#include "screen.h"
#include "searchscript.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::viewmodel::SearchModel;
using coterie::viewmodel::Workspace;

/// The search pane by keyboard alone, over the real screens and a scripted engine.
class TestSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsAndJumpsByKeyboard();
    void staysWhereOneClosesIt();
    void searchesTheOpenRoom();
    void thePinnedNoteListsThem_data();
    void thePinnedNoteListsThem();
    void completesFilters();
    void saysWhatIsWrong();
    void theJumpBoxLeadsHere();
    void everyControlHasAName();
    void narrowWindowLaysItOver();
    void pictures_data();
    void pictures();

private:
    [[nodiscard]] Workspace &workspace() const { return *m_script->app->workspace(); }

    std::unique_ptr<SearchScript> m_script;
};

#define VERIFY_NO_WARNINGS(screen) QVERIFY2((screen).warnings().isEmpty(), qPrintable((screen).warnings().join(u'\n')))

void TestSearch::init()
{
    m_script = std::make_unique<SearchScript>();
}

void TestSearch::findsAndJumpsByKeyboard()
{
    Screen screen(*m_script->app);
    const QAbstractItemModelTester tester(workspace().search());
    (void)screen.grab();
    const QString writing = screen.focusedName();
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(screen.focusedName(), u"Search messages"_s);
    screen.type(u"onb"_s);
    QTRY_COMPARE(workspace().search()->count(), 3);
    QVERIFY(m_script->engine->calls.contains(u"searchHere onb"_s));
    QVERIFY(screen.accessible(QAccessible::ListItem, u"Mina: Who writes the onboarding mail?"_s));
    const QModelIndex first = workspace().search()->index(0, 0);
    const QString excerpt = first.data(int(SearchModel::Role::Excerpt)).toString();
    QVERIFY2(excerpt.contains(u"<b>onboarding</b>"_s) && !excerpt.contains(u"**"_s), qPrintable(excerpt));
    const QString second = workspace().search()->index(1, 0).data(int(SearchModel::Role::Excerpt)).toString();
    QVERIFY2(second.contains(u"&lt;b&gt;coffee"_s), qPrintable(second)); // a stranger's tags are text
    QCOMPARE(first.data(int(SearchModel::Role::Section)).toString(), u"Today · #launch"_s);

    screen.key(Qt::Key_Down);
    screen.key(Qt::Key_Return); // one key opens the hit …
    QCOMPARE(workspace().room()->roomId(), u"general"_s);
    QCOMPARE(screen.focusedName(), u"Search messages"_s); // … and the next one is one key away
    screen.key(Qt::Key_Escape);
    QTRY_VERIFY(!screen.find(u"SearchPane"_s));
    QCOMPARE(workspace().room()->roomId(), u"launch"_s); // back where one was
    QTRY_COMPARE(screen.focusedName(), writing);
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::staysWhereOneClosesIt()
{
    Screen screen(*m_script->app);
    (void)screen.grab();
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    screen.type(u"onboarding"_s);
    QTRY_COMPARE(workspace().search()->count(), 3);
    screen.key(Qt::Key_End);
    screen.key(Qt::Key_Down);
    screen.key(Qt::Key_Return);
    auto *close = screen.accessible(QAccessible::Button, u"Close the search"_s);
    QVERIFY(close);
    close->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_VERIFY(!screen.find(u"SearchPane"_s));
    QCOMPARE(workspace().room()->roomId(), u"general"_s);
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(screen.focusedName(), u"Search messages"_s);
    QCOMPARE(workspace().search()->query(), u"onboarding"_s); // what one looked for is still there
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::searchesTheOpenRoom()
{
    Screen screen(*m_script->app);
    (void)screen.grab();
    screen.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(screen.focusedName(), u"Search messages"_s);
    QCOMPARE(workspace().search()->query(), u"in:launch "_s);
    screen.type(u"board"_s);
    QCOMPARE(workspace().search()->query(), u"in:launch board"_s);
    screen.key(Qt::Key_Escape);
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(workspace().search()->query(), QString());
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::thePinnedNoteListsThem_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("a click") << false;
    QTest::newRow("the keyboard") << true;
}

void TestSearch::thePinnedNoteListsThem()
{
    QFETCH(const bool, byKey);
    m_script->pinMessage();
    Screen screen(*m_script->app);
    (void)screen.grab();
    QTRY_VERIFY(screen.find(u"RoomPinnedNote"_s));
    QQuickItem *note = screen.find(u"RoomPinnedNote"_s);
    QVERIFY(screen.accessible(QAccessible::Button, u"1 pinned message(s)"_s));
    if (byKey) {
        note->forceActiveFocus(Qt::TabFocusReason);
        QCOMPARE(screen.focusedName(), u"1 pinned message(s)"_s);
        screen.key(Qt::Key_Return);
    } else {
        QTest::mouseClick(
            screen.window(), Qt::LeftButton, {}, note->mapToScene(note->boundingRect().center()).toPoint());
    }
    QTRY_COMPARE(screen.focusedName(), u"Search messages"_s);
    QCOMPARE(workspace().search()->query(), u"in:launch is:pinned "_s);
    QVERIFY(m_script->engine->calls.contains(u"search in:launch is:pinned "_s)); // at once, the server as well
    QCOMPARE(workspace().search()->count(), 3);
    screen.key(Qt::Key_Down);
    screen.key(Qt::Key_Return);
    QCOMPARE(workspace().room()->roomId(), u"general"_s);
    screen.key(Qt::Key_Escape);
    screen.key(Qt::Key_F, Qt::ControlModifier); // searching the room begins anew
    QTRY_COMPARE(workspace().search()->query(), u"in:launch "_s);
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::completesFilters()
{
    Screen screen(*m_script->app);
    (void)screen.grab();
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    screen.type(u"fr"_s);
    QTRY_VERIFY(screen.accessible(QAccessible::ListItem, u"from:"_s));
    screen.key(Qt::Key_Tab);
    QCOMPARE(workspace().search()->query(), u"from:"_s);
    screen.type(u"pri"_s);
    QVERIFY(workspace().search()->isCompleting());
    screen.key(Qt::Key_Return);
    QCOMPARE(workspace().search()->query(), u"from:Priya "_s);
    QVERIFY(!workspace().search()->isCompleting());
    screen.type(u"has:"_s);
    screen.key(Qt::Key_Down);
    screen.key(Qt::Key_Return);
    QCOMPARE(workspace().search()->query(), u"from:Priya has:file "_s);
    screen.type(u"in:des"_s);
    screen.key(Qt::Key_Return);
    QCOMPARE(workspace().search()->query(), u"from:Priya has:file in:design "_s);
    screen.type(u"is:p"_s);
    QVERIFY(screen.accessible(QAccessible::ListItem, u"is:pinned"_s));
    screen.key(Qt::Key_Return);
    QCOMPARE(workspace().search()->query(), u"from:Priya has:file in:design is:pinned "_s);
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::saysWhatIsWrong()
{
    Screen screen(*m_script->app);
    (void)screen.grab();
    m_script->engine->found.clear();
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(screen.accessible(QAccessible::ListItem, u"from:"_s)); // the filters there are
    screen.type(u"unicorn"_s);
    QTRY_VERIFY(screen.accessible(QAccessible::Heading, u"Nothing found"_s));
    screen.type(u" before:soon"_s);
    m_script->engine->heldSearch.emplace();
    client::SearchAnswer answer;
    answer.problem = u"`before:` wants a date such as 2026-03-01."_s;
    screen.key(Qt::Key_Return);
    (*m_script->engine->heldSearch)(answer);
    QTRY_VERIFY(screen.accessible(QAccessible::AlertMessage, answer.problem));
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::theJumpBoxLeadsHere()
{
    Screen screen(*m_script->app);
    (void)screen.grab();
    screen.key(Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(screen.focusedName(), u"Jump to or search"_s);
    screen.type(u"quarterly"_s);
    QTRY_VERIFY(screen.accessible(QAccessible::ListItem, u"Search messages for “quarterly”"_s));
    m_script->engine->found.clear();
    screen.key(Qt::Key_Return);
    QTRY_COMPARE(screen.focusedName(), u"Search messages"_s);
    QCOMPARE(workspace().search()->query(), u"quarterly"_s);
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::everyControlHasAName()
{
    Screen screen(*m_script->app);
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    screen.type(u"onboarding"_s);
    QTRY_COMPARE(workspace().search()->count(), 3);
    (void)screen.grab();
    QVERIFY(screen.accessible(QAccessible::Pane, u"Search"_s));
    for (QAccessibleInterface *entry : accessibleTree(QAccessible::queryAccessibleInterface(screen.window()))) {
        if (entry->state().focusable)
            QVERIFY2(!entry->text(QAccessible::Name).isEmpty(), entry->object()->metaObject()->className());
    }
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::narrowWindowLaysItOver()
{
    Screen screen(*m_script->app);
    screen.resize(700, 600);
    (void)screen.grab();
    const double before = screen.find(u"RoomScreen"_s)->width();
    screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(screen.find(u"SearchPane"_s));
    QCOMPARE(screen.find(u"RoomScreen"_s)->width(), before);
    screen.resize(1400, 800);
    (void)screen.grab();
    QVERIFY(screen.find(u"RoomScreen"_s)->width() < 1400 - 256 - 300);
    VERIFY_NO_WARNINGS(screen);
}

void TestSearch::pictures_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {false, true}) {
        const char *theme = dark ? "dark" : "light";
        QTest::addRow("results %s", theme) << u"onboarding"_s << 1600 << 1000 << dark;
        QTest::addRow("results small %s", theme) << u"onboarding"_s << 900 << 600 << dark;
        QTest::addRow("empty %s", theme) << QString() << 1280 << 800 << dark;
        QTest::addRow("people %s", theme) << u"from:"_s << 1280 << 800 << dark;
        QTest::addRow("pinned %s", theme) << u"in:launch is:pinned "_s << 900 << 600 << dark;
        QTest::addRow("pinned large %s", theme) << u"in:launch is:pinned "_s << 1600 << 1000 << dark;
        QTest::addRow("none %s", theme) << u"unicorn"_s << 1280 << 800 << dark;
    }
}

/// Every state is painted without a warning; with COTERIE_PICTURES=DIR the pictures are kept to be looked at.
void TestSearch::pictures()
{
    QFETCH(const QString, typed);
    QFETCH(const int, width);
    QFETCH(const int, height);
    QFETCH(const bool, dark);
    m_script->useLongNames();
    m_script->app->settings()->setTheme(
        dark ? viewmodel::AppSettings::Theme::Dark : viewmodel::AppSettings::Theme::Light);
    if (typed == "unicorn"_L1)
        m_script->engine->found.clear();
    else {
        for (int i = 0; i < 40; ++i)
            m_script->engine->found.append(m_script->hit(u"n-%1"_s.arg(i), i % 7 < 4 ? u"general"_s : u"random"_s,
                u"%1 the onboarding of everybody who came since the spring, with all that was said about it and what "
                u"is "
                "still to be written down by somebody"_s.arg(i),
                4000 + i * 500));
    }
    if (typed.contains("is:pinned"_L1))
        m_script->pinMessage();
    Screen screen(*m_script->app);
    screen.resize(width, height);
    if (typed.contains("is:pinned"_L1)) {
        workspace().openPinned();
    } else {
        screen.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        screen.type(typed);
    }
    QTRY_VERIFY(workspace().search()->state() != SearchModel::State::Searching);
    const QImage picture = screen.grab();
    QVERIFY(!picture.isNull());
    if (const QString folder = qEnvironmentVariable("COTERIE_PICTURES"); !folder.isEmpty())
        picture.save(u"%1/search %2.png"_s.arg(folder, QString::fromUtf8(QTest::currentDataTag())).replace(u' ', u'-'));
    VERIFY_NO_WARNINGS(screen);
}

QTEST_MAIN(TestSearch)
#include "tst_search.moc"
