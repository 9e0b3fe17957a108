#include "documenttest.h"

#include "base/random.h"
#include "crdt/awareness.h"

#include <QElapsedTimer>

namespace {

QByteArray wordsOf(const crdt::Awareness &who)
{
    const crdt::ClientId self = who.self();
    return toByteArray(who.encode({&self, 1}));
}

QByteArray named(crdt::Awareness &who, std::u16string_view name)
{
    who.setLocalField(u"user", crdt::Any(name), std::chrono::steady_clock::now());
    return wordsOf(who);
}

QByteArray farewell(crdt::Awareness &who)
{
    who.setLocalState(std::nullopt, std::chrono::steady_clock::now());
    return wordsOf(who);
}

} // namespace

/// Several people in one document, with and without a network.
class TestDocumentSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_place.reset(); }
    void twoPeopleWriteInOne();
    void whoIsThereIsKnown();
    void whoOnlyLooksIsNotThere();
    void fiveHundredEditsEachOffline();
    void whatWaitsIsSentThoughNobodyLooks();
    void waitingIsTheTruth();
    void aRestoredServerGetsBackWhatItHadConfirmed();
    void anotherAccountSendsNothing();
    void aLargeDocumentCostsLittle();

private:
    [[nodiscard]] DocumentId shared(Peer &maker, Peer &other);

    std::unique_ptr<DocumentPlace> m_place;
};

void TestDocumentSync::init()
{
    m_place = std::make_unique<DocumentPlace>();
    QVERIFY(m_place->server.start());
}

/// A document that both know of.
DocumentId TestDocumentSync::shared(Peer &maker, Peer &other)
{
    const DocumentId docId = DocumentPlace::make(maker, u"Plan"_s);
    if (!QTest::qWaitFor([&] { return other.documents.contains(docId); }, 20'000))
        qWarning("the document did not come");
    return docId;
}

void TestDocumentSync::twoPeopleWriteInOne()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = shared(*alex, *mina);
    QCOMPARE(mina->documents[docId].document.title, u"Plan"_s);
    QVERIFY(!mina->documents[docId].stored);
    Window left(alex->client(), docId);
    Window right(mina->client(), docId);
    EVENTUALLY(left.isInSync() && right.isInSync());
    left.type(0, u"Hello "_s);
    EVENTUALLY_EQUAL(right.text(), u"Hello "_s);
    right.type(6, u"Alex"_s);
    EVENTUALLY_EQUAL(left.text(), u"Hello Alex"_s);
    for (int i = 0; i < 100; ++i) { // both at the same place, at the same time
        left.type(0, u"a"_s);
        right.type(0, u"m"_s);
        if (i % 10 == 0)
            QTest::qWait(1);
    }
    EVENTUALLY(left.isInSync() && right.isInSync());
    EVENTUALLY_EQUAL(left.text().size(), 210);
    EVENTUALLY_EQUAL(right.text(), left.text());
    QVERIFY(mina->documents[docId].stored);
    EVENTUALLY_EQUAL(m_place->serverText(docId), left.text());
}

void TestDocumentSync::whoIsThereIsKnown()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = shared(*alex, *mina);
    auto left = std::make_unique<Window>(alex->client(), docId);
    Window right(mina->client(), docId);
    EVENTUALLY(left->isInSync() && right.isInSync());
    QCOMPARE(left->links, 1);
    QVERIFY2(mina->presence[docId].isEmpty(), "nobody has said that they are there");
    crdt::Awareness here(77, std::chrono::steady_clock::now());
    const QByteArray told = named(here, u"Alex");
    left->document->pushAwareness(told);
    EVENTUALLY_EQUAL(right.awareness, QList {told});
    EVENTUALLY_EQUAL(mina->presence[docId], QList {alex->id()});
    crdt::Awareness there(78, std::chrono::steady_clock::now());
    right.document->pushAwareness(named(there, u"Mina"));
    EVENTUALLY_EQUAL(mina->presence[docId].size(), 2);
    m_place->server.kill();
    EVENTUALLY_EQUAL(right.losses, 1);
    EVENTUALLY_EQUAL(right.sync().state, State::Offline);
    QVERIFY(!right.sync().reason.isEmpty());
    QVERIFY(m_place->server.start());
    alex->client().retryNow();
    mina->client().retryNow();
    EVENTUALLY(left->isInSync() && right.isInSync());
    QCOMPARE(left->links, 2); // and is told again
    left->document->pushAwareness(named(here, u"Alex"));
    right.document->pushAwareness(named(there, u"Mina"));
    EVENTUALLY_EQUAL(mina->presence[docId].size(), 2);
    left.reset();
    EVENTUALLY_EQUAL(mina->presence[docId], QList {mina->id()});
}

