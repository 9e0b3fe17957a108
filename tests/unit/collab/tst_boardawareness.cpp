#include "collab/boardawareness.h"
#include "collab/values.h"

#include "crdt/awareness.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace coterie;
using namespace coterie::collab;
using namespace Qt::StringLiterals;

namespace {

const Person Ada {.userId = u"u1"_s, .name = u"Ada"_s, .color = QColor(0x1d, 0x6f, 0xbf)};
const Person Ben {.userId = u"u2"_s, .name = u"Ben"_s, .color = QColor(0x7c, 0x4d, 0xbe)};

QByteArray saying(crdt::Awareness &other, const QByteArray &json, Instant now)
{
    const auto state = crdt::Any::fromJson({json.constData(), std::size_t(json.size())});
    if (!state)
        qFatal("the test's own JSON");
    const auto change = other.setLocalState(*state, now);
    return toByteArray(other.encode(change.clients()));
}

/// A JSON value of any shape, its keys those a state may have, so that it comes close to one often.
crdt::Any strange(QRandomGenerator &random, int depth)
{
    using crdt::Any;
    using Words = std::vector<const char16_t *>;
    constexpr int Top = 4;
    static const Words TopKeys {u"user", u"pointer", u"page", u"selection", u"tool", u"viewport", u"gesture", u"chat",
        u"laser", u"reaction", u"following"};
    static const Words Keys {u"x", u"y", u"w", u"h", u"x", u"y", u"n", u"name", u"color", u"id", u"ids", u"move",
        u"anchor", u"scaleX", u"rotation", u"draft", u"type", u"points", u"text", u"width", u"fontSize"};
    static const Words Texts {
        u"", u"a", u"pen", u"arrow", u"note", u"laser", u"👍", u"#fff", u"line\nbreak\u202e", u"\xd83d"};
    static const std::vector<double> Numbers {
        0, 1, -1, 0.5, 1e7, -1e300, 1e300, 4294967296, 9007199254740991, std::nan(""), HUGE_VAL};
    const auto one = [&random](const auto &list) { return list[random.bounded(quint32(list.size()))]; };
    const int kind = depth == Top ? 9 : random.bounded(depth > 0 ? 10 : 5);
    if (kind < 2)
        return Any(one(Numbers));
    if (kind == 2)
        return Any(one(Texts));
    if (kind == 3)
        return Any(random.bounded(2) == 1);
    if (kind == 4)
        return Any(Any::Null {});
    if (kind == 5) {
        Any::Array array;
        for (int i = random.bounded(6); i > 0; --i)
            array.push_back(strange(random, depth - 1));
        return array;
    }
    Any::Object object;
    for (int i = random.bounded(12); i > 0; --i)
        object.emplace_back(one(depth == Top ? TopKeys : Keys), strange(random, depth - 1));
    if (depth != Top && random.bounded(2) == 1) { // places are rare where all is left to chance
        for (const char16_t *key : {u"x", u"y", u"w", u"h"})
            object.emplace_back(key, Any(one(Numbers)));
    }
    return object;
}

} // namespace

/// Who is on a board and what their hands do, told by friends and by strangers.
class TestBoardAwareness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingArrives();
    void nothingIsToldAlone();
    void whatWasHeldIsToldWhenSomebodyComes();
    void withCompanyThirtyTimesASecond();
    void aLostLinkIsBeingAlone();
    void aStockClientIsShown();
    void readsStrangers_data();
    void readsStrangers();
    void whateverIsToldIsTidy();
    void aDraftKeepsItsLook();
    void reactionsAreThrownOnce();
    void leavingIsSeenAtOnce();
    void whoLooksElsewhereIsNotThere();
    void aCrowdIsCut();
    void aSampleIsSmall();

private:
    void join(BoardAwareness &a, BoardAwareness &b) const;
    /// What a sentence in JSON makes of a person.
    [[nodiscard]] BoardPeer told(const QByteArray &json) const;
    ManualClock m_clock;
};

