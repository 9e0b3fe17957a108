#include "protocol/dialect.h"

#include "base/random.h"

#include <QTest>

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(std::optional<plain::Dialect>)

/// The frames of the three plain dialects.
class TestDialect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messagesSurvive_data();
    void messagesSurvive();
    void aFrameTellsItsDialect_data();
    void aFrameTellsItsDialect();
    void readsWhatServersReallySend_data();
    void readsWhatServersReallySend();
    void cleansNames();
    void rejectsText_data();
    void rejectsText();
    void boundsLists();
    void turnsAHistoryTheRightWayRound();
    void saysNothingADialectDoesNotKnow();
    void neverCrashesOnChangedFrames();

private:
    [[nodiscard]] static std::optional<plain::Frame> one(const QByteArray &bytes);
};

std::optional<plain::Frame> TestDialect::one(const QByteArray &bytes)
{
    const auto frames = plain::decode(bytes);
    return frames && frames->size() == 1 ? std::optional(frames->first()) : std::nullopt;
}

void TestDialect::messagesSurvive_data()
{
    QTest::addColumn<int>("dialect");
    QTest::newRow("cookbook") << int(plain::Dialect::Cookbook);
    QTest::newRow("rooms") << int(plain::Dialect::Rooms);
    QTest::newRow("chapter") << int(plain::Dialect::Chapter);
}

void TestDialect::messagesSurvive()
{
    QFETCH(const int, dialect);
    const auto spoken = plain::Dialect(dialect);
    plain::Message message {.room = spoken == plain::Dialect::Cookbook ? QString() : u"launch"_s,
        .id = u"m-1"_s,
        .clientId = u"c-1"_s,
        .author = {u"u7"_s, u"Ann"_s},
        .text = u"שלום 😀\n\"quoted\""_s,
        .timestamp = fromEpochMillis(1'700'000'000'123)};
    const auto frame = one(plain::encode(spoken, plain::Speaker::Server, message));
    QVERIFY(frame);
    QVERIFY(frame->dialect == spoken);
    QCOMPARE(std::get<plain::Message>(frame->event), message);
}

void TestDialect::aFrameTellsItsDialect_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<std::optional<plain::Dialect>>("expected");
    using D = std::optional<plain::Dialect>;
    const D cookbook = plain::Dialect::Cookbook;
    const D rooms = plain::Dialect::Rooms;
    const D chapter = plain::Dialect::Chapter;
    QTest::newRow("chat_message") << R"({"type":"chat_message","data":{"text":"x"}})"_ba << cookbook;
    QTest::newRow("system_message") << R"({"type":"system_message","data":{"text":"x"}})"_ba << cookbook;
    QTest::newRow("user_info") << R"({"type":"user_info","data":{"id":"1"}})"_ba << cookbook;
    QTest::newRow("broadcast") << R"({"type":"broadcast","room":"a","payload":1})"_ba << rooms;
    QTest::newRow("join") << R"({"type":"join","payload":"a"})"_ba << rooms;
    QTest::newRow("message with a room") << R"({"type":"message","room":"a","payload":{"text":"x"}})"_ba << rooms;
    QTest::newRow("message") << R"({"type":"message","payload":{"text":"x"}})"_ba << chapter;
    QTest::newRow("message_history") << R"({"type":"message_history","payload":[]})"_ba << chapter;
    QTest::newRow("initial_presence") << R"({"type":"initial_presence","payload":[]})"_ba << chapter;
    QTest::newRow("user_left") << R"({"type":"user_left","payload":{"userId":"a"}})"_ba << chapter;
    QTest::newRow("pong") << R"({"type":"pong","payload":{}})"_ba << D();
    QTest::newRow("a question of ours, passed on") << plain::encodeHistoryRequest(u"general"_s) << D();
    QTest::newRow("anything") << R"({"type":"hello","data":{}})"_ba << D();
}

void TestDialect::aFrameTellsItsDialect()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const std::optional<plain::Dialect>, expected);
    const auto frame = one(bytes);
    QVERIFY(frame);
    QVERIFY(frame->dialect == expected);
}

void TestDialect::readsWhatServersReallySend_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("authorId");
    QTest::addColumn<QString>("authorName");
    QTest::addColumn<qint64>("millis"); // 0: absent
    QTest::newRow("numbers as ids")
        << R"({"type":"chat_message","data":{"id":7,"user":{"id":3,"name":"A"},"text":"x"}})"_ba << u"7"_s << u"3"_s
        << u"A"_s << qint64(0);
    QTest::newRow("a name alone") << R"({"type":"chat_message","data":{"user":"A","message":"x"}})"_ba << QString()
                                  << QString() << u"A"_s << qint64(0);
    QTest::newRow("seconds")
        << R"({"type":"message","payload":{"userId":"u","username":"A","text":"x","timestamp":1700000000}})"_ba
        << QString() << u"u"_s << u"A"_s << qint64(1'700'000'000'000);
    QTest::newRow("ISO 8601")
        << R"({"type":"message","payload":{"sender":"A","text":"x","timestamp":"2023-11-14T22:13:20.000Z"}})"_ba
        << QString() << QString() << u"A"_s << qint64(1'700'000'000'000);
    QTest::newRow("bare words") << R"({"type":"broadcast","room":"r","payload":"x"})"_ba << QString() << QString()
                                << QString() << qint64(0);
    QTest::newRow("nested broadcast")
        << R"({"type":"broadcast","payload":{"room":"r","payload":{"text":"x","name":"A"}}})"_ba << QString()
        << QString() << u"A"_s << qint64(0);
    QTest::newRow("a time beyond reason") << R"({"type":"message","payload":{"text":"x","timestamp":1e300}})"_ba
                                          << QString() << QString() << QString() << qint64(0);
    QTest::newRow("an id with a line end") << R"({"type":"message","payload":{"text":"x","id":"a\nb"}})"_ba << QString()
                                           << QString() << QString() << qint64(0);
}

