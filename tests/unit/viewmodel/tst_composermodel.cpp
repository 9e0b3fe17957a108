#include "contextfixture.h"
#include "viewmodel/composermodel.h"
#include "viewmodel/messagelistmodel.h"
#include "viewmodel/roomlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : testing::ContextFixture {
    RoomListModel rooms {context};
    MessageListModel messages {context};
    ComposerModel composer {context, messages, rooms};
    QAbstractItemModelTester tester {composer.completion(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    protocol::Room room;

    Fixture()
    {
        engine.self = self;
        QList<protocol::Presence> presences;
        for (const auto &name : {u"Priya"_s, u"Mina"_s, u"Theo"_s}) {
            protocol::Presence presence;
            presence.userId = protocol::UserId(name.toLower());
            presence.username = name;
            presence.status = protocol::Status::Online;
            presences.append(presence);
        }
        people.apply(presences);
        room.roomId = protocol::RoomId(u"launch"_s);
        room.name = u"launch"_s;
        room.member = true;
        client::RoomSummary summary;
        summary.room = room;
        rooms.apply({summary}, {});
        client::MessageEntry other;
        other.key = u"m1"_s;
        other.message.messageId = protocol::MessageId(u"m1"_s);
        other.message.seq = 1;
        other.message.userId = protocol::UserId(u"mina"_s);
        other.message.text = u"a **bold** claim"_s;
        client::MessageEntry own = other;
        own.key = u"c2"_s;
        own.message.messageId = protocol::MessageId(u"m2"_s);
        own.message.seq = 2;
        own.message.userId = self.userId;
        own.message.text = u"my words"_s;
        own.own = true;
        engine.history[room.roomId] = {other, own};
        messages.open(room.roomId, {});
        composer.open(room, u"launch"_s, {});
        engine.calls.clear();
    }
    [[nodiscard]] QString completion(int row, CompletionModel::Role role)
    {
        return composer.completion()->data(composer.completion()->index(row), int(role)).toString();
    }
};

} // namespace

class TestComposerModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsAndEmptiesTheField();
    void blankTextIsNotSent();
    void draftIsSavedAfterAMomentAndOnLeaving();
    void draftFromTheStoreDoesNotOverwriteTyping();
    void editPutsTheDraftAside();
    void replyModeNamesTheMessage();
    void completesPeopleEmojiRoomsCommands();
    void completionReplacesTheWord();
    void slashCommands_data();
    void slashCommands();
    void unfinishedPollKeepsTheText();
    void lengthIsCountedInBytes();
    void wrapTogglesTheMarker();
    void typingIsToldOnlyForWords();
};

void TestComposerModel::sendsAndEmptiesTheField()
{
    Fixture f;
    QSignalSpy sent(&f.composer, &ComposerModel::sent);
    QSignalSpy replaced(&f.composer, &ComposerModel::textReplaced);
    f.composer.setText(u"  Hello :tada: `:tada:`  "_s);
    QVERIFY(f.composer.canSend());
    f.composer.send();
    QVERIFY(f.engine.calls.contains(u"send launch Hello 🎉 `:tada:` "_s));
    QCOMPARE(f.engine.lastCall(), u"saveDraft launch "_s);
    QCOMPARE(f.composer.text(), QString());
    QCOMPARE(sent.count(), 1);
    QCOMPARE(replaced.last().first().toString(), QString());
}

void TestComposerModel::blankTextIsNotSent()
{
    Fixture f;
    f.composer.setText(u" \n "_s);
    QVERIFY(!f.composer.canSend());
    f.composer.send();
    QCOMPARE(f.engine.count(u"send"_s), 0);
}

void TestComposerModel::draftIsSavedAfterAMomentAndOnLeaving()
{
    Fixture f;
    f.composer.setText(u"one"_s);
    f.composer.setText(u"one two"_s);
    QCOMPARE(f.engine.count(u"saveDraft"_s), 0);
    QTRY_COMPARE(f.engine.count(u"saveDraft"_s), 1);
    QCOMPARE(f.engine.lastCall(), u"saveDraft launch one two"_s);
    f.composer.setText(u"one two three"_s);
    f.composer.leave();
    QVERIFY(f.engine.calls.contains(u"saveDraft launch one two three"_s));
}

void TestComposerModel::draftFromTheStoreDoesNotOverwriteTyping()
{
    Fixture f;
    f.composer.setDraft(u"from before"_s);
    QCOMPARE(f.composer.text(), u"from before"_s);
    f.composer.setText(u"from before, and more"_s);
    f.composer.setDraft(u"from before"_s);
    QCOMPARE(f.composer.text(), u"from before, and more"_s);
}

void TestComposerModel::editPutsTheDraftAside()
{
    Fixture f;
    f.composer.setText(u"draft"_s);
    QVERIFY(!f.composer.editLast()); // only in an empty field
    f.composer.edit(u"m1"_s);
    QVERIFY(!f.composer.isEditing()); // not one's own
    f.composer.edit(u"c2"_s);
    QVERIFY(f.composer.isEditing());
    QCOMPARE(f.composer.text(), u"my words"_s);
    f.composer.setText(u"my better words"_s);
    f.composer.send();
    QVERIFY(f.engine.calls.contains(u"edit c2 my better words"_s));
    QCOMPARE(f.engine.count(u"send"_s), 0);
    QVERIFY(!f.composer.isEditing());
    QCOMPARE(f.composer.text(), u"draft"_s);
    f.composer.setText({});
    QVERIFY(f.composer.editLast());
    QVERIFY(f.composer.cancel());
    QVERIFY(!f.composer.cancel());
    QCOMPARE(f.composer.text(), QString());
}

