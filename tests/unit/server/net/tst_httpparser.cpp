#include "server/net/httpparser.h"

#include "base/random.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server::net;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t bodyLimit = 64;

/// Everything a stream of bytes comes to, in one line, so that two runs are easily compared.
QByteArray runOver(const std::vector<std::string_view> &pieces)
{
    HttpParser parser(HttpLimits {});
    QByteArray log;
    std::string body;
    for (std::string_view piece : pieces) {
        while (true) {
            const auto event = parser.next(piece);
            if (event == HttpParser::Event::NeedMore)
                break;
            switch (event) {
            case HttpParser::Event::Head:
                log += QByteArray::fromStdString(parser.head().method + ' ' + parser.head().target);
                for (const auto &[name, value] : parser.head().fields)
                    log += QByteArray::fromStdString(" [" + name + "=" + value + "]");
                log += parser.head().keepAlive ? " keep"_ba : " close"_ba;
                parser.allowBody(bodyLimit);
                break;
            case HttpParser::Event::Body: body += parser.bodyPiece(); break;
            case HttpParser::Event::End:
                log += " body=\""_ba + QByteArray::fromStdString(body) + "\"\n"_ba;
                body.clear();
                parser.reset();
                break;
            case HttpParser::Event::Error: return log + "error "_ba + QByteArray::number(parser.errorStatus());
            case HttpParser::Event::NeedMore: break;
            }
        }
    }
    return log;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

QByteArray get(const QByteArray &fields)
{
    return "GET / HTTP/1.1\r\n"_ba + fields + "\r\n"_ba;
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nHost: h\r\n"_ba + fields + "\r\n"_ba + body;
}

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void saysTheSameForEveryCut_data();
    void saysTheSameForEveryCut();
    void saysTheSameForRandomPieces_data() { refuses_data(); }
    void saysTheSameForRandomPieces();
    void recognisesUpgrades_data();
    void recognisesUpgrades();
    void survivesNoise();
    void stopsReadingAnEndlessHead();
};

void TestHttpParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("plain", get("Host: h\r\n"), "GET / [host=h] keep body=\"\"\n"_ba);
    row("blanks around a value", get("Host: \t h \t\r\n"), "GET / [host=h] keep body=\"\"\n"_ba);
    row("empty value", get("Host: h\r\nX:\r\n"), "GET / [host=h] [x=] keep body=\"\"\n"_ba);
    row("bytes above ASCII in a value", get("Host: h\r\nX: \xc3\xa9\r\n"),
        "GET / [host=h] [x=\xc3\xa9] keep body=\"\"\n"_ba);
    row("close", get("Host: h\r\nConnection: foo, Close\r\n"),
        "GET / [host=h] [connection=foo, Close] close body=\"\"\n"_ba);
    row("1.0 closes", "GET /a HTTP/1.0\r\n\r\n"_ba, "GET /a close body=\"\"\n"_ba);
    row("absolute form", "GET http://other/p?q HTTP/1.1\r\nHost: h\r\n\r\n"_ba,
        "GET /p?q [host=h] keep body=\"\"\n"_ba);
    row("absolute form without a path", "GET http://o?q HTTP/1.1\r\nHost: h\r\n\r\n"_ba,
        "GET /?q [host=h] keep body=\"\"\n"_ba);
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"_ba, "OPTIONS * [host=h] keep body=\"\"\n"_ba);
    row("one empty line before", "\r\n"_ba + get("Host: h\r\n"), "GET / [host=h] keep body=\"\"\n"_ba);
    row("fixed body", post("Content-Length: 5\r\n", "hello"),
        "POST / [host=h] [content-length=5] keep body=\"hello\"\n"_ba);
    row("empty body", post("Content-Length: 0\r\n", ""), "POST / [host=h] [content-length=0] keep body=\"\"\n"_ba);
    row("chunks", post("Transfer-Encoding: Chunked\r\n", "3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\n\r\n"),
        "POST / [host=h] [transfer-encoding=Chunked] keep body=\"abc0123456789\"\n"_ba);
    row("trailers are forgotten", post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nHost: evil\r\nX: y\r\n\r\n"),
        "POST / [host=h] [transfer-encoding=chunked] keep body=\"a\"\n"_ba);
    row("two in a row", post("Content-Length: 2\r\n", "ab") + get("Host: h\r\n"),
        "POST / [host=h] [content-length=2] keep body=\"ab\"\nGET / [host=h] keep body=\"\"\n"_ba);
    row("64 fields", get("Host: h\r\n"_ba + "A: b\r\n"_ba.repeated(63)),
        "GET / [host=h]"_ba + " [a=b]"_ba.repeated(63) + " keep body=\"\"\n"_ba);
}

