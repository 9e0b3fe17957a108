#include "pair.h"

#include "base/random.h"
#include "collab/values.h"
#include "crdt/doc.h"

#include <QTest>

using namespace coterie;
using namespace coterie::collab;
using namespace Qt::StringLiterals;

/// Opening, joining, and two people in random play with a line that breaks.
class TestSharedDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatIsStored();
    void nothingIsWrittenBeforeItIsOpen();
    void aLargeOneIsReadElsewhere();
    void aLargeUpdateIsJoinedElsewhere();
    void aLargeUpdateLeavesUndoAlone();
    void whatIsBrokenIsSaid();
    void strangeUpdatesChangeNothing();
    void titleIsShared();
    void whoWroteIsKnownWhileItIsTold();
    void closingSaysGoodbye();
    void randomPlay_data();
    void randomPlay();

private:
    [[nodiscard]] static QByteArray stateOf(const QString &text, int chunk)
    {
        crdt::Doc doc;
        crdt::Text content = doc.text(u"content");
        for (qsizetype at = 0; at < text.size(); at += chunk) {
            const auto half = std::uint32_t(content.length() / 2); // in the middle, so that runs stay short
            (void)content.insert(half, viewOf(text.sliced(at, std::min<qsizetype>(chunk, text.size() - at))));
        }
        return toByteArray(doc.encodeStateAsUpdate());
    }
    ManualClock m_clock;
    const Person m_ada {.userId = u"u1"_s, .name = u"Ada"_s, .color = QColor(0x1d, 0x6f, 0xbf)};
};

void TestSharedDocument::opensWhatIsStored()
{
    TextDocument document(m_ada, m_clock);
    QSignalSpy loaded(&document, &TextDocument::loaded);
    QSignalSpy edited(&document, &TextDocument::edited);
    document.load(stateOf(u"Hello"_s, 5));
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(document.text().text(), u"Hello"_s);
    QVERIFY(!document.text().canUndo());
    QVERIFY(edited.isEmpty());
}

void TestSharedDocument::nothingIsWrittenBeforeItIsOpen()
{
    TextDocument document(m_ada, m_clock);
    QVERIFY(document.text().isReadOnly());
    document.text().replace(0, 0, u"x"_s);
    document.text().undo();
    document.text().setCaret(3, 4);
    document.setTitle(u"x"_s);
    QVERIFY(document.comments().add(0, 1, u"x"_s).isEmpty());
    document.receive(stateOf(u"early"_s, 5)); // kept until the document is here
    QCOMPARE(document.text().text(), QString());
    document.load({});
    QCOMPARE(document.text().text(), u"early"_s);
    QVERIFY(!document.text().isReadOnly());
}

