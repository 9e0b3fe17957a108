// The picture of a board: the tiles after edits, moves of the view and changes of everything are what paintPicture()
// paints at once.
#include "boardwindow.h"
#include "drawing/palette.h"
#include "pictures.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using board::ShapeType;
using testing::BoardWindow;

namespace {

constexpr int tolerance = 24; // of a channel: edges that are rounded another way
constexpr int straying = 40; // pixels of a window that may differ by more

Shape box(ShapeType type, const QRectF &place, const QString &text = {})
{
    Shape shape;
    shape.type = type;
    shape.x = place.x();
    shape.y = place.y();
    shape.w = place.width();
    shape.h = place.height();
    shape.text = text;
    return shape;
}

board::Points wave(QPointF from, double length, double height)
{
    board::Points points;
    for (int i = 0; i <= 60; ++i)
        points.push_back({float(from.x() + length * i / 60), float(from.y() + height * std::sin(i / 8.0)), 0.5F});
    return points;
}

Shape randomShape(QRandomGenerator &random)
{
    constexpr std::array types {ShapeType::Rectangle, ShapeType::Ellipse, ShapeType::Diamond, ShapeType::Text,
        ShapeType::Note, ShapeType::Frame, ShapeType::Pen, ShapeType::Highlighter, ShapeType::Arrow};
    const QRectF place(random.bounded(800) - 400, random.bounded(600) - 300, 20 + random.bounded(200), 20 + random.bounded(150));
    Shape shape = box(types[std::size_t(random.bounded(int(types.size())))], place, u"Some words"_s);
    const QStringList colors = drawing::Palette::names();
    shape.style.stroke = colors[random.bounded(int(colors.size()))];
    shape.style.fill = random.bounded(2) == 0 ? u"none"_s : colors[random.bounded(int(colors.size()))];
    shape.style.width = 1 + random.bounded(6);
    shape.style.opacity = random.bounded(3) == 0 ? 0.5 : 1;
    shape.rotation = random.bounded(4) == 0 ? random.bounded(360) - 179 : 0;
    if (board::isStroke(shape.type) || board::isConnector(shape.type)) {
        shape.points = std::make_shared<board::Points>(wave(place.topLeft(), place.width(), place.height()));
        shape.style.endHead = board::Head::Arrow;
    }
    return shape;
}

} // namespace

class TestBoardView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatThePainterPaints_data();
    void showsWhatThePainterPaints();
    void staysRightThroughRandomEdits();
    void paintsAStrokeOnTopOfItsTiles();
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

void TestBoardView::staysRightThroughRandomEdits()
{
    BoardWindow window;
    QRandomGenerator random(7);
    for (int round = 0; round < 60; ++round) {
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

QTEST_MAIN(TestBoardView)
#include "tst_boardview.moc"
