#include "outboxsamples.h"

#include "base/random.h"
#include "sync/ratelimit.h"

#include <QTest>

#include <map>

using namespace outboxsamples;

/// Random play of an outbox with a server and a bad link.
class TestSyncOutboxPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomPlay_data();
    void randomPlay();
};

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

void TestSyncOutboxPlay::randomPlay_data()
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
void TestSyncOutboxPlay::randomPlay()
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

QTEST_APPLESS_MAIN(TestSyncOutboxPlay)
#include "tst_sync_outboxplay.moc"