void TestBoardAwareness::join(BoardAwareness &a, BoardAwareness &b) const
{
    connect(&a, &BoardAwareness::told, &b, &BoardAwareness::receive);
    connect(&b, &BoardAwareness::told, &a, &BoardAwareness::receive);
    a.begin(1);
    b.begin(2);
    a.tellAnew(); // as a server does for who comes later
}

BoardPeer TestBoardAwareness::told(const QByteArray &json) const
{
    BoardAwareness ada(Ada, m_clock);
    ada.begin(42);
    crdt::Awareness other(7, m_clock.now());
    ada.receive(saying(other, json, m_clock.now()));
    return ada.peers().value(0);
}

void TestBoardAwareness::everythingArrives()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    ada.setPointer(QPointF(10.123, -20));
    ada.setPage(board::PageId(u"p2"_s));
    ada.setSelection({board::ShapeId(u"a"_s), board::ShapeId(u"b"_s)});
    ada.setTool(u"arrow"_s);
    ada.setViewport(QRectF(-5, 6, 700, 800));
    Gesture gesture;
    gesture.ids = ada.own().selection;
    gesture.move = {3, 4};
    gesture.scaleX = 1.5;
    gesture.anchor = {9, 8};
    gesture.rotation = 30;
    ada.setGesture(gesture);
    ada.setChat(u"look here"_s);
    ada.setLaser(true);
    ada.setFollowing(2);
    join(ada, ben);
    QCOMPARE(ben.peers().size(), 1);
    const BoardPeer &peer = ben.peers().constFirst();
    QCOMPARE(peer.person, Ada);
    QCOMPARE(peer.pointer, std::optional(QPointF(10.12, -20)));
    QCOMPARE(peer.page, board::PageId(u"p2"_s));
    QCOMPARE(peer.selection, gesture.ids);
    QCOMPARE(peer.tool, u"arrow"_s);
    QCOMPARE(peer.viewport, std::optional(QRectF(-5, 6, 700, 800)));
    QCOMPARE(peer.gesture, std::optional(gesture));
    QCOMPARE(peer.chat, u"look here"_s);
    QVERIFY(peer.laser);
    QCOMPARE(ben.followers(), QList<quint64> {1});
    QCOMPARE(ben.peer(1), &peer);
    QCOMPARE(ben.peer(3), nullptr);
}

