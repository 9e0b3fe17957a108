#include "pointers/glide.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <numbers>
#include <vector>

using namespace coterie;
using coterie::pointers::Glide;
using namespace Qt::StringLiterals;

namespace {

Instant at(double milliseconds)
{
    return Instant {} + std::chrono::microseconds(std::llround(milliseconds * 1000));
}

struct Sample {
    double time = 0; ///< milliseconds
    QPointF at;
};

/// Where it was shown, four times a millisecond.
std::vector<Sample> played(const std::vector<Sample> &samples)
{
    Glide glide;
    std::vector<Sample> shown;
    std::size_t next = 0;
    for (double time = samples.front().time; time < samples.back().time + 300; time += 0.25) {
        for (; next < samples.size() && samples[next].time <= time; ++next)
            glide.add(samples[next].at, at(samples[next].time));
        glide.advance(at(time));
        shown.push_back({time, glide.position()});
    }
    return shown;
}

std::vector<Sample> circle(double interval, double jitter, int count)
{
    QRandomGenerator random(7);
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i) {
        const double time = i * interval;
        const double angle = time / 1000 * 2 * std::numbers::pi;
        samples.push_back({time + jitter * random.generateDouble(), {100 * std::cos(angle), 100 * std::sin(angle)}});
    }
    return samples;
}

} // namespace

/// How a pointer travels between what was told of it.
class TestGlide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void placeIsThereAtOnce();
    void passesThroughEverySample_data();
    void passesThroughEverySample();
    void neverOvershoots_data();
    void neverOvershoots();
    void goesEvenlyWhenSamplesComeUnevenly();
    void hasNoCorners();
    void staysOneSampleBehind();
    void arrivesWhenSamplesStop();
    void startsAnewAfterARest();
    void catchesUpWithABurst();
    void shiftGoesAlongAtOnce();
    void standsStillWithoutSamples();
};

void TestGlide::placeIsThereAtOnce()
{
    Glide glide;
    glide.add({40, 30}, at(5));
    QCOMPARE(glide.position(), QPointF(40, 30));
    QVERIFY(!glide.isMoving());
    glide.add({80, 30}, at(20));
    glide.place({9, 9}, at(30));
    QCOMPARE(glide.position(), QPointF(9, 9));
    QVERIFY(!glide.isMoving());
}

void TestGlide::passesThroughEverySample_data()
{
    QTest::addColumn<double>("interval");
    QTest::addColumn<double>("jitter");
    QTest::newRow("awareness") << 33.0 << 0.0;
    QTest::newRow("awareness over a bad network") << 33.0 << 60.0;
    QTest::newRow("JSON cursors") << 50.0 << 5.0;
    QTest::newRow("every frame") << 16.0 << 2.0;
    QTest::newRow("slow") << 200.0 << 20.0;
}

void TestGlide::passesThroughEverySample()
{
    QFETCH(const double, interval);
    QFETCH(const double, jitter);
    std::vector<Sample> samples = circle(interval, jitter, 60);
    std::ranges::sort(samples, {}, &Sample::time);
    const auto shown = played(samples);
    auto from = shown.begin();
    for (const Sample &sample : samples) { // in this order, each after the one before
        const auto near = [&](const Sample &one) {
            return std::hypot(one.at.x() - sample.at.x(), one.at.y() - sample.at.y()) < 2;
        };
        from = std::find_if(from, shown.end(), near);
        QVERIFY2(from != shown.end(), qPrintable(u"never came to %1 %2"_s.arg(sample.at.x()).arg(sample.at.y())));
    }
}

void TestGlide::neverOvershoots_data()
{
    QTest::addColumn<std::vector<QPointF>>("way");
    QTest::newRow("a stop") << std::vector<QPointF> {{0, 0}, {100, 50}, {200, 100}};
    QTest::newRow("a turn") << std::vector<QPointF> {{0, 0}, {100, 0}, {200, 0}, {200, 100}, {200, 200}};
    QTest::newRow("back again") << std::vector<QPointF> {{0, 0}, {150, 40}, {300, 80}, {20, 80}, {0, 0}};
    QTest::newRow("a leap") << std::vector<QPointF> {{0, 0}, {1, 1}, {2, 2}, {1000, 3}, {1001, 3}};
}

void TestGlide::neverOvershoots()
{
    QFETCH(const std::vector<QPointF>, way);
    std::vector<Sample> samples;
    QRectF box(way.front(), QSizeF(0, 0));
    for (std::size_t i = 0; i < way.size(); ++i) {
        samples.push_back({double(i) * 33, way[i]});
        box = QRectF(QPointF(std::min(box.left(), way[i].x()), std::min(box.top(), way[i].y())),
            QPointF(std::max(box.right(), way[i].x()), std::max(box.bottom(), way[i].y())));
    }
    constexpr double Rounding = 1e-9;
    for (const Sample &one : played(samples))
        QVERIFY2(box.adjusted(-Rounding, -Rounding, Rounding, Rounding).contains(one.at),
            qPrintable(u"%1 %2 at %3"_s.arg(one.at.x()).arg(one.at.y()).arg(one.time)));
    // Between two samples of a line it never turns back.
    double last = -1;
    for (const Sample &one : played({{0, {0, 0}}, {33, {100, 0}}, {66, {110, 0}}, {99, {400, 0}}})) {
        QVERIFY(one.at.x() >= last - Rounding);
        last = one.at.x();
    }
}

