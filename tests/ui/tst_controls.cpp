#include "Coterie/Ui/iconpicture.h"
#include "Coterie/Ui/pressable.h"
#include "Coterie/Ui/ui.h"
#include "screen.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QPainter>
#include <QQmlComponent>
#include <QSignalSpy>
#include <QStyleHints>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace coterie::testing;
using coterie::ui::Pressable;

namespace {

constexpr int ratio = 2; // device pixels per pixel, for the whole program

/// A window of 400 by 300 with what `qml` makes in it. The pointer starts outside of everything.
class Bench
{
public:
    explicit Bench(const QByteArray &qml) : m_warnings(m_engine)
    {
        coterie::ui::install(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQuick\nimport Coterie.Ui\nWindow { width: 400; height: 300; visible: true\n"
                          "property QtObject modality: InputModality // as in Main: it sees every key from the start\n"
                + qml + "\n}",
            QUrl(u"qrc:/bench.qml"_s));
        m_window.reset(qobject_cast<QQuickWindow *>(component.create()));
        if (!m_window) {
            qWarning("%s", qPrintable(component.errorString()));
            return;
        }
        m_window->requestActivate();
        (void)QTest::qWaitForWindowActive(m_window.get());
        QTest::mouseMove(m_window.get(), {399, 299});
    }
    [[nodiscard]] QQuickWindow *window() const { return m_window.get(); }
    [[nodiscard]] QStringList warnings() const { return m_warnings.texts(); }
    template <typename Item = Pressable>
    [[nodiscard]] Item *item(const QString &name = u"control"_s) const
    {
        return m_window ? m_window->findChild<Item *>(name) : nullptr;
    }
    void move(const QPoint &to) const { QTest::mouseMove(m_window.get(), to); }
    void click(const QPoint &at, Qt::MouseButton button = Qt::LeftButton) const
    {
        QTest::mouseClick(m_window.get(), button, {}, at);
    }

private:
    QQmlEngine m_engine;
    Warnings m_warnings;
    std::unique_ptr<QQuickWindow> m_window;
};

const QByteArray plainControl =
    "Pressable { objectName: 'control'; x: 10; y: 10; width: 100; height: 40; text: 'Do it' }"_ba;

bool dragByTouch(QQuickWindow *window, QPointingDevice *device, QPoint from, QPoint to)
{
    QTest::touchEvent(window, device).press(0, from, window);
    for (int step = 1; step <= 10; ++step)
        QTest::touchEvent(window, device).move(0, from + (to - from) * step / 10, window);
    QTest::touchEvent(window, device).release(0, to, window);
    QCoreApplication::processEvents();
    return true;
}

} // namespace

/// What the controls written in C++ promise to everything that is made of them.
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
    void restingControlIsOneObject();
    void ringShowsForTheKeyboardOnly();
    void plateShowsUnderThePointer();
    void speaksOnceSomebodyListens();
    void voiceFollowsTheControl();
    void iconIsDrawnAtTheScreensResolution();
    void iconFollowsColourNameAndSize();
    void unknownIconIsNothing();
    void avatarShowsWhoAndWhetherHere();

private:
    QPointingDevice *m_touch = nullptr;
};

void TestControls::initTestCase()
{
    m_touch = QTest::createTouchDevice();
}