void TestHttpParser::reads()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    QCOMPARE(runOver({view(bytes)}), expected);
}

void TestHttpParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("no host", get(""), 400);
    row("two hosts", get("Host: a\r\nHost: a\r\n"), 400);
    row("empty host", get("Host:\r\n"), 400);
    row("host with a path", get("Host: a/b\r\n"), 400);
    row("host with a comma", get("Host: a,b\r\n"), 400);
    row("bare LF", "GET / HTTP/1.1\nHost: h\n\n"_ba, 400);
    row("bare LF in a field", get("Host: h\nX: y\r\n"), 400);
    row("CR in a value", get("Host: h\r\nX: a\rb\r\n"), 400);
    row("NUL in a value", get("Host: h\r\nX: a"_ba + '\0' + "b\r\n"_ba), 400);
    row("folded line", get("Host: h\r\nX: a\r\n b\r\n"), 400);
    row("blank before the colon", get("Host: h\r\nContent-Length : 0\r\n"), 400);
    row("blank before the first field", get(" Host: h\r\n"), 400);
    row("no colon", get("Host: h\r\nnonsense\r\n"), 400);
    row("no name", get("Host: h\r\n: x\r\n"), 400);
    row("name with a bracket", get("Host: h\r\nX[]: x\r\n"), 400);
    row("65 fields", get("Host: h\r\n"_ba + "A: b\r\n"_ba.repeated(64)), 431);
    row("head too large", get("Host: h\r\nX: "_ba + QByteArray(17000, 'x') + "\r\n"_ba), 431);
    row("target too large", "GET /"_ba + QByteArray(17000, 'x') + " HTTP/1.1\r\n"_ba, 431);
    row("two blanks", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("fragment in the target", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("byte above ASCII in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("no version", "GET /\r\nHost: h\r\n\r\n"_ba, 400);
    row("version 2", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"_ba, 505);
    row("version 1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n"_ba, 505);
    row("lower-case version", "GET / http/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 501);
    row("CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 501);
    row("method with a bracket", "G[T / HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("two empty lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"_ba, 400);
    row("TLS hello", QByteArray::fromHex("16030100c8010000c40303") + "\n"_ba, 400);
    // The shapes request smuggling is made of.
    row("length and coding", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    row("coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400);
    row("two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400);
    row("two equal lengths", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400);
    row("list of lengths", post("Content-Length: 3, 3\r\n", "abc"), 400);
    row("plus length", post("Content-Length: +3\r\n", "abc"), 400);
    row("minus length", post("Content-Length: -3\r\n", "abc"), 400);
    row("hexadecimal length", post("Content-Length: 0x3\r\n", "abc"), 400);
    row("empty length", post("Content-Length:\r\n", ""), 400);
    row("endless length", post("Content-Length: 99999999999999999999\r\n", ""), 400);
    row("two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    row("coding list", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501);
    row("identity", post("Transfer-Encoding: identity\r\n", ""), 501);
    row("coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"_ba, 400);
    row("negative chunk", post("Transfer-Encoding: chunked\r\n", "-1\r\n"), 400);
    row("chunk with 0x", post("Transfer-Encoding: chunked\r\n", "0x1\r\na\r\n0\r\n\r\n"), 400);
    row("chunk size with a blank", post("Transfer-Encoding: chunked\r\n", "1 \r\na\r\n0\r\n\r\n"), 400);
    row("empty chunk size", post("Transfer-Encoding: chunked\r\n", "\r\n"), 400);
    row("long chunk size", post("Transfer-Encoding: chunked\r\n", "000000001\r\n"), 400);
    row("chunk longer than said", post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n"), 400);
    row("bare LF after a chunk size", post("Transfer-Encoding: chunked\r\n", "1\na\r\n0\r\n\r\n"), 400);
    row("endless chunk extension", post("Transfer-Encoding: chunked\r\n", "1;"_ba + QByteArray(300, 'x') + "\r\n"_ba),
        400);
    row("body above the limit", post("Content-Length: 65\r\n", QByteArray(65, 'x')), 413);
    row("chunks above the limit",
        post("Transfer-Encoding: chunked\r\n", "40\r\n"_ba + QByteArray(64, 'x') + "\r\n1\r\nx\r\n"_ba), 413);
    row("unknown expectation", post("Content-Length: 1\r\nExpect: tea\r\n", "x"), 417);
}

void TestHttpParser::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    const QByteArray log = runOver({view(bytes)});
    QVERIFY2(log.endsWith("error "_ba + QByteArray::number(status)), log.constData());
}

void TestHttpParser::saysTheSameForEveryCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("chunks, then a second request")
        << post("Transfer-Encoding: chunked\r\nX: y\r\n", "3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\nT: r\r\n\r\n")
            + get("Host: h\r\n");
    QTest::newRow("fixed body, then a second request") << post("Content-Length: 5\r\n", "hello") + get("Host: h\r\n");
    QTest::newRow("smuggling shape") << post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n");
    QTest::newRow("bare LF late") << get("Host: h\r\nX: y\n");
}

void TestHttpParser::saysTheSameForEveryCut()
{
    QFETCH(const QByteArray, bytes);
    const std::string_view all = view(bytes);
    const QByteArray expected = runOver({all});
    for (size_t cut = 0; cut <= all.size(); ++cut)
        QCOMPARE(runOver({all.substr(0, cut), all.substr(cut)}), expected);
}

void TestHttpParser::saysTheSameForRandomPieces()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    Random random(quint64(bytes.size()) * 1000 + quint64(status));
    const QByteArray expected = runOver({view(bytes)});
    std::vector<std::string_view> pieces;
    for (std::string_view rest = view(bytes); !rest.empty();) {
        const size_t size = std::min<size_t>(rest.size(), 1 + random.below(7));
        pieces.push_back(rest.substr(0, size));
        rest.remove_prefix(size);
    }
    QCOMPARE(runOver(pieces), expected);
}

void TestHttpParser::recognisesUpgrades_data()
{
    using Upgrade = RequestHead::Upgrade;
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("upgrade"); // -1: refused with 400
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"_ba;
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n"_ba;
    const QByteArray asks = "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"_ba;
    QTest::newRow("good") << asks + version + key << int(Upgrade::WebSocket);
    QTest::newRow("two connection fields")
        << "Connection: keep-alive\r\n"_ba + asks + version + key << int(Upgrade::WebSocket);
    QTest::newRow("no connection token") << "Upgrade: websocket\r\n"_ba + version + key << int(Upgrade::None);
    QTest::newRow("old version") << asks + "Sec-WebSocket-Version: 8\r\n"_ba + key << int(Upgrade::WrongVersion);
    QTest::newRow("no version") << asks + key << int(Upgrade::WrongVersion);
    QTest::newRow("something else") << "Connection: Upgrade\r\nUpgrade: h2c\r\n"_ba << int(Upgrade::Unknown);
    QTest::newRow("no key") << asks + version << -1;
    QTest::newRow("two keys") << asks + version + key + key << -1;
    QTest::newRow("short key") << asks + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"_ba << -1;
    QTest::newRow("key with other letters")
        << asks + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==\r\n"_ba << -1;
    QTest::newRow("with a body") << asks + version + key + "Content-Length: 1\r\n"_ba << -1;
}

void TestHttpParser::recognisesUpgrades()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, upgrade);
    const QByteArray bytes = get("Host: h\r\n"_ba + fields);
    std::string_view input = view(bytes);
    HttpParser parser(HttpLimits {});
    const auto event = parser.next(input);
    if (upgrade < 0) {
        QCOMPARE(event, HttpParser::Event::Error);
        QCOMPARE(parser.errorStatus(), 400);
        return;
    }
    QCOMPARE(event, HttpParser::Event::Head);
    QCOMPARE(int(parser.head().upgrade), upgrade);
}

void TestHttpParser::survivesNoise()
{
    const QByteArray seedBytes = post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n") + get("Host: h\r\n");
    for (quint64 seed = 1; seed <= 2000; ++seed) {
        Random random(seed);
        QByteArray bytes = seedBytes;
        for (int i = 0; i < 4; ++i)
            bytes[qsizetype(random.below(quint64(bytes.size())))] = char(random.below(256));
        const std::string_view all = view(bytes);
        const size_t cut = random.below(all.size());
        QCOMPARE(runOver({all.substr(0, cut), all.substr(cut)}), runOver({all}));
    }
}

void TestHttpParser::stopsReadingAnEndlessHead()
{
    HttpParser parser(HttpLimits {.headBytes = 100, .fields = 4});
    auto event = HttpParser::Event::NeedMore;
    int fed = 0;
    while (event == HttpParser::Event::NeedMore && fed < 1000) {
        std::string_view piece = "x";
        event = parser.next(piece);
        ++fed;
    }
    QCOMPARE(event, HttpParser::Event::Error);
    QCOMPARE(parser.errorStatus(), 431);
    QCOMPARE(fed, 101);
}

QTEST_APPLESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
