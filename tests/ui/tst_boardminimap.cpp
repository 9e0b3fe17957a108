#include "Coterie/board/boardminimap.h"
#include "boardsamples.h"
#include "boardwindow.h"
#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using board::ShapeType;
using testing::BoardWindow;

namespace {

constexpr QRectF Place(700, 20, 184, 120); // of the map, in the window
constexpr double Inset = 6;

/// A board with a map in its corner: a page of 2000 by 1000, a red paper at its left and a blue one at its right.
class MapWindow : public BoardWindow
{
public:
    MapWindow()
    {
        board().add({paper({0, 0, 400, 1000}, u"red"_s), paper({1600, 0, 400, 1000}, u"blue"_s)});
        m_map.setParentItem(window().contentItem());
        m_map.setPosition(Place.topLeft());
        m_map.setSize(Place.size());
        m_map.setView(&view());
        m_map.setPresence(&presence());
        view().showAt({1000, 500}, 1);
        settle();
    }
    ~MapWindow() { m_map.setView(nullptr); }

    [[nodiscard]] boardview::BoardMinimap &map() { return m_map; }
    static Shape paper(const QRectF &place, const QString &color)
    {
        Shape shape = testing::box(ShapeType::Note, place);
        shape.style.fill = color;
        return shape;
    }
    /// The pixel of the window where this place of the board is in the map.
    [[nodiscard]] QPoint at(QPointF onBoard)
    {
        const QRectF area = board().scene().bounds({});
        const double scale =
            std::min((Place.width() - 2 * Inset) / area.width(), (Place.height() - 2 * Inset) / area.height());
        return (Place.center() + (onBoard - area.center()) * scale).toPoint();
    }
    [[nodiscard]] QColor colorAt(QPointF onBoard) { return grab().pixelColor(at(onBoard)); }
    [[nodiscard]] bool hasDot(const QColor &color) { return testing::hasColor(grab().copy(Place.toRect()), color); }
    [[nodiscard]] QPointF middle() { return {view().centreX(), view().centreY()}; }

private:
    boardview::BoardMinimap m_map;
};

bool isNear(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 30;
}

bool isNear(QPointF a, QPointF b, double distance)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y()) < distance;
}

} // namespace

/// The overview of a page: what it shows, and the view that is moved by it.
class TestBoardMinimap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsThePage();
    void framesWhatIsSeen();
    void isAliveWhileOthersDraw();
    void showsWhereOthersPoint();
    void catchesUpWhenItIsSeen();
    void aPressBringsTheView();
    void aDragTakesTheFrameAlong();
    void anEmptyPageIsNothing();
};

void TestBoardMinimap::showsThePage()
{
    MapWindow window;
    const drawing::Palette palette = window.look().palette();
    QTRY_VERIFY(isNear(window.colorAt({200, 500}), palette.note(u"red")));
    QVERIFY(isNear(window.colorAt({1800, 500}), palette.note(u"blue")));
    const QColor between = window.colorAt({700, 30});
    QVERIFY(!isNear(between, palette.note(u"red")) && !isNear(between, palette.note(u"blue")));
    testing::keepPicture(window.grab(), u"minimap"_s);
    // In other colours when everything is.
    window.look().dark = true;
    Q_EMIT window.look().lookChanged();
    QVERIFY(!isNear(window.look().palette().note(u"red"), palette.note(u"red")));
    QTRY_VERIFY(isNear(window.colorAt({200, 500}), window.look().palette().note(u"red")));
    // And another page when another one is shown.
    const board::PageId second = window.board().addPage(u"Second"_s);
    Shape green = MapWindow::paper({0, 0, 2000, 1000}, u"green"_s);
    green.page = second;
    window.board().add({green});
    window.view().setPage(second.value());
    QTRY_VERIFY(isNear(window.colorAt({200, 900}), window.look().palette().note(u"green")));
}

void TestBoardMinimap::framesWhatIsSeen()
{
    MapWindow window;
    const auto onFrame = [&](QPointF onBoard) { // a pixel beside it may have more of the line
        const QImage picture = window.grab();
        for (int x = -2; x <= 2; ++x) {
            if (isNear(picture.pixelColor(window.at(onBoard) + QPoint(x, 0)), window.look().accent))
                return true;
        }
        return false;
    };
    const QRectF seen = window.view().visibleArea();
    QTRY_VERIFY(onFrame({seen.left(), 500}));
    QVERIFY(onFrame({seen.right(), 500}));
    QVERIFY(!onFrame({1000, 500}));
    window.view().showAt({500, 500}, 2); // half as large, and elsewhere
    const QRectF now = window.view().visibleArea();
    QTRY_VERIFY(onFrame({now.left(), 500}));
    QVERIFY(onFrame({now.right(), 500}));
    QVERIFY(!onFrame({seen.right(), 500}));
}