void TestControls::hoverReachesWhatLiesAround()
{
    const Bench bench("Pressable { objectName: 'row'; width: 200; height: 50\n"
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
    const Bench bench(plainControl);
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
    const Bench bench(plainControl);
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
    const Bench bench(plainControl);
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
    const Bench bench(plainControl);
    const QSignalSpy clicked(bench.item(), &Pressable::clicked);
    QTest::mouseDClick(bench.window(), Qt::LeftButton, {}, {20, 20});
    QCOMPARE(clicked.size(), 2);
}

void TestControls::doubleClickIsToldToWhoListens()
{
    const Bench bench(plainControl);
    const QSignalSpy clicked(bench.item(), &Pressable::clicked);
    const QSignalSpy twice(bench.item(), &Pressable::doubleClicked);
    QTest::mouseDClick(bench.window(), Qt::LeftButton, {}, {20, 20});
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(twice.size(), 1);
}

void TestControls::contextComesByButtonKeyAndLongPress()
{
    const Bench bench(plainControl);
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
    const Bench bench(plainControl);
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
    const Bench bench(plainControl);
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
    const Bench bench(
        "TextInput { objectName: 'words'; y: 200; width: 100; height: 20; focus: true }\n"_ba + plainControl);
    auto *words = bench.item<QQuickItem>(u"words"_s);
    QVERIFY(words->hasActiveFocus());
    bench.click({20, 20});
    QVERIFY(words->hasActiveFocus());
    QTest::keyClick(bench.window(), 'a');
    QCOMPARE(words->property("text").toString(), u"a"_s);
}

namespace {

const QByteArray longList = "ListView { id: list; objectName: 'list'; anchors.fill: parent; model: 50; property int "
                            "asked: 0\n boundsBehavior: Flickable.StopAtBounds\n"
                            " delegate: Pressable { width: 400; height: 40; onClicked: list.asked += 1 } }"_ba;

} // namespace

void TestControls::touchScrollsTheListBelow()
{
    const Bench bench(longList);
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
    const Bench bench(longList);
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
    const Bench bench(longList);
    auto *list = bench.item<QQuickItem>(u"list"_s);
    QWheelEvent turn({100, 100}, bench.window()->mapToGlobal(QPointF(100, 100)), {}, {0, -120}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(bench.window(), &turn);
    QTRY_VERIFY(list->property("contentY").toDouble() > 0);
}

void TestControls::restingControlIsOneObject()
{
    const Bench bench(plainControl);
    QCOMPARE(bench.item()->children().size(), 0);
    QCOMPARE(bench.item()->childItems().size(), 0);
}

void TestControls::ringShowsForTheKeyboardOnly()
{
    const Bench bench(
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

void TestControls::plateShowsUnderThePointer()
{
    const Bench bench(
        "Pressable { objectName: 'control'; x: 10; y: 10; width: 100; height: 40; plate: Pressable.Select }"_ba);
    auto *control = bench.item();
    const QColor ground = bench.window()->grabWindow().pixelColor(60 * ratio, 30 * ratio);
    QVERIFY(control->childItems().isEmpty());
    const auto shown = [&] { return bench.window()->grabWindow().pixelColor(60 * ratio, 30 * ratio); };
    bench.move({20, 20});
    QCOMPARE(shown(), QColor(u"#ECE8E0"_s));
    control->setLit(true);
    QCOMPARE(shown(), QColor(u"#E2EFEA"_s));
    bench.move({300, 200});
    QCOMPARE(shown(), QColor(u"#E2EFEA"_s));
    control->setLit(false);
    QCOMPARE(shown(), ground);
}

void TestControls::speaksOnceSomebodyListens()
{
    QAccessible::setActive(false);
    const Bench bench(
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
    const Bench late(plainControl); // one that is made while somebody listens
    QCOMPARE(accessibleTree(QAccessible::queryAccessibleInterface(late.window())).size(), 2);
    QVERIFY2(bench.warnings().isEmpty(), qPrintable(bench.warnings().join(u'\n')));
}

void TestControls::voiceFollowsTheControl()
{
    QAccessible::setActive(true);
    const Bench bench(plainControl);
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

void TestControls::iconIsDrawnAtTheScreensResolution()
{
    const Bench bench("color: 'white'\nIconItem { x: 10; y: 10; size: 20; name: 'plus'; color: '#102030' }"_ba);
    const QImage seen = bench.window()->grabWindow().copy(10 * ratio, 10 * ratio, 20 * ratio, 20 * ratio);
    QImage drawn(seen.size(), QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter(&drawn).drawImage(0, 0, coterie::ui::iconPicture(u"plus"_s, QColor(u"#102030"_s), 20 * ratio));
    QCOMPARE(seen.convertToFormat(QImage::Format_RGB32), drawn);
}

void TestControls::iconFollowsColourNameAndSize()
{
    const Bench bench("color: 'white'\nIconItem { objectName: 'icon'; size: 20; name: 'plus'; color: 'red' }"_ba);
    auto *icon = bench.item<QQuickItem>(u"icon"_s);
    QCOMPARE(icon->width(), 20);
    const auto middle = [&] {
        const int at = int(icon->width()) * ratio / 2;
        return bench.window()->grabWindow().pixelColor(at, at);
    };
    QCOMPARE(middle(), QColor(Qt::red));
    icon->setProperty("color", QColor(Qt::blue));
    QCOMPARE(middle(), QColor(Qt::blue));
    icon->setProperty("size", 40);
    QCOMPARE(icon->height(), 40);
    QCOMPARE(middle(), QColor(Qt::blue));
    icon->setVisible(false);
    icon->setProperty("color", QColor(Qt::green)); // drawn when it is shown again
    QCOMPARE(middle(), QColor(Qt::white));
    icon->setVisible(true);
    QCOMPARE(middle(), QColor(Qt::green));
    icon->setProperty("name", QString());
    QCOMPARE(middle(), QColor(Qt::white));
}

void TestControls::unknownIconIsNothing()
{
    QVERIFY(coterie::ui::iconPicture(u"no-such-icon"_s, Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(u"../fonts/Inter-Bold"_s, Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(QString(), Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(u"plus"_s, Qt::red, 0).isNull());
    QCOMPARE(coterie::ui::iconPicture(u"plus"_s, Qt::red, 1'000'000).size(), QSize(512, 512));
    const QImage faint = coterie::ui::iconPicture(u"plus"_s, QColor(255, 0, 0, 128), 20);
    QVERIFY(qAbs(faint.pixelColor(10, 10).alpha() - 128) < 3);
}

void TestControls::avatarShowsWhoAndWhetherHere()
{
    const Bench bench(
        "color: 'white'\nAvatar { objectName: 'face'; x: 10; y: 10; size: 40; color: '#7C4DBE'; rim: 'white' }"_ba);
    auto *face = bench.item<QQuickItem>(u"face"_s);
    QCOMPARE(QSizeF(face->width(), face->height()), QSizeF(40, 40));
    const auto at = [&](int x, int y) { return bench.window()->grabWindow().pixelColor(x * ratio, y * ratio); };
    constexpr QPoint dot(47, 47); // its middle: two thirds of the way out of the corner
    QCOMPARE(at(30, 30), QColor(u"#7C4DBE"_s));
    QCOMPARE(at(10, 10), QColor(Qt::white)); // the corners are round
    QCOMPARE(at(dot.x() - 4, dot.y() - 4), QColor(u"#7C4DBE"_s)); // no status, no dot
    face->setProperty("status", u"online"_s);
    QCOMPARE(at(dot.x(), dot.y()), QColor(u"#2E8B57"_s));
    face->setProperty("status", u"dnd"_s);
    QCOMPARE(at(dot.x(), dot.y()), QColor(Qt::white)); // the bar
    QCOMPARE(at(dot.x(), dot.y() - 3), QColor(u"#B3261E"_s));
    const QImage before = bench.window()->grabWindow();
    face->setProperty("initials", u"Mi"_s);
    QVERIFY(bench.window()->grabWindow() != before);
    face->setProperty("presence", 0.0);
    QCOMPARE(at(30, 30), QColor(Qt::white));
}

int main(int argc, char *argv[])
{
    qputenv("QT_SCALE_FACTOR", QByteArray::number(ratio));
    qputenv("QML_NO_TOUCH_COMPRESSION", "1"); // every move is delivered at once
    const QGuiApplication application(argc, argv);
    TestControls test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_controls.moc"
