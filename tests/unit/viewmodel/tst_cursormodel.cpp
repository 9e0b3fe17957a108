#include "fakeengine.h"
#include "viewmodel/appsettings.h"
#include "viewmodel/cursormodel.h"
#include "viewmodel/people.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    testing::FakeEngine engine;
    ManualClock clock;
    QTemporaryDir folder;
    AppSettings settings {folder.filePath(u"settings.ini"_s)};
    People people;
    Context context {engine, clock, settings, people, QLocale::c(), {}};
    CursorModel model {context};
    QAbstractItemModelTester tester {&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Fixture()
    {
        protocol::User self;
        self.userId = protocol::UserId(u"alex"_s);
        people.setSelf(self);
        model.setSurface(u"room:launch"_s);
    }
    static protocol::Cursor sample(const QString &user, double x, const QString &surface = u"room:launch"_s)
    {
        protocol::Cursor cursor;
        cursor.surface = surface;
        cursor.userId = protocol::UserId(user);
        cursor.username = user;
        cursor.x = x;
        return cursor;
    }
    [[nodiscard]] QVariant get(int row, CursorModel::Role role) const
    {
        return model.data(model.index(row), int(role));
    }
};

} // namespace

class TestCursorModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void latestSampleWins();
    void goesIdleAndLeaves();
    void othersSurfacesAndOneselfAreIgnored();
    void ownPointerNeedsPermission();
};

void TestCursorModel::latestSampleWins()
{
    Fixture f;
    f.model.apply(
        {Fixture::sample(u"mina"_s, 0.1), Fixture::sample(u"mina"_s, 0.2), Fixture::sample(u"theo"_s, 0.3)}, {});
    QCOMPARE(f.model.count(), 2);
    QCOMPARE(f.get(0, CursorModel::Role::X).toDouble(), 0.2);
    QCOMPARE(f.get(0, CursorModel::Role::Stamp).toInt(), 2);
}

void TestCursorModel::goesIdleAndLeaves()
{
    Fixture f;
    f.model.apply({Fixture::sample(u"mina"_s, 0.1), Fixture::sample(u"theo"_s, 0.1)}, {});
    f.clock.advance(CursorModel::IdleAfter);
    f.model.refreshIdle();
    QVERIFY(f.get(0, CursorModel::Role::Idle).toBool());
    f.model.apply({Fixture::sample(u"mina"_s, 0.2)}, {});
    QVERIFY(!f.get(0, CursorModel::Role::Idle).toBool());
    f.model.apply({}, {client::CursorLeft {u"room:other"_s, protocol::UserId(u"mina"_s)}});
    QCOMPARE(f.model.count(), 2);
    f.model.apply({}, {client::CursorLeft {{}, protocol::UserId(u"mina"_s)}});
    QCOMPARE(f.model.count(), 1);
    f.model.setSurface(u"room:design"_s);
    QCOMPARE(f.model.count(), 0);
}

void TestCursorModel::othersSurfacesAndOneselfAreIgnored()
{
    Fixture f;
    f.model.apply({Fixture::sample(u"mina"_s, 0.1, u"doc:plan"_s), Fixture::sample(u"alex"_s, 0.1),
                      Fixture::sample(u"theo"_s, std::numeric_limits<double>::quiet_NaN())},
        {});
    QCOMPARE(f.model.count(), 0);
    QList<protocol::Cursor> swarm;
    for (int i = 0; i < 500; ++i)
        swarm.append(Fixture::sample(u"u%1"_s.arg(i), 0.5));
    f.model.apply(swarm, {});
    QVERIFY(f.model.count() <= 64);
}

void TestCursorModel::ownPointerNeedsPermission()
{
    Fixture f;
    f.model.moved(u"m1"_s, 0.5, 0.5);
    QVERIFY(f.engine.calls.isEmpty());
    f.model.setEnabled(true);
    f.model.moved(u"m1"_s, 0.5, 0.25);
    QCOMPARE(f.engine.lastCall(), u"moveCursor room:launch 0.5 0.25 m1"_s);
    f.model.left();
    f.model.left();
    QCOMPARE(f.engine.count(u"leaveCursor"_s), 1);
    f.model.moved(u"m1"_s, 0.5, 0.25);
    f.model.setEnabled(false);
    QCOMPARE(f.engine.count(u"leaveCursor"_s), 2);
}

QTEST_MAIN(TestCursorModel)
#include "tst_cursormodel.moc"
