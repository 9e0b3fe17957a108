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

/// What lies in a message and answers to pointer and keys: links, quotations, days, times, code, marked words; and how
/// it is painted.
class TestRoomRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<RoomStage>(); }
    void cleanup()
    {
        QCOMPARE(m_stage->screen->warnings(), QStringList());
        m_stage.reset();
    }

    void opensLinksOnlyByClick();
    void quoteLeadsToWhatItQuotes();
    void mouseMarksWords();
    void dayLeadsToTheCalendar();
    void timeTellsItselfInFull();
    void codeUnderThePointerCanBeCopied();
    void onlyWhatIsSeenIsPainted();
    void mirrorsForWhoReadsFromTheRight();
    void markingLiesUnderTheWords_data();
    void markingLiesUnderTheWords();
    void followsLinksByKey();

private:
    RoomStage &stage() { return *m_stage; }
    MessageItem *rowOf(const QString &key) { return qobject_cast<MessageItem *>(stage().row(key)); }
    std::unique_ptr<RoomStage> m_stage;
};

void TestRoomRows::opensLinksOnlyByClick()
{
    const MessageItem *row = rowOf(u"m2"_s);
    int letter = 0;
    while (row->linkAt(row->letterRect(letter).center().x(), row->letterRect(letter).center().y()).isEmpty())
        QVERIFY(++letter < int(row->plainText().size()));
    const QPointF link = row->mapToScene(row->letterRect(letter).center());
    stage().moveTo(link);
    stage().clickAt(row->mapToScene(row->letterRect(0).center()));
    QCOMPARE(stage().script.app->workspace()->page(), viewmodel::Workspace::Page::Room);
    stage().clickAt(link); // of a document here: it opens in this window, not in a browser
    QCOMPARE(stage().script.app->workspace()->page(), viewmodel::Workspace::Page::Document);
    QCOMPARE(stage().script.openedLinks, QStringList());
}

void TestRoomRows::quoteLeadsToWhatItQuotes()
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

void TestRoomRows::mouseMarksWords()
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

void TestRoomRows::dayLeadsToTheCalendar()
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

void TestRoomRows::timeTellsItselfInFull()
{
    const MessageItem *row = rowOf(u"m1"_s);
    stage().moveTo(row->mapToScene(spotIn(*row, MessageItem::Spot::Time)));
    QTRY_VERIFY(stage().screen->find(u"ToolTip"_s));
    QCOMPARE(stage().screen->find(u"ToolTip"_s)->property("text").toString(), row->fullTime());
    stage().moveTo(row->mapToScene({row->width() - 5, row->height() / 2}));
    QTRY_VERIFY(!stage().screen->find(u"ToolTip"_s));
}

void TestRoomRows::codeUnderThePointerCanBeCopied()
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

void TestRoomRows::onlyWhatIsSeenIsPainted()
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

void TestRoomRows::mirrorsForWhoReadsFromTheRight()
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

void TestRoomRows::markingLiesUnderTheWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << u"Plain words with **bold**, *italic*, `code` and a [link](https://example.org/)."_s;
    QTest::newRow("several lines")
        << u"Many words that go on **and on** for more than one line of the list. "_s.repeated(6);
    QTest::newRow("code") << u"```cpp\nauto outbox = Outbox::open(store);\n    outbox.retryAll(); // indented\n```"_s;
    QTest::newRow("other scripts") << u"日本語の文章 مرحبا بالعالم 🎉🎉 Ελληνικά"_s;
}

void TestRoomRows::markingLiesUnderTheWords()
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

void TestRoomRows::followsLinksByKey()
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

QTEST_MAIN(TestRoomRows)
#include "tst_roomrows.moc"
