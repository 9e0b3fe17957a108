#include "contextfixture.h"
#include "viewmodel/connectionmodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;
using client::LinkState;

namespace {

struct Fixture : testing::ContextFixture {
    ConnectionModel model {context};

    void tell(LinkState state, int waiting = 0, Millis retryIn = Millis(0))
    {
        client::ConnectionStatus status;
        status.state = state;
        status.waiting = waiting;
        status.retryIn = retryIn;
        model.apply(status);
    }
};

} // namespace

class TestConnectionModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHiccupShowsNothing();
    void waitingShowsTheBannerAtOnce();
    void countsDown();
    void detailFitsWhatWaits_data();
    void detailFitsWhatWaits();
    void refusedSaysWhy();
    void firstConnectionIsNotOffline();
    void longConnectingShowsTheBanner();
};

void TestConnectionModel::aHiccupShowsNothing()
{
    Fixture f;
    f.tell(LinkState::Connected);
    f.tell(LinkState::Connecting);
    QVERIFY(!f.model.isBannerVisible());
    QVERIFY(!f.model.isOnline());
    QSignalSpy online(&f.model, &ConnectionModel::cameOnline);
    f.tell(LinkState::Connected);
    QCOMPARE(online.count(), 1);
    QVERIFY(!f.model.isBannerVisible());
}

void TestConnectionModel::waitingShowsTheBannerAtOnce()
{
    Fixture f;
    f.tell(LinkState::Connected);
    f.tell(LinkState::Waiting, 2, Millis(4'000));
    QVERIFY(f.model.isBannerVisible());
    QCOMPARE(f.model.state(), u"waiting"_s);
    QCOMPARE(f.model.title(), u"You are offline."_s);
    QCOMPARE(f.model.detail(), u"Keep writing: 2 messages are waiting and will be sent once, in order."_s);
    QCOMPARE(f.model.action(), u"Reconnecting in 4 s"_s);
    QVERIFY(f.model.canRetry());
    f.model.retryNow();
    QCOMPARE(f.engine.lastCall(), u"retryNow"_s);
    f.tell(LinkState::Connected);
    QVERIFY(!f.model.isBannerVisible());
    f.model.retryNow(); // there is nothing to retry
    QCOMPARE(f.engine.count(u"retryNow"_s), 1);
}

void TestConnectionModel::countsDown()
{
    Fixture f;
    f.tell(LinkState::Waiting, 0, Millis(3'000));
    QCOMPARE(f.model.secondsLeft(), 3);
    f.clock.advance(Millis(1'500));
    QTRY_COMPARE_WITH_TIMEOUT(f.model.secondsLeft(), 2, 3'000);
    f.clock.advance(Millis(10'000));
    QTRY_COMPARE_WITH_TIMEOUT(f.model.secondsLeft(), 0, 3'000);
}

void TestConnectionModel::detailFitsWhatWaits_data()
{
    QTest::addColumn<int>("waiting");
    QTest::addColumn<QString>("part");
    QTest::newRow("none") << 0 << u"will wait here"_s;
    QTest::newRow("one") << 1 << u"1 message is waiting and will be sent once."_s;
    QTest::newRow("many") << 12 << u"12 messages are waiting"_s;
}

void TestConnectionModel::detailFitsWhatWaits()
{
    QFETCH(const int, waiting);
    QFETCH(const QString, part);
    Fixture f;
    f.tell(LinkState::Waiting, waiting);
    QVERIFY2(f.model.detail().contains(part), qPrintable(f.model.detail()));
}

void TestConnectionModel::refusedSaysWhy()
{
    Fixture f;
    client::ConnectionStatus status;
    status.final = true;
    status.signInNeeded = true;
    status.reason = u"Your access was revoked."_s;
    f.model.apply(status);
    QVERIFY(f.model.isBannerVisible());
    QCOMPARE(f.model.state(), u"refused"_s);
    QCOMPARE(f.model.title(), u"You are signed out."_s);
    QCOMPARE(f.model.detail(), u"Your access was revoked."_s);
    QVERIFY(!f.model.canRetry());
    QVERIFY(f.model.isSignInNeeded());
}

void TestConnectionModel::firstConnectionIsNotOffline()
{
    Fixture f;
    f.tell(LinkState::Connecting);
    QCOMPARE(f.model.title(), u"Connecting…"_s);
    client::ConnectionStatus status;
    status.state = LinkState::Connected;
    status.latency = Millis(12);
    f.model.apply(status);
    QCOMPARE(f.model.statusLine(), u"Connected · 12 ms"_s);
    f.tell(LinkState::Connecting);
    QCOMPARE(f.model.title(), u"You are offline."_s);
}

void TestConnectionModel::longConnectingShowsTheBanner()
{
    Fixture f;
    f.tell(LinkState::Connecting);
    QVERIFY(!f.model.isBannerVisible());
    QTRY_VERIFY_WITH_TIMEOUT(f.model.isBannerVisible(), 4'000);
    f.tell(LinkState::Connected);
    QVERIFY(!f.model.isBannerVisible());
}

QTEST_MAIN(TestConnectionModel)
#include "tst_connectionmodel.moc"
