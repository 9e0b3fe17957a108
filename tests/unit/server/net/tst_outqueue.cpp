#include "server/net/outqueue.h"

#include "base/random.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server::net;
using namespace Qt::StringLiterals;

class TestOutQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytesLeaveInOrder_data();
    void bytesLeaveInOrder();
    void droppingKeepsTheBegunPiece();
    void droppingFromAnUntouchedQueueLeavesNothing();
};

void TestOutQueue::bytesLeaveInOrder_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestOutQueue::bytesLeaveInOrder()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    OutQueue queue;
    QByteArray in;
    QByteArray out;
    for (int step = 0; step < 4000; ++step) {
        if (random.below(3) > 0) {
            const QByteArray piece(qsizetype(random.below(9)), char('a' + random.below(26)));
            in += piece;
            queue.push(piece);
        } else {
            QByteArray joined;
            for (const QByteArray &piece : queue.pieces())
                joined += piece;
            joined.remove(0, qsizetype(queue.skip()));
            QCOMPARE(size_t(joined.size()), queue.pending());
            const size_t take = random.below(queue.pending() + 1);
            out += joined.first(qsizetype(take));
            queue.consume(take);
        }
    }
    QCOMPARE(out, in.first(out.size()));
    QCOMPARE(queue.pending(), size_t(in.size() - out.size()));
}

void TestOutQueue::droppingKeepsTheBegunPiece()
{
    OutQueue queue;
    for (const QByteArray &piece : {"one"_ba, "two"_ba, "three"_ba})
        queue.push(piece);
    queue.consume(4);
    queue.dropUnsent();
    QCOMPARE(queue.pending(), size_t(2));
    queue.push("end"_ba);
    QCOMPARE(queue.pieces().size(), size_t(2));
    QCOMPARE(queue.pieces()[0], "two"_ba);
    QCOMPARE(queue.skip(), size_t(1));
    QCOMPARE(queue.pieces()[1], "end"_ba);
}

void TestOutQueue::droppingFromAnUntouchedQueueLeavesNothing()
{
    OutQueue queue;
    queue.push("one"_ba);
    queue.push("two"_ba);
    queue.consume(3);
    queue.dropUnsent();
    QCOMPARE(queue.pending(), size_t(0));
    QCOMPARE(queue.pieces().size(), size_t(0));
}

QTEST_APPLESS_MAIN(TestOutQueue)
#include "tst_outqueue.moc"
