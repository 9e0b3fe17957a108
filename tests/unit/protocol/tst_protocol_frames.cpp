#include "samples.h"

#include "base/random.h"

#include <QTest>

using namespace samples;

/// Frames as strangers make them: cut short, bent, nested, oversized.
class TestProtocolFrames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodes_data();
    void decodes();
    void rejects_data();
    void rejects();
    void nestingEndsAtThirtyTwo();
    void aBatchEndsAt256();
    void cborRejects_data();
    void cborRejects();
    void cborReadsEveryForm_data();
    void cborReadsEveryForm();
    void everyPrefixOfAFrameIsMalformed();
    void mutationsNeverHurt_data();
    void mutationsNeverHurt();
};

void TestProtocolFrames::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QJsonValue>("payload");
    QTest::newRow("no payload") << R"({"type":"a"})"_ba << QString() << QJsonValue(QJsonObject());
    QTest::newRow("id") << R"({"type":"a","id":"c-1","payload":{}})"_ba << u"c-1"_s << QJsonValue(QJsonObject());
    QTest::newRow("null id") << R"({"type":"a","id":null})"_ba << QString() << QJsonValue(QJsonObject());
    QTest::newRow("id of 64") << R"({"type":"a","id":")" + QByteArray(64, 'x') + R"("})" << QString(64, u'x')
                              << QJsonValue(QJsonObject());
    QTest::newRow("brackets in a text") << R"({"type":"a","payload":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"[["})"_ba
                                        << QString() << QJsonValue(uR"([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["[[)"_s);
    QTest::newRow("spaces") << " \r\n\t{ \"type\" : \"a\" } "_ba << QString() << QJsonValue(QJsonObject());
}

void TestProtocolFrames::decodes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, id);
    QFETCH(const QJsonValue, payload);
    const auto frame = decodeFrame(bytes, Encoding::Json);
    QVERIFY2(frame, frame ? "" : frame.error().message.c_str());
    QCOMPARE(frame->size(), 1);
    QCOMPARE(frame->first().type, u"a"_s);
    QCOMPARE(frame->first().id, id);
    QCOMPARE(frame->first().payload, payload);
}

void TestProtocolFrames::rejects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("nothing", "");
    row("space", " ");
    row("a number", "5");
    row("a text", "\"type\"");
    row("null", "null");
    row("no type", R"({"payload":{}})");
    row("type empty", R"({"type":""})");
    row("type a number", R"({"type":5})");
    row("type too long", R"({"type":")" + QByteArray(65, 'x') + R"("})");
    row("id a number", R"({"type":"a","id":5})");
    row("id empty", R"({"type":"a","id":""})");
    row("id too long", R"({"type":"a","id":")" + QByteArray(65, 'x') + R"("})");
    row("id with a newline", R"({"type":"a","id":"a\nb"})");
    row("two objects", R"({"type":"a"}{"type":"b"})");
    row("behind it", R"({"type":"a"}x)");
    row("single quotes", "{'type':'a'}");
    row("a comma too many", R"({"type":"a",})");
    row("NaN", R"({"type":"a","payload":NaN})");
    row("bad UTF-8", "{\"type\":\"a\xff\"}");
    row("overlong UTF-8", "{\"type\":\"a\xc0\xaf\"}");
    row("UTF-8 surrogate", "{\"type\":\"a\xed\xa0\x80\"}");
    row("NUL byte", QByteArray("{\"type\":\"a\"\0}", 13));
    row("a text in a batch", R"([{"type":"a"},"b"])");
    row("a batch in a batch", R"([[{"type":"a"}]])");
    row("CBOR", QByteArray::fromHex("a1647479706561 61"));
    row("open brackets", QByteArray(100'000, '['));
    row("open objects", QByteArray(R"({"a":)").repeated(100'000));
}

void TestProtocolFrames::rejects()
{
    QFETCH(const QByteArray, bytes);
    const auto frame = decodeFrame(bytes, Encoding::Json);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, Errc::Malformed);
}

void TestProtocolFrames::nestingEndsAtThirtyTwo()
{
    const auto nested = [](int depth) {
        return R"({"type":"a","payload":)" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + "}";
    };
    QVERIFY(decodeFrame(nested(32), Encoding::Json));
    QVERIFY(!decodeFrame(nested(33), Encoding::Json));
    const auto nestedCbor = [](int depth) {
        return QByteArray::fromHex("a2 6474797065 6161 677061796c6f6164") + QByteArray(depth - 2, char(0x81))
            + char(0x80);
    };
    QVERIFY(decodeFrame(nestedCbor(32), Encoding::Cbor));
    QVERIFY(!decodeFrame(nestedCbor(33), Encoding::Cbor));
}

void TestProtocolFrames::aBatchEndsAt256()
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor}) {
        QList<Envelope> batch(256, Envelope {.type = u"a"_s});
        const auto frame = decodeFrame(encodeFrame(batch, encoding), encoding);
        QVERIFY(frame);
        QCOMPARE(frame->size(), 256);
        batch.append(batch.first());
        const auto tooMany = decodeFrame(encodeFrame(batch, encoding), encoding);
        QVERIFY(!tooMany);
        QCOMPARE(tooMany.error().code, Errc::TooLarge);
    }
    QVERIFY(decodeFrame("[]"_ba, Encoding::Json));
}

// {"type":"a","payload":X}: a2 64"type" 61"a" 67"payload" X
static QByteArray cborWithPayload(const QByteArray &hex)
{
    return QByteArray::fromHex("a2 6474797065 6161 677061796c6f6164") + QByteArray::fromHex(hex);
}

void TestProtocolFrames::cborRejects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &hex) { QTest::newRow(name) << cborWithPayload(hex); };
    row("nothing", "");
    row("bytes", "42 0102");
    row("a tag", "c0 6161");
    row("undefined", "f7");
    row("simple 32", "f8 20");
    row("reserved", "1c");
    row("break alone", "ff");
    row("infinity", "f9 7c00");
    row("NaN", "fb 7ff8000000000000");
    row("over 2^63", "1b 8000000000000000");
    row("a text longer than the frame", "7b ffffffffffffffff 61");
    row("an array longer than the frame", "9b 7fffffffffffffff 01");
    row("a map longer than the frame", "bb 7fffffffffffffff 6161 01");
    row("a number as key", "a1 01 02");
    row("a text key without value", "a1 6161");
    row("bad UTF-8", "62 c328");
    row("a chunk of bytes in a text", "7f 4161 ff");
    row("chunks in chunks", "7f 7f 6161 ff ff");
    row("an open text", "7f 6161");
    row("an open array", "9f 01");
    row("an open map", "bf 6161 01");
    row("half an integer", "19 01");
    row("bytes behind it", "01 01");
    QTest::newRow("no map") << QByteArray::fromHex("6161");
    QTest::newRow("JSON") << R"({"type":"a"})"_ba;
    QByteArray many = QByteArray::fromHex("b91388"); // 5,000 keys
    for (int i = 0; i < 5'000; ++i)
        many += QByteArray::fromHex("64") + QByteArray::number(10'000 + i).right(4) + QByteArray::fromHex("01");
    QTest::newRow("a map full of keys") << cborWithPayload(many.toHex());
}

void TestProtocolFrames::cborRejects()
{
    QFETCH(const QByteArray, bytes);
    const auto frame = decodeFrame(bytes, Encoding::Cbor);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, Errc::Malformed);
}

void TestProtocolFrames::cborReadsEveryForm_data()
{
    // The examples of RFC 8949, appendix A, as far as JSON can say them.
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QJsonValue>("expected");
    QTest::newRow("0") << "00"_ba << QJsonValue(0);
    QTest::newRow("23") << "17"_ba << QJsonValue(23);
    QTest::newRow("24") << "1818"_ba << QJsonValue(24);
    QTest::newRow("1000") << "1903e8"_ba << QJsonValue(1000);
    QTest::newRow("1000000") << "1a000f4240"_ba << QJsonValue(1'000'000);
    QTest::newRow("1000000000000") << "1b000000e8d4a51000"_ba << QJsonValue(qint64 {1'000'000'000'000});
    QTest::newRow("-1") << "20"_ba << QJsonValue(-1);
    QTest::newRow("-1000") << "3903e7"_ba << QJsonValue(-1000);
    QTest::newRow("smallest") << "3b7fffffffffffffff"_ba << QJsonValue(std::numeric_limits<qint64>::min());
    QTest::newRow("half 1.5") << "f93e00"_ba << QJsonValue(1.5);
    QTest::newRow("half 65504") << "f97bff"_ba << QJsonValue(65504.0);
    QTest::newRow("single 100000") << "fa47c35000"_ba << QJsonValue(100000.0);
    QTest::newRow("double 1.1") << "fb3ff199999999999a"_ba << QJsonValue(1.1);
    QTest::newRow("double -4.1") << "fbc010666666666666"_ba << QJsonValue(-4.1);
    QTest::newRow("false") << "f4"_ba << QJsonValue(false);
    QTest::newRow("true") << "f5"_ba << QJsonValue(true);
    QTest::newRow("null") << "f6"_ba << QJsonValue(QJsonValue::Null);
    QTest::newRow("empty text") << "60"_ba << QJsonValue(QString());
    QTest::newRow("IETF") << "6449455446"_ba << QJsonValue(u"IETF"_s);
    QTest::newRow("escapes") << "62225c"_ba << QJsonValue(u"\"\\"_s);
    QTest::newRow("two bytes") << "62c3bc"_ba << QJsonValue(u"\u00fc"_s);
    QTest::newRow("four bytes") << "64f0908591"_ba << QJsonValue(u"\U00010151"_s);
    QTest::newRow("array") << "83010203"_ba << QJsonValue(QJsonArray {1, 2, 3});
    QTest::newRow("indefinite array") << "9f018202039f0405ffff"_ba
                                      << QJsonValue(QJsonArray {1, QJsonArray {2, 3}, QJsonArray {4, 5}});
    QTest::newRow("map") << "a26161016162820203"_ba
                         << QJsonValue(QJsonObject {{u"a"_s, 1}, {u"b"_s, QJsonArray {2, 3}}});
    QTest::newRow("indefinite map") << "bf61610161629f0203ffff"_ba
                                    << QJsonValue(QJsonObject {{u"a"_s, 1}, {u"b"_s, QJsonArray {2, 3}}});
    QTest::newRow("streaming") << "7f657374726561646d696e67ff"_ba << QJsonValue(u"streaming"_s);
}

void TestProtocolFrames::cborReadsEveryForm()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QJsonValue, expected);
    const auto frame = decodeFrame(cborWithPayload(hex), Encoding::Cbor);
    QVERIFY(frame);
    QCOMPARE(frame->first().payload, expected);
}