/// What a preview does: it hears every edit, and nobody hears of it.
void TestDocumentSync::whoOnlyLooksIsNotThere()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = shared(*alex, *mina);
    Window drawing(mina->client(), docId);
    crdt::Awareness there(78, std::chrono::steady_clock::now());
    drawing.document->pushAwareness(named(there, u"Mina"));
    EVENTUALLY(drawing.isInSync());

    Window card(alex->client(), docId, Attendance::Onlooker);
    EVENTUALLY(card.isInSync());
    crdt::Awareness here(77, std::chrono::steady_clock::now());
    card.document->pushAwareness(named(here, u"Alex"));
    drawing.document->pushAwareness(named(there, u"Mina moves"));
    drawing.type(0, u"a stroke"_s);
    EVENTUALLY_EQUAL(card.text(), u"a stroke"_s);
    EVENTUALLY_EQUAL(mina->presence[docId], QList {mina->id()});
    EVENTUALLY_EQUAL(alex->presence[docId], QList {mina->id()});
    QVERIFY(drawing.awareness.isEmpty());
    QVERIFY(card.awareness.isEmpty());

    { // now it is really opened, over the link that is there already
        Window open(alex->client(), docId);
        EVENTUALLY(open.isInSync() && open.links == 1);
        EVENTUALLY(!open.awareness.isEmpty()); // who was there before
        const QByteArray told = named(here, u"Alex");
        open.document->pushAwareness(told);
        EVENTUALLY_EQUAL(drawing.awareness, QList {told});
        EVENTUALLY_EQUAL(mina->presence[docId].size(), 2);
        open.document->pushAwareness(farewell(here));
    }
    EVENTUALLY_EQUAL(drawing.awareness.size(), 2);
    EVENTUALLY_EQUAL(mina->presence[docId], QList {mina->id()});
    drawing.type(0, u"still "_s); // and the card looks on
    EVENTUALLY_EQUAL(card.text(), u"still a stroke"_s);
    QVERIFY(card.awareness.isEmpty());
}

void TestDocumentSync::fiveHundredEditsEachOffline()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = shared(*alex, *mina);
    Window left(alex->client(), docId);
    Window right(mina->client(), docId);
    left.type(0, u"The plan has a beginning and an end."_s);
    EVENTUALLY(left.isInSync() && right.isInSync() && right.text() == left.text());
    m_place->server.kill();
    EVENTUALLY(left.sync().state == State::Offline && right.sync().state == State::Offline);
    Random random(7);
    for (Window *window : {&left, &right}) {
        for (int i = 1; i <= 500; ++i) {
            const auto length = static_cast<std::uint64_t>(window->text().size());
            const auto at = static_cast<qsizetype>(random.below(length));
            if (random.below(4) == 0)
                window->document->push(window->writer.erase(at, 1));
            else
                window->type(at, window == &left ? u"ab"_s : u"mn"_s);
            QCOMPARE(window->sync().waiting, i);
        }
    }
    EVENTUALLY(left.sync().saved && right.sync().saved);
    QCOMPARE(left.sync().waiting, 500);
    QVERIFY(m_place->server.start());
    alex->client().retryNow();
    mina->client().retryNow();
    EVENTUALLY(left.isInSync() && right.isInSync());
    EVENTUALLY_EQUAL(right.text(), left.text());
    QCOMPARE(m_place->serverText(docId), left.text());
}

void TestDocumentSync::whatWaitsIsSentThoughNobodyLooks()
{
    auto alex = m_place->join(u"Alex"_s);
    QList<DocumentId> documents;
    for (int i = 0; i < 8; ++i)
        documents.append(DocumentPlace::make(*alex, u"Plan %1"_s.arg(i)));
    EVENTUALLY(std::ranges::all_of(documents,
        [&](const DocumentId &docId) { return alex->documents.contains(docId) && !alex->documents[docId].unsent; }));
    alex->open(true); // offline, after a restart
    for (const DocumentId &docId : std::as_const(documents)) {
        Window window(alex->client(), docId);
        EVENTUALLY_EQUAL(window.loads, 1);
        window.type(0, u"written offline in "_s + docId.value());
    }
    EVENTUALLY_EQUAL(alex->documents[documents.last()].waiting, 1);
    alex->open();
    for (const DocumentId &docId : std::as_const(documents))
        EVENTUALLY(alex->documents.contains(docId) && alex->documents[docId].waiting == 0);
    for (const DocumentId &docId : {documents.first(), documents.last()})
        QCOMPARE(m_place->serverText(docId), u"written offline in "_s + docId.value());
}

