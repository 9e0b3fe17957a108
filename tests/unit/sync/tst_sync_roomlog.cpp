#include "base/random.h"
#include "sync/roomlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::sync;
using namespace coterie::protocol;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestSyncRoomLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anUnknownRoomIsJoinedWithoutAPosition();
    void eventsComeOutInOrderAndOnce();
    void aGapIsAskedForOnceAndAgainLater();
    void whatComesBeforeTheJoinsAnswerWaits();
    void anotherEpochStartsOver();
    void aShorterLogStartsOver();
    void aTruncatedJoinTellsWhatWasSkipped();
    void whatIsKeptEarlyIsBounded();
    void randomPlay_data();
    void randomPlay();
};

namespace {

const Instant start {};
const RoomId general(u"general"_s);

RoomEvent eventAt(Seq seq)
{
    return MessageDeleted {.roomId = general, .messageId = MessageId(u"m%1"_s.arg(seq)), .eventSeq = seq};
}

JoinAck ack(const QString &epoch, Seq lastSeq, Seq since = 0)
{
    JoinAck answer;
    answer.room.roomId = general;
    answer.room.epoch = Epoch(epoch);
    answer.room.lastSeq = lastSeq;
    for (Seq seq = since + 1; since > 0 && seq <= lastSeq; ++seq)
        answer.events.append(eventAt(seq));
    return answer;
}

QList<Seq> seqs(const RoomLog::Outcome &outcome)
{
    QList<Seq> out;
    for (const RoomEvent &e : outcome.apply)
        out.append(seqOf(e));
    return out;
}

RoomLog joinedAt(Seq position)
{
    RoomLog log(Epoch(u"e1"_s), position);
    (void)log.joined(ack(u"e1"_s, position));
    return log;
}

} // namespace

void TestSyncRoomLog::anUnknownRoomIsJoinedWithoutAPosition()
{
    RoomLog log;
    QCOMPARE(log.joinRequest(general), JoinRoom {.roomId = general});
    const auto outcome = log.joined(ack(u"e1"_s, 40));
    QVERIFY(outcome.apply.isEmpty() && !outcome.restarted && !outcome.skipped);
    QCOMPARE(log.position(), Seq {40});
    QCOMPARE(log.joinRequest(general), (JoinRoom {.roomId = general, .since = 40, .epoch = Epoch(u"e1"_s)}));
}

void TestSyncRoomLog::eventsComeOutInOrderAndOnce()
{
    RoomLog log = joinedAt(10);
    QCOMPARE(seqs(log.received(eventAt(11))), QList<Seq> {11});
    QCOMPARE(seqs(log.received(eventAt(11))), QList<Seq> {});
    QCOMPARE(seqs(log.received(eventAt(5))), QList<Seq> {});
    QCOMPARE(seqs(log.received(eventAt(13))), QList<Seq> {});
    QCOMPARE(seqs(log.received(eventAt(14))), QList<Seq> {});
    QCOMPARE(seqs(log.received(eventAt(12))), (QList<Seq> {12, 13, 14}));
    QCOMPARE(log.position(), Seq {14});
    QVERIFY(!log.nextWake());
}

void TestSyncRoomLog::aGapIsAskedForOnceAndAgainLater()
{
    RoomLog log = joinedAt(10);
    QVERIFY(!log.gapToAsk(start));
    (void)log.received(eventAt(15));
    QVERIFY(log.nextWake());
    QCOMPARE(log.gapToAsk(start), std::optional(SeqRange {11, 14}));
    QVERIFY(!log.gapToAsk(start + 1s));
    QCOMPARE(log.nextWake(), std::optional(start + RoomLog::askAgainAfter));
    QVERIFY(log.gapToAsk(start + RoomLog::askAgainAfter));
    QCOMPARE(seqs(log.joined(ack(u"e1"_s, 14, 10))), (QList<Seq> {11, 12, 13, 14, 15}));
    QVERIFY(!log.gapToAsk(start + 1h));
}

void TestSyncRoomLog::whatComesBeforeTheJoinsAnswerWaits()
{
    RoomLog log(Epoch(u"e1"_s), 10);
    QVERIFY(log.received(eventAt(11)).apply.isEmpty()); // it may be of another epoch
    QVERIFY(!log.gapToAsk(start));
    QCOMPARE(seqs(log.joined(ack(u"e1"_s, 12, 10))), (QList<Seq> {11, 12}));
    log.linkLost();
    QVERIFY(log.received(eventAt(13)).apply.isEmpty());
    const auto outcome = log.joined(ack(u"e2"_s, 13));
    QVERIFY(outcome.restarted);
    QVERIFY(outcome.apply.isEmpty());
    QCOMPARE(log.position(), Seq {13});
}

void TestSyncRoomLog::anotherEpochStartsOver()
{
    RoomLog log = joinedAt(100);
    log.linkLost();
    JoinAck answer = ack(u"e2"_s, 7);
    answer.truncated = true;
    const auto outcome = log.joined(answer);
    QVERIFY(outcome.restarted);
    QCOMPARE(log.position(), Seq {7});
    QCOMPARE(log.epoch(), Epoch(u"e2"_s));
    QCOMPARE(seqs(log.received(eventAt(8))), QList<Seq> {8});
}

