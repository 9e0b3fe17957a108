#include "outboxsamples.h"

#include <QTest>

using namespace outboxsamples;

/// Sending: order, acks, refusals, the store.
class TestSyncOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessageGoesOutAndIsDone();
    void messagesGoInOrderWithinTheWindow();
    void aRefusedMessageStaysAndHoldsNobodyUp();
    void aServerThatAsksToWaitIsHeeded();
    void anAnswerThatNeverComesIsAskedForAgain();
    void anEchoIsAsGoodAsAnAck();
    void aStaleAckDoesNotCount();
    void entriesSurviveTheStore();
    void orphansOfTheStoreAreReported();
    void whatTheServerHasLostIsFailed();
    void whatTheServerHasLostKeepsItsReferences();
};

void TestSyncOutbox::aMessageGoesOutAndIsDone()
{
    Outbox outbox;
    const auto added = outbox.add(general, message(u"a"_s));
    QCOMPARE(added.changed.size(), 1);
    QCOMPARE(added.changed.first().state, State::Pending);
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.first().envelope.type, u"send_message"_s);
    QVERIFY(Outbox::owns(idOf(due.first())));
    QVERIFY(outbox.isWaitingForAck());
    QVERIFY(outbox.takeDue(start).isEmpty());
    const auto done = outbox.acked(idOf(due.first()), sendAck(u"a"_s, 1), start);
    QCOMPARE(done.done.size(), 1);
    QCOMPARE(outbox.size(), 0);
    QVERIFY(!outbox.isWaitingForAck());
    QVERIFY(!outbox.nextWake());
    QVERIFY(outbox.acked(idOf(due.first()), sendAck(u"a"_s, 1), start).isEmpty()); // told twice
}

void TestSyncOutbox::messagesGoInOrderWithinTheWindow()
{
    Outbox outbox(Outbox::Rules {.window = 3});
    for (int i = 0; i < 10; ++i)
        (void)outbox.add(general, message(QString::number(i)));
    (void)outbox.add(RoomId(u"other"_s), message(u"o"_s)); // another room is not held up
    auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 4);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(due[i].order, std::int64_t {i + 1});
    (void)outbox.acked(idOf(due[0]), sendAck(u"0"_s, 1), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.first().order, std::int64_t {4});
    outbox.linkLost();
    due = outbox.takeDue(start);
    QCOMPARE(due.first().order, std::int64_t {2}); // again from the first unacknowledged one
}

void TestSyncOutbox::aRefusedMessageStaysAndHoldsNobodyUp()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    (void)outbox.add(general, message(u"b"_s));
    (void)outbox.add(general, React {placeholder(u"a"_s), u"👍"_s}, ClientId(u"a"_s));
    const auto due = outbox.takeDue(start);
    const auto update = outbox.refused(refusal(idOf(due[0]), ErrorCode::TooLarge), start);
    QCOMPARE(update.changed.size(), 2); // and its reaction
    const OutboxEntry *failed = outbox.find(ClientId(u"a"_s));
    QVERIFY(failed != nullptr);
    QCOMPARE(failed->state, State::Failed);
    QCOMPARE(failed->failure, u"No."_s);
    QCOMPARE(outbox.acked(idOf(due[1]), sendAck(u"b"_s, 1), start).done.size(), 1);
    QVERIFY(outbox.takeDue(start + 1h).isEmpty());
    (void)outbox.add(general, message(u"c"_s));
    QCOMPARE(outbox.takeDue(start).size(), 1);
}

