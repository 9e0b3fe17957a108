#include "crdt/columns.h"
#include "crdt/encoding.h"
#include "crdt/idset.h"
#include "crdt/statevector.h"
#include "crdt/utf.h"
#include "fixtures.h"

#include <QTest>

#include <limits>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

class TestCrdtEncoding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersSurvive_data();
    void numbersSurvive();
    void numbersBeyondAreRefused_data();
    void numbersBeyondAreRefused();
    void minusZeroIsNotZero();
    void runsOfNumbersSurvive();
    void stringsSurvive();
    void loneSurrogatesBecomeReplacements();
    void badUtf8IsRefused_data();
    void badUtf8IsRefused();
    void valuesAreThoseOfLib0();
    void valuesCutAnywhereAreRefused();
    void deepValuesAreRefused();
    void hugeCountsAreRefused();
    void jsonNumbersStayWhatTheyAre();
    void badJsonIsRefused_data();
    void badJsonIsRefused();
    void objectsAreInJavaScriptsOrder();
    void equalityIgnoresTheOrderOfKeys();
    void deleteSetsMergeTheirRanges();
    void stateVectorsAreInFallingOrder();
};

void TestCrdtEncoding::numbersSurvive_data()
{
    QTest::addColumn<quint64>("number");
    QTest::addColumn<int>("size");
    for (int bit = 0; bit < 53; ++bit) {
        QTest::addRow("2^%d", bit) << (quint64 {1} << bit) << bit / 7 + 1;
        QTest::addRow("2^%d-1", bit + 1) << (quint64 {2} << bit) - 1 << bit / 7 + 1;
    }
    QTest::addRow("zero") << quint64 {0} << 1;
}

void TestCrdtEncoding::numbersSurvive()
{
    QFETCH(const quint64, number);
    QFETCH(const int, size);
    ByteWriter out;
    out.varUint(number);
    QCOMPARE(out.size(), std::size_t(size));
    for (const bool isNegative : {false, true})
        out.varInt({number, isNegative});
    ByteReader in(out.view());
    QCOMPARE(in.varUint(), number);
    for (const bool isNegative : {false, true}) {
        const SignedInteger read = in.varInt();
        QCOMPARE(read.magnitude, number);
        QCOMPARE(read.isNegative, isNegative);
    }
    QVERIFY(in.isAtEnd() && !in.hasFailed());
}

void TestCrdtEncoding::numbersBeyondAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Errc>("expected");
    QTest::newRow("nothing") << QByteArray() << Errc::Truncated;
    QTest::newRow("ends inside") << QByteArray::fromHex("ff") << Errc::Truncated;
    QTest::newRow("2^53") << QByteArray::fromHex("8080808080808010") << Errc::OutOfRange;
    QTest::newRow("2^64") << QByteArray::fromHex("80808080808080808002") << Errc::OutOfRange;
    QTest::newRow("zeros without end") << QByteArray(40, '\x80') << Errc::OutOfRange;
}

void TestCrdtEncoding::numbersBeyondAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Errc, expected);
    ByteReader in(fixtures::view(bytes));
    QCOMPARE(in.varUint(), std::uint64_t {0});
    QCOMPARE(in.error()->code, expected);
    QVERIFY(in.isAtEnd());
    QCOMPARE(in.varUint(), std::uint64_t {0});
    QCOMPARE(in.error()->code, expected);
}

void TestCrdtEncoding::minusZeroIsNotZero()
{
    ByteWriter out;
    out.any(-0.0);
    QCOMPARE(fixtures::array(out.view()), QByteArray::fromHex("7d40"));
    ByteReader in(out.view());
    QVERIFY(std::signbit(*in.any().number()));
}

