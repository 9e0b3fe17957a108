#include "controlbench.h"

#include <QSignalSpy>
#include <QStyleHints>

using namespace Qt::StringLiterals;
using namespace coterie::testing;
using coterie::ui::Pressable;

namespace {

bool dragByTouch(QQuickWindow *window, QPointingDevice *device, QPoint from, QPoint to)
{
    QTest::touchEvent(window, device).press(0, from, window);
    for (int step = 1; step <= 10; ++step)
        QTest::touchEvent(window, device).move(0, from + (to - from) * step / 10, window);
    QTest::touchEvent(window, device).release(0, to, window);
    QCoreApplication::processEvents();
    return true;
}

const QByteArray longList = "ListView { id: list; objectName: 'list'; anchors.fill: parent; model: 50; property int "
                            "asked: 0\n boundsBehavior: Flickable.StopAtBounds\n"
                            " delegate: Pressable { width: 400; height: 40; onClicked: list.asked += 1 } }"_ba;

} // namespace

/// What a press on a control does, by mouse, finger and key, and what it leaves to others.
class TestControls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void hoverReachesWhatLiesAround();
    void disabledFeelsNothing();
    void clicks();
    void releaseOutsideIsNoClick();
    void everyQuickClickCounts();
    void doubleClickIsToldToWhoListens();
    void contextComesByButtonKeyAndLongPress();
    void slowPressIsAClick();
    void keysPress();
    void clickDoesNotTakeTheFocus();
    void touchScrollsTheListBelow();
    void dragByMouseIsNoClick();
    void wheelScrollsTheListBelow();

private:
    QPointingDevice *m_touch = nullptr;
};

void TestControls::initTestCase()
{
    m_touch = QTest::createTouchDevice();
}

void TestControls::hoverReachesWhatLiesAround()
{
    const ControlBench bench("Pressable { objectName: 'row'; width: 200; height: 50\n"
                             "  Pressable { objectName: 'button'; x: 100; width: 50; height: 50 } }"_ba);
    auto *row = bench.item(u"row"_s);
    auto *button = bench.item(u"button"_s);
    bench.move({20, 20});
    QVERIFY(row->isHovered());
    QVERIFY(!button->isHovered());
    bench.move({120, 20});
    QVERIFY(row->isHovered());
    QVERIFY(button->isHovered());
    bench.move({300, 200});
    QVERIFY(!row->isHovered());
    QVERIFY(!button->isHovered());
    bench.move({120, 20});
    button->setVisible(false);
    QVERIFY(!button->isHovered());
}

void TestControls::disabledFeelsNothing()
{
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    const QSignalSpy clicked(control, &Pressable::clicked);
    const QSignalSpy context(control, &Pressable::contextRequested);
    control->setEnabled(false);
    bench.move({20, 20});
    QVERIFY(!control->isHovered());
    bench.click({20, 20});
    bench.click({20, 20}, Qt::RightButton);
    control->click();
    QTest::keyClick(bench.window(), Qt::Key_Tab);
    QVERIFY(!control->isFocused());
    QTest::keyClick(bench.window(), Qt::Key_Return);
    QCOMPARE(clicked.size() + context.size(), 0);
    control->setEnabled(true);
    bench.move({21, 20});
    QVERIFY(control->isHovered());
    control->setEnabled(false);
    QVERIFY(!control->isHovered());
}

void TestControls::clicks()
{
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    const QSignalSpy clicked(control, &Pressable::clicked);
    QTest::mousePress(bench.window(), Qt::LeftButton, {}, {20, 20});
    QVERIFY(control->isPressed());
    QCOMPARE(clicked.size(), 0);
    QTest::mouseRelease(bench.window(), Qt::LeftButton, {}, {20, 20});
    QVERIFY(!control->isPressed());
    QCOMPARE(clicked.size(), 1);
    QTest::touchEvent(bench.window(), m_touch).press(0, {30, 30}, bench.window());
    QTest::touchEvent(bench.window(), m_touch).release(0, {30, 30}, bench.window());
    QTRY_COMPARE(clicked.size(), 2);
}

void TestControls::releaseOutsideIsNoClick()
{
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    const QSignalSpy clicked(control, &Pressable::clicked);
    QTest::mousePress(bench.window(), Qt::LeftButton, {}, {20, 20});
    QTest::mouseMove(bench.window(), {20, 200});
    QTest::mouseRelease(bench.window(), Qt::LeftButton, {}, {20, 200});
    QVERIFY(!control->isPressed());
    QCOMPARE(clicked.size(), 0);
}

void TestControls::everyQuickClickCounts()
{
    const ControlBench bench(plainControl);
    const QSignalSpy clicked(bench.item(), &Pressable::clicked);
    QTest::mouseDClick(bench.window(), Qt::LeftButton, {}, {20, 20});
    QCOMPARE(clicked.size(), 2);
}

void TestControls::doubleClickIsToldToWhoListens()
{
    const ControlBench bench(plainControl);
    const QSignalSpy clicked(bench.item(), &Pressable::clicked);
    const QSignalSpy twice(bench.item(), &Pressable::doubleClicked);
    QTest::mouseDClick(bench.window(), Qt::LeftButton, {}, {20, 20});
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(twice.size(), 1);
}

