#include "server/net/utf8.h"

#include <QTest>

using namespace coterie::server::net;

class TestUtf8 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsAndRejects_data();
    void acceptsAndRejects();
    void saysTheSameForEveryCut_data() { acceptsAndRejects_data(); }
    void saysTheSameForEveryCut();
    void failsAtTheFirstWrongByte();
};

void TestUtf8::acceptsAndRejects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *name, const char *hex, bool valid) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << valid;
    };
    row("nothing", "", true);
    row("ASCII over a word", "61626364656667686970", true);
    row("ASCII, euro across the word border", "61626364656667e282ac6869", true);
    row("smallest of two bytes", "c280", true);
    row("largest of two bytes", "dfbf", true);
    row("smallest of three bytes", "e0a080", true);
    row("last before the surrogates", "ed9fbf", true);
    row("first after the surrogates", "ee8080", true);
    row("smallest of four bytes", "f0908080", true);
    row("U+10FFFF", "f48fbfbf", true);
    row("NUL is a character", "6100", true);
    row("overlong slash in two", "c0af", false);
    row("overlong in three", "e09fbf", false);
    row("overlong in four", "f08fbfbf", false);
    row("a surrogate", "eda080", false);
    row("above U+10FFFF", "f4908080", false);
    row("F5", "f5808080", false);
    row("FF", "ff", false);
    row("continuation alone", "80", false);
    row("cut after one of two", "c3", false);
    row("cut after three of four", "f09f98", false);
    row("ASCII where a continuation belongs", "e28241", false);
}

void TestUtf8::acceptsAndRejects()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, valid);
    QCOMPARE(isUtf8({bytes.constData(), size_t(bytes.size())}), valid);
}

void TestUtf8::saysTheSameForEveryCut()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, valid);
    const std::string_view all(bytes.constData(), size_t(bytes.size()));
    for (size_t first = 0; first <= all.size(); ++first) {
        for (size_t second = first; second <= all.size(); ++second) {
            Utf8Checker checker;
            const bool fed = checker.feed(all.substr(0, first)) && checker.feed(all.substr(first, second - first))
                && checker.feed(all.substr(second));
            QCOMPARE(fed && checker.isComplete(), valid);
        }
    }
}

void TestUtf8::failsAtTheFirstWrongByte()
{
    Utf8Checker checker;
    QVERIFY(checker.feed("ok \xE2"));
    QVERIFY(!checker.feed("x"));
    QVERIFY(!checker.feed("perfectly fine"));
    checker.reset();
    QVERIFY(checker.feed("perfectly fine"));
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