void TestCrdtEncoding::runsOfNumbersSurvive()
{
    std::vector<std::uint64_t> numbers {0, 0, 0, 1, 2, 3, 3, 2, 1, 0};
    for (int i = 0; i < 3; ++i) // as far as a difference can go, both ways, in runs and alone
        numbers.insert(numbers.end(), {maxSafeInteger, 0, maxSafeInteger, maxSafeInteger, 5});
    UintRunWriter plain;
    DiffRunWriter differences;
    for (const std::uint64_t number : numbers) {
        plain.add(number);
        differences.add(number);
    }
    UintRunReader plainIn(plain.finish());
    DiffRunReader differencesIn(differences.finish());
    for (const std::uint64_t number : numbers) {
        QCOMPARE(plainIn.next(), number);
        QCOMPARE(differencesIn.next(), number);
    }
    QVERIFY(plainIn.in().isAtEnd() && !plainIn.in().hasFailed());
    QVERIFY(differencesIn.in().isAtEnd() && !differencesIn.in().hasFailed());
}

void TestCrdtEncoding::stringsSurvive()
{
    const std::u16string pieces[] = {u"", u"a", u"seven b", u"eight by", u"ünïcödé", u"世界", u"😀👩‍👩‍👧",
        std::u16string(1, u'\0'), u"\uFEFFmark", std::u16string(126, u'x'), std::u16string(127, u'x'),
        std::u16string(128, u'x'), std::u16string(20'000, u'ж')};
    for (const auto &first : pieces) {
        for (const auto &second : pieces) {
            ByteWriter out;
            out.string(first + second);
            TextArena arena;
            ByteReader in(out.view());
            ByteReader again(out.view());
            QCOMPARE(std::u16string(in.string(arena)), first + second);
            QCOMPARE(again.string(), first + second);
            QVERIFY(in.isAtEnd() && again.isAtEnd());
            QCOMPARE(fixtures::array(out.view()).right(fixtures::string(first + second).toUtf8().size()),
                fixtures::string(first + second).toUtf8());
        }
    }
}

void TestCrdtEncoding::loneSurrogatesBecomeReplacements()
{
    for (const std::u16string &lone : {std::u16string(1, char16_t(0xD83D)), std::u16string(1, char16_t(0xDE00))}) {
        ByteWriter out;
        out.string(u"a" + lone + u"b");
        ByteReader in(out.view());
        QCOMPARE(in.string(), std::u16string(u"a\uFFFDb"));
        const Any value {std::u16string(lone)};
        const auto json = Any::fromJson(value.toJson()); // there it is an escape, and survives
        QVERIFY(json);
        QCOMPARE(*json->string(), lone);
    }
}

void TestCrdtEncoding::badUtf8IsRefused_data()
{
    QTest::addColumn<QByteArray>("utf8");
    QTest::newRow("continuation alone") << QByteArray::fromHex("80");
    QTest::newRow("overlong of two") << QByteArray::fromHex("c080");
    QTest::newRow("overlong of three") << QByteArray::fromHex("e09fbf");
    QTest::newRow("overlong of four") << QByteArray::fromHex("f08fbfbf");
    QTest::newRow("surrogate") << QByteArray::fromHex("eda080");
    QTest::newRow("above Unicode") << QByteArray::fromHex("f4908080");
    QTest::newRow("ends inside") << QByteArray::fromHex("6162e282");
    QTest::newRow("not continued") << QByteArray::fromHex("e28241");
    QTest::newRow("five bytes") << QByteArray::fromHex("f888808080");
}

void TestCrdtEncoding::badUtf8IsRefused()
{
    QFETCH(const QByteArray, utf8);
    ByteWriter out;
    out.buffer(fixtures::view(utf8));
    TextArena arena;
    ByteReader in(out.view());
    QVERIFY(in.string(arena).empty());
    QCOMPARE(in.error()->code, Errc::Malformed);
    QVERIFY(!toUtf16({utf8.constData(), std::size_t(utf8.size())}));
}

void TestCrdtEncoding::valuesAreThoseOfLib0()
{
    const QJsonArray values = fixtures::load(u"values.json"_s)[u"values"_s].toArray();
    QVERIFY(values.size() > 40);
    for (const QJsonValue &recorded : values) {
        const QByteArray bytes = fixtures::bytes(recorded[u"bytes"_s]);
        ByteReader in(fixtures::view(bytes));
        const Any value = in.any();
        QVERIFY2(!in.hasFailed() && in.isAtEnd(), bytes.toHex().constData());
        ByteWriter out;
        out.any(value);
        QCOMPARE(fixtures::array(out.view()).toHex(), bytes.toHex());
        if (recorded[u"json"_s].isString() && !value.bigInt())
            QCOMPARE(QString::fromStdString(value.toJson()), recorded[u"json"_s].toString());
    }
}

void TestCrdtEncoding::valuesCutAnywhereAreRefused()
{
    ByteWriter out;
    out.any(Any::Object {{u"text", u"some text"},
        {u"list", Any::Array {1, 2.5, 1e300, true, Any::BigInt {7}, Bytes(3)}}, {u"end", Any::Null {}}});
    for (std::size_t size = 0; size < out.size(); ++size) {
        ByteReader in(out.view().first(size));
        (void)in.any();
        QVERIFY(in.hasFailed());
    }
}

void TestCrdtEncoding::deepValuesAreRefused()
{
    for (const char kind : {'\x75', '\x76'}) {
        const QByteArray level = kind == '\x75' ? QByteArray("\x75\x01") : QByteArray("\x76\x01\x00", 3);
        const QByteArray bytes = level.repeated(100'000) + QByteArray("\x7f");
        ByteReader in(fixtures::view(bytes));
        (void)in.any();
        QCOMPARE(in.error()->code, Errc::OutOfRange);
    }
    const auto json = Any::fromJson(std::string(100'000, '['));
    QVERIFY(!json);
    QCOMPARE(json.error().code, Errc::OutOfRange);
    const std::string allowed = std::string(maxNesting, '[') + std::string(maxNesting, ']');
    QVERIFY(Any::fromJson(allowed));
    ByteWriter out;
    out.any(*Any::fromJson(allowed));
    ByteReader in(out.view());
    QCOMPARE(in.any().toJson(), allowed);
    QVERIFY(!in.hasFailed());
}

void TestCrdtEncoding::hugeCountsAreRefused()
{
    for (const char kind : {'\x74', '\x75', '\x76', '\x77'}) {
        ByteWriter out;
        out.byte(std::uint8_t(kind));
        out.varUint(maxSafeInteger);
        ByteReader in(out.view());
        (void)in.any();
        QCOMPARE(in.error()->code, Errc::Truncated);
    }
}

void TestCrdtEncoding::jsonNumbersStayWhatTheyAre()
{
    const QJsonArray numbers = fixtures::load(u"values.json"_s)[u"numbers"_s].toArray();
    QVERIFY(numbers.size() > 10);
    for (const QJsonValue &number : numbers) {
        const auto value = Any::fromJson(number.toString().toStdString());
        QVERIFY(value);
        QCOMPARE(QString::fromStdString(value->toJson()), number.toString());
    }
    QCOMPARE(*Any::fromJson("1e999")->number(), std::numeric_limits<double>::infinity());
    QCOMPARE(*Any::fromJson("-1e-999")->number(), 0.0);
    QCOMPARE(Any::fromJson("[1e999]")->toJson(), std::string("[null]"));
}

void TestCrdtEncoding::badJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"", " ", "nul", "truex", "[", "[1", "[1,", "[1,]", "[,1]", "{", "{\"a\"",
             "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "\"",
             "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "1 2", "[]]", "NaN", "undefined", "\"\xff\""})
        QTest::newRow(json) << QByteArray(json);
}

void TestCrdtEncoding::badJsonIsRefused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!Any::fromJson(json.toStdString()));
}

