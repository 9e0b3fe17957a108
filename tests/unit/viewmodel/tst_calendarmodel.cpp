#include "viewmodel/calendarmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;
using Role = CalendarModel::Role;

class TestCalendarModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understandsDays_data();
    void understandsDays();
    void stepsAndStopsAtToday();
    void showsWholeWeeks();
};

void TestCalendarModel::understandsDays_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("expected");
    QTest::newRow("iso") << u"2024-03-12"_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("spaces around") << u"  2024-03-12 "_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("today") << u"Today"_s << u"en_US"_s << u"2026-11-25"_s;
    QTest::newRow("yesterday") << u"yesterday"_s << u"en_US"_s << u"2026-11-24"_s;
    QTest::newRow("month first, there") << u"3/12/2024"_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("day first, here") << u"12/03/2024"_s << u"en_GB"_s << u"2024-03-12"_s;
    QTest::newRow("dots") << u"12.3.2024"_s << u"de_DE"_s << u"2024-03-12"_s;
    QTest::newRow("words") << u"12 March 2024"_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("words the other way round") << u"March 12, 2024"_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("their words") << u"12. März 2024"_s << u"de_DE"_s << u"2024-03-12"_s;
    QTest::newRow("english words elsewhere") << u"12 March 2024"_s << u"de_DE"_s << u"2024-03-12"_s;
    QTest::newRow("short month") << u"12 Mar 2024"_s << u"en_US"_s << u"2024-03-12"_s;
    QTest::newRow("month") << u"March 2024"_s << u"en_US"_s << u"2024-03-01"_s;
    QTest::newRow("year") << u"2024"_s << u"en_US"_s << u"2024-01-01"_s;
    QTest::newRow("no such day") << u"2024-02-30"_s << u"en_US"_s << QString();
    QTest::newRow("nothing") << QString() << u"en_US"_s << QString();
    QTest::newRow("words of another kind") << u"when we met"_s << u"en_US"_s << QString();
}

void TestCalendarModel::understandsDays()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, locale);
    const QDate day = CalendarModel::dayIn(typed, QDate(2026, 11, 25), QLocale(locale));
    QTEST(day.toString(Qt::ISODate), "expected");
}

void TestCalendarModel::stepsAndStopsAtToday()
{
    CalendarModel model;
    const QAbstractItemModelTester tester(&model);
    const QString today = model.day();
    model.setDay(u"2024-01-31"_s);
    model.stepMonths(1);
    QCOMPARE(model.day(), u"2024-02-29"_s);
    model.stepDays(1);
    QCOMPARE(model.day(), u"2024-03-01"_s);
    QVERIFY(model.hasNextMonth());
    model.setDay(u"9999-01-01"_s);
    QCOMPARE(model.day(), u"2024-03-01"_s);
    QVERIFY(!model.read(u"9999-01-01"_s));
    QVERIFY(model.read(u"2024-05-05"_s));
    QCOMPARE(model.day(), u"2024-05-05"_s);
    model.stepMonths(12 * 5000);
    QCOMPARE(model.day(), today);
    QVERIFY(!model.hasNextMonth());
}

void TestCalendarModel::showsWholeWeeks()
{
    CalendarModel model;
    model.setDay(u"2024-02-14"_s);
    QCOMPARE(model.rowCount({}), 42);
    QCOMPARE(model.weekdays().size(), 7);
    const auto get = [&](int row, Role role) { return model.data(model.index(row), int(role)); };
    const QDate first = QDate::fromString(get(0, Role::Day).toString(), Qt::ISODate);
    QCOMPARE(first.dayOfWeek(), int(QLocale().firstDayOfWeek()));
    int inMonth = 0;
    for (int row = 0; row < 42; ++row) {
        inMonth += get(row, Role::InMonth).toBool() ? 1 : 0;
        QCOMPARE(get(row, Role::Chosen).toBool(), get(row, Role::Day).toString() == "2024-02-14"_L1);
        QVERIFY(!get(row, Role::Future).toBool());
    }
    QCOMPARE(inMonth, 29);
}

QTEST_GUILESS_MAIN(TestCalendarModel)
#include "tst_calendarmodel.moc"