void TestComposerModel::replyModeNamesTheMessage()
{
    Fixture f;
    f.composer.replyTo(u"m1"_s);
    QVERIFY(f.composer.isReplying());
    QCOMPARE(f.composer.replyAuthor(), u"Mina"_s);
    QCOMPARE(f.composer.replyText(), u"a bold claim"_s);
    f.composer.setText(u"Indeed"_s);
    f.composer.send();
    QVERIFY(f.engine.calls.contains(u"send launch Indeed m1"_s));
    QVERIFY(!f.composer.isReplying());
}

void TestComposerModel::completesPeopleEmojiRoomsCommands()
{
    Fixture f;
    const auto complete = [&](const QString &text) {
        f.composer.setText(text);
        f.composer.updateCompletion(int(text.size()));
        return f.completion(0, CompletionModel::Role::Insert);
    };
    QCOMPARE(complete(u"hi @pr"_s), u"@Priya"_s);
    QCOMPARE(f.completion(0, CompletionModel::Role::Kind), u"person"_s);
    QCOMPARE(complete(u"see #la"_s), u"#launch"_s);
    QCOMPARE(complete(u"well :tad"_s), u"🎉"_s);
    QCOMPARE(complete(u"/sh"_s), u"/shrug"_s);
    QCOMPARE(complete(u"a /sh"_s), QString()); // a path, not a command
    QCOMPARE(complete(u"at 10:3"_s), QString());
    QCOMPARE(complete(u"x@pr"_s), QString());
    QVERIFY(!f.composer.completion()->isOpen());
    QCOMPARE(complete(u"@"_s), u"@Mina"_s); // everybody, by name
    QCOMPARE(f.composer.completion()->count(), 3);
    QVERIFY(f.composer.cancel());
    QVERIFY(!f.composer.completion()->isOpen());
}

void TestComposerModel::completionReplacesTheWord()
{
    Fixture f;
    QSignalSpy replaced(&f.composer, &ComposerModel::textReplaced);
    f.composer.setText(u"hi @pr and more"_s);
    f.composer.updateCompletion(6);
    f.composer.acceptCompletion(0);
    QCOMPARE(f.composer.text(), u"hi @Priya and more"_s);
    QCOMPARE(replaced.last().at(1).toInt(), 10);
    f.composer.acceptCompletion(7); // closed
    QCOMPARE(f.composer.text(), u"hi @Priya and more"_s);
}

void TestComposerModel::slashCommands_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("call");
    QTest::newRow("me") << u"/me waves"_s << u"send launch *waves* "_s;
    QTest::newRow("shrug") << u"/shrug"_s << u"send launch ¯\\\\\\_(ツ)\\_/¯ "_s;
    QTest::newRow("poll") << u"/poll \"Ship?\" \"Yes\" “No”"_s << u"createPoll launch Ship? Yes|No off"_s;
    QTest::newRow("unknown is text") << u"/usr/bin is full"_s << u"send launch /usr/bin is full "_s;
    QTest::newRow("several lines are text") << u"/me\nwaves"_s << u"send launch /me\nwaves "_s;
}

void TestComposerModel::slashCommands()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, call);
    Fixture f;
    f.composer.setText(typed);
    f.composer.send();
    QVERIFY2(f.engine.calls.contains(call), qPrintable(f.engine.calls.join(u" ; "_s)));
    QCOMPARE(f.composer.text(), QString());
}

void TestComposerModel::unfinishedPollKeepsTheText()
{
    Fixture f;
    QSignalSpy refused(&f.composer, &ComposerModel::refused);
    f.composer.setText(u"/poll \"Ship?\" \"Yes\""_s);
    f.composer.send();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(f.composer.text(), u"/poll \"Ship?\" \"Yes\""_s);
    QCOMPARE(f.engine.count(u"createPoll"_s), 0);
}

void TestComposerModel::lengthIsCountedInBytes()
{
    Fixture f;
    f.context.limits.textBytes = 1'000;
    f.composer.setText(QString(500, u'x'));
    QVERIFY(f.composer.lengthWarning().isEmpty());
    f.composer.setText(QString(480, u'ä'));
    QVERIFY(!f.composer.lengthWarning().isEmpty());
    QVERIFY(f.composer.canSend());
    f.composer.setText(QString(501, u'ä'));
    QVERIFY(!f.composer.canSend());
    QVERIFY(f.composer.lengthWarning().contains(u"2"_s));
}

void TestComposerModel::wrapTogglesTheMarker()
{
    Fixture f;
    QSignalSpy selection(&f.composer, &ComposerModel::selectionSuggested);
    f.composer.setText(u"a word"_s);
    f.composer.wrapSelection(2, 6, u"**"_s);
    QCOMPARE(f.composer.text(), u"a **word**"_s);
    QCOMPARE(selection.last(), QVariantList({4, 8}));
    f.composer.wrapSelection(4, 8, u"**"_s);
    QCOMPARE(f.composer.text(), u"a word"_s);
    f.composer.wrapSelection(90, -4, u"*"_s); // nonsense positions
    QCOMPARE(f.composer.text(), u"a word**"_s);
}

void TestComposerModel::typingIsToldOnlyForWords()
{
    Fixture f;
    f.composer.keyPressed();
    QCOMPARE(f.engine.count(u"typing"_s), 0);
    f.composer.setText(u"h"_s);
    f.composer.keyPressed();
    QCOMPARE(f.engine.count(u"typing"_s), 1);
    f.composer.setText({});
    QCOMPARE(f.engine.lastCall(), u"stopTyping launch"_s);
}

QTEST_MAIN(TestComposerModel)
#include "tst_composermodel.moc"
