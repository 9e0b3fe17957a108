#include "sync/heartbeat.h"

#include <QTest>

#include <deque>

using namespace coterie;
using namespace coterie::sync;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Action = HeartbeatMonitor::Action;

/// When a link is asked, and when it is declared dead.
class TestSyncHeartbeat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstBeatComesAtARandomPart();
    void silenceIsAskedAndThenTheEnd();
    void anyTrafficIsLife();
    void aMissingAckAsksWithinTwoSecondsAndEndsInTen();
    void hearingOthersIsNotBeingHeard_data();
    void hearingOthersIsNotBeingHeard();
    void slownessIsNotDeath_data();
    void slownessIsNotDeath();
    void aDelayedClockReadingBlamesNobody();
    void aWakeUpAsksAtOnce();
    void aLivingLinkIsNeverDeclaredDead();
};

namespace {

const Instant start {};
const WallTime serverStart = fromEpochMillis(1'700'000'000'000); // when our clock shows `start`
const protocol::Heartbeat rules {.interval = 30s, .timeout = 5s, .missed = 3};

/// Follows the monitor's own wake times; returns the times of pings and of death when there was one.
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

/// One direction of a link: what goes in comes out in order, not faster than the line is, and later.
struct Lane {
    struct Frame {
        enum class Kind { Request, Ping, Ack, Pong, Message, Untimed } kind;
        qint64 bytes;
        Instant said {}; // by the server
        Instant due {};
    };
    int bytesPerSecond = 0; // 0: as fast as it goes
    Millis latency {};
    bool isHole = false;
    std::deque<Frame> frames {};
    Instant free {};

