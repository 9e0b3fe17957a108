#include "samplescript.h"
#include "screen.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::testing;
using coterie::viewmodel::AppSettings;

/// The gallery opens in the app, shows every part without a warning, and differs between the themes. The pictures are
/// left in the folder named by COTERIE_PICTURES, where somebody wants to look.
class TestGallery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shows_data();
    void shows();
};

void TestGallery::shows_data()
{
    QTest::addColumn<AppSettings::Theme>("theme");
    QTest::addColumn<QColor>("ground");
    QTest::newRow("light") << AppSettings::Theme::Light << QColor(u"#FDFCFA"_s);
    QTest::newRow("dark") << AppSettings::Theme::Dark << QColor(u"#17181B"_s);
    QTest::newRow("contrast") << AppSettings::Theme::HighContrast << QColor();
}

void TestGallery::shows()
{
    QFETCH(const AppSettings::Theme, theme);
    QFETCH(const QColor, ground);
    SampleScript script;
    script.app->settings()->setTheme(theme);
    Screen screen(*script.app);
    screen.resize(1280, 1000);
    screen.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    const QImage picture = screen.grab();
    QVERIFY(screen.find(u"Gallery"_s));
    QCOMPARE(picture.size(), QSize(1280, 1000));
    if (ground.isValid())
        QCOMPARE(picture.pixelColor(4, 500), ground);
    int inked = 0; // a page of parts is anything but one colour
    for (int y = 0; y < picture.height(); y += 4) {
        for (int x = 0; x < picture.width(); x += 4)
            inked += picture.pixelColor(x, y) != picture.pixelColor(4, 500) ? 1 : 0;
    }
    QVERIFY2(inked > 10'000, qPrintable(QString::number(inked)));
    QVERIFY2(screen.warnings().isEmpty(), qPrintable(screen.warnings().join(u'\n')));
    const QString folder = qEnvironmentVariable("COTERIE_PICTURES");
    if (!folder.isEmpty())
        picture.save(QDir(folder).filePath(u"gallery-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()))));
    screen.key(Qt::Key_Escape);
    (void)screen.grab();
    QVERIFY(!screen.find(u"Gallery"_s));
}

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
