#include "glidepoint.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using coterie::screens::GlidePoint;

namespace {
constexpr qreal Frame = 1.0 / 60.0;
}

class TestGlidePoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void placeIsThereAtOnce();
    void glidesWithoutOvershoot();
    void keepsItsSpeedOverSamples();
    void shiftGoesAlongAtOnce();
    void restsWhenItHasArrived();
    void noGlidingWithoutSettleTime();
};

void TestGlidePoint::placeIsThereAtOnce()
{
    GlidePoint point;
    point.place({40, 30});
    QCOMPARE(QPointF(point.x(), point.y()), QPointF(40, 30));
    QVERIFY(!point.isMoving());
}

void TestGlidePoint::glidesWithoutOvershoot()
{
    GlidePoint point;
    point.place({0, 0});
    point.glideTo({100, -50});
    QCOMPARE(point.x(), 0.0);
    QVERIFY(point.isMoving());
    qreal last = 0;
    int frames = 0;
    for (; frames * Frame < 0.24; ++frames) {
        point.advance(Frame);
        QVERIFY2(point.x() >= last && point.x() <= 100.0, qPrintable(QString::number(point.x())));
        last = point.x();
    }
    QVERIFY2(last > 97.0, "visibly over after the settle time");
    QVERIFY(std::abs(point.y() + last / 2) < 0.01); // a straight way
}

void TestGlidePoint::keepsItsSpeedOverSamples()
{
    // Twenty samples a second along a line at 400 pixels a second, drawn sixty times a second.
    GlidePoint point;
    point.place({0, 0});
    qreal last = 0;
    qreal slowest = 1e9;
    qreal fastest = 0;
    for (int frame = 1; frame <= 120; ++frame) {
        if (frame % 3 == 0)
            point.glideTo({frame * Frame * 400, 0});
        point.advance(Frame);
        const qreal speed = (point.x() - last) / Frame;
        last = point.x();
        if (frame > 60) {
            slowest = std::min(slowest, speed);
            fastest = std::max(fastest, speed);
        }
    }
    QVERIFY2(slowest > 400 * 0.85 && fastest < 400 * 1.15, qPrintable(u"%1 to %2"_qs.arg(slowest).arg(fastest)));
}

void TestGlidePoint::shiftGoesAlongAtOnce()
{
    GlidePoint point;
    point.place({0, 0});
    point.glideTo({100, 0});
    point.advance(Frame);
    const qreal before = point.x();
    point.shift({100, 250});
    QCOMPARE(point.x(), before);
    QCOMPARE(point.y(), 250.0);
}

void TestGlidePoint::restsWhenItHasArrived()
{
    GlidePoint point;
    QSignalSpy moves(&point, &GlidePoint::positionChanged);
    point.place({0, 0});
    point.glideTo({100, 0});
    QTRY_VERIFY(!point.isMoving());
    QCOMPARE(point.x(), 100.0);
    QVERIFY(moves.count() > 3);
    moves.clear();
    QTest::qWait(50);
    QCOMPARE(moves.count(), 0);
}

void TestGlidePoint::noGlidingWithoutSettleTime()
{
    GlidePoint point;
    point.setSettleTime(0);
    point.glideTo({100, 0});
    QCOMPARE(point.x(), 100.0);
    QVERIFY(!point.isMoving());
}

QTEST_MAIN(TestGlidePoint)
#include "tst_glidepoint.moc"
