#include "viewmodel/format.h"

#include <QDateTime>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

namespace {

WallTime at(int day, int hour, int minute)
{
    return fromEpochMillis(QDateTime(QDate(2026, 11, day), QTime(hour, minute, 12)).toMSecsSinceEpoch());
}

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void times();
    void ages_data();
    void ages();
    void presence();
    void initials_data();
    void initials();
    void namesAreCleaned();
    void oneLineNeverSplitsACharacter();
    void typing();
    void colorsAreChecked();
};

void TestFormat::times()
{
    const WallTime now = at(20, 10, 3);
    const QLocale c = QLocale::c();
    QCOMPARE(format::clockTime(at(20, 9, 41), c), u"09:41"_s);
    QVERIFY(format::clockTime(at(20, 9, 41), QLocale(u"en_US"_s)).contains("9:41"_L1));
    QCOMPARE(format::fullTime(at(19, 9, 41), c), u"Thursday, 19 November 2026, 09:41:12"_s);
    QVERIFY(format::fullTime(at(19, 21, 41), QLocale(u"en_US"_s)).contains("9:41:12"_L1));
    QCOMPARE(format::dayTitle(at(20, 0, 0), now, c), u"Today"_s);
    QCOMPARE(format::dayTitle(at(19, 23, 59), now, c), u"Yesterday"_s);
    QCOMPARE(format::dayTitle(at(16, 12, 0), now, c), u"Monday 16 November"_s);
    const WallTime lastYear = fromEpochMillis(QDateTime(QDate(2025, 3, 1), QTime(1, 0)).toMSecsSinceEpoch());
    QCOMPARE(format::dayTitle(lastYear, now, c), u"Saturday 1 March 2025"_s);
    QVERIFY(format::dayTitle(at(16, 12, 0), now, QLocale(u"de_DE"_s)).startsWith("Montag 16"_L1));
}

void TestFormat::ages_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("ago");
    QTest::addColumn<QString>("noticeTime");
    QTest::newRow("future") << -3 << u"Just now"_s << u"Just now"_s;
    QTest::newRow("now") << 0 << u"Just now"_s << u"Just now"_s;
    QTest::newRow("four") << 4 << u"4 m ago"_s << u"4 min ago"_s;
    QTest::newRow("five") << 5 << u"5 m ago"_s << u"09:58"_s;
    QTest::newRow("an hour") << 60 << u"1 h ago"_s << u"09:03"_s;
    QTest::newRow("a day") << 1'440 << u"19 Nov"_s << u"10:03"_s;
}

void TestFormat::ages()
{
    QFETCH(const int, minutes);
    QFETCH(const QString, ago);
    QFETCH(const QString, noticeTime);
    const WallTime now = at(20, 10, 3);
    const WallTime then = now - std::chrono::minutes(minutes);
    QCOMPARE(format::ago(then, now, QLocale::c()), ago);
    QCOMPARE(format::noticeTime(then, now, QLocale::c()), noticeTime);
}

void TestFormat::presence()
{
    const WallTime now = at(20, 10, 3);
    QCOMPARE(format::lastSeen(at(20, 9, 12), now, QLocale::c()), u"Last seen 09:12"_s);
    QCOMPARE(format::lastSeen(at(19, 9, 12), now, QLocale::c()), u"Last seen yesterday"_s);
    QCOMPARE(format::lastSeen(at(3, 9, 12), now, QLocale::c()), u"Last seen 3 Nov"_s);
    QCOMPARE(format::lastSeen({}, now, QLocale::c()), u"Offline"_s);
    QCOMPARE(format::awayFor(at(20, 9, 51), now), u"Away for 12 min"_s);
    QCOMPARE(format::awayFor(at(20, 5, 3), now), u"Away for 5 h"_s);
    QCOMPARE(format::awayFor({}, now), u"Away"_s);
    QCOMPARE(format::span(Millis(-5)), u"0 s"_s);
}

void TestFormat::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("letters");
    QTest::newRow("one word") << u"Mina"_s << u"Mi"_s;
    QTest::newRow("two words") << u"alex rivera"_s << u"Al"_s;
    QTest::newRow("one letter") << u"J. Doe"_s << u"J"_s;
    QTest::newRow("nothing") << u""_s << u"?"_s;
    QTest::newRow("signs") << u"***"_s << u"?"_s;
    QTest::newRow("emoji") << u"🦊 Fox"_s << u"🦊"_s;
    QTest::newRow("arabic") << u"ليلى"_s << u"لي"_s;
}

void TestFormat::initials()
{
    QFETCH(const QString, name);
    QFETCH(const QString, letters);
    QCOMPARE(format::initials(name), letters);
}

void TestFormat::namesAreCleaned()
{
    QCOMPARE(format::cleanName(u"  A\u202Egpj\n B\u2066 "_s), u"Agpj B"_s);
    QCOMPARE(format::cleanName(QString(500, u'x')).size(), 64);
}

void TestFormat::oneLineNeverSplitsACharacter()
{
    QCOMPARE(format::oneLine(u" a\n\tb "_s, 10), u"a b"_s);
    QCOMPARE(format::oneLine(u"abc🎉🎉🎉"_s, 5), u"abc…"_s);
    QCOMPARE(format::oneLine(u"abcdef"_s, 4), u"abc…"_s);
}

void TestFormat::typing()
{
    QCOMPARE(format::typing({}), QString());
    QCOMPARE(format::typing({u"Priya"_s}), u"Priya is typing"_s);
    QCOMPARE(format::typing({u"Priya"_s, u"Theo"_s}), u"Priya and Theo are typing"_s);
    QCOMPARE(format::typing({u"Priya"_s, u"Theo"_s, u"A"_s, u"B"_s}), u"Priya and 3 others are typing"_s);
    QCOMPARE(format::people({u"Mina"_s, u"Priya"_s, u"you"_s}), u"Mina, Priya and you"_s);
}

void TestFormat::colorsAreChecked()
{
    QCOMPARE(format::personColor(u"#0F766E"_s, u"a"_s), u"#0F766E"_s);
    const QString fallback = format::personColor(u"red; x"_s, u"a"_s);
    QCOMPARE(fallback.size(), 7);
    QCOMPARE(format::personColor({}, u"a"_s), fallback); // the same person, the same colour
}

QTEST_MAIN(TestFormat)
#include "tst_format.moc"
