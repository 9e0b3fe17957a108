#include "storefixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::store;

class TestStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everythingSurvivesReopening();
    void messagesComeInOrderWithinBounds();
    void replaceDropsWhatTheServerNoLongerHas();
    void unreadCountsOthersOnly();
    void feedsAreBounded();
    void killInTheMiddleKeepsCommittedOnly();
    void nestedTransactionsAreOne();
    void clearForgetsAnAccount();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString path() const { return m_folder->filePath(u"store.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<Store> open() const { return Store::open(path(), now); }
};

void TestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestStore::everythingSurvivesReopening()
{
    auto store = open();
    QVERIFY2(store->isPersistent(), qPrintable(store->warning()));
    prepare(*store);
    store = open();
    QCOMPARE(store->values().self()->userId, me);
    QCOMPARE(store->rooms().all(), QList {roomCalled(general)});

    StoredRoom room = roomCalled(general);
    room.position = 7;
    room.unread = 3;
    room.mentions = 1;
    room.lastText = u"See you"_s;
    room.lastAuthor = u"Mina"_s;
    room.lastAt = now;
    room.room.topic = u"Talk"_s;
    room.room.readSeq = 4;
    Message message = messageAt(7, u"See **you**"_s);
    message.mentions = {me};
    message.reactions = {{u"👍"_s, {me, mina}}};
    message.poll = Poll {PollId {u"p1"_s}, u"Lunch?"_s, {u"Yes"_s, u"No"_s}, {1, 0}, 1, false, false, now, {0}};
    store->transact([&] {
        store->rooms().put(room);
        store->messages().put(message);
        store->rooms().addRange(general, 5, 7);
        store->rooms().setMembers(general, {me, mina});
        store->rooms().setDraft(general, u"half a thou"_s);
        store->people().put({mina, u"Mina"_s, u"#ABCDEF"_s, Status::Away, now, u"Lunch"_s});
        store->outbox().put({3, {{u"text"_s, u"later"_s}}});
        store->outbox().put({9, {{u"text"_s, u"last"_s}}});
        store->outbox().put({4, {{u"text"_s, u"middle"_s}}});
        store->values().setText(u"lastEventId"_s, u"42"_s);
        store->values().setMemory(u"document/plan"_s, {{u"page"_s, u"two"_s}});
        store->values().setMemory(u"document/other"_s, {{u"page"_s, u"three"_s}});
    });
    store = open();
    QCOMPARE(store->rooms().all(), QList {room});
    QCOMPARE(store->messages().byId(message.messageId), std::optional(message));
    QCOMPARE(store->messages().byClientId(mina, message.clientId), std::optional(message));
    QVERIFY(!store->messages().byClientId(me, message.clientId)); // clientIds are unique per author only
    QCOMPARE(store->messages().byPoll(PollId {u"p1"_s}), std::optional(message));
    QCOMPARE(store->rooms().ranges(general), (QList<SeqRange> {{5, 7, false}}));
    QCOMPARE(store->rooms().members()[general].size(), 2);
    QCOMPARE(store->rooms().drafts()[general], u"half a thou"_s);
    QCOMPARE(store->people().all().size(), 1);
    QCOMPARE(store->people().all().first().note, u"Lunch"_s);
    QCOMPARE(store->values().text(u"lastEventId"_s), u"42"_s);
    QCOMPARE(store->values().memory(u"document/plan"_s), (QJsonObject {{u"page"_s, u"two"_s}}));
    store->transact([&] { store->documents().remove(DocumentId {u"plan"_s}); });
    QCOMPARE(store->values().memory(u"document/plan"_s), QJsonObject());
    QVERIFY(!store->values().memory(u"document/other"_s).isEmpty());
    const auto outbox = store->outbox().all();
    QCOMPARE(outbox.size(), 3);
    QCOMPARE(outbox[1].entry["text"_L1].toString(), u"middle"_s);

    store->transact([&] {
        store->outbox().remove(4);
        store->rooms().setDraft(general, {});
        store->rooms().addRange(general, 8, 8);
        store->rooms().markStale(general);
        store->rooms().addRange(general, 20, 22);
    });
    store = open();
    QCOMPARE(store->outbox().all().size(), 2);
    QVERIFY(store->rooms().drafts().isEmpty());
    QCOMPARE(store->rooms().ranges(general), (QList<SeqRange> {{5, 8, true}, {20, 22, false}}));
    QVERIFY((QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)) == QFile::Permissions());

    store->transact([&] { store->rooms().remove(general); });
    store = open();
    QVERIFY(store->rooms().all().isEmpty());
    QVERIFY(!store->messages().byId(message.messageId));
}

void TestStore::messagesComeInOrderWithinBounds()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        for (const Seq seq : {9, 2, 4, 1, 6})
            store->messages().put(messageAt(seq, u"text"_s));
    });
    const auto seqs = [](const QList<Message> &messages) {
        QList<Seq> result;
        for (const Message &message : messages)
            result.append(message.seq);
        return result;
    };
    QCOMPARE(seqs(store->messages().lastOf(general, 1, 8, 3)), (QList<Seq> {2, 4, 6}));
    QCOMPARE(seqs(store->messages().firstOf(general, 2, 9, 3)), (QList<Seq> {2, 4, 6}));
    QCOMPARE(seqs(store->messages().firstOf(general, 7, 8, 3)), QList<Seq>());
    QCOMPARE(store->messages().latest(general)->seq, 9);

    Message other = messageAt(9, u"another log"_s);
    other.messageId = MessageId {u"other"_s};
    store->transact([&] { store->messages().put(other); }); // the same place, another message: the newer word wins
    QCOMPARE(store->messages().latest(general)->messageId.value(), u"other"_s);
    QVERIFY(!store->messages().byId(MessageId {u"m9"_s}));
}

