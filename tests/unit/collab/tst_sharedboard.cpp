#include "board/outline.h"
#include "board/points.h"
#include "boardplayer.h"
#include "collab/boarddocument.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using coterie::testing::BoardPlayer;

namespace {

board::Shape box(const QString &id, double x, double y)
{
    board::Shape shape;
    shape.id = board::ShapeId(id);
    shape.x = x;
    shape.y = y;
    shape.w = 100;
    shape.h = 50;
    return shape;
}

board::Shape arrow(const QString &id, const QString &from, const QString &to)
{
    board::Shape shape;
    shape.id = board::ShapeId(id);
    shape.type = board::ShapeType::Arrow;
    board::setPointsOnBoard(shape, {{0, 0, 0.5F}, {10, 10, 0.5F}});
    shape.start = board::Binding {board::ShapeId(from), 0.5, 0.5};
    shape.end = board::Binding {board::ShapeId(to), 0.5, 0.5};
    return shape;
}

board::ShapeId id(const QString &text)
{
    return board::ShapeId(text);
}

} // namespace

class TestSharedBoard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shapesTravel();
    void takenIdsAreRenamedTogether();
    void connectorsFollow();
    void removingAFrameReleasesItsContent();
    void strokesGrow();
    void aStrokeIsOneStepOfUndo();
    void undoLeavesOthersAlone();
    void undoKeepsAShapeOthersWroteIn();
    void undoFillsWhatGaveWay();
    void undoLeavesStrokesOfOtherProgramsInPlace();
    void bothSidesAreTold();
    void heldShapesWait();
    void textOfTwoPeopleMerges();
    void readOnlyDoesNothing();
    void pagesComeAndGo();
    void imagesAreKept();
    void aLargeBoardIsReadElsewhere();

private:
    static void exchange(BoardPlayer &a, BoardPlayer &b)
    {
        const QList<QByteArray> fromA = std::exchange(a.said, {});
        const QList<QByteArray> fromB = std::exchange(b.said, {});
        b.receive(fromA);
        a.receive(fromB);
    }
    ManualClock m_clock;
};

void TestSharedBoard::shapesTravel()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    board::Shape shape = box(u"a"_s, 10.5, 20);
    shape.style.stroke = u"red"_s;
    shape.text = u"Hi"_s;
    QCOMPARE(ada.board.add({shape}), QList {id(u"a"_s)});
    exchange(ada, ben);
    QVERIFY(ben.shape(id(u"a"_s)));
    QCOMPARE(*ben.shape(id(u"a"_s)), *ada.shape(id(u"a"_s)));
    QCOMPARE(ben.shape(id(u"a"_s))->by, u"u1"_s);
    QCOMPARE(ben.changes.size(), 1);
    QCOMPARE(ben.changes.front().cause, collab::BoardChange::Cause::Remote);
    QCOMPARE(ben.changes.front().added, QSet {id(u"a"_s)});

    board::Shape moved = *ben.shape(id(u"a"_s));
    moved.x = 99;
    ben.board.update({moved});
    exchange(ada, ben);
    QCOMPARE(ada.shape(id(u"a"_s))->x, 99.0);
    QCOMPARE(ada.changes.back().changed, QSet {id(u"a"_s)});
    ada.board.remove({id(u"a"_s)});
    exchange(ada, ben);
    QVERIFY(!ben.shape(id(u"a"_s)));
    QCOMPARE(ben.changes.back().removed, QSet {id(u"a"_s)});
}