void TestSyncRoomLog::aShorterLogStartsOver()
{
    RoomLog log = joinedAt(100);
    log.linkLost();
    QVERIFY(
        log.joined(ack(u"e1"_s, 90)).restarted); // a server put back without a new epoch: 91 will mean something else
    QCOMPARE(seqs(log.received(eventAt(91))), QList<Seq> {91});
}

void TestSyncRoomLog::aTruncatedJoinTellsWhatWasSkipped()
{
    RoomLog log = joinedAt(10);
    log.linkLost();
    JoinAck answer = ack(u"e1"_s, 900);
    answer.truncated = true;
    const auto outcome = log.joined(answer);
    QVERIFY(!outcome.restarted);
    QCOMPARE(outcome.skipped, std::optional(SeqRange {11, 900}));
    QCOMPARE(log.position(), Seq {900});
}

void TestSyncRoomLog::whatIsKeptEarlyIsBounded()
{
    RoomLog log = joinedAt(10);
    for (Seq seq = 12; seq < 12 + 5'000; ++seq)
        QVERIFY(log.received(eventAt(seq)).apply.isEmpty());
    const auto outcome = log.received(eventAt(11));
    QCOMPARE(outcome.apply.size(), qsizetype(RoomLog::maxEarly) + 1);
    QCOMPARE(log.position(), Seq {11 + Seq(RoomLog::maxEarly)});
    // The rest comes with the next join.
    QCOMPARE(seqs(log.joined(ack(u"e1"_s, 5'011, log.position()))).last(), Seq {5'011});
}

void TestSyncRoomLog::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 60; ++seed)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << seed;
    const std::uint64_t fresh = Random::fromSystem().next();
    qInfo("fresh seed %llu", static_cast<unsigned long long>(fresh));
    QTest::newRow("fresh") << quint64(fresh);
}

/// A server that repeats, reorders, loses, breaks links and once in a while loses its log.
void TestSyncRoomLog::randomPlay()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    RoomLog log;
    Instant now = start;
    Seq serverSeq = 0;
    int epoch = 1;
    QList<Seq> wire; // live events on their way
    Seq seen = 0; // last one that came out
    bool isKnown = false;

    const auto take = [&](const RoomLog::Outcome &outcome) {
        if (outcome.restarted || !isKnown)
            seen = log.position() - outcome.apply.size();
        if (outcome.skipped)
            seen = outcome.skipped->last;
        isKnown = true;
        for (const RoomEvent &e : outcome.apply)
            QCOMPARE(seqOf(e), ++seen); // in order, once, no gap
        QCOMPARE(seen, log.position());
    };
    const auto join = [&] {
        const JoinRoom request = log.joinRequest(general);
        JoinAck answer = ack(u"e%1"_s.arg(epoch), serverSeq);
        const bool isSameEpoch = request.epoch && request.epoch->value() == u"e%1"_s.arg(epoch);
        const Seq since = request.since.value_or(serverSeq);
        answer.truncated = request.since && (!isSameEpoch || serverSeq - since > 20);
        for (Seq seq = since + 1; !answer.truncated && seq <= serverSeq; ++seq)
            answer.events.append(eventAt(seq));
        take(log.joined(answer));
    };

    join();
    for (int step = 0; step < 2'000; ++step) {
        now += 100ms;
        switch (random.below(10)) {
        case 0:
        case 1:
        case 2:
        case 3: wire.append(++serverSeq); break;
        case 4: // lost
            if (!wire.isEmpty())
                wire.removeAt(qsizetype(random.below(std::uint64_t(wire.size()))));
            break;
        case 5: // repeated
            if (!wire.isEmpty())
                wire.append(wire[qsizetype(random.below(std::uint64_t(wire.size())))]);
            break;
        case 6:
            if (random.below(20) == 0) {
                log.linkLost();
                wire.clear();
                if (random.below(4) == 0) {
                    ++epoch;
                    serverSeq = Seq(random.below(50));
                }
                join();
            }
            break;
        default: // delivered, in any order
            if (!wire.isEmpty()) {
                const RoomLog::Outcome outcome =
                    log.received(eventAt(wire.takeAt(qsizetype(random.below(std::uint64_t(wire.size()))))));
                QVERIFY(!outcome.restarted && !outcome.skipped);
                take(outcome);
            }
            break;
        }
        if (log.gapToAsk(now))
            join();
    }
    // One more event and enough time close every gap.
    take(log.received(eventAt(++serverSeq)));
    for (int i = 0; i < 3; ++i) {
        now += RoomLog::askAgainAfter;
        if (log.gapToAsk(now))
            join();
    }
    QCOMPARE(log.position(), serverSeq);
}

QTEST_APPLESS_MAIN(TestSyncRoomLog)
#include "tst_sync_roomlog.moc"
