#include "plainperson.h"

#include <QTest>

using namespace plainperson;

/// When a message to a plain server counts as sent.
class TestPlainSending : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEchoWithTheIdConfirms();
    void anEchoWithoutTheIdConfirmsByAuthorTextAndTime();
    void aClockThatIsHoursOffDoesNotMatter();
    void whatComesTooLateDoesNotConfirm();
    void withoutAnEchoItFailsAfterTenSeconds();
    void aLateEchoStillCounts();
    void somebodyElsesSameWordsDoNot();
    void theServersNameForUsIsLearned();
    void whatMayHaveLeftIsNotSentAgain();
    void theHistoryConfirmsWhatLeft();
    void withoutAnyEchoAPongIsBelieved();
    void whoHasEchoedOnceIsWaitedFor();
    void aLateEchoOfWhatWasBelievedIsNoNews();
    void theSameWordsOfSomebodyElseAreNoEcho();
    void otherDialectsPromiseTheEcho();
};

void TestPlainSending::anEchoWithTheIdConfirms()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    QCOMPARE(ann.events.first().type, u"welcome"_s);
    QVERIFY(welcomeFromJson(ann.events.first().object()));
    ann.send(u"c1"_s, u"hello"_s);
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pass(Millis(9'000)); // an id needs no time
    ann.hear(said(u"c1"_s, {u"visitor-9"_s, u"Somebody"_s}, u"hello!"_s));
    const auto ack = sendAckFromJson(ann.answerTo(u"s-c1"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->seq, 1);
    QCOMPARE(ann.messages().size(), 1);
    QCOMPARE(ann.messages().first().clientId, ClientId {u"c1"_s});
    QCOMPARE(ann.messages().first().userId, PlainBridge::selfNamed(u"Ann"_s).userId);
    QCOMPARE(ann.messages().first().text, u"hello!"_s); // as the server has it
    ann.hear(said(u"c1"_s, {u"visitor-9"_s, u"Somebody"_s}, u"hello!"_s));
    QCOMPARE(ann.messages().size(), 1);
}

void TestPlainSending::anEchoWithoutTheIdConfirmsByAuthorTextAndTime()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    ann.send(u"c2"_s, u"ok"_s);
    ann.pass(Millis(1'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s));
    QVERIFY(ann.answerTo(u"s-c1"_s));
    QVERIFY(!ann.answerTo(u"s-c2"_s)); // one echo confirms one message
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s));
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"ack"_s);
}

void TestPlainSending::aClockThatIsHoursOffDoesNotMatter()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    ann.pass(Millis(1'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s, ann.wall + std::chrono::hours(5)));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainSending::whatComesTooLateDoesNotConfirm()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    const WallTime sentAt = ann.wall;
    ann.pass(Millis(6'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s)); // ours, from another device
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    QCOMPARE(ann.messages().last().userId, PlainBridge::selfNamed(u"Ann"_s).userId);
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s, sentAt + Millis(100))); // slow, but stamped in time
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainSending::withoutAnEchoItFailsAfterTenSeconds()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"anybody?"_s);
    QVERIFY(ann.bridge.nextWake() == ann.now + Millis(10'000));
    ann.pass(Millis(9'999));
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pass(Millis(1));
    const auto error = wireErrorFromJson(ann.answerTo(u"s-c1"_s)->object());
    QVERIFY(error);
    QCOMPARE(error->message, u"The server did not confirm it."_s);
    QVERIFY(error->code == ErrorCode::Internal); // one that no outbox retries by itself
    QVERIFY(!ann.bridge.nextWake());
}

void TestPlainSending::aLateEchoStillCounts()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"slow"_s);
    ann.pass(Millis(10'000));
    ann.events.clear();
    ann.hear(said(u"c1"_s, {{}, u"Ann"_s}, u"slow"_s));
    QCOMPARE(ann.messages().size(), 1);
    QCOMPARE(ann.messages().first().clientId, ClientId {u"c1"_s}); // by which the outbox knows it
    QVERIFY(!ann.answerTo(u"s-c1"_s));
}

void TestPlainSending::somebodyElsesSameWordsDoNot()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Chapter);
    ann.hear(plain::History {u"general"_s, {}});
    ann.hear(said(u"m1"_s, {u"u2"_s, u"Ben"_s}, u"hi"_s));
    ann.send(u"c1"_s, u"ok"_s);
    ann.hear(said(u"m2"_s, {u"u2"_s, u"Ben"_s}, u"ok"_s));
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    QCOMPARE(ann.messages().last().userId, UserId {u"u2"_s});
    plain::Message foreign = said(u"m3"_s, {{}, u"Ann"_s}, u"ok"_s);
    foreign.clientId = u"another client's"_s;
    ann.hear(foreign);
    QVERIFY(!ann.answerTo(u"s-c1"_s));
}

void TestPlainSending::theServersNameForUsIsLearned()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.hear(plain::UserInfo {{u"v7"_s, u"Visitor 7"_s}});
    ann.send(u"c1"_s, u"one"_s);
    ann.hear(said(u"x1"_s, {u"v8"_s, u"Visitor 8"_s}, u"one"_s)); // never heard, but not us: the server has said so
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.hear(said(u"x2"_s, {u"v7"_s, u"Visitor 7"_s}, u"one"_s));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
    QCOMPARE(ann.messages().last().username, u"Ann"_s);

    Person ben(u"Ben"_s); // told nothing: the first echo tells
    ben.link(Dialect::Cookbook);
    ben.send(u"c1"_s, u"one"_s);
    ben.hear(said(u"x1"_s, {u"v9"_s, u"Visitor 9"_s}, u"one"_s));
    QCOMPARE(ben.answerTo(u"s-c1"_s)->type, u"ack"_s);
    ben.send(u"c2"_s, u"two"_s);
    ben.hear(said(u"x2"_s, {u"v1"_s, u"Visitor 1"_s}, u"two"_s));
    QVERIFY(!ben.answerTo(u"s-c2"_s));
}

void TestPlainSending::whatMayHaveLeftIsNotSentAgain()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"gone?"_s);
    ann.bridge.linkLost();
    ann.position = 0;
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"gone?"_s, Repeat::Maybe);
    QCOMPARE(ann.sentCount(u"c1"_s), 1);
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"error"_s);
    ann.events.clear();
    ann.send(u"c1"_s, u"gone?"_s); // the person wants it
    QCOMPARE(ann.sentCount(u"c1"_s), 2);
    ann.hear(said(u"c1"_s, {{}, u"Ann"_s}, u"gone?"_s));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainSending::theHistoryConfirmsWhatLeft()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Chapter);
    ann.hear(plain::History {u"general"_s, {}});
    ann.send(u"c1"_s, u"arrived"_s);
    ann.send(u"c2"_s, u"did not"_s);
    const WallTime sentAt = ann.wall;
    ann.bridge.linkLost();
    ann.pass(Millis(60'000));
    ann.position = 0;
    ann.link(Dialect::Chapter);
    ann.send(u"c1"_s, u"arrived"_s, Repeat::Maybe);
    ann.send(u"c2"_s, u"did not"_s, Repeat::Maybe);
    QVERIFY(!ann.answerTo(u"s-c1"_s)); // the history is not here yet
    ann.hear(plain::History {u"general"_s, {said(u"m1"_s, {u"u1"_s, u"Ann"_s}, u"arrived"_s, sentAt)}});
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"error"_s);
    QCOMPARE(ann.sentCount(u"c1"_s), 1);
    QCOMPARE(ann.sentCount(u"c2"_s), 1);
}

