#include "canvaswindow.h"

#include <QKeySequence>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Tools, the view, shapes and pages by keyboard; and what menus do to styles.
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
    void imagesAreAskedFor();
    void zooms();
    void zoomsAsFarAsItGoes();
    void zoomsToWhatIsSelected();
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
        {Qt::Key_Q, u"lasso"_s}, {Qt::Key_1, u"select"_s}, {Qt::Key_2, u"pen"_s}, {Qt::Key_3, u"rectangle"_s},
        {Qt::Key_4, u"ellipse"_s}, {Qt::Key_5, u"diamond"_s}, {Qt::Key_6, u"arrow"_s}, {Qt::Key_7, u"text"_s},
        {Qt::Key_8, u"note"_s}, {Qt::Key_9, u"eraser"_s}};
    for (const auto &[key, tool] : keys)
        QTest::newRow(qPrintable(tool + u' ' + QKeySequence(key).toString())) << int(key) << tool;
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

void TestBoardKeys::imagesAreAskedFor()
{
    CanvasWindow window;
    const QSignalSpy asked(&window.canvas(), &boardview::BoardCanvas::imageRequested);
    window.key(Qt::Key_I);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(window.canvas().tool(), u"select"_s);
    window.board().setReadOnly(true);
    window.key(Qt::Key_I);
    QCOMPARE(asked.size(), 1);
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

void TestBoardKeys::zoomsAsFarAsItGoes()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 100, 80});
    const auto press = [&](Qt::Key key) {
        for (int i = 0; i < 40; ++i)
            window.key(key);
        window.settle();
        return window.canvas().zoom();
    };
    QCOMPARE(press(Qt::Key_Minus), 0.02);
    QVERIFY(window.canvas().visibleArea().width() > 40'000);
    QCOMPARE(press(Qt::Key_Plus), 30.0);
    QCOMPARE(window.canvas().visibleArea().width(), 30.0);
    window.canvas().zoomTo(1);
    QCOMPARE(window.canvas().zoom(), 0.02);
    window.canvas().zoomTo(1e9);
    QCOMPARE(window.canvas().zoom(), 30.0);
    window.key(Qt::Key_0);
    QCOMPARE(window.canvas().zoom(), 1.0);
}

void TestBoardKeys::zoomsToWhatIsSelected()
{
    CanvasWindow window;
    const ShapeId far = window.add(ShapeType::Note, {8000, 5000, 300, 200});
    window.add(ShapeType::Note, {0, 0, 100, 80});
    window.canvas().showAt({8000, 5000}, 0.1);
    window.click({8100, 5100});
    QCOMPARE(window.selection(), QSet<ShapeId>({far}));
    window.key(Qt::Key_2, Qt::ShiftModifier);
    QVERIFY(window.canvas().zoom() > 1);
    QVERIFY(window.canvas().visibleArea().contains(window.shape(far)->box()));
    QVERIFY((window.canvas().visibleArea().center() - window.shape(far)->centre()).manhattanLength() < 2);
    window.key(Qt::Key_1, Qt::ShiftModifier);
    QVERIFY(window.canvas().visibleArea().contains(QRectF(0, 0, 8300, 5200)));
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
    window.canvas().setStrokeColour(u"#123456"_s);
    window.canvas().setFontSize(36);
    window.canvas().setAlign(u"right"_s);
    for (const ShapeId &id : {a, pen}) {
        QCOMPARE(window.shape(id)->style.stroke, u"#123456"_s);
        QCOMPARE(window.shape(id)->style.fontSize, 36.0);
        QCOMPARE(window.shape(id)->style.align, board::Align::Right);
    }
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
    window.canvas().movePage(second, 0); // first now
    QCOMPARE(window.canvas().pages().value(0).toMap().value(u"id"_s).toString(), second);
    QCOMPARE(window.canvas().page(), second);
    window.canvas().movePage(second, 1);
    QCOMPARE(window.canvas().pages().value(1).toMap().value(u"id"_s).toString(), second);
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
