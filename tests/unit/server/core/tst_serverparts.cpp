#include "server/http/answers.h"
#include "server/http/imageinfo.h"
#include "server/http/pages.h"
#include "server/secrets.h"
#include "server/storage/userstore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestServerParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initSecrets(); }
    void originsAllowed_data();
    void originsAllowed();
    void patterns_data();
    void patterns();
    void imagesByTheirBytes_data();
    void imagesByTheirBytes();
    void tokensDiffer();
    void passwordsAreSalted();
    void wrongPasswordsAndNobodyFail();
    void namesThatLookTheSame();
    void pagesEscapeNames();
    void errorsNameTheirStatus();
};

void TestServerParts::originsAllowed_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QStringList>("patterns");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("a native program") << QString() << QStringList() << true;
    QTest::newRow("the server's own page") << u"http://chat.example:8420"_s << QStringList() << true;
    QTest::newRow("its name with https") << u"https://chat.example:8420"_s << QStringList() << true;
    QTest::newRow("another port") << u"http://chat.example:1"_s << QStringList() << false;
    QTest::newRow("a stranger") << u"https://evil.example"_s << QStringList() << false;
    QTest::newRow("hidden behind our name") << u"https://chat.example:8420.evil.example"_s << QStringList() << false;
    QTest::newRow("a sandboxed page") << u"null"_s << QStringList() << false;
    QTest::newRow("on the list") << u"https://app.example"_s << QStringList {u"https://app.example"_s} << true;
    QTest::newRow("by pattern") << u"https://a.b.example"_s << QStringList {u"https://*.example"_s} << true;
    QTest::newRow("not by pattern") << u"https://a.b.example.evil"_s << QStringList {u"https://*.example"_s} << false;
}

void TestServerParts::originsAllowed()
{
    QFETCH(const QString, origin);
    QFETCH(const QStringList, patterns);
    QTEST(originAllowed(origin, u"chat.example:8420"_s, patterns), "allowed");
}

void TestServerParts::patterns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("matches");
    QTest::newRow("equal") << u"abc"_s << u"abc"_s << true;
    QTest::newRow("longer") << u"abcd"_s << u"abc"_s << false;
    QTest::newRow("any") << u"abc"_s << u"*"_s << true;
    QTest::newRow("in the middle") << u"abcbd"_s << u"a*bd"_s << true;
    QTest::newRow("twice") << u"xaybz"_s << u"*a*b*"_s << true;
    QTest::newRow("nothing for nothing") << QString() << u"**"_s << true;
    QTest::newRow("a dot is a dot") << u"aXc"_s << u"a.c"_s << false;
}

void TestServerParts::patterns()
{
    QFETCH(const QString, text);
    QFETCH(const QString, pattern);
    QTEST(matchesPattern(text, pattern), "matches");
}

void TestServerParts::imagesByTheirBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mime");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    QTest::newRow("png") << hex("89504e470d0a1a0a 0000000d 49484452 00000280 000001e0") << u"image/png"_s << 640 << 480;
    QTest::newRow("png cut short") << hex("89504e470d0a1a0a 0000000d 49484452 0000") << QString() << 0 << 0;
    QTest::newRow("png with no width") << hex("89504e470d0a1a0a 0000000d 49484452 00000000 000001e0") << QString() << 0
                                       << 0;
    QTest::newRow("png with a mad width")
        << hex("89504e470d0a1a0a 0000000d 49484452 ffffffff 000001e0") << QString() << 0 << 0;
    QTest::newRow("gif") << QByteArray("GIF89a") + hex("0a00 1400") << u"image/gif"_s << 10 << 20;
    QTest::newRow("jpeg") << hex("ffd8 ffe0 0004 0000 ffc0 0011 08 0064 00c8 03 012200 021101 031101")
                          << u"image/jpeg"_s << 200 << 100;
    QTest::newRow("jpeg that ends in a segment") << hex("ffd8 ffe0 ffff 0000") << QString() << 0 << 0;
    QTest::newRow("jpeg with a segment of no length")
        << hex("ffd8 ffe0 0000 ffe0 0000 ffe0 0000 ffe0 0000 ffe0 0000") << QString() << 0 << 0;
    QTest::newRow("webp") << QByteArray("RIFF") + hex("00000000") + "WEBPVP8X"
            + hex("0a000000 00000000 1f0300 570200 0000")
                          << u"image/webp"_s << 800 << 600;
    QTest::newRow("text") << QByteArray("hello, I am text, and long enough") << QString() << 0 << 0;
    QTest::newRow("nothing") << QByteArray() << QString() << 0 << 0;
}