/// Whatever is said to be confirmed is with the server, though it is killed at any moment.
void TestDocumentSync::waitingIsTheTruth()
{
    const auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    Window window(alex->client(), docId);
    EVENTUALLY(window.isInSync());
    int words = 0;
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 60; ++i) {
            window.type(window.text().size(), u"w%1 "_s.arg(++words));
            if (i % 7 == round)
                QTest::qWait(2);
        }
        m_place->server.kill();
        const int confirmed = words - window.sync().waiting; // what was said before it died
        EVENTUALLY(window.sync().state == State::Offline);
        const int later = words - window.sync().waiting; // its last words may have been under way
        QVERIFY2(later >= confirmed, "the count went up without an edit");
        QVERIFY(m_place->server.start());
        const QStringList there = m_place->serverText(docId).split(u' ', Qt::SkipEmptyParts);
        QVERIFY2(there.size() >= later,
            qPrintable(u"%1 words are with the server, %2 were confirmed"_s.arg(there.size()).arg(later)));
        alex->client().retryNow();
        EVENTUALLY(window.isInSync());
    }
    QCOMPARE(m_place->serverText(docId), window.text());
}

void TestDocumentSync::aRestoredServerGetsBackWhatItHadConfirmed()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = shared(*alex, *mina);
    Window left(alex->client(), docId);
    left.type(0, u"in the backup, too much"_s);
    EVENTUALLY(left.isInSync());
    const QString file = m_place->server.dataFolder() + u"/copy.db"_s;
    QCOMPARE(m_place->server.run({u"backup"_s, file}).exitCode, 0);
    left.document->push(left.writer.erase(13, 10));
    left.type(13, u" and after it"_s);
    EVENTUALLY(left.isInSync());
    Window right(mina->client(), docId);
    EVENTUALLY_EQUAL(right.text(), left.text());
    EVENTUALLY(right.isInSync());
    QCOMPARE(m_place->server.run({u"restore"_s, file}).exitCode, 0);
    EVENTUALLY(left.links == 2 && right.links == 2 && left.isInSync() && right.isInSync());
    EVENTUALLY(m_place->serverText(docId) == u"in the backup and after it"_s);
    EVENTUALLY(left.isInSync() && right.isInSync());
    QCOMPARE(left.text(), u"in the backup and after it"_s);
    QCOMPARE(right.text(), left.text());
}

void TestDocumentSync::anotherAccountSendsNothing()
{
    auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    {
        Window window(alex->client(), docId);
        EVENTUALLY(window.isInSync());
        m_place->server.kill();
        EVENTUALLY_EQUAL(window.sync().state, State::Offline);
        window.type(0, u"Alex's own"_s);
        EVENTUALLY(window.sync().saved);
    }
    alex.reset();
    QVERIFY(m_place->server.start());
    Peer other(Peer::signIn(m_place->server.url(), u"Ben"_s), m_place->storeOf(u"Alex"_s));
    other.open();
    QVERIFY(DocumentPlace::isThere(other));
    EVENTUALLY(other.documents.contains(docId) && !other.documents[docId].stored);
    QCOMPARE(other.documents[docId].waiting, 0);
    Window window(other.client(), docId);
    EVENTUALLY(window.isInSync());
    QVERIFY(window.text().isEmpty());
}

void TestDocumentSync::aLargeDocumentCostsLittle()
{
    const auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Book"_s);
    auto window = std::make_unique<Window>(alex->client(), docId);
    EVENTUALLY(window->isInSync());
    Random random(3);
    for (int i = 0; i < 2'000; ++i) { // pieces in random places: as scattered as a document gets
        const auto length = static_cast<std::uint64_t>(window->text().size());
        window->type(static_cast<qsizetype>(random.below(length + 1)), QString(500, QChar(u'a' + i % 26)));
    }
    EVENTUALLY(window->isInSync());
    const QString text = window->text();
    QCOMPARE(text.size(), 1'000'000);
    window.reset();
    QElapsedTimer time;
    time.start();
    window = std::make_unique<Window>(alex->client(), docId);
    EVENTUALLY_EQUAL(window->loads, 1);
    qInfo("opened after %lld ms", static_cast<long long>(time.elapsed()));
    QCOMPARE(window->text(), text);
    EVENTUALLY(window->isInSync());
    qInfo("in sync after %lld ms", static_cast<long long>(time.elapsed()));
    m_place->server.kill();
    EVENTUALLY_EQUAL(window->sync().state, State::Offline);
    QVERIFY(m_place->server.start());
    time.start();
    alex->client().retryNow();
    EVENTUALLY(window->isInSync());
    qInfo("in sync again after %lld ms", static_cast<long long>(time.elapsed()));
    QCOMPARE(window->receipts, 0); // nothing of it came again
}

QTEST_GUILESS_MAIN(TestDocumentSync)
#include "tst_documentsync.moc"
