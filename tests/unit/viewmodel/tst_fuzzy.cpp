#include "viewmodel/fuzzy.h"

#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

class TestFuzzy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ranks_data();
    void ranks();
    void rejects();
    void marksSafely();
};

void TestFuzzy::ranks_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("beginning beats inside") << u"lau"_s << u"launch"_s << u"relaunch"_s;
    QTest::newRow("word beats inside") << u"plan"_s << u"launch plan"_s << u"explanation"_s;
    QTest::newRow("run beats strewn") << u"des"_s << u"old designs"_s << u"data express"_s;
    QTest::newRow("initials beat strewn") << u"lp"_s << u"launch plan"_s << u"help"_s;
    QTest::newRow("short beats long") << u"gen"_s << u"general"_s << u"general announcements"_s;
}

void TestFuzzy::ranks()
{
    QFETCH(const QString, query);
    QFETCH(const QString, better);
    QFETCH(const QString, worse);
    const auto first = fuzzyMatch(query, better);
    const auto second = fuzzyMatch(query, worse);
    QVERIFY(first && second);
    QVERIFY2(first->score > second->score, qPrintable(u"%1 %2"_s.arg(first->score).arg(second->score)));
}

void TestFuzzy::rejects()
{
    QVERIFY(!fuzzyMatch(u"xyz", u"launch"));
    QVERIFY(!fuzzyMatch(u"hcnual", u"launch"));
    QVERIFY(fuzzyMatch(u"", u"launch"));
    QVERIFY(fuzzyMatch(u"LAU", u"launch"));
}

void TestFuzzy::marksSafely()
{
    const QString candidate = u"a <img src=x> b"_s;
    const auto match = fuzzyMatch(u"img", candidate);
    QVERIFY(match);
    QCOMPARE(markMatch(candidate, match->positions), u"a &lt;<font color=\"accent\"><b>img</b></font> src=x&gt; b"_s);
}

QTEST_APPLESS_MAIN(TestFuzzy)
#include "tst_fuzzy.moc"