void TestSharedDocument::aLargeOneIsReadElsewhere()
{
    const QString text(1'000'000, u'a');
    TextDocument document(m_ada, m_clock);
    const Mirror mirror(document.text());
    QSignalSpy loaded(&document, &TextDocument::loaded);
    document.load(stateOf(text, 50));
    QVERIFY(!document.isLoaded());
    QVERIFY(loaded.wait());
    QCOMPARE(document.text().length(), text.size());
    QVERIFY(mirror.isInStep());
    document.text().replace(500'000, 0, u"b"_s);
    QVERIFY(mirror.isInStep());
}

void TestSharedDocument::aLargeUpdateIsJoinedElsewhere()
{
    Peer ada(u"Ada"_s, m_clock, stateOf(u"Hello"_s, 5));
    Peer ben(u"Ben"_s, m_clock);
    const QString much(300'000, u'x');
    ben.document.receive(ada.document.state());
    ben.document.receive(stateOf(much, int(much.size())));
    ben.text().replace(0, 0, u"typed meanwhile "_s);
    QTRY_COMPARE(ben.text().length(), 16 + 5 + much.size());
    QVERIFY(ben.mirror.isInStep());
    QVERIFY(
        ben.text().text().startsWith(u"typed meanwhile "_s) || ben.text().text().contains(u"typed meanwhile Hello"_s));
    ben.said.clear();
    ben.text().replace(0, 0, u"more "_s);
    QCOMPARE(ben.said.size(), 1);
    ada.document.receive(ben.document.state());
    QTRY_COMPARE(ada.text().text(), ben.text().text());
}

void TestSharedDocument::aLargeUpdateLeavesUndoAlone()
{
    Peer ada(u"Ada"_s, m_clock);
    ada.text().replace(0, 0, u"mine"_s);
    ada.document.receive(stateOf(QString(300'000, u'x'), 300'000));
    QTRY_COMPARE(ada.text().length(), 300'004);
    QVERIFY(ada.text().canUndo());
    ada.text().undo();
    QCOMPARE(ada.text().text(), QString(300'000, u'x'));
}

void TestSharedDocument::whatIsBrokenIsSaid()
{
    for (const qsizetype size : {qsizetype(20), TextDocument::LargestHere + 1}) {
        TextDocument document(m_ada, m_clock);
        QSignalSpy failed(&document, &TextDocument::failed);
        document.load(QByteArray(size, '\xff'));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!document.isLoaded());
        document.text().replace(0, 0, u"x"_s);
        QVERIFY(document.state().isEmpty());
    }
}

void TestSharedDocument::strangeUpdatesChangeNothing()
{
    Peer ada(u"Ada"_s, m_clock, stateOf(u"Hello"_s, 5));
    const QByteArray good = stateOf(u"x"_s, 1);
    for (const QByteArray &update : {QByteArray(), QByteArray("\xff\xff\xff"), good.chopped(1), good.repeated(2),
             QByteArray(TextDocument::LargestHere + 1, '\xff')})
        ada.document.receive(update);
    ada.document.receive(good);
    QTRY_COMPARE(ada.text().length(), 6);
    QVERIFY(ada.mirror.isInStep());
}

void TestSharedDocument::titleIsShared()
{
    Peer ada(u"Ada"_s, m_clock);
    Peer ben(u"Ben"_s, m_clock);
    QSignalSpy told(&ben.document, &TextDocument::titleChanged);
    ada.document.setTitle(u"  Launch\nplan "_s);
    QCOMPARE(ada.document.title(), u"Launch plan"_s);
    deliver({&ada, &ben});
    QTRY_COMPARE(ben.document.title(), u"Launch plan"_s);
    QCOMPARE(told.count(), 1);
    ben.document.setTitle(u" "_s);
    QCOMPARE(ben.document.title(), u"Launch plan"_s);
    QVERIFY(ben.said.isEmpty());
}

void TestSharedDocument::whoWroteIsKnownWhileItIsTold()
{
    Peer ada(u"Ada"_s, m_clock);
    Peer ben(u"Ben"_s, m_clock);
    Peer cem(u"Cem"_s, m_clock);
    const std::vector<Peer *> all {&ada, &ben, &cem};
    deliver(all);
    const auto clientOf = [&](const QString &name) {
        const auto &peers = ada.document.awareness().peers();
        const auto found = std::ranges::find_if(peers, [&](const auto &peer) { return peer.person.name == name; });
        return found == peers.end() ? 0 : found->client;
    };
    QList<quint64> writers;
    connect(&ada.document.text(), &TextSource::changed, this,
        [&](const auto &, auto) { writers.append(ada.document.awareness().writer()); });
    ben.text().replace(0, 0, u"Hello"_s);
    QVERIFY(deliverUntil(all, [&] { return ada.text().text() == u"Hello"_s; }));
    QVERIFY(clientOf(u"Ben"_s) != 0);
    QCOMPARE(writers, QList {clientOf(u"Ben"_s)});
    cem.text().replace(0, 1, {}); // who takes something away writes nothing
    QVERIFY(deliverUntil(all, [&] { return ada.text().text() == u"ello"_s; }));
    QCOMPARE(writers.last(), quint64(0));
    cem.text().replace(0, 0, u"J"_s);
    QVERIFY(deliverUntil(all, [&] { return ada.text().text() == u"Jello"_s; }));
    QCOMPARE(writers.last(), clientOf(u"Cem"_s));
    ada.text().replace(0, 0, u"x"_s); // one's own
    QCOMPARE(writers.last(), quint64(0));
    QCOMPARE(ada.document.awareness().writer(), quint64(0));
}

void TestSharedDocument::closingSaysGoodbye()
{
    Peer ada(u"Ada"_s, m_clock);
    QList<QByteArray> told;
    {
        TextDocument ben({.userId = u"u2"_s, .name = u"Ben"_s, .color = {}}, m_clock);
        connect(&ben, &TextDocument::awarenessTold, this, [&](const QByteArray &update) { told.append(update); });
        ben.load({});
        ada.document.receiveAwareness(told.takeFirst());
        QCOMPARE(ada.document.awareness().peers().size(), 1);
    }
    QCOMPARE(told.size(), 1);
    ada.document.receiveAwareness(told.takeFirst());
    QVERIFY(ada.document.awareness().peers().isEmpty());
}

void TestSharedDocument::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("keepsToOwn"); ///< deletes only what one wrote oneself
    for (const quint64 seed : {1, 2, 3, 4}) {
        QTest::addRow("own %llu", seed) << seed << true;
        QTest::addRow("any %llu", seed) << seed << false;
    }
}

/// Every insertion has a character that is there once, so that one can say whose it is and where a caret must be.
void TestSharedDocument::randomPlay()
{
    QFETCH(const quint64, seed);
    QFETCH(const bool, keepsToOwn);
    Random random(seed);
    const auto below = [&random](qsizetype bound) { return qsizetype(random.below(quint64(bound))); };
    Peer ada(u"Ada"_s, m_clock);
    Peer ben(u"Ben"_s, m_clock);
    const std::vector<Peer *> peers {&ada, &ben};
    char16_t next = 0x4E00;
    std::array<QChar, 2> caretBefore {};
    const auto isOf = [](QChar unit, size_t who) { return unit.unicode() % 2 == who; };
    const auto wordsOf = [&](size_t who, const QString &text) {
        return std::ranges::count_if(text, [&](QChar unit) { return isOf(unit, who); });
    };
    for (int round = 0; round < 400; ++round) {
        const auto who = size_t(below(2));
        SharedText &text = peers[who]->text();
        const QString before = text.text();
        const auto act = below(10);
        if (act < 5 || before.isEmpty()) {
            next = char16_t(next + 2);
            text.replace(below(before.size() + 1), 0, QString(QChar(char16_t(next + who))));
        } else if (act < 7) {
            const qsizetype at = below(before.size());
            if (!keepsToOwn || isOf(before[at], who))
                text.replace(at, 1, {});
        } else if (act == 7) {
            const auto others = wordsOf(1 - who, before);
            below(2) == 0 ? text.undo() : text.redo();
            caretBefore = {}; // what undo brings back is new to the others, as in Yjs
            if (keepsToOwn)
                QCOMPARE(wordsOf(1 - who, text.text()), others);
        } else if (act == 8) {
            const qsizetype at = below(before.size());
            caretBefore[who] = before[at];
            text.setCaret(at, at);
        } else {
            m_clock.advance(Millis {below(2000)});
        }
        QVERIFY2(ada.mirror.isInStep() && ben.mirror.isInStep(), qPrintable(u"round %1"_s.arg(round)));
        if (below(12) != 0)
            continue;
        if (below(4) == 0) { // the line is gone for a while: what was said waits
            for (Peer *peer : peers)
                peer->document.losePeers();
            continue;
        }
        for (Peer *peer : peers)
            peer->document.linkOpened();
        QVERIFY(deliverUntil(peers, [&] { return ben.text().text() == ada.text().text(); }));
        QVERIFY(ada.mirror.isInStep() && ben.mirror.isInStep());
        for (size_t person = 0; person < 2; ++person) {
            const qsizetype at = ada.text().text().indexOf(caretBefore[person]);
            if (caretBefore[person].isNull() || at < 0)
                continue;
            QCOMPARE(peers[1 - person]->text().carets().value(0).head, at);
        }
    }
}

QTEST_GUILESS_MAIN(TestSharedDocument)
#include "tst_shareddocument.moc"