void TestCrdtEncoding::objectsAreInJavaScriptsOrder()
{
    const Any object {
        Any::Object {{u"b", 1}, {u"10", 2}, {u"a", 3}, {u"9", 4}, {u"b", 5}, {u"01", 6}, {u"skip", Any()}, {u"0", 7}}};
    QCOMPARE(object.toJson(), std::string(R"({"0":7,"9":4,"10":2,"b":5,"a":3,"01":6})"));
    QCOMPARE(*object.member(u"b")->number(), 5.0);
    QVERIFY(object.member(u"skip")->isUndefined());
    QVERIFY(!object.member(u"none"));
}

void TestCrdtEncoding::equalityIgnoresTheOrderOfKeys()
{
    const auto parsed = [](std::string_view json) { return *Any::fromJson(json); };
    QVERIFY(parsed(R"({"a":[1,{"x":null,"y":"z"}],"b":true})") == parsed(R"({"b":true,"a":[1,{"y":"z","x":null}]})"));
    QVERIFY(!(parsed(R"({"a":1,"b":2})") == parsed(R"({"a":2,"b":1})")));
    QVERIFY(!(parsed(R"({"a":1})") == parsed(R"({"a":1,"b":2})")));
    QVERIFY(!(parsed("[1,2]") == parsed("[2,1]")));
    QVERIFY(!(parsed("null") == Any()));
    QVERIFY(!(parsed("1") == parsed("true")));
}

