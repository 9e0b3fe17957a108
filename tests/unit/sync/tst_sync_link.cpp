#include "sync/backoff.h"
#include "sync/closeverdict.h"
#include "sync/ratelimit.h"
#include "sync/wakedetector.h"

#include <QTest>

using namespace coterie;
using namespace coterie::sync;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Backoff, wake-ups, close verdicts and the token bucket.
class TestSyncLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void backoffDoublesToItsCapWithFullJitter();
    void aHealthyLinkWipesTheSlate();
    void sleepIsALateTickOrAWallClockAhead_data();
    void sleepIsALateTickOrAWallClockAhead();
    void closeCodes_data();
    void closeCodes();
    void onlyARefusalRepeatsTheServersWords();
    void theBucketGivesBurstAndRate();
    void afterARefusalNothingSlipsIn();
};

namespace {

const Instant start {};

} // namespace

void TestSyncLink::backoffDoublesToItsCapWithFullJitter()
{
    Random random(7);
    QList<qint64> longest(10, 0);
    QList<qint64> shortest(10, 1'000'000);
    for (int round = 0; round < 300; ++round) {
        Backoff backoff;
        for (int i = 0; i < 10; ++i) {
            const qint64 wait = backoff.next(random).count();
            longest[i] = std::max(longest[i], wait);
            shortest[i] = std::min(shortest[i], wait);
        }
    }
    const QList<qint64> bounds {500, 1'000, 2'000, 4'000, 8'000, 16'000, 30'000, 30'000, 30'000, 30'000};
    for (int i = 0; i < 10; ++i) {
        QVERIFY(longest[i] <= bounds[i]);
        QVERIFY(longest[i] > bounds[i] * 9 / 10); // the whole interval is used
        QVERIFY(shortest[i] < bounds[i] / 10);
    }
    Backoff long_lived;
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(long_lived.next(random) <= 30s);
}

void TestSyncLink::aHealthyLinkWipesTheSlate()
{
    Random random(7);
    Backoff backoff;
    for (int i = 0; i < 5; ++i)
        (void)backoff.next(random);
    backoff.linkUp(start);
    backoff.linkDown(start + 59s);
    QCOMPARE(backoff.attempts(), 5);
    backoff.linkUp(start);
    backoff.linkDown(start + 60s);
    QCOMPARE(backoff.attempts(), 0);
    (void)backoff.next(random);
    backoff.reset();
    QCOMPARE(backoff.attempts(), 0);
}

void TestSyncLink::sleepIsALateTickOrAWallClockAhead_data()
{
    using Event = WakeDetector::Event;
    QTest::addColumn<qint64>("monotonic");
    QTest::addColumn<qint64>("wall");
    QTest::addColumn<Event>("expected");
    QTest::newRow("awake") << qint64 {1'000} << qint64 {1'000} << Event::None;
    QTest::newRow("busy") << qint64 {4'900} << qint64 {4'900} << Event::None;
    QTest::newRow("frozen, or a clock that counts through sleep") << qint64 {5'000} << qint64 {5'000} << Event::WokeUp;
    QTest::newRow("asleep, on Linux") << qint64 {700} << qint64 {3'600'000} << Event::WokeUp;
    QTest::newRow("clock tuned") << qint64 {1'000} << qint64 {2'500} << Event::None;
    QTest::newRow("clock set back") << qint64 {1'000} << qint64 {-7'200'000} << Event::ClockSet;
    QTest::newRow("clock set forward a little") << qint64 {1'000} << qint64 {4'000} << Event::ClockSet;
    QTest::newRow("clock set back while asleep") << qint64 {9'000} << qint64 {-7'200'000} << Event::WokeUp;
}

void TestSyncLink::sleepIsALateTickOrAWallClockAhead()
{
    using Event = WakeDetector::Event;
    QFETCH(const qint64, monotonic);
    QFETCH(const qint64, wall);
    QFETCH(const Event, expected);
    const WallTime noon = fromEpochMillis(1'700'000'000'000);
    WakeDetector detector;
    QCOMPARE(detector.tick(start, noon), Event::None);
    QCOMPARE(detector.tick(start + 1s, noon + 1s), Event::None);
    QCOMPARE(detector.tick(start + 1s + Millis(monotonic), noon + 1s + Millis(wall)), expected);
    QCOMPARE(detector.tick(start + 2s + Millis(monotonic), noon + 2s + Millis(wall)), Event::None);
}

void TestSyncLink::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("comeBack");
    QTest::addColumn<bool>("signIn");
    const auto row = [](int code, bool comeBack, bool signIn = false) {
        QTest::addRow("%d", code) << code << comeBack << signIn;
    };
    for (const int code : {0, 1000, 1001, 1002, 1006, 1011, 1012, 1013, 1014, 1015, 3000, 4000, 4500, 4503, 4508, 4999})
        row(code, true);
    for (const int code : {1003, 1007, 1008, 1009, 4400, 4403, 4426, 4499})
        row(code, false);
    row(4401, false, true);
    row(-1, true);
    row(70'000, true);
}

void TestSyncLink::closeCodes()
{
    QFETCH(const int, code);
    QFETCH(const bool, comeBack);
    QFETCH(const bool, signIn);
    const CloseVerdict verdict = verdictFor(code);
    QCOMPARE(verdict.comeBack, comeBack);
    QCOMPARE(verdict.signInNeeded, signIn);
    QVERIFY(verdict.words.endsWith(u'.'));
}

void TestSyncLink::onlyARefusalRepeatsTheServersWords()
{
    QVERIFY(verdictFor(4403, u"Spam\nin general"_s).words.endsWith(u"Spam in general"_s));
    QVERIFY(!verdictFor(1001, u"bye"_s).words.contains(u"bye"_s));
    QVERIFY(verdictFor(4403, QString(1'000, u'x')).words.size() < 300);
}

void TestSyncLink::theBucketGivesBurstAndRate()
{
    TokenBucket bucket(2, 10);
    int granted = 0;
    for (int i = 0; i < 10; ++i)
        granted += bucket.take(start) ? 0 : 1;
    QCOMPARE(granted, 10);
    const auto wait = bucket.take(start);
    QVERIFY(wait);
    QCOMPARE(*wait, Millis {500});
    QVERIFY(!bucket.take(start + 500ms));
    QVERIFY(bucket.take(start + 600ms));
    granted = 0;
    for (Instant now = start + 1h; now < start + 1h + 100s; now += 10ms)
        granted += bucket.take(now) ? 0 : 1;
    QVERIFY2(granted >= 205 && granted <= 211, qPrintable(QString::number(granted)));
}

void TestSyncLink::afterARefusalNothingSlipsIn()
{
    TokenBucket bucket(10, 1);
    QVERIFY(!bucket.take(start));
    const auto wait = bucket.take(start);
    QVERIFY(wait);
    QVERIFY(*wait >= 250ms);
    QVERIFY(bucket.take(start + *wait - 1ms)); // a token is there by now, but the refused one comes first
    QVERIFY(!bucket.take(start + *wait));
}

QTEST_APPLESS_MAIN(TestSyncLink)
#include "tst_sync_link.moc"
