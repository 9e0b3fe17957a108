#include "samples.h"

#include <QTest>

using namespace samples;

/// Every value, request, answer, notice and event there and back, in both encodings.
class TestProtocolMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void valuesRoundTrip();
    void requestsRoundTrip_data();
    void requestsRoundTrip();
    void noticesRoundTrip();
    void roomEventsRoundTrip();
    void repliesRoundTrip();
    void everyTypeHasASample();
    void aMinimalMessageNeedsLittle();
    void defaultsAreNotWritten();
    void anUpdateTellsItsOwnSeqAndTheMessagesPlace();
    void reactionsKeepTheOrderOfTheirFirstUse();
    void anUnknownErrorCodeIsStillARefusal();
    void requestsAreRefused_data();
    void requestsAreRefused();
    void plainDialectsAreUnderstood_data();
    void plainDialectsAreUnderstood();
};

namespace {

Envelope throughTheWire(const Envelope &envelope, Encoding encoding)
{
    const auto frame = decodeFrame(encodeFrame(envelope, encoding), encoding);
    return frame && frame->size() == 1 ? frame->first() : Envelope {};
}

template <typename T, typename Decode>
void roundTrip(const T &value, Decode decode)
{
    const auto again = decode(toJson(value));
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(*again, value);
}

} // namespace

void TestProtocolMessages::valuesRoundTrip()
{
    roundTrip(user(), userFromJson);
    roundTrip(message().attachments.first(), attachmentFromJson);
    roundTrip(poll(), pollFromJson);
    roundTrip(message(), messageFromJson);
    roundTrip(room(), roomFromJson);
    roundTrip(presence(), presenceFromJson);
    roundTrip(cursor(), cursorFromJson);
    roundTrip(welcome(), welcomeFromJson);
    roundTrip(document(), documentFromJson);
    roundTrip(documentVersion(), documentVersionFromJson);
    roundTrip(WireError {ErrorCode::Forbidden, u"No."_s, Millis {5}, u"c-1"_s}, wireErrorFromJson);
    const Notification notification {.id = u"n1"_s,
        .type = NotificationType::Warning,
        .title = u"T"_s,
        .message = u"M"_s,
        .timestamp = fromEpochMillis(5),
        .url = u"https://example.org"_s,
        .roomId = RoomId(u"general"_s),
        .messageId = MessageId(u"m1"_s),
        .source = u"mention"_s};
    roundTrip(notification, notificationFromJson);
    const Activity activity {.id = u"a1"_s,
        .userId = UserId(u"u1"_s),
        .userName = u"Ann"_s,
        .action = u"joined"_s,
        .target = u"# launch"_s,
        .url = {},
        .timestamp = fromEpochMillis(9)};
    roundTrip(activity, activityFromJson);
}

void TestProtocolMessages::requestsRoundTrip_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("cbor");
    for (int i = 0; i < requests().size(); ++i) {
        QTest::addRow("%d %s", i, qPrintable(typeOf(requests()[i]))) << i << false;
        QTest::addRow("%d %s as CBOR", i, qPrintable(typeOf(requests()[i]))) << i << true;
    }
}

void TestProtocolMessages::requestsRoundTrip()
{
    QFETCH(const int, index);
    QFETCH(const bool, cbor);
    const Request request = requests()[index];
    const Envelope envelope = throughTheWire(toEnvelope(request, u"c-1"_s), cbor ? Encoding::Cbor : Encoding::Json);
    QCOMPARE(envelope.type, typeOf(request));
    QCOMPARE(envelope.id, u"c-1"_s);
    const auto again = requestFromEnvelope(envelope);
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(*again, request);
}

void TestProtocolMessages::noticesRoundTrip()
{
    for (const Notice &notice : notices()) {
        for (const Encoding encoding : {Encoding::Json, Encoding::Cbor}) {
            const auto again = noticeFromEnvelope(throughTheWire(toEnvelope(notice), encoding));
            QVERIFY2(again, qPrintable(toEnvelope(notice).type));
            QVERIFY2(*again == notice, qPrintable(toEnvelope(notice).type));
        }
    }
}

void TestProtocolMessages::roomEventsRoundTrip()
{
    for (const RoomEvent &event : roomEvents()) {
        const Envelope envelope = throughTheWire(toEnvelope(event), Encoding::Cbor);
        QVERIFY(isRoomEvent(envelope.type));
        const auto again = roomEventFromEnvelope(envelope);
        QVERIFY2(again, qPrintable(envelope.type));
        QVERIFY2(*again == event, qPrintable(envelope.type));
        QCOMPARE(roomOf(*again), RoomId(u"general"_s));
        QCOMPARE(envelope.object().value(u"seq"_s).toInteger(), seqOf(event));
    }
}

