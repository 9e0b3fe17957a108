#include "viewmodel/countedlistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

class PairModel final : public CountedListModel
{
    Q_OBJECT
public:
    enum class Role { Key = Qt::UserRole + 1, FirstValue };
    Q_ENUM(Role)
    struct Row {
        QString key;
        int value = 0;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || role < int(Role::Key))
            return {};
        const Row &row = rows[size_t(index.row())];
        return role == int(Role::Key) ? QVariant(row.key) : QVariant(row.value);
    }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return namesOf<Role>(); }
    void show(std::vector<Row> next) { syncRows(rows, std::move(next)); }
    std::vector<Row> rows;
};

class TestCountedListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roleNamesFollowTheEnum();
    void movesKeepPersistentIndexes();
    void randomSync();
};

void TestCountedListModel::roleNamesFollowTheEnum()
{
    const PairModel model;
    QCOMPARE(model.roleNames().value(int(PairModel::Role::FirstValue)), "firstValue"_ba);
}

void TestCountedListModel::movesKeepPersistentIndexes()
{
    PairModel model;
    model.show({{u"a"_s, 1}, {u"b"_s, 2}, {u"c"_s, 3}});
    const QPersistentModelIndex c(model.index(2));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.show({{u"c"_s, 3}, {u"a"_s, 1}, {u"b"_s, 9}});
    QCOMPARE(c.row(), 0);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(changed.count(), 1);
}

void TestCountedListModel::randomSync()
{
    const quint32 seed = QRandomGenerator::system()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    PairModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy count(&model, &CountedListModel::countChanged);
    for (int step = 0; step < 300; ++step) {
        std::vector<PairModel::Row> next;
        for (int key = 0; key < 12; ++key) {
            if (random.bounded(3) > 0)
                next.push_back({QString::number(key), int(random.bounded(3))});
        }
        std::shuffle(next.begin(), next.end(), random);
        model.show(next);
        QVERIFY(model.rows == next);
        QCOMPARE(model.count(), int(next.size()));
    }
    QVERIFY(count.count() > 0);
}

QTEST_GUILESS_MAIN(TestCountedListModel)
#include "tst_countedlistmodel.moc"