void TestControls::contextComesByButtonKeyAndLongPress()
{
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    const QSignalSpy clicked(control, &Pressable::clicked);
    QSignalSpy context(control, &Pressable::contextRequested);
    bench.click({30, 25}, Qt::RightButton);
    QCOMPARE(context.size(), 1);
    QCOMPARE(context.takeFirst(), QVariantList({20.0, 15.0}));
    control->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(bench.window(), Qt::Key_Menu);
    QCOMPARE(context.size(), 1);
    QCOMPARE(context.takeFirst(), QVariantList({50.0, 20.0}));
    QTest::mousePress(bench.window(), Qt::LeftButton, {}, {30, 25});
    QTRY_COMPARE(context.size(), 1);
    QTest::mouseRelease(bench.window(), Qt::LeftButton, {}, {30, 25});
    QCOMPARE(context.size(), 1);
    QCOMPARE(clicked.size(), 0);
}

void TestControls::slowPressIsAClick()
{
    const ControlBench bench(plainControl);
    const QSignalSpy clicked(bench.item(), &Pressable::clicked);
    QElapsedTimer held;
    held.start();
    QTest::mousePress(bench.window(), Qt::LeftButton, {}, {20, 20});
    const int longPress = QGuiApplication::styleHints()->mousePressAndHoldInterval();
    QTRY_VERIFY(held.elapsed() > longPress + 50); // longer than a long press: nobody wants a menu here
    QTest::mouseRelease(bench.window(), Qt::LeftButton, {}, {20, 20});
    QCOMPARE(clicked.size(), 1);
}

void TestControls::keysPress()
{
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    const QSignalSpy clicked(control, &Pressable::clicked);
    QTest::keyClick(bench.window(), Qt::Key_Tab);
    QVERIFY(control->isFocused());
    QTest::keyClick(bench.window(), Qt::Key_Return);
    QTest::keyClick(bench.window(), Qt::Key_Enter);
    QCOMPARE(clicked.size(), 2);
    QTest::keyPress(bench.window(), Qt::Key_Space);
    QVERIFY(control->isPressed());
    QCOMPARE(clicked.size(), 2);
    QTest::keyRelease(bench.window(), Qt::Key_Space);
    QVERIFY(!control->isPressed());
    QCOMPARE(clicked.size(), 3);
    QTest::keyPress(bench.window(), Qt::Key_Space);
    control->setFocus(false); // whoever leaves while pressing has thought better of it
    QVERIFY(!control->isPressed());
    QTest::keyRelease(bench.window(), Qt::Key_Space);
    QCOMPARE(clicked.size(), 3);
}

void TestControls::clickDoesNotTakeTheFocus()
{
    const ControlBench bench(
        "TextInput { objectName: 'words'; y: 200; width: 100; height: 20; focus: true }\n"_ba + plainControl);
    auto *words = bench.item<QQuickItem>(u"words"_s);
    QVERIFY(words->hasActiveFocus());
    bench.click({20, 20});
    QVERIFY(words->hasActiveFocus());
    QTest::keyClick(bench.window(), 'a');
    QCOMPARE(words->property("text").toString(), u"a"_s);
}

void TestControls::touchScrollsTheListBelow()
{
    const ControlBench bench(longList);
    auto *list = bench.item<QQuickItem>(u"list"_s);
    QVERIFY(dragByTouch(bench.window(), m_touch, {100, 250}, {100, 50}));
    QTRY_VERIFY(list->property("contentY").toDouble() > 20);
    QCOMPARE(list->property("asked").toInt(), 0);
    QTRY_VERIFY(!list->property("moving").toBool());
    QTest::touchEvent(bench.window(), m_touch).press(0, {100, 100}, bench.window());
    QTest::touchEvent(bench.window(), m_touch).release(0, {100, 100}, bench.window());
    QTRY_COMPARE(list->property("asked").toInt(), 1);
}

void TestControls::dragByMouseIsNoClick()
{
    const ControlBench bench(longList);
    auto *list = bench.item<QQuickItem>(u"list"_s);
    QTest::mousePress(bench.window(), Qt::LeftButton, {}, {100, 250});
    const auto *pressed = qobject_cast<Pressable *>(bench.window()->mouseGrabberItem());
    QVERIFY(pressed);
    QVERIFY(pressed->isPressed());
    for (int y = 240; y > 50; y -= 10)
        QTest::mouseMove(bench.window(), {100, y});
    QVERIFY(bench.window()->mouseGrabberItem() == list);
    QVERIFY(!pressed->isPressed());
    QTest::mouseRelease(bench.window(), Qt::LeftButton, {}, {100, 50});
    QCOMPARE(list->property("asked").toInt(), 0);
}

void TestControls::wheelScrollsTheListBelow()
{
    const ControlBench bench(longList);
    auto *list = bench.item<QQuickItem>(u"list"_s);
    QWheelEvent turn({100, 100}, bench.window()->mapToGlobal(QPointF(100, 100)), {}, {0, -120}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(bench.window(), &turn);
    QTRY_VERIFY(list->property("contentY").toDouble() > 0);
}

int main(int argc, char *argv[])
{
    return runControlTest<TestControls>(argc, argv);
}

#include "tst_controls.moc"
