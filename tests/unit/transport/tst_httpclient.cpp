#include "rawserver.h"

#include "transport/httpclient.h"
#include "transport/requests.h"

#include <QTest>

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

namespace {

const QByteArray json = "Content-Type: application/json\r\n"_ba;

class FakeReply final : public QNetworkReply
{
public:
    explicit FakeReply(const QByteArray &location) { setRawHeader("Location"_ba, location); }
    void abort() override { }

protected:
    qint64 readData(char * /*data*/, qint64 /*size*/) override { return -1; }
};

// Waits for one answer.
struct Answer {
    std::optional<Result<HttpReply>> value;
    HttpClient::Callback callback()
    {
        return [this](Result<HttpReply> result) { value = std::move(result); };
    }
};

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gets();
    void posts();
    void patchesAndDeletes();
    void readsRefusals_data();
    void readsRefusals();
    void saysWhyThereIsNoAnswer();
    void keepsTheTokenOnItsOrigin();
    void keepsTheBodyOnItsOrigin();
    void refusesLargeAnswers();
    void takesWhatIsSaidToBeLarge();
    void refusesBrokenTokens();
    void isQuietAfterItsEnd();
    void isDeletedInsideTheCallback();
    void judgesRedirects_data();
    void judgesRedirects();
};

void TestHttpClient::gets()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::reply(request, "200 OK", json, R"({"a":1})"); };
    HttpClient client;
    client.setTarget(server.url(u"/prefix/"_s), u"abc.DEF-1"_s);
    Answer answer;
    client.get(u"/api/v1/search?q=a%20b%26c"_s, answer.callback());
    QVERIFY(!answer.value);
    QTRY_VERIFY(answer.value);
    QVERIFY(*answer.value);
    QCOMPARE((*answer.value)->status, 200);
    QCOMPARE((*answer.value)->json().value("a"_L1).toInt(), 1);
    QCOMPARE(server.requests.first().line(), "GET /prefix/api/v1/search?q=a%20b%26c HTTP/1.1"_ba);
    QCOMPARE(server.requests.first().header("Authorization"_ba), "Bearer abc.DEF-1"_ba);
}

void TestHttpClient::posts()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        if (request.path() == "/old")
            RawServer::reply(request, "307 x", "Location: /new\r\n");
        else
            RawServer::reply(request, "201 Created", json, request.body);
    };
    HttpClient client;
    client.setTarget(server.url({}), {});
    Answer answer;
    client.post(u"/old"_s, {{u"name"_s, u"ä"_s}}, answer.callback());
    QTRY_VERIFY(answer.value);
    QCOMPARE((*answer.value)->status, 201);
    QCOMPARE((*answer.value)->json().value("name"_L1).toString(), u"ä"_s);
    QVERIFY(!server.requests.first().head.contains("Authorization"));
}

void TestHttpClient::patchesAndDeletes()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::reply(request, "200 OK", json, "{}"); };
    HttpClient client;
    client.setTarget(server.url(), u"t"_s);
    Answer patched;
    client.patch(u"/api/v1/documents/d"_s, {{u"title"_s, u"New"_s}}, patched.callback());
    QTRY_VERIFY(patched.value && *patched.value);
    QCOMPARE(server.requests[0].line(), "PATCH /api/v1/documents/d HTTP/1.1"_ba);
    QCOMPARE(server.requests[0].header("Content-Type"_ba), "application/json"_ba);
    QCOMPARE(server.requests[0].body, R"({"title":"New"})"_ba);
    Answer removed;
    client.remove(u"/api/v1/documents/d"_s, removed.callback());
    QTRY_VERIFY(removed.value && *removed.value);
    QCOMPARE(server.requests[1].line(), "DELETE /api/v1/documents/d HTTP/1.1"_ba);
    QVERIFY(server.requests[1].body.isEmpty());
    QCOMPARE(server.requests[1].header("Authorization"_ba), "Bearer t"_ba);

    server.answer = [](RawServer::Request &request) { // a change is not repeated where it was not meant for
        RawServer::reply(request, "302 Found", "Location: /elsewhere\r\n");
    };
    Answer moved;
    client.remove(u"/api/v1/documents/d"_s, moved.callback());
    QTRY_VERIFY(moved.value);
    QCOMPARE(moved.value->error().code, Errc::Unsupported);
    QCOMPARE(server.requests.size(), 3);
}

