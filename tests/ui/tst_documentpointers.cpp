#include "document/documenteditor.h"
#include "documentstage.h"
#include "pointers/pointerlayer.h"

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::pointers::PointerLayer;

/// Other people's pointers over a text, and one's own on its way to them.
class TestDocumentPointers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsAtTheSameLetterInAnyWindow();
    void scrollsWithTheText();
    void namesAreNotCutOffAtTheEdge();
    void ownPointerIsToldWhereItIs();
    void nobodyIsToldAlone();

private:
    [[nodiscard]] static PointerLayer &layer(const DocumentStage &stage);
    [[nodiscard]] static document::DocumentEditor &editor(const DocumentStage &stage)
    {
        return *qobject_cast<document::DocumentEditor *>(stage.editor());
    }
    /// Where Theo's pointer is on the window, and where the letter is that it is at.
    [[nodiscard]] static std::optional<QPointF> shown(const DocumentStage &stage);
    [[nodiscard]] static QPointF letter(const DocumentStage &stage, int position);
    static void point(const DocumentStage &stage, int position, QPointF from = {1, 0.5});
};

PointerLayer &TestDocumentPointers::layer(const DocumentStage &stage)
{
    QQuickItem *pointers = stage.screen->find(u"DocumentPointers"_s);
    for (QQuickItem *item : pointers ? pointers->childItems() : QList<QQuickItem *>()) {
        if (auto *found = qobject_cast<PointerLayer *>(item))
            return *found;
    }
    qFatal("the document has no pointers");
}

std::optional<QPointF> TestDocumentPointers::shown(const DocumentStage &stage)
{
    const auto place = layer(stage).placeOf(u"theo"_s);
    return place ? std::optional(layer(stage).mapToScene(*place)) : std::nullopt;
}

QPointF TestDocumentPointers::letter(const DocumentStage &stage, int position)
{
    const QRectF at = editor(stage).rectangleAt(position);
    return stage.editor()->mapToScene(at.topLeft() + QPointF(at.height(), at.height() / 2));
}

void TestDocumentPointers::point(const DocumentStage &stage, int position, QPointF from)
{
    protocol::Cursor cursor;
    cursor.surface = u"doc:launch-plan"_s;
    cursor.userId = protocol::UserId(u"theo"_s);
    cursor.username = u"Theo"_s;
    cursor.anchor = QString::number(position);
    cursor.x = from.x();
    cursor.y = from.y();
    client::Changes changes;
    changes.cursors = {cursor};
    stage.script.engine->tell(changes);
    stage.settle();
}

void TestDocumentPointers::standsAtTheSameLetterInAnyWindow()
{
    DocumentStage stage;
    stage.open();
    const int position = int(stage.source().text().indexOf(u"Jonas"));
    point(stage, position);
    QVERIFY(shown(stage));
    QVERIFY((*shown(stage) - letter(stage, position)).manhattanLength() < 1.5);
    const QPointF before = letter(stage, position);
    stage.screen->resize(900, 700); // the lines break elsewhere
    stage.settle();
    QVERIFY((letter(stage, position) - before).manhattanLength() > 5);
    QTRY_VERIFY((*shown(stage) - letter(stage, position)).manhattanLength() < 1.5);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPointers::scrollsWithTheText()
{
    DocumentStage stage(u"A line of words.\n\n"_s.repeated(200));
    stage.open();
    point(stage, 40);
    const QPointF before = *shown(stage);
    editor(stage).scrollBy(60);
    stage.settle();
    QVERIFY(shown(stage));
    QVERIFY(std::abs(before.y() - shown(stage)->y() - 60) < 1.5);
    editor(stage).scrollBy(3'000);
    stage.settle();
    QVERIFY2(!shown(stage), "what is out of sight has no pointer");
}

void TestDocumentPointers::namesAreNotCutOffAtTheEdge()
{
    DocumentStage stage;
    stage.open();
    const int position = int(stage.source().text().indexOf(u"Jonas"));
    const QRectF at = editor(stage).rectangleAt(position);
    const QRectF view(0, 0, layer(stage).width(), layer(stage).height());
    const auto flag = [&stage] {
        (void)stage.screen->grab();
        return layer(stage).sprites().value(0).place;
    };
    const auto pointAt = [&](QPointF place) {
        point(stage, position, {(place.x() - at.x()) / at.height(), (place.y() - at.y()) / at.height()});
    };
    pointAt({view.right() - 5, at.y()});
    QVERIFY(flag().left() > 0 && flag().center().x() < view.right() - 5);
    QVERIFY(flag().right() <= view.right() + 20); // the arrow itself
    pointAt({view.right() - 5, view.bottom() - 5});
    QVERIFY(flag().center().x() < view.right() - 5 && flag().center().y() < view.bottom() - 5);
    pointAt({view.center().x(), at.y()});
    QVERIFY(flag().center().x() > view.center().x() && flag().center().y() > at.y());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPointers::ownPointerIsToldWhereItIs()
{
    DocumentStage stage;
    stage.open();
    stage.joinEverybody();
    const int position = int(stage.source().text().indexOf(u"Jonas"));
    QTest::mouseMove(stage.screen->window(), letter(stage, position).toPoint());
    stage.settle();
    QCOMPARE(stage.script.engine->count(u"moveCursor"_s), 0); // not without having asked for it
    stage.document()->cursors()->setEnabled(true);
    QTest::mouseMove(stage.screen->window(), letter(stage, position).toPoint() + QPoint(2, 0));
    QTRY_VERIFY(stage.script.engine->count(u"moveCursor doc:launch-plan"_s) > 0);
    const QStringList told = stage.script.engine->calls.filter(u"moveCursor"_s).last().split(u' ');
    QVERIFY2(std::abs(told.last().toInt() - position) <= 3, qPrintable(told.join(u' ')));
    QTest::mouseMove(stage.screen->window(), {20, 400}); // over the sidebar
    QTRY_COMPARE(stage.script.engine->count(u"leaveCursor doc:launch-plan"_s), 1);
}

void TestDocumentPointers::nobodyIsToldAlone()
{
    DocumentStage stage;
    stage.open();
    stage.document()->cursors()->setEnabled(true);
    QTest::mouseMove(stage.screen->window(), letter(stage, 5).toPoint());
    stage.settle();
    QCOMPARE(stage.script.engine->count(u"moveCursor"_s), 0);
    stage.joinEverybody(); // they are told where it is now
    QTRY_COMPARE(stage.script.engine->count(u"moveCursor doc:launch-plan"_s), 1);
}

QTEST_MAIN(TestDocumentPointers)
#include "tst_documentpointers.moc"
