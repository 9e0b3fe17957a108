#include "sync/cursors.h"
#include "sync/presence.h"
#include "sync/typing.h"

#include <QTest>

using namespace coterie;
using namespace coterie::sync;
using namespace coterie::protocol;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Presence, typing and cursors.
class TestSyncPeople : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMostPresentConnectionCounts();
    void offlineComesTenSecondsAfterTheLastConnection();
    void aReconnectGoesUnnoticed();
    void invisibleLooksOffline();
    void aNoteIsToldAndTakenBack();
    void theMapTellsWhatIsNew();
    void typingIsSaidEveryTwoSecondsAndEndsInSilence();
    void receiversForgetAfterThreeSeconds();
    void theRelayDropsTheChatter();
    void cursorsAreThrottledAndTheLatestWins();

private:
    const Instant m_start {};
    const WallTime m_wall = fromEpochMillis(1'000'000);
    const UserId m_ann {u"ann"_s};
    const RoomId m_room {u"general"_s};
};

void TestSyncPeople::theMostPresentConnectionCounts()
{
    PresenceRegister people;
    auto change = people.connected(m_ann, 1, m_start, m_wall);
    QVERIFY(change);
    QCOMPARE(change->status, Status::Online);
    QVERIFY(!people.connected(m_ann, 2, m_start, m_wall));
    QVERIFY(!people.setStatus(m_ann, 1, Status::Away, {}, m_wall));
    change = people.setStatus(m_ann, 2, Status::Dnd, {}, m_wall);
    QVERIFY(change);
    QCOMPARE(change->status, Status::Dnd);
    change = people.disconnected(m_ann, 2, m_start, m_wall);
    QVERIFY(change);
    QCOMPARE(change->status, Status::Away);
    QVERIFY(!people.setStatus(m_ann, 9, Status::Online, {}, m_wall)); // not a connection of theirs
    QCOMPARE(people.seenByOthers(UserId(u"stranger"_s)).status, Status::Offline);
}

