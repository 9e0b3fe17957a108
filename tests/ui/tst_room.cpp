#include "roomstage.h"

#include "Coterie/timeline/messageitem.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using screens::MessageItem;

namespace {

/// A point of the row where the spot is, or none.
QPointF spotIn(const MessageItem &row, MessageItem::Spot spot)
{
    for (qreal y = 1; y < row.height(); y += 2) {
        for (qreal x = 1; x < row.width(); x += 4) {
            if (row.spotAt(x, y) == spot)
                return {x, y};
        }
    }
    return {};
}

void drag(QQuickWindow *window, const QPoint &from, const QPoint &to)
{
    QTest::mousePress(window, Qt::LeftButton, Qt::NoModifier, from);
    for (int step = 1; step <= 8; ++step)
        QTest::mouseMove(window, from + (to - from) * step / 8);
    QTest::mouseRelease(window, Qt::LeftButton, Qt::NoModifier, to);
    QCoreApplication::processEvents();
}

} // namespace

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
    void followsLinksByKey();
    void deletesAfterAsking();
    void boldWrapsTheSelection();
    void pointTogglesByShortcut();
    void emojiPickerWritesAndCloses();
    void showsEmptyAndFailure();
    void opensLinksOnlyByClick();
    void barOverTheMessageUnderThePointer();
    void quoteLeadsToWhatItQuotes();
    void mouseMarksWords();
    void dayLeadsToTheCalendar();
    void timeTellsItselfInFull();
    void codeUnderThePointerCanBeCopied();
    void onlyWhatIsSeenIsPainted();
    void mirrorsForWhoReadsFromTheRight();
    void markingLiesUnderTheWords_data();
    void markingLiesUnderTheWords();

private:
    RoomStage &stage() { return *m_stage; }
    MessageItem *rowOf(const QString &key) { return qobject_cast<MessageItem *>(stage().row(key)); }
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

void TestRoom::followsLinksByKey()
{
    stage().engine().arrive(stage().script.entry(
        u"links"_s, "theo", 10, 30, u"[one](https://one.example/) and\n\n[two](https://two.example/)"_s));
    stage().settle();
    stage().screen->key(Qt::Key_Up, Qt::ShiftModifier);
    while (stage().list()->property("currentItem").value<MessageItem *>()->key() != u"links"_s)
        stage().screen->key(Qt::Key_Up);
    const QImage before = stage().screen->grab();
    stage().screen->key(Qt::Key_Right);
    QVERIFY(before != stage().screen->grab()); // a ring around it
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().script.openedLinks, QStringList {u"https://one.example/"_s});
    stage().screen->key(Qt::Key_Right);
    stage().screen->key(Qt::Key_Right); // there is no third
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().script.openedLinks.last(), u"https://two.example/"_s);
    stage().screen->key(Qt::Key_Down);
    stage().screen->key(Qt::Key_Return);
    QCOMPARE(stage().script.openedLinks.size(), 2);
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

