#include "protocol/documents.h"
#include "protocol/validation.h"

#include <QTest>

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestProtocolValidation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usernames_data();
    void usernames();
    void emoji_data();
    void emoji();
    void colours_data();
    void colours();
    void topicsAndNotesMayBeEmpty();
    void surfaces();
    void documentIdsFitIntoAnAddress_data();
    void documentIdsFitIntoAnAddress();
    void titlesAreLongerThanNames();
    void onlyTwoCodesAreRetried();
    void codesAndErrorsTranslate();
};

void TestProtocolValidation::usernames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("plain") << u"Alex"_s << true;
    QTest::newRow("one letter") << u"A"_s << true;
    QTest::newRow("40") << QString(40, u'x') << true;
    QTest::newRow("41") << QString(41, u'x') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("spaces") << u"   "_s << false;
    QTest::newRow("inner space") << u"Anna Lee"_s << true;
    QTest::newRow("leading space") << u" Anna"_s << false;
    QTest::newRow("umlauts") << u"Zoë Müller"_s << true;
    QTest::newRow("chinese") << u"小明"_s << true;
    QTest::newRow("arabic") << u"سارة"_s << true;
    QTest::newRow("emoji") << u"Ben 🚀"_s << true;
    QTest::newRow("joined emoji") << u"👩‍💻"_s << true;
    QTest::newRow("newline") << u"a\nb"_s << false;
    QTest::newRow("NUL") << QString(QChar(u'\0')) + u'a' << false;
    QTest::newRow("right to left override") << u"a\u202Eb"_s << false;
    QTest::newRow("isolate") << u"a\u2066b"_s << false;
    QTest::newRow("zero width space") << u"a\u200Bb"_s << false;
    QTest::newRow("hangul filler") << u"\u3164"_s << false;
    QTest::newRow("line separator") << u"a\u2028b"_s << false;
    QTest::newRow("byte order mark") << u"\uFEFFa"_s << false;
    QTest::newRow("half a pair") << QString(QChar(0xD800)) << false;
    QTest::newRow("private use") << u"\uE000"_s << false;
    QTest::newRow("markup is text") << u"<b>&amp;"_s << true;
}

void TestProtocolValidation::usernames()
{
    QFETCH(const QString, name);
    QFETCH(const bool, isGood);
    const auto result = checkUsername(name);
    QCOMPARE(result.has_value(), isGood);
    if (!isGood)
        QVERIFY(QString::fromStdString(result.error().message).endsWith(u'.'));
}

void TestProtocolValidation::emoji_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("thumb") << u"👍"_s << true;
    QTest::newRow("skin tone") << u"👍🏽"_s << true;
    QTest::newRow("heart with selector") << u"❤️"_s << true;
    QTest::newRow("flag") << u"🇩🇪"_s << true;
    QTest::newRow("Scotland") << u"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"_s << true;
    QTest::newRow("family") << u"👨‍👩‍👧‍👦"_s << true;
    QTest::newRow("kiss, 35 bytes") << u"👩🏽‍❤️‍💋‍👨🏽"_s << true;
    QTest::newRow("keycap") << u"1️⃣"_s << true;
    QTest::newRow("hash keycap") << u"#️⃣"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("a word") << u"lol"_s << false;
    QTest::newRow("a letter beside it") << u"👍a"_s << false;
    QTest::newRow("a digit") << u"1"_s << false;
    QTest::newRow("a space") << u" "_s << false;
    QTest::newRow("markup") << u"<b>"_s << false;
    QTest::newRow("override") << u"\u202E"_s << false;
    QTest::newRow("too many") << u"👍"_s.repeated(17) << false;
}

void TestProtocolValidation::emoji()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isGood);
    QCOMPARE(checkEmoji(text).has_value(), isGood);
}

