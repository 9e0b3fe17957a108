#include "board/hittest.h"
#include "canvaswindow.h"
#include "drawing/palette.h"
#include "pictures.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

using Draw = std::function<void(CanvasWindow &)>;
Q_DECLARE_METATYPE(Draw)

namespace {

constexpr int Tolerance = 24; // of a channel: edges that are rounded another way
constexpr int Straying = 40; // pixels of a window that may differ by more

/// What is seen is what paintPicture() makes of the board's shapes.
void compareWithPainter(CanvasWindow &window, const QString &name)
{
    window.canvas().selectNone();
    window.move({880, 590}); // hovers nothing
    window.settle();
    const QImage seen = window.grab();
    const QImage wanted = window.expected().copy(seen.rect());
    testing::keepPicture(seen, u"drawn-"_s + name);
    const int differing = testing::differingPixels(seen, wanted, Tolerance);
    QVERIFY2(differing <= Straying, qPrintable(u"%1 pixels differ"_s.arg(differing)));
}

/// How much of a column is inked, in pixels.
int thickness(const QImage &picture, int x, const QColor &ground)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        count += picture.pixelColor(x, y) != ground ? 1 : 0;
    return count;
}

QPoint pixel(CanvasWindow &window, QPointF place)
{
    return window.canvas().toView(place).toPoint();
}

} // namespace

/// What is drawn by hand, as a picture: with the mouse, a tablet's pen and the keyboard.
class TestBoardDrawing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDrawn_data();
    void looksAsDrawn();
    void pressureIsWidth();
    void strokesAreSmooth();
    void liftingThePenChangesNothing();
    void markerIsSeenThrough();
    void stylesAreSeen();
    void gridIsThere();
};

void TestBoardDrawing::looksAsDrawn_data()
{
    QTest::addColumn<Draw>("draw");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QPointF>("inked"); // a place that is painted when it is done
    const auto row = [](const char *name, const QString &type, QPointF inked, const Draw &draw) {
        QTest::newRow(name) << draw << type << inked;
    };
    for (const QString &tool : {u"rectangle"_s, u"ellipse"_s, u"diamond"_s, u"frame"_s, u"note"_s}) {
        const QPointF inked = tool == u"note"_s ? QPointF(150, 150) : QPointF(200, 100);
        row(qPrintable(tool + u" by mouse"_s), tool, inked, [tool](CanvasWindow &window) {
            window.canvas().setTool(tool);
            window.drag({100, 100}, {300, 220});
            window.canvas().finishEditing();
        });
        row(qPrintable(tool + u" by pen"_s), tool, inked, [tool](CanvasWindow &window) {
            window.canvas().setTool(tool);
            window.pen(QEvent::TabletPress, {100, 100}, 0.4);
            window.pen(QEvent::TabletMove, {210, 180}, 0.9);
            window.pen(QEvent::TabletMove, {300, 220}, 0.6);
            window.pen(QEvent::TabletRelease, {300, 220}, 0);
            window.canvas().finishEditing();
        });
    }
    const QList<std::pair<Qt::Key, QString>> keys {{Qt::Key_R, u"rectangle"_s}, {Qt::Key_O, u"ellipse"_s},
        {Qt::Key_D, u"diamond"_s}, {Qt::Key_F, u"frame"_s}, {Qt::Key_N, u"note"_s}, {Qt::Key_L, u"line"_s},
        {Qt::Key_A, u"arrow"_s}, {Qt::Key_T, u"text"_s}};
    for (const auto &[key, tool] : keys) {
        row(qPrintable(tool + u" by keyboard"_s), tool, {}, [key = key](CanvasWindow &window) {
            window.key(key);
            window.key(Qt::Key_Return);
            if (window.canvas().isEditing())
                window.canvas().commitText(u"By keyboard"_s);
            window.key(Qt::Key_Escape);
        });
    }
    for (const QString &tool : {u"line"_s, u"arrow"_s}) {
        row(qPrintable(tool + u" by mouse"_s), tool, {200, 150}, [tool](CanvasWindow &window) {
            window.canvas().setTool(tool);
            window.drag({100, 100}, {300, 200});
        });
    }
    for (const QString &tool : {u"pen"_s, u"highlighter"_s}) {
        row(qPrintable(tool + u" by mouse"_s), tool, {200, 100}, [tool](CanvasWindow &window) {
            window.canvas().setTool(tool);
            window.dragAlong({{100, 100}, {150, 100}, {200, 100}, {250, 100}, {270, 140}, {290, 220}});
        });
        row(qPrintable(tool + u" by pen"_s), tool, {200, 100}, [tool](CanvasWindow &window) {
            window.canvas().setTool(tool);
            window.pen(QEvent::TabletPress, {100, 100}, 0.2);
            for (int i = 1; i <= 20; ++i)
                window.pen(QEvent::TabletMove, {100.0 + i * 10, i < 12 ? 100.0 : 100 + (i - 12) * 8.0}, 0.2 + i * 0.04);
            window.pen(QEvent::TabletRelease, {300, 164}, 0);
        });
    }
    row("text by mouse", u"text"_s, {}, [](CanvasWindow &window) {
        window.canvas().setTool(u"text"_s);
        window.click({200, 200});
        window.canvas().commitText(u"Words"_s);
        window.canvas().finishEditing();
    });
}