void TestSyncOutbox::aServerThatAsksToWaitIsHeeded()
{
    Outbox outbox;
    for (int i = 0; i < 5; ++i)
        (void)outbox.add(general, message(QString::number(i)));
    auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 5);
    for (const auto &outgoing : due)
        QVERIFY(outbox.refused(refusal(idOf(outgoing), ErrorCode::RateLimited, 3s), start).isEmpty());
    QVERIFY(outbox.takeDue(start + 2'999ms).isEmpty());
    QCOMPARE(outbox.nextWake(), std::optional(start + 3s));
    due = outbox.takeDue(start + 3s);
    QCOMPARE(due.size(), 1); // one, to see whether it is taken
    QCOMPARE(due.first().order, std::int64_t {1});
    QCOMPARE(outbox.nextWake(), std::optional(start + 18s)); // the others go on with the answer, not with the clock
    (void)outbox.acked(idOf(due.first()), sendAck(u"0"_s, 1), start + 3s);
    QCOMPARE(outbox.takeDue(start + 3s).size(), 4);

    Outbox patient;
    (void)patient.add(general, message(u"a"_s));
    Instant now = start;
    QList<Millis> waits;
    for (int i = 0; i < 8; ++i) {
        due = patient.takeDue(now);
        QCOMPARE(due.size(), 1);
        (void)patient.refused(refusal(idOf(due[0]), ErrorCode::Unavailable), now);
        waits.append(std::chrono::duration_cast<Millis>(*patient.nextWake() - now));
        now = *patient.nextWake();
    }
    QCOMPARE(waits, (QList<Millis> {1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s}));
}

void TestSyncOutbox::anAnswerThatNeverComesIsAskedForAgain()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    const auto first = outbox.takeDue(start);
    QCOMPARE(outbox.nextWake(), std::optional(start + 15s));
    QVERIFY(outbox.takeDue(start + 14s).isEmpty());
    const auto again = outbox.takeDue(start + 15s);
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().envelope, first.first().envelope);
    QCOMPARE(outbox.acked(idOf(first.first()), sendAck(u"a"_s, 1), start).done.size(), 1);
}

void TestSyncOutbox::anEchoIsAsGoodAsAnAck()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    (void)outbox.add(general, React {placeholder(u"a"_s), u"👍"_s}, ClientId(u"a"_s));
    (void)outbox.takeDue(start);
    outbox.linkLost();
    Message echo;
    echo.clientId = ClientId(u"a"_s);
    echo.messageId = MessageId(u"m7"_s);
    echo.roomId = general;
    const auto update = outbox.echoed(echo);
    QCOMPARE(update.done.size(), 1);
    QCOMPARE(update.changed.size(), 1);
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.first().envelope.object().value(u"messageId"_s).toString(), u"m7"_s);
    echo.clientId = {};
    QVERIFY(outbox.echoed(echo).isEmpty());
}

void TestSyncOutbox::aStaleAckDoesNotCount()
{
    Outbox outbox;
    const MessageId m(u"m"_s);
    (void)outbox.add(general, EditMessage {m, u"one"_s});
    const auto first = outbox.takeDue(start);
    outbox.linkLost();
    (void)outbox.add(general, EditMessage {m, u"two"_s});
    QVERIFY(outbox.acked(idOf(first[0]), {}, start).isEmpty()); // of the older text
    const auto second = outbox.takeDue(start);
    QCOMPARE(second[0].envelope.object().value(u"text"_s).toString(), u"two"_s);
    QCOMPARE(outbox.acked(idOf(second[0]), {}, start).done.size(), 1);
    QVERIFY(outbox.acked(u"o-x-y"_s, {}, start).isEmpty());
    QVERIFY(outbox.refused(refusal(u"c-1"_s, ErrorCode::Forbidden), start).isEmpty());
}

void TestSyncOutbox::entriesSurviveTheStore()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    (void)outbox.add(general, React {placeholder(u"a"_s), u"👍"_s}, ClientId(u"a"_s));
    (void)outbox.add(general, message(u"b"_s));
    const auto due = outbox.takeDue(start);
    (void)outbox.refused(refusal(idOf(due[1]), ErrorCode::Forbidden), start);
    QList<OutboxEntry> read;
    for (const OutboxEntry &entry : outbox.entries()) {
        const auto again = outboxEntryFromJson(toJson(entry));
        QVERIFY(again);
        read.append(*again);
    }
    Outbox restored;
    QVERIFY(restored.restore(read).isEmpty());
    QCOMPARE(restored.find(ClientId(u"b"_s))->state, State::Failed);
    QCOMPARE(restored.find(ClientId(u"b"_s))->failure, u"No."_s);
    QCOMPARE(restored.takeDue(start).size(), 1); // a; its reaction waits
    const auto added = restored.add(general, message(u"c"_s));
    QCOMPARE(added.changed.first().order, std::int64_t {4});
    QVERIFY(!outboxEntryFromJson({}));
    QVERIFY(!outboxEntryFromJson({{u"order"_s, 1}, {u"roomId"_s, u"r"_s}, {u"type"_s, u"fly"_s}}));
}

