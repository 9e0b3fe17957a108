#include "board/clipboard.h"
#include "canvaswindow.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Everything by keyboard; and what menus do: clipboard, order, styles, pages.
class TestBoardKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lettersChooseTools_data();
    void lettersChooseTools();
    void arrowsMove();
    void controlArrowsResize();
    void tabGoesFromShapeToShape();
    void enterCreatesAndEdits();
    void arrowConnectsTwo();
    void deletesAndSelectsAll();
    void copiesAndPastes();
    void pastesBetweenBoards();
    void pastesWhatOthersCopy();
    void putsPicturesOnTheBoard();
    void groupsAndOrders();
    void alignsAndFlips();
    void zooms();
    void stylesApply();
    void pagesTurn();
    void escapeGoesStepByStep();
};

void TestBoardKeys::lettersChooseTools_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("tool");
    const QList<std::pair<Qt::Key, QString>> keys {{Qt::Key_V, u"select"_s}, {Qt::Key_H, u"hand"_s},
        {Qt::Key_P, u"pen"_s}, {Qt::Key_M, u"highlighter"_s}, {Qt::Key_E, u"eraser"_s}, {Qt::Key_L, u"line"_s},
        {Qt::Key_A, u"arrow"_s}, {Qt::Key_R, u"rectangle"_s}, {Qt::Key_O, u"ellipse"_s}, {Qt::Key_D, u"diamond"_s},
        {Qt::Key_T, u"text"_s}, {Qt::Key_N, u"note"_s}, {Qt::Key_F, u"frame"_s}, {Qt::Key_K, u"laser"_s},
        {Qt::Key_Q, u"lasso"_s}};
    for (const auto &[key, tool] : keys)
        QTest::newRow(qPrintable(tool)) << int(key) << tool;
}

void TestBoardKeys::lettersChooseTools()
{
    QFETCH(const int, key);
    QFETCH(const QString, tool);
    CanvasWindow window;
    window.canvas().setTool(tool == u"hand"_s ? u"pen"_s : u"hand"_s);
    window.key(Qt::Key(key));
    QCOMPARE(window.canvas().tool(), tool);
    QTRY_COMPARE(window.presence().own().tool, tool);
}

void TestBoardKeys::arrowsMove()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 100, 80});
    window.click({250, 240});
    QTest::keyPress(&window.window(), Qt::Key_Right);
    for (int i = 0; i < 4; ++i) {
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Right, {}, {}, true);
        QCoreApplication::sendEvent(&window.window(), &repeat);
    }
    QTest::keyRelease(&window.window(), Qt::Key_Right);
    window.key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(205, 190));
    window.canvas().undo();
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(205, 200));
    window.canvas().undo(); // as long as the key was down it is one step
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(200, 200));
}

void TestBoardKeys::controlArrowsResize()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 100, 80});
    window.click({250, 240});
    window.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    window.key(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(window.shape(id)->box(), QRectF(200, 200, 110, 79));
}