void TestServerParts::imagesByTheirBytes()
{
    QFETCH(const QByteArray, bytes);
    const ImageInfo info = imageInfoOf(bytes).value_or(ImageInfo {});
    QTEST(info.mime, "mime");
    QTEST(info.width, "width");
    QTEST(info.height, "height");
}

void TestServerParts::tokensDiffer()
{
    const QString one = randomText(32);
    QCOMPARE(one.size(), 43);
    QVERIFY(one != randomText(32));
    QCOMPARE(secretHash(one).size(), 32);
    QCOMPARE(secretHash(one), secretHash(one));
    QVERIFY(secretHash(one) != secretHash(one + u'x'));
}

void TestServerParts::passwordsAreSalted()
{
    const QString hash = hashPassword(u"correct horse"_s);
    QVERIFY(hash.startsWith("$argon2id$"_L1));
    QVERIFY(hash != hashPassword(u"correct horse"_s));
}

void TestServerParts::wrongPasswordsAndNobodyFail()
{
    PasswordWorker worker(this);
    const QString hash = hashPassword(u"correct horse"_s);
    QList<std::pair<int, bool>> results;
    worker.verify(hash, u"correct horse"_s, [&](bool fits) { results.append({1, fits}); });
    worker.verify(hash, u"wrong horse"_s, [&](bool fits) { results.append({2, fits}); });
    worker.verify({}, u"correct horse"_s, [&](bool fits) { results.append({3, fits}); });
    QVERIFY(results.isEmpty());
    QTRY_COMPARE(results.size(), 3);
    std::ranges::sort(results);
    const QList<std::pair<int, bool>> expected {{1, true}, {2, false}, {3, false}};
    QCOMPARE(results, expected);
    QVERIFY(!worker.isBusy());
}

void TestServerParts::namesThatLookTheSame()
{
    QCOMPARE(nameKey(u"ÀNN  Lee"_s), nameKey(u"ànn lee"_s));
    QCOMPARE(nameKey(u"ﬁne"_s), nameKey(u"fine"_s));
    QVERIFY(nameKey(u"Ann"_s) != nameKey(u"Anna"_s));
}

void TestServerParts::pagesEscapeNames()
{
    const QString evil = u"<script>alert(1)</script>%1%2%3"_s;
    for (const QByteArray &page : {landingPage(evil, u"http://h\"><img src=x>"_s, true),
             invitePage(evil, u"http://h"_s, u"a/b\"c"_s), expiredInvitePage(evil)}) {
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains("<img"));
        QVERIFY(page.contains("&lt;script"));
        QVERIFY(!page.contains("http://fonts") && !page.contains("src=\"http"));
    }
    QVERIFY(landingPage(u"Team"_s, u"http://chat.example:8420"_s, true).contains("coterie://chat.example:8420"));
}

void TestServerParts::errorsNameTheirStatus()
{
    const HttpResponse limited = errorAnswer({Errc::RateLimited, "Slow down."}, Millis {1500});
    QCOMPARE(limited.status, 429);
    QVERIFY(limited.headers.contains(std::pair<QByteArray, QByteArray>("retry-after", "2")));
    QVERIFY(limited.body.contains("\"code\":\"rate_limited\""));
    QCOMPARE(errorAnswer({Errc::NotFound, "No."}).status, 404);
    QCOMPARE(errorAnswer({Errc::Unauthorized, "No."}).status, 401);
    QCOMPARE(errorAnswer({Errc::Io, "disk"}).status, 500);
}

QTEST_GUILESS_MAIN(TestServerParts)
#include "tst_serverparts.moc"