void TestBoardAwareness::nothingIsToldAlone()
{
    BoardAwareness ada(Ada, m_clock);
    QSignalSpy told(&ada, &BoardAwareness::told);
    ada.begin(1);
    QCOMPARE(told.count(), 1); // the arrival
    for (int i = 0; i < 100; ++i) {
        m_clock.advance(Millis(100));
        ada.setPointer(QPointF(i, i));
    }
    QCOMPARE(told.count(), 1);
    m_clock.advance(Millis(6'000));
    ada.tick();
    QCOMPARE(told.count(), 2); // the protocol's keep-alive
}

void TestBoardAwareness::whatWasHeldIsToldWhenSomebodyComes()
{
    BoardAwareness ada(Ada, m_clock);
    ada.begin(1);
    m_clock.advance(Millis(1'000));
    ada.setPointer(QPointF(5, 5));
    BoardAwareness ben(Ben, m_clock);
    QSignalSpy told(&ada, &BoardAwareness::told);
    connect(&ada, &BoardAwareness::told, &ben, &BoardAwareness::receive);
    connect(&ben, &BoardAwareness::told, &ada, &BoardAwareness::receive);
    ben.begin(2);
    QCOMPARE(told.count(), 1);
    QCOMPARE(ben.peers().value(0).pointer, std::optional(QPointF(5, 5)));
}

void TestBoardAwareness::withCompanyThirtyTimesASecond()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    join(ada, ben);
    m_clock.advance(Millis(1'000));
    QSignalSpy told(&ada, &BoardAwareness::told);
    for (int i = 1; i <= 1000; ++i) { // a mouse of 1000 Hz for a second; its timer does not run, only the clock
        m_clock.advance(Millis(1));
        ada.setPointer(QPointF(i, 0));
    }
    QVERIFY2(told.count() >= 29 && told.count() <= 31, QByteArray::number(told.count()).constData());
    QTRY_COMPARE(ben.peers().value(0).pointer, std::optional(QPointF(1000, 0))); // the last one is never lost
}

void TestBoardAwareness::aLostLinkIsBeingAlone()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    join(ada, ben);
    m_clock.advance(Millis(1'000));
    QSignalSpy left(&ada, &BoardAwareness::peersChanged);
    ada.losePeers();
    QCOMPARE(left.count(), 1);
    QSignalSpy told(&ada, &BoardAwareness::told);
    ada.setPointer(QPointF(1, 1));
    QCOMPARE(told.count(), 0);
    ada.tellAnew();
    QCOMPARE(told.count(), 1);
    QCOMPARE(ben.peers().value(0).pointer, std::optional(QPointF(1, 1)));
}

void TestBoardAwareness::aStockClientIsShown()
{
    const BoardPeer peer = told(R"({"user":{"name":"Sam","color":"#30bced"},"pointer":{"x":3,"y":4}})"_ba);
    QCOMPARE(peer.person.name, u"Sam"_s);
    QCOMPARE(peer.pointer, std::optional(QPointF(3, 4)));
    QVERIFY(!peer.viewport && !peer.gesture && peer.selection.isEmpty() && peer.tool.isEmpty());
}

void TestBoardAwareness::readsStrangers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("hasPointer");
    QTest::addColumn<int>("selected");
    QTest::addColumn<bool>("hasGesture");
    const auto row = [](const char *what, const QByteArray &json, bool pointer, int selected, bool gesture) {
        QTest::newRow(what) << json << pointer << selected << gesture;
    };
    row("an array", "[1,[2]]", false, 0, false);
    row("a number", "7", false, 0, false);
    row("a pointer of words", R"({"pointer":{"x":"1","y":2}})", false, 0, false);
    row("half a pointer", R"({"pointer":{"x":1}})", false, 0, false);
    row("a pointer far away", R"({"pointer":{"x":1e300,"y":-1e300}})", true, 0, false);
    row("null", R"({"pointer":null,"selection":null,"gesture":null,"viewport":null,"reaction":null})", false, 0, false);
    row("ids of all kinds", R"({"selection":["a","a",7,null,"","b c","../x",["d"],"ok_-9"]})", false, 2, false);
    row("a long id", R"({"selection":[")" + QByteArray(65, 'x') + R"("]})", false, 0, false);
    row(
        "far too many ids",
        R"({"selection":[)" +
            [] {
                QByteArray ids;
                for (int i = 0; i < 5000; ++i)
                    ids += (i ? "," : "") + ('"' + QByteArray::number(i) + '"');
                return ids;
            }()
            + "]}",
        false, int(MostTold), false);
    row("an empty viewport", R"({"viewport":{"x":0,"y":0,"w":0,"h":5}})", false, 0, false);
    row("a gesture of nothing", R"({"gesture":{"move":{"x":1,"y":1}}})", false, 0, false);
    row("a gesture of the selection", R"({"selection":["a"],"gesture":{"move":{"x":1,"y":1}}})", false, 1, true);
    row("a gesture of words", R"({"gesture":{"ids":["a"],"scaleX":"x","rotation":{}}})", false, 0, true);
    row("a draft of an unknown type", R"({"gesture":{"draft":{"type":"bomb","x":1,"y":1,"w":1,"h":1}}})", false, 0,
        false);
    row("a draft without a box", R"({"gesture":{"draft":{"type":"rectangle","x":1}}})", false, 0, false);
    row("a draft of negative size", R"({"gesture":{"draft":{"type":"note","x":1,"y":1,"w":-1,"h":1}}})", false, 0,
        false);
    row("a line without points", R"({"gesture":{"draft":{"type":"line","x":1,"y":1,"w":1,"h":1}}})", false, 0, false);
    row("a line of words", R"({"gesture":{"draft":{"type":"line","x":1,"y":1,"w":1,"h":1,"points":["a",1]}}})", false,
        0, false);
    row("a line of infinity", R"({"gesture":{"draft":{"type":"line","x":1,"y":1,"w":1,"h":1,"points":[1e99,1]}}})",
        false, 0, false);
    row("an endless line",
        R"({"gesture":{"draft":{"type":"line","x":1,"y":1,"w":1,"h":1,"points":[)" + QByteArray("1,").repeated(5000)
            + "1]}}}",
        false, 0, false);
}

void TestBoardAwareness::readsStrangers()
{
    QFETCH(const QByteArray, json);
    const BoardPeer peer = told(json);
    QCOMPARE(peer.person.name, u"Anonymous"_s);
    QTEST(peer.pointer.has_value(), "hasPointer");
    QTEST(int(peer.selection.size()), "selected");
    QTEST(peer.gesture.has_value(), "hasGesture");
    if (peer.pointer)
        QVERIFY(std::abs(peer.pointer->x()) <= 1e7 && std::abs(peer.pointer->y()) <= 1e7);
}

void TestBoardAwareness::whateverIsToldIsTidy()
{
    QRandomGenerator random(20);
    int pointers = 0;
    int gestures = 0;
    for (int round = 0; round < 5'000; ++round) {
        const BoardPeer peer = boardPeerOf(7, strange(random, 4));
        const auto isSane = [](QPointF point) { return std::abs(point.x()) <= 1e7 && std::abs(point.y()) <= 1e7; };
        pointers += peer.pointer ? 1 : 0;
        gestures += peer.gesture ? 1 : 0;
        QVERIFY(!peer.pointer || isSane(*peer.pointer));
        QVERIFY(!peer.viewport || (isSane(peer.viewport->topLeft()) && !peer.viewport->isEmpty()));
        QVERIFY(peer.selection.size() <= MostTold && peer.chat.size() <= LongestChat);
        QVERIFY(!peer.chat.contains(u'\n') && !peer.person.name.isEmpty());
        QVERIFY(peer.tool.isEmpty() || toolNames().contains(peer.tool));
        QVERIFY(peer.reaction.name.isEmpty() || reactionNames().contains(peer.reaction.name));
        if (peer.gesture) {
            QVERIFY(isSane(peer.gesture->move) && isSane(peer.gesture->anchor));
            QVERIFY(std::isfinite(peer.gesture->scaleX) && std::isfinite(peer.gesture->rotation));
            QVERIFY(!peer.gesture->draft || !peer.gesture->draft->box().isNull() || peer.gesture->draft->w == 0);
        }
        const BoardPeer again = boardPeerOf(7, toState(peer)); // what is tidy stays as it is, to a hundredth
        QCOMPARE(again.selection, peer.selection);
        QCOMPARE(again.tool, peer.tool);
        QCOMPARE(again.gesture.has_value(), peer.gesture.has_value());
        QCOMPARE(again.following, peer.following);
    }
    QVERIFY2(pointers > 20 && gestures > 3, qPrintable(u"%1 pointers, %2 gestures"_s.arg(pointers).arg(gestures)));
}

void TestBoardAwareness::aDraftKeepsItsLook()
{
    board::Shape arrow;
    arrow.type = board::ShapeType::Arrow;
    arrow.x = 10;
    arrow.y = 20;
    arrow.w = 100;
    arrow.h = 50;
    arrow.style.stroke = u"teal"_s;
    arrow.style.endHead = board::Head::Triangle;
    arrow.style.dash = board::Dash::Dashed;
    arrow.style.route = board::Route::Elbow;
    arrow.style.width = 4;
    arrow.points = std::make_shared<const board::Points>(board::Points {{.x = 0, .y = 0}, {.x = 100, .y = 50}});
    BoardPeer peer;
    peer.gesture.emplace().draft = arrow;
    const BoardPeer read = boardPeerOf(3, toState(peer));
    QVERIFY(read.gesture && read.gesture->draft);
    QCOMPARE(*read.gesture->draft, arrow);
}

void TestBoardAwareness::reactionsAreThrownOnce()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    ada.throwReaction(u"🎉"_s, {1, 1}); // before anybody saw it
    join(ada, ben);
    QSignalSpy thrown(&ben, &BoardAwareness::reactionThrown);
    m_clock.advance(Millis(1'000));
    ada.throwReaction(u"👍"_s, {4, 5});
    QCOMPARE(thrown.count(), 1);
    QCOMPARE(thrown[0][1].toString(), u"👍"_s);
    QCOMPARE(thrown[0][2].toPointF(), QPointF(4, 5));
    m_clock.advance(Millis(100));
    ada.setPointer(QPointF(1, 2)); // the reaction is still in what is told
    m_clock.advance(Millis(4'000));
    ada.setPointer(QPointF(2, 2)); // and here it is not
    QCOMPARE(thrown.count(), 1);
    ada.throwReaction(u"a picture of mine"_s, {4, 5});
    m_clock.advance(Millis(100));
    ada.throwReaction(u"👍"_s, {4, 5});
    QCOMPARE(thrown.count(), 2);
}

void TestBoardAwareness::leavingIsSeenAtOnce()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    join(ada, ben);
    ada.leave();
    QVERIFY(ben.peers().isEmpty());
    QVERIFY(ada.peers().isEmpty());
    ada.setPointer(QPointF(1, 1)); // says nothing any more
    QVERIFY(ben.peers().isEmpty());
}

void TestBoardAwareness::whoLooksElsewhereIsNotThere()
{
    BoardAwareness ada(Ada, m_clock);
    BoardAwareness ben(Ben, m_clock);
    join(ada, ben);
    ada.setAttending(false);
    QVERIFY(ben.peers().isEmpty());
    QVERIFY(!ben.hasCompany()); // so Ben's pointer is told to nobody
    QCOMPARE(ada.peers().size(), 1); // who still hears
    QSignalSpy told(&ada, &BoardAwareness::told);
    m_clock.advance(Millis(1'000));
    ada.setTool(u"pen"_s);
    ada.tellAnew(); // a new link
    m_clock.advance(crdt::Awareness::timeout / 2);
    ada.tick();
    QVERIFY(told.isEmpty());
    ada.setAttending(true);
    QCOMPARE(ben.peers().size(), 1);
    QCOMPARE(ben.peers().first().tool, u"pen"_s);
    ada.setAttending(false);
    ada.leave();
    QVERIFY(ben.peers().isEmpty());
}

void TestBoardAwareness::aCrowdIsCut()
{
    BoardAwareness ada(Ada, m_clock);
    ada.begin(1);
    for (crdt::ClientId client = 2; client < 1000; ++client) {
        crdt::Awareness other(client, m_clock.now());
        ada.receive(saying(other, "{}"_ba, m_clock.now()));
    }
    QCOMPARE(ada.peers().size(), qsizetype(BoardAwareness::MostPeers));
    QVERIFY(std::ranges::is_sorted(ada.peers(), {}, &BoardPeer::client));
}

void TestBoardAwareness::aSampleIsSmall()
{
    BoardAwareness ada(Ada, m_clock);
    ada.setPointer(QPointF(1234.5, -678.9));
    ada.setTool(u"pen"_s);
    ada.setViewport(QRectF(-100.25, 200.5, 1600, 1000));
    QSignalSpy told(&ada, &BoardAwareness::told);
    ada.begin(3'000'000'000);
    QVERIFY2(told[0][0].toByteArray().size() <= 200, QByteArray::number(told[0][0].toByteArray().size()).constData());
}

QTEST_GUILESS_MAIN(TestBoardAwareness)
#include "tst_boardawareness.moc"
