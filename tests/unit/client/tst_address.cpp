#include "client/client.h"

#include <QTest>

using namespace coterie;
using namespace Qt::StringLiterals;

class TestAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestAddress::reads_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("code");
    QTest::newRow("a name") << u"chat.example.org"_s << u"https://chat.example.org"_s << QString();
    QTest::newRow("with spaces around") << u"  chat.example.org \n"_s << u"https://chat.example.org"_s << QString();
    QTest::newRow("this computer") << u"localhost:8420"_s << u"http://localhost:8420"_s << QString();
    QTest::newRow("a number") << u"192.168.1.20:8420"_s << u"http://192.168.1.20:8420"_s << QString();
    QTest::newRow("version 6") << u"[::1]:8420"_s << u"http://[::1]:8420"_s << QString();
    QTest::newRow("a name in the house") << u"nas:8420"_s << u"http://nas:8420"_s << QString();
    QTest::newRow("a prefix") << u"https://example.org/team/chat/"_s << u"https://example.org/team/chat"_s << QString();
    QTest::newRow("plain, said so") << u"http://example.org"_s << u"http://example.org"_s << QString();
    QTest::newRow("a socket's address") << u"wss://example.org"_s << u"https://example.org"_s << QString();
    QTest::newRow("capitals") << u"HTTPS://Example.ORG"_s << u"https://example.org"_s << QString();
    QTest::newRow("an invite") << u"https://example.org/invite/aB3-_x"_s << u"https://example.org"_s << u"aB3-_x"_s;
    QTest::newRow("an invite behind a prefix")
        << u"https://example.org/team/invite/abc"_s << u"https://example.org/team"_s << u"abc"_s;
    QTest::newRow("our own scheme") << u"coterie://127.0.0.1:8420/invite/abc"_s << u"http://127.0.0.1:8420"_s
                                    << u"abc"_s;
    QTest::newRow("our own scheme, on the internet")
        << u"coterie://example.org/invite/abc"_s << u"https://example.org"_s << u"abc"_s;
    QTest::newRow("query and fragment are dropped")
        << u"https://example.org/?token=x#y"_s << u"https://example.org"_s << QString();
    QTest::newRow("a room called invite")
        << u"https://example.org/invite"_s << u"https://example.org/invite"_s << QString();
}

void TestAddress::reads()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, base);
    QFETCH(const QString, code);
    const auto address = client::parseAddress(typed);
    QVERIFY(address);
    QCOMPARE(address->base.toString(), base);
    QCOMPARE(address->inviteCode, code);
}

void TestAddress::refuses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << u"   "_s;
    QTest::newRow("words") << u"my work place"_s;
    QTest::newRow("another scheme") << u"ftp://example.org"_s;
    QTest::newRow("a script") << u"javascript:alert(1)"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s;
    QTest::newRow("a password") << u"https://me:secret@example.org"_s;
    QTest::newRow("no host") << u"https:///invite/abc"_s;
    QTest::newRow("a line break") << u"https://example.org/\r\nX: y"_s;
    QTest::newRow("a port that is none") << u"example.org:99999"_s;
    QTest::newRow("a code with a slash in it") << u"https://example.org/invite/a%2Fb"_s;
    QTest::newRow("very long") << QString(3'000, u'a');
}

void TestAddress::refuses()
{
    QFETCH(const QString, typed);
    const auto address = client::parseAddress(typed);
    QVERIFY2(!address, address ? qPrintable(address->base.toString()) : "");
    QCOMPARE(address.error().code, Errc::BadRequest);
    QVERIFY(!address.error().message.empty());
    QVERIFY(!QString::fromStdString(address.error().message).contains("secret"_L1));
}

QTEST_APPLESS_MAIN(TestAddress)
#include "tst_address.moc"