void TestSyncPeople::offlineComesTenSecondsAfterTheLastConnection()
{
    PresenceRegister people;
    (void)people.connected(m_ann, 1, m_start, m_wall);
    QVERIFY(!people.disconnected(m_ann, 1, m_start, m_wall + 5s));
    QVERIFY(!people.hasConnection(m_ann));
    QCOMPARE(people.nextWake(), std::optional(m_start + 10s));
    QVERIFY(people.expire(m_start + 9'999ms).isEmpty());
    QCOMPARE(people.seenByOthers(m_ann).status, Status::Online);
    const auto changes = people.expire(m_start + 10s);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().status, Status::Offline);
    QVERIFY(changes.first().lastSeen == m_wall + 5s);
    QVERIFY(people.expire(m_start + 1h).isEmpty());
    QVERIFY(!people.nextWake());
}

void TestSyncPeople::aReconnectGoesUnnoticed()
{
    PresenceRegister people;
    (void)people.connected(m_ann, 1, m_start, m_wall);
    (void)people.setStatus(m_ann, 1, Status::Dnd, {}, m_wall);
    QVERIFY(!people.disconnected(m_ann, 1, m_start, m_wall));
    QVERIFY(!people.connected(m_ann, 2, m_start + 3s, m_wall));
    QVERIFY(people.expire(m_start + 1h).isEmpty());
    QCOMPARE(people.seenByOthers(m_ann).status, Status::Dnd);
}

void TestSyncPeople::invisibleLooksOffline()
{
    PresenceRegister people;
    (void)people.connected(m_ann, 1, m_start, m_wall);
    const auto change = people.setStatus(m_ann, 1, Status::Invisible, u"secret"_s, m_wall + 1h);
    QVERIFY(change);
    QCOMPARE(change->status, Status::Offline);
    QVERIFY(change->note.isEmpty());
    QVERIFY(change->lastSeen == m_wall); // not when they went into hiding
    QCOMPARE(people.seenByThemselves(m_ann), Status::Invisible);
    QVERIFY(!people.disconnected(m_ann, 1, m_start, m_wall + 2h));
    QVERIFY(people.expire(m_start + 1h).isEmpty()); // and nobody hears of their going
    QVERIFY(people.seenByOthers(m_ann).lastSeen == m_wall);
}

void TestSyncPeople::aNoteIsToldAndTakenBack()
{
    PresenceRegister people;
    (void)people.connected(m_ann, 1, m_start, m_wall);
    auto change = people.setStatus(m_ann, 1, Status::Online, u"In Launch plan"_s, m_wall);
    QVERIFY(change);
    QCOMPARE(change->note, u"In Launch plan"_s);
    QVERIFY(!people.setStatus(m_ann, 1, Status::Online, {}, m_wall)); // absent: unchanged
    change = people.setStatus(m_ann, 1, Status::Online, QString(), m_wall);
    QVERIFY(change);
    QVERIFY(change->note.isEmpty());
}

void TestSyncPeople::theMapTellsWhatIsNew()
{
    PresenceMap map;
    const Presence ann {.userId = m_ann,
        .username = u"Ann"_s,
        .color = u"#112233"_s,
        .status = Status::Online,
        .lastSeen = {},
        .note = {}};
    QVERIFY(map.apply(ann));
    QVERIFY(!map.apply(ann));
    Presence update = ann;
    update.color.clear();
    update.status = Status::Away;
    QVERIFY(map.apply(update));
    QCOMPARE(map.find(m_ann)->color, u"#112233"_s);
    QCOMPARE(map.allOffline().size(), 1);
    QVERIFY(map.allOffline().isEmpty());
    QVERIFY(!map.find(UserId(u"x"_s)));
}

void TestSyncPeople::typingIsSaidEveryTwoSecondsAndEndsInSilence()
{
    TypingSender sender;
    int said = 0;
    for (Instant now = m_start; now < m_start + 10s; now += 100ms) {
        said += sender.keyPressed(m_room, now) ? 1 : 0;
        QVERIFY(sender.idle(now).isEmpty());
    }
    QCOMPARE(said, 5);
    const Instant last = m_start + 9'900ms;
    QCOMPARE(sender.nextWake(), std::optional(last + 2s));
    QVERIFY(sender.idle(last + 1'999ms).isEmpty());
    QCOMPARE(sender.idle(last + 2s), QList<RoomId> {m_room});
    QVERIFY(!sender.stop(m_room)); // said already
    QVERIFY(sender.keyPressed(m_room, last + 3s));
    QVERIFY(sender.stop(m_room));
    QVERIFY(!sender.nextWake());
}

void TestSyncPeople::receiversForgetAfterThreeSeconds()
{
    TypingBoard board;
    const User ann {.userId = m_ann, .username = u"Ann"_s, .color = {}};
    const User ben {.userId = UserId(u"ben"_s), .username = u"Ben"_s, .color = {}};
    QVERIFY(board.typing(m_room, ann, m_start));
    QVERIFY(board.typing(m_room, ben, m_start + 1s));
    QVERIFY(!board.typing(m_room, ann, m_start + 2s));
    QCOMPARE(board.in(m_room), (QList<User> {ann, ben}));
    QCOMPARE(board.nextWake(), std::optional(m_start + 4s));
    QCOMPARE(board.expire(m_start + 4s), QList<RoomId> {m_room});
    QCOMPARE(board.in(m_room), QList<User> {ann});
    QVERIFY(board.stopped(m_room, m_ann));
    QVERIFY(!board.stopped(m_room, m_ann));
    QVERIFY(board.typing(m_room, ben, m_start));
    QCOMPARE(board.gone(ben.userId), QList<RoomId> {m_room});
    QVERIFY(board.clear().isEmpty());
}

void TestSyncPeople::theRelayDropsTheChatter()
{
    TypingRelay relay;
    int relayed = 0;
    for (Instant now = m_start; now < m_start + 10s; now += 10ms)
        relayed += relay.typing(m_room, m_ann, now) ? 1 : 0;
    QCOMPARE(relayed, 10);
    QVERIFY(relay.stopped(m_room, m_ann));
    QVERIFY(!relay.stopped(m_room, m_ann));
    QVERIFY(relay.typing(m_room, m_ann, m_start + 10s));
    QCOMPARE(relay.gone(m_ann), QList<RoomId> {m_room});
    QVERIFY(relay.typing(m_room, m_ann, m_start + 20s));
    relay.expire(m_start + 23s);
    QVERIFY(relay.gone(m_ann).isEmpty());
}

void TestSyncPeople::cursorsAreThrottledAndTheLatestWins()
{
    CursorThrottle throttle;
    const QString surface = u"room:general"_s;
    QList<double> sent;
    double last = 0;
    for (Instant now = m_start; now < m_start + 1s; now += 7ms) {
        last += 1;
        if (const auto move = throttle.moved({.surface = surface, .x = last, .y = 0}, now))
            sent.append(move->x);
        for (const CursorMove &move : throttle.due(now))
            sent.append(move.x);
    }
    QVERIFY(sent.size() >= 17 && sent.size() <= 20);
    QVERIFY(std::is_sorted(sent.begin(), sent.end()));
    const auto wake = throttle.nextWake();
    QVERIFY(wake);
    const auto rest = throttle.due(*wake);
    QCOMPARE(rest.size(), 1);
    QCOMPARE(rest.first().x, last); // the place where it came to rest arrives
    QVERIFY(!throttle.nextWake());
    QVERIFY(throttle.left(surface));
    QVERIFY(!throttle.left(surface));
    QVERIFY(throttle.moved({.surface = surface, .x = 1, .y = 1}, *wake));
    QVERIFY(throttle.moved({.surface = u"doc:d"_s, .x = 1, .y = 1}, *wake)); // each surface has its own rhythm
}

QTEST_APPLESS_MAIN(TestSyncPeople)
#include "tst_sync_people.moc"
