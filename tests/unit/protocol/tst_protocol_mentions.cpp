#include "protocol/mentions.h"

#include <QTest>

using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestProtocolMentions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void tellsWhereItStands();
    void eachPersonCountsOnce();
    void aPageOfSignsCostsLittle();
};

namespace {

QList<User> people()
{
    const auto user = [](const QString &id, const QString &name) {
        return User {.userId = UserId(id), .username = name, .color = {}};
    };
    return {user(u"anna"_s, u"Anna"_s), user(u"lee"_s, u"Anna Lee"_s), user(u"ben"_s, u"Ben"_s),
        user(u"zoe"_s, u"Zoë"_s), user(u"ming"_s, u"小明"_s), user(u"dot"_s, u"J. R."_s)};
}

} // namespace

void TestProtocolMentions::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << u"Hello Anna"_s << u""_s;
    QTest::newRow("one") << u"@Anna"_s << u"anna"_s;
    QTest::newRow("in a sentence") << u"Ask @Ben, please."_s << u"ben"_s;
    QTest::newRow("longest wins") << u"@Anna Lee @Anna"_s << u"lee anna"_s;
    QTest::newRow("other word behind") << u"@Anna leaves"_s << u"anna"_s;
    QTest::newRow("case") << u"@ANNA @zoË"_s << u"anna zoe"_s;
    QTest::newRow("not a prefix") << u"@Annabel"_s << u""_s;
    QTest::newRow("not with underscore") << u"@Anna_x"_s << u""_s;
    QTest::newRow("possessive") << u"@Anna's"_s << u"anna"_s;
    QTest::newRow("address") << u"a@Ben mail@ben.org"_s << u""_s;
    QTest::newRow("url") << u"https://x.org/@Ben"_s << u""_s;
    QTest::newRow("in brackets") << u"(@Ben)"_s << u"ben"_s;
    QTest::newRow("bold") << u"**@Ben**"_s << u"ben"_s;
    QTest::newRow("chinese") << u"@小明 你好"_s << u"ming"_s;
    QTest::newRow("ends in a dot") << u"@J. R. knows"_s << u"dot"_s;
    QTest::newRow("code span") << u"`@Ben` @Anna"_s << u"anna"_s;
    QTest::newRow("double span") << u"``a ` @Ben`` @Anna"_s << u"anna"_s;
    QTest::newRow("open span is text") << u"`@Ben"_s << u"ben"_s;
    QTest::newRow("fence") << u"```\n@Ben\n```\n@Anna"_s << u"anna"_s;
    QTest::newRow("fence with a word") << u"```cpp\n@Ben\n```"_s << u""_s;
    QTest::newRow("open fence") << u"hi\n~~~\n@Ben\n"_s << u""_s;
    QTest::newRow("tilde does not close backticks") << u"```\n~~~\n@Ben\n```\n@Anna"_s << u"anna"_s;
    QTest::newRow("longer closing fence") << u"```\n@Ben\n`````\n@Anna"_s << u"anna"_s;
    QTest::newRow("shorter does not close") << u"````\n```\n@Ben\n````"_s << u""_s;
    QTest::newRow("sign alone") << u"@ @"_s << u""_s;
    QTest::newRow("two signs") << u"@@Ben"_s << u""_s;
}

void TestProtocolMentions::finds()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QStringList found;
    for (const Mention &mention : findMentions(text, people()))
        found.append(mention.userId.value());
    QCOMPARE(found.join(u' '), expected);
}

void TestProtocolMentions::tellsWhereItStands()
{
    const auto mentions = findMentions(u"👋 @Anna Lee!"_s, people());
    QCOMPARE(mentions.size(), 1);
    QCOMPARE(mentions.first(), (Mention {.start = 3, .length = 9, .userId = UserId(u"lee"_s)}));
}

void TestProtocolMentions::eachPersonCountsOnce()
{
    QCOMPARE(mentionedUsers(u"@Ben @Anna @ben"_s, people()), (QList<UserId> {UserId(u"ben"_s), UserId(u"anna"_s)}));
}

void TestProtocolMentions::aPageOfSignsCostsLittle()
{
    QList<User> crowd;
    for (int i = 0; i < 2'000; ++i)
        crowd.append({.userId = UserId(QString::number(i)), .username = u"a%1"_s.arg(i), .color = {}});
    QElapsedTimer timer;
    timer.start();
    QVERIFY(findMentions(u"@a "_s.repeated(5'000), crowd).isEmpty());
    QVERIFY(findMentions(u"` "_s.repeated(8'000) + u"``"_s, crowd).isEmpty());
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestProtocolMentions)
#include "tst_protocol_mentions.moc"
