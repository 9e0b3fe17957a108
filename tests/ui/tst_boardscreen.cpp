#include "boardstage.h"
#include "pictures.h"
#include "viewmodel/boardpreview.h"

#include <QAccessible>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::OpenDocumentModel;
using viewmodel::Workspace;

/// The board screen: opened, drawn on by several, and in its other states.
class TestBoardScreen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sidebarAndTabsOpen();
    void linksAndJumpBoxOpen();
    void rectangleIsDrawnStyledAndUndone();
    void keysAreTheBoardsAfterWriting();
    void othersAreSeenAndFollowed();
    void overviewMovesTheView();
    void pagesAreAddedAndSwitched();
    void createsFromATemplateByKeyboard();
    void overruledIsSaidQuietly();
    void messagesShowTheBoard();
    void aPreviewOnlyLooks();
    void readersCannotDraw();
    void removedIsSaid();
    void keyboardReachesEverything();
    void everyControlHasAName();
};

void TestBoardScreen::sidebarAndTabsOpen()
{
    BoardStage stage;
    stage.settle();
    QVERIFY(!stage.script.engine->calls.contains(u"openDocument onboarding"_s));
    QVERIFY(stage.press(u"Onboarding flow"_s));
    QTRY_VERIFY(stage.model() && stage.model()->state() == OpenDocumentModel::State::Ready);
    stage.settle();
    QVERIFY(stage.canvas());
    QVERIFY(stage.canvas()->hasActiveFocus());
    QCOMPARE(stage.workspace().page(), Workspace::Page::Board);
    QCOMPARE(stage.model()->roomTitle(), u"# design"_s);
    QCOMPARE(stage.scene().count(), qsizetype(8));
    QVERIFY(!stage.canvas()->contentRect().isEmpty());
    QVERIFY(stage.canvas()->visibleArea().contains(stage.canvas()->contentRect())); // all of it is seen at first
    stage.workspace().setPage(Workspace::Page::Room);
    stage.settle();
    stage.workspace().openRoom(u"launch"_s);
    stage.workspace().openRoomBoards(); // there is none: the list invites
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::Button, u"Draw the first one"_s));
    stage.workspace().openRoom(u"design"_s);
    stage.workspace().openRoomBoards(); // there is one: it opens
    stage.settle();
    QVERIFY(stage.model());
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::linksAndJumpBoxOpen()
{
    BoardStage stage;
    stage.settle();
    QVERIFY(stage.script.app->openLink(u"coterie://chat.example.org/doc/onboarding"_s));
    QTRY_VERIFY(stage.model());
    stage.workspace().closeDocument();
    viewmodel::JumpModel *jump = stage.workspace().jump();
    jump->setQuery(u"onboard"_s);
    const QModelIndex first = jump->index(0);
    QCOMPARE(jump->data(first, int(viewmodel::JumpModel::Role::Kind)).toString(), u"board"_s);
    jump->activate(0);
    QTRY_VERIFY(stage.model());
    stage.settle();
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::rectangleIsDrawnStyledAndUndone()
{
    BoardStage stage;
    stage.open();
    QVERIFY(stage.press(u"Rectangle"_s));
    QCOMPARE(stage.canvas()->tool(), u"rectangle"_s);
    stage.drag({420, 480}, {560, 560});
    QCOMPARE(stage.scene().count(), qsizetype(9));
    QVERIFY(!stage.script.engine->document->pushed.isEmpty());
    stage.settle();
    QCOMPARE(stage.canvas()->selectionCount(), 1);
    QVERIFY(stage.screen->find(u"BoardStylePanel"_s));
    QVERIFY(stage.press(u"Red"_s)); // the first of that name: the line's
    const auto drawn = [&] {
        for (const board::ShapePtr &shape : stage.scene().onPage({})) {
            if (shape->type == board::ShapeType::Rectangle && shape->text.isEmpty())
                return shape;
        }
        return board::ShapePtr();
    };
    QVERIFY(drawn());
    QCOMPARE(drawn()->style.stroke, u"red"_s);
    QVERIFY(stage.press(u"Dashed"_s));
    QCOMPARE(drawn()->style.dash, board::Dash::Dashed);
    QVERIFY(stage.press(u"Undo"_s));
    QCOMPARE(drawn()->style.dash, board::Dash::Solid);
    QVERIFY(stage.press(u"Undo"_s));
    QCOMPARE(drawn()->style.stroke, u"ink"_s);
    QVERIFY(stage.press(u"Undo"_s));
    QCOMPARE(stage.scene().count(), qsizetype(8));
    QVERIFY(stage.press(u"Redo"_s));
    QCOMPARE(stage.scene().count(), qsizetype(9));
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::keysAreTheBoardsAfterWriting()
{
    BoardStage stage;
    stage.open();
    stage.canvas()->forceActiveFocus();
    stage.canvas()->setTool(u"note"_s);
    stage.drag({420, 440}, {520, 510});
    stage.settle();
    QTRY_VERIFY(stage.canvas()->isEditing());
    stage.screen->type(u"pen"_s);
    QCOMPARE(stage.canvas()->editorText(), u"pen"_s);
    stage.screen->key(Qt::Key_Escape);
    QVERIFY(!stage.canvas()->isEditing());
    stage.screen->key(Qt::Key_P);
    QCOMPARE(stage.canvas()->tool(), u"pen"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::othersAreSeenAndFollowed()
{
    BoardStage stage;
    stage.open();
    stage.joinEverybody();
    QCOMPARE(stage.model()->people()->count(), 3);
    QVERIFY(stage.screen->accessible(QAccessible::CheckBox, u"Theo"_s)
        || stage.screen->accessible(QAccessible::Button, u"Theo"_s));
    stage.model()->people()->follow(u"theo"_s);
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::Button, u"Following Theo, stop"_s));
    stage.screen->key(Qt::Key_Escape);
    stage.settle();
    QVERIFY(stage.model()->people()->followedName().isEmpty());
    // And the other way round.
    collab::BoardDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    stage.tell(mina);
    QTRY_VERIFY(!mina.presence().peers().isEmpty());
    const auto self = std::ranges::find_if(
        mina.presence().peers(), [](const collab::BoardPeer &peer) { return peer.person.userId == u"alex"_s; });
    QVERIFY(self != mina.presence().peers().end());
    mina.presence().setFollowing(self->client);
    QTRY_COMPARE(stage.model()->people()->followers(), u"Mina"_s);
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::NoRole, u"Mina follows you"_s));
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::overviewMovesTheView()
{
    BoardStage stage;
    stage.open();
    stage.joinEverybody();
    stage.canvas()->zoomTo(400);
    QVERIFY(stage.press(u"Overview"_s));
    stage.settle();
    auto *map = qobject_cast<QQuickItem *>(stage.screen->find(u"coterie::boardview::BoardMinimap"_s));
    QVERIFY(map);
    QTRY_VERIFY(!map->property("isEmpty").toBool());
    const auto dots = [&](const QString &colour) {
        const QRect place = map->mapRectToScene(map->boundingRect()).toRect();
        return hasColor(stage.screen->grab().copy(place), QColor(colour));
    };
    for (const QString &colour : {u"#7C4DBE"_s, u"#2E7D4F"_s, u"#B8336A"_s}) // where others point
        QTRY_VERIFY2(dots(colour), qPrintable(colour));
    stage.model()->people()->follow(u"theo"_s);
    stage.settle();
    const auto press = [&](double x, double y) {
        const QPointF at(map->width() * x, map->height() * y);
        QTest::mouseClick(stage.screen->window(), Qt::LeftButton, {}, map->mapToScene(at).toPoint());
        stage.settle();
    };
    const QRectF all = stage.canvas()->contentRect();
    press(0.15, 0.5);
    QVERIFY(stage.canvas()->centreX() < all.center().x());
    QVERIFY(stage.model()->people()->followedName().isEmpty()); // one goes one's own way
    press(0.85, 0.5);
    QVERIFY(stage.canvas()->centreX() > all.center().x());
    QCOMPARE(stage.canvas()->zoom(), 4.0);
    QCOMPARE(stage.canvas()->selectionCount(), 0); // nothing below it was pressed
    QVERIFY(stage.press(u"Overview"_s));
    stage.settle();
    QVERIFY(!stage.screen->find(u"coterie::boardview::BoardMinimap"_s));
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::pagesAreAddedAndSwitched()
{
    BoardStage stage;
    stage.open();
    const QString first = stage.canvas()->page();
    const auto listPages = [&] {
        for (QAccessibleInterface *entry :
            accessibleTree(QAccessible::queryAccessibleInterface(stage.screen->window()))) {
            if (entry->text(QAccessible::Name).startsWith(u"Page: "_s) && entry->actionInterface()) {
                entry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
                break;
            }
        }
        stage.settle();
    };
    listPages();
    QVERIFY(stage.press(u"New page"_s));
    stage.settle();
    QCOMPARE(stage.canvas()->pages().size(), qsizetype(2));
    QVERIFY(stage.canvas()->page() != first);
    stage.canvas()->setTool(u"ellipse"_s);
    stage.drag({0, 0}, {80, 60});
    QCOMPARE(stage.scene().onPage(board::PageId(stage.canvas()->page())).size(), qsizetype(1));
    stage.canvas()->renamePage(stage.canvas()->page(), u"Second thoughts"_s);
    listPages();
    QVERIFY(stage.screen->accessible(QAccessible::ListItem, u"Second thoughts"_s));
    const QString firstName = stage.canvas()->pages().front().toMap()[u"name"_s].toString();
    QVERIFY(stage.press(firstName));
    stage.settle();
    QCOMPARE(stage.canvas()->page(), first);
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::createsFromATemplateByKeyboard()
{
    BoardStage stage;
    stage.settle();
    stage.script.goOffline();
    stage.screen->key(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    stage.settle();
    stage.screen->type(u"Retro"_s);
    stage.screen->key(Qt::Key_Tab);
    stage.screen->key(Qt::Key_Right); // from blank to the retrospective
    stage.screen->key(Qt::Key_Backtab, Qt::ShiftModifier);
    stage.screen->key(Qt::Key_Return);
    QTRY_VERIFY(stage.model());
    QTRY_COMPARE(stage.model()->state(), OpenDocumentModel::State::Ready);
    QVERIFY(stage.scene().count() > 3);
    QVERIFY(!stage.script.engine->document->pushed.isEmpty()); // it is an own edit, on its way
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::overruledIsSaidQuietly()
{
    BoardStage stage;
    stage.open();
    const int before = stage.workspace().toasts()->count();
    Q_EMIT stage.board().overruled(board::ShapeId(u"welcome"_s), u"x"_s);
    QCOMPARE(stage.workspace().toasts()->count(), before + 1);
    Q_EMIT stage.board().overruled(board::ShapeId(u"welcome"_s), u"y"_s); // once is enough
    QCOMPARE(stage.workspace().toasts()->count(), before + 1);
}

void TestBoardScreen::messagesShowTheBoard()
{
    BoardStage stage;
    stage.workspace().openRoom(u"launch"_s);
    stage.settle();
    QVERIFY(!stage.screen->find(u"MessageBoard"_s));
    stage.script.engine->arrive(stage.script.entry(
        u"link"_s, "mina", 10, 3, u"Look: [Onboarding flow](coterie://chat.example.org/doc/onboarding)"_s));
    stage.settle();
    QQuickItem *card = stage.screen->find(u"MessageBoard"_s);
    QVERIFY(card);
    const auto *preview = card->findChild<viewmodel::BoardPreview *>();
    QVERIFY(preview);
    QTRY_VERIFY_WITH_TIMEOUT(preview->isDrawn(), 20'000);
    QCOMPARE(preview->title(), u"Onboarding flow"_s);
    QVERIFY(stage.press(u"Board: Onboarding flow"_s));
    QTRY_VERIFY(stage.model());
    // A link that leads to no board is a link.
    stage.workspace().openRoom(u"launch"_s);
    stage.script.engine->arrive(
        stage.script.entry(u"other"_s, "mina", 10, 3, u"[Gone](coterie://chat.example.org/doc/nothing-there)"_s));
    stage.settle();
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::aPreviewOnlyLooks()
{
    BoardStage stage;
    const FakeEngine &engine = *stage.script.engine;
    stage.workspace().openRoom(u"launch"_s);
    const auto say = [&stage](int number, const QString &text) {
        stage.script.engine->arrive(stage.script.entry(u"said-%1"_s.arg(number), "mina", 10, number, text));
    };
    say(1, u"Look: [Onboarding flow](coterie://chat.example.org/doc/onboarding)"_s);
    stage.settle();
    QTRY_VERIFY(engine.looked);
    QTRY_VERIFY(stage.screen->find(u"MessageBoard"_s)->findChild<viewmodel::BoardPreview *>()->isDrawn());
    QVERIFY(engine.looked->told.isEmpty() && engine.looked->pushed.isEmpty());
    QVERIFY2(!engine.document, "nobody is on the board");

    QVERIFY(stage.press(u"Board: Onboarding flow"_s));
    QTRY_VERIFY(stage.model() && stage.model()->state() == OpenDocumentModel::State::Ready);
    collab::BoardDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    const auto minaSees = [&] {
        stage.tell(mina);
        return mina.presence().peers().size();
    };
    QTRY_COMPARE(minaSees(), 1);
    QTRY_VERIFY2(!engine.looked, "nobody sees the card behind the board");
    stage.workspace().openRoom(u"launch"_s);
    stage.settle();
    QTRY_COMPARE(minaSees(), 0); // at once, though the board stays open for a minute
    QTRY_VERIFY(engine.looked);
    QVERIFY(engine.looked->told.isEmpty());
    stage.workspace().openDocument(BoardStage::docId().value());
    QTRY_COMPARE(minaSees(), 1);
    stage.workspace().openRoom(u"launch"_s);
    stage.settle();
    QTRY_VERIFY(engine.looked);

    for (int i = 2; i < 40; ++i)
        say(i, u"The next thing, and the next"_s);
    stage.settle();
    QMetaObject::invokeMethod(stage.screen->find(u"MessageList"_s), "toLatest");
    stage.settle();
    QTRY_VERIFY2(!engine.looked, "it is out of sight");
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::readersCannotDraw()
{
    BoardStage stage;
    stage.open();
    client::Changes changes;
    changes.roomsRemoved = {protocol::RoomId(u"design"_s)};
    stage.script.engine->tell(changes);
    stage.settle();
    QVERIFY(stage.model()->isReadOnly());
    QVERIFY(!stage.screen->find(u"BoardToolbar"_s));
    QVERIFY(stage.model()->statusText().contains(u"only members"_s, Qt::CaseInsensitive));
    QVERIFY(stage.screen->accessible(QAccessible::ToolBar, u"View only"_s));
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::removedIsSaid()
{
    BoardStage stage;
    stage.open();
    client::Changes changes;
    changes.documentsRemoved = {BoardStage::docId()};
    stage.script.engine->tell(changes);
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::NoRole, u"This board is gone"_s));
    QVERIFY(stage.press(u"Back to the chat"_s));
    QCOMPARE(stage.workspace().page(), Workspace::Page::Room);
    QVERIFY(!stage.model());
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::keyboardReachesEverything()
{
    BoardStage stage;
    stage.open();
    stage.canvas()->setTool(u"pen"_s);
    stage.settle();
    stage.screen->key(Qt::Key_F6);
    QCOMPARE(stage.screen->focusedName(), u"Select"_s);
    stage.screen->key(Qt::Key_F6);
    QVERIFY(stage.screen->find(u"BoardStylePanel"_s));
    QVERIFY(!stage.canvas()->hasActiveFocus());
    stage.screen->key(Qt::Key_F6); // on to the sidebar
    stage.screen->key(Qt::Key_F6); // and back to the board
    QVERIFY(stage.canvas()->hasActiveFocus());
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardScreen::everyControlHasAName()
{
    BoardStage stage;
    stage.open();
    stage.joinEverybody();
    stage.canvas()->selectAll();
    stage.screen->key(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
    stage.settle();
    for (QAccessibleInterface *entry : accessibleTree(QAccessible::queryAccessibleInterface(stage.screen->window()))) {
        const auto role = entry->role();
        if (role == QAccessible::Button || role == QAccessible::EditableText || role == QAccessible::ListItem
            || role == QAccessible::RadioButton || role == QAccessible::Slider || role == QAccessible::Graphic)
            QVERIFY2(!entry->text(QAccessible::Name).isEmpty(),
                qPrintable(QString::fromLatin1(entry->object()->metaObject()->className())));
    }
    VERIFY_NO_WARNINGS(stage);
}

QTEST_MAIN(TestBoardScreen)
#include "tst_boardscreen.moc"