void TestProtocolMessages::repliesRoundTrip()
{
    const QString to = u"c-17"_s;
    const JoinAck join {.room = room(), .events = roomEvents(), .truncated = true};
    const Envelope envelope = throughTheWire(toEnvelope(join, to), Encoding::Json);
    QCOMPARE(envelope.type, u"ack"_s);
    QCOMPARE(replyToOf(envelope), to);
    const auto again = joinAckFromJson(envelope.object());
    QVERIFY(again);
    QVERIFY(*again == join);

    const HistoryReply history {.roomId = RoomId(u"r"_s), .messages = {message(), message()}, .hasAfter = true};
    QCOMPARE(historyReplyFromJson(toEnvelope(history, to).object()).value_or({}), history);
    const SendAck sent {
        .messageId = MessageId(u"m"_s), .clientId = ClientId(u"c"_s), .seq = 4, .timestamp = fromEpochMillis(8)};
    QCOMPARE(sendAckFromJson(toEnvelope(sent, to).object()).value_or({}), sent);
    QCOMPARE(ackFromJson(toEnvelope(Ack {.seq = 3}, to).object()).value_or({}), Ack {.seq = 3});
    QCOMPARE(roomAckFromJson(toEnvelope(RoomAck {room()}, to).object()).value_or({}), RoomAck {room()});
    QCOMPARE(roomListFromJson(toEnvelope(RoomList {{room()}}, to).object()).value_or({}), RoomList {{room()}});
    QCOMPARE(userListFromJson(toEnvelope(UserList {{presence()}}, to).object()).value_or({}), UserList {{presence()}});
    QCOMPARE(userAckFromJson(toEnvelope(UserAck {user()}, to).object()).value_or({}), UserAck {user()});
    const InviteAck invite {.code = u"C"_s, .url = u"https://x/y"_s};
    QCOMPARE(inviteAckFromJson(toEnvelope(invite, to).object()).value_or({}), invite);
    const SearchResults results {{message()}};
    QCOMPARE(searchResultsFromJson(toEnvelope(results, to).object()).value_or({}), results);
    for (const Envelope &reply : replies()) {
        QVERIFY(isReply(reply.type));
        QCOMPARE(replyToOf(reply), to);
    }
}

void TestProtocolMessages::everyTypeHasASample()
{
    QStringList sampled;
    for (const Envelope &envelope : envelopes())
        sampled.append(envelope.type);
    for (const QString &type : requestTypes() + replyTypes() + roomEventTypes() + noticeTypes())
        QVERIFY2(sampled.contains(type), qPrintable(type));
}

void TestProtocolMessages::aMinimalMessageNeedsLittle()
{
    const QJsonObject json {{u"messageId"_s, u"m"_s}, {u"roomId"_s, u"r"_s}, {u"seq"_s, 1}, {u"userId"_s, u"u"_s},
        {u"text"_s, u"t"_s}, {u"timestamp"_s, 5}, {u"unknown"_s, true}, {u"editedAt"_s, QJsonValue::Null}};
    const auto read = messageFromJson(json);
    QVERIFY(read);
    QVERIFY(!read->editedAt);
    QVERIFY(read->reactions.isEmpty());
    for (const QString &key : {u"messageId"_s, u"roomId"_s, u"seq"_s, u"userId"_s, u"text"_s, u"timestamp"_s}) {
        QJsonObject less = json;
        less.remove(key);
        QVERIFY2(!messageFromJson(less), qPrintable(key));
    }
}

void TestProtocolMessages::defaultsAreNotWritten()
{
    Message plain;
    plain.messageId = MessageId(u"m"_s);
    plain.roomId = RoomId(u"r"_s);
    plain.userId = UserId(u"u"_s);
    plain.seq = 1;
    const QStringList keys = toJson(plain).keys();
    for (const QString &key : {u"editedAt"_s, u"deleted"_s, u"replyTo"_s, u"poll"_s, u"pinned"_s, u"reactionOrder"_s})
        QVERIFY2(!keys.contains(key), qPrintable(key));
    for (const QString &key : {u"attachments"_s, u"reactions"_s, u"mentions"_s, u"text"_s, u"username"_s})
        QVERIFY2(keys.contains(key), qPrintable(key));
}

void TestProtocolMessages::anUpdateTellsItsOwnSeqAndTheMessagesPlace()
{
    const Envelope envelope = toEnvelope(RoomEvent(MessageUpdated {.message = message(), .eventSeq = 99}));
    QCOMPARE(envelope.object().value(u"seq"_s).toInteger(), 99);
    QCOMPARE(envelope.object().value(u"messageSeq"_s).toInteger(), 41);
    const auto event = roomEventFromEnvelope(envelope);
    QVERIFY(event);
    QCOMPARE(seqOf(*event), Seq {99});
    QCOMPARE(std::get<MessageUpdated>(*event).message.seq, Seq {41});
}

