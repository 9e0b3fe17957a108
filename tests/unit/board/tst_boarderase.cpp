#include "board/erase.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace coterie;
using board::Points;

/// What an eraser leaves of a stroke.
class TestBoardErase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void missesAreNoChange();
    void cutsAtTheEdge();
    void cutsBetweenSamples();
    void takesAnEnd();
    void takesAll();
    void pressureIsKept();
    void whatIsLeftIsOutside();
};

void TestBoardErase::missesAreNoChange()
{
    QVERIFY(!board::erased({{0, 0}, {100, 0}}, 5, {50, 20}, {60, 30}));
    QVERIFY(!board::erased({{10, 10}}, 5, {50, 20}, {50, 20}));
}

void TestBoardErase::cutsAtTheEdge()
{
    const auto left = board::erased({{0, 0}, {40, 0}, {50, 0}, {60, 0}, {100, 0}}, 15, {50, 0}, {50, 0});
    QVERIFY(left);
    QCOMPARE(left->size(), std::size_t(2));
    QVERIFY(std::abs(left->front().back().x - 35) < 0.01F);
    QVERIFY(std::abs(left->back().front().x - 65) < 0.01F);
    QCOMPARE(left->back().back().x, 100.0F);
}

void TestBoardErase::cutsBetweenSamples()
{
    // No sample of the stroke is in the swath.
    const auto left = board::erased({{0, 0}, {1000, 0}}, 10, {300, -50}, {300, 50});
    QVERIFY(left);
    QCOMPARE(left->size(), std::size_t(2));
    QVERIFY(std::abs(left->front().back().x - 290) < 0.1F);
    QVERIFY(std::abs(left->back().front().x - 310) < 0.1F);
}

void TestBoardErase::takesAnEnd()
{
    const auto left = board::erased({{0, 0}, {50, 0}, {100, 0}}, 10, {100, 0}, {120, 0});
    QVERIFY(left);
    QCOMPARE(left->size(), std::size_t(1));
    QVERIFY(std::abs(left->front().back().x - 90) < 0.01F);
}

void TestBoardErase::takesAll()
{
    const auto left = board::erased({{0, 0}, {5, 0}, {3, 3}}, 10, {0, 0}, {5, 0});
    QVERIFY(left && left->empty());
    const auto dot = board::erased({{0, 0}}, 10, {0, 0}, {5, 0});
    QVERIFY(dot && dot->empty());
}

void TestBoardErase::pressureIsKept()
{
    const auto left = board::erased({{0, 0, 0.2F}, {100, 0, 0.8F}}, 10, {60, 0}, {60, 0});
    QVERIFY(left);
    QVERIFY(std::abs(left->front().back().pressure - 0.5F) < 0.01F);
}

void TestBoardErase::whatIsLeftIsOutside()
{
    QRandomGenerator random(17);
    const auto value = [&] { return float(random.bounded(200.0)); };
    for (int round = 0; round < 300; ++round) {
        Points stroke;
        for (int i = 0; i < 20; ++i)
            stroke.push_back({value(), value()});
        const QPointF from(value(), value());
        const QPointF to(value(), value());
        const auto left = board::erased(stroke, 12, from, to);
        if (!left)
            continue;
        for (const Points &piece : *left) {
            QVERIFY(piece.size() > 1);
            for (const board::Point &point : piece) {
                const QPointF along = to - from;
                const QPointF at(point.x, point.y);
                const double share = std::clamp(
                    QPointF::dotProduct(at - from, along) / std::max(1e-9, QPointF::dotProduct(along, along)), 0.0,
                    1.0);
                const QPointF away = at - (from + along * share);
                QVERIFY2(std::hypot(away.x(), away.y()) > 11.99, qPrintable(QString::number(round)));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestBoardErase)
#include "tst_boarderase.moc"
