#include "documentpeer.h"

#include "server/hub/crdtbytes.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString plan = u"launch-plan"_s;

crdt::Any at(double x)
{
    return *crdt::Any::fromJson(uR"({"user":{"name":"Somebody"},"pointer":{"x":%1,"y":2}})"_s.arg(x).toStdString());
}

} // namespace

/// How often and how soon people hear where the others are.
class TestHubDocumentPeople : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theFirstMoveIsToldAtOnceAndTheNextOnesTogether();
    void aDepartureNeverWaits();
    void anotherTabThatRepeatsIsNotBehindIt();
    void ofManyMovesTheLastIsTold();
    void aCrowdHearsSixtyMessagesASecond();
    void aSlowReaderHearsHowThingsStand();
    void nothingIsToldOfADocumentThatIsGone();

private:
    [[nodiscard]] std::unique_ptr<DocumentPeer> join(const QString &token)
    {
        return std::make_unique<DocumentPeer>(*m_server, token, plan);
    }
    /// Messages since the last time.
    [[nodiscard]] qsizetype heard(DocumentPeer &peer)
    {
        const qsizetype count = m_server->edge.messages[peer.connection()].size();
        peer.hear();
        return count;
    }
    void pass(Millis time)
    {
        m_server->clock.advance(time);
        m_server->hub->turn([] {});
    }
    [[nodiscard]] static double seenAt(DocumentPeer &by, DocumentPeer &whom)
    {
        const crdt::Any *state = by.people().state(whom.people().self());
        const crdt::Any *pointer = state != nullptr ? state->member(u"pointer") : nullptr;
        const crdt::Any *x = pointer != nullptr ? pointer->member(u"x") : nullptr;
        return x != nullptr && x->number() != nullptr ? *x->number() : -1;
    }

    std::unique_ptr<HubFixture> m_server;
    QString m_ann;
    QString m_ben;
    QString m_cleo;
};

void TestHubDocumentPeople::init()
{
    m_server = std::make_unique<HubFixture>();
    m_ann = m_server->guest(u"Ann"_s);
    m_ben = m_server->guest(u"Ben"_s);
    m_cleo = m_server->guest(u"Cleo"_s);
    const Reply made = m_server->http("POST", u"/api/v1/documents"_s,
        {{u"docId"_s, plan}, {u"title"_s, u"Launch"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"board"_s}}, m_ann);
    QCOMPARE(made.status, 201);
}

void TestHubDocumentPeople::theFirstMoveIsToldAtOnceAndTheNextOnesTogether()
{
    const auto ann = join(m_ann);
    const auto ben = join(m_ben);
    const auto cleo = join(m_cleo);
    for (DocumentPeer *peer : {ann.get(), ben.get(), cleo.get()})
        static_cast<void>(heard(*peer));
    ann->tell(at(1));
    QCOMPARE(heard(*ben), 1);
    QCOMPARE(seenAt(*ben, *ann), 1.0);
    QCOMPARE(heard(*ann), 0); // nobody is told of themselves

    ann->tell(at(2));
    cleo->tell(at(10));
    QCOMPARE(heard(*ben), 0);
    pass(15ms);
    QCOMPARE(heard(*ben), 0);
    pass(1ms);
    QCOMPARE(heard(*ben), 1);
    QCOMPARE(seenAt(*ben, *ann), 2.0);
    QCOMPARE(seenAt(*ben, *cleo), 10.0);
    QCOMPARE(heard(*ann), 1);
    QCOMPARE(seenAt(*ann, *cleo), 10.0);

    pass(1s);
    ann->tell(at(3));
    QCOMPARE(heard(*ben), 1); // after a silence at once again
}

void TestHubDocumentPeople::aDepartureNeverWaits()
{
    const auto ann = join(m_ann);
    const auto ben = join(m_ben);
    const auto cleo = join(m_cleo);
    ann->tell(at(1));
    static_cast<void>(heard(*ben));
    cleo->tell(at(10));
    cleo->tell(at(11));
    QCOMPARE(heard(*ben), 0);
    const crdt::ClientId left = ann->people().self();
    ann->leave();
    QVERIFY(heard(*ben) >= 1);
    QVERIFY(!ben->people().state(left));
    QCOMPARE(seenAt(*ben, *cleo), 11.0); // what waited comes along

    cleo->tell(at(12)); // waits
    QCOMPARE(heard(*ben), 0);
    const crdt::ClientId alsoLeft = cleo->people().self();
    static_cast<void>(cleo->people().setLocalState(std::nullopt, m_server->clock.now()));
    const crdt::Bytes goodbye = cleo->people().encode(std::vector {alsoLeft});
    cleo->say(crdt::AwarenessMessage {goodbye}); // goes without closing the connection
    QCOMPARE(heard(*ben), 1);
    QVERIFY(!ben->people().state(alsoLeft));
}

