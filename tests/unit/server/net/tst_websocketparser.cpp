#include "server/net/websocketparser.h"

#include "base/random.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server::net;
using namespace Qt::StringLiterals;

namespace {

constexpr size_t messageLimit = 100'000;

struct ClientFrame {
    unsigned opcode = 1;
    QByteArray payload = {};
    bool final = true;
    unsigned reserved = 0;
    bool masked = true;
};

QByteArray bytesOf(const ClientFrame &frame, quint32 mask = 0xA1B2C3D4)
{
    QByteArray bytes;
    bytes.append(char((frame.final ? 0x80U : 0U) | (frame.reserved << 4U) | frame.opcode));
    const QByteArray head = QByteArray::fromStdString(frameHead(Opcode::Text, size_t(frame.payload.size()))).sliced(1);
    bytes += head;
    if (!frame.masked)
        return bytes + frame.payload;
    bytes[1] = char(quint8(bytes[1]) | 0x80U);
    for (int i = 3; i >= 0; --i)
        bytes.append(char((mask >> (8 * i)) & 0xFFU));
    for (qsizetype i = 0; i < frame.payload.size(); ++i)
        bytes.append(char(quint8(frame.payload[i]) ^ ((mask >> (8 * (3 - i % 4))) & 0xFFU)));
    return bytes;
}

QByteArray bytesOf(const QList<ClientFrame> &frames)
{
    QByteArray bytes;
    for (const ClientFrame &frame : frames)
        bytes += bytesOf(frame);
    return bytes;
}

QByteArray runOver(const std::vector<std::string_view> &pieces)
{
    WebSocketParser parser(messageLimit);
    QByteArray log;
    for (std::string_view piece : pieces) {
        while (true) {
            const auto event = parser.next(piece);
            if (event == WebSocketParser::Event::NeedMore)
                break;
            const auto control = [&] {
                return QByteArray(parser.control().data(), qsizetype(parser.control().size()));
            };
            switch (event) {
            case WebSocketParser::Event::Fragment: log += "+ "_ba; break;
            case WebSocketParser::Event::Text:
                log += "text:"_ba + QByteArray::fromStdString(parser.takeMessage()) + ' ';
                break;
            case WebSocketParser::Event::Binary:
                log += "binary:"_ba + QByteArray::fromStdString(parser.takeMessage()) + ' ';
                break;
            case WebSocketParser::Event::Ping: log += "ping:"_ba + control() + ' '; break;
            case WebSocketParser::Event::Pong: log += "pong:"_ba + control() + ' '; break;
            case WebSocketParser::Event::Close:
                return log + "close "_ba + QByteArray::number(parser.closeCode()) + control();
            case WebSocketParser::Event::Error: return log + "error "_ba + QByteArray::number(parser.closeCode());
            case WebSocketParser::Event::NeedMore: break;
            }
        }
    }
    return log;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

} // namespace

class TestWebSocketParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void saysTheSameForEveryCut_data() { reads_data(); }
    void saysTheSameForEveryCut();
    void readsEveryLength_data();
    void readsEveryLength();
    void refusesLengthsOfTheWrongForm_data();
    void refusesLengthsOfTheWrongForm();
    void refusesAnUnmaskedFrameAtItsSecondByte();
    void refusesWrongTextBeforeItsEnd();
    void joinsRandomFragments();
    void survivesNoise();
    void writesHeads_data();
    void writesHeads();
    void cutsCloseReasonsBetweenCodePoints();
};

void TestWebSocketParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QList<ClientFrame> &frames, const QByteArray &expected) {
        QTest::newRow(name) << bytesOf(frames) << expected;
    };
    row("text", {{1, "Hello"_ba}}, "text:Hello "_ba);
    row("empty text", {{1, ""_ba}}, "text: "_ba);
    row("binary that is no text", {{2, "\xff\xfe"_ba}}, "binary:\xff\xfe "_ba);
    row("three fragments", {{1, "He"_ba, false}, {0, "ll"_ba, false}, {0, "o"_ba, true}}, "+ + text:Hello "_ba);
    row("empty fragments", {{1, ""_ba, false}, {0, ""_ba, false}, {0, ""_ba, true}}, "+ + text: "_ba);
    row("code point over fragments", {{1, "\xf0\x9f"_ba, false}, {0, "\x98"_ba, false}, {0, "\x80"_ba, true}},
        "+ + text:\xf0\x9f\x98\x80 "_ba);
    row("ping between fragments", {{1, "a"_ba, false}, {9, "p"_ba}, {0, "b"_ba, true}}, "+ ping:p text:ab "_ba);
    row("pong and ping", {{10, "x"_ba}, {9, ""_ba}}, "pong:x ping: "_ba);
    row("ping of 125", {{9, QByteArray(125, 'p')}}, "ping:"_ba + QByteArray(125, 'p') + ' ');
    row("close without a code", {{8, ""_ba}}, "close 1005"_ba);
    row("close with a reason", {{8, "\x03\xe8"_ba + "bye"_ba}}, "close 1000bye"_ba);
    row("close 4999", {{8, "\x13\x87"_ba}}, "close 4999"_ba);
    row("nothing after close", {{8, ""_ba}, {1, "late"_ba}}, "close 1005"_ba);
    row("reserved bit", {{1, "a"_ba, true, 4}}, "error 1002"_ba);
    row("opcode 3", {{3, "a"_ba}}, "error 1002"_ba);
    row("opcode 11", {{11, ""_ba}}, "error 1002"_ba);
    row("unmasked", {{1, "a"_ba, true, 0, false}}, "error 1002"_ba);
    row("fragmented ping", {{9, "a"_ba, false}}, "error 1002"_ba);
    row("ping of 126", {{9, QByteArray(126, 'p')}}, "error 1002"_ba);
    row("continuation of nothing", {{0, "a"_ba}}, "error 1002"_ba);
    row("text inside a message", {{1, "a"_ba, false}, {1, "b"_ba}}, "+ error 1002"_ba);
    row("continuation after the end", {{1, "a"_ba}, {0, "b"_ba}}, "text:a error 1002"_ba);
    row("close of one byte", {{8, "\x03"_ba}}, "error 1002"_ba);
    row("close 1005 on the wire", {{8, "\x03\xed"_ba}}, "error 1002"_ba);
    row("close 1006 on the wire", {{8, "\x03\xee"_ba}}, "error 1002"_ba);
    row("close 999", {{8, "\x03\xe7"_ba}}, "error 1002"_ba);
    row("close 5000", {{8, "\x13\x88"_ba}}, "error 1002"_ba);
    row("close reason that is no text", {{8, "\x03\xe8\xff"_ba}}, "error 1007"_ba);
    row("text that is no UTF-8", {{1, "a\xff"_ba}}, "error 1007"_ba);
    row("text that ends inside a code point", {{1, "a\xe2\x82"_ba}}, "error 1007"_ba);
    row("second fragment wrong", {{1, "\xe2"_ba, false}, {0, "A"_ba, false}}, "+ error 1007"_ba);
    row("text again after binary", {{2, "\xff"_ba}, {1, "ok"_ba}}, "binary:\xff text:ok "_ba);
    row("message too large", {{2, QByteArray(messageLimit + 1, 'x')}}, "error 1009"_ba);
    row("fragments too large together", {{2, QByteArray(60'000, 'x'), false}, {0, QByteArray(60'000, 'x')}},
        "+ error 1009"_ba);
}

void TestWebSocketParser::reads()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    QCOMPARE(runOver({view(bytes)}), expected);
}

void TestWebSocketParser::saysTheSameForEveryCut()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    const std::string_view all = view(bytes);
    const size_t cuts = std::min<size_t>(all.size(), 300); // beyond that lies only more of the same payload
    for (size_t cut = 0; cut <= cuts; ++cut)
        QCOMPARE(runOver({all.substr(0, cut), all.substr(cut)}), expected);
    if (all.size() > 1000)
        return;
    std::vector<std::string_view> bytewise;
    for (size_t i = 0; i < all.size(); ++i)
        bytewise.push_back(all.substr(i, 1));
    QCOMPARE(runOver(bytewise), expected);
}

void TestWebSocketParser::readsEveryLength_data()
{
    QTest::addColumn<int>("size");
    for (const int size :
        {0, 1, 3, 7, 8, 9, 124, 125, 126, 127, 128, 65'534, 65'535, 65'536, 65'537, int(messageLimit)})
        QTest::addRow("%d", size) << size;
}