void TestSharedBoard::takenIdsAreRenamedTogether()
{
    BoardPlayer ada(m_clock, 1);
    board::Shape frame = box(u"f"_s, 0, 0);
    frame.type = board::ShapeType::Frame;
    board::Shape inside = box(u"a"_s, 10, 10);
    inside.frame = frame.id;
    inside.groups = {u"g"_s};
    const QList<board::Shape> all {frame, inside, arrow(u"x"_s, u"a"_s, u"nobody"_s)};
    ada.board.add(all);
    const QList<board::ShapeId> copies = ada.board.add(all);
    QCOMPARE(copies.size(), 3);
    QVERIFY(copies[0] != frame.id && copies[1] != inside.id);
    QCOMPARE(ada.shape(copies[1])->frame, copies[0]);
    QVERIFY(ada.shape(copies[1])->groups != inside.groups);
    QCOMPARE(ada.shape(copies[2])->start->shape, copies[1]);
    QVERIFY(!ada.shape(copies[2])->end);
    QVERIFY(ada.shape(copies[0])->z > ada.shape(inside.id)->z);
    ada.board.undo();
    QCOMPARE(ada.board.scene().count(), 3);
}

void TestSharedBoard::connectorsFollow()
{
    BoardPlayer ada(m_clock, 1);
    ada.board.add({box(u"a"_s, 0, 0), box(u"b"_s, 300, 0), arrow(u"x"_s, u"a"_s, u"b"_s)});
    QCOMPARE(ada.shape(id(u"x"_s))->box(), QRectF(100, 25, 200, 0));
    board::Shape moved = *ada.shape(id(u"b"_s));
    moved.x = 500;
    ada.changes.clear();
    ada.board.update({moved});
    QCOMPARE(ada.shape(id(u"x"_s))->box(), QRectF(100, 25, 400, 0));
    QCOMPARE(ada.changes.front().changed, (QSet {id(u"b"_s), id(u"x"_s)}));
    // Whoever does not derive the ends reads them where they are.
    const crdt::Any json = ada.doc.map(board::shapesRoot).toJson();
    QCOMPARE(*json.member(u"x")->member(u"w")->number(), 400.0);
    ada.board.remove({id(u"b"_s)});
    QCOMPARE(ada.shape(id(u"x"_s))->box(), QRectF(100, 25, 400, 0));
    ada.board.undo();
    ada.board.undo();
    QCOMPARE(ada.shape(id(u"x"_s))->box(), QRectF(100, 25, 200, 0));
}

void TestSharedBoard::removingAFrameReleasesItsContent()
{
    BoardPlayer ada(m_clock, 1);
    board::Shape frame = box(u"f"_s, 0, 0);
    frame.type = board::ShapeType::Frame;
    board::Shape inside = box(u"a"_s, 10, 10);
    inside.frame = frame.id;
    ada.board.add({frame, inside});
    ada.board.remove({frame.id});
    QVERIFY(ada.shape(inside.id));
    QVERIFY(ada.shape(inside.id)->frame.isEmpty());
    ada.board.undo();
    QCOMPARE(ada.shape(inside.id)->frame, frame.id);
}

void TestSharedBoard::strokesGrow()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    board::Shape pen;
    pen.type = board::ShapeType::Pen;
    const board::ShapeId stroke = ada.board.beginStroke(pen, {{100, 100, 0.5F}, {104, 102, 0.5F}});
    exchange(ada, ben);
    QCOMPARE(ben.shape(stroke)->box(), QRectF(100, 100, 4, 2));
    ada.board.extendStroke(stroke, {{90, 110, 0.75F}});
    QCOMPARE(ada.said.size(), 1);
    QVERIFY2(ada.said.front().size() < 40, qPrintable(QString::number(ada.said.front().size())));
    exchange(ada, ben);
    QCOMPARE(ben.shape(stroke)->box(), QRectF(90, 100, 14, 10));
    QCOMPARE(ben.changes.back().changed, QSet {stroke});
    ada.board.finishStroke(stroke);
    exchange(ada, ben);
    const board::Points points = board::pointsOnBoard(*ben.shape(stroke));
    QCOMPARE(points.size(), std::size_t(3));
    QCOMPARE(points.back(), (board::Point {90, 110, 0.75F}));
    QCOMPARE(ben.shape(stroke)->box(), QRectF(90, 100, 14, 10));
    const crdt::Any json = ben.doc.map(board::shapesRoot).toJson();
    QCOMPARE(*json.member(viewOf(stroke.value()))->member(u"w")->number(), 14.0);
    ada.board.extendStroke(stroke, {{0, 0, 0.5F}}); // it is finished
    QCOMPARE(ada.shape(stroke)->points->size(), std::size_t(3));
}