void TestBoardKeys::tabGoesFromShapeToShape()
{
    CanvasWindow window;
    const ShapeId second = window.add(ShapeType::Note, {400, 100, 100, 80});
    const ShapeId third = window.add(ShapeType::Note, {100, 3000, 100, 80});
    const ShapeId first = window.add(ShapeType::Note, {100, 110, 100, 80});
    for (const ShapeId &id : {first, second, third}) {
        window.key(Qt::Key_Tab);
        QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    }
    QVERIFY(window.canvas().visibleArea().contains(window.shape(third)->box())); // it is brought into view
    window.key(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(window.selection(), QSet<ShapeId>({second}));
    window.key(Qt::Key_Tab);
    window.key(Qt::Key_Tab); // behind the last one: no trap
    QVERIFY(window.selection().isEmpty());
}

void TestBoardKeys::enterCreatesAndEdits()
{
    CanvasWindow window;
    window.key(Qt::Key_R);
    window.key(Qt::Key_Return);
    const ShapePtr box = window.onlyShape();
    QVERIFY(box && box->type == ShapeType::Rectangle);
    QVERIFY((box->centre() - window.canvas().visibleArea().center()).manhattanLength() < 2);
    QCOMPARE(window.canvas().tool(), u"select"_s);
    window.key(Qt::Key_Return);
    QVERIFY(window.canvas().isEditing());
    window.canvas().commitText(u"By keyboard"_s);
    window.key(Qt::Key_Escape);
    QCOMPARE(window.onlyShape()->text, u"By keyboard"_s);
    window.key(Qt::Key_N);
    window.key(Qt::Key_Return);
    QVERIFY(window.canvas().isEditing());
    QCOMPARE(window.shapes().size(), 2);
}

void TestBoardKeys::arrowConnectsTwo()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Note, {400, 100, 100, 80});
    window.canvas().selectAll();
    window.key(Qt::Key_A);
    window.key(Qt::Key_Return);
    const ShapePtr arrow = window.selected();
    QVERIFY(arrow && arrow->start && arrow->end);
    QCOMPARE(arrow->start->shape, a);
    QCOMPARE(arrow->end->shape, b);
}

void TestBoardKeys::deletesAndSelectsAll()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 100, 80});
    window.add(ShapeType::Note, {400, 100, 100, 80});
    window.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(window.canvas().selectionCount(), 2);
    window.key(Qt::Key_Delete);
    QVERIFY(window.shapes().isEmpty());
    window.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window.shapes().size(), 2);
    window.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.shapes().isEmpty());
    window.key(Qt::Key_Z, Qt::ControlModifier);
    window.key(Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(window.shapes().isEmpty());
}