void TestBoardDrawing::looksAsDrawn()
{
    QFETCH(const Draw, draw);
    QFETCH(const QString, type);
    QFETCH(const QPointF, inked);
    CanvasWindow window;
    draw(window);
    const ShapePtr shape = window.onlyShape();
    QVERIFY(shape);
    QCOMPARE(board::toWire(shape->type), type);
    compareWithPainter(window, QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-'));
    const QImage seen = window.grab();
    const QColor ground = window.look().palette().ground();
    if (!inked.isNull())
        QVERIFY(seen.pixelColor(pixel(window, inked)) != ground);
    const QRect bounds = window.canvas().toView(board::turnedBounds(*shape)).toAlignedRect().adjusted(-40, -40, 40, 40);
    QImage outside = seen;
    QVERIFY(testing::differingPixels(seen.copy(bounds), QImage(bounds.size(), QImage::Format_RGB32), 0) > 0);
    for (int y = 0; y < outside.height(); y += 3) {
        for (int x = 0; x < outside.width(); x += 3)
            QVERIFY(bounds.contains(x, y) || outside.pixelColor(x, y) == ground); // and nowhere else
    }
}

void TestBoardDrawing::pressureIsWidth()
{
    CanvasWindow window;
    const QColor ground = window.look().palette().ground();
    window.canvas().setTool(u"pen"_s);
    window.canvas().setStrokeWidth(12);
    const auto stroke = [&](double y, const std::function<double(int)> &pressure) {
        window.pen(QEvent::TabletPress, {100, y}, pressure(0));
        for (int i = 1; i <= 40; ++i)
            window.pen(QEvent::TabletMove, {100.0 + i * 10, y}, pressure(i));
        window.pen(QEvent::TabletRelease, {500, y}, 0);
    };
    const auto thicknessAt = [&](int x) {
        window.canvas().selectNone();
        window.settle();
        return thickness(window.grab(), x, ground);
    };
    stroke(300, [](int) { return 0.15; });
    const int light = thicknessAt(300);
    window.canvas().undo();
    stroke(300, [](int) { return 0.95; });
    const int firm = thicknessAt(300);
    window.canvas().undo();
    QVERIFY2(light >= 2 && firm > light * 1.5, qPrintable(u"%1, %2"_s.arg(light).arg(firm)));
    // Along one stroke, too; and a mouse presses half.
    stroke(300, [](int i) { return 0.1 + i * 0.0225; });
    const int begin = thicknessAt(130);
    const int middle = thicknessAt(300);
    const int end = thicknessAt(470);
    QVERIFY2(begin < middle && middle < end, qPrintable(u"%1, %2, %3"_s.arg(begin).arg(middle).arg(end)));
    window.canvas().undo();
    window.drag({100, 300}, {500, 300});
    const int mouse = thicknessAt(300);
    QVERIFY2(std::abs(mouse - 12) <= 2 && light < mouse && mouse < firm, qPrintable(QString::number(mouse)));
}

void TestBoardDrawing::strokesAreSmooth()
{
    CanvasWindow window;
    const QColor ground = window.look().palette().ground();
    window.canvas().setTool(u"pen"_s);
    window.canvas().setStrokeWidth(4);
    window.dragAlong({{100, 300}, {200, 200}, {300, 300}, {400, 200}, {500, 300}});
    window.settle();
    const QImage seen = window.grab();
    QCOMPARE(seen.pixelColor(pixel(window, {300, 300})), ground); // the corner is cut,
    QVERIFY(seen.pixelColor(pixel(window, {300, 275})) != ground); // by a curve
    QVERIFY(seen.pixelColor(pixel(window, {250, 250})) != ground);
    QVERIFY(seen.pixelColor(pixel(window, {100, 300})) != ground); // ends are where they were drawn
    QVERIFY(seen.pixelColor(pixel(window, {500, 300})) != ground);
    compareWithPainter(window, u"smooth"_s);
}

/// What is seen while it is drawn is what stays.
void TestBoardDrawing::liftingThePenChangesNothing()
{
    CanvasWindow window;
    window.canvas().setTool(u"pen"_s);
    window.canvas().setStrokeWidth(4);
    window.press({100, 100});
    for (int x = 105; x <= 400; x += 5)
        window.move({double(x), 100});
    for (int y = 105; y <= 300; y += 5)
        window.move({400, double(y)});
    window.settle();
    const QImage before = window.grab();
    window.release({400, 300});
    window.settle();
    QVERIFY(testing::differingPixels(before, window.grab(), Tolerance) <= Straying);
    QVERIFY(window.onlyShape()->points->size() < 12);
}

void TestBoardDrawing::markerIsSeenThrough()
{
    CanvasWindow window;
    window.canvas().setTool(u"rectangle"_s);
    window.canvas().setStrokeWidth(4);
    window.drag({200, 100}, {600, 300});
    const QColor line = [&] {
        window.canvas().selectNone();
        window.settle();
        return window.grab().pixelColor(pixel(window, {200, 200}));
    }();
    window.canvas().setTool(u"highlighter"_s);
    window.dragAlong({{100, 200}, {200, 200}, {400, 200}});
    const ShapePtr marker = window.shapes().back();
    QCOMPARE(marker->type, ShapeType::Highlighter);
    QCOMPARE(marker->box(), QRectF(100, 200, 300, 0));
    compareWithPainter(window, u"marker"_s);
    const QImage seen = window.grab();
    const QColor over = seen.pixelColor(pixel(window, {200, 200}));
    const QColor beside = seen.pixelColor(pixel(window, {300, 200}));
    const QColor ground = window.look().palette().ground();
    QVERIFY(beside != ground);
    QVERIFY(over.lightness() < beside.lightness()); // the line is seen below it
    QVERIFY(line.lightness() < beside.lightness());
    QVERIFY(thickness(seen, 300, ground) > 10 + 2 * 4);
}

void TestBoardDrawing::stylesAreSeen()
{
    CanvasWindow window;
    const drawing::Palette palette = window.look().palette();
    window.canvas().setTool(u"rectangle"_s);
    window.canvas().setStrokeColour(u"red"_s);
    window.canvas().setFillColour(u"blue"_s);
    window.canvas().setStrokeWidth(8);
    window.drag({100, 100}, {300, 200});
    const auto colourAt = [&](QPointF place) {
        window.canvas().selectNone();
        window.settle();
        return window.grab().pixelColor(pixel(window, place));
    };
    QCOMPARE(colourAt({200, 100}), palette.stroke(u"red"));
    QCOMPARE(colourAt({200, 150}), palette.fill(u"blue"));
    QCOMPARE(colourAt({200, 97}), palette.stroke(u"red")); // 8 wide
    QCOMPARE(colourAt({200, 94}), palette.ground());
    // A dash has gaps.
    window.canvas().selectAll();
    window.canvas().setFillColour(u"none"_s);
    window.canvas().setDash(u"dashed"_s);
    compareWithPainter(window, u"dashed"_s);
    const QImage seen = window.grab();
    int inked = 0;
    for (int x = 110; x < 290; ++x)
        inked += seen.pixelColor(pixel(window, {double(x), 100})) == palette.stroke(u"red") ? 1 : 0;
    QVERIFY2(inked > 40 && inked < 150, qPrintable(QString::number(inked)));
    QCOMPARE(colourAt({200, 150}), palette.ground());
    // The other tool's next shape takes what fits it.
    window.canvas().setTool(u"line"_s);
    window.canvas().setStrokeColour(u"green"_s);
    window.canvas().setDash(u"solid"_s);
    window.drag({400, 300}, {700, 300}, Qt::ControlModifier);
    QCOMPARE(colourAt({550, 300}), palette.stroke(u"green"));
    QCOMPARE(window.shapes().front()->style.stroke, u"red"_s);
}

void TestBoardDrawing::gridIsThere()
{
    CanvasWindow window;
    const QColor dot = window.look().palette().dot();
    QVERIFY(!testing::hasColor(window.grab(), dot));
    window.canvas().setGridVisible(true);
    window.settle();
    QVERIFY(testing::hasColor(window.grab(), dot));
    window.canvas().setGridVisible(false);
    window.settle();
    QVERIFY(!testing::hasColor(window.grab(), dot));
}

QTEST_MAIN(TestBoardDrawing)
#include "tst_boarddrawing.moc"
