#include "sync/backoff.h"
#include "sync/closeverdict.h"
#include "sync/heartbeat.h"
#include "sync/ratelimit.h"
#include "sync/wakedetector.h"

#include <QTest>

using namespace coterie;
using namespace coterie::sync;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Action = HeartbeatMonitor::Action;

/// Backoff, heartbeat, close verdicts and the token bucket.
class TestSyncLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void backoffDoublesToItsCapWithFullJitter();
    void aHealthyLinkWipesTheSlate();
    void theFirstBeatComesAtARandomPart();
    void silenceIsAskedAndThenTheEnd();
    void anyTrafficIsLife();
    void aMissingAckAsksWithinTwoSecondsAndEndsInTen();
    void hearingOthersIsNotBeingHeard();
    void sleepIsALateTickOrAWallClockAhead_data();
    void sleepIsALateTickOrAWallClockAhead();
    void aWakeUpAsksAtOnce();
    void aLivingLinkIsNeverDeclaredDead();
    void closeCodes_data();
    void closeCodes();
    void onlyARefusalRepeatsTheServersWords();
    void theBucketGivesBurstAndRate();
    void afterARefusalNothingSlipsIn();
};

namespace {

const Instant start {};
const protocol::Heartbeat rules {.interval = 30s, .timeout = 5s, .missed = 3};

/// Follows the monitor's own wake times; returns the times of pings, the last entry is death when there was one.
struct Trace {
    QList<Millis> pings;
    std::optional<Millis> death;
};
Trace follow(HeartbeatMonitor &monitor, Instant from, Millis duration)
{
    Trace trace;
    Instant now = from;
    for (int steps = 0; steps < 1'000 && now <= from + duration; ++steps) {
        const auto decision = monitor.check(now);
        if (decision.action == Action::Dead) {
            trace.death = std::chrono::duration_cast<Millis>(now - from);
            break;
        }
        if (decision.action == Action::Ping)
            trace.pings.append(std::chrono::duration_cast<Millis>(now - from));
        now = std::max(decision.wakeAt, now + 1ms);
    }
    return trace;
}

HeartbeatMonitor settled(Instant now) // past its first beat
{
    HeartbeatMonitor monitor;
    Random random(1);
    monitor.start(now - 31s, rules, random);
    monitor.heard(now);
    return monitor;
}

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

void TestSyncLink::theFirstBeatComesAtARandomPart()
{
    QList<Millis> first;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Random random(seed);
        HeartbeatMonitor monitor;
        monitor.start(start, rules, random);
        const Trace trace = follow(monitor, start, 31s);
        QVERIFY(!trace.pings.isEmpty());
        QVERIFY(trace.pings.first() <= 30s);
        first.append(trace.pings.first());
    }
    const auto [least, most] = std::minmax_element(first.begin(), first.end());
    QVERIFY(*least < 5s);
    QVERIFY(*most > 25s);
}

void TestSyncLink::silenceIsAskedAndThenTheEnd()
{
    HeartbeatMonitor monitor = settled(start);
    const Trace trace = follow(monitor, start, 120s);
    QCOMPARE(trace.pings, (QList<Millis> {30s, 35s, 40s}));
    QVERIFY(trace.death);
    QCOMPARE(*trace.death, Millis {45s});
}

void TestSyncLink::anyTrafficIsLife()
{
    HeartbeatMonitor monitor = settled(start);
    monitor.heard(start + 29s);
    QCOMPARE(monitor.check(start + 30s).action, Action::None);
    QCOMPARE(monitor.check(start + 59s).action, Action::Ping);
    monitor.heard(start + 60s);
    const Trace trace = follow(monitor, start + 60s, 29s);
    QVERIFY(trace.pings.isEmpty());
    QVERIFY(!trace.death);
}

void TestSyncLink::aMissingAckAsksWithinTwoSecondsAndEndsInTen()
{
    HeartbeatMonitor monitor = settled(start);
    monitor.ackExpected(start);
    const Trace trace = follow(monitor, start, 60s);
    QVERIFY(!trace.pings.isEmpty());
    QCOMPARE(trace.pings.first(), Millis {2s});
    QVERIFY(trace.death);
    QVERIFY(*trace.death <= 10s);

    HeartbeatMonitor alive = settled(start);
    alive.ackExpected(start);
    QCOMPARE(alive.check(start + 2s).action, Action::Ping);
    alive.heard(start + 2100ms); // the pong: the link is good, only the answer is late
    QCOMPARE(alive.check(start + 4s).action, Action::None);
    alive.ackArrived();
    QVERIFY(follow(alive, start + 4s, 27s).pings.isEmpty());
}

void TestSyncLink::hearingOthersIsNotBeingHeard()
{
    HeartbeatMonitor monitor = settled(start);
    monitor.ackExpected(start);
    std::optional<Millis> death;
    int pings = 0;
    for (Instant now = start; !death && now < start + 60s; now += 100ms) {
        monitor.heard(now); // somebody else talks all the time
        const Action action = monitor.check(now).action;
        pings += int {action == Action::Ping};
        if (action == Action::Dead)
            death = std::chrono::duration_cast<Millis>(now - start);
    }
    QCOMPARE(death.value_or(Millis(0)), Millis {30s});
    QCOMPARE(pings, 2);

    HeartbeatMonitor slow = settled(start); // each answer takes long, but comes
    slow.ackExpected(start);
    for (Instant now = start; now < start + 200s; now += 100ms) {
        slow.heard(now);
        if ((now - start) % 25s == 0s)
            slow.answered(now);
        QVERIFY(slow.check(now).action != Action::Dead);
    }
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

void TestSyncLink::aWakeUpAsksAtOnce()
{
    HeartbeatMonitor monitor = settled(start);
    monitor.probe(start + 10s);
    const Trace trace = follow(monitor, start + 10s, 60s);
    QCOMPARE(trace.pings.value(0), Millis {0s});
    QVERIFY(trace.death);
    QCOMPARE(*trace.death, Millis {600});

    HeartbeatMonitor alive = settled(start);
    alive.probe(start);
    QCOMPARE(alive.check(start).action, Action::Ping);
    alive.answered(start + 50ms);
    QVERIFY(!follow(alive, start + 50ms, 29s).death);

    HeartbeatMonitor misled = settled(start);
    misled.probe(start);
    QCOMPARE(misled.check(start).action, Action::Ping);
    misled.heard(start + 50ms); // what came before the sleep and is read only now
    QCOMPARE(follow(misled, start + 50ms, 5s).death.value_or(Millis(0)), Millis {550});
}

void TestSyncLink::aLivingLinkIsNeverDeclaredDead()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Random random(seed);
        HeartbeatMonitor monitor;
        monitor.start(start, rules, random);
        std::optional<Instant> pong;
        for (Instant now = start; now < start + 600s; now += 100ms) {
            if (pong && now >= *pong) {
                monitor.answered(now);
                pong.reset();
            }
            switch (random.below(200)) {
            case 0: monitor.ackExpected(now); break;
            case 1: monitor.ackArrived(); break;
            case 2: monitor.probe(now); break;
            default: break;
            }
            const Action action = monitor.check(now).action;
            QVERIFY2(action != Action::Dead, qPrintable(u"seed %1"_s.arg(seed)));
            if (action == Action::Ping && !pong)
                pong = now + Millis {qint64(random.below(500))};
        }
    }
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