void TestSharedBoard::aStrokeIsOneStepOfUndo()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0)});
    board::Shape pen;
    pen.type = board::ShapeType::Pen;
    board::Points line;
    for (int i = 0; i < 100; ++i)
        line.push_back({static_cast<float>(i), 0, 0.5F});
    const board::ShapeId stroke = ada.board.beginStroke(pen, {line.begin(), line.begin() + 10});
    ben.board.add({box(u"b"_s, 0, 0)});
    exchange(ada, ben);
    ada.board.extendStroke(stroke, {line.begin() + 10, line.end()});
    ada.board.finishStroke(stroke);
    QCOMPARE(ada.shape(stroke)->points->size(), std::size_t(2)); // a straight line needs no more
    ada.board.undo();
    QVERIFY(!ada.shape(stroke));
    QVERIFY(ada.shape(id(u"a"_s)) && ada.shape(id(u"b"_s)));
    ada.board.redo();
    QCOMPARE(ada.shape(stroke)->box(), QRectF(0, 0, 99, 0));
    exchange(ada, ben);
    QCOMPARE(*ben.shape(stroke), *ada.shape(stroke));
}

void TestSharedBoard::undoLeavesOthersAlone()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0)});
    exchange(ada, ben);
    board::Shape shape = *ada.shape(id(u"a"_s));
    shape.style.stroke = u"red"_s;
    ada.board.update({shape});
    exchange(ada, ben);
    shape = *ben.shape(id(u"a"_s));
    shape.style.stroke = u"blue"_s;
    shape.x = 7;
    ben.board.update({shape});
    exchange(ada, ben);
    ada.board.undo(); // the red one has gone already
    QCOMPARE(ada.shape(id(u"a"_s))->style.stroke, u"blue"_s);
    QCOMPARE(ada.shape(id(u"a"_s))->x, 7.0);
}

void TestSharedBoard::undoKeepsAShapeOthersWroteIn()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0), box(u"b"_s, 0, 0)});
    exchange(ada, ben);
    ben.board.setText(id(u"a"_s), u"Mine"_s);
    exchange(ada, ben);
    ada.board.undo();
    QVERIFY(!ada.shape(id(u"b"_s)));
    QCOMPARE(ada.shape(id(u"a"_s))->text, u"Mine"_s);
    QCOMPARE(ada.shape(id(u"a"_s))->w, 100.0);
}

void TestSharedBoard::undoFillsWhatGaveWay()
{
    BoardPlayer ada(m_clock, 9); // the higher number wins
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0)});
    exchange(ada, ben);
    board::Shape shape = *ada.shape(id(u"a"_s));
    shape.style.stroke = u"red"_s;
    ada.board.update({shape});
    shape.style.stroke = u"blue"_s;
    ben.board.update({shape});
    exchange(ada, ben);
    QCOMPARE(ben.shape(id(u"a"_s))->style.stroke, u"red"_s);
    ada.board.undo();
    QCOMPARE(ada.shape(id(u"a"_s))->style.stroke, u"blue"_s);
    exchange(ada, ben);
    QCOMPARE(ben.shape(id(u"a"_s))->style.stroke, u"blue"_s);
}

/// Another program need not write how large a stroke is: that is where its points are.
void TestSharedBoard::undoLeavesStrokesOfOtherProgramsInPlace()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    ben.doc.transact([&ben] {
        crdt::Map stroke(*ben.doc.map(board::shapesRoot).setType(u"stroke", crdt::TypeKind::Map));
        QVERIFY(stroke.set(u"type", u"pen"));
        QVERIFY(stroke.set(u"x", 100));
        QVERIFY(stroke.set(u"y", 100));
        QVERIFY(stroke.set(u"points", u"AAfBfBfBfB"));
    });
    ada.receive(std::exchange(ben.said, {}));
    const auto before = testing::everything(ada.board.scene());
    QCOMPARE(before.size(), 1);
    ada.board.remove({id(u"stroke"_s)});
    QVERIFY(testing::everything(ada.board.scene()).isEmpty());
    ada.board.undo();
    QCOMPARE(testing::difference(before, testing::everything(ada.board.scene())), QString());
}

