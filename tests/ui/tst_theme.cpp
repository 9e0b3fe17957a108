#include "screen.h"

#include "Coterie/Ui/ui.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

/// The theme keeps its promises: WCAG contrast in every theme, sizes that follow the scale, stillness when asked.
class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void contrast_data();
    void contrast();
    void peopleCarryWhite();
    void scales();
    void isStillWhenAsked();

private:
    [[nodiscard]] QColor color(const char *name) const { return m_theme->property(name).value<QColor>(); }

    QQmlEngine m_engine;
    QObject *m_theme = nullptr;
};

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, "contrast ratio".
double contrastOf(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

void TestTheme::init()
{
    if (!m_theme) {
        coterie::ui::install(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQml\nimport Coterie.Ui\nQtObject { property QtObject theme: Theme }"_ba, QUrl());
        std::unique_ptr<QObject> holder(component.create());
        QVERIFY2(holder, qPrintable(component.errorString()));
        m_theme = holder->property("theme").value<QObject *>();
    }
    QVERIFY(m_theme);
    m_theme->setProperty("dark", false);
    m_theme->setProperty("highContrast", false);
    m_theme->setProperty("scale", 1.0);
    m_theme->setProperty("animate", true);
}

void TestTheme::contrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("highContrast");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("ground");
    QTest::addColumn<double>("least");
    const QList<QByteArray> surfaces {"background", "sidebar", "raised", "hover", "selected"};
    for (const bool dark : {false, true}) {
        for (const bool strong : {false, true}) {
            const auto row = [&](const QByteArray &words, const QByteArray &ground, double least) {
                const QByteArray name =
                    QByteArray(strong ? "strong " : "") + (dark ? "dark " : "light ") + words + " on " + ground;
                QTest::newRow(name.constData()) << dark << strong << words << ground << least;
            };
            const double body = strong ? 7.0 : 4.5;
            for (const QByteArray &surface : surfaces) {
                row("ink", surface, 7.0);
                row("soft", surface, body);
                row("faint", surface, strong ? 7.0 : 3.0); // only for what is said elsewhere too
            }
            row("accent", "background", body);
            row("accentInk", "accent", body);
            row("accent", "accentSoft", body);
            row("danger", "background", body);
            row("danger", "dangerSoft", body);
            row("dangerInk", "danger", body);
            row("warningInk", "warningSoft", body);
            row("ink", "accentSoft", 7.0);
            row("ink", "dangerSoft", 7.0);
            row("codeKeyword", "track", body);
            row("codeName", "track", body);
            row("codeString", "track", body);
            row("codeComment", "track", body);
            row("online", "background", 3.0);
            row("away", "background", strong ? 4.5 : 2.0);
            row("dnd", "background", 3.0);
        }
    }
}

void TestTheme::contrast()
{
    QFETCH(const bool, dark);
    QFETCH(const bool, highContrast);
    QFETCH(const QByteArray, words);
    QFETCH(const QByteArray, ground);
    QFETCH(const double, least);
    m_theme->setProperty("dark", dark);
    m_theme->setProperty("highContrast", highContrast);
    const double found = contrastOf(color(words.constData()), color(ground.constData()));
    QVERIFY2(found >= least, qPrintable(u"%1 instead of %2"_s.arg(found).arg(least)));
}

void TestTheme::peopleCarryWhite()
{
    const QStringList hues = m_theme->property("people").toStringList();
    QCOMPARE(hues.size(), 8);
    for (const QString &hue : hues) {
        QVERIFY2(contrastOf(QColor(hue), Qt::white) >= 4.4, qPrintable(hue));
        QColor strong;
        m_theme->setProperty("highContrast", true);
        QVERIFY(QMetaObject::invokeMethod(m_theme, "person", Q_RETURN_ARG(QColor, strong), Q_ARG(QColor, QColor(hue))));
        QVERIFY2(contrastOf(strong, Qt::white) >= 7.0, qPrintable(hue));
    }
    for (const char *tile : {"tileSuccess", "tileInfo", "tileWarning", "tileError"})
        QVERIFY2(contrastOf(color(tile), Qt::white) >= 4.5, tile);
}

void TestTheme::scales()
{
    QCOMPARE(m_theme->property("textBody").toInt(), 14);
    QCOMPARE(m_theme->property("sidebarWidth").toInt(), 256);
    m_theme->setProperty("scale", 2.0);
    QCOMPARE(m_theme->property("textBody").toInt(), 28);
    QCOMPARE(m_theme->property("sidebarWidth").toInt(), 512);
    m_theme->setProperty("scale", 0.8);
    QCOMPARE(m_theme->property("textBody").toInt(), 11);
}

void TestTheme::isStillWhenAsked()
{
    QVERIFY(m_theme->property("quick").toInt() > 0);
    m_theme->setProperty("animate", false);
    QCOMPARE(m_theme->property("quick").toInt(), 0);
    QCOMPARE(m_theme->property("pane").toInt(), 0);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