void TestProtocolMessages::reactionsKeepTheOrderOfTheirFirstUse()
{
    QJsonObject json = toJson(message());
    QCOMPARE(json.value(u"reactionOrder"_s).toArray(), (QJsonArray {u"👍"_s, u"❤️"_s, u"🎉"_s}));
    QCOMPARE(messageFromJson(json).value_or({}).reactions, message().reactions);
    json.insert(
        u"reactionOrder"_s, QJsonArray {u"🎉"_s, 5, u"nobody"_s}); // a stranger's: what it does not name comes last
    const auto read = messageFromJson(json);
    QVERIFY(read);
    QCOMPARE(read->reactions.size(), 3);
    QCOMPARE(read->reactions.first().emoji, u"🎉"_s);
}

void TestProtocolMessages::anUnknownErrorCodeIsStillARefusal()
{
    const auto error = wireErrorFromJson({{u"code"_s, u"teapot"_s}, {u"message"_s, u"I am one."_s}});
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::Internal);
    QCOMPARE(error->message, u"I am one."_s);
}

void TestProtocolMessages::requestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<Errc>("expected");
    const auto row = [](const char *name, const QByteArray &frame, Errc expected = Errc::BadRequest) {
        QTest::newRow(name) << frame << expected;
    };
    row("unknown type", R"({"type":"fly"})", Errc::Unsupported);
    row("a server's type", R"({"type":"welcome","payload":{}})", Errc::Unsupported);
    row("room missing", R"({"type":"join_room","payload":{}})");
    row("room empty", R"({"type":"join_room","payload":{"roomId":""}})");
    row("room null", R"({"type":"join_room","payload":{"roomId":null}})");
    row("room a number", R"({"type":"join_room","payload":{"roomId":5}})");
    row("room too long", R"({"type":"join_room","payload":{"roomId":")" + QByteArray(65, 'x') + R"("}})",
        Errc::TooLarge);
    row("room with a newline", R"({"type":"join_room","payload":{"roomId":"a\nb"}})");
    row("room half a pair", R"({"type":"join_room","payload":{"roomId":"\ud800"}})");
    row("payload an array", R"({"type":"join_room","payload":[]})");
    row("payload a text", R"({"type":"join_room","payload":"general"})");
    row("since negative", R"({"type":"join_room","payload":{"roomId":"r","since":-1}})");
    row("since a fraction", R"({"type":"join_room","payload":{"roomId":"r","since":1.5}})");
    row("since huge", R"({"type":"join_room","payload":{"roomId":"r","since":1e300}})");
    row("since over 2^53", R"({"type":"join_room","payload":{"roomId":"r","since":9007199254740993}})");
    row("since over 2^63", R"({"type":"join_room","payload":{"roomId":"r","since":9223372036854775808}})");
    row("since a text", R"({"type":"join_room","payload":{"roomId":"r","since":"5"}})");
    row("text missing", R"({"type":"send_message","payload":{"roomId":"r","clientId":"c"}})");
    row("text a number", R"({"type":"send_message","payload":{"roomId":"r","clientId":"c","text":1}})");
    row("text with NUL", R"({"type":"send_message","payload":{"roomId":"r","clientId":"c","text":"a\u0000"}})");
    row("text half a pair", R"({"type":"send_message","payload":{"roomId":"r","clientId":"c","text":"\udc00"}})");
    row("emoji a word", R"({"type":"react","payload":{"messageId":"m","emoji":"lol","on":true}})");
    row("emoji empty", R"({"type":"react","payload":{"messageId":"m","emoji":"","on":true}})");
    row("on a number", R"({"type":"react","payload":{"messageId":"m","emoji":"👍","on":1}})");
    row("limit 0", R"({"type":"get_history","payload":{"roomId":"r","limit":0}})");
    row("limit 201", R"({"type":"get_history","payload":{"roomId":"r","limit":201}})");
    row("before and after", R"({"type":"get_history","payload":{"roomId":"r","before":1,"after":1}})");
    row("one option", R"({"type":"create_poll","payload":{"roomId":"r","question":"q","options":["a"]}})");
    row("eleven options",
        R"({"type":"create_poll","payload":{"roomId":"r","question":"q","options":["a","b","c","d","e","f","g","h","i","j","k"]}})");
    row("empty option", R"({"type":"create_poll","payload":{"roomId":"r","question":"q","options":["a"," "]}})");
    row("vote twice", R"({"type":"vote","payload":{"pollId":"p","options":[1,1]}})");
    row("vote below", R"({"type":"vote","payload":{"pollId":"p","options":[-1]}})");
    row("vote above", R"({"type":"vote","payload":{"pollId":"p","options":[10]}})");
    row("status unknown", R"({"type":"update_presence","payload":{"status":"asleep"}})");
    row("status offline", R"({"type":"update_presence","payload":{"status":"offline"}})");
    row("x missing", R"({"type":"cursor_move","payload":{"surface":"room:r","y":1}})");
    row("x too large", R"({"type":"cursor_move","payload":{"surface":"room:r","x":1e10,"y":1}})");
    row("surface unknown", R"({"type":"cursor_move","payload":{"surface":"moon:r","x":1,"y":1}})");
    row("surface empty", R"({"type":"cursor_move","payload":{"surface":"room:","x":1,"y":1}})");
    row("name of spaces", R"({"type":"update_profile","payload":{"username":"   "}})");
    row("colour a word", R"({"type":"update_profile","payload":{"color":"red"}})");
    row("no change", R"({"type":"update_profile","payload":{}})");
    row("room without name", R"({"type":"create_room","payload":{"kind":"public"}})");
    row("kind unknown", R"({"type":"create_room","payload":{"name":"n","kind":"secret"}})");
    row("search without words", R"({"type":"search","payload":{"limit":3}})", Errc::BadRequest);
    row("uses 0", R"({"type":"create_invite","payload":{"uses":0}})");
    row("join nothing", R"({"type":"join","payload":{}})");
    row("broadcast nothing", R"({"type":"broadcast","room":"r","payload":{}})");
    row("chat nothing", R"({"type":"chat_message","data":{}})");
}

