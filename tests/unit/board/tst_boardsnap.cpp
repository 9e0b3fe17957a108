#include "board/snap.h"

#include <QTest>

using namespace coterie;
using board::Edges;
using board::Snapper;

/// Edges and middles that meet, gaps that become equal, and the grid.
class TestBoardSnap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void moves_data();
    void moves();
    void guidesReachOverBoth();
    void gapsBecomeEqual();
    void resizesHeldEdgesOnly();
    void gridIsForWhatNothingAttracts();
};

void TestBoardSnap::moves_data()
{
    QTest::addColumn<QRectF>("moving");
    QTest::addColumn<QPointF>("by");
    QTest::newRow("left to left") << QRectF(103, 300, 40, 40) << QPointF(-3, 0);
    QTest::newRow("right to right") << QRectF(155, 300, 40, 40) << QPointF(5, 0);
    QTest::newRow("middle to middle") << QRectF(128, 300, 40, 40) << QPointF(2, 0);
    QTest::newRow("left to right") << QRectF(204, 300, 400, 40) << QPointF(-4, 0);
    QTest::newRow("both axes") << QRectF(103, 96, 40, 30) << QPointF(-3, 4);
    QTest::newRow("too far") << QRectF(109, 300, 24, 40) << QPointF(0, 0);
}

void TestBoardSnap::moves()
{
    QFETCH(const QRectF, moving);
    QFETCH(const QPointF, by);
    const Snapper snapper({QRectF(100, 100, 100, 60)});
    QCOMPARE(snapper.move(moving, 6).by, by);
    QCOMPARE(Snapper({QRectF(100, 100, 100, 60)}).move(moving, 0.5).by.isNull(), true);
}

void TestBoardSnap::guidesReachOverBoth()
{
    const Snapper snapper({QRectF(100, 100, 100, 60)});
    const board::Snapped snapped = snapper.move({103, 300, 40, 40}, 6);
    QCOMPARE(snapped.guides.size(), 1);
    QCOMPARE(snapped.guides.front(), QLineF(100, 100, 100, 340));
}

void TestBoardSnap::gapsBecomeEqual()
{
    // 30 between the first two; the third is dropped 33 behind the second.
    const Snapper row({QRectF(0, 0, 50, 50), QRectF(80, 0, 50, 50)});
    const board::Snapped behind = row.move({163, 8, 34, 9}, 6);
    QCOMPARE(behind.by.x(), -3.0);
    QCOMPARE(behind.guides.size(), 2); // both gaps
    QCOMPARE(behind.guides.front().length(), 30.0);
    // In the middle between two: 20 on either side.
    const Snapper between({QRectF(0, 0, 50, 50), QRectF(130, 0, 50, 50)});
    QCOMPARE(between.move({72, 8, 40, 9}, 6).by.x(), -2.0);
}

void TestBoardSnap::resizesHeldEdgesOnly()
{
    const Snapper snapper({QRectF(100, 100, 100, 60)});
    // The left edge is as near to a line as the right one, and is not held.
    const board::Snapped snapped = snapper.resize({103, 300, 94, 33}, Edges {.right = true, .bottom = true}, 6);
    QCOMPARE(snapped.by, QPointF(3, 0));
    QCOMPARE(snapper.point({197, 163}, 6).by, QPointF(3, -3));
    QCOMPARE(snapper.point({180, 300}, 6).by, QPointF());
}

void TestBoardSnap::gridIsForWhatNothingAttracts()
{
    const Snapper grid({QRectF(103, 100, 10, 10)}, 20);
    QCOMPARE(grid.move({101, 251, 40, 40}, 5).by, QPointF(2, 9)); // x to the shape, y to the grid
    QCOMPARE(grid.move({507, 512, 40, 40}, 5).by, QPointF(-7, 8));
}

QTEST_GUILESS_MAIN(TestBoardSnap)
#include "tst_boardsnap.moc"
