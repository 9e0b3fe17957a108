#include "plainperson.h"

#include <QTest>

using namespace plainperson;

/// A Coterie server made out of a plain one: rooms, numbers, what it cannot do.
class TestPlainBridge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersGoOnWhereTheClientIs();
    void onlyTheNewPartOfAHistoryIsNews();
    void idsThatBeginAgainAreOtherMessages();
    void whatItCannotDoIsSaid_data();
    void whatItCannotDoIsSaid();
    void aCorrectedDialectSaysEverythingAgain();
    void answersAPing();
};

void TestPlainBridge::numbersGoOnWhereTheClientIs()
{
    Person ann(u"Ann"_s);
    ann.position = 41;
    ann.epoch = Epoch {u"plain"_s};
    ann.link(Dialect::Rooms);
    const auto ack = joinAckFromJson(ann.answerTo(u"j"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->room.lastSeq, 41);
    QVERIFY(!ack->truncated);
    QVERIFY(ack->events.isEmpty());
    ann.hear(said({}, {{}, u"Ben"_s}, u"hi"_s));
    QCOMPARE(ann.messages().first().seq, 42);
}

void TestPlainBridge::onlyTheNewPartOfAHistoryIsNews()
{
    Person ann(u"Ann"_s);
    Message known;
    known.messageId = MessageId {u"m2"_s};
    known.roomId = general;
    known.seq = 2;
    known.userId = UserId {u"u2"_s};
    known.username = u"Ben"_s;
    known.text = u"two"_s;
    ann.bridge.remember({known});
    ann.position = 2;
    ann.epoch = Epoch {u"plain"_s};
    ann.link(Dialect::Chapter);
    ann.hear(said(u"m4"_s, {u"u2"_s, u"Ben"_s}, u"four"_s)); // live, before the history
    const plain::Author ben {u"u2"_s, u"Ben"_s};
    ann.hear(plain::History {u"general"_s,
        {said(u"m1"_s, ben, u"one"_s), said(u"m2"_s, ben, u"two"_s), said(u"m3"_s, ben, u"three"_s),
            said(u"m4"_s, ben, u"four"_s)}});
    const auto ack = joinAckFromJson(ann.answerTo(u"j"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->events.size(), 2);
    QCOMPARE(std::get<MessageCreated>(ack->events.last()).message.text, u"four"_s);
    QCOMPARE(std::get<MessageCreated>(ack->events.last()).message.seq, 4);
    QVERIFY(ann.messages().isEmpty()); // the live one was in the history
}

void TestPlainBridge::idsThatBeginAgainAreOtherMessages()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.hear(said(u"1"_s, {{}, u"Ben"_s}, u"before"_s));
    ann.hear(said(u"1"_s, {{}, u"Ben"_s}, u"after the restart"_s));
    QCOMPARE(ann.messages().size(), 2);
    QVERIFY(ann.messages().at(0).messageId != ann.messages().at(1).messageId);
}

void TestPlainBridge::whatItCannotDoIsSaid_data()
{
    QTest::addColumn<Request>("request");
    QTest::newRow("react") << Request(React {.messageId = MessageId {u"m"_s}, .emoji = u"👍"_s});
    QTest::newRow("edit") << Request(EditMessage {.messageId = MessageId {u"m"_s}, .text = u"x"_s});
    QTest::newRow("search") << Request(Search {.query = u"x"_s});
    QTest::newRow("typing") << Request(Typing {general});
    QTest::newRow("another room") << Request(JoinRoom {.roomId = RoomId {u"lobby"_s}});
    QTest::newRow("a private room") << Request(CreateRoom {.name = u"x"_s, .kind = RoomKind::Private});
    QTest::newRow("an answer") << Request(
        SendMessage {.roomId = general, .clientId = ClientId {u"c"_s}, .text = u"x"_s, .replyTo = MessageId {u"m"_s}});
}

void TestPlainBridge::whatItCannotDoIsSaid()
{
    QFETCH(const Request, request);
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.frames.clear();
    ann.ask(request, u"r"_s);
    const auto error = wireErrorFromJson(ann.answerTo(u"r"_s)->object());
    QVERIFY(error);
    QVERIFY(error->code == ErrorCode::Unsupported);
    QVERIFY(error->message.startsWith(u"This is a plain server (cookbook)"_s));
    QVERIFY(ann.frames.isEmpty());
}

void TestPlainBridge::aCorrectedDialectSaysEverythingAgain()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"hello"_s);
    ann.frames.clear();
    ann.take(ann.bridge.corrected(Dialect::Rooms, ann.now, ann.wall));
    QCOMPARE(ann.frames.first(), R"({"payload":"general","type":"join"})"_ba);
    QVERIFY(ann.frames.last().contains("broadcast"));
    ann.hear(ann.frames.last());
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainBridge::answersAPing()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.hear(R"({"type":"ping","payload":{"n":7}})"_ba);
    QCOMPARE(ann.frames.last(), R"({"payload":{"n":7},"type":"pong"})"_ba);
}

QTEST_GUILESS_MAIN(TestPlainBridge)
#include "tst_plainbridge.moc"
