#include "roomstage.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;

/// Writing and acting in a room, with keys and mouse, against the real models and a scripted engine.
class TestRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<RoomStage>(); }
    void cleanup()
    {
        QCOMPARE(m_stage->screen->warnings(), QStringList());
        m_stage.reset();
    }

    void typesAndSends();
    void shiftEnterMakesALine();
    void keepsAllKeysWhenComposing();
    void emptyTextIsNotSent();
    void upEditsTheLastMessage();
    void escapeLeavesReplyAndEdit();
    void draftFollowsTheRoom();
    void typingElsewhereWrites();
    void growsToEightLines();
    void completesPeople();
    void completionCanBeRefused();
    void retriesAndDiscards();
    void reactsByChip();
    void votesByClickAndKey();
    void walksTheMessagesByKey();
    void deletesAfterAsking();
    void boldWrapsTheSelection();
    void pointTogglesByShortcut();
    void emojiPickerWritesAndCloses();
    void showsEmptyAndFailure();
    void barOverTheMessageUnderThePointer();

private:
    RoomStage &stage() { return *m_stage; }
    std::unique_ptr<RoomStage> m_stage;
};

void TestRoom::typesAndSends()
{
    QVERIFY(stage().composerFocused());
    stage().screen->type(u"hello"_s);
    QCOMPARE(stage().composer().text(), u"hello"_s);
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().engine().count(u"send launch hello"_s), 1);
    QCOMPARE(stage().field()->property("text").toString(), QString());
    stage().settle();
    QVERIFY(stage().row(u"own-1"_s));
    QCOMPARE(stage().row(u"own-1"_s)->property("delivery").toString(), u"pending"_s);
    QVERIFY(stage().composerFocused());
}

void TestRoom::shiftEnterMakesALine()
{
    stage().screen->type(u"a"_s);
    stage().screen->key(Qt::Key_Return, Qt::ShiftModifier);
    stage().screen->type(u"b"_s);
    QCOMPARE(stage().composer().text(), u"a\nb"_s);
    QCOMPARE(stage().engine().count(u"send"_s), 0);
}

void TestRoom::keepsAllKeysWhenComposing()
{
    QInputMethodEvent preedit(u"nihao"_s, {});
    QCoreApplication::sendEvent(stage().field(), &preedit);
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().engine().count(u"send"_s), 0);
    QInputMethodEvent commit;
    commit.setCommitString(u"你好"_s);
    QCoreApplication::sendEvent(stage().field(), &commit);
    QVERIFY(stage().composer().text().contains(u"你好"_s));
}

void TestRoom::emptyTextIsNotSent()
{
    stage().screen->type(u"  "_s);
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().engine().count(u"send"_s), 0);
}

void TestRoom::upEditsTheLastMessage()
{
    stage().screen->key(Qt::Key_Up);
    QVERIFY(stage().composer().isEditing());
    QCOMPARE(stage().field()->property("text").toString(), u"I will also try it with the cable out."_s);
    stage().screen->type(u" Soon"_s);
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().engine().count(u"edit o1 I will also try it with the cable out. Soon"_s), 1);
    QVERIFY(!stage().composer().isEditing());
}

void TestRoom::escapeLeavesReplyAndEdit()
{
    stage().composer().replyTo(u"m4"_s);
    stage().settle();
    QVERIFY(stage().screen->find(u"ComposerStrip"_s));
    stage().screen->key(Qt::Key_Escape);
    QVERIFY(!stage().composer().isReplying());
    stage().settle();
    QVERIFY(!stage().screen->find(u"ComposerStrip"_s));
}

void TestRoom::draftFollowsTheRoom()
{
    stage().screen->type(u"half a thought"_s);
    stage().script.app->workspace()->openRoom(u"random"_s);
    stage().settle();
    QCOMPARE(stage().field()->property("text").toString(), QString());
    QVERIFY(stage().engine().count(u"saveDraft launch half a thought"_s) > 0);
    QVERIFY(stage().composerFocused());
}