void TestHttpClient::readsRefusals_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("the server's own words") << "403 x"_ba
                                            << R"({"error":{"code":"forbidden","message":"Not you."}})"_ba
                                            << static_cast<int>(Errc::Forbidden) << u"Not you."_s;
    QTest::newRow("401 without words") << "401 x"_ba
                                       << ""_ba << static_cast<int>(Errc::Unauthorized)
                                       << u"Your sign-in has expired."_s;
    QTest::newRow("a proxy's page") << "502 x"_ba
                                    << "<html>"_ba << static_cast<int>(Errc::Unavailable)
                                    << u"The server refused the request (502)."_s;
    QTest::newRow("the code counts more than the status")
        << "400 x"_ba
        << R"({"error":{"code":"rate_limited","message":"Slower."}})"_ba << static_cast<int>(Errc::RateLimited)
        << u"Slower."_s;
    QTest::newRow("a preliminary answer")
        << "103 Early Hints"_ba
        << ""_ba << static_cast<int>(Errc::Unsupported)
        << u"The server sends a preliminary answer first (103), which cannot be read here. It has to be turned off there."_s;
    QTest::newRow("wrong types") << "404 x"_ba
                                 << R"({"error":["x"]})"_ba << static_cast<int>(Errc::NotFound)
                                 << u"The server refused the request (404)."_s;
}

void TestHttpClient::readsRefusals()
{
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, code);
    QFETCH(const QString, message);
    RawServer server;
    server.answer = [&](RawServer::Request &request) { RawServer::reply(request, status, json, body); };
    HttpClient client;
    client.setTarget(server.url(), {});
    Answer answer;
    client.get(u"/x"_s, answer.callback());
    QTRY_VERIFY(answer.value);
    QVERIFY(!*answer.value);
    QCOMPARE(static_cast<int>(answer.value->error().code), code);
    QCOMPARE(QString::fromStdString(answer.value->error().message), message);
}

void TestHttpClient::saysWhyThereIsNoAnswer()
{
    RawServer server;
    const QUrl gone = server.url();
    server.close();
    HttpClient client;
    client.setTarget(gone, {});
    Answer answer;
    client.get(u"/"_s, answer.callback());
    QTRY_VERIFY(answer.value);
    QCOMPARE(answer.value->error().code, Errc::Unavailable);
    QCOMPARE(answer.value->error().message, std::string("The server cannot be reached."));

    Answer nonsense;
    client.setTarget(QUrl(u"nonsense"_s), {});
    client.get(u"/"_s, nonsense.callback());
    QVERIFY(!nonsense.value); // never inside the call
    QTRY_VERIFY(nonsense.value);
    QCOMPARE(nonsense.value->error().code, Errc::BadRequest);
}

void TestHttpClient::keepsTheTokenOnItsOrigin()
{
    RawServer home;
    RawServer other;
    home.answer = [&](RawServer::Request &request) {
        RawServer::reply(request, "302 x", "Location: " + other.url(u"/x"_s).toEncoded() + "\r\n");
    };
    other.answer = [](RawServer::Request &request) { RawServer::reply(request, "200 OK", json, "{}"); };
    HttpClient client;
    client.setTarget(home.url(), u"secret"_s);
    Answer answer;
    client.get(u"/"_s, answer.callback());
    QTRY_VERIFY(answer.value);
    QVERIFY(*answer.value);
    QVERIFY(home.requests.first().head.contains("secret"));
    QVERIFY(!other.requests.first().head.contains("secret"));
}