    void put(Frame frame, Instant now)
    {
        if (isHole)
            return;
        free = std::max(free, now);
        if (bytesPerSecond > 0)
            free += Millis {1'000 * frame.bytes / bytesPerSecond};
        frame.due = free + latency;
        frames.push_back(frame);
    }
    std::optional<Frame> take(Instant now)
    {
        if (frames.empty() || frames.front().due > now)
            return {};
        const Frame frame = frames.front();
        frames.pop_front();
        return frame;
    }
    [[nodiscard]] qint64 arriving(Instant now) const // of the frame in front
    {
        if (frames.empty() || bytesPerSecond == 0)
            return 0;
        const auto left = std::chrono::duration_cast<Millis>(frames.front().due - now);
        return std::max<qint64>(0, frames.front().bytes - left.count() * bytesPerSecond / 1'000);
    }
};

/// What a client does that has `requests` messages to send, over a line and with a server of this kind.
struct Scene {
    int bytesPerSecond = 0;
    Millis latency {20};
    Millis thinking {0}; ///< of the server about each request
    int requests = 1; ///< sent at once
    qint64 requestBytes = 300;
    QList<qint64> queued {}; ///< frames that stand in the way of the first answer
    Millis talkEvery {0}; ///< others' messages
    qint64 talkBytes = 450;
    bool isTalkTimed = true;
    bool upIsHole = false;
    bool downIsHole = false;
};

struct Outcome {
    std::optional<Millis> death;
    std::optional<Millis> lastAck;
};

/// In steps of 10 ms.
Outcome play(const Scene &scene, Millis duration)
{
    using Kind = Lane::Frame::Kind;
    const auto wall = [](Instant time) { return serverStart + std::chrono::floor<Millis>(time - start); };
    HeartbeatMonitor monitor = settled(start);
    monitor.clockShown(wall(start - 1s), start - 1s - 2 * scene.latency); // by the ping after the welcome
    monitor.answered(start);
    Lane up {.bytesPerSecond = scene.bytesPerSecond, .latency = scene.latency, .isHole = scene.upIsHole};
    Lane down {.bytesPerSecond = scene.bytesPerSecond, .latency = scene.latency, .isHole = scene.downIsHole};
    for (const qint64 bytes : scene.queued)
        down.put({Kind::Untimed, bytes}, start);
    for (int i = 0; i < scene.requests; ++i)
        up.put({Kind::Request, scene.requestBytes}, start);
    monitor.ackExpected(start);
    std::deque<Lane::Frame> thinking;
    Outcome outcome;
    int acks = 0;
    const auto at = [](Instant now) { return std::chrono::duration_cast<Millis>(now - start); };
    for (Instant now = start; at(now) < duration; now += 10ms) {
        if (scene.talkEvery > 0ms && at(now) % scene.talkEvery == 0ms)
            down.put({scene.isTalkTimed ? Kind::Message : Kind::Untimed, scene.talkBytes, now}, now);
        while (const auto asked = up.take(now))
            thinking.push_back({asked->kind == Kind::Ping ? Kind::Pong : Kind::Ack, 120, {}, now + scene.thinking});
        while (!thinking.empty() && thinking.front().due <= now) {
            down.put({thinking.front().kind, 120, now}, now);
            thinking.pop_front();
        }
        while (const auto told = down.take(now)) {
            monitor.heard(now, told->bytes);
            if (told->kind == Kind::Message)
                monitor.said(wall(told->said));
            if (told->kind == Kind::Ack || told->kind == Kind::Pong)
                monitor.answered(now);
            if (told->kind == Kind::Ack && ++acks == scene.requests) {
                monitor.ackArrived();
                outcome.lastAck = at(now);
            }
        }
        if (const qint64 bytes = down.arriving(now); bytes > 0)
            monitor.arriving(now, bytes);
        const Action action = monitor.check(now).action;
        if (action == Action::Ping)
            up.put({Kind::Ping, 60}, now);
        if (action == Action::Dead) {
            outcome.death = at(now);
            break;
        }
    }
    return outcome;
}

} // namespace

void TestSyncHeartbeat::theFirstBeatComesAtARandomPart()
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

void TestSyncHeartbeat::silenceIsAskedAndThenTheEnd()
{
    HeartbeatMonitor monitor = settled(start);
    const Trace trace = follow(monitor, start, 120s);
    QCOMPARE(trace.pings, (QList<Millis> {30s, 35s, 40s}));
    QVERIFY(trace.death);
    QCOMPARE(*trace.death, Millis {45s});
}

void TestSyncHeartbeat::anyTrafficIsLife()
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

void TestSyncHeartbeat::aMissingAckAsksWithinTwoSecondsAndEndsInTen()
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

void TestSyncHeartbeat::hearingOthersIsNotBeingHeard_data()
{
    QTest::addColumn<Scene>("scene");
    QTest::addColumn<Millis>("earliest");
    QTest::addColumn<Millis>("latest");
    const auto row = [](const char *name, const Scene &scene, Millis earliest, Millis latest) {
        QTest::newRow(name) << scene << earliest << latest;
    };
    row("silence", {.upIsHole = true}, 10s, 10s);
    row("only the server's words vanish", {.downIsHole = true}, 10s, 10s);
    row("a lively room", {.talkEvery = 500ms, .upIsHole = true}, 9s, 10s);
    row("a flood", {.talkEvery = 20ms, .upIsHole = true}, 9s, 10s);
    row("somebody now and then", {.talkEvery = 4s, .upIsHole = true}, 9s, 10'700ms);
    row("far away", {.latency = 2s, .talkEvery = 500ms, .upIsHole = true}, 9s, 15'500ms);
    row("typing notices, which tell no time",
        {.talkEvery = 2s, .talkBytes = 120, .isTalkTimed = false, .upIsHole = true}, 10s, 11s);
    row("pointers, which tell no time", {.talkEvery = 50ms, .talkBytes = 200, .isTalkTimed = false, .upIsHole = true},
        60s, 120s);
}

void TestSyncHeartbeat::hearingOthersIsNotBeingHeard()
{
    QFETCH(const Scene, scene);
    QFETCH(const Millis, earliest);
    QFETCH(const Millis, latest);
    const Outcome outcome = play(scene, 200s);
    QVERIFY(outcome.death);
    qInfo("noticed after %lld ms", static_cast<long long>(outcome.death->count()));
    QVERIFY(*outcome.death >= earliest);
    QVERIFY(*outcome.death <= latest);
}

void TestSyncHeartbeat::slownessIsNotDeath_data()
{
    QTest::addColumn<Scene>("scene");
    constexpr int modem = 8'000; // 64 kbit/s
    constexpr qint64 page = 256 * 1'024;
    const QList<qint64> messages(600, 450);
    QTest::newRow("a server that takes 8 s") << Scene {.thinking = 8s};
    QTest::newRow("a server that takes 8 s, and others talk") << Scene {.thinking = 8s, .talkEvery = 500ms};
    QTest::newRow("2 s each way") << Scene {.latency = 2s, .talkEvery = 500ms};
    QTest::newRow("behind a page of history, in one frame") << Scene {.bytesPerSecond = modem, .queued = {page}};
    QTest::newRow("behind as much in small frames") << Scene {.bytesPerSecond = modem, .queued = messages};
    QTest::newRow("behind a page, 2 s away, and others talk")
        << Scene {.bytesPerSecond = modem, .latency = 2s, .queued = {page}, .talkEvery = 500ms};
    QTest::newRow("behind a page, others talk of what tells no time")
        << Scene {.bytesPerSecond = modem, .latency = 2s, .queued = {page}, .talkEvery = 500ms, .isTalkTimed = false};
    QTest::newRow("behind one's own words") << Scene {
        .bytesPerSecond = modem, .latency = 2s, .requests = 16, .requestBytes = 16 * 1'024, .talkEvery = 500ms};
    QTest::newRow("behind a page at 32 kbit/s") << Scene {.bytesPerSecond = 4'000, .latency = 1s, .queued = {page}};
}

void TestSyncHeartbeat::slownessIsNotDeath()
{
    QFETCH(const Scene, scene);
    const Outcome outcome = play(scene, 200s);
    QVERIFY2(!outcome.death, qPrintable(QString::number(outcome.death.value_or(0ms).count())));
    QVERIFY(outcome.lastAck);
    qInfo("the last ack came after %lld ms", static_cast<long long>(outcome.lastAck->count()));
}

void TestSyncHeartbeat::aDelayedClockReadingBlamesNobody()
{
    // The answer that told the server's clock came 20 s late; what was said after it need not be new.
    HeartbeatMonitor monitor = settled(start);
    monitor.clockShown(serverStart, start - 20s);
    monitor.answered(start);
    monitor.ackExpected(start);
    monitor.heard(start + 9s, 40'000);
    monitor.said(serverStart + 28s); // at start + 8 s, as far as anybody can know
    QCOMPARE(monitor.check(start + 9s).action, Action::Ping);
    monitor.said(serverStart + 29s);
    QCOMPARE(monitor.check(start + 9s).action, Action::Dead);
}

void TestSyncHeartbeat::aWakeUpAsksAtOnce()
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

void TestSyncHeartbeat::aLivingLinkIsNeverDeclaredDead()
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

QTEST_APPLESS_MAIN(TestSyncHeartbeat)
#include "tst_sync_heartbeat.moc"
