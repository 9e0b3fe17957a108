#include "pair.h"

#include "crdt/doc.h"

#include <QTest>

using namespace coterie;
using namespace coterie::collab;
using namespace Qt::StringLiterals;

/// Two people in one text: what an editor is told, undo, and carets.
class TestSharedText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_ada = std::make_unique<Peer>(u"Ada"_s, m_clock);
        m_ben = std::make_unique<Peer>(u"Ben"_s, m_clock);
    }
    void cleanup()
    {
        m_ada.reset();
        m_ben.reset();
    }

    void typingReachesTheOther();
    void editsOutOfRangeChangeNothing_data();
    void editsOutOfRangeChangeNothing();
    void undoTakesBackOwnWordsOnly();
    void aPauseEndsAStep();
    void movingTheCaretEndsAStep();
    void aLineEndEndsAStep();
    void manyEditsAreOneStep();
    void readOnlyRefuses();
    void caretStaysWithItsWords();
    void caretBeforeItsWordsWaitsWhereItWas();
    void whatIsNoTextIsOneUnit();

private:
    template <typename Condition>
    void exchangeUntil(Condition &&condition)
    {
        QVERIFY(deliverUntil({m_ada.get(), m_ben.get()}, std::forward<Condition>(condition)));
    }
    void exchange()
    {
        exchangeUntil([&] { return m_ben->text().text() == m_ada->text().text(); });
        QVERIFY(m_ada->mirror.isInStep() && m_ben->mirror.isInStep());
    }
    [[nodiscard]] RemoteCaret bensCaret() const { return m_ada->text().carets().value(0); }

    ManualClock m_clock;
    std::unique_ptr<Peer> m_ada;
    std::unique_ptr<Peer> m_ben;
};

void TestSharedText::typingReachesTheOther()
{
    m_ada->text().replace(0, 0, u"Hello world"_s);
    exchange();
    m_ben->text().replace(6, 5, u"Ada 👋"_s);
    exchange();
    QCOMPARE(m_ada->mirror.text(), u"Hello Ada 👋"_s);
    QCOMPARE(m_ada->mirror.causes(), (QList {TextSource::Cause::Local, TextSource::Cause::Remote}));
    QCOMPARE(m_ben->mirror.causes(), (QList {TextSource::Cause::Remote, TextSource::Cause::Local}));
}

void TestSharedText::editsOutOfRangeChangeNothing_data()
{
    QTest::addColumn<QList<TextChange>>("changes");
    QTest::newRow("before the start") << QList<TextChange> {{-1, 0, u"x"_s}};
    QTest::newRow("past the end") << QList<TextChange> {{4, 0, u"x"_s}};
    QTest::newRow("removing past the end") << QList<TextChange> {{2, 2, {}}};
    QTest::newRow("removing less than nothing") << QList<TextChange> {{2, -1, {}}};
    QTest::newRow("removing without end") << QList<TextChange> {{2, std::numeric_limits<qsizetype>::max(), {}}};
    QTest::newRow("the second of two") << QList<TextChange> {{0, 3, {}}, {1, 0, u"x"_s}};
    QTest::newRow("nothing at all") << QList<TextChange> {{1, 0, {}}};
}

void TestSharedText::editsOutOfRangeChangeNothing()
{
    QFETCH(const QList<TextChange>, changes);
    m_ada->text().replace(0, 0, u"abc"_s);
    m_ada->said.clear();
    m_ada->text().replaceAll(changes);
    QCOMPARE(m_ada->text().text(), u"abc"_s);
    QVERIFY(m_ada->said.isEmpty());
}

void TestSharedText::undoTakesBackOwnWordsOnly()
{
    m_ada->text().replace(0, 0, u"one "_s);
    exchange();
    m_ben->text().replace(4, 0, u"two"_s);
    exchange();
    QVERIFY(m_ada->text().canUndo());
    m_ada->text().undo();
    exchange();
    QCOMPARE(m_ben->mirror.text(), u"two"_s);
    QCOMPARE(m_ada->mirror.causes().back(), TextSource::Cause::Undo);
    QVERIFY(!m_ada->text().canUndo());
    QVERIFY(m_ada->text().canRedo());
    m_ada->text().redo();
    exchange();
    QCOMPARE(m_ben->mirror.text(), u"one two"_s);
}

void TestSharedText::aPauseEndsAStep()
{
    m_ada->text().replace(0, 0, u"a"_s);
    m_clock.advance(Millis {100});
    m_ada->text().replace(1, 0, u"b"_s);
    m_clock.advance(Millis {900});
    m_ada->text().replace(2, 0, u"c"_s);
    m_ada->text().undo();
    QCOMPARE(m_ada->mirror.text(), u"ab"_s);
    m_ada->text().undo();
    QCOMPARE(m_ada->mirror.text(), QString());
}

