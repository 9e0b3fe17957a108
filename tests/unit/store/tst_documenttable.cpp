#include "storefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::store;

/// Documents on this computer: their list, their copies, and what the server has not confirmed.
class TestDocumentTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theListSurvivesReopening();
    void aCopyIsItsStateAndWhatCameLater();
    void waitingCountsWhatIsNotConfirmed();
    void compactingKeepsTheCount();
    void compactingKeepsACopyInOneRow();
    void numbersAreNeverUsedTwice();
    void anUpdateOfAnUnknownDocumentIsKept();
    void removingLeavesNothing();
    void clearForgetsThem();

private:
    [[nodiscard]] DocumentTable &table() { return m_store->documents(); }
    void reopen() { m_store = Store::open(m_folder->filePath(u"store.sqlite"_s), now); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

static const DocumentId plan {u"plan-0001"_s};
static const DocumentId notes {u"notes-0001"_s};

static StoredDocument line(const DocumentId &docId)
{
    return {.document = {.docId = docId,
                .title = u"Launch plan"_s,
                .roomId = general,
                .createdBy = me,
                .createdAt = now,
                .updatedAt = now,
                .bytes = 512}};
}

void TestDocumentTable::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
    QVERIFY2(m_store->isPersistent(), qPrintable(m_store->warning()));
}

void TestDocumentTable::theListSurvivesReopening()
{
    StoredDocument changed = line(plan);
    changed.document.present = {mina}; // who is there now says nothing about tomorrow
    table().put(changed);
    changed.isRenamed = true;
    changed.isUnsent = true;
    changed.isRemoved = true;
    changed.failure = u"It was removed."_s;
    changed.epoch = Epoch {u"e1"_s};
    changed.isOwed = true;
    table().put(changed);
    table().put(line(notes));
    reopen();
    changed.document.present.clear();
    QCOMPARE(table().all(), QList({changed, line(notes)}));
    QVERIFY(table().stored().isEmpty());
}

void TestDocumentTable::aCopyIsItsStateAndWhatCameLater()
{
    table().put(line(plan));
    table().add(plan, "one"_ba, 0);
    table().add(plan, "two"_ba, 1);
    table().add(notes, "other"_ba, 0);
    QCOMPARE(table().copy(plan), QList({"one"_ba, "two"_ba}));
    table().compact(plan, "one+two"_ba);
    table().add(plan, "three"_ba, 0);
    reopen();
    QCOMPARE(table().copy(plan), QList({"one+two"_ba, "three"_ba}));
    QCOMPARE(table().copy(notes), QList({"other"_ba}));
    QCOMPARE(table().stored(), QList({plan, notes}));
    const Backlog backlog = table().backlog(notes);
    QCOMPARE(backlog.updates, 1);
    QCOMPARE(backlog.bytes, 5);
}

void TestDocumentTable::waitingCountsWhatIsNotConfirmed()
{
    const auto first = table().add(plan, "a"_ba, 1);
    table().add(plan, "theirs"_ba, 0);
    const auto second = table().add(plan, "b"_ba, 1);
    const auto elsewhere = table().add(notes, "c"_ba, 1);
    const auto third = table().add(plan, "d"_ba, 1);
    QVERIFY(first < second && second < elsewhere && elsewhere < third);
    QCOMPARE(table().waiting(plan), 3);
    QCOMPARE(table().lastWaiting(plan), third);
    table().confirm(plan, second);
    QCOMPARE(table().waiting(plan), 1);
    QCOMPARE(table().waiting(notes), 1); // numbers are shared, confirmations are not
    reopen();
    QCOMPARE(table().waiting(), (QHash<DocumentId, int> {{plan, 1}, {notes, 1}}));
    table().confirm(plan, third);
    QCOMPARE(table().waiting(plan), 0);
    QCOMPARE(table().lastWaiting(plan), 0);
    QCOMPARE(table().copy(plan).size(), 4); // confirmed is not gone
}

void TestDocumentTable::compactingKeepsTheCount()
{
    table().add(plan, "a"_ba, 1);
    const auto middle = table().add(plan, "b"_ba, 1);
    table().confirm(plan, middle - 1);
    table().add(plan, "theirs"_ba, 0);
    const auto last = table().add(plan, "c"_ba, 1);
    table().compact(plan, "all"_ba);
    QCOMPARE(table().waiting(plan), 2);
    QCOMPARE(table().lastWaiting(plan), last);
    QCOMPARE(table().copy(plan), QList({"all"_ba}));
    const auto later = table().add(plan, "d"_ba, 1);
    QCOMPARE(table().waiting(plan), 3);
    table().compact(plan, "all+d"_ba); // the place holder of before is part of the new one
    QCOMPARE(table().waiting(plan), 3);
    QCOMPARE(table().backlog(plan).updates, 1);
    table().confirm(plan, middle); // of a link from before the compaction: too early for what they were folded into
    QCOMPARE(table().waiting(plan), 3);
    table().confirm(plan, later);
    QCOMPARE(table().waiting(plan), 0);
    table().compact(plan, "all+d"_ba);
    QCOMPARE(table().backlog(plan).updates, 0);
}

void TestDocumentTable::compactingKeepsACopyInOneRow()
{
    m_store->transact([&] {
        for (int i = 0; i < 500; ++i)
            table().add(plan, QByteArray(30, 'x'), i % 2);
    });
    table().compact(plan, "all"_ba);
    reopen();
    QCOMPARE(table().copy(plan), QList({"all"_ba}));
    QCOMPARE(table().waiting(plan), 250);
}

void TestDocumentTable::numbersAreNeverUsedTwice()
{
    const auto before = table().add(plan, "a"_ba, 1);
    table().remove(plan);
    reopen();
    QVERIFY(table().add(plan, "b"_ba, 1) > before);
}

void TestDocumentTable::anUpdateOfAnUnknownDocumentIsKept()
{
    table().add(plan, "a"_ba, 1);
    QVERIFY(table().all().isEmpty()); // there is nothing to show of it yet
    table().put(line(plan));
    QCOMPARE(table().all(), QList({line(plan)}));
    QCOMPARE(table().copy(plan), QList({"a"_ba}));
}

void TestDocumentTable::removingLeavesNothing()
{
    table().put(line(plan));
    table().put(line(notes));
    table().add(plan, "a"_ba, 1);
    table().compact(plan, "a"_ba);
    table().add(notes, "b"_ba, 1);
    table().remove(plan);
    table().put(line(plan)); // another one of that name has nothing of the first
    QVERIFY(table().copy(plan).isEmpty());
    QCOMPARE(table().waiting(plan), 0);
    QCOMPARE(table().stored(), QList({notes}));
}

void TestDocumentTable::clearForgetsThem()
{
    table().put(line(plan));
    table().add(plan, "a"_ba, 1);
    table().compact(plan, "a"_ba);
    m_store->clear();
    reopen();
    QVERIFY(table().all().isEmpty());
    QVERIFY(table().stored().isEmpty());
    QVERIFY(table().copy(plan).isEmpty());
}

QTEST_GUILESS_MAIN(TestDocumentTable)
#include "tst_documenttable.moc"
