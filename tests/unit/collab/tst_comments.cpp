#include "pair.h"

#include "collab/values.h"
#include "crdt/doc.h"

#include <QTest>

using namespace coterie;
using namespace coterie::collab;
using namespace Qt::StringLiterals;

/// Comments of two people, and what strangers put in their place.
class TestComments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_ada = std::make_unique<Peer>(u"Ada"_s, m_clock);
        m_ben = std::make_unique<Peer>(u"Ben"_s, m_clock);
        m_ada->text().replace(0, 0, u"The board stays at sixty frames."_s);
        exchange();
        m_id = m_ada->document.comments().add(4, 9, u"  Which board?  "_s);
        exchange();
    }
    void cleanup()
    {
        m_ada.reset();
        m_ben.reset();
    }

    void theOtherReadsIt();
    void itStaysWithItsWords();
    void textTypedBehindIsNotPartOfIt();
    void repliesComeInOrder();
    void resolvingTakesTheMarkAway();
    void onlyOnesOwnIsRemoved();
    void onesOwnReplyIsRemoved();
    void undoOfTheTextLeavesIt();
    void nothingToSay();
    void strangeOnesAreNotShown();

private:
    void exchange()
    {
        QVERIFY(deliverUntil({m_ada.get(), m_ben.get()},
            [&] { return m_ben->text().text() == m_ada->text().text() && ben().all() == ada().all(); }));
    }
    [[nodiscard]] Comments &ada() { return m_ada->document.comments(); }
    [[nodiscard]] Comments &ben() { return m_ben->document.comments(); }

    ManualClock m_clock;
    std::unique_ptr<Peer> m_ada;
    std::unique_ptr<Peer> m_ben;
    QString m_id;
};

void TestComments::theOtherReadsIt()
{
    const Comment *comment = ben().find(m_id);
    QVERIFY(comment);
    QCOMPARE(comment->text, u"Which board?"_s);
    QCOMPARE(comment->quote, u"board"_s);
    QCOMPARE(comment->byName, u"Ada"_s);
    QCOMPARE(comment->at, m_clock.wallNow());
    QCOMPARE(m_ben->text().annotations(), (QList<Annotation> {{m_id, 4, 9}}));
}

void TestComments::itStaysWithItsWords()
{
    QSignalSpy told(&m_ben->text(), &TextSource::annotationsChanged);
    m_ben->text().replace(0, 3, u"Every single"_s);
    QVERIFY(told.count() > 0);
    QCOMPARE(m_ben->text().annotations(), (QList<Annotation> {{m_id, 13, 18}}));
    exchange();
    QCOMPARE(m_ada->text().annotations(), (QList<Annotation> {{m_id, 13, 18}}));
    m_ada->text().endUndoStep();
    m_ada->text().replace(10, 10, {});
    const Annotation left = m_ada->text().annotations().value(0);
    QCOMPARE(left.start, 10);
    QCOMPARE(left.end, 10);
    m_ada->text().undo(); // and is there again with them
    const Annotation back = m_ada->text().annotations().value(0);
    QCOMPARE(back.start, 13);
    QCOMPARE(back.end, 18);
}

void TestComments::textTypedBehindIsNotPartOfIt()
{
    m_ben->text().replace(9, 0, u"s"_s);
    QCOMPARE(m_ben->text().annotations(), (QList<Annotation> {{m_id, 4, 9}}));
    m_ben->text().replace(4, 0, u"big "_s);
    QCOMPARE(m_ben->text().annotations(), (QList<Annotation> {{m_id, 8, 13}}));
}

void TestComments::repliesComeInOrder()
{
    ben().reply(m_id, u"The one of issue 4."_s);
    exchange();
    ada().reply(m_id, u"Thanks"_s);
    exchange();
    QCOMPARE(ben().find(m_id)->replies.size(), 2);
    QCOMPARE(ben().find(m_id)->replies[0].byName, u"Ben"_s);
    QCOMPARE(ben().find(m_id)->replies[1].text, u"Thanks"_s);
}

