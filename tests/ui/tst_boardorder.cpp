#include "board/hittest.h"
#include "canvaswindow.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Shapes put in order: aligned, distributed, flipped, stacked, grouped and locked, by key and by menu.
class TestBoardOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aligns_data();
    void aligns();
    void distributes_data();
    void distributes();
    void flips();
    void stacks_data();
    void stacks();
    void groups();
    void locks();
};

void TestBoardOrder::aligns_data()
{
    QTest::addColumn<QString>("side");
    QTest::addColumn<int>("key");
    QTest::addColumn<QPointF>("small"); // where the smaller of two comes to be
    QTest::newRow("left") << u"left"_s << int(Qt::Key_A) << QPointF(100, 300);
    QTest::newRow("centre") << u"centre"_s << int(Qt::Key_H) << QPointF(275, 300);
    QTest::newRow("right") << u"right"_s << int(Qt::Key_D) << QPointF(450, 300);
    QTest::newRow("top") << u"top"_s << int(Qt::Key_W) << QPointF(450, 100);
    QTest::newRow("middle") << u"middle"_s << int(Qt::Key_V) << QPointF(450, 205);
    QTest::newRow("bottom") << u"bottom"_s << int(Qt::Key_S) << QPointF(450, 310);
}

void TestBoardOrder::aligns()
{
    QFETCH(const QString, side);
    QFETCH(const int, key);
    QFETCH(const QPointF, small);
    CanvasWindow window;
    const ShapeId large = window.add(ShapeType::Note, {100, 100, 100, 250});
    const ShapeId id = window.add(ShapeType::Rectangle, {450, 300, 50, 40});
    const QRectF before = window.shape(large)->box().united(window.shape(id)->box());
    window.canvas().selectAll();
    const auto verify = [&] {
        QCOMPARE(window.shape(id)->box().topLeft(), small);
        // Both lie within what they took before, and agree.
        QVERIFY(before.contains(window.shape(large)->box()) && before.contains(window.shape(id)->box()));
        QVERIFY(window.inStep());
    };
    window.key(Qt::Key(key), Qt::AltModifier);
    verify();
    window.canvas().undo();
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(450, 300));
    window.canvas().selectAll();
    window.canvas().alignTo(side);
    verify();
    window.canvas().undo();
    window.canvas().alignTo(u"nonsense"_s);
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(450, 300));
}

void TestBoardOrder::distributes_data()
{
    QTest::addColumn<bool>("vertical");
    QTest::newRow("horizontal") << false;
    QTest::newRow("vertical") << true;
}

void TestBoardOrder::distributes()
{
    QFETCH(const bool, vertical);
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 60, 40});
    const ShapeId middle = window.add(ShapeType::Rectangle, {180, 160, 40, 60});
    window.add(ShapeType::Note, {500, 440, 60, 40});
    window.canvas().selectAll();
    window.key(vertical ? Qt::Key_V : Qt::Key_H, Qt::AltModifier | Qt::ShiftModifier);
    // 160 to 500 and 140 to 440 are between the outer ones: equal gaps.
    const QPointF after = vertical ? QPointF(180, 260) : QPointF(310, 160);
    QCOMPARE(window.shape(middle)->box().topLeft(), after);
    window.canvas().undo();
    window.canvas().selectAll();
    window.canvas().distribute(vertical ? u"vertical"_s : u"horizontal"_s);
    QCOMPARE(window.shape(middle)->box().topLeft(), after);
}

void TestBoardOrder::flips()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Note, {300, 240, 50, 80});
    window.canvas().selectAll();
    window.key(Qt::Key_H, Qt::ShiftModifier);
    QCOMPARE(window.shape(a)->box().topLeft(), QPointF(250, 100));
    QCOMPARE(window.shape(b)->box().topLeft(), QPointF(100, 240));
    window.key(Qt::Key_V, Qt::ShiftModifier);
    QCOMPARE(window.shape(a)->box().topLeft(), QPointF(250, 240));
    QCOMPARE(window.shape(b)->box().topLeft(), QPointF(100, 100));
    window.canvas().undo();
    window.canvas().undo();
    QCOMPARE(window.shape(a)->box().topLeft(), QPointF(100, 100));
}

void TestBoardOrder::stacks_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("order"); // of b among a, b, c, d, from behind
    const int control = int(Qt::ControlModifier);
    const int shift = int(Qt::ShiftModifier);
    QTest::newRow("forward") << int(Qt::Key_BracketRight) << 0 << u"acbd"_s;
    QTest::newRow("forward with Ctrl") << int(Qt::Key_BracketRight) << control << u"acbd"_s;
    QTest::newRow("to the front") << int(Qt::Key_BraceRight) << shift << u"acdb"_s;
    QTest::newRow("to the front with Ctrl") << int(Qt::Key_BracketRight) << (control | shift) << u"acdb"_s;
    QTest::newRow("backward") << int(Qt::Key_BracketLeft) << 0 << u"bacd"_s;
    QTest::newRow("backward with Ctrl") << int(Qt::Key_BracketLeft) << control << u"bacd"_s;
    QTest::newRow("to the back") << int(Qt::Key_BraceLeft) << shift << u"bacd"_s;
}

void TestBoardOrder::stacks()
{
    QFETCH(const int, key);
    QFETCH(const int, modifiers);
    QFETCH(const QString, order);
    CanvasWindow window;
    for (int i = 0; i < 4; ++i) // each over the one before
        window.add(ShapeType::Note, {100.0 + i * 30, 100.0 + i * 20, 100, 80}, QString(QChar(char16_t(u'a' + i))));
    const auto now = [&] {
        QString words;
        for (const ShapePtr &shape : window.shapes())
            words += shape->text;
        return words;
    };
    window.click({135, 125}); // b, where nothing is over it
    QCOMPARE(window.selected()->text, u"b"_s);
    window.key(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(now(), order);
    QVERIFY(window.inStep());
    // What is seen, and hit, is what lies in front.
    window.canvas().selectNone();
    window.click({175, 155}); // b, c
    QCOMPARE(window.selected()->text, order.indexOf(u'b') > order.indexOf(u'c') ? u"b"_s : u"c"_s);
    window.canvas().undo();
    QCOMPARE(now(), u"abcd"_s);
}

void TestBoardOrder::groups()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.add(ShapeType::Note, {150, 120, 100, 80});
    window.canvas().selectAll();
    window.key(Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(window.shape(a)->groups.size(), 1);
    window.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.shape(a)->groups.isEmpty());
}

void TestBoardOrder::locks()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.click({150, 140});
    window.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.shape(id)->locked);
    // No key moves it or takes it away.
    window.key(Qt::Key_Right);
    window.key(Qt::Key_Right, Qt::ControlModifier);
    window.key(Qt::Key_A, Qt::AltModifier);
    window.key(Qt::Key_H, Qt::ShiftModifier);
    window.key(Qt::Key_Delete);
    QVERIFY(window.shape(id));
    QCOMPARE(window.shape(id)->box(), QRectF(100, 100, 100, 80));
    window.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!window.shape(id)->locked);
    window.key(Qt::Key_Right);
    QCOMPARE(window.shape(id)->x, 101.0);
}

QTEST_MAIN(TestBoardOrder)
#include "tst_boardorder.moc"
