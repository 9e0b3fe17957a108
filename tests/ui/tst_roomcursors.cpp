#include "roomstage.h"

#include "viewmodel/cursormodel.h"

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;

/// Other people's pointers over the messages, and one's own on its way to them.
class TestRoomCursors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsOnTheSameMessageInAnyWindow_data();
    void standsOnTheSameMessageInAnyWindow();
    void scrollsWithTheMessage();
    void vanishesWithThePerson();
    void glidesBetweenSamples();
    void tellsTheOthersWhereOnePoints();

private:
    static QQuickItem *flag(const RoomStage &stage, const QString &name);
    static client::Changes at(const QString &user, const QString &anchor, double x, double y);
};

QQuickItem *TestRoomCursors::flag(const RoomStage &stage, const QString &name)
{
    QQuickItem *overlay = stage.screen->find(u"CursorOverlay"_s);
    for (QQuickItem *item : overlay->childItems()) {
        if (item->property("name").toString() == name)
            return item;
    }
    return nullptr;
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
    QQuickItem *pointer = flag(stage, u"Theo"_s);
    QVERIFY(pointer);
    QVERIFY(pointer->isVisible());
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    const QPointF wanted = box->mapToScene({box->width() * 0.5, box->height() * 0.25});
    const QPointF there = pointer->mapToScene({0, 0});
    QVERIFY2((wanted - there).manhattanLength() < 1.0,
        qPrintable(u"%1 %2, wanted %3 %4"_s.arg(there.x()).arg(there.y()).arg(wanted.x()).arg(wanted.y())));
    stage.screen->resize(size.width() + 200, size.height() - 60);
    stage.settle();
    const QPointF after = box->mapToScene({box->width() * 0.5, box->height() * 0.25});
    QVERIFY((after - pointer->mapToScene({0, 0})).manhattanLength() < 1.0);
    QCOMPARE(stage.screen->warnings(), QStringList());
}

void TestRoomCursors::scrollsWithTheMessage()
{
    RoomStage stage(1280, 600);
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.5, 0.5));
    stage.settle();
    QQuickItem *pointer = flag(stage, u"Theo"_s);
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    const QPointF before = pointer->mapToItem(box, {0, 0});
    stage.scroll(1);
    QVERIFY((pointer->mapToItem(box, {0, 0}) - before).manhattanLength() < 1.0);
}

void TestRoomCursors::vanishesWithThePerson()
{
    RoomStage stage;
    stage.script.showPointers();
    stage.settle();
    QVERIFY(flag(stage, u"Mina"_s));
    client::Changes gone;
    gone.cursorsLeft = {{u"room:launch"_s, protocol::UserId(u"mina"_s)}};
    stage.engine().tell(gone);
    stage.settle();
    QVERIFY(!flag(stage, u"Mina"_s));
    QVERIFY(flag(stage, u"Theo"_s));
    stage.engine().tell(at(u"theo"_s, u"nowhere"_s, 0.5, 0.5)); // a message that is not on the screen
    stage.settle();
    QVERIFY(!flag(stage, u"Theo"_s) || !flag(stage, u"Theo"_s)->isVisible());
}

void TestRoomCursors::glidesBetweenSamples()
{
    RoomStage stage(1280, 800, true);
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.1, 0.5));
    stage.settle();
    QQuickItem *pointer = flag(stage, u"Theo"_s);
    const qreal start = pointer->x();
    stage.engine().tell(at(u"theo"_s, u"m4"_s, 0.9, 0.5));
    QVERIFY2(pointer->x() < start + 50, "it does not leap");
    auto *box = stage.row(u"m4"_s)->property("box").value<QQuickItem *>();
    QTRY_VERIFY(qAbs(pointer->x() - start - 0.8 * box->width()) < 1.0);
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
