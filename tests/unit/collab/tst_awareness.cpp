#include "collab/awareness.h"
#include "collab/values.h"

#include "crdt/awareness.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::collab;
using namespace Qt::StringLiterals;

/// Who is in a document, told by friends and by strangers.
class TestAwareness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsInTheShapeOfYjs();
    void movesAreToldAsTheLastOfThem();
    void readsStrangers_data();
    void readsStrangers();
    void coloursAreMadeReadable_data();
    void coloursAreMadeReadable();
    void nonsenseIsDropped_data();
    void nonsenseIsDropped();
    void theSilentAreForgotten();
    void theLostAreForgottenAndComeBack();
    void leavingIsTold();
    void aCrowdIsCut();
    void answersWhoTakesUsForGone();

private:
    [[nodiscard]] static QByteArray saying(crdt::ClientId client, const char *json, Instant now = {})
    {
        crdt::Awareness other(client, now);
        const auto state = crdt::Any::fromJson(json);
        if (!state)
            qFatal("the test's own JSON");
        const auto change = other.setLocalState(*state, now);
        return toByteArray(other.encode(change.clients()));
    }
    ManualClock m_clock;
    const Person m_ada {.userId = u"u1"_s, .name = u"Ada"_s, .color = QColor(0x1d, 0x6f, 0xbf)};
};

void TestAwareness::tellsInTheShapeOfYjs()
{
    Awareness ada(m_ada, m_clock);
    QSignalSpy told(&ada, &Awareness::told);
    ada.setCursor(Cursor {{.item = crdt::Id {5, 7}, .root = u"content", .type = {}, .association = 0},
        {.item = {}, .root = u"content", .type = {}, .association = 0}});
    ada.begin(42);
    QCOMPARE(told.count(), 1);
    crdt::Awareness other(1, m_clock.now());
    QVERIFY(bool(other.apply(bytesOf(told[0][0].toByteArray()), m_clock.now())));
    const crdt::Any *state = other.state(42);
    QVERIFY(state);
    QCOMPARE(QByteArray::fromStdString(state->toJson()),
        R"({"user":{"name":"Ada","color":"#1d6fbf","id":"u1"},"cursor":{"anchor":{"tname":"content",)"
        R"("item":{"client":5,"clock":7},"assoc":0},"head":{"tname":"content","assoc":0}}})"_ba);
}

void TestAwareness::movesAreToldAsTheLastOfThem()
{
    Awareness ada(m_ada, m_clock);
    ada.begin(42);
    QSignalSpy told(&ada, &Awareness::told);
    for (std::uint64_t clock = 0; clock < 50; ++clock) {
        const crdt::RelativePosition at {.item = crdt::Id {5, clock}, .root = {}, .type = {}, .association = 0};
        ada.setCursor(Cursor {at, at});
    }
    QTRY_COMPARE(told.count(), 1);
    crdt::Awareness other(1, m_clock.now());
    QVERIFY(bool(other.apply(bytesOf(told[0][0].toByteArray()), m_clock.now())));
    QVERIFY(QByteArray::fromStdString(other.state(42)->toJson()).contains(R"("clock":49)"));
}

void TestAwareness::readsStrangers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("userId");
    QTest::addColumn<bool>("hasCursor");
    const auto row = [](const char *what, const char *json, const char *name, const char *id, bool cursor) {
        QTest::newRow(what) << QByteArray(json) << QString::fromUtf8(name) << QString::fromUtf8(id) << cursor;
    };
    row("y-codemirror",
        R"({"user":{"name":"Sam","color":"#30bced","colorLight":"#30bced33"},"cursor":{"anchor":)"
        R"({"type":null,"tname":"content","item":{"client":3,"clock":9},"assoc":0},"head":{"type":null,"tname":"content","item":null,"assoc":0}}})",
        "Sam", "", true);
    row("an empty object", "{}", "Anonymous", "", false);
    row("a number", "7", "Anonymous", "", false);
    row("an array", "[1,[2]]", "Anonymous", "", false);
    row("a user that is a string", R"({"user":"Sam"})", "Anonymous", "", false);
    row("a name that is an object", R"({"user":{"name":{"x":1},"id":3}})", "Anonymous", "", false);
    row("a name of lines", R"({"user":{"name":" a\n\u0007b\u202E\u2028c ","id":"x"}})", "abc", "x", false);
    row("no head", R"({"user":{"name":"S"},"cursor":{"anchor":{"tname":"content"}}})", "S", "", false);
    row("a clock below 0", R"({"cursor":{"anchor":{"item":{"client":1,"clock":-1}},"head":{"tname":"c"}}})",
        "Anonymous", "", false);
    row("half a clock", R"({"cursor":{"anchor":{"item":{"client":1,"clock":0.5}},"head":{"tname":"c"}}})", "Anonymous",
        "", false);
    row("a client beyond 2^53", R"({"cursor":{"anchor":{"item":{"client":1e300,"clock":1}},"head":{"tname":"c"}}})",
        "Anonymous", "", false);
    row("positions of nothing", R"({"cursor":{"anchor":{},"head":{}}})", "Anonymous", "", false);
}