void TestStore::replaceDropsWhatTheServerNoLongerHas()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        for (Seq seq = 1; seq <= 6; ++seq)
            store->messages().put(messageAt(seq, u"old"_s));
        store->messages().replace(general, 2, 5, {messageAt(2, u"new"_s), messageAt(5, u"new"_s)});
    });
    QString texts;
    for (const Message &message : store->messages().firstOf(general, 0, 100, 100))
        texts += u"%1%2 "_s.arg(message.seq).arg(message.text);
    QCOMPARE(texts, u"1old 2new 5new 6old "_s);
}

void TestStore::unreadCountsOthersOnly()
{
    const auto store = open();
    prepare(*store);
    Message mention = messageAt(3, u"@Alex"_s);
    mention.mentions = {me};
    Message deleted = messageAt(4, {});
    deleted.deleted = true;
    store->transact([&] {
        store->messages().put(messageAt(1, u"one"_s));
        store->messages().put(messageAt(2, u"mine"_s, me));
        store->messages().put(mention);
        store->messages().put(deleted);
    });
    QCOMPARE(store->messages().unreadAfter(general, 0), (MessageTable::Unread {2, 1}));
    QCOMPARE(store->messages().unreadAfter(general, 1), (MessageTable::Unread {1, 1}));
    QCOMPARE(store->messages().unreadAfter(general, 4), (MessageTable::Unread {0, 0}));
}

void TestStore::feedsAreBounded()
{
    const auto store = open();
    store->transact([&] {
        for (int i = 0; i < FeedTable::keptActivities + 20; ++i) {
            Activity activity;
            activity.id = u"a%1"_s.arg(i);
            activity.timestamp = now + Millis {i};
            activity.userId = mina;
            activity.action = u"joined"_s;
            QVERIFY(store->feed().add(activity));
            QVERIFY(!store->feed().add(activity));
        }
        for (const QString &id : {u"n1"_s, u"n2"_s, u"n3"_s}) {
            Notification notification;
            notification.id = id;
            notification.title = id;
            notification.timestamp = now;
            notification.message = u"about "_s + id;
            notification.messageId = MessageId {id == u"n3"_s ? u"m-3"_s : u"m-1"_s};
            QVERIFY(store->feed().add(notification));
            QVERIFY(!store->feed().add(notification));
        }
    });
    QCOMPARE(store->feed().activities().size(), FeedTable::keptActivities);
    QCOMPARE(store->feed().activities().first().id, u"a20"_s);
    QList<QString> changed;
    store->transact([&] { changed = store->feed().markRead({u"n2"_s, u"n9"_s}); });
    QCOMPARE(changed, QList {u"n2"_s});
    store->transact([&] { changed = store->feed().markRead({}); });
    QCOMPARE(changed.size(), 2);
    QVERIFY(std::ranges::all_of(store->feed().notifications(), [](const auto &stored) { return stored.read; }));
    store->transact([&] { changed = store->feed().withdraw(MessageId {u"m-1"_s}); });
    QCOMPARE(changed, (QList {u"n1"_s, u"n2"_s}));
    store->transact([&] { changed = store->feed().withdraw(MessageId {u"m-1"_s}); });
    QVERIFY(changed.isEmpty());
    QStringList words;
    for (const StoredNotification &stored : store->feed().notifications())
        words.append(stored.notification.message);
    QCOMPARE(words, (QStringList {{}, {}, u"about n3"_s}));
}

void TestStore::killInTheMiddleKeepsCommittedOnly()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] { store->messages().put(messageAt(1, u"committed"_s)); });
    const QString copy = m_folder->filePath(u"copy.sqlite"_s);
    store->transact([&] {
        for (Seq seq = 2; seq < 300; ++seq)
            store->messages().put(messageAt(seq, QString(500, u'x')));
        // What a kill leaves behind is the files as they are now.
        for (const QString &suffix : {QString(), u"-wal"_s})
            QVERIFY(QFile::copy(path() + suffix, copy + suffix));
    });
    const auto killed = Store::open(copy, now);
    QVERIFY2(killed->isPersistent(), qPrintable(killed->warning()));
    QCOMPARE(killed->warning(), QString());
    QCOMPARE(killed->messages().firstOf(general, 0, 1000, 1000).size(), 1);
    QCOMPARE(store->messages().firstOf(general, 0, 1000, 1000).size(), 299);
}

void TestStore::nestedTransactionsAreOne()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        store->messages().put(messageAt(1, u"a"_s));
        store->transact([&] { store->messages().put(messageAt(2, u"b"_s)); }); // joins the outer one
    });
    QCOMPARE(store->messages().firstOf(general, 0, 10, 10).size(), 2);
    QVERIFY(store->isPersistent());
}

void TestStore::clearForgetsAnAccount()
{
    auto store = open();
    prepare(*store);
    store->transact([&] { store->messages().put(messageAt(1, u"private"_s)); });
    store->clear();
    store = open();
    QVERIFY(!store->values().self());
    QVERIFY(store->rooms().all().isEmpty());
    QVERIFY(store->messages().firstOf(general, 0, 1000, 10).isEmpty());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
