// The picture of a board: the tiles after edits, moves of the view and changes of everything are what paintPicture()
// paints at once.
#include "boardsamples.h"
#include "boardwindow.h"
#include "pictures.h"

#include <QCoreApplication>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using board::ShapeType;
using testing::BoardWindow;
using testing::box;
using testing::randomShape;
using testing::wave;

namespace {

constexpr int tolerance = 24; // of a channel: edges that are rounded another way
constexpr int straying = 40; // pixels of a window that may differ by more

} // namespace

class TestBoardView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatThePainterPaints_data();
    void showsWhatThePainterPaints();
    void staysInsideItsPlace();
    void staysRightThroughRandomEdits();
    void paintsAStrokeOnTopOfItsTiles();
    void showsOthersStrokesWhileTheyGrow();
    void liftsAndDropsWithoutAFlicker();
    void followsPageThemeAndSize();
    void zoomsAboutThePointer();
    void neverShowsHolesWhileZooming();
    void drawsChromeInEveryZoom();
    void looksCalm_data();
    void looksCalm();
};

namespace {

void compare(BoardWindow &window, const char *what)
{
    window.settle();
    const QImage seen = window.grab();
    const QImage wanted = window.expected();
    const int differing = testing::differingPixels(seen, wanted.copy(seen.rect()), tolerance);
    if (differing > straying) {
        testing::keepPicture(seen, QLatin1String(what) + u"-seen"_s);
        testing::keepPicture(wanted, QLatin1String(what) + u"-wanted"_s);
    }
    QVERIFY2(differing <= straying, qPrintable(u"%1: %2 pixels differ"_s.arg(QLatin1String(what)).arg(differing)));
}

} // namespace

void TestBoardView::showsWhatThePainterPaints_data()
{
    QTest::addColumn<double>("zoom");
    QTest::addColumn<QPointF>("centre");
    QTest::newRow("100 %") << 1.0 << QPointF(0, 0);
    QTest::newRow("between pixels") << 0.73 << QPointF(13.37, -4.2);
    QTest::newRow("far away") << 0.05 << QPointF(200, 100);
    QTest::newRow("large") << 6.0 << QPointF(-90, 40);
}

void TestBoardView::showsWhatThePainterPaints()
{
    QFETCH(const double, zoom);
    QFETCH(const QPointF, centre);
    BoardWindow window;
    QRandomGenerator random(3);
    QList<Shape> shapes;
    for (int i = 0; i < 120; ++i)
        shapes.append(randomShape(random));
    window.board().add(shapes);
    window.view().showAt(centre, zoom);
    compare(window, QTest::currentDataTag());
}

/// Beside a sidebar: what comes into the picture later lies where the item is, and not beyond it.
void TestBoardView::staysInsideItsPlace()
{
    BoardWindow window;
    constexpr QPoint Place(220, 90);
    QQuickItem pane(window.window().contentItem());
    pane.setPosition(Place);
    window.view().setParentItem(&pane);
    window.view().setSize({600, 400});
    window.settle();
    Shape wide = box(ShapeType::Rectangle, {-2000, -100, 4000, 200});
    wide.style.fill = u"red"_s;
    window.board().add({wide});
    window.settle();
    const QImage seen = window.grab();
    const QRgb ground = seen.pixel(2, 2);
    const QRgb filled = seen.pixel(Place + QPoint(300, 200));
    QVERIFY(filled != ground);
    QCOMPARE(seen.pixel(Place + QPoint(2, 200)), filled);
    QCOMPARE(seen.pixel(Place + QPoint(597, 200)), filled);
    QCOMPARE(seen.pixel(Place + QPoint(-3, 200)), ground);
    QCOMPARE(seen.pixel(Place + QPoint(603, 200)), ground);
    window.view().setParentItem(window.window().contentItem());
}

void TestBoardView::staysRightThroughRandomEdits()
{
    BoardWindow window;
    QRandomGenerator random(7);
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 8; ++i) {
            collab::SharedBoard &board = random.bounded(3) == 0 ? window.others() : window.board();
            const QList<board::ShapePtr> there = board.scene().onPage({});
            const int act = random.bounded(6);
            if (there.size() < 20 || act < 2) {
                board.add({randomShape(random)});
            } else if (act == 2) {
                board.remove({there[random.bounded(int(there.size()))]->id});
            } else if (act == 3) {
                window.board().undo();
            } else {
                Shape moved = *there[random.bounded(int(there.size()))];
                moved.x += random.bounded(100) - 50;
                moved.style.stroke = u"red"_s;
                board.update({moved});
            }
        }
        if (round % 3 == 0)
            window.view().panBy({random.bounded(200) - 100.0, random.bounded(200) - 100.0});
        if (round % 10 == 9)
            window.view().zoomAt({300, 200}, random.bounded(2) == 0 ? 1.3 : 1 / 1.3);
        compare(window, qPrintable(u"round %1"_s.arg(round)));
        if (QTest::currentTestFailed())
            return;
    }
}

