#include "Coterie/board/viewchase.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <numbers>
#include <vector>

using namespace coterie;
using coterie::boardview::ViewChase;
using Place = ViewChase::Place;

namespace {

constexpr Millis Frame {16};
constexpr Millis Sample {33};

Instant at(Millis time)
{
    return Instant {} + time;
}

/// As the canvas does it.
void aim(ViewChase &chase, const Place &goal, const Place &here, Instant now)
{
    if (!chase.isRunning())
        chase.begin(here, now);
    chase.aim(goal);
}

/// Where it was shown in each frame while a goal was told 30 times a second, and in the second after the last time.
std::vector<Place> played(const Place &from, const std::vector<Place> &goals)
{
    ViewChase chase;
    std::vector<Place> shown;
    std::size_t next = 0;
    const Millis end = Sample * std::ssize(goals) + Millis(1'000);
    for (Millis time {0}; time < end; time += Frame) {
        for (; next < goals.size() && Sample * next <= time; ++next)
            aim(chase, goals[next], shown.empty() ? from : shown.back(), at(time));
        shown.push_back(chase.advance(at(time)));
    }
    return shown;
}

} // namespace

/// How a view goes after the one it follows.
class TestViewChase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesThereWithoutASwing();
    void staysAtMostThatFarBehind();
    void goesOnWhenTheGoalMoves();
    void neverGoesAway();
    void zoomingAboutAPointKeepsThatPoint();
    void restsAtItsGoal();
    void aWindowThatSleptDoesNotLeap();
};

void TestViewChase::goesThereWithoutASwing()
{
    const std::vector<Place> shown = played({{0, 0}, 1}, {{{900, -400}, 4}});
    for (std::size_t i = 1; i < shown.size(); ++i) {
        QVERIFY(shown[i].centre.x() >= shown[i - 1].centre.x() && shown[i].centre.x() <= 900);
        QVERIFY(shown[i].centre.y() <= shown[i - 1].centre.y() && shown[i].centre.y() >= -400);
        QVERIFY(shown[i].zoom >= shown[i - 1].zoom && shown[i].zoom <= 4);
    }
    QCOMPARE(shown.back().centre, QPointF(900, -400));
    QCOMPARE(shown.back().zoom, 4.0);
    QVERIFY2(shown[1].centre.x() < 900 * 0.1, "it sets out gently");
    QVERIFY2(shown[25].centre.x() > 900 * 0.99, "and is there in 0.4 s");
}

void TestViewChase::staysAtMostThatFarBehind()
{
    std::vector<Place> goals;
    for (int i = 0; i < 60; ++i)
        goals.push_back({{i * 20.0, 0}, 1}); // 600 units a second
    const std::vector<Place> shown = played({{0, 0}, 1}, goals);
    const double longest = (ViewChase::lag + Sample).count() * 0.6; // units: the spring's and the sample's
    for (std::size_t frame = 0; frame < std::size_t(60 * 33 / 16); ++frame) {
        const double goal = std::floor(double(frame) * 16 / 33) * 20;
        const double behind = goal - shown[frame].centre.x();
        QVERIFY2(behind >= 0 && behind <= longest, QByteArray::number(behind).constData());
    }
}

/// The way a glide that begins anew with every sample cannot have: an even one.
void TestViewChase::goesOnWhenTheGoalMoves()
{
    std::vector<Place> goals;
    for (int i = 0; i < 60; ++i)
        goals.push_back({{i * 20.0, 0}, 1});
    const std::vector<Place> shown = played({{0, 0}, 1}, goals);
    double slowest = 1e9;
    double fastest = 0;
    for (std::size_t frame = 40; frame < 110; ++frame) {
        const double step = shown[frame].centre.x() - shown[frame - 1].centre.x();
        slowest = std::min(slowest, step);
        fastest = std::max(fastest, step);
    }
    QVERIFY2(slowest > 16 * 0.6 * 0.75 && fastest < 16 * 0.6 * 1.25,
        qPrintable(QStringLiteral("%1 to %2 units a frame").arg(slowest).arg(fastest)));
}

/// Whatever the goal does, each frame is nearer to it than the one before, or where it was.
void TestViewChase::neverGoesAway()
{
    QRandomGenerator random(11);
    ViewChase chase;
    Instant now = at(Millis(0));
    Place last {{0, 0}, 1};
    chase.begin(last, now);
    for (int sample = 0; sample < 2'000; ++sample) {
        const Place goal {
            {random.bounded(2'000.0) - 1'000, random.bounded(2'000.0) - 1'000}, std::exp2(random.bounded(10.0) - 5)};
        if (!chase.isRunning())
            chase.begin(last, now);
        chase.aim(goal);
        for (int frame = random.bounded(4); frame >= 0; --frame) {
            now += Millis(random.bounded(1, 40));
            const Place next = chase.advance(now);
            const auto isBetween = [](double value, double from, double to) {
                const double slack = 1e-9 * (std::abs(from) + std::abs(to));
                return value >= std::min(from, to) - slack && value <= std::max(from, to) + slack;
            };
            QVERIFY(isBetween(next.centre.x(), last.centre.x(), goal.centre.x()));
            QVERIFY(isBetween(next.centre.y(), last.centre.y(), goal.centre.y()));
            QVERIFY(isBetween(next.zoom, last.zoom, goal.zoom));
            last = next;
        }
    }
}

void TestViewChase::zoomingAboutAPointKeepsThatPoint()
{
    const QPointF point(300, 120);
    const QPointF centre(0, 0);
    std::vector<Place> goals;
    for (int i = 1; i <= 30; ++i) {
        const double zoom = std::exp2(i / 10.0);
        goals.push_back({point + (centre - point) / zoom, zoom});
    }
    for (const Place &shown : played({centre, 1}, goals)) {
        const QPointF inView = (point - shown.centre) * shown.zoom; // item units from the middle
        QVERIFY2((inView - point).manhattanLength() < 1, QByteArray::number(inView.x()).constData());
    }
}

void TestViewChase::restsAtItsGoal()
{
    ViewChase chase;
    chase.begin({{0, 0}, 1}, at(Millis(0)));
    QVERIFY(chase.isRunning());
    chase.aim({{10, 0}, 1});
    Millis time {0};
    while (chase.isRunning() && time < Millis(1'000))
        (void)chase.advance(at(time += Frame));
    QVERIFY(!chase.isRunning() && time < Millis(500));
    QCOMPARE(chase.advance(at(time + Frame)).centre, QPointF(10, 0));
}

void TestViewChase::aWindowThatSleptDoesNotLeap()
{
    ViewChase chase;
    chase.begin({{0, 0}, 1}, at(Millis(0)));
    chase.aim({{1'000, 0}, 1});
    QVERIFY(chase.advance(at(Millis(60'000))).centre.x() < 700);
}

QTEST_MAIN(TestViewChase)
#include "tst_viewchase.moc"