void TestCrdtEncoding::deleteSetsMergeTheirRanges()
{
    DeleteSet set;
    set.add(1, 10, 5);
    set.add(1, 15, 1); // adjacent
    set.add(1, 30, 2);
    set.add(1, 0, 3);
    set.add(1, 12, 20); // overlaps two
    set.add(2, 5, 0); // nothing
    set.add(3, 9, 1);
    set.add(3, 8, 1); // backwards, as one deletes with the key
    set.normalise();
    QCOMPARE(set.clients().size(), std::size_t {2});
    QCOMPARE(set.clients().begin()->first, ClientId {3});
    QVERIFY((set.clients().at(3) == DeleteSet::Ranges {{8, 2}}));
    QVERIFY((set.clients().at(1) == DeleteSet::Ranges {{0, 3}, {10, 22}}));
    QVERIFY(set.contains({1, 2}) && !set.contains({1, 3}) && set.contains({1, 31}) && !set.contains({1, 32}));
    QVERIFY(!set.contains({2, 5}));
    DeleteSet backwards; // the range that grows backwards reaches the one before it
    backwards.add(1, 0, 5);
    backwards.add(1, 6, 1);
    backwards.add(1, 5, 1);
    backwards.normalise();
    QVERIFY((backwards.clients().at(1) == DeleteSet::Ranges {{0, 7}}));
}

void TestCrdtEncoding::stateVectorsAreInFallingOrder()
{
    StateVector state;
    state.set(5, 1);
    state.set(maxSafeInteger, 2);
    state.set(7, 3);
    state.set(5, 4);
    QCOMPARE(state.clock(5), ClockValue {4});
    QCOMPARE(state.clock(6), ClockValue {0});
    QVERIFY(state.contains(7) && !state.contains(6));
    const Bytes bytes = state.encode();
    QCOMPARE(fixtures::array(bytes).toHex(), QByteArray("03ffffffffffffff0f0207030504"));
    QVERIFY(*StateVector::decode(bytes) == state);
    // In any order, and twice the same client: the last one counts.
    const auto odd = StateVector::decode(fixtures::view(QByteArray::fromHex("03010205090103")));
    QVERIFY(odd);
    QCOMPARE(odd->clock(1), ClockValue {3});
    QCOMPARE(odd->entries().size(), std::size_t {2});
    QCOMPARE(StateVector::decode(fixtures::view(QByteArray::fromHex("0101"))).error().code, Errc::Truncated);
    QCOMPARE(StateVector::decode(fixtures::view(QByteArray::fromHex("ffffff7f0101"))).error().code, Errc::Truncated);
    QCOMPARE(StateVector::decode(fixtures::view(QByteArray::fromHex("0000"))).error().code, Errc::Malformed);
}

QTEST_APPLESS_MAIN(TestCrdtEncoding)
#include "tst_crdt_encoding.moc"
