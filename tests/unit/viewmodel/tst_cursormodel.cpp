#include "contextfixture.h"
#include "viewmodel/cursormodel.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : testing::ContextFixture {
    CursorModel model {context};

    Fixture() { model.setSurface(u"room:launch"_s); }
    static protocol::Cursor sample(const QString &user, double x, const QString &surface = u"room:launch"_s)
    {
        protocol::Cursor cursor;
        cursor.surface = surface;
        cursor.userId = protocol::UserId(user);
        cursor.username = user;
        cursor.x = x;
        return cursor;
    }
};

} // namespace

class TestCursorModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void latestSampleWins();
    void leaves();
    void othersSurfacesAndOneselfAreIgnored();
    void ownPointerNeedsPermission();
    void nothingIsToldWhileNobodyIsThere();
};

void TestCursorModel::latestSampleWins()
{
    Fixture f;
    f.model.apply(
        {Fixture::sample(u"mina"_s, 0.1), Fixture::sample(u"mina"_s, 0.2), Fixture::sample(u"theo"_s, 0.3)}, {});
    const QList<RemotePointer> pointers = f.model.pointers();
    QCOMPARE(pointers.size(), 2);
    QCOMPARE(pointers[0].key, u"mina"_s);
    QCOMPARE(pointers[0].at, QPointF(0.2, 0));
}

void TestCursorModel::leaves()
{
    Fixture f;
    QSignalSpy left(&f.model, &CursorModel::pointerLeft);
    f.model.apply({Fixture::sample(u"mina"_s, 0.1), Fixture::sample(u"theo"_s, 0.1)}, {});
    f.model.apply({}, {client::CursorLeft {u"room:other"_s, protocol::UserId(u"mina"_s)}});
    QCOMPARE(left.count(), 0);
    f.model.apply({}, {client::CursorLeft {{}, protocol::UserId(u"mina"_s)}});
    QCOMPARE(left.count(), 1);
    QCOMPARE(left[0][0].toString(), u"mina"_s);
    f.model.setSurface(u"room:design"_s);
    QVERIFY(f.model.pointers().isEmpty());
}

void TestCursorModel::othersSurfacesAndOneselfAreIgnored()
{
    Fixture f;
    f.model.apply({Fixture::sample(u"mina"_s, 0.1, u"doc:plan"_s), Fixture::sample(u"alex"_s, 0.1),
                      Fixture::sample(u"theo"_s, std::numeric_limits<double>::quiet_NaN())},
        {});
    QVERIFY(f.model.pointers().isEmpty());
    QList<protocol::Cursor> swarm;
    for (int i = 0; i < 500; ++i)
        swarm.append(Fixture::sample(u"u%1"_s.arg(i), 0.5));
    f.model.apply(swarm, {});
    QCOMPARE(f.model.pointers().size(), qsizetype(CursorModel::MostPointers));
}

void TestCursorModel::ownPointerNeedsPermission()
{
    Fixture f;
    f.model.moved(u"m1"_s, 0.5, 0.5);
    QVERIFY(f.engine.calls.isEmpty());
    f.model.setEnabled(true);
    f.model.moved(u"m1"_s, 0.5, 0.25);
    QCOMPARE(f.engine.lastCall(), u"moveCursor room:launch 0.5 0.25 m1"_s);
    f.model.moved(u"m1"_s, 0.5, 0.25); // it did not
    QCOMPARE(f.engine.count(u"moveCursor"_s), 1);
    f.model.left();
    f.model.left();
    QCOMPARE(f.engine.count(u"leaveCursor"_s), 1);
    f.model.moved(u"m1"_s, 0.5, 0.25);
    f.model.setEnabled(false);
    QCOMPARE(f.engine.count(u"leaveCursor"_s), 2);
}

void TestCursorModel::nothingIsToldWhileNobodyIsThere()
{
    Fixture f;
    f.model.setEnabled(true);
    f.model.setCompany(false);
    f.model.moved(u"m1"_s, 0.5, 0.25);
    f.model.moved(u"m1"_s, 0.5, 0.75);
    QCOMPARE(f.engine.count(u"moveCursor"_s), 0);
    f.model.setCompany(true); // somebody comes: where it is now
    QCOMPARE(f.engine.count(u"moveCursor"_s), 1);
    QCOMPARE(f.engine.lastCall(), u"moveCursor room:launch 0.5 0.75 m1"_s);
    f.model.setCompany(false);
    f.model.left();
    QCOMPARE(f.engine.count(u"leaveCursor"_s), 1);
    f.model.setCompany(true); // nothing to tell: it is not there
    QCOMPARE(f.engine.count(u"moveCursor"_s), 1);
}

QTEST_MAIN(TestCursorModel)
#include "tst_cursormodel.moc"