void TestAwareness::readsStrangers()
{
    QFETCH(const QByteArray, json);
    Awareness ada(m_ada, m_clock);
    ada.begin(42);
    ada.receive(saying(7, json.constData()));
    QCOMPARE(ada.peers().size(), 1);
    QTEST(ada.peers()[0].person.name, "name");
    QTEST(ada.peers()[0].person.userId, "userId");
    QTEST(ada.peers()[0].cursor.has_value(), "hasCursor");
}

void TestAwareness::coloursAreMadeReadable_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("shown"); // empty: one of the hues
    QTest::newRow("dark enough") << u"#7C4DBE"_s << u"#7c4dbe"_s;
    QTest::newRow("white") << u"#ffffff"_s << u"#6e6e6e"_s;
    QTest::newRow("short") << u"#00f"_s << u"#0000ff"_s;
    QTest::newRow("transparent") << u"#00000000"_s << u"#000000"_s;
    QTest::newRow("a name") << u"red"_s << QString();
    QTest::newRow("nonsense") << u"url(http://x)"_s << QString();
    QTest::newRow("very long") << u"#"_s + QString(100'000, u'f') << QString();
}

void TestAwareness::coloursAreMadeReadable()
{
    QFETCH(const QString, told);
    QFETCH(const QString, shown);
    const QColor color = tidyPerson({}, u"x"_s, told, 2).color;
    QCOMPARE(color.name(), shown.isEmpty() ? u"#1d6fbf"_s : shown);
}

void TestAwareness::nonsenseIsDropped_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a huge count") << QByteArray::fromHex("ffffffff0f");
    QTest::newRow("no JSON") << QByteArray::fromHex("010101037b7b7b");
    QTest::newRow("cut") << saying(7, R"({"user":{"name":"x"}})").chopped(3);
}

void TestAwareness::nonsenseIsDropped()
{
    QFETCH(const QByteArray, bytes);
    Awareness ada(m_ada, m_clock);
    ada.receive(bytes); // before it began: nothing to break
    ada.begin(42);
    ada.receive(bytes);
    QVERIFY(ada.peers().isEmpty());
    ada.receive(saying(7, R"({"user":{"name":"Ben"}})"));
    QCOMPARE(ada.peers().size(), 1);
}

void TestAwareness::theSilentAreForgotten()
{
    Awareness ada(m_ada, m_clock);
    ada.begin(42);
    ada.receive(saying(7, R"({"user":{"name":"Ben"}})", m_clock.now()));
    m_clock.advance(std::chrono::seconds(29));
    ada.tick();
    QCOMPARE(ada.peers().size(), 1);
    QSignalSpy changed(&ada, &Awareness::peersChanged);
    m_clock.advance(std::chrono::seconds(2));
    ada.tick();
    QCOMPARE(ada.peers().size(), 0);
    QCOMPARE(changed.count(), 1);
}

void TestAwareness::theLostAreForgottenAndComeBack()
{
    Awareness ada(m_ada, m_clock);
    ada.begin(42);
    crdt::Awareness ben(7, m_clock.now());
    const auto hello = ben.setLocalState(*crdt::Any::fromJson(R"({"user":{"name":"Ben"}})"), m_clock.now());
    ada.receive(toByteArray(ben.encode(hello.clients())));
    QCOMPARE(ada.peers().size(), 1);
    ada.losePeers();
    QVERIFY(ada.peers().isEmpty());
    ada.receive(toByteArray(ben.encode(hello.clients()))); // stock clients say the same again over a new connection
    QCOMPARE(ada.peers().size(), 1);
}

void TestAwareness::leavingIsTold()
{
    Awareness ada(m_ada, m_clock);
    Awareness ben({.userId = u"u2"_s, .name = u"Ben"_s, .color = {}}, m_clock);
    connect(&ada, &Awareness::told, &ben, &Awareness::receive);
    ben.begin(43);
    ada.begin(42);
    QCOMPARE(ben.peers().size(), 1);
    ada.leave();
    QVERIFY(ben.peers().isEmpty());
}

void TestAwareness::aCrowdIsCut()
{
    Awareness ada(m_ada, m_clock);
    ada.begin(1);
    for (crdt::ClientId client = 2; client < 1000; ++client)
        ada.receive(saying(client, "{}"));
    QCOMPARE(ada.peers().size(), qsizetype(Awareness::MostPeers));
}

void TestAwareness::answersWhoTakesUsForGone()
{
    Awareness ada(m_ada, m_clock);
    QSignalSpy told(&ada, &Awareness::told);
    ada.begin(42);
    crdt::Awareness server(1, m_clock.now());
    QVERIFY(bool(server.apply(bytesOf(told[0][0].toByteArray()), m_clock.now())));
    const std::vector<crdt::ClientId> gone {42};
    (void)server.remove(gone, m_clock.now());
    ada.receive(toByteArray(server.encode(gone)));
    QCOMPARE(told.count(), 2);
    QVERIFY(bool(server.apply(bytesOf(told[1][0].toByteArray()), m_clock.now())));
    QVERIFY(server.state(42));
}

QTEST_GUILESS_MAIN(TestAwareness)
#include "tst_awareness.moc"
