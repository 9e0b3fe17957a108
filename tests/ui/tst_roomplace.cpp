#include "roomstage.h"

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;

/// A room much larger than the rows that are kept: what is read never moves by itself, and every place can be reached.
class TestRoomPlace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingMovesWhilePagesLoad();
    void nothingMovesWhenRowsAboveOrBelowChange();
    void nothingMovesWhenTheWindowSlides();
    void goesOnWhenASlowPageIsHere_data();
    void goesOnWhenASlowPageIsHere();
    void nothingMovesInAFlood();
    void homeAndEndReachTheWholeRoom();
    void theScrollBarIsAboutTheWholeRoom();
    void aTypedDayIsFound();

private:
    static constexpr int count = 3'000;
    static QString text(int number);
    static void addHistory(RoomStage &stage);
    static void scrollTo(RoomStage &stage, int number);
    /// Does it and looks at every picture that follows: the message must be at the same height in all of them.
    static void expectStill(RoomStage &stage, const QString &key, const std::function<void()> &work);
    static void expectNoWarnings(const RoomStage &stage) { QCOMPARE(stage.screen->warnings(), QStringList()); }
};

/// Rows of very different heights, so that an estimate is wrong most of the time.
QString TestRoomPlace::text(int number)
{
    return u"Message %1 "_s.arg(number)
        + u"with many more words than the one before it had "_s.repeated(number * 7 % 13);
}

void TestRoomPlace::addHistory(RoomStage &stage)
{
    const protocol::RoomId launch(u"launch"_s);
    auto &history = stage.engine().history[launch];
    history.clear();
    stage.engine().outbox.remove(launch);
    for (int i = 0; i < count; ++i) {
        auto row = stage.script.entry(u"h%1"_s.arg(i), i % 4 == 0 ? "mina" : "theo", 9, i % 60, text(i));
        row.message.timestamp -= std::chrono::days((count - i) / 20); // twenty a day
        history.append(row);
    }
    stage.engine().readSeq[launch] = history.last().message.seq;
    stage.script.app->workspace()->openRoom(u"random"_s);
    stage.settle();
    stage.script.app->workspace()->openRoom(u"launch"_s);
    stage.settle();
}

void TestRoomPlace::scrollTo(RoomStage &stage, int number)
{
    stage.messages().jumpTo(u"h%1"_s.arg(number));
    stage.settle();
    QVERIFY(stage.row(u"h%1"_s.arg(number)));
}

void TestRoomPlace::expectStill(RoomStage &stage, const QString &key, const std::function<void()> &work)
{
    QVERIFY(stage.row(key));
    const qreal before = stage.top(key);
    work();
    for (int picture = 0; picture < 12; ++picture) {
        QCoreApplication::processEvents();
        (void)stage.screen->window()->grabWindow();
        QVERIFY2(stage.row(key), qPrintable(u"%1 is gone in picture %2"_s.arg(key).arg(picture)));
        QVERIFY2(std::abs(stage.top(key) - before) < 0.5,
            qPrintable(
                u"%1 moved from %2 to %3 in picture %4"_s.arg(key).arg(before).arg(stage.top(key)).arg(picture)));
    }
}