void TestSharedBoard::bothSidesAreTold()
{
    BoardPlayer ada(m_clock, 9);
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0)});
    exchange(ada, ben);
    QSignalSpy prevailed(&ada.board, &collab::SharedBoard::prevailed);
    QSignalSpy overruled(&ben.board, &collab::SharedBoard::overruled);
    QSignalSpy others(&ada.board, &collab::SharedBoard::overruled);
    board::Shape shape = *ada.shape(id(u"a"_s));
    shape.style.width = 5;
    shape.style.fill = u"red"_s;
    ada.board.update({shape});
    shape.style.width = 9;
    ben.board.update({shape}); // the same fill
    exchange(ada, ben);
    QCOMPARE(prevailed.count(), 1);
    QCOMPARE(prevailed.front().at(1).toString(), u"width"_s);
    QCOMPARE(overruled.count(), 1);
    QCOMPARE(overruled.front().at(0).value<board::ShapeId>(), id(u"a"_s));
    QCOMPARE(others.count(), 0);
    shape = *ben.shape(id(u"a"_s));
    shape.style.width = 1;
    ben.board.update({shape}); // who knows what was there overrules nobody
    exchange(ada, ben);
    QCOMPARE(others.count(), 0);
    QCOMPARE(ada.shape(id(u"a"_s))->style.width, 1.0);
}

void TestSharedBoard::heldShapesWait()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    ada.board.add({box(u"a"_s, 0, 0), box(u"b"_s, 0, 0)});
    exchange(ada, ben);
    ada.board.hold({id(u"a"_s), id(u"b"_s)});
    board::Shape shape = *ben.shape(id(u"a"_s));
    shape.x = 500;
    shape.text = u"Ben"_s;
    ben.board.update({shape});
    ben.board.remove({id(u"b"_s)});
    exchange(ada, ben);
    QCOMPARE(ada.shape(id(u"a"_s))->x, 0.0);
    QCOMPARE(ada.shape(id(u"a"_s))->text, u"Ben"_s); // letters come in
    QVERIFY(ada.shape(id(u"b"_s)));
    shape = *ada.shape(id(u"a"_s));
    shape.style.stroke = u"red"_s;
    ada.board.update({shape});
    QCOMPARE(ada.shape(id(u"a"_s))->x, 0.0);
    ada.board.letGo();
    QCOMPARE(ada.shape(id(u"a"_s))->x, 500.0);
    QVERIFY(!ada.shape(id(u"b"_s)));
    QCOMPARE(ada.changes.back().removed, QSet {id(u"b"_s)});
    exchange(ada, ben);
    QCOMPARE(ben.shape(id(u"a"_s))->style.stroke, u"red"_s);
}

void TestSharedBoard::textOfTwoPeopleMerges()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    board::Shape note = box(u"n"_s, 0, 0);
    note.text = u"one three"_s;
    ada.board.add({note});
    exchange(ada, ben);
    ada.board.setText(note.id, u"one two three"_s);
    ben.board.setText(note.id, u"one three four"_s);
    exchange(ada, ben);
    QCOMPARE(ada.shape(note.id)->text, u"one two three four"_s);
    QCOMPARE(ben.shape(note.id)->text, u"one two three four"_s);
    ada.board.undo();
    QCOMPARE(ada.shape(note.id)->text, u"one three four"_s);
}