void TestGlide::goesEvenlyWhenSamplesComeUnevenly()
{
    QRandomGenerator random(3);
    std::vector<Sample> samples;
    for (int i = 0; i < 60; ++i) // 600 units a second, each sample up to 12 ms late
        samples.push_back({i * 33.0 + random.bounded(12.0), {i * 33.0 * 0.6, 0}});
    const auto shown = played(samples);
    double slowest = 1e9;
    double fastest = 0;
    for (std::size_t i = 64; i < shown.size() && shown[i].time < 1900; i += 64) { // over 16 ms: a frame
        if (shown[i].time < 500)
            continue;
        const double speed = (shown[i].at.x() - shown[i - 64].at.x()) / 16;
        slowest = std::min(slowest, speed);
        fastest = std::max(fastest, speed);
    }
    QVERIFY2(slowest > 0.6 * 0.8 && fastest < 0.6 * 1.25, qPrintable(u"%1 to %2"_s.arg(slowest).arg(fastest)));
}

void TestGlide::hasNoCorners()
{
    const auto shown = played(circle(33, 0, 60));
    double worst = 0;
    for (std::size_t i = 24; i + 12 < shown.size(); ++i) { // how far it turns within 3 ms
        if (shown[i].time < 200 || shown[i].time > 1900)
            continue;
        const QPointF before = shown[i].at - shown[i - 12].at;
        const QPointF after = shown[i + 12].at - shown[i].at;
        worst = std::max(worst,
            std::abs(std::remainder(
                std::atan2(after.y(), after.x()) - std::atan2(before.y(), before.x()), 2 * std::numbers::pi)));
    }
    QVERIFY2(worst < 0.15, qPrintable(u"%1 radians"_s.arg(worst))); // the polygon of the samples turns by 0.21 at once
}

void TestGlide::staysOneSampleBehind()
{
    std::vector<Sample> samples;
    for (int i = 0; i < 60; ++i)
        samples.push_back({i * 33.0, {i * 33.0, 0}}); // x is the time it was told at
    for (const Sample &one : played(samples)) {
        if (one.time < 500 || one.time > 1900)
            continue;
        const double behind = one.time - one.at.x();
        QVERIFY2(behind > 5 && behind < 66, qPrintable(u"%1 ms"_s.arg(behind)));
    }
}

void TestGlide::arrivesWhenSamplesStop()
{
    Glide glide;
    for (int i = 0; i < 30; ++i)
        glide.add({i * 10.0, 0}, at(i * 33.0));
    QVERIFY(glide.isMoving());
    glide.advance(at(29 * 33.0 + Glide::longestDelay));
    QCOMPARE(glide.position(), QPointF(290, 0));
    QVERIFY(!glide.isMoving());
}

void TestGlide::startsAnewAfterARest()
{
    Glide glide;
    glide.add({0, 0}, at(0));
    glide.add({100, 0}, at(10'000)); // ten seconds later
    QCOMPARE(glide.position(), QPointF(0, 0));
    glide.advance(at(10'020));
    QVERIFY(glide.position().x() > 0 && glide.position().x() < 100);
    glide.advance(at(10'000 + Glide::longestDelay));
    QCOMPARE(glide.position(), QPointF(100, 0));
}

void TestGlide::catchesUpWithABurst()
{
    Glide glide;
    glide.add({0, 0}, at(0));
    for (int i = 1; i <= 500; ++i) // a network that held its breath
        glide.add({double(i), 0}, at(1'000));
    glide.advance(at(1'200));
    QCOMPARE(glide.position(), QPointF(500, 0));
}

void TestGlide::shiftGoesAlongAtOnce()
{
    Glide glide;
    glide.add({0, 0}, at(0));
    glide.add({100, 0}, at(33));
    glide.advance(at(50));
    const double before = glide.position().x();
    glide.shift({0, 250});
    QCOMPARE(glide.position(), QPointF(before, 250));
    glide.advance(at(500));
    QCOMPARE(glide.position(), QPointF(100, 250));
}

void TestGlide::standsStillWithoutSamples()
{
    Glide glide;
    QVERIFY(!glide.isMoving());
    glide.advance(at(5));
    glide.shift({1, 1});
    QCOMPARE(glide.position(), QPointF(1, 1));
}

QTEST_APPLESS_MAIN(TestGlide)
#include "tst_glide.moc"