void TestBoardView::paintsAStrokeOnTopOfItsTiles()
{
    BoardWindow window;
    QRandomGenerator random(5);
    QList<Shape> shapes;
    for (int i = 0; i < 100; ++i)
        shapes.append(randomShape(random));
    window.board().add(shapes);
    window.settle();
    const auto before = window.view().work();
    const board::ShapeId id = window.board().beginStroke(box(ShapeType::Pen, {}), wave({-200, 0}, 150, 40));
    window.board().extendStroke(id, wave({-50, 0}, 150, 40));
    window.board().finishStroke(id);
    compare(window, "stroke");
    const auto after = window.view().work();
    QCOMPARE(after.whole, before.whole);
    QCOMPARE(after.parts, before.parts);
    QVERIFY(after.onTop > before.onTop);
}

void TestBoardView::showsOthersStrokesWhileTheyGrow()
{
    BoardWindow window;
    Shape pen = box(ShapeType::Pen, {});
    pen.style.stroke = u"pink"_s;
    pen.style.width = 6;
    const board::ShapeId id = window.others().beginStroke(pen, wave({-200, 0}, 150, 60));
    QTRY_VERIFY(window.board().scene().find(id));
    window.frame();
    const QColor pink = drawing::Palette().stroke(u"pink");
    QVERIFY(testing::hasColor(window.grab(), pink));
    const QImage early = window.grab();
    window.others().extendStroke(id, wave({-50, 20}, 250, 60));
    QTRY_VERIFY(testing::differingPixels(early, window.grab(), tolerance) > 500);
    compare(window, "grown");
}

void TestBoardView::liftsAndDropsWithoutAFlicker()
{
    BoardWindow window;
    Shape note = box(ShapeType::Note, {-100, -60, 150, 130}, u"Moved"_s);
    const board::ShapeId id = window.board().add({note}).front();
    compare(window, "before");
    const QImage before = window.grab();
    window.view().lift({id});
    auto draft = std::make_shared<Shape>(*window.board().scene().find(id));
    window.view().setDrafts({draft});
    window.settle();
    QVERIFY(testing::differingPixels(before, window.grab(), tolerance) <= straying);
    draft = std::make_shared<Shape>(*draft);
    draft->x += 180;
    window.view().setDrafts({draft});
    window.settle();
    const QImage moved = window.grab();
    window.board().update({*draft});
    window.view().drop();
    for (int i = 0; i < 5; ++i) { // until the tiles have it, and after
        window.frame();
        QVERIFY(testing::differingPixels(moved, window.grab(), tolerance) <= straying);
    }
    compare(window, "dropped");
}

void TestBoardView::followsPageThemeAndSize()
{
    BoardWindow window;
    QRandomGenerator random(11);
    for (int i = 0; i < 40; ++i)
        window.board().add({randomShape(random)});
    compare(window, "first page");
    const board::PageId second = window.board().addPage(u"Second"_s);
    Shape shape = box(ShapeType::Ellipse, {-80, -80, 160, 160}, u"Alone"_s);
    shape.page = second;
    window.board().add({shape});
    window.view().setPage(second.value());
    compare(window, "second page");
    QCOMPARE(window.view().contentRect(), window.board().scene().bounds(second));
    window.view().setPage({});
    window.look().dark = true;
    Q_EMIT window.look().lookChanged();
    QCoreApplication::processEvents();
    window.window().setColor(window.look().palette().ground());
    compare(window, "dark");
    window.window().resize(700, 500);
    window.view().setSize({700, 500});
    compare(window, "smaller");
}

