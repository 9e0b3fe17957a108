#include "controlbench.h"

#include <QAccessible>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coterie::testing;
using coterie::ui::Pressable;

/// What a control shows of its state, and says of it to a screen reader; and that it costs nothing before.
class TestControlLooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void restingControlIsOneObject();
    void ringShowsForTheKeyboardOnly();
    void plateShowsUnderThePointer();
    void speaksOnceSomebodyListens();
    void voiceFollowsTheControl();
};

void TestControlLooks::restingControlIsOneObject()
{
    const ControlBench bench(plainControl);
    QCOMPARE(bench.item()->children().size(), 0);
    QCOMPARE(bench.item()->childItems().size(), 0);
}

void TestControlLooks::ringShowsForTheKeyboardOnly()
{
    const ControlBench bench(
        "Pressable { objectName: 'control'; x: 10; y: 10; width: 100; height: 40; ring: true; ringGap: 4 }"_ba);
    auto *control = bench.item();
    QVERIFY(control->childItems().isEmpty());
    QTest::keyClick(bench.window(), Qt::Key_Tab);
    QCOMPARE(control->childItems().size(), 1);
    const QQuickItem *ring = control->childItems().constFirst();
    QVERIFY(ring->isVisible());
    QCOMPARE(ring->mapRectToScene(ring->boundingRect()), QRectF(6, 6, 108, 48));
    bench.click({300, 200});
    QVERIFY(control->isFocused());
    QVERIFY(!ring->isVisible());
    QTest::keyClick(bench.window(), Qt::Key_Tab);
    QVERIFY(ring->isVisible());
    control->setEnabled(false);
    QVERIFY(!ring->isVisible());
    QVERIFY2(bench.warnings().isEmpty(), qPrintable(bench.warnings().join(u'\n')));
}

void TestControlLooks::plateShowsUnderThePointer()
{
    const ControlBench bench(
        "Pressable { objectName: 'control'; x: 10; y: 10; width: 100; height: 40; plate: Pressable.Select }"_ba);
    auto *control = bench.item();
    const QColor ground = bench.window()->grabWindow().pixelColor(60 * ControlRatio, 30 * ControlRatio);
    QVERIFY(control->childItems().isEmpty());
    const auto shown = [&] { return bench.window()->grabWindow().pixelColor(60 * ControlRatio, 30 * ControlRatio); };
    bench.move({20, 20});
    QCOMPARE(shown(), QColor(u"#ECE8E0"_s));
    control->setLit(true);
    QCOMPARE(shown(), QColor(u"#E2EFEA"_s));
    bench.move({300, 200});
    QCOMPARE(shown(), QColor(u"#E2EFEA"_s));
    control->setLit(false);
    QCOMPARE(shown(), ground);
}

void TestControlLooks::speaksOnceSomebodyListens()
{
    QAccessible::setActive(false);
    const ControlBench bench(
        "Pressable { objectName: 'control'; width: 100; height: 40; tip: 'Do it'; shortcutHint: 'Ctrl+D'\n"
        "  role: Accessible.ListItem; selectable: true; selected: true }"_ba);
    QVERIFY(bench.item()->children().isEmpty());
    QVERIFY(accessibleTree(QAccessible::queryAccessibleInterface(bench.window())).size() < 2);
    QAccessible::setActive(true);
    const auto tree = accessibleTree(QAccessible::queryAccessibleInterface(bench.window()));
    QCOMPARE(tree.size(), 2);
    QAccessibleInterface *voice = tree.at(1);
    QCOMPARE(voice->role(), QAccessible::ListItem);
    QCOMPARE(voice->text(QAccessible::Name), u"Do it"_s);
    QVERIFY(voice->state().focusable);
    QVERIFY(voice->state().selectable);
    QVERIFY(voice->state().selected);
    const ControlBench late(plainControl); // one that is made while somebody listens
    QCOMPARE(accessibleTree(QAccessible::queryAccessibleInterface(late.window())).size(), 2);
    QVERIFY2(bench.warnings().isEmpty(), qPrintable(bench.warnings().join(u'\n')));
}

void TestControlLooks::voiceFollowsTheControl()
{
    QAccessible::setActive(true);
    const ControlBench bench(plainControl);
    auto *control = bench.item();
    QAccessibleInterface *voice = QAccessible::queryAccessibleInterface(control);
    QVERIFY(voice);
    QCOMPARE(voice->role(), QAccessible::Button);
    control->setProperty("text", u"Undo it"_s);
    QCOMPARE(voice->text(QAccessible::Name), u"Undo it"_s);
    control->setProperty("tip", u"As it was"_s);
    QCOMPARE(voice->text(QAccessible::Description), u"As it was"_s);
    control->setProperty("description", u"All of it"_s);
    QCOMPARE(voice->text(QAccessible::Description), u"All of it"_s);
    control->setProperty("checkable", true);
    control->setProperty("checked", true);
    QVERIFY(voice->state().checkable);
    QVERIFY(voice->state().checked);
    const QSignalSpy clicked(control, &Pressable::clicked);
    voice->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(clicked.size(), 1);
    control->setEnabled(false);
    voice->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(clicked.size(), 1);
}

int main(int argc, char *argv[])
{
    return runControlTest<TestControlLooks>(argc, argv);
}

#include "tst_controllooks.moc"
