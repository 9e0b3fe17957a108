#include "base/random.h"
#include "sync/outbox.h"
#include "sync/ratelimit.h"

#include <QTest>

#include <map>

using namespace coterie;
using namespace coterie::sync;
using namespace coterie::protocol;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = OutboxEntry::State;

class TestSyncOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessageGoesOutAndIsDone();
    void messagesGoInOrderWithinTheWindow();
    void aReplyWaitsAndIsRewritten();
    void anEditOfAnUnsentMessageChangesIt();
    void anEditOfAMessageUnderWayWaits();
    void newerSettingsReplaceOlderOnes();
    void aRefusedMessageStaysAndHoldsNobodyUp();
    void retryBringsBackTheDependentsToo();
    void aRefusedReactionIsRolledBack();
    void deletingWhatIsGoneIsDone();
    void aServerThatAsksToWaitIsHeeded();
    void anAnswerThatNeverComesIsAskedForAgain();
    void anEchoIsAsGoodAsAnAck();
    void discardTakesTheDependentsAlong();
    void discardingWhatMayHaveBeenSentDeletesIt();
    void aVoteWaitsForItsPoll();
    void aStaleAckDoesNotCount();
    void entriesSurviveTheStore();
    void orphansOfTheStoreAreReported();
    void randomPlay_data();
    void randomPlay();
};

namespace {

const Instant start {};
const RoomId general(u"general"_s);

SendMessage message(const QString &client, const QString &text = u"text"_s)
{
    return {.roomId = general, .clientId = ClientId(client), .text = text};
}

MessageId placeholder(const QString &client)
{
    return MessageId(client);
}

QJsonObject sendAck(const QString &client, Seq seq)
{
    return toEnvelope(SendAck {.messageId = MessageId(u"m-"_s + client),
                          .clientId = ClientId(client),
                          .seq = seq,
                          .timestamp = {},
                          .pollId = PollId(u"p-"_s + client)},
        u"x"_s)
        .object();
}

QString idOf(const Outbox::Outgoing &outgoing)
{
    return outgoing.envelope.id;
}

WireError refusal(const QString &id, ErrorCode code, std::optional<Millis> after = {})
{
    return {.code = code, .message = u"No."_s, .retryAfter = after, .replyTo = id};
}

} // namespace

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

void TestSyncOutbox::aReplyWaitsAndIsRewritten()
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

void TestSyncOutbox::anEditOfAnUnsentMessageChangesIt()
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

void TestSyncOutbox::anEditOfAMessageUnderWayWaits()
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

void TestSyncOutbox::newerSettingsReplaceOlderOnes()
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

void TestSyncOutbox::retryBringsBackTheDependentsToo()
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

void TestSyncOutbox::aRefusedReactionIsRolledBack()
{
    Outbox outbox;
    (void)outbox.add(general, React {MessageId(u"m"_s), u"👍"_s});
    const auto due = outbox.takeDue(start);
    const auto update = outbox.refused(refusal(idOf(due[0]), ErrorCode::NotFound), start);
    QCOMPARE(update.rolledBack.size(), 1);
    QCOMPARE(update.rolledBack.first().failure, u"No."_s);
    QCOMPARE(outbox.size(), 0);
}