void TestBoardView::zoomsAboutThePointer()
{
    BoardWindow window;
    boardview::BoardView &view = window.view();
    view.showAt({123, -45}, 0.8);
    const QPointF pointer(610, 140);
    for (const double factor : {1.1, 1 / 1.1}) {
        for (int i = 0; i < 30; ++i) {
            const QPointF under = view.toBoard(pointer);
            view.zoomAt(pointer, factor);
            const QPointF off = view.toView(under) - pointer;
            QVERIFY2(std::hypot(off.x(), off.y()) <= 1.6,
                qPrintable(u"%1, %2"_s.arg(off.x()).arg(off.y()))); // both are whole pixels
        }
    }
    QVERIFY(std::hypot(view.centreX() - 123, view.centreY() + 45) < 0.001); // nothing adds up
    view.zoomAt(pointer, 1000);
    QCOMPARE(view.zoom(), 30.0);
    view.zoomAt(pointer, 1e-9);
    QCOMPARE(view.zoom(), 0.02);
    view.showAt({qQNaN(), 1e300}, qQNaN());
    QVERIFY(std::isfinite(view.centreX()) && std::isfinite(view.centreY()) && view.zoom() >= 0.02);
    view.fit({0, 0, 4000, 1000});
    QVERIFY(view.visibleArea().contains(QRectF(0, 0, 4000, 1000)));
}

void TestBoardView::neverShowsHolesWhileZooming()
{
    BoardWindow window;
    Shape ground = box(ShapeType::Rectangle, {-3000, -3000, 6000, 6000});
    ground.style.fill = u"ink"_s;
    window.board().add({ground});
    window.view().showAt({0, 0}, 1);
    compare(window, "still");
    for (int i = 0; i < 25; ++i) {
        window.view().zoomAt({450, 300}, i < 12 ? 0.94 : 1.09);
        window.view().panBy({37, -21});
        window.frame();
        const QImage seen = window.grab();
        QVERIFY2(!testing::hasColor(seen, window.look().palette().ground()), qPrintable(u"frame %1"_s.arg(i)));
    }
}

void TestBoardView::drawsChromeInEveryZoom()
{
    BoardWindow window;
    for (const double zoom : {0.05, 1.0, 12.0}) {
        window.view().showAt({0, 0}, zoom);
        const QRectF seen = window.view().visibleArea();
        boardview::Chrome chrome;
        const QRectF selected(seen.center() - QPointF(100, 60) / zoom, QSizeF(200, 120) / zoom);
        chrome.frames = {{.box = selected, .rotation = 0, .color = {}, .handles = true, .dashed = false, .name = {}}};
        window.view().setChrome(chrome);
        window.settle();
        const QImage picture = window.grab();
        const QPointF corner = window.view().toView(selected.topLeft());
        const QPoint onFrame(int(std::lround(corner.x() - boardview::frameMargin)), int(corner.y()) + 30);
        int onLine = 0;
        for (int x = -2; x <= 3; ++x)
            onLine += picture.pixelColor(onFrame + QPoint(x, 0)) == window.look().accent ? 1 : 0;
        QCOMPARE(onLine, 2); // as wide in every zoom, and on whole pixels
        window.view().setChrome({});
        window.settle();
        QVERIFY(!testing::hasColor(window.grab(), window.look().accent));
    }
}

void TestBoardView::looksCalm_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("highContrast");
    QTest::newRow("light") << false << false;
    QTest::newRow("dark") << true << false;
    QTest::newRow("high-contrast") << false << true;
    QTest::newRow("high-contrast-dark") << true << true;
}

/// The board of the design, to be looked at; its papers have the colours of the palette.
void TestBoardView::looksCalm()
{
    QFETCH(const bool, dark);
    QFETCH(const bool, highContrast);
    drawing::Palette palette;
    palette.dark = dark;
    palette.highContrast = highContrast;
    BoardWindow window({1024, 700}, palette);
    window.view().setGridVisible(true);
    window.board().add(testing::designBoard());
    window.view().showAt({512, 350}, 1);
    boardview::Chrome chrome;
    chrome.frames = {
        {.box = {500, 300, 150, 130}, .rotation = 0, .color = {}, .handles = true, .dashed = false, .name = {}},
        {.box = {300, 320, 150, 130},
            .rotation = 0,
            .color = QColor(0x7C4DBE),
            .handles = false,
            .dashed = false,
            .name = u"Mina"_s}};
    window.view().setChrome(chrome);
    window.settle();
    const QImage picture = window.grab();
    testing::keepPicture(picture, u"board-"_s + QLatin1String(QTest::currentDataTag()));
    QCOMPARE(picture.pixelColor(200, 420), palette.note(u"yellow"));
    QCOMPARE(picture.pixelColor(630, 420), palette.note(u"green"));
    QVERIFY(testing::hasColor(picture, palette.dot()));
}

QTEST_MAIN(TestBoardView)
#include "tst_boardview.moc"
