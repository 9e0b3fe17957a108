#include "client/changebatch.h"

#include <QElapsedTimer>
#include <QTest>

#include <numeric>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestChangeBatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void oneTurnIsOneBatch();
    void aStreamIsAtMostOnePerFrame();
    void laterNewsReplacesEarlier();
    void removedAndBackAgain();
    void cursorsAreTheLatestOnly();
    void aFloodIsFolded();
    void waitsUntilTheLastWasTaken();

private:
    bool m_takes = true; ///< the receiver deals with each batch at once
    QList<std::shared_ptr<const Changes>> m_batches;
    std::unique_ptr<ChangeBatch> m_batch;
};

namespace {

const RoomId room {u"general"_s};

MessageEntry entryOf(const QString &key, const QString &text)
{
    MessageEntry entry;
    entry.key = key;
    entry.message.text = text;
    return entry;
}

} // namespace

void TestChangeBatch::init()
{
    m_batches.clear();
    m_takes = true;
    m_batch = std::make_unique<ChangeBatch>([this](std::shared_ptr<const Changes> changes) {
        m_batches.append(changes);
        if (m_takes)
            m_batch->taken();
    });
}

void TestChangeBatch::oneTurnIsOneBatch()
{
    m_batch->message(room, entryOf(u"a"_s, u"one"_s));
    m_batch->open().notices.append(u"words"_s);
    QVERIFY(m_batches.isEmpty()); // not inside the call
    QCoreApplication::processEvents();
    QCOMPARE(m_batches.size(), 1); // and no later than the end of the turn
    QCOMPARE(m_batches[0]->messages[room].upserts.size(), 1);
    QCOMPARE(m_batches[0]->notices, QList {u"words"_s});
}

void TestChangeBatch::aStreamIsAtMostOnePerFrame()
{
    QElapsedTimer time;
    time.start();
    int made = 0;
    while (time.elapsed() < 100) {
        m_batch->message(room, entryOf(QString::number(made++), u"text"_s));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(std::accumulate(m_batches.begin(), m_batches.end(), qsizetype {0},
                     [](qsizetype sum, const auto &batch) { return sum + batch->messages[room].upserts.size(); }),
        made);
    QVERIFY2(m_batches.size() <= time.elapsed() / 8 + 2, qPrintable(QString::number(m_batches.size())));
}

void TestChangeBatch::laterNewsReplacesEarlier()
{
    m_batch->message(room, entryOf(u"a"_s, u"one"_s));
    m_batch->message(room, entryOf(u"b"_s, u"two"_s));
    m_batch->message(room, entryOf(u"a"_s, u"three"_s));
    RoomSummary summary;
    summary.room.roomId = room;
    m_batch->room(summary);
    summary.unread = 4;
    m_batch->room(summary);
    m_batch->flush();
    const auto &rows = m_batches[0]->messages[room].upserts;
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].message.text, u"three"_s);
    QCOMPARE(m_batches[0]->rooms.size(), 1);
    QCOMPARE(m_batches[0]->rooms[0].unread, 4);
}

void TestChangeBatch::removedAndBackAgain()
{
    m_batch->message(room, entryOf(u"a"_s, u"one"_s));
    m_batch->message(room, entryOf(u"b"_s, u"two"_s));
    m_batch->messageRemoved(room, u"a"_s);
    m_batch->message(room, entryOf(u"b"_s, u"changed"_s));
    m_batch->flush();
    QCOMPARE(m_batches[0]->messages[room].upserts.size(), 1);
    QCOMPARE(m_batches[0]->messages[room].upserts[0].message.text, u"changed"_s);
    QCOMPARE(m_batches[0]->messages[room].removedKeys, QList {u"a"_s});

    m_batch->messageRemoved(room, u"b"_s);
    m_batch->message(room, entryOf(u"b"_s, u"again"_s));
    m_batch->restarted(room);
    m_batch->message(room, entryOf(u"c"_s, u"new log"_s));
    m_batch->flush();
    QVERIFY(m_batches[1]->messages[room].restart);
    QCOMPARE(m_batches[1]->messages[room].upserts.size(), 1);
    QVERIFY(m_batches[1]->messages[room].removedKeys.isEmpty());
}

void TestChangeBatch::cursorsAreTheLatestOnly()
{
    Cursor cursor;
    cursor.surface = u"room:general"_s;
    cursor.userId = UserId {u"u1"_s};
    for (int i = 0; i < 10; ++i) {
        cursor.x = i;
        m_batch->cursor(cursor);
    }
    m_batch->flush();
    QCOMPARE(m_batches[0]->cursors.size(), 1);
    QCOMPARE(m_batches[0]->cursors[0].x, 9.0);
    m_batch->cursor(cursor);
    m_batch->cursorLeft({{}, cursor.userId});
    m_batch->flush();
    QVERIFY(m_batches[1]->cursors.isEmpty());
    QCOMPARE(m_batches[1]->cursorsLeft.size(), 1);
}

void TestChangeBatch::aFloodIsFolded()
{
    constexpr int flood = 10'000;
    m_batch->message(room, entryOf(u"old"_s, u"changed"_s));
    for (int i = 0; i < flood; ++i) {
        MessageEntry entry = entryOf(QString::number(i), u"new"_s);
        entry.own = i == 5;
        m_batch->arrived(room, entry);
    }
    m_batch->message(room, entryOf(u"3"_s, u"changed, and left out before"_s));
    m_batch->flush();
    const RoomChanges told = m_batches[0]->messages[room];
    QVERIFY2(told.upserts.size() <= 122, qPrintable(QString::number(told.upserts.size())));
    QCOMPARE(told.upserts.first().key, u"old"_s); // a change of what may be on the screen is never left out
    QCOMPARE(told.upserts.size() - 2 + told.folded, flood);
    QCOMPARE(told.upserts[told.upserts.size() - 2].key, QString::number(flood - 1));
    QCOMPARE(told.removedKeys, QList {u"5"_s}); // it may be shown as pending
    for (qsizetype i = 2; i + 1 < told.upserts.size(); ++i) // the newest, without a hole among them
        QCOMPARE(told.upserts[i].key.toInt(), told.upserts[i - 1].key.toInt() + 1);
    m_batch->arrived(room, entryOf(u"next"_s, u"new"_s));
    m_batch->flush();
    QCOMPARE(m_batches[1]->messages[room].folded, 0);
}

void TestChangeBatch::waitsUntilTheLastWasTaken()
{
    m_takes = false;
    m_batch->message(room, entryOf(u"a"_s, u"one"_s));
    QTRY_COMPARE(m_batches.size(), 1);
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < 50) { // several frames
        m_batch->message(room, entryOf(u"b"_s, QString::number(time.elapsed())));
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_batches.size(), 1);
    m_batch->taken();
    QTRY_COMPARE(m_batches.size(), 2);
    QCOMPARE(m_batches[1]->messages[room].upserts.size(), 1);
}

QTEST_GUILESS_MAIN(TestChangeBatch)
#include "tst_changebatch.moc"