void TestSyncOutbox::deletingWhatIsGoneIsDone()
{
    Outbox outbox;
    (void)outbox.add(general, DeleteMessage {MessageId(u"m"_s)});
    const auto due = outbox.takeDue(start);
    QCOMPARE(outbox.refused(refusal(idOf(due[0]), ErrorCode::NotFound), start).done.size(), 1);
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

void TestSyncOutbox::discardTakesTheDependentsAlong()
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

void TestSyncOutbox::discardingWhatMayHaveBeenSentDeletesIt()
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

void TestSyncOutbox::aVoteWaitsForItsPoll()
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

namespace {

/// A server with a queue in each direction, an idempotent log and moods.
struct Server {
    struct Stored {
        QString clientId;
        QString text;
        QString replyTo;
        bool deleted = false;
        QSet<QString> reactions {};
    };
    QList<Stored> log;
    TokenBucket bucket {20, 10};

    [[nodiscard]] qsizetype find(const QString &clientId) const
    {
        const auto it = std::find_if(log.begin(), log.end(), [&](const Stored &s) { return s.clientId == clientId; });
        return it == log.end() ? -1 : it - log.begin();
    }
    [[nodiscard]] Stored *byMessage(const QString &id)
    {
        const qsizetype at = id.startsWith(u"m-"_s) ? find(id.sliced(2)) : -1;
        return at < 0 ? nullptr : &log[at];
    }

    [[nodiscard]] Envelope answer(const Envelope &envelope, Instant now)
    {
        const QString to = envelope.id;
        const auto request = requestFromEnvelope(envelope);
        if (!request)
            return toEnvelope(WireError {ErrorCode::BadRequest, u"Bad."_s, {}, to});
        if (const auto *send = std::get_if<SendMessage>(&*request)) {
            qsizetype at = find(send->clientId.value());
            if (at < 0) {
                if (const auto wait = bucket.take(now))
                    return toEnvelope(WireError {ErrorCode::RateLimited, u"Slow."_s, wait, to});
                if (send->text.contains(u"bad"_s))
                    return toEnvelope(WireError {ErrorCode::Forbidden, u"Not that."_s, {}, to});
                if (send->replyTo && byMessage(send->replyTo->value()) == nullptr)
                    return toEnvelope(WireError {ErrorCode::NotFound, u"No such message."_s, {}, to});
                at = log.size();
                log.append({send->clientId.value(), send->text, send->replyTo.value_or(MessageId()).value()});
            }
            return toEnvelope(
                SendAck {MessageId(u"m-"_s + send->clientId.value()), send->clientId, Seq(at) + 1, {}, {}}, to);
        }
        Stored *target = nullptr;
        if (const auto *edit = std::get_if<EditMessage>(&*request)) {
            if ((target = byMessage(edit->messageId.value())) != nullptr)
                target->text = edit->text;
        } else if (const auto *remove = std::get_if<DeleteMessage>(&*request)) {
            if ((target = byMessage(remove->messageId.value())) != nullptr)
                target->deleted = true;
        } else if (const auto *react = std::get_if<React>(&*request)) {
            if ((target = byMessage(react->messageId.value())) != nullptr) {
                if (react->on)
                    target->reactions.insert(react->emoji);
                else
                    target->reactions.remove(react->emoji);
            }
        }
        return target != nullptr ? toEnvelope(Ack {}, to)
                                 : toEnvelope(WireError {ErrorCode::NotFound, u"Gone."_s, {}, to});
    }
};

/// What the person did, as they remember it.
struct Wish {
    QString clientId;
    QString text;
    QString replyTo {}; // clientId
    bool isDeleted = false;
    QSet<QString> reactions {};
};

} // namespace

void TestSyncOutbox::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 40; ++seed)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << seed;
    const std::uint64_t fresh = Random::fromSystem().next();
    qInfo("fresh seed %llu", static_cast<unsigned long long>(fresh));
    QTest::newRow("fresh") << quint64(fresh);
}

