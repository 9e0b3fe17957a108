#include "loadreport.h"

#include <QTest>

using namespace coterie;
using namespace coterie::cli;

class TestLoadLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsACleanRun();
    void countsWhatIsLost();
    void countsRepeatsAndDisorder();
    void leavesOutWhatWasRefused();
};

namespace {

const Instant start {};

} // namespace

void TestLoadLedger::countsACleanRun()
{
    LoadLedger ledger(4, 2); // clients 0 and 2 in one room, 1 and 3 in the other
    const auto first = ledger.send(0, start);
    const auto second = ledger.send(1, start + Millis(10));
    ledger.acknowledged(first);
    ledger.delivered(0, first, 1, start + Millis(5));
    QVERIFY(!ledger.isComplete());
    ledger.delivered(2, first, 1, start + Millis(6));
    ledger.acknowledged(second);
    ledger.delivered(1, second, 1, start + Millis(12));
    ledger.delivered(3, second, 1, start + Millis(1'000));
    QVERIFY(ledger.isComplete());
    const LoadReport report = ledger.report();
    QVERIFY(report.isClean());
    QCOMPARE(report.sent, 2);
    QCOMPARE(report.delivered, 4);
    QCOMPARE(report.max, 990.0);
    QCOMPARE(report.p50, 5.0);
    QCOMPARE(report.seconds, 1.0);
    QCOMPARE(report.deliveredPerSecond(), 4.0);
}

void TestLoadLedger::countsWhatIsLost()
{
    LoadLedger ledger(3, 1);
    ledger.acknowledged(ledger.send(0, start));
    static_cast<void>(ledger.send(1, start)); // never answered
    ledger.delivered(0, 0, 1, start);
    QVERIFY(!ledger.isComplete());
    QCOMPARE(ledger.report().lost, 5);
    QVERIFY(!ledger.report().isClean());
}

void TestLoadLedger::countsRepeatsAndDisorder()
{
    LoadLedger ledger(1, 1);
    for (std::size_t message = 0; message < 3; ++message)
        ledger.acknowledged(ledger.send(0, start));
    ledger.delivered(0, 0, 1, start);
    ledger.delivered(0, 2, 3, start);
    ledger.delivered(0, 1, 2, start);
    ledger.delivered(0, 1, 2, start);
    const LoadReport report = ledger.report();
    QCOMPARE(report.outOfOrder, 1);
    QCOMPARE(report.repeated, 1);
    QCOMPARE(report.lost, 0);
    QVERIFY(!report.isClean());
}

void TestLoadLedger::leavesOutWhatWasRefused()
{
    LoadLedger ledger(2, 1);
    ledger.refused(ledger.send(0, start));
    QVERIFY(ledger.isComplete());
    QVERIFY(ledger.report().isClean());
    QCOMPARE(ledger.report().refused, 1);
}

QTEST_APPLESS_MAIN(TestLoadLedger)
#include "tst_loadledger.moc"
