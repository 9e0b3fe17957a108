#include "outboxsamples.h"

#include <QTest>

using namespace outboxsamples;

/// What refers to a message that is not sent yet, and what replaces what.
class TestSyncOutboxChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReplyWaitsAndIsRewritten();
    void anEditOfAnUnsentMessageChangesIt();
    void anEditOfAMessageUnderWayWaits();
    void newerSettingsReplaceOlderOnes();
    void retryBringsBackTheDependentsToo();
    void aRefusedReactionIsRolledBack();
    void deletingWhatIsGoneIsDone();
    void discardTakesTheDependentsAlong();
    void discardingWhatMayHaveBeenSentDeletesIt();
    void aVoteWaitsForItsPoll();
};

void TestSyncOutboxChanges::aReplyWaitsAndIsRewritten()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    SendMessage reply = message(u"b"_s);
    reply.replyTo = placeholder(u"a"_s);
    (void)outbox.add(general, reply, ClientId(u"a"_s));
    (void)outbox.add(general, message(u"c"_s));
    (void)outbox.add(general, React {.messageId = placeholder(u"b"_s), .emoji = u"👍"_s}, ClientId(u"b"_s));
    auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1); // c stays behind b, which stays behind a's ack
    const auto update = outbox.acked(idOf(due.first()), sendAck(u"a"_s, 1), start);
    QCOMPARE(update.changed.size(), 1);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 2);
    QCOMPARE(due[0].envelope.object().value(u"replyTo"_s).toString(), u"m-a"_s);
    (void)outbox.acked(idOf(due[0]), sendAck(u"b"_s, 2), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].envelope.type, u"react"_s);
    QCOMPARE(due[0].envelope.object().value(u"messageId"_s).toString(), u"m-b"_s);
    // Who still names it by its clientId is understood.
    const auto late = outbox.add(general, PinMessage {.messageId = placeholder(u"a"_s)}, ClientId(u"a"_s));
    QCOMPARE(std::get<PinMessage>(late.changed.first().request).messageId, MessageId(u"m-a"_s));
}

void TestSyncOutboxChanges::anEditOfAnUnsentMessageChangesIt()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s, u"helo"_s));
    const auto update =
        outbox.add(general, EditMessage {.messageId = placeholder(u"a"_s), .text = u"hello"_s}, ClientId(u"a"_s));
    QCOMPARE(update.changed.size(), 1);
    QCOMPARE(outbox.size(), 1);
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.first().envelope.object().value(u"text"_s).toString(), u"hello"_s);
}

void TestSyncOutboxChanges::anEditOfAMessageUnderWayWaits()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s, u"helo"_s));
    auto due = outbox.takeDue(start);
    outbox.linkLost(); // the server may have it: the same clientId would bring the old text back
    (void)outbox.add(general, EditMessage {.messageId = placeholder(u"a"_s), .text = u"hello"_s}, ClientId(u"a"_s));
    QCOMPARE(outbox.size(), 2);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.first().envelope.object().value(u"text"_s).toString(), u"helo"_s);
    (void)outbox.acked(idOf(due.first()), sendAck(u"a"_s, 1), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.first().envelope.type, u"edit_message"_s);
    QCOMPARE(due.first().envelope.object().value(u"messageId"_s).toString(), u"m-a"_s);
}

void TestSyncOutboxChanges::newerSettingsReplaceOlderOnes()
{
    Outbox outbox;
    const MessageId m(u"m"_s);
    const QList<Request> requests {React {m, u"👍"_s, true}, React {m, u"🎉"_s, true}, React {m, u"👍"_s, false},
        EditMessage {m, u"one"_s}, EditMessage {m, u"two"_s}, PinMessage {m, true}, PinMessage {m, false},
        Vote {PollId(u"p"_s), {0}}, Vote {PollId(u"p"_s), {1}}, MarkRead {general, 5}, MarkRead {general, 9},
        MarkRead {general, 7}};
    for (const Request &request : requests)
        (void)outbox.add(general, request);
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 6);
    QCOMPARE(due[0].envelope.object().value(u"on"_s).toBool(true), false);
    QCOMPARE(due[2].envelope.object().value(u"text"_s).toString(), u"two"_s);
    QCOMPARE(due[3].envelope.object().value(u"on"_s).toBool(true), false);
    QCOMPARE(due[4].envelope.object().value(u"options"_s).toArray(), QJsonArray {1});
    QCOMPARE(due[5].envelope.object().value(u"seq"_s).toInteger(), 9);
    (void)outbox.add(general, React {m, u"👍"_s, true}); // the older is under way: this one follows it
    QCOMPARE(outbox.size(), 7);
}