void TestSyncOutbox::orphansOfTheStoreAreReported()
{
    const OutboxEntry orphan {.order = 3,
        .roomId = general,
        .request = React {placeholder(u"gone"_s), u"👍"_s},
        .waitsFor = ClientId(u"gone"_s)};
    Outbox outbox;
    QCOMPARE(outbox.restore({orphan}).rolledBack.size(), 1);
    QCOMPARE(outbox.size(), 0);
}

void TestSyncOutbox::whatTheServerHasLostIsFailed()
{
    const auto said = [](const QString &client, const QString &text) {
        Message message;
        message.messageId = MessageId(u"m-"_s + client);
        message.clientId = ClientId(client);
        message.roomId = general;
        message.text = text;
        return message;
    };
    Outbox outbox;
    (void)outbox.add(general, message(u"b"_s));
    Message poll = said(u"p"_s, {});
    poll.poll.emplace();
    poll.poll->question = u"Lunch?"_s;
    poll.poll->options = {u"Soup"_s, u"Salad"_s};
    Message closed = said(u"q"_s, {});
    closed.poll = poll.poll;
    closed.poll->closed = true;
    const auto lost = outbox.lostByServer({said(u"a"_s, u"one"_s), said(u"b"_s, u"waits"_s), poll, closed});
    QCOMPARE(lost.changed.size(), 2); // what waits to be sent is not lost, and nobody needs a closed poll again
    for (const OutboxEntry &entry : lost.changed) {
        QCOMPARE(entry.state, State::Failed);
        QCOMPARE(entry.failure, u"The server has lost this message."_s);
        QVERIFY(outboxEntryFromJson(toJson(entry))); // a restart keeps it
    }
    QCOMPARE(outbox.takeDue(start).size(), 1); // not by itself
    QVERIFY(outbox.lostByServer({said(u"a"_s, u"one"_s)}).isEmpty());
    (void)outbox.retry(ClientId(u"a"_s));
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    const auto request = requestFromEnvelope(due.first().envelope);
    QVERIFY(request);
    QCOMPARE(std::get<SendMessage>(*request).clientId, ClientId(u"a"_s));
    QCOMPARE(std::get<SendMessage>(*request).text, u"one"_s);
    const auto dropped = outbox.discard(ClientId(u"p"_s));
    QCOMPARE(dropped.dropped.size(), 1); // there is nothing to delete on the server
    QVERIFY(dropped.changed.isEmpty());
}

void TestSyncOutbox::whatTheServerHasLostKeepsItsReferences()
{
    Message first;
    first.messageId = MessageId(u"m-1"_s);
    first.clientId = ClientId(u"a"_s);
    first.roomId = general;
    first.text = u"question"_s;
    Message answer = first;
    answer.messageId = MessageId(u"m-2"_s);
    answer.clientId = ClientId(u"b"_s);
    answer.replyTo = first.messageId;
    Message other = answer;
    other.messageId = MessageId(u"m-3"_s);
    other.clientId = ClientId(u"c"_s);
    other.replyTo = MessageId(u"m-0"_s); // of what the server has
    Outbox outbox;
    QCOMPARE(outbox.lostByServer({first, answer, other}).changed.size(), 3);
    (void)outbox.retry(ClientId(u"b"_s)); // takes along what it answers
    (void)outbox.retry(ClientId(u"c"_s));
    auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    (void)outbox.acked(idOf(due.first()), sendAck(u"a"_s, 7), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 2);
    QCOMPARE(std::get<SendMessage>(*requestFromEnvelope(due.first().envelope)).replyTo, MessageId(u"m-a"_s));
    QCOMPARE(std::get<SendMessage>(*requestFromEnvelope(due.last().envelope)).replyTo, MessageId(u"m-0"_s));
}

QTEST_APPLESS_MAIN(TestSyncOutbox)
#include "tst_sync_outbox.moc"