void TestBoardKeys::copiesAndPastes()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80}, u"Words"_s);
    window.click({150, 140});
    window.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Words"_s); // for other programs
    window.key(Qt::Key_V, Qt::ControlModifier);
    const ShapePtr copy = window.selected();
    QVERIFY(copy && copy->id != a);
    QCOMPARE(copy->text, u"Words"_s);
    QVERIFY(copy->box().topLeft() != window.shape(a)->box().topLeft()); // beside, not over it
    window.key(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(window.selected()->box().topLeft() != copy->box().topLeft());
    window.key(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(window.shapes().size(), 4);
    window.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(window.shapes().size(), 3);
    window.canvas().pasteAt(700, 500);
    QVERIFY((window.selected()->centre() - window.canvas().toBoard(QPointF(700, 500))).manhattanLength() < 2);
    QVERIFY(window.inStep());
}

void TestBoardKeys::pastesBetweenBoards()
{
    CanvasWindow from;
    const ShapeId a = from.add(ShapeType::Note, {5100, 100, 100, 80}, u"One"_s);
    const ShapeId b = from.add(ShapeType::Note, {5400, 100, 100, 80});
    board::Shape arrow;
    arrow.type = ShapeType::Arrow;
    arrow.points = std::make_shared<const board::Points>(board::Points {{0, 0}, {200, 0}});
    arrow.start = board::Binding {.shape = a};
    arrow.end = board::Binding {.shape = b};
    from.board().add({arrow});
    from.canvas().selectAll();
    from.canvas().group();
    from.canvas().copy();
    CanvasWindow to;
    to.canvas().paste();
    const QList<ShapePtr> pasted = to.shapes();
    QCOMPARE(pasted.size(), 3);
    QCOMPARE(to.canvas().selectionCount(), 3);
    for (const ShapePtr &shape : pasted) {
        QVERIFY(to.canvas().visibleArea().intersects(shape->box().adjusted(-1, -1, 1, 1))); // where one looks
        QCOMPARE(shape->groups, pasted.front()->groups);
        QCOMPARE(shape->groups.size(), 1);
        if (shape->type == ShapeType::Arrow)
            QVERIFY(to.shape(shape->start->shape) && to.shape(shape->end->shape));
    }
    to.canvas().undo();
    QVERIFY(to.shapes().isEmpty());
}

void TestBoardKeys::pastesWhatOthersCopy()
{
    CanvasWindow window;
    QGuiApplication::clipboard()->setText(u"Some words\nof two lines"_s);
    window.canvas().paste();
    const ShapePtr text = window.onlyShape();
    QVERIFY(text && text->type == ShapeType::Text);
    QCOMPARE(text->text, u"Some words\nof two lines"_s);
    QVERIFY(text->h > 2 * text->style.fontSize);
    window.canvas().undo();
    QGuiApplication::clipboard()->setText(
        uR"({"type":"excalidraw/clipboard","elements":[{"id":"a","type":"rectangle","x":10,"y":20,"width":80,"height":40}]})"_s);
    window.canvas().paste();
    const ShapePtr box = window.onlyShape();
    QVERIFY(box && box->type == ShapeType::Rectangle);
    QCOMPARE(box->w, 80.0);
    window.canvas().undo();
    auto hostile = std::make_unique<QMimeData>();
    hostile->setData(
        QString::fromLatin1(board::clipboardType), "{\"type\":\"coterie-board\",\"shapes\":[{\"id\":1}"_ba);
    QGuiApplication::clipboard()->setMimeData(hostile.release());
    window.canvas().paste();
    QVERIFY(window.shapes().isEmpty());
}

void TestBoardKeys::putsPicturesOnTheBoard()
{
    CanvasWindow window;
    QImage picture(1600, 800, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QGuiApplication::clipboard()->setImage(picture);
    window.canvas().paste();
    QTRY_VERIFY(window.onlyShape());
    const ShapePtr pasted = window.onlyShape();
    QCOMPARE(pasted->type, ShapeType::Image);
    QCOMPARE(pasted->w, 2 * pasted->h);
    QVERIFY(!window.board().image(pasted->image).isEmpty());
    QVERIFY(window.inStep());
    QTRY_VERIFY(!window.others().image(pasted->image).isEmpty());
    QTemporaryDir folder;
    QVERIFY(picture.save(folder.filePath(u"picture.png"_s)));
    window.canvas().insertImage(QUrl::fromLocalFile(folder.filePath(u"picture.png"_s)));
    QTRY_COMPARE(window.shapes().size(), 2);
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    window.canvas().insertImage(QUrl::fromLocalFile(folder.filePath(u"missing.png"_s)));
    QTRY_COMPARE(notices.size(), 1);
    QCOMPARE(window.shapes().size(), 2);
    window.canvas().copyAsPicture();
    QTRY_COMPARE(notices.size(), 2);
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void TestBoardKeys::groupsAndOrders()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Note, {150, 120, 100, 80});
    const auto order = [&] { return QList<ShapeId> {window.shapes()[0]->id, window.shapes()[1]->id}; };
    window.click({110, 110});
    window.key(Qt::Key_BracketRight, Qt::ControlModifier);
    QCOMPARE(order(), QList<ShapeId>({b, a}));
    window.key(Qt::Key_BraceLeft, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(order(), QList<ShapeId>({a, b}));
    window.key(Qt::Key_BracketRight);
    QCOMPARE(order(), QList<ShapeId>({b, a}));
    window.canvas().selectAll();
    window.key(Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(window.shape(a)->groups.size(), 1);
    window.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.shape(a)->groups.isEmpty());
}

void TestBoardKeys::alignsAndFlips()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Note, {150, 220, 50, 80});
    window.canvas().selectAll();
    window.key(Qt::Key_A, Qt::AltModifier);
    QCOMPARE(window.shape(b)->x, 100.0);
    window.key(Qt::Key_H, Qt::ShiftModifier);
    QCOMPARE(window.shape(b)->x, 150.0);
    window.canvas().alignTo(u"nonsense"_s);
    QCOMPARE(window.shape(a)->x, 100.0);
}