void TestPlainSending::withoutAnyEchoAPongIsBelieved()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"hello"_s);
    ann.pass(Millis(2'000));
    ann.pong(ann.now - Millis(2'000)); // of a ping that left with it: says nothing about it
    ann.pass(Millis(4'000));
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pong(ann.now - Millis(10));
    const auto ack = sendAckFromJson(ann.answerTo(u"s-c1"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->seq, 1);
    QCOMPARE(ann.messages().size(), 1);
    QCOMPARE(ann.messages().first().clientId, ClientId {u"c1"_s});
    QVERIFY(!ann.bridge.confirms());
    QVERIFY(!ann.bridge.nextWake());

    ann.send(u"c2"_s, u"and more"_s); // it is known by now
    ann.pass(Millis(1'900));
    ann.pong(ann.now - Millis(10));
    QVERIFY(!ann.answerTo(u"s-c2"_s));
    QVERIFY(ann.bridge.nextWake() == ann.now + Millis(100));
    ann.pass(Millis(100));
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"ack"_s);

    ann.send(u"c3"_s, u"into a dead link"_s);
    ann.pass(Millis(10'000));
    QCOMPARE(ann.answerTo(u"s-c3"_s)->type, u"error"_s);
}

void TestPlainSending::whoHasEchoedOnceIsWaitedFor()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"one"_s);
    ann.hear(said({}, {{}, u"Ann"_s}, u"one"_s));
    ann.bridge.linkLost();
    ann.position = 1;
    ann.link(Dialect::Rooms);
    ann.send(u"c2"_s, u"two"_s);
    ann.pass(Millis(9'000));
    ann.pong(ann.now);
    ann.pass(Millis(999));
    QVERIFY(!ann.answerTo(u"s-c2"_s));
    ann.pass(Millis(1));
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"error"_s);
    QVERIFY(ann.bridge.confirms());
}

void TestPlainSending::aLateEchoOfWhatWasBelievedIsNoNews()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"slow"_s);
    const WallTime sentAt = ann.wall;
    ann.pass(Millis(6'000));
    ann.pong(ann.now);
    QVERIFY(!ann.bridge.confirms());
    ann.hear(said({}, {{}, u"Ann"_s}, u"slow"_s, sentAt));
    QCOMPARE(ann.messages().size(), 1);
    QVERIFY(ann.bridge.confirms()); // it does echo
    ann.send(u"c2"_s, u"slow"_s); // the same words again are another message
    ann.hear(said({}, {{}, u"Ann"_s}, u"slow"_s));
    QCOMPARE(ann.messages().size(), 2);
}

void TestPlainSending::theSameWordsOfSomebodyElseAreNoEcho()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"hi"_s);
    ann.pass(Millis(5'000));
    ann.pong(ann.now);
    QCOMPARE(ann.messages().size(), 1);
    ann.hear(said({}, {{}, u"Ben"_s}, u"hi"_s, ann.wall));
    QCOMPARE(ann.messages().size(), 2);
    QCOMPARE(ann.messages().last().username, u"Ben"_s);
    QVERIFY(!ann.bridge.confirms());
}

void TestPlainSending::otherDialectsPromiseTheEcho()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"anybody?"_s);
    ann.pass(Millis(9'999));
    ann.pong(ann.now);
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pass(Millis(1));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"error"_s);
}

QTEST_GUILESS_MAIN(TestPlainSending)
#include "tst_plainsending.moc"