/// y-websocket sends back whatever changes in its awareness, also what it has just heard.
void TestHubDocumentPeople::anotherTabThatRepeatsIsNotBehindIt()
{
    const auto ann = join(m_ann);
    const auto annsOtherTab = join(m_ann);
    const auto ben = join(m_ben);
    ann->tell(at(1));
    const crdt::ClientId left = ann->people().self();
    annsOtherTab->hear();
    const crdt::Bytes repeated = annsOtherTab->people().encode(std::vector {left});
    annsOtherTab->say(crdt::AwarenessMessage {repeated});
    ben->hear();
    QVERIFY(ben->people().state(left));
    ann->leave();
    ben->hear();
    QVERIFY(!ben->people().state(left));
    annsOtherTab->say(crdt::AwarenessMessage {repeated}); // was under way
    pass(1s);
    ben->hear();
    QVERIFY(!ben->people().state(left));
}

void TestHubDocumentPeople::ofManyMovesTheLastIsTold()
{
    const auto ann = join(m_ann);
    const auto ben = join(m_ben);
    for (int i = 0; i < 100; ++i)
        ann->tell(at(i));
    static_cast<void>(heard(*ben));
    pass(16ms);
    QCOMPARE(heard(*ben), 1);
    QCOMPARE(seenAt(*ben, *ann), 99.0);
    pass(1s);
    QCOMPARE(heard(*ben), 0); // nothing is told twice
}

void TestHubDocumentPeople::aCrowdHearsSixtyMessagesASecond()
{
    constexpr int many = 50;
    std::vector<std::unique_ptr<DocumentPeer>> all;
    for (int i = 0; i < many; ++i)
        all.push_back(join(i % 2 == 0 ? m_ann : m_ben));
    qsizetype messages = 0;
    static_cast<void>(heard(*all.front()));
    for (int step = 0; step < 1'000; ++step) { // a second, in which each moves thirty times
        m_server->clock.advance(1ms);
        if (step % 2 == 0) {
            for (int i = 0; i < 3; ++i)
                all[static_cast<std::size_t>(1 + (step / 2 * 3 + i) % (many - 1))]->tell(at(step));
        } else {
            m_server->hub->turn([] {});
        }
        messages += heard(*all.front());
    }
    QVERIFY2(messages >= 50 && messages <= 63, qPrintable(QString::number(messages)));
    pass(16ms);
    static_cast<void>(heard(*all.front()));
    for (int i = 1; i < many; ++i)
        QVERIFY(seenAt(*all.front(), *all[static_cast<std::size_t>(i)]) > 960);
}

void TestHubDocumentPeople::aSlowReaderHearsHowThingsStand()
{
    const auto ann = join(m_ann);
    const auto ben = join(m_ben);
    const auto cleo = join(m_cleo);
    ann->tell(at(1));
    pass(1s);
    cleo->tell(at(10));
    static_cast<void>(heard(*ben));
    const crdt::ClientId left = ann->people().self();
    ann->leave();
    pass(1s);
    cleo->tell(at(11));
    m_server->edge.messages[ben->connection()].clear(); // all of it was dropped
    m_server->hub->inbound({ReaderCaughtUp {ben->connection()}});
    QCOMPARE(heard(*ben), 1);
    QVERIFY(!ben->people().state(left));
    QCOMPARE(seenAt(*ben, *cleo), 11.0);
}

void TestHubDocumentPeople::nothingIsToldOfADocumentThatIsGone()
{
    const auto ann = join(m_ann);
    const auto ben = join(m_ben);
    ann->tell(at(1));
    static_cast<void>(heard(*ben));
    ann->tell(at(2)); // waits
    QCOMPARE(m_server->http("DELETE", u"/api/v1/documents/"_s + plan, {}, m_ann).status, 200);
    pass(1s);
    QCOMPARE(m_server->edge.closed[ben->connection()].code, 4410);
}

QTEST_GUILESS_MAIN(TestHubDocumentPeople)
#include "tst_hubdocumentpeople.moc"