void TestSyncOutboxChanges::retryBringsBackTheDependentsToo()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    SendMessage reply = message(u"b"_s);
    reply.replyTo = placeholder(u"a"_s);
    (void)outbox.add(general, reply, ClientId(u"a"_s));
    auto due = outbox.takeDue(start);
    (void)outbox.refused(refusal(idOf(due[0]), ErrorCode::Forbidden), start);
    QCOMPARE(outbox.find(ClientId(u"b"_s))->state, State::Failed);
    // Whichever of the two is retried, both go.
    QCOMPARE(outbox.retry(ClientId(u"b"_s)).changed.size(), 2);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    (void)outbox.acked(idOf(due[0]), sendAck(u"a"_s, 1), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].envelope.object().value(u"replyTo"_s).toString(), u"m-a"_s);
}

void TestSyncOutboxChanges::aRefusedReactionIsRolledBack()
{
    Outbox outbox;
    (void)outbox.add(general, React {MessageId(u"m"_s), u"👍"_s});
    const auto due = outbox.takeDue(start);
    const auto update = outbox.refused(refusal(idOf(due[0]), ErrorCode::NotFound), start);
    QCOMPARE(update.rolledBack.size(), 1);
    QCOMPARE(update.rolledBack.first().failure, u"No."_s);
    QCOMPARE(outbox.size(), 0);
}

void TestSyncOutboxChanges::deletingWhatIsGoneIsDone()
{
    Outbox outbox;
    (void)outbox.add(general, DeleteMessage {MessageId(u"m"_s)});
    const auto due = outbox.takeDue(start);
    QCOMPARE(outbox.refused(refusal(idOf(due[0]), ErrorCode::NotFound), start).done.size(), 1);
}

void TestSyncOutboxChanges::discardTakesTheDependentsAlong()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    (void)outbox.add(general, React {placeholder(u"a"_s), u"👍"_s}, ClientId(u"a"_s));
    SendMessage reply = message(u"b"_s);
    reply.replyTo = placeholder(u"a"_s);
    (void)outbox.add(general, reply, ClientId(u"a"_s));
    const auto update = outbox.discard(ClientId(u"a"_s));
    QCOMPARE(update.dropped.size(), 2);
    QCOMPARE(update.changed.size(), 1);
    QCOMPARE(outbox.find(ClientId(u"b"_s))->state, State::Failed); // the text is kept; sent again it stands alone
    (void)outbox.retry(ClientId(u"b"_s));
    const auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QVERIFY(!due.first().envelope.object().contains(u"replyTo"_s));
}

void TestSyncOutboxChanges::discardingWhatMayHaveBeenSentDeletesIt()
{
    Outbox outbox;
    (void)outbox.add(general, message(u"a"_s));
    auto due = outbox.takeDue(start);
    QVERIFY(outbox.discard(ClientId(u"a"_s)).dropped.isEmpty());
    (void)outbox.acked(idOf(due[0]), sendAck(u"a"_s, 1), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].envelope.type, u"delete_message"_s);
    QCOMPARE(due[0].envelope.object().value(u"messageId"_s).toString(), u"m-a"_s);
}

void TestSyncOutboxChanges::aVoteWaitsForItsPoll()
{
    Outbox outbox;
    (void)outbox.add(general,
        CreatePoll {.roomId = general, .clientId = ClientId(u"a"_s), .question = u"?"_s, .options = {u"x"_s, u"y"_s}});
    (void)outbox.add(general, Vote {PollId(u"a"_s), {0}}, ClientId(u"a"_s));
    auto due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    (void)outbox.acked(idOf(due[0]), sendAck(u"a"_s, 1), start);
    due = outbox.takeDue(start);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].envelope.object().value(u"pollId"_s).toString(), u"p-a"_s);
}

QTEST_APPLESS_MAIN(TestSyncOutboxChanges)
#include "tst_sync_outboxchanges.moc"
