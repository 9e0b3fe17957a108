#include "storagefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::server;

namespace {

QList<Message> findIn(Storage &storage, const QString &typed, const QList<RoomId> &rooms = {general})
{
    const search::Query query = search::parse(typed, {QDate(2026, 11, 25), QTimeZone::utc()});
    return storage.search.find(query, {.rooms = rooms, .below = 0, .limit = 50});
}

} // namespace

class TestSearchStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void deletingLeavesNoText();
    void findsWordsNotSyntax_data();
    void findsWordsNotSyntax();
    void followsEdits();
    void isFilledForAnOlderFile();
    void aRoomIsFoundBehindAnother();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSearchStore::deletingLeavesNoText()
{
    const auto storage = opened(m_folder->path());
    const Message secret = messageOf(1, u"the wrong window"_s);
    storage->messages.insert(1, secret);
    while (storage->search.indexSome(10)) { }
    storage->search.replace(1, secret, {.deleted = true});
    storage->messages.markDeleted(1, secret);
    const auto found = storage->messages.message(1);
    QVERIFY(found->deleted);
    QVERIFY(found->text.isEmpty());
    QVERIFY(findIn(*storage, u"window"_s).isEmpty());
    QCOMPARE(storage->messages.sentBefore(ann, secret.clientId)->seq, 1); // sending it again makes nothing new
}

void TestSearchStore::findsWordsNotSyntax_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("found");
    QTest::newRow("a word") << u"launch"_s << true;
    QTest::newRow("the start of one") << u"laun"_s << true;
    QTest::newRow("two, any order") << u"plan launch"_s << true;
    QTest::newRow("without accents") << u"uber"_s << true;
    QTest::newRow("not there") << u"lunch"_s << false;
    QTest::newRow("an operator") << u"launch NOT plan"_s << false;
    QTest::newRow("a quote") << u"\"launch"_s << true;
    QTest::newRow("a column") << u"text:launch"_s << false;
    QTest::newRow("signs only") << u"* ^ ( -"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestSearchStore::findsWordsNotSyntax()
{
    QFETCH(const QString, words);
    const auto storage = opened(m_folder->path());
    storage->messages.insert(1, messageOf(1, u"Über the launch plan"_s));
    QTEST(!findIn(*storage, words).isEmpty(), "found");
    QVERIFY(findIn(*storage, words, {RoomId {u"other"_s}}).isEmpty());
    QList<RoomId> many; // more rooms than an expression names
    for (int i = 0; i < 100; ++i)
        many.append(RoomId {u"r%1"_s.arg(i)});
    QVERIFY(findIn(*storage, words, many).isEmpty());
    many.append(general);
    QTEST(!findIn(*storage, words, many).isEmpty(), "found");
    QVERIFY(storage->commit());
}

void TestSearchStore::followsEdits()
{
    const auto storage = opened(m_folder->path());
    Message message = messageOf(1, u"apples"_s);
    storage->messages.insert(1, message);
    QCOMPARE(findIn(*storage, u"apples"_s).size(), 1);
    const Message before = std::exchange(message, messageOf(1, u"pears"_s));
    storage->search.replace(1, before, message);
    storage->messages.setText(1, message, {});
    QVERIFY(findIn(*storage, u"apples"_s).isEmpty());
    QCOMPARE(findIn(*storage, u"pears"_s).size(), 1);
    QVERIFY(storage->commit());
}

void TestSearchStore::isFilledForAnOlderFile()
{
    {
        const auto storage = opened(m_folder->path());
        for (int i = 1; i <= 50; ++i)
            storage->messages.insert(i, messageOf(i, u"old %1"_s.arg(i)));
        QVERIFY(storage->commit());
    }
    { // version 1, as it was shipped
        auto database = sqlite::Database::open(m_folder->filePath(u"coterie.db"_s));
        QVERIFY((*database)
                    ->exec(u"DROP TABLE search_words; DELETE FROM meta WHERE key LIKE 'search%';"
                           "INSERT INTO meta VALUES('indexed', '50');"
                           "CREATE VIRTUAL TABLE message_words USING fts5(text, content='messages', content_rowid='id',"
                           " tokenize='unicode61 remove_diacritics 2');"
                           "DROP TABLE documents; DROP TABLE document_states; DROP TABLE document_updates;"
                           "DROP TABLE document_versions; DROP TABLE document_mentions; PRAGMA user_version=1;"_s)
                    .has_value());
    }
    const auto storage = opened(m_folder->path());
    QVERIFY(QFile::exists(m_folder->filePath(u"coterie.db.before-4"_s)));
    QCOMPARE(findIn(*storage, u"old "_s).size(), 0); // not yet, and nobody waits for it
    storage->messages.insert(51, messageOf(51, u"old and new"_s));
    QCOMPARE(findIn(*storage, u"old "_s).size(), 1);
    QVERIFY(storage->search.indexSome(10));
    QCOMPARE(findIn(*storage, u"old "_s).size(), 11);
    QCOMPARE(findIn(*storage, u"\"old 50\""_s).size(), 1); // the newest first
    const Message before = *storage->messages.message(3);
    Message after = before;
    after.text = u"changed"_s;
    storage->search.replace(3, before, after); // not in the index yet
    storage->messages.setText(3, after, {});
    while (storage->search.indexSome(10)) { }
    QCOMPARE(findIn(*storage, u"changed "_s).size(), 1);
    QCOMPARE(findIn(*storage, u"\"old 3\""_s).size(), 0);
    QCOMPARE(findIn(*storage, u"\"old 1\""_s).size(), 1);
    QVERIFY(storage->commit());
}

/// Hits of other rooms are passed over by hand at first; when there are too many, the index is asked for the rooms.
void TestSearchStore::aRoomIsFoundBehindAnother()
{
    const auto storage = opened(m_folder->path());
    const RoomId other {u"other"_s};
    constexpr int many = 1'200; // more than are passed over
    for (int i = 1; i <= many; ++i) {
        Message message = messageOf(i, u"the launch plan"_s);
        message.roomId = i <= 3 || i == many ? general : other;
        storage->messages.insert(i, message);
    }
    const auto seqs = [](const QList<Message> &messages) {
        QList<Seq> list;
        for (const Message &message : messages)
            list.append(message.seq);
        return list;
    };
    QCOMPARE(seqs(findIn(*storage, u"\"launch plan\""_s)), (QList<Seq> {many, 3, 2, 1}));
    search::Query query = search::parse(u"plan"_s, {QDate(2026, 11, 25), QTimeZone::utc()});
    query.rooms = {general};
    QCOMPARE(
        seqs(storage->search.find(query, {.rooms = {general, other}, .below = many, .limit = 2})), (QList<Seq> {3, 2}));
    QVERIFY(storage->commit());
}

QTEST_GUILESS_MAIN(TestSearchStore)
#include "tst_searchstore.moc"