void TestWebSocketParser::readsEveryLength()
{
    QFETCH(const int, size);
    QByteArray payload(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        payload[i] = char('a' + i % 26);
    QCOMPARE(runOver({view(bytesOf(ClientFrame {1, payload}))}), "text:"_ba + payload + ' ');
}

void TestWebSocketParser::refusesLengthsOfTheWrongForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("125 in 16 bits") << QByteArray::fromHex("82fe007d00000000") << "error 1002"_ba;
    QTest::newRow("65535 in 64 bits") << QByteArray::fromHex("82ff000000000000ffff00000000") << "error 1002"_ba;
    QTest::newRow("highest bit") << QByteArray::fromHex("82ff800000000000000000000000") << "error 1002"_ba;
    QTest::newRow("2^63 - 1") << QByteArray::fromHex("82ff7fffffffffffffff00000000") << "error 1009"_ba;
}

void TestWebSocketParser::refusesLengthsOfTheWrongForm()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    QCOMPARE(runOver({view(bytes)}), expected);
}

void TestWebSocketParser::refusesAnUnmaskedFrameAtItsSecondByte()
{
    QCOMPARE(runOver({"\x81\x05"}), "error 1002"_ba);
}

void TestWebSocketParser::refusesWrongTextBeforeItsEnd()
{
    const QByteArray bytes = bytesOf(ClientFrame {1, "\xff"_ba + QByteArray(1000, 'x')});
    QCOMPARE(runOver({view(bytes).substr(0, 10)}), "error 1007"_ba);
}

void TestWebSocketParser::joinsRandomFragments()
{
    const QByteArray text = "Grüße, 世界 — 😀 "_ba.repeated(20);
    for (quint64 seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        QByteArray bytes;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype size = std::min<qsizetype>(text.size() - at, qsizetype(random.below(40)));
            const unsigned opcode = bytes.isEmpty() ? 1 : 0;
            bytes += bytesOf(ClientFrame {opcode, text.sliced(at, size), false}, quint32(random.next()));
            at += size;
        }
        bytes += bytesOf(ClientFrame {0, {}, true}, quint32(random.next()));
        std::vector<std::string_view> pieces;
        for (std::string_view rest = view(bytes); !rest.empty();) {
            const size_t size = std::min<size_t>(rest.size(), 1 + random.below(50));
            pieces.push_back(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        QVERIFY2(runOver(pieces).endsWith("text:"_ba + text + ' '), qPrintable(QString::number(seed)));
    }
}

void TestWebSocketParser::survivesNoise()
{
    for (quint64 seed = 1; seed <= 3000; ++seed) {
        Random random(seed);
        QByteArray bytes = bytesOf({{1, "Hello"_ba, false}, {9, "p"_ba}, {0, " there"_ba}, {8, "\x03\xe8"_ba}});
        for (int i = 0; i < 3; ++i)
            bytes[qsizetype(random.below(quint64(bytes.size())))] = char(random.below(256));
        const std::string_view all = view(bytes);
        const size_t cut = random.below(all.size());
        QCOMPARE(runOver({all.substr(0, cut), all.substr(cut)}), runOver({all}));
    }
}

void TestWebSocketParser::writesHeads_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("0") << quint64(0) << QByteArray::fromHex("8100");
    QTest::newRow("125") << quint64(125) << QByteArray::fromHex("817d");
    QTest::newRow("126") << quint64(126) << QByteArray::fromHex("817e007e");
    QTest::newRow("65535") << quint64(65'535) << QByteArray::fromHex("817effff");
    QTest::newRow("65536") << quint64(65'536) << QByteArray::fromHex("817f0000000000010000");
}

void TestWebSocketParser::writesHeads()
{
    QFETCH(const quint64, size);
    QFETCH(const QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(frameHead(Opcode::Text, size)), expected);
}

void TestWebSocketParser::cutsCloseReasonsBetweenCodePoints()
{
    const std::string reason = std::string(122, 'x') + "\xc3\xa9";
    const std::string frame = closeFrame(4508, reason);
    QCOMPARE(frame.size(), size_t(2 + 2 + 122));
    QCOMPARE(closeFrame(1005, "not sent"), std::string("\x88\x00", 2));
}

QTEST_APPLESS_MAIN(TestWebSocketParser)
#include "tst_websocketparser.moc"