void TestRoom::opensLinksOnlyByClick()
{
    const MessageItem *row = rowOf(u"m2"_s);
    int letter = 0;
    while (row->linkAt(row->letterRect(letter).center().x(), row->letterRect(letter).center().y()).isEmpty())
        QVERIFY(++letter < int(row->plainText().size()));
    const QPointF link = row->mapToScene(row->letterRect(letter).center());
    stage().moveTo(link);
    QCOMPARE(stage().script.openedLinks, QStringList());
    stage().clickAt(link);
    QCOMPARE(stage().script.openedLinks, QStringList {u"coterie://harbor/doc/launch-plan"_s});
    stage().clickAt(row->mapToScene(row->letterRect(0).center()));
    QCOMPARE(stage().script.openedLinks.size(), 1);
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

void TestRoom::quoteLeadsToWhatItQuotes()
{
    stage().script.addMessages(60);
    auto answer = stage().script.entry(u"answer"_s, "theo", 10, 3, u"Yes"_s);
    answer.message.replyTo = protocol::MessageId(u"m1"_s);
    stage().engine().arrive(answer);
    stage().settle();
    const MessageItem *row = rowOf(u"answer"_s);
    const QPointF quote = spotIn(*row, MessageItem::Spot::Quote);
    QVERIFY(!quote.isNull());
    stage().clickAt(row->mapToScene(quote));
    QVERIFY(stage().row(u"m1"_s));
    const qreal top = stage().top(u"m1"_s) - stage().list()->mapToScene({0, 0}).y();
    QVERIFY2(top >= 0 && top < stage().list()->height(), qPrintable(QString::number(top)));
}

void TestRoom::mouseMarksWords()
{
    const MessageItem *row = rowOf(u"m4"_s);
    const QString words = u"@Alex can you check the failed-message copy before we freeze?"_s;
    const QPoint first = row->mapToScene(row->letterRect(0).center()).toPoint();
    const QPoint last = row->mapToScene(row->letterRect(int(words.size()) - 1).center()).toPoint();
    drag(stage().screen->window(), first - QPoint(4, 0), last + QPoint(6, 0));
    stage().screen->key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), words);

    stage().screen->type(u"x"_s); // and still, whoever types writes
    QVERIFY(stage().composerFocused());
    QCOMPARE(stage().composer().text(), u"x"_s);
    QCOMPARE(row->markedText(), QString());
    QCOMPARE(stage().screen->find(u"MessageSelection"_s), nullptr);

    QTest::mouseDClick(stage().screen->window(), Qt::LeftButton, Qt::NoModifier, last - QPoint(12, 0));
    stage().screen->key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"freeze"_s);
    stage().screen->key(Qt::Key_A, Qt::ControlModifier);
    stage().screen->key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), words);
    stage().clickAt(first);
    QCOMPARE(row->markedText(), QString());
    QCOMPARE(stage().screen->find(u"MessageSelection"_s), nullptr);
}

void TestRoom::dayLeadsToTheCalendar()
{
    const auto rows = stage().list()->property("contentItem").value<QQuickItem *>()->childItems();
    const auto begins = [](QQuickItem *item) {
        const auto *row = qobject_cast<MessageItem *>(item);
        return row && !spotIn(*row, MessageItem::Spot::Day).isNull();
    };
    const auto found = std::find_if(rows.begin(), rows.end(), begins);
    QVERIFY(found != rows.end());
    const auto *row = qobject_cast<MessageItem *>(*found);
    stage().clickAt(row->mapToScene(spotIn(*row, MessageItem::Spot::Day)));
    QVERIFY(stage().screen->find(u"CalendarGrid"_s));
}

void TestRoom::timeTellsItselfInFull()
{
    const MessageItem *row = rowOf(u"m1"_s);
    stage().moveTo(row->mapToScene(spotIn(*row, MessageItem::Spot::Time)));
    QTRY_VERIFY(stage().screen->find(u"ToolTip"_s));
    QCOMPARE(stage().screen->find(u"ToolTip"_s)->property("text").toString(), row->fullTime());
    stage().moveTo(row->mapToScene({row->width() - 5, row->height() / 2}));
    QTRY_VERIFY(!stage().screen->find(u"ToolTip"_s));
}

