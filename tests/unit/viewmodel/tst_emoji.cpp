#include "viewmodel/emojidata.h"
#include "viewmodel/emojimodel.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

class TestEmoji : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tableIsSound();
    void namesBecomeCharacters_data();
    void namesBecomeCharacters();
    void modelSearchesAndRemembers();
};

void TestEmoji::tableIsSound()
{
    QVERIFY(emojiTable().size() >= 400);
    QSet<QString> names;
    for (const Emoji &emoji : emojiTable()) {
        const QString name = QString::fromLatin1(emoji.name);
        QVERIFY2(!names.contains(name), emoji.name);
        names.insert(name);
        QVERIFY(emoji.toString().size() <= 11 && emoji.toString().toUtf8().size() <= 64);
        QCOMPARE(emojiNamed(name)->toString(), emoji.toString());
    }
    QVERIFY(!emojiNamed(u"no_such_thing"));
}

void TestEmoji::namesBecomeCharacters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sent");
    QTest::newRow("alone") << u":tada:"_s << u"🎉"_s;
    QTest::newRow("in a sentence") << u"done :+1:, thanks"_s << u"done 👍, thanks"_s;
    QTest::newRow("two in a row") << u":tada::tada:"_s << u"🎉🎉"_s;
    QTest::newRow("unknown") << u":nothing:"_s << u":nothing:"_s;
    QTest::newRow("time") << u"10:100:00"_s << u"10:100:00"_s;
    QTest::newRow("scope") << u"std::fire::x"_s << u"std::fire::x"_s;
    QTest::newRow("code") << u"`:tada:` :tada:"_s << u"`:tada:` 🎉"_s;
    QTest::newRow("fence") << u"```\n:tada:\n```"_s << u"```\n:tada:\n```"_s;
    QTest::newRow("colons") << u"::: :"_s << u"::: :"_s;
}

void TestEmoji::namesBecomeCharacters()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, sent);
    QCOMPARE(replaceEmojiNames(typed), sent);
}

void TestEmoji::modelSearchesAndRemembers()
{
    EmojiModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto first = [&](EmojiModel::Role role) { return model.data(model.index(0), int(role)).toString(); };
    QCOMPARE(model.count(), int(emojiTable().size()));
    model.setQuery(u"party"_s);
    QCOMPARE(first(EmojiModel::Role::Name), u"partying_face"_s);
    model.setQuery(u"no such"_s);
    QCOMPARE(model.count(), 0);
    model.setQuery({});
    for (int i = 0; i < 20; ++i)
        model.used(emojiTable()[size_t(i)].toString());
    QCOMPARE(model.recents().size(), EmojiModel::MaximumRecents);
    QCOMPARE(first(EmojiModel::Role::Category), u"Recently used"_s);
    QCOMPARE(first(EmojiModel::Role::Emoji), emojiTable()[19].toString());
}

QTEST_MAIN(TestEmoji)
#include "tst_emoji.moc"
