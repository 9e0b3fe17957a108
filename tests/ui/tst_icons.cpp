#include "Coterie/Ui/iconpicture.h"
#include "controlbench.h"

#include <QPainter>

using namespace Qt::StringLiterals;
using namespace coterie::testing;

/// Icons and faces: drawn by C++, as sharp as the screen is.
class TestIcons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void iconIsDrawnAtTheScreensResolution();
    void iconFollowsColourNameAndSize();
    void unknownIconIsNothing();
    void avatarShowsWhoAndWhetherHere();
};

void TestIcons::iconIsDrawnAtTheScreensResolution()
{
    const ControlBench bench("color: 'white'\nIconItem { x: 10; y: 10; size: 20; name: 'plus'; color: '#102030' }"_ba);
    const QImage seen =
        bench.window()->grabWindow().copy(10 * ControlRatio, 10 * ControlRatio, 20 * ControlRatio, 20 * ControlRatio);
    QImage drawn(seen.size(), QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter(&drawn).drawImage(0, 0, coterie::ui::iconPicture(u"plus"_s, QColor(u"#102030"_s), 20 * ControlRatio));
    QCOMPARE(seen.convertToFormat(QImage::Format_RGB32), drawn);
}

void TestIcons::iconFollowsColourNameAndSize()
{
    const ControlBench bench(
        "color: 'white'\nIconItem { objectName: 'icon'; size: 20; name: 'plus'; color: 'red' }"_ba);
    auto *icon = bench.item<QQuickItem>(u"icon"_s);
    QCOMPARE(icon->width(), 20);
    const auto middle = [&] {
        const int at = int(icon->width()) * ControlRatio / 2;
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

void TestIcons::unknownIconIsNothing()
{
    QVERIFY(coterie::ui::iconPicture(u"no-such-icon"_s, Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(u"../fonts/Inter-Bold"_s, Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(QString(), Qt::red, 20).isNull());
    QVERIFY(coterie::ui::iconPicture(u"plus"_s, Qt::red, 0).isNull());
    QCOMPARE(coterie::ui::iconPicture(u"plus"_s, Qt::red, 1'000'000).size(), QSize(512, 512));
    const QImage faint = coterie::ui::iconPicture(u"plus"_s, QColor(255, 0, 0, 128), 20);
    QVERIFY(qAbs(faint.pixelColor(10, 10).alpha() - 128) < 3);
}

void TestIcons::avatarShowsWhoAndWhetherHere()
{
    const ControlBench bench(
        "color: 'white'\nAvatar { objectName: 'face'; x: 10; y: 10; size: 40; color: '#7C4DBE'; rim: 'white' }"_ba);
    auto *face = bench.item<QQuickItem>(u"face"_s);
    QCOMPARE(QSizeF(face->width(), face->height()), QSizeF(40, 40));
    const auto at = [&](int x, int y) {
        return bench.window()->grabWindow().pixelColor(x * ControlRatio, y * ControlRatio);
    };
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
    return runControlTest<TestIcons>(argc, argv);
}

#include "tst_icons.moc"