void TestRoom::codeUnderThePointerCanBeCopied()
{
    stage().engine().arrive(stage().script.entry(u"code"_s, "theo", 10, 30, u"See:\n```cpp\nint a;\n  int b;\n```"_s));
    stage().settle();
    QVERIFY(!stage().screen->find(u"MessageCodeCopy"_s));
    const MessageItem *row = rowOf(u"code"_s);
    stage().moveTo(row->mapToScene(spotIn(*row, MessageItem::Spot::Code) + QPointF(20, 10)));
    QVERIFY(stage().screen->find(u"MessageCodeCopy"_s));
    stage().click(stage().screen->accessible(QAccessible::Button, u"Copy code"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"int a;\n  int b;"_s);
}

void TestRoom::onlyWhatIsSeenIsPainted()
{
    const auto tileOf = [](const MessageItem *row) {
        const auto children = row->childItems();
        const auto isTile = [](const QQuickItem *item) { return item->inherits("coterie::screens::MessageTile"); };
        return *std::find_if(children.begin(), children.end(), isTile);
    };
    stage().engine().arrive(
        stage().script.entry(u"tall"_s, "theo", 10, 30, u"A paragraph of a very long text.\n\n"_s.repeated(150)));
    stage().settle();
    const MessageItem *row = rowOf(u"tall"_s);
    QVERIFY(row->height() > 3'000);
    for (int i = 0; i < 12; ++i) {
        const QRectF tile = tileOf(row)->mapRectToItem(stage().list(), tileOf(row)->boundingRect());
        const QRectF whole = row->mapRectToItem(stage().list(), row->boundingRect());
        QVERIFY(tile.height() < stage().list()->height() + 500);
        QVERIFY(tile.top() <= std::max(whole.top(), 0.0));
        QVERIFY(tile.bottom() >= std::min(whole.bottom(), stage().list()->height()));
        stage().scroll(2);
    }
    stage().script.addMessages(60);
    stage().scroll(-1'000);
    for (QQuickItem *item : stage().list()->property("contentItem").value<QQuickItem *>()->childItems()) {
        const auto *other = qobject_cast<MessageItem *>(item);
        if (!other)
            continue;
        const qreal top = other->mapToItem(stage().list(), {}).y();
        const bool near = top + other->height() > -200 && top < stage().list()->height() + 200;
        QCOMPARE(tileOf(other)->height() > 0, near);
    }
}

void TestRoom::mirrorsForWhoReadsFromTheRight()
{
    const auto timeAt = [&] { return spotIn(*rowOf(u"m1"_s), MessageItem::Spot::Time).x(); };
    const qreal middle = stage().list()->width() / 2;
    QVERIFY(timeAt() < middle);
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    stage().settle();
    QVERIFY(timeAt() > middle);
    const MessageItem *words = rowOf(u"m4"_s);
    QVERIFY(words->letterRect(0).left() < words->letterRect(1).left()); // and yet an English text begins at the left
    const QQuickItem *status = stage().screen->find(u"MessageRescue"_s);
    QVERIFY(status);
    const QRectF place = status->mapRectToItem(stage().list(), status->boundingRect());
    QVERIFY(place.left() > middle / 2);
    // The words of the part are to be seen: the painted ground lies under them.
    const QRect shown = status->mapRectToScene(status->boundingRect()).toAlignedRect();
    const QImage picture = stage().screen->grab().copy(shown);
    QSet<QRgb> colors;
    for (int x = 0; x < picture.width(); ++x)
        colors.insert(picture.pixel(x, picture.height() / 2));
    QVERIFY(colors.size() > 3);
    if (const QString folder = qEnvironmentVariable("COTERIE_PICTURES"); !folder.isEmpty())
        QVERIFY(stage().screen->grab().save(folder + u"/room-mirrored.png"_s));
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestRoom::markingLiesUnderTheWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << u"Plain words with **bold**, *italic*, `code` and a [link](https://example.org/)."_s;
    QTest::newRow("several lines")
        << u"Many words that go on **and on** for more than one line of the list. "_s.repeated(6);
    QTest::newRow("code") << u"```cpp\nauto outbox = Outbox::open(store);\n    outbox.retryAll(); // indented\n```"_s;
    QTest::newRow("other scripts") << u"日本語の文章 مرحبا بالعالم 🎉🎉 Ελληνικά"_s;
}

void TestRoom::markingLiesUnderTheWords()
{
    QFETCH(const QString, text);
    stage().engine().arrive(stage().script.entry(u"mine"_s, "theo", 10, 30, text));
    stage().settle();
    MessageItem *row = rowOf(u"mine"_s);
    QVERIFY(row);
    const QRect letters = row->mapRectToScene(row->letterRect(2) | row->letterRect(5)).toAlignedRect();
    stage().moveTo(letters.center()); // the row is lit already
    const QImage plain = stage().screen->grab();
    drag(stage().screen->window(), letters.topLeft() + QPoint(1, 8), letters.topRight() + QPoint(0, 8));
    QCOMPARE(row->markedTo() - row->markedFrom(), 4);
    const QImage marked = stage().screen->grab();
    QRect changed;
    const QRect inRow = row->mapRectToScene(row->boundingRect()).toAlignedRect();
    for (int y = inRow.top(); y <= inRow.bottom(); ++y) {
        for (int x = inRow.left(); x <= letters.right() + 60; ++x) {
            if (plain.pixel(x, y) != marked.pixel(x, y))
                changed |= QRect(x, y, 1, 1);
        }
    }
    QVERIFY2(letters.adjusted(-2, -2, 2, 2).contains(changed) && changed.width() >= letters.width() - 4,
        qPrintable(u"%1,%2 %3x%4"_s.arg(changed.x()).arg(changed.y()).arg(changed.width()).arg(changed.height())));
}

QTEST_MAIN(TestRoom)
#include "tst_room.moc"