void TestComments::resolvingTakesTheMarkAway()
{
    QVERIFY(ada().hasOpen());
    ben().setResolved(m_id, true);
    exchange();
    QVERIFY(ada().find(m_id)->resolved);
    QVERIFY(!ada().hasOpen());
    QVERIFY(m_ada->text().annotations().isEmpty());
    QVERIFY(ada().place(m_id)); // one can still go there
    ada().setResolved(m_id, false);
    QCOMPARE(m_ada->text().annotations().size(), 1);
}

void TestComments::onlyOnesOwnIsRemoved()
{
    ben().remove(m_id);
    QVERIFY(ben().find(m_id));
    ada().remove(m_id);
    QVERIFY(!ada().find(m_id));
    exchange();
    QVERIFY(!ben().find(m_id));
}

void TestComments::onesOwnReplyIsRemoved()
{
    ben().reply(m_id, u"one"_s);
    ben().reply(m_id, u"two"_s);
    exchange();
    ada().removeReply(m_id, 0);
    QCOMPARE(ada().find(m_id)->replies.size(), 2);
    ben().removeReply(m_id, 0);
    QCOMPARE(ben().find(m_id)->replies.size(), 1);
    QCOMPARE(ben().find(m_id)->replies[0].text, u"two"_s);
    ben().removeReply(m_id, 9);
    QCOMPARE(ben().find(m_id)->replies.size(), 1);
}

void TestComments::undoOfTheTextLeavesIt()
{
    while (m_ada->text().canUndo())
        m_ada->text().undo();
    QCOMPARE(m_ada->text().text(), QString());
    QVERIFY(ada().find(m_id));
}

void TestComments::nothingToSay()
{
    QCOMPARE(ada().add(3, 3, u"about nothing"_s), QString());
    QCOMPARE(ada().add(1, 4, u" \n "_s), QString());
    ada().reply(u"unknown"_s, u"hello"_s);
    ada().setResolved(u"unknown"_s, true);
    QCOMPARE(ada().all().size(), 1);
    m_ada->document.setReadOnly(true);
    QCOMPARE(ada().add(1, 4, u"hello"_s), QString());
}

void TestComments::strangeOnesAreNotShown()
{
    crdt::Doc other;
    const QByteArray state = m_ada->document.state();
    QVERIFY(bool(other.applyUpdate(bytesOf(state))));
    crdt::Map comments = other.map(u"comments");
    QVERIFY(bool(comments.set(u"plain", 7)));
    QVERIFY(bool(comments.setType(u"array", crdt::TypeKind::Array)));
    QVERIFY(bool(comments.setType(u"empty", crdt::TypeKind::Map)));
    crdt::Map odd(*comments.setType(u"odd", crdt::TypeKind::Map));
    QVERIFY(bool(odd.set(u"anchor", crdt::Bytes {std::byte {9}, std::byte {9}})));
    QVERIFY(bool(odd.set(u"head", u"x")));
    QVERIFY(bool(odd.set(u"text", u"hello")));
    crdt::Map half(*comments.setType(u"half", crdt::TypeKind::Map)); // readable, but with nonsense inside
    QVERIFY(bool(half.set(u"anchor", crdt::Bytes {std::byte {0}, std::byte {1}, std::byte {1}})));
    QVERIFY(bool(half.set(u"head", crdt::Bytes {std::byte {0}, std::byte {1}, std::byte {1}})));
    QVERIFY(bool(half.set(u"text", u"hello")));
    QVERIFY(bool(half.set(u"at", 1e300)));
    QVERIFY(bool(half.set(u"resolved", u"yes")));
    crdt::Array replies(*half.setType(u"replies", crdt::TypeKind::Array));
    QVERIFY(bool(replies.push(crdt::Any::Null {})));
    QVERIFY(bool(replies.push(crdt::Any::Object {{u"text", u"fine"}})));
    m_ada->document.receive(toByteArray(other.encodeStateAsUpdate()));
    QTRY_COMPARE(ada().all().size(), 2);
    const Comment *shown = ada().find(u"half"_s);
    QVERIFY(shown);
    QVERIFY(!shown->resolved);
    QCOMPARE(shown->replies.size(), 1);
    QCOMPARE(m_ada->text().annotations().size(), 1); // nobody knows where it is
    ada().remove(u"half"_s);
    QVERIFY(ada().find(u"half"_s));
}

QTEST_GUILESS_MAIN(TestComments)
#include "tst_comments.moc"
