#include "boardstage.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::OpenDocumentModel;
using viewmodel::Workspace;

/// Where one is on a board when it opens, and what one has in hand.
class TestBoardPlace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void viewAndStyleAreRemembered();
    void staysWhereTheFirstShapeIsSeen();
    void goesWhereTheFirstShapeIs();
    void showsAllThatComesAtOnce();
};

void TestBoardPlace::viewAndStyleAreRemembered()
{
    BoardStage stage;
    stage.open();
    auto *canvas = stage.canvas();
    canvas->setTool(u"rectangle"_s);
    canvas->setStrokeColour(u"violet"_s);
    canvas->setFillColour(u"green"_s);
    canvas->setDash(u"dashed"_s);
    canvas->setTool(u"pen"_s);
    canvas->setStrokeWidth(8);
    canvas->zoomTo(150);
    const QString first = canvas->page();
    const QPointF centre(canvas->centreX(), canvas->centreY());
    QTRY_COMPARE(stage.model()->memory()->zoomOf(first), 1.5);
    const QString second = canvas->addPage();
    QCOMPARE(canvas->page(), second);
    canvas->setPage(first); // as it was left
    QCOMPARE(canvas->zoom(), 1.5);
    canvas->setPage(second);
    stage.workspace().closeDocument();
    QTRY_VERIFY(!stage.model());
    const auto keptPage = [&stage] {
        const QJsonObject kept = stage.script.engine->memory.value(u"document/onboarding"_s);
        return kept[u"page"_s].toString();
    };
    QTRY_COMPARE(keptPage(), second);

    // The same person, later: there are others' changes, but the same page, place and pens.
    stage.open();
    canvas = stage.canvas();
    QVERIFY(canvas);
    QTRY_COMPARE(canvas->tool(), u"pen"_s);
    QCOMPARE(canvas->strokeWidth(), 8.0);
    QCOMPARE(canvas->page(), first); // the second one is gone
    QCOMPARE(canvas->zoom(), 1.5);
    QCOMPARE(QPointF(canvas->centreX(), canvas->centreY()), centre);
    canvas->setTool(u"rectangle"_s);
    QCOMPARE(canvas->strokeColour(), u"violet"_s);
    QCOMPARE(canvas->fillColour(), u"green"_s);
    QCOMPARE(canvas->dash(), u"dashed"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardPlace::staysWhereTheFirstShapeIsSeen()
{
    BoardStage stage(QList<board::Shape> {});
    stage.open();
    collab::BoardDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    const QRectF seen = stage.canvas()->visibleArea();
    mina.board().add({noteOf("first", seen.center() + QPointF(100, 50), "yellow", u"Here"_s)});
    QTRY_COMPARE(stage.scene().count(), qsizetype(1));
    stage.settle();
    QCOMPARE(stage.canvas()->visibleArea(), seen);
}

void TestBoardPlace::goesWhereTheFirstShapeIs()
{
    BoardStage stage(QList<board::Shape> {});
    stage.open();
    collab::BoardDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    mina.board().add({noteOf("first", {9000, 9000}, "yellow", u"Here"_s)});
    QTRY_COMPARE(stage.scene().count(), qsizetype(1));
    stage.settle();
    QVERIFY(stage.canvas()->visibleArea().contains(stage.canvas()->contentRect()));
}

/// As from a server, of a board that this computer has not seen yet.
void TestBoardPlace::showsAllThatComesAtOnce()
{
    BoardStage stage(QList<board::Shape> {});
    stage.open();
    collab::BoardDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    mina.board().add({noteOf("near", {0, 0}, "yellow", u"Here"_s), noteOf("far", {3000, 0}, "blue", u"There"_s)});
    QTRY_COMPARE(stage.scene().count(), qsizetype(2));
    stage.settle();
    QVERIFY(stage.canvas()->visibleArea().contains(stage.canvas()->contentRect()));
}

QTEST_MAIN(TestBoardPlace)
#include "tst_boardplace.moc"