void TestBoardMinimap::isAliveWhileOthersDraw()
{
    MapWindow window;
    const QColor green = window.look().palette().note(u"green");
    const board::ShapeId id = window.others().add({MapWindow::paper({1000, 0, 300, 1000}, u"green"_s)}).value(0);
    QTRY_VERIFY(isNear(window.colorAt({1150, 900}), green));
    Shape moved = *window.others().scene().find(id);
    moved.x = 500;
    window.others().update({moved});
    QTRY_VERIFY(isNear(window.colorAt({600, 900}), green));
    QVERIFY(!isNear(window.colorAt({1150, 900}), green));
    // The page grows: everything goes together in the map.
    moved.x = 6000;
    window.others().update({moved});
    QTRY_VERIFY(isNear(window.colorAt({6150, 500}), green));
    window.others().remove({id});
    QTRY_VERIFY(isNear(window.colorAt({1800, 900}), window.look().palette().note(u"blue")));
}

void TestBoardMinimap::showsWhereOthersPoint()
{
    MapWindow window;
    const QColor mina(Qt::darkBlue);
    QTRY_VERIFY(!window.map().isEmpty());
    QVERIFY(!window.hasDot(mina));
    window.othersPresence().setPointer(QPointF(1200, 900));
    QTRY_VERIFY(isNear(window.colorAt({1200, 900}), mina));
    window.othersPresence().setPointer(QPointF(800, 100));
    QTRY_VERIFY(isNear(window.colorAt({800, 100}), mina));
    QVERIFY(!isNear(window.colorAt({1200, 900}), mina));
    window.othersPresence().setPointer(QPointF(90'000, 500)); // far away: at the edge
    QTRY_VERIFY(!isNear(window.colorAt({800, 100}), mina) && window.hasDot(mina));
    window.othersPresence().setPage(board::PageId(u"another"_s));
    QTRY_VERIFY(!window.hasDot(mina));
    window.othersPresence().setPage({});
    QTRY_VERIFY(window.hasDot(mina));
    window.othersPresence().setPointer(std::nullopt);
    QTRY_VERIFY(!window.hasDot(mina));
}

void TestBoardMinimap::catchesUpWhenItIsSeen()
{
    MapWindow window;
    const QColor green = window.look().palette().note(u"green");
    QTRY_VERIFY(!window.map().isEmpty());
    window.map().setVisible(false);
    window.board().add({MapWindow::paper({1000, 0, 300, 1000}, u"green"_s)});
    window.settle();
    window.map().setVisible(true);
    QTRY_VERIFY(isNear(window.colorAt({1150, 900}), green));
}

void TestBoardMinimap::aPressBringsTheView()
{
    MapWindow window;
    QTRY_VERIFY(!window.map().isEmpty());
    const QSignalSpy moves(&window.map(), &boardview::BoardMinimap::viewMoved);
    window.view().showAt({1000, 500}, 4);
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, window.at({1800, 200}));
    QVERIFY(isNear(window.middle(), {1800, 200}, 12)); // a pixel of the map is 12 units
    QCOMPARE(window.view().zoom(), 4.0);
    QCOMPARE(moves.size(), 1);
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, window.at({100, 900}));
    QVERIFY(isNear(window.middle(), {100, 900}, 12));
    // Beside the map nothing of it happens.
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, {300, 300});
    QVERIFY(isNear(window.middle(), {100, 900}, 12));
    QCOMPARE(moves.size(), 2);
}

void TestBoardMinimap::aDragTakesTheFrameAlong()
{
    MapWindow window;
    QTRY_VERIFY(!window.map().isEmpty());
    const QPoint grip = window.at({1200, 600}); // in the frame, not in its middle
    QTest::mousePress(&window.window(), Qt::LeftButton, {}, grip);
    QVERIFY(isNear(window.middle(), {1000, 500}, 2)); // it does not jump
    QTest::mouseMove(&window.window(), (grip + window.at({700, 500})) / 2);
    QTest::mouseMove(&window.window(), window.at({700, 500}));
    QVERIFY(isNear(window.middle(), {500, 400}, 18));
    QTest::mouseMove(&window.window(), {100, 500}); // out of the map it is still in the hand
    QVERIFY(window.middle().x() < 0);
    QTest::mouseRelease(&window.window(), Qt::LeftButton, {}, {100, 500});
    const QPointF left = window.middle();
    QTest::mouseMove(&window.window(), window.at({700, 500}));
    QCOMPARE(window.middle(), left);
    // Outside of the frame it comes to the pointer at once, and then along.
    QTest::mousePress(&window.window(), Qt::LeftButton, {}, window.at({1500, 500}));
    QTest::mouseMove(&window.window(), window.at({1300, 300}));
    QTest::mouseRelease(&window.window(), Qt::LeftButton, {}, window.at({1300, 300}));
    QVERIFY(isNear(window.middle(), {1300, 300}, 12));
}

void TestBoardMinimap::anEmptyPageIsNothing()
{
    MapWindow window;
    QTRY_VERIFY(!window.map().isEmpty());
    const QSignalSpy empty(&window.map(), &boardview::BoardMinimap::emptyChanged);
    QList<board::ShapeId> ids;
    for (const board::ShapePtr &shape : window.board().scene().onPage({}))
        ids.append(shape->id);
    window.board().remove(ids);
    QTRY_COMPARE(empty.size(), 1);
    QVERIFY(window.map().isEmpty());
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, Place.center().toPoint());
    QCOMPARE(window.middle(), QPointF(1000, 500));
    QVERIFY(!testing::hasColor(window.grab().copy(Place.toRect()), window.look().accent));
}

QTEST_MAIN(TestBoardMinimap)
#include "tst_boardminimap.moc"