/// A person who writes, edits, reacts and deletes over a link that breaks, beside a program that is killed. In the end
/// the server has what the person sees: everything once, in order, with the last word of every edit.
void TestSyncOutbox::randomPlay()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    Server server;
    auto outbox = std::make_unique<Outbox>();
    std::map<std::int64_t, QJsonObject> store;
    QList<Wish> wishes;
    QSet<QString> acknowledged;
    QSet<QString> refusedOnce; // these go when they are mended, the others keep their order
    QList<Envelope> up;
    QList<Envelope> down;
    Instant now = start;
    int made = 0;
    const QStringList emoji {u"👍"_s, u"🎉"_s};

    const auto persist = [&](const OutboxUpdate &update) {
        for (const OutboxEntry &entry : update.changed) {
            store[entry.order] = toJson(entry);
            if (entry.state == State::Failed)
                refusedOnce.insert(entry.clientId().value());
        }
        for (const auto *gone : {&update.done, &update.rolledBack, &update.dropped}) {
            for (const OutboxEntry &entry : *gone)
                store.erase(entry.order);
        }
        for (const OutboxEntry &entry : update.done) {
            if (entry.isMessage())
                acknowledged.insert(entry.clientId().value());
        }
        QCOMPARE(qsizetype(store.size()), outbox->size());
        for (const OutboxEntry &entry : outbox->entries())
            QCOMPARE(toJson(entry), store[entry.order]);
    };
    const auto target = [&](Wish &wish, ClientId &waitsFor) {
        if (acknowledged.contains(wish.clientId))
            return MessageId(u"m-"_s + wish.clientId);
        waitsFor = ClientId(wish.clientId);
        return MessageId(wish.clientId);
    };
    const auto breakLink = [&] {
        up.clear();
        down.clear();
        outbox->linkLost();
    };
    const auto isFailed = [&](const QString &client) {
        const OutboxEntry *entry = outbox->find(ClientId(client));
        return entry != nullptr && entry->state == State::Failed;
    };
    const auto exchange = [&](bool whole) {
        for (const auto &outgoing : outbox->takeDue(now))
            up.append(outgoing.envelope);
        while (!up.isEmpty() && (whole || random.below(4) != 0))
            down.append(server.answer(up.takeFirst(), now));
        while (!down.isEmpty() && (whole || random.below(3) != 0)) {
            const Envelope answer = down.takeFirst();
            const QString to = replyToOf(answer);
            persist(answer.type == u"ack"_s ? outbox->acked(to, answer.object(), now)
                                            : outbox->refused(*wireErrorFromJson(answer.object()), now));
        }
    };

    for (int step = 0; step < 400; ++step) {
        now += Millis {qint64(random.below(300))};
        ClientId waitsFor;
        const bool hasWish = !wishes.isEmpty();
        const qsizetype pick =
            hasWish ? wishes.size() - 1 - qsizetype(random.below(std::min(wishes.size(), qsizetype {6}))) : 0;
        const bool canTouch = hasWish && !wishes[pick].isDeleted;
        switch (random.below(12)) {
        case 0:
        case 1:
        case 2: {
            ++made;
            Wish wish {.clientId = u"c%1"_s.arg(made), .text = random.below(12) == 0 ? u"bad"_s : u"t%1"_s.arg(made)};
            SendMessage send = message(wish.clientId, wish.text);
            if (canTouch && random.below(3) == 0) {
                wish.replyTo = wishes[pick].clientId;
                send.replyTo = target(wishes[pick], waitsFor);
            }
            wishes.append(wish);
            persist(outbox->add(general, send, waitsFor));
            break;
        }
        case 3:
            if (canTouch) {
                wishes[pick].text = u"edit%1"_s.arg(step);
                const MessageId id = target(wishes[pick], waitsFor);
                persist(outbox->add(general, EditMessage {id, wishes[pick].text}, waitsFor));
            }
            break;
        case 4:
            if (canTouch) {
                const QString which = emoji[qsizetype(random.below(2))];
                const bool on = !wishes[pick].reactions.contains(which);
                on ? void(wishes[pick].reactions.insert(which)) : void(wishes[pick].reactions.remove(which));
                const MessageId id = target(wishes[pick], waitsFor);
                persist(outbox->add(general, React {id, which, on}, waitsFor));
            }
            break;
        case 5:
            if (canTouch && random.below(4) == 0) {
                wishes[pick].isDeleted = true;
                const MessageId id = target(wishes[pick], waitsFor);
                persist(outbox->add(general, DeleteMessage {id}, waitsFor));
            }
            break;
        case 6:
            if (random.below(3) == 0)
                breakLink();
            break;
        case 7:
            if (random.below(5) == 0) { // killed: what is in the store is all there is
                QList<OutboxEntry> read;
                for (const auto &[order, json] : store)
                    read.append(*outboxEntryFromJson(json));
                outbox = std::make_unique<Outbox>();
                up.clear();
                down.clear();
                persist(outbox->restore(read));
            }
            break;
        default: exchange(false); break;
        }
    }

    // The person mends what was refused, the link holds: all of it arrives.
    breakLink();
    for (Wish &wish : wishes) {
        if (!isFailed(wish.clientId) || wish.text != u"bad"_s)
            continue;
        wish.text = u"good"_s;
        persist(outbox->add(general, EditMessage {MessageId(wish.clientId), wish.text}, ClientId(wish.clientId)));
    }
    for (int i = 0; i < 400 && outbox->size() > 0; ++i) {
        for (Wish &wish : wishes) {
            if (wish.text == u"bad"_s && isFailed(wish.clientId)) {
                wish.text = u"good"_s;
                persist(
                    outbox->add(general, EditMessage {MessageId(wish.clientId), wish.text}, ClientId(wish.clientId)));
            }
            if (isFailed(wish.clientId))
                persist(outbox->retry(ClientId(wish.clientId)));
        }
        exchange(true);
        now += 1s;
    }
    QCOMPARE(outbox->size(), 0);
    QVERIFY(store.empty());

    QSet<QString> once;
    for (const Server::Stored &stored : server.log) {
        QVERIFY2(!once.contains(stored.clientId), qPrintable(stored.clientId));
        once.insert(stored.clientId);
    }
    qsizetype last = -1;
    for (const Wish &wish : wishes) {
        const qsizetype at = server.find(wish.clientId);
        if (at >= 0 && !refusedOnce.contains(wish.clientId)) {
            QVERIFY2(at > last, qPrintable(wish.clientId + u" overtook an earlier one"_s));
            last = at;
        }
        if (wish.isDeleted) {
            QVERIFY2(at < 0 || server.log[at].deleted, qPrintable(wish.clientId));
            continue;
        }
        QVERIFY2(at >= 0, qPrintable(wish.clientId));
        QVERIFY(!server.log[at].deleted);
        QCOMPARE(server.log[at].text, wish.text);
        QVERIFY2(server.log[at].reactions == wish.reactions, qPrintable(wish.clientId));
    }
}

QTEST_APPLESS_MAIN(TestSyncOutbox)
#include "tst_sync_outbox.moc"
