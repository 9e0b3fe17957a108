#include "contextfixture.h"
#include "viewmodel/boardpointers.h"
#include "viewmodel/cursormodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

namespace {

/// A board with this person and Theo, joined by their bytes, and whoever speaks JSON.
struct Fixture : testing::ContextFixture {
    CursorModel cursors {context};
    collab::BoardAwareness own {{.userId = u"alex"_s, .name = u"Alex"_s, .color = {}}, clock};
    collab::BoardAwareness theo {{.userId = u"theo"_s, .name = u"theo?"_s, .color = Qt::darkRed}, clock};
    BoardPointers pointers {context, own, cursors};

    Fixture()
    {
        cursors.setSurface(u"doc:board"_s);
        cursors.setCompany(false);
        QObject::connect(&own, &collab::BoardAwareness::told, &theo, &collab::BoardAwareness::receive);
        QObject::connect(&theo, &collab::BoardAwareness::told, &own, &collab::BoardAwareness::receive);
        own.begin(1);
        theo.begin(2);
        own.tellAnew();
    }
    void pass() { clock.advance(Millis(50)); }
    void sayJson(const QString &user, double x)
    {
        protocol::Cursor cursor;
        cursor.surface = u"doc:board"_s;
        cursor.userId = protocol::UserId(user);
        cursor.username = user;
        cursor.x = x;
        cursors.apply({cursor}, {});
    }
    [[nodiscard]] QStringList keys() const
    {
        QStringList all;
        for (const RemotePointer &pointer : pointers.pointers())
            all.append(pointer.key);
        return all;
    }
};

} // namespace

/// Whose pointers are shown over a board.
class TestBoardPointers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesMovesAndLeaves();
    void otherPagesAreElsewhere();
    void whoIsKnownIsCalledAsTheyAre();
    void ownLaserIsShown();
    void reactionsOfThisPageAreSeen();
    void cursorsOfThoseWithoutAwareness();
    void thoseAreToldInTheirWay();
};

void TestBoardPointers::comesMovesAndLeaves()
{
    Fixture f;
    QCOMPARE(f.keys(), QStringList()); // nobody points
    QSignalSpy changed(&f.pointers, &BoardPointers::pointerChanged);
    QSignalSpy left(&f.pointers, &BoardPointers::pointerLeft);
    f.pass();
    f.theo.setPointer(QPointF(3, 4));
    f.pass();
    f.theo.setPointer(QPointF(5, 4));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(f.pointers.pointers().value(0).at, QPointF(5, 4));
    QCOMPARE(f.keys(), QStringList {u"client/2"_s});
    f.pass();
    f.theo.setPointer({});
    QCOMPARE(left.count(), 1);
    f.pass();
    f.theo.setPointer(QPointF(5, 4));
    QSignalSpy reset(&f.pointers, &BoardPointers::pointersReset);
    f.theo.leave();
    QVERIFY(reset.count() > 0);
    QCOMPARE(f.keys(), QStringList());
}

void TestBoardPointers::otherPagesAreElsewhere()
{
    Fixture f;
    f.pass();
    f.theo.setPointer(QPointF(3, 4));
    f.pass();
    f.theo.setPage(board::PageId(u"p2"_s));
    QCOMPARE(f.keys(), QStringList());
    QSignalSpy reset(&f.pointers, &BoardPointers::pointersReset);
    f.own.setPage(board::PageId(u"p2"_s));
    QCOMPARE(reset.count(), 1);
    QCOMPARE(f.keys(), QStringList {u"client/2"_s});
}

void TestBoardPointers::whoIsKnownIsCalledAsTheyAre()
{
    Fixture f;
    f.pass();
    f.theo.setPointer(QPointF(3, 4));
    QCOMPARE(f.pointers.pointers().value(0).name, u"theo?"_s);
    f.people.learn(protocol::UserId(u"theo"_s), u"Theo"_s);
    QCOMPARE(f.pointers.pointers().value(0).name, u"Theo"_s);
}

void TestBoardPointers::ownLaserIsShown()
{
    Fixture f;
    f.own.setPointer(QPointF(1, 1));
    QCOMPARE(f.keys(), QStringList());
    f.own.setLaser(true);
    QCOMPARE(f.pointers.pointers().size(), 1);
    QVERIFY(f.pointers.pointers().value(0).isOwn && f.pointers.pointers().value(0).laser);
    QSignalSpy changed(&f.pointers, &BoardPointers::pointerChanged);
    f.own.setPointer(QPointF(2, 1));
    QCOMPARE(changed.count(), 1); // at once, whatever the others are told
    f.own.setLaser(false);
    QCOMPARE(f.keys(), QStringList());
}

void TestBoardPointers::reactionsOfThisPageAreSeen()
{
    Fixture f;
    QSignalSpy thrown(&f.pointers, &BoardPointers::reactionThrown);
    f.own.throwReaction(u"👍"_s, {1, 2});
    QCOMPARE(thrown.count(), 1);
    f.pass();
    f.theo.throwReaction(u"🎉"_s, {1, 2});
    QCOMPARE(thrown.count(), 2);
    f.pass();
    f.theo.setPage(board::PageId(u"p2"_s));
    f.pass();
    f.theo.throwReaction(u"🎉"_s, {1, 2});
    QCOMPARE(thrown.count(), 2);
}

void TestBoardPointers::cursorsOfThoseWithoutAwareness()
{
    Fixture f;
    f.pass();
    f.theo.setPointer(QPointF(3, 4));
    QSignalSpy changed(&f.pointers, &BoardPointers::pointerChanged);
    f.sayJson(u"theo"_s, 9); // he has awareness
    QCOMPARE(changed.count(), 0);
    QCOMPARE(f.keys(), QStringList {u"client/2"_s});
    f.sayJson(u"jonas"_s, 9);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.keys(), (QStringList {u"client/2"_s, u"jonas"_s}));
    QSignalSpy left(&f.pointers, &BoardPointers::pointerLeft);
    f.cursors.apply({}, {client::CursorLeft {{}, protocol::UserId(u"jonas"_s)}});
    QCOMPARE(left.count(), 1);
    QCOMPARE(f.keys(), QStringList {u"client/2"_s});
}

void TestBoardPointers::thoseAreToldInTheirWay()
{
    Fixture f;
    f.own.setPointer(QPointF(1, 2));
    f.sayJson(u"theo"_s, 9);
    f.own.setPointer(QPointF(2, 2));
    QCOMPARE(f.engine.count(u"moveCursor"_s), 0); // he hears it by the board's own way
    f.sayJson(u"jonas"_s, 9);
    QCOMPARE(f.engine.count(u"moveCursor doc:board 2 2"_s), 1);
    f.own.setPointer(QPointF(3, 2));
    QCOMPARE(f.engine.count(u"moveCursor"_s), 2);
    f.cursors.apply({}, {client::CursorLeft {{}, protocol::UserId(u"jonas"_s)}});
    f.own.setPointer(QPointF(4, 2));
    QCOMPARE(f.engine.count(u"moveCursor"_s), 2);
    f.own.setPointer({});
    QCOMPARE(f.engine.count(u"leaveCursor doc:board"_s), 1);
}

QTEST_MAIN(TestBoardPointers)
#include "tst_boardpointers.moc"