void TestProtocolValidation::colours_data()
{
    QTest::addColumn<QString>("color");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("upper") << u"#0F766E"_s << true;
    QTest::newRow("lower") << u"#0f766e"_s << true;
    QTest::newRow("no hash") << u"0F766E0"_s << false;
    QTest::newRow("short") << u"#FFF"_s << false;
    QTest::newRow("long") << u"#0F766E00"_s << false;
    QTest::newRow("not hex") << u"#0F766G"_s << false;
    QTest::newRow("full width digits") << u"#\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestProtocolValidation::colours()
{
    QFETCH(const QString, color);
    QFETCH(const bool, isGood);
    QCOMPARE(checkColor(color).has_value(), isGood);
}

void TestProtocolValidation::topicsAndNotesMayBeEmpty()
{
    QVERIFY(checkTopic({}));
    QVERIFY(checkNote({}));
    QVERIFY(checkTopic(QString(250, u'x')));
    QVERIFY(!checkTopic(QString(251, u'x')));
    QVERIFY(!checkNote(u"a\nb"_s));
    QVERIFY(!checkRoomName({}));
    QVERIFY(checkRoomName(QString(80, u'x')));
    QVERIFY(!checkRoomName(QString(81, u'x')));
}

void TestProtocolValidation::surfaces()
{
    QVERIFY(isSurface(u"room:general"_s));
    QVERIFY(isSurface(u"doc:d1"_s));
    QVERIFY(!isSurface(u"general"_s));
    QVERIFY(!isSurface(u"room:"_s));
    QVERIFY(!isSurface(u"room:"_s + QString(65, u'x')));
}

void TestProtocolValidation::documentIdsFitIntoAnAddress_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("a UUID") << u"7d444840-9dc0-41d1-b245-5ffdce74fad2"_s << true;
    QTest::newRow("all that is allowed") << u"azAZ09_-"_s << true;
    QTest::newRow("64") << QString(64, u'x') << true;
    QTest::newRow("65") << QString(65, u'x') << false;
    QTest::newRow("7") << QString(7, u'x') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("slash") << u"launch/plan"_s << false;
    QTest::newRow("dots") << u"..launch"_s << false;
    QTest::newRow("per cent") << u"launch%20"_s << false;
    QTest::newRow("a letter that is not of ASCII") << u"löschplan"_s << false;
    QTest::newRow("a digit that is not of ASCII") << u"launch-\u0661"_s << false;
}

void TestProtocolValidation::documentIdsFitIntoAnAddress()
{
    QFETCH(const QString, id);
    QFETCH(const bool, isGood);
    QCOMPARE(isDocumentId(id), isGood);
}

void TestProtocolValidation::titlesAreLongerThanNames()
{
    QVERIFY(checkDocumentTitle(QString(maxDocumentTitle, u'x')));
    QCOMPARE(checkDocumentTitle(QString(maxDocumentTitle + 1, u'x')).error().code, Errc::TooLarge);
    QCOMPARE(checkDocumentTitle(u"").error().code, Errc::BadRequest);
    QCOMPARE(checkDocumentTitle(u"a\nb").error().code, Errc::BadRequest);
    QVERIFY(checkVersionName(QString(maxVersionName, u'x')));
    QCOMPARE(checkVersionName(QString(maxVersionName + 1, u'x')).error().code, Errc::TooLarge);
}

void TestProtocolValidation::onlyTwoCodesAreRetried()
{
    QCOMPARE(isRetryable(ErrorCode::RateLimited), true);
    QCOMPARE(isRetryable(ErrorCode::Unavailable), true);
    for (const ErrorCode code :
        {ErrorCode::BadRequest, ErrorCode::Unauthorized, ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Conflict,
            ErrorCode::TooLarge, ErrorCode::Unsupported, ErrorCode::Internal})
        QCOMPARE(isRetryable(code), false);
}

void TestProtocolValidation::codesAndErrorsTranslate()
{
    QCOMPARE(errorCodeFor(Errc::NotFound), ErrorCode::NotFound);
    QCOMPARE(errorCodeFor(Errc::Malformed), ErrorCode::BadRequest);
    QCOMPARE(errorCodeFor(Errc::Corrupt), ErrorCode::Internal);
    QCOMPARE(errcFor(ErrorCode::TooLarge), Errc::TooLarge);
    QCOMPARE(errcFor(ErrorCode::BadRequest), Errc::BadRequest);
    const WireError wire = wireErrorFor({Errc::Forbidden, "You are not a member."}, u"c-1"_s);
    QCOMPARE(wire.code, ErrorCode::Forbidden);
    QCOMPARE(wire.replyTo, u"c-1"_s);
    QCOMPARE(errorFor(wire), (Error {Errc::Forbidden, "You are not a member."}));
}

QTEST_APPLESS_MAIN(TestProtocolValidation)
#include "tst_protocol_validation.moc"
