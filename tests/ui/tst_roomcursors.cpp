#include "roomstage.h"

#include "pointers/pointerlayer.h"
#include "viewmodel/cursormodel.h"

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::pointers::PointerLayer;

/// Other people's pointers over the messages, and one's own on its way to them.
class TestRoomCursors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsOnTheSameMessageInAnyWindow_data();
    void standsOnTheSameMessageInAnyWindow();
    void scrollsWithTheMessage();
    void namesAreNotCutOffAtTheEdge();
    void vanishesWithThePerson();
    void glidesBetweenSamples();
    void tellsTheOthersWhereOnePoints();

private:
    [[nodiscard]] static PointerLayer &layer(const RoomStage &stage);
    /// Where somebody's pointer is on the window; nothing: it is not shown.
    [[nodiscard]] static std::optional<QPointF> shown(const RoomStage &stage, const QString &user);
    static client::Changes at(const QString &user, const QString &anchor, double x, double y);
};

PointerLayer &TestRoomCursors::layer(const RoomStage &stage)
{
    PointerLayer *found = nullptr;
    for (QQuickItem *item : stage.list()->property("contentItem").value<QQuickItem *>()->childItems())
        found = found ? found : qobject_cast<PointerLayer *>(item);
    if (!found)
        qFatal("the room has no pointers");
    return *found;
}

std::optional<QPointF> TestRoomCursors::shown(const RoomStage &stage, const QString &user)
{
    const auto place = layer(stage).placeOf(user);
    return place ? std::optional(layer(stage).mapToScene(*place)) : std::nullopt;
}

client::Changes TestRoomCursors::at(const QString &user, const QString &anchor, double x, double y)
{
    protocol::Cursor cursor;
    cursor.surface = u"room:launch"_s;
    cursor.userId = protocol::UserId(user);
    cursor.username = user;
    cursor.color = u"#7C4DBE"_s;
    cursor.anchor = anchor;
    cursor.x = x;
    cursor.y = y;
    client::Changes changes;
    changes.cursors = {cursor};
    return changes;
}

void TestRoomCursors::standsOnTheSameMessageInAnyWindow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("narrow") << QSize(900, 600);
    QTest::newRow("usual") << QSize(1280, 800);
    QTest::newRow("wide") << QSize(1600, 1000);
}

void TestRoomCursors::standsOnTheSameMessageInAnyWindow()
{
    QFETCH(const QSize, size);
    RoomStage stage(size.width(), size.height());
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.5, 0.25));
    stage.settle();
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    const QPointF wanted = box->mapToScene({box->width() * 0.5, box->height() * 0.25});
    QVERIFY(shown(stage, u"theo"_s));
    const QPointF there = *shown(stage, u"theo"_s);
    QVERIFY2((wanted - there).manhattanLength() < 1.0,
        qPrintable(u"%1 %2, wanted %3 %4"_s.arg(there.x()).arg(there.y()).arg(wanted.x()).arg(wanted.y())));
    stage.screen->resize(size.width() + 200, size.height() - 60);
    stage.settle();
    const QPointF after = box->mapToScene({box->width() * 0.5, box->height() * 0.25});
    QVERIFY((after - *shown(stage, u"theo"_s)).manhattanLength() < 1.0);
    QCOMPARE(stage.screen->warnings(), QStringList());
}

void TestRoomCursors::scrollsWithTheMessage()
{
    RoomStage stage(1280, 600);
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.5, 0.5));
    stage.settle();
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    const QPointF before = box->mapFromScene(*shown(stage, u"theo"_s));
    stage.scroll(1);
    QVERIFY((box->mapFromScene(*shown(stage, u"theo"_s)) - before).manhattanLength() < 1.0);
}

void TestRoomCursors::namesAreNotCutOffAtTheEdge()
{
    RoomStage stage(900, 600);
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 1, 0.5));
    stage.settle();
    const QRectF list = stage.list()->mapRectToScene(stage.list()->clipRect());
    const auto flag = [&stage] {
        (void)stage.screen->grab();
        return layer(stage).mapRectToScene(layer(stage).sprites().value(0).place);
    };
    QVERIFY(list.right() - shown(stage, u"theo"_s)->x() < 40);
    QVERIFY2(flag().center().x() < shown(stage, u"theo"_s)->x(), "on the left"); // of the arrow itself less may be seen
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.5, 0.5));
    stage.settle();
    QVERIFY2(flag().center().x() > shown(stage, u"theo"_s)->x(), "and back");
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    const qreal lowest = box->mapFromScene(list.bottomLeft() - QPointF(0, 10)).y();
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.5, lowest / box->height()));
    stage.settle();
    QVERIFY(std::abs(list.bottom() - 10 - shown(stage, u"theo"_s)->y()) < 2);
    QVERIFY2(flag().bottom() <= list.bottom() + 10 && flag().top() < shown(stage, u"theo"_s)->y() - 10, "above");
}

void TestRoomCursors::vanishesWithThePerson()
{
    RoomStage stage;
    stage.script.showPointers();
    stage.settle();
    QVERIFY(shown(stage, u"mina"_s));
    client::Changes gone;
    gone.cursorsLeft = {{u"room:launch"_s, protocol::UserId(u"mina"_s)}};
    stage.engine().tell(gone);
    stage.settle();
    QVERIFY(!shown(stage, u"mina"_s));
    QVERIFY(shown(stage, u"theo"_s));
    stage.engine().tell(at(u"theo"_s, u"nowhere"_s, 0.5, 0.5)); // a message that is not on the screen
    stage.settle();
    QVERIFY(!shown(stage, u"theo"_s));
}

void TestRoomCursors::glidesBetweenSamples()
{
    RoomStage stage(1280, 800, true);
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.1, 0.5));
    stage.settle();
    const qreal start = shown(stage, u"theo"_s)->x();
    QVERIFY(!layer(stage).isAnimating());
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.9, 0.5));
    QVERIFY2(shown(stage, u"theo"_s)->x() < start + 50, "it does not leap");
    QVERIFY(layer(stage).isAnimating());
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    QTRY_VERIFY(qAbs(shown(stage, u"theo"_s)->x() - start - 0.8 * box->width()) < 1.0);
    QTRY_VERIFY2(!layer(stage).isAnimating(), "nothing runs when nobody moves");
}

void TestRoomCursors::tellsTheOthersWhereOnePoints()
{
    RoomStage stage;
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    stage.moveTo(box->mapToScene({box->width() * 0.5, box->height() * 0.5}));
    QCOMPARE(stage.engine().count(u"moveCursor"_s), 0); // not without having asked for it
    stage.room().setPointing(true);
    stage.moveTo(box->mapToScene({box->width() * 0.25, box->height() * 0.5}));
    QTRY_VERIFY(stage.engine().count(u"moveCursor room:launch 0.25 0.5"_s) > 0);
    QVERIFY(stage.engine().calls.filter(u"moveCursor"_s).last().endsWith(u" m4"_s));
    stage.moveTo({20, 400}); // over the sidebar
    QTRY_COMPARE(stage.engine().count(u"leaveCursor room:launch"_s), 1);
}

QTEST_MAIN(TestRoomCursors)
#include "tst_roomcursors.moc"