void TestSharedText::movingTheCaretEndsAStep()
{
    m_ada->text().replace(0, 0, u"a"_s);
    m_ada->text().endUndoStep();
    m_ada->text().replace(0, 0, u"b"_s);
    m_ada->text().undo();
    QCOMPARE(m_ada->mirror.text(), u"a"_s);
}

void TestSharedText::aLineEndEndsAStep()
{
    m_ada->text().replace(0, 0, u"a"_s);
    m_ada->text().replace(1, 0, u"\n"_s);
    m_ada->text().replace(2, 0, u"b"_s);
    m_ada->text().undo();
    QCOMPARE(m_ada->mirror.text(), u"a\n"_s);
}

void TestSharedText::manyEditsAreOneStep()
{
    m_ada->text().replace(0, 0, u"one two one"_s);
    QSignalSpy changed(&m_ada->text(), &TextSource::changed);
    m_ada->text().replaceAll({{8, 3, u"1"_s}, {0, 3, u"1"_s}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_ada->said.size(), 2);
    QCOMPARE(m_ada->mirror.text(), u"1 two 1"_s);
    m_ada->text().undo();
    QCOMPARE(m_ada->mirror.text(), u"one two one"_s);
}

void TestSharedText::readOnlyRefuses()
{
    m_ada->text().replace(0, 0, u"abc"_s);
    QSignalSpy told(&m_ada->text(), &TextSource::readOnlyChanged);
    m_ada->document.setReadOnly(true);
    QCOMPARE(told.count(), 1);
    m_ada->text().replace(0, 1, {});
    m_ada->text().undo();
    m_ada->document.setTitle(u"No"_s);
    QCOMPARE(m_ada->text().text(), u"abc"_s);
    QCOMPARE(m_ada->document.title(), QString());
    m_ada->document.setReadOnly(false);
    m_ada->text().undo();
    QCOMPARE(m_ada->text().text(), QString());
}

void TestSharedText::caretStaysWithItsWords()
{
    m_ada->text().replace(0, 0, u"Hello world"_s);
    exchange();
    m_ben->text().setCaret(6, 11);
    exchangeUntil([&] { return bensCaret().anchor == 6; });
    QCOMPARE(m_ada->text().carets().size(), 1);
    QCOMPARE(bensCaret().head, 11);
    QCOMPARE(bensCaret().name, u"Ben"_s);
    QSignalSpy moved(&m_ada->text(), &TextSource::caretsChanged);
    m_ada->text().replace(0, 0, u"Oh! "_s);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(bensCaret().anchor, 10);
    QCOMPARE(bensCaret().head, 15);
    m_ada->text().replace(4, 11, {}); // its words are gone: the place is left
    QCOMPARE(bensCaret().anchor, 4);
    QCOMPARE(bensCaret().head, 4);
}

void TestSharedText::caretBeforeItsWordsWaitsWhereItWas()
{
    m_ada->text().replace(0, 0, u"Hello"_s);
    exchange();
    m_ben->text().setCaret(1, 1);
    exchangeUntil([&] { return bensCaret().head == 1; });
    m_ben->text().replace(5, 0, u" world"_s);
    m_ben->text().setCaret(7, 7);
    QTRY_VERIFY(!m_ben->told.isEmpty());
    m_ada->document.receiveAwareness(m_ben->told.takeLast()); // it overtakes the words it stands in
    QCOMPARE(bensCaret().head, 1);
    exchangeUntil([&] { return bensCaret().head == 7; });
}

void TestSharedText::whatIsNoTextIsOneUnit()
{
    crdt::Doc other;
    crdt::Text content = other.text(u"content");
    QVERIFY(bool(content.insert(0, u"ab")));
    QVERIFY(bool(content.insertEmbed(1, crdt::Any::Object {{u"image", u"x.png"}})));
    const crdt::Bytes state = other.encodeStateAsUpdate();
    m_ada->document.receive({reinterpret_cast<const char *>(state.data()), qsizetype(state.size())});
    QTRY_COMPARE(m_ada->text().text(), u"a\uFFFCb"_s);
    QVERIFY(m_ada->mirror.isInStep());
    m_ada->text().replace(1, 1, u"-"_s);
    QCOMPARE(m_ada->text().text(), u"a-b"_s);
    QVERIFY(m_ada->mirror.isInStep());
}

QTEST_GUILESS_MAIN(TestSharedText)
#include "tst_sharedtext.moc"
