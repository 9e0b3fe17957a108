#include "play.h"

#include <QTest>

using namespace coterie::faults;
using namespace Qt::StringLiterals;

/// A short random play with every kind of fault; `soak` is the long one. COTERIE_PLAY_SEED adds a seed. The seed of a
/// fixed bug stays as a row.
class TestPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingLostNothingTwice_data();
    void nothingLostNothingTwice();
};

void TestPlay::nothingLostNothingTwice_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::newRow("20261125") << quint64 {20'261'125};
    if (const int seed = qEnvironmentVariableIntValue("COTERIE_PLAY_SEED"); seed > 0)
        QTest::newRow("asked for") << static_cast<quint64>(seed);
}

void TestPlay::nothingLostNothingTwice()
{
    QFETCH(const quint64, seed);
    const PlayReport report = Play({.seed = seed, .length = coterie::Millis(16'000)}).run();
    QVERIFY2(report.violations.isEmpty(), qPrintable(u"seed %1\n%2"_s.arg(seed).arg(report.violations.join(u'\n'))));
    QVERIFY(report.faultCount() > 20);
    QVERIFY(report.messages > 40);
    QVERIFY(report.words > 20);
    QVERIFY(report.shapes > 10);
}

QTEST_GUILESS_MAIN(TestPlay)
#include "tst_play.moc"