void TestProtocolFrames::everyPrefixOfAFrameIsMalformed()
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor}) {
        for (const Envelope &envelope : envelopes()) {
            const QByteArray whole = encodeFrame(envelope, encoding);
            QVERIFY(decodeFrame(whole, encoding));
            for (qsizetype length = 0; length < whole.size(); ++length) {
                const auto frame = decodeFrame(whole.first(length), encoding);
                QVERIFY2(!frame, whole.first(length).toHex().constData());
                QCOMPARE(frame.error().code, Errc::Malformed);
            }
        }
    }
}

void TestProtocolFrames::mutationsNeverHurt_data()
{
    QTest::addColumn<bool>("cbor");
    QTest::newRow("JSON") << false;
    QTest::newRow("CBOR") << true;
}

/// The seed is printed; COTERIE_SEED plays it again.
void TestProtocolFrames::mutationsNeverHurt()
{
    QFETCH(const bool, cbor);
    const Encoding encoding = cbor ? Encoding::Cbor : Encoding::Json;
    bool isGiven = false;
    const quint64 given = qEnvironmentVariable("COTERIE_SEED").toULongLong(&isGiven);
    const std::uint64_t seed = isGiven ? given : Random::fromSystem().next();
    qInfo("COTERIE_SEED=%llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    QList<QByteArray> frames;
    for (const Envelope &envelope : envelopes())
        frames.append(encodeFrame(envelope, encoding));
    int understood = 0;
    for (int i = 0; i < 10'000; ++i) {
        QByteArray bytes = frames[qsizetype(random.below(std::uint64_t(frames.size())))];
        for (std::uint64_t cuts = 1 + random.below(3); cuts > 0 && !bytes.isEmpty(); --cuts) {
            const auto at = qsizetype(random.below(std::uint64_t(bytes.size())));
            switch (random.below(4)) {
            case 0: bytes[at] = char(random.below(256)); break;
            case 1: bytes.remove(at, qsizetype(random.below(8))); break;
            case 2: bytes.insert(at, bytes.mid(qsizetype(random.below(std::uint64_t(bytes.size()))), 16)); break;
            case 3: bytes[at] = char(bytes[at] ^ char(1U << random.below(8))); break;
            }
        }
        understood += digest(bytes, encoding) > 0 ? 1 : 0;
    }
    QVERIFY2(understood > 500, "the mutations should leave some frames readable, or they test only the first byte");
}

QTEST_APPLESS_MAIN(TestProtocolFrames)
#include "tst_protocol_frames.moc"
