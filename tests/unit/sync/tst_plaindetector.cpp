#include "sync/plaindetector.h"

#include <QTest>

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using plain::Dialect;
using sync::PlainDetector;

namespace {

plain::Frame frame(const char *json)
{
    return plain::decode(json)->first();
}

} // namespace

/// Who is at the other end, with the time handed in.
class TestPlainDetector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWelcomeEndsIt();
    void anotherFrameFirstDecidesAtOnce();
    void silenceIsAskedAfterThreeSeconds();
    void silenceThroughoutIsTheCookbook();
    void aPongAloneIsTheRoomsTemplate();
    void aHistoryBehindThePongIsTheChapter();
    void aFrameThatSaysLittleIsAskedAbout();
    void aGuessIsCorrectedOnce();
    void theNextLinkIsQuick();
    void whoHangsUpIsNotAskedAgain();

private:
    Instant m_start {};
};

void TestPlainDetector::aWelcomeEndsIt()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.isDeciding());
    detector.welcomed();
    QVERIFY(!detector.isDeciding());
    QVERIFY(!detector.nextWake());
    QVERIFY(!detector.passed(m_start + Millis(60'000)).dialect);
    QVERIFY(!detector.received(frame(R"({"type":"chat_message","data":{"text":"x"}})"), m_start).dialect);
    QVERIFY(!detector.isPlain());
}

void TestPlainDetector::anotherFrameFirstDecidesAtOnce()
{
    PlainDetector detector;
    detector.opened(m_start);
    const auto decision = detector.received(frame(R"({"type":"user_info","data":{"id":"1"}})"), m_start);
    QVERIFY(decision.dialect == Dialect::Cookbook);
    QVERIFY(!decision.probe);
    QVERIFY(detector.isPlain());
}

void TestPlainDetector::silenceIsAskedAfterThreeSeconds()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.nextWake() == m_start + Millis(3'000));
    QVERIFY(!detector.passed(m_start + Millis(2'999)).probe);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    QVERIFY(detector.isDeciding());
    const auto decision =
        detector.received(frame(R"({"type":"message_history","payload":[]})"), m_start + Millis(3'010));
    QVERIFY(decision.dialect == Dialect::Chapter);
}

void TestPlainDetector::silenceThroughoutIsTheCookbook()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    QVERIFY(!detector.passed(m_start + Millis(3'999)).dialect);
    QVERIFY(detector.passed(m_start + Millis(4'000)).dialect == Dialect::Cookbook);
}

void TestPlainDetector::aPongAloneIsTheRoomsTemplate()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    QVERIFY(!detector.received(frame(R"({"type":"pong","payload":{}})"), m_start + Millis(3'010)).dialect);
    QVERIFY(detector.nextWake() == m_start + Millis(3'310));
    QVERIFY(detector.passed(m_start + Millis(3'310)).dialect == Dialect::Rooms);
}

void TestPlainDetector::aHistoryBehindThePongIsTheChapter()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    QVERIFY(!detector.received(frame(R"({"type":"pong","payload":{}})"), m_start + Millis(3'010)).dialect);
    const auto late = detector.received(frame(R"({"type":"message_history","payload":[]})"), m_start + Millis(3'200));
    QVERIFY(late.dialect == Dialect::Chapter);
}

void TestPlainDetector::aFrameThatSaysLittleIsAskedAbout()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.received(frame(R"({"type":"welcome","payload":{"hello":1}})"), m_start).probe);
    QVERIFY(detector.passed(m_start + Millis(1'000)).dialect == Dialect::Rooms); // `payload` is not the cookbook's
    detector.closed();

    PlainDetector other;
    other.opened(m_start);
    QVERIFY(other.received(frame(R"({"type":"hello","data":{}})"), m_start).dialect == Dialect::Cookbook);
}

void TestPlainDetector::aGuessIsCorrectedOnce()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    QVERIFY(detector.passed(m_start + Millis(4'000)).dialect == Dialect::Cookbook);
    const auto broadcast = frame(R"({"type":"broadcast","room":"r","payload":"x"})");
    const auto chapter = frame(R"({"type":"message","payload":{"text":"x"}})");
    QVERIFY(detector.received(broadcast, m_start + Millis(5'000)).dialect == Dialect::Rooms);
    QVERIFY(!detector.received(broadcast, m_start + Millis(5'000)).dialect);
    QVERIFY(!detector.received(chapter, m_start + Millis(5'000)).dialect); // it is certain by now
}

void TestPlainDetector::theNextLinkIsQuick()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(
        detector.received(frame(R"({"type":"message_history","payload":[]})"), m_start).dialect == Dialect::Chapter);
    detector.closed();
    detector.opened(m_start + Millis(10'000));
    QVERIFY(detector.nextWake() == m_start + Millis(10'500));
    const auto decision = detector.passed(m_start + Millis(10'500));
    QVERIFY(decision.dialect == Dialect::Chapter);
    QVERIFY(!decision.probe);
    // Another server has taken its place.
    const auto other = detector.received(frame(R"({"type":"chat_message","data":{"text":"x"}})"), m_start);
    QVERIFY(other.dialect == Dialect::Cookbook);
}

void TestPlainDetector::whoHangsUpIsNotAskedAgain()
{
    PlainDetector detector;
    detector.opened(m_start);
    QVERIFY(detector.passed(m_start + Millis(3'000)).probe);
    detector.closed();
    detector.opened(m_start + Millis(5'000));
    const auto decision = detector.passed(m_start + Millis(8'000));
    QVERIFY(!decision.probe);
    QVERIFY(decision.dialect == Dialect::Cookbook);
}

QTEST_GUILESS_MAIN(TestPlainDetector)
#include "tst_plaindetector.moc"