void TestHttpClient::keepsTheBodyOnItsOrigin()
{
    RawServer home;
    RawServer other;
    home.answer = [&](RawServer::Request &request) {
        RawServer::reply(request, "307 x", "Location: " + other.url(u"/x"_s).toEncoded() + "\r\n");
    };
    HttpClient client;
    client.setTarget(home.url(), {});
    Answer answer;
    client.post(u"/login"_s, {{u"password"_s, u"secret"_s}}, answer.callback());
    QTRY_VERIFY(answer.value);
    QCOMPARE(answer.value->error().code, Errc::Unsupported);
    QVERIFY(other.requests.isEmpty());
}

void TestHttpClient::refusesLargeAnswers()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, "200 OK", json, QByteArray((8 << 20) + 1, ' '));
    };
    HttpClient client;
    client.setTarget(server.url(), {});
    Answer answer;
    client.get(u"/"_s, answer.callback());
    QTRY_VERIFY(answer.value);
    QCOMPARE(answer.value->error().code, Errc::TooLarge);
}

void TestHttpClient::takesWhatIsSaidToBeLarge()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, "200 OK", "Content-Type: text/plain\r\n", QByteArray(9 << 20, 'x'));
    };
    HttpClient client;
    client.setTarget(server.url(), {});
    client.setLargestAnswer(qint64 {10} << 20);
    Answer answer;
    client.get(u"/"_s, answer.callback());
    QTRY_VERIFY(answer.value);
    QVERIFY(*answer.value);
    QCOMPARE((*answer.value)->body.size(), 9 << 20);
}

void TestHttpClient::refusesBrokenTokens()
{
    RawServer server;
    HttpClient client;
    for (const QString &token : {u"a\r\nX: y"_s, u"a b"_s, u"ä"_s}) {
        client.setTarget(server.url(), token);
        Answer answer;
        client.get(u"/"_s, answer.callback());
        QTRY_VERIFY(answer.value);
        QCOMPARE(answer.value->error().code, Errc::Unauthorized);
    }
    QVERIFY(server.requests.isEmpty());
}

void TestHttpClient::isQuietAfterItsEnd()
{
    RawServer server;
    Answer answer;
    {
        HttpClient client;
        client.setTarget(server.url(), {});
        client.get(u"/"_s, answer.callback());
        QTRY_COMPARE(server.requests.size(), 1);
    }
    QTest::qWait(20);
    QVERIFY(!answer.value);
}

void TestHttpClient::isDeletedInsideTheCallback()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::reply(request, "200 OK", json, "{}"); };
    auto client = std::make_unique<HttpClient>();
    client->setTarget(server.url(), {});
    client->get(u"/"_s, [&](const Result<HttpReply> &) { client.reset(); });
    QTRY_VERIFY(!client);
    QTest::qWait(20);
}

void TestHttpClient::judgesRedirects_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::newRow("relative") << u"https://a/b/c"_s << "../d"_ba << u"https://a/d"_s;
    QTest::newRow("upgrade") << u"http://a/"_s << "https://a/"_ba << u"https://a/"_s;
    QTest::newRow("downgrade") << u"https://a/"_s << "http://a/"_ba << QString();
    QTest::newRow("nothing") << u"https://a/"_s << ""_ba << QString();
    QTest::newRow("file") << u"http://a/"_s << "file:///etc/passwd"_ba << QString();
    QTest::newRow("a password on the way") << u"http://a/"_s << "http://me:pw@b/"_ba << u"http://b/"_s;
}

void TestHttpClient::judgesRedirects()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, location);
    QFETCH(const QString, expected);
    const FakeReply reply(location);
    const auto target = redirectTarget(QUrl(from), reply);
    QCOMPARE(target ? target->toString() : QString(), expected);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