void TestRoom::typingElsewhereWrites()
{
    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(stage().listFocused());
    stage().screen->type(u"h"_s); // no command of the list
    QVERIFY(stage().composerFocused());
    QCOMPARE(stage().composer().text(), u"h"_s);
}

void TestRoom::growsToEightLines()
{
    const qreal before = stage().screen->find(u"ComposerField"_s)->height();
    for (int i = 0; i < 4; ++i)
        stage().screen->key(Qt::Key_Return, Qt::ShiftModifier);
    stage().settle();
    const qreal five = stage().screen->find(u"ComposerField"_s)->height();
    QVERIFY2(five > before * 2, qPrintable(QString::number(five)));
    for (int i = 0; i < 20; ++i)
        stage().screen->key(Qt::Key_Return, Qt::ShiftModifier);
    stage().settle();
    const qreal most = stage().screen->find(u"ComposerField"_s)->height();
    QVERIFY2(most < 8 * 21 + 30, qPrintable(QString::number(most)));
    QVERIFY(stage().atEnd());
}

void TestRoom::completesPeople()
{
    stage().screen->type(u"@mi"_s);
    stage().settle();
    QVERIFY(stage().screen->find(u"ComposerCompletion"_s));
    QVERIFY(stage().screen->accessible(QAccessible::ListItem, u"Mina, In Launch plan"_s));
    stage().screen->key(Qt::Key_Tab);
    QCOMPARE(stage().field()->property("text").toString(), u"@Mina "_s);
    QCOMPARE(stage().field()->property("cursorPosition").toInt(), 6);
    QVERIFY(stage().composerFocused());
    stage().settle();
    QVERIFY(!stage().screen->find(u"ComposerCompletion"_s));
}

void TestRoom::completionCanBeRefused()
{
    stage().screen->type(u"@"_s);
    stage().settle();
    QVERIFY(stage().screen->find(u"ComposerCompletion"_s));
    stage().screen->key(Qt::Key_Down);
    stage().screen->key(Qt::Key_Escape);
    stage().settle();
    QVERIFY(!stage().screen->find(u"ComposerCompletion"_s));
    QCOMPARE(stage().composer().text(), u"@"_s);
    QCOMPARE(stage().engine().count(u"send"_s), 0);
}

void TestRoom::retriesAndDiscards()
{
    auto *retry = stage().screen->accessible(QAccessible::Button, u"Retry"_s);
    QVERIFY(retry);
    stage().click(retry);
    QCOMPARE(stage().engine().count(u"retry o2"_s), 1);
    auto *discard = stage().screen->accessible(QAccessible::Button, u"Delete"_s);
    QVERIFY(discard);
    stage().click(discard);
    QCOMPARE(stage().engine().count(u"discard o2"_s), 1);
}

void TestRoom::reactsByChip()
{
    auto *chip = stage().screen->accessible(QAccessible::Button, u"🎉, 1 reaction"_s);
    QVERIFY(chip);
    stage().click(chip);
    QCOMPARE(stage().engine().count(u"react m1 🎉 on"_s), 1);
    stage().click(stage().screen->accessible(QAccessible::Button, u"👀, 3 reactions"_s));
    QCOMPARE(stage().engine().count(u"react m1 👀 off"_s), 1);
}

void TestRoom::votesByClickAndKey()
{
    auto *answer = stage().screen->accessible(QAccessible::RadioButton, u"Monday is safer, 2 votes"_s);
    QVERIFY(answer);
    stage().click(answer);
    QCOMPARE(stage().engine().count(u"vote m3 1"_s), 1);

    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    for (int i = 0; i < 4; ++i)
        stage().screen->key(Qt::Key_Up);
    QCOMPARE(stage().list()->property("currentItem").value<QQuickItem *>()->property("key").toString(), u"m3"_s);
    stage().screen->key(Qt::Key_1);
    QCOMPARE(stage().engine().count(u"vote m3 0"_s), 1);
}