void TestSharedBoard::readOnlyDoesNothing()
{
    BoardPlayer ada(m_clock, 1);
    ada.board.add({box(u"a"_s, 0, 0)});
    ada.said.clear();
    QSignalSpy told(&ada.board, &collab::SharedBoard::readOnlyChanged);
    ada.board.setReadOnly(true);
    QCOMPARE(told.count(), 1);
    QVERIFY(ada.board.add({box(u"b"_s, 0, 0)}).isEmpty());
    board::Shape shape = *ada.shape(id(u"a"_s));
    shape.x = 1;
    ada.board.update({shape});
    ada.board.remove({shape.id});
    ada.board.setText(shape.id, u"x"_s);
    ada.board.undo();
    QVERIFY(ada.board.addPage(u"p"_s).isEmpty());
    QVERIFY(ada.said.isEmpty());
    QCOMPARE(ada.shape(shape.id)->x, 0.0);
}

void TestSharedBoard::pagesComeAndGo()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    const board::PageId second = ada.board.addPage(u"Second"_s);
    const board::PageId third = ada.board.addPage(u"Third"_s);
    exchange(ada, ben);
    const auto names = [](const BoardPlayer &player) {
        QStringList list;
        for (const board::Page &page : player.board.scene().pages())
            list.append(page.name);
        return list;
    };
    QCOMPARE(names(ben), (QStringList {QString(), u"Second"_s, u"Third"_s}));
    ben.board.movePage(third, 0);
    ben.board.renamePage(board::PageId(), u"First"_s);
    exchange(ada, ben);
    QCOMPARE(names(ada), (QStringList {u"Third"_s, u"First"_s, u"Second"_s}));
    board::Shape shape = box(u"a"_s, 0, 0);
    shape.page = second;
    ada.board.add({shape});
    ada.board.removePage(second);
    QVERIFY(!ada.shape(shape.id));
    QCOMPARE(names(ada), (QStringList {u"Third"_s, u"First"_s}));
    ada.board.undo();
    QVERIFY(ada.shape(shape.id));
    QCOMPARE(names(ada), (QStringList {u"Third"_s, u"First"_s, u"Second"_s}));
    exchange(ada, ben);
    QCOMPARE(names(ben), names(ada));
}

void TestSharedBoard::imagesAreKept()
{
    BoardPlayer ada(m_clock, 1);
    BoardPlayer ben(m_clock, 2);
    const QByteArray png = "\x89PNG\r\n\x1a\n and so on";
    const QString key = ada.board.addImage(png);
    QCOMPARE(key.size(), 32);
    QCOMPARE(ada.board.addImage(png), key);
    QCOMPARE(ada.said.size(), 1);
    QVERIFY(ada.board.addImage("no picture").isEmpty());
    QVERIFY(ada.board.addImage(png + QByteArray(board::maxImageBytes, 'x')).isEmpty());
    exchange(ada, ben);
    QCOMPARE(ben.board.image(key), png);
    QVERIFY(ben.changes.back().images);
}

void TestSharedBoard::aLargeBoardIsReadElsewhere()
{
    BoardPlayer ada(m_clock, 1);
    QList<board::Shape> many;
    for (int i = 0; i < 2000; ++i)
        many.append(box(u"s%1"_s.arg(i), i, i));
    ada.board.add(many);
    const QByteArray state = collab::toByteArray(ada.doc.encodeStateAsUpdate());
    QVERIFY(state.size() > collab::SharedDocument::LargestHere);
    collab::BoardDocument document({.userId = u"ben"_s, .name = u"Ben"_s, .color = {}}, m_clock);
    QSignalSpy loaded(&document, &collab::SharedDocument::loaded);
    QSignalSpy edited(&document, &collab::SharedDocument::edited);
    document.load(state);
    QVERIFY(!document.isLoaded());
    QVERIFY(loaded.wait());
    QCOMPARE(document.board().scene().count(), 2000);
    document.board().add({box(u"mine"_s, 0, 0)});
    QCOMPARE(edited.count(), 1);
    ada.receive({edited.front().front().toByteArray()});
    QCOMPARE(ada.shape(id(u"mine"_s))->by, u"ben"_s);
}

QTEST_GUILESS_MAIN(TestSharedBoard)
#include "tst_sharedboard.moc"