void TestProtocolMessages::requestsAreRefused()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const Errc, expected);
    const auto envelopes = decodeFrame(frame, Encoding::Json);
    QVERIFY(envelopes);
    const auto request = requestFromEnvelope(envelopes->first());
    QVERIFY(!request);
    QCOMPARE(request.error().code, expected);
    QVERIFY(QString::fromStdString(request.error().message).endsWith(u'.'));
}

void TestProtocolMessages::plainDialectsAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("same");
    QTest::newRow("data for payload") << R"({"type":"typing","data":{"roomId":"r"}})"_ba
                                      << R"({"type":"typing","payload":{"roomId":"r"}})"_ba;
    QTest::newRow("payload before data") << R"({"type":"typing","data":{"roomId":"x"},"payload":{"roomId":"r"}})"_ba
                                         << R"({"type":"typing","payload":{"roomId":"r"}})"_ba;
    QTest::newRow("join by payload") << R"({"type":"join","payload":"general"})"_ba
                                     << R"({"type":"join","payload":"general"})"_ba;
    QTest::newRow("join by object") << R"({"type":"join","payload":{"room":"general"}})"_ba
                                    << R"({"type":"join","payload":"general"})"_ba;
    QTest::newRow("join by room") << R"({"type":"join","room":"general"})"_ba
                                  << R"({"type":"join","payload":"general"})"_ba;
    QTest::newRow("broadcast nested") << R"({"type":"broadcast","payload":{"room":"r","payload":"hi"}})"_ba
                                      << R"({"type":"broadcast","room":"r","payload":"hi"})"_ba;
    QTest::newRow("chat as text") << R"({"type":"chat_message","data":"hi"})"_ba
                                  << R"({"type":"chat_message","payload":{"text":"hi"}})"_ba;
    QTest::newRow("chat as message") << R"({"type":"chat_message","data":{"message":"hi","id":7}})"_ba
                                     << R"({"type":"chat_message","payload":{"text":"hi"}})"_ba;
    QTest::newRow("chapter's send") << R"({"type":"send_message","payload":{"roomId":"r","text":"t","timestamp":5}})"_ba
                                    << R"({"type":"send_message","payload":{"roomId":"r","text":"t"}})"_ba;
}

void TestProtocolMessages::plainDialectsAreUnderstood()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, same);
    const auto a = decodeFrame(frame, Encoding::Json);
    const auto b = decodeFrame(same, Encoding::Json);
    QVERIFY(a && b);
    const auto requestA = requestFromEnvelope(a->first());
    const auto requestB = requestFromEnvelope(b->first());
    QVERIFY2(requestA, requestA ? "" : requestA.error().message.c_str());
    QVERIFY(requestB);
    QVERIFY(*requestA == *requestB);
}

QTEST_APPLESS_MAIN(TestProtocolMessages)
#include "tst_protocol_messages.moc"