void TestBoardKeys::zooms()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {3000, 3000, 100, 80});
    window.key(Qt::Key_Plus);
    QCOMPARE(window.canvas().zoom(), 1.25);
    window.key(Qt::Key_Minus);
    QCOMPARE(window.canvas().zoom(), 1.0);
    window.key(Qt::Key_Exclam, Qt::ShiftModifier);
    QVERIFY(window.canvas().visibleArea().contains(QRectF(3000, 3000, 100, 80)));
    window.canvas().zoomTo(300);
    QCOMPARE(window.canvas().zoom(), 3.0);
    window.key(Qt::Key_0);
    QCOMPARE(window.canvas().zoom(), 1.0);
    const double x = window.canvas().centreX();
    window.key(Qt::Key_Right);
    QVERIFY(window.canvas().centreX() > x); // nothing is selected: the view moves
}

void TestBoardKeys::stylesApply()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Rectangle, {100, 100, 100, 80});
    const ShapeId pen = window.add(ShapeType::Ellipse, {300, 100, 100, 80});
    window.click({100, 140});
    QVERIFY(window.canvas().styleOffered().contains(u"fillColour"_s));
    QVERIFY(!window.canvas().styleOffered().contains(u"endHead"_s));
    window.canvas().setFillColour(u"blue"_s);
    window.canvas().setDash(u"dashed"_s);
    window.canvas().setStrokeWidth(4);
    QCOMPARE(window.shape(a)->style.fill, u"blue"_s);
    QCOMPARE(window.shape(a)->style.dash, board::Dash::Dashed);
    window.canvas().selectAll();
    QVERIFY(window.canvas().styleMixed().contains(u"fillColour"_s));
    QVERIFY(!window.canvas().styleMixed().contains(u"shapeOpacity"_s));
    window.canvas().setShapeOpacity(0.5);
    QCOMPARE(window.shape(pen)->style.opacity, 0.5);
    window.canvas().setStrokeWidth(std::nan(""));
    QVERIFY(window.shape(pen)->style.width > 0);
    // The next one looks like that, too; notes keep their own.
    window.canvas().setTool(u"diamond"_s);
    QCOMPARE(window.canvas().fillColour(), u"blue"_s);
    window.canvas().setTool(u"note"_s);
    QCOMPARE(window.canvas().fillColour(), u"yellow"_s);
    window.canvas().setTool(u"highlighter"_s);
    QVERIFY(window.canvas().strokeWidth() > 10);
    QVERIFY(!window.canvas().styleOffered().contains(u"fillColour"_s));
}

void TestBoardKeys::pagesTurn()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 100, 80});
    window.click({150, 140});
    QCOMPARE(window.canvas().pages().size(), 1);
    const QString second = window.canvas().addPage();
    QCOMPARE(window.canvas().page(), second);
    QVERIFY(window.selection().isEmpty());
    QVERIFY(window.shapes().isEmpty());
    window.canvas().renamePage(second, u"Sketches"_s);
    QCOMPARE(window.canvas().pages().value(1).toMap().value(u"name"_s).toString(), u"Sketches"_s);
    window.key(Qt::Key_PageUp);
    QCOMPARE(window.shapes().size(), 1);
    window.key(Qt::Key_PageDown);
    QCOMPARE(window.canvas().page(), second);
    window.canvas().removePage(second);
    QCOMPARE(window.canvas().page(), QString()); // shows one that is there
    QCOMPARE(window.shapes().size(), 1);
}

void TestBoardKeys::escapeGoesStepByStep()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.click({150, 140});
    window.canvas().setTool(u"pen"_s);
    window.key(Qt::Key_Escape);
    QCOMPARE(window.canvas().tool(), u"select"_s);
    QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    window.key(Qt::Key_Escape);
    QVERIFY(window.selection().isEmpty());
}

QTEST_MAIN(TestBoardKeys)
#include "tst_boardkeys.moc"