void TestRoom::walksTheMessagesByKey()
{
    const auto current = [this] {
        auto *item = stage().list()->property("currentItem").value<QQuickItem *>();
        return item ? item->property("key").toString() : QString();
    };
    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(current(), u"o2"_s);
    stage().screen->key(Qt::Key_Up);
    stage().screen->key(Qt::Key_Up);
    QCOMPARE(current(), u"m5"_s);
    stage().screen->key(Qt::Key_Up);
    QCOMPARE(current(), u"m4"_s);
    stage().screen->key(Qt::Key_C);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"can you check"_s));
    stage().screen->key(Qt::Key_R);
    QVERIFY(stage().composer().isReplying());
    QVERIFY(stage().composerFocused());
    stage().screen->key(Qt::Key_Escape);
    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    stage().screen->key(Qt::Key_Home);
    QCOMPARE(current(), u"m1"_s);
    stage().screen->key(Qt::Key_End);
    QCOMPARE(current(), u"o2"_s);
    stage().screen->key(Qt::Key_Down);
    QVERIFY(stage().composerFocused());
}

void TestRoom::deletesAfterAsking()
{
    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    stage().screen->key(Qt::Key_Up);
    stage().screen->key(Qt::Key_Up);
    stage().screen->key(Qt::Key_Delete);
    stage().settle();
    QCOMPARE(stage().engine().count(u"remove"_s), 0);
    QVERIFY(stage().screen->find(u"MessageDeleteDialog"_s));
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().engine().count(u"remove m5"_s), 1);
}

void TestRoom::boldWrapsTheSelection()
{
    stage().screen->type(u"now"_s);
    stage().screen->key(Qt::Key_A, Qt::ControlModifier);
    stage().screen->key(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(stage().composer().text(), u"**now**"_s);
}

void TestRoom::pointTogglesByShortcut()
{
    QVERIFY(!stage().room().isPointing());
    stage().screen->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(stage().room().isPointing());
}

void TestRoom::emojiPickerWritesAndCloses()
{
    auto *button = stage().screen->accessible(QAccessible::Button, u"Emoji"_s);
    QVERIFY(button);
    stage().click(button);
    QVERIFY(stage().screen->find(u"EmojiPicker"_s));
    stage().screen->type(u"tada"_s);
    stage().screen->key(Qt::Key_Return);
    stage().settle();
    QVERIFY(!stage().screen->find(u"EmojiPicker"_s));
    QCOMPARE(stage().composer().text(), u"🎉"_s);
    QCOMPARE(stage().script.app->settings()->recentEmoji().value(0), u"🎉"_s);
}

void TestRoom::showsEmptyAndFailure()
{
    stage().script.openEmptyRoom();
    stage().settle();
    QVERIFY(stage().screen->accessible(QAccessible::NoRole, u"No messages yet"_s));
    stage().engine().pageFailure = u"You are offline."_s;
    stage().script.app->workspace()->openRoom(u"design"_s);
    stage().settle();
    QVERIFY(stage().screen->accessible(QAccessible::NoRole, u"You are offline."_s));
    auto *again = stage().screen->accessible(QAccessible::Button, u"Try again"_s);
    QVERIFY(again);
    stage().engine().pageFailure.clear();
    stage().click(again);
    QVERIFY(stage().screen->accessible(QAccessible::NoRole, u"No messages yet"_s));
}

void TestRoom::barOverTheMessageUnderThePointer()
{
    QVERIFY(!stage().screen->find(u"MessageActions"_s));
    QQuickItem *row = stage().row(u"m4"_s);
    stage().moveTo(row->mapToScene({row->width() / 2, row->height() - 10}));
    QQuickItem *bar = stage().screen->find(u"MessageActions"_s);
    QVERIFY(bar);
    QVERIFY(!stage().screen->accessible(QAccessible::Button, u"Edit"_s)); // not one's own
    stage().click(stage().screen->accessible(QAccessible::Button, u"Reply"_s));
    QVERIFY(stage().composer().isReplying());
    QCOMPARE(stage().composer().replyAuthor(), u"Priya"_s);
    QVERIFY(stage().composerFocused());
}

QTEST_MAIN(TestRoom)
#include "tst_room.moc"