void TestDialect::readsWhatServersReallySend()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, id);
    QFETCH(const QString, authorId);
    QFETCH(const QString, authorName);
    QFETCH(const qint64, millis);
    const auto frame = one(bytes);
    QVERIFY(frame);
    const auto *message = std::get_if<plain::Message>(&frame->event);
    QVERIFY(message != nullptr);
    QCOMPARE(message->text, u"x"_s);
    QCOMPARE(message->id, id);
    QCOMPARE(message->author, (plain::Author {authorId, authorName}));
    QCOMPARE(message->timestamp ? toEpochMillis(*message->timestamp) : 0, millis);
}

void TestDialect::cleansNames()
{
    const auto frame = one("{\"type\":\"chat_message\",\"data\":{\"user\":\"\\u202e\\u0007 Eve \\u200b"
        + QByteArray(100, 'e') + "\",\"text\":\"x\"}}");
    QVERIFY(frame);
    const QString name = std::get<plain::Message>(frame->event).author.name;
    QVERIFY(name.startsWith(u"Eve e"_s));
    QCOMPARE(name.size(), 40);
}

void TestDialect::rejectsText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << R"("")"_ba;
    QTest::newRow("spaces") << R"("  ")"_ba;
    QTest::newRow("a number") << "5"_ba;
    QTest::newRow("an object") << "{}"_ba;
    QTest::newRow("NUL inside") << R"("a\u0000b")"_ba;
    QTest::newRow("half a character") << R"("\ud800")"_ba;
    QTest::newRow("too long") << '"' + QByteArray(plain::maxText + 1, 'x') + '"';
}

void TestDialect::rejectsText()
{
    QFETCH(const QByteArray, text);
    const auto frames = plain::decode(R"({"type":"chat_message","data":{"text":)"_ba + text + "}}");
    QVERIFY(!frames || std::holds_alternative<plain::Unknown>(frames->first().event));
}

void TestDialect::boundsLists()
{
    const QByteArray items = QByteArray(R"({"text":"x","userId":"u"},)").repeated(5'000);
    const QByteArray list = '[' + items.chopped(1) + ']';
    const auto history = one(R"({"type":"message_history","payload":{"messages":)"_ba + list + "}}");
    QVERIFY(history);
    QCOMPARE(std::get<plain::History>(history->event).messages.size(), plain::maxHistory);
    const auto people = one(R"({"type":"initial_presence","payload":)"_ba + list + '}');
    QVERIFY(people);
    QCOMPARE(std::get<plain::People>(people->event).people.size(), plain::maxPeople);
    QVERIFY(!plain::decode('[' + QByteArray(R"({"type":"ping"},)").repeated(300).chopped(1) + ']'));
    QVERIFY(!plain::decode(QByteArray(5'000, '[') + QByteArray(5'000, ']')));
}

void TestDialect::turnsAHistoryTheRightWayRound()
{
    const auto frame = one(R"({"type":"message_history","payload":{"roomId":"r","messages":[
        {"text":"new","timestamp":1700000002000},{"text":"old","timestamp":1700000001000}]}})");
    QVERIFY(frame);
    const auto &history = std::get<plain::History>(frame->event);
    QCOMPARE(history.messages.first().text, u"old"_s);
    QCOMPARE(history.messages.first().room, u"r"_s);
}

void TestDialect::saysNothingADialectDoesNotKnow()
{
    const plain::Author self {u"plain:Ann"_s, u"Ann"_s};
    QVERIFY(plain::encodeJoin(plain::Dialect::Cookbook, u"r"_s, self).isEmpty());
    QVERIFY(plain::encodeTyping(plain::Dialect::Rooms, {u"r"_s, self, true}).isEmpty());
    QVERIFY(plain::encodePresence(plain::Dialect::Cookbook, {self}).isEmpty());
    QCOMPARE(plain::encodeJoin(plain::Dialect::Rooms, u"r"_s, self), R"({"payload":"r","type":"join"})"_ba);
}

void TestDialect::neverCrashesOnChangedFrames()
{
    const QList<QByteArray> seeds {
        R"({"type":"chat_message","data":{"id":"1","user":{"id":"2","name":"A"},"text":"x","timestamp":1700000000000}})",
        R"({"type":"broadcast","room":"r","payload":{"text":"x"}})",
        R"({"type":"message_history","payload":{"roomId":"r","messages":[{"id":"1","text":"x"}]}})",
        R"({"type":"presence_update","payload":{"userId":"u","status":"away","lastSeen":1}})",
        R"({"type":"cursor_update","payload":{"userId":"u","surface":"room:r","x":1,"y":2}})"};
    Random random(20'261'125);
    qsizetype understood = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = seeds.at(qsizetype(random.below(std::uint64_t(seeds.size()))));
        for (std::uint64_t change = random.below(4); change > 0; --change)
            bytes[qsizetype(random.below(std::uint64_t(bytes.size())))] = char(random.below(256));
        if (const auto frames = plain::decode(bytes))
            understood += frames->size();
    }
    QVERIFY(understood > 5'000);
}

QTEST_GUILESS_MAIN(TestDialect)
#include "tst_dialect.moc"