void TestRoomPlace::nothingMovesWhilePagesLoad()
{
    RoomStage stage;
    addHistory(stage);
    scrollTo(stage, 1'500);
    stage.engine().holdPages = true;
    stage.messages().loadOlder();
    stage.messages().loadNewer();
    QCOMPARE(stage.engine().held.size(), 2U);
    const int rows = stage.messages().count();
    expectStill(stage, u"h1500"_s, [&] { stage.engine().answerPages(); });
    QCOMPARE(stage.messages().count(), rows + 120);
    expectNoWarnings(stage);
}

void TestRoomPlace::nothingMovesWhenRowsAboveOrBelowChange()
{
    RoomStage stage;
    addHistory(stage);
    scrollTo(stage, 1'500);
    const QQuickItem *list = stage.list();
    // A message far enough up and down to be laid out and not to be seen, and one that is not laid out at all.
    for (const int by : {-18, -1, 9, 25, -29}) {
        auto row = stage.engine().history[protocol::RoomId(u"launch"_s)][1'500 + by];
        const QQuickItem *item = stage.row(row.key);
        const bool seen = item && stage.top(row.key) + item->height() > list->mapToScene({}).y()
            && stage.top(row.key) < list->mapToScene({}).y() + list->height();
        if (seen)
            continue; // what is seen may well push something
        for (const int times : {40, 0}) {
            row.message.text = u"A text of another length. "_s.repeated(times) + u"End"_s;
            expectStill(stage, u"h1500"_s, [&] { stage.engine().tellRows(row.message.roomId, {row}); });
        }
    }
    expectNoWarnings(stage);
}

void TestRoomPlace::nothingMovesWhenTheWindowSlides()
{
    RoomStage stage;
    addHistory(stage);
    scrollTo(stage, 1'500);
    for (int page = 0; page < 12; ++page) // more than the window holds: rows go at the far end
        stage.messages().loadOlder();
    stage.settle();
    QCOMPARE(stage.messages().count(), viewmodel::MessageListModel::WindowRows);
    scrollTo(stage, 1'100);
    const QString reading = u"h1100"_s;
    for (int page = 0; page < 6; ++page)
        expectStill(
            stage, reading, [&] { page % 2 == 0 ? stage.messages().loadOlder() : stage.messages().loadNewer(); });
    expectNoWarnings(stage);
}

void TestRoomPlace::goesOnWhenASlowPageIsHere_data()
{
    QTest::addColumn<double>("pixels");
    QTest::newRow("to older ones") << -100.0;
    QTest::newRow("to newer ones") << 100.0;
}

/// Whoever scrolls faster than pages come waits at the edge, and no longer than until the page is here.
void TestRoomPlace::goesOnWhenASlowPageIsHere()
{
    QFETCH(const double, pixels);
    RoomStage stage;
    addHistory(stage);
    scrollTo(stage, 1'500);
    stage.engine().holdPages = true;
    for (int page = 0; page < 15; ++page) {
        qreal before = 0;
        for (int frame = 0; frame < 200; ++frame) { // to the edge
            before = stage.list()->property("contentY").toReal();
            QMetaObject::invokeMethod(stage.list(), "scrollBy", Q_ARG(double, pixels), Q_ARG(bool, false));
            QCoreApplication::processEvents();
            (void)stage.screen->window()->grabWindow();
        }
        const QString atEdge = stage.messages().messageInView();
        QCOMPARE(stage.list()->property("contentY").toReal(), before);
        stage.engine().answerPages();
        for (int frame = 0; frame < 30; ++frame) {
            QMetaObject::invokeMethod(stage.list(), "scrollBy", Q_ARG(double, pixels), Q_ARG(bool, false));
            QCoreApplication::processEvents();
            (void)stage.screen->window()->grabWindow();
        }
        QVERIFY2(stage.messages().messageInView() != atEdge, qPrintable(u"stuck at page %1"_s.arg(page)));
    }
    expectNoWarnings(stage);
}

void TestRoomPlace::nothingMovesInAFlood()
{
    RoomStage stage;
    addHistory(stage);
    stage.scroll(20);
    QVERIFY(!stage.atEnd());
    const QString reading = stage.messages().keyAt(stage.messages().count() / 2);
    scrollTo(stage, reading.mid(1).toInt());
    expectStill(stage, reading, [&] {
        client::Changes changes;
        auto &told = changes.messages[protocol::RoomId(u"launch"_s)];
        told.folded = 5'000;
        for (int i = 0; i < 60; ++i) {
            auto row = stage.script.entry(u"f%1"_s.arg(i), "mina", 10, 3, text(i));
            row.message.seq += 5'000 + i;
            told.upserts.append(row);
        }
        stage.engine().tell(changes);
    });
    QCOMPARE(stage.messages().newBelow(), 5'060);
    expectNoWarnings(stage);
}

void TestRoomPlace::homeAndEndReachTheWholeRoom()
{
    RoomStage stage;
    addHistory(stage);
    stage.screen->key(Qt::Key_Up, Qt::ShiftModifier); // into the list
    QVERIFY(stage.listFocused());
    stage.screen->key(Qt::Key_Home);
    stage.settle();
    QVERIFY(stage.row(u"h0"_s));
    QVERIFY(std::abs(stage.top(u"h0"_s) - stage.list()->mapToScene({}).y()) < 1);
    QVERIFY(!stage.messages().hasOlder());
    stage.screen->key(Qt::Key_End);
    stage.settle();
    QVERIFY(stage.row(u"h%1"_s.arg(count - 1)));
    QVERIFY(stage.atEnd());
    expectNoWarnings(stage);
}

void TestRoomPlace::theScrollBarIsAboutTheWholeRoom()
{
    RoomStage stage;
    addHistory(stage);
    QQuickItem *bar = nullptr;
    for (QAccessibleInterface *part : accessibleTree(QAccessible::queryAccessibleInterface(stage.screen->window()))) {
        if (part->role() == QAccessible::ScrollBar && part->object()->property("partial").toBool())
            bar = qobject_cast<QQuickItem *>(part->object());
    }
    QVERIFY(bar);
    const QPointF top = bar->mapToScene({bar->width() / 2, 0});
    const auto at = [&](qreal share) { return (top + QPointF(0, share * bar->height())).toPoint(); };
    QVERIFY(bar->property("position").toReal() > 0.99 - 0.02);
    QTest::mousePress(stage.screen->window(), Qt::LeftButton, {}, at(0.995));
    for (const qreal share : {0.9, 0.7, 0.5}) {
        QTest::mouseMove(stage.screen->window(), at(share));
        stage.settle();
    }
    const auto *middle = stage.messages().entry(stage.messages().keyAt(stage.messages().count() / 2));
    const auto &history = stage.engine().history[protocol::RoomId(u"launch"_s)];
    const qreal place = qreal(middle->message.seq - history.first().message.seq) / count;
    QVERIFY2(std::abs(place - 0.5) < 0.06, qPrintable(QString::number(place)));
    QCOMPARE(bar->property("label").toString(), stage.messages().placeTitle());
    QVERIFY(!stage.messages().placeTitle().isEmpty());
    QTest::mouseMove(stage.screen->window(), at(0));
    stage.settle();
    QTest::mouseRelease(stage.screen->window(), Qt::LeftButton, {}, at(0));
    stage.settle();
    QVERIFY(stage.row(u"h0"_s));
    QVERIFY(bar->property("position").toReal() < 0.001);
    expectNoWarnings(stage);
}

void TestRoomPlace::aTypedDayIsFound()
{
    RoomStage stage;
    addHistory(stage);
    const auto &history = stage.engine().history[protocol::RoomId(u"launch"_s)];
    const QDate wanted = QDateTime::fromMSecsSinceEpoch(toEpochMillis(history[1'000].message.timestamp)).date();
    stage.click(stage.screen->accessible(QAccessible::Button, u"Jump to a day"_s));
    stage.screen->type(wanted.toString(Qt::ISODate));
    stage.screen->key(Qt::Key_Return);
    stage.settle();
    QCOMPARE(stage.messages().placeDay(), wanted.toString(Qt::ISODate));
    const auto first = std::ranges::find_if(history, [&](const client::MessageEntry &entry) {
        return QDateTime::fromMSecsSinceEpoch(toEpochMillis(entry.message.timestamp)).date() == wanted;
    });
    QVERIFY(stage.row(first->key));
    QCOMPARE(stage.top(first->key), stage.list()->mapToScene({}).y());
    expectNoWarnings(stage);
}

QTEST_MAIN(TestRoomPlace)
#include "tst_roomplace.moc"
