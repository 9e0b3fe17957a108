#include "boardstage.h"
#include "pointers/pointerlayer.h"

#include <QSignalSpy>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::collab::BoardAwareness;
using coterie::collab::BoardPeer;
using coterie::pointers::PointerLayer;
using coterie::pointers::Sprite;

namespace {

const QColor MinasHue(u"#7C4DBE"_s);

/// The board is open in the real window, and Mina has it open, too: what one tells the other hears.
struct Together {
    Together()
    {
        stage.open();
        stage.script.app->settings()->setAnimations(true);
        mina = &stage.join(u"mina"_s, u"Mina"_s, MinasHue.name());
        layer = qobject_cast<PointerLayer *>(stage.screen->find(u"coterie::pointers::PointerLayer"_s));
        if (!layer || !hears())
            qFatal("Mina is not there");
        layer->setClock(clock);
    }
    /// What was told here is with Mina, and this person among those she sees.
    [[nodiscard]] bool hears()
    {
        stage.tell(*mina);
        return !mina->presence().peers().isEmpty() && !stage.model()->presence()->peers().isEmpty();
    }
    /// This person as Mina sees them.
    [[nodiscard]] BoardPeer seen()
    {
        stage.tell(*mina);
        return mina->presence().peers().value(0);
    }
    [[nodiscard]] BoardPeer minaHere() const { return stage.model()->presence()->peers().value(0); }
    void point(QPointF at) const
    {
        QTest::mouseMove(stage.screen->window(), inWindow(at) + QPoint(3, 0)); // it may have been there already
        QTest::mouseMove(stage.screen->window(), inWindow(at));
    }
    [[nodiscard]] QPoint inWindow(QPointF at) const
    {
        return stage.canvas()->mapToScene(stage.canvas()->toView(at)).toPoint();
    }
    /// Time goes by for the pointers, frame by frame.
    void pass(Millis time)
    {
        for (Millis left = time; left.count() > 0; left -= Millis(16)) {
            clock.advance(Millis(16));
            layer->step();
        }
    }
    [[nodiscard]] const QList<Sprite> &sprites() const
    {
        (void)stage.screen->grab();
        return layer->sprites();
    }
    /// Pixels of about this colour in a part of the board.
    [[nodiscard]] int count(const QRectF &part, const QColor &color) const
    {
        const QImage picture = stage.screen->grab();
        const QRect area = QRect(inWindow(part.topLeft()), inWindow(part.bottomRight())) & picture.rect();
        int found = 0;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                const QColor pixel = picture.pixelColor(x, y);
                const int apart = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue());
                found += apart < 40 ? 1 : 0;
            }
        }
        return found;
    }

    BoardStage stage;
    ManualClock clock; ///< of pointers and of the view that follows
    collab::BoardDocument *mina = nullptr;
    PointerLayer *layer = nullptr;
};

bool isNear(QPointF a, QPointF b, qreal by = 2)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y()) <= by;
}

} // namespace

/// Two people on one board, each of whom sees what the other does: words, throws, light, hands, views.
class TestBoardTogether : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsAreSaidAtThePointer();
    void whatWasSaidGoesByItself();
    void reactionsAreThrown();
    void theLaserLeavesATrail();
    void showsWhatOthersHold();
    void namesAreNotCutOffAtTheEdge();
    void followsSomebody();
    void followingEndsByAnyMovement_data();
    void followingEndsByAnyMovement();
    void facesSayWhatPeopleDo();
    void changesAreAnnouncedWithTheName();
};

void TestBoardTogether::wordsAreSaidAtThePointer()
{
    Together both;
    both.point({600, 500});
    QTRY_VERIFY(both.seen().pointer && isNear(*both.seen().pointer, {600, 500}));
    both.stage.screen->key(Qt::Key_Slash);
    QTRY_VERIFY(both.stage.screen->find(u"CursorChatField"_s));
    QQuickItem *field = both.stage.screen->find(u"CursorChatField"_s);
    const QPointF bubble = field->mapToScene({0, 0}) - QPointF(both.inWindow({600, 500}));
    QVERIFY2(bubble.x() > 0 && bubble.x() < 40 && bubble.y() > 0 && bubble.y() < 40, "beside the pointer");
    both.stage.screen->type(u"Look h"_s);
    QTRY_COMPARE(both.seen().chat, u"Look h"_s); // while it is typed
    both.stage.screen->type(u"ere"_s);
    QTRY_COMPARE(both.seen().chat, u"Look here"_s);
    QVERIFY2(both.stage.canvas()->tool() == u"select"_s, "the keys are the words'");
    both.point({640, 520}); // it goes along
    QTRY_VERIFY(isNear(field->mapToScene({0, 0}) - QPointF(both.inWindow({640, 520})), bubble));
    both.stage.screen->key(Qt::Key_Escape);
    QTRY_VERIFY(both.seen().chat.isEmpty());
    QVERIFY(both.stage.canvas()->hasActiveFocus());
    QTRY_VERIFY(!field->isVisible());

    both.mina->presence().setPointer(QPointF(300, 500));
    both.mina->presence().setChat(u"Here?"_s);
    QTRY_COMPARE(both.minaHere().chat, u"Here?"_s);
    both.pass(Millis(400));
    QCOMPARE(both.sprites().size(), 2); // arrow with name, and the bubble
    QVERIFY(isNear(both.layer->mapToScene(both.sprites().last().place.topLeft()), both.inWindow({300, 500}), 60));
    both.mina->presence().setChat({});
    QTRY_VERIFY(both.minaHere().chat.isEmpty());
    both.pass(Millis(400));
    QCOMPARE(both.sprites().size(), 1);
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::whatWasSaidGoesByItself()
{
    Together both;
    both.point({600, 500});
    both.stage.screen->key(Qt::Key_Slash);
    both.stage.screen->type(u"Back in a minute"_s);
    both.stage.screen->key(Qt::Key_Return);
    QTRY_COMPARE(both.seen().chat, u"Back in a minute"_s);
    QVERIFY2(both.stage.canvas()->hasActiveFocus(), "one draws on at once");
    QVERIFY(both.stage.screen->find(u"CursorChatField"_s));
    QTRY_VERIFY_WITH_TIMEOUT(both.seen().chat.isEmpty(), 10'000);
    QTRY_VERIFY(!both.stage.screen->find(u"CursorChatField"_s));
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::reactionsAreThrown()
{
    Together both;
    QSignalSpy thrown(&both.mina->presence(), &BoardAwareness::reactionThrown);
    both.point({600, 500});
    QTRY_VERIFY(both.seen().pointer && isNear(*both.seen().pointer, {600, 500}));
    both.stage.screen->key(Qt::Key_J);
    QVERIFY(both.stage.screen->find(u"BoardReactions"_s));
    both.stage.screen->key(Qt::Key_2);
    QVERIFY(!both.stage.screen->find(u"BoardReactions"_s));
    QTRY_VERIFY((both.stage.tell(*both.mina), thrown.count() == 1));
    QCOMPARE(thrown.first().at(1).toString(), BoardAwareness::reactions().at(1));
    QVERIFY(isNear(thrown.first().at(2).toPointF(), {600, 500}));
    both.pass(Millis(200));
    QCOMPARE(both.sprites().size(), 1); // who throws sees it, too
    both.pass(Millis(2'000));
    QVERIFY(both.sprites().isEmpty());

    both.mina->presence().throwReaction(BoardAwareness::reactions().first(), {300, 500});
    QTRY_VERIFY(!both.minaHere().reaction.name.isEmpty());
    both.pass(Millis(32));
    QCOMPARE(both.sprites().size(), 1);
    QVERIFY(isNear(both.layer->mapToScene(both.sprites().first().place.center()), both.inWindow({300, 500}), 30));
    const qreal before = both.sprites().first().place.center().y();
    both.pass(Millis(600));
    QVERIFY2(both.sprites().first().place.center().y() < before - 20, "it rises");
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::theLaserLeavesATrail()
{
    Together both;
    const QRectF strip(300, 490, 320, 30); // of empty board
    const QColor own(both.stage.workspace().selfColor());
    both.stage.canvas()->setTool(u"laser"_s);
    QTest::mousePress(both.stage.screen->window(), Qt::LeftButton, {}, both.inWindow({320, 505}));
    for (int x = 340; x <= 600; x += 20) {
        both.point({qreal(x), 505});
        both.pass(Millis(32));
    }
    QTRY_VERIFY(both.seen().laser && both.seen().pointer && isNear(*both.seen().pointer, {600, 505}));
    QVERIFY2(both.count(strip, own) > 200, "who points sees it, too");
    QTest::mouseRelease(both.stage.screen->window(), Qt::LeftButton, {}, both.inWindow({600, 505}));
    QTRY_VERIFY(!both.seen().laser);
    both.pass(Millis(1'200));
    QCOMPARE(both.count(strip, own), 0);
    QCOMPARE(both.stage.scene().count(), qsizetype(8)); // light is no ink

    both.point({900, 600});
    both.mina->presence().setLaser(true);
    for (int x = 320; x <= 600; x += 40) {
        both.mina->presence().setPointer(QPointF(x, 505));
        QTRY_COMPARE(both.minaHere().pointer, std::optional(QPointF(x, 505)));
        both.pass(Millis(32));
    }
    QVERIFY2(both.count(strip, MinasHue) > 200, "Mina's light in Mina's hue");
    both.mina->presence().setLaser(false);
    QTRY_VERIFY(!both.minaHere().laser);
    both.pass(Millis(1'500));
    QCOMPARE(both.count(strip.adjusted(0, 0, -40, 0), MinasHue), 0);
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::showsWhatOthersHold()
{
    Together both;
    const board::ShapeId note(u"note-2"_s);
    const QRectF box = both.stage.scene().find(note)->box();
    const QRectF around = box.adjusted(-8, -8, 8, 8);
    QCOMPARE(both.count(around, MinasHue), 0);
    both.mina->presence().setSelection({note});
    QTRY_COMPARE(both.minaHere().selection, QList {note});
    const int outline = both.count(around, MinasHue);
    QVERIFY2(outline > box.width() + box.height(), QByteArray::number(outline).constData());
    QCOMPARE(both.stage.canvas()->selectionCount(), 0); // it is theirs

    collab::Gesture gesture;
    gesture.ids = {note};
    gesture.move = {400, 100};
    both.mina->presence().setGesture(gesture);
    QTRY_VERIFY(both.minaHere().gesture.has_value());
    both.stage.settle();
    QVERIFY2(both.count(around.translated(400, 100), MinasHue) > outline / 2, "the frame goes along");
    QCOMPARE(both.stage.scene().find(note)->box(), box); // but it is not there yet
    both.mina->presence().setGesture({});
    both.mina->presence().setSelection({});
    QTRY_VERIFY(both.minaHere().selection.isEmpty());
    both.stage.settle();
    QCOMPARE(both.count(around, MinasHue), 0);
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::namesAreNotCutOffAtTheEdge()
{
    Together both;
    const QRectF view(QPointF(), QSizeF(both.layer->width(), both.layer->height()));
    const auto flagAt = [&](QPointF place) {
        const QPointF at = both.stage.canvas()->toBoard(place);
        both.mina->presence().setPointer(at);
        (void)QTest::qWaitFor([&] { return both.minaHere().pointer && isNear(*both.minaHere().pointer, at, 0.1); });
        both.pass(Millis(600));
        const QRectF flag = both.sprites().value(0).place;
        return QRectF(flag.topLeft() - place, flag.size());
    };
    QVERIFY(flagAt(view.center()).left() > -10);
    const QRectF right = flagAt({view.right() - 4, 300});
    QVERIFY2(right.left() < -20 && right.right() < 30, "to the left of the tip");
    const QRectF corner = flagAt(view.bottomRight() - QPointF(4, 4));
    QVERIFY2(corner.left() < -20 && corner.top() < -15, "and above");
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::followsSomebody()
{
    Together both;
    boardview::BoardCanvas &canvas = *both.stage.canvas();
    canvas.setClock(both.clock);
    const auto look = [&](QPointF centre) {
        const QSizeF size = canvas.size() / 2; // at 200 %
        const QRectF area(centre - QPointF(size.width(), size.height()) / 2, size);
        both.mina->presence().setViewport(area);
        return QTest::qWaitFor([&] {
            const auto told = both.minaHere().viewport;
            return told && isNear(told->center(), centre, 0.1);
        });
    };
    const auto frame = [&] {
        both.clock.advance(Millis(16));
        canvas.follow();
    };
    QVERIFY(look({2'000, 1'000}));
    const double zoom = canvas.zoom();
    both.stage.model()->people()->follow(u"mina"_s);
    QTRY_COMPARE(both.seen().following, both.stage.model()->presence()->peers().value(0).client);
    QVERIFY2(canvas.zoom() == zoom, "it sets out, it does not jump");
    for (int i = 0; i < 6; ++i)
        frame();
    const double before = canvas.centreX();
    frame();
    const double step = canvas.centreX() - before;
    QVERIFY(step > 0 && canvas.centreX() < 2'000);

    double last = canvas.centreX();
    for (int sample = 1; sample <= 20; ++sample) { // Mina moves on, and the way is one
        QVERIFY(look({2'000 + sample * 10.0, 1'000}));
        for (int i = 0; i < 2; ++i) {
            frame();
            QVERIFY(canvas.centreX() > last);
            QVERIFY2(canvas.centreX() - last < step * 1.5, "without a jerk");
            last = canvas.centreX();
        }
    }
    QVERIFY2(2'200 - canvas.centreX() < 60, "close behind");
    for (int i = 0; i < 40; ++i)
        frame();
    QVERIFY(isNear({canvas.centreX(), canvas.centreY()}, {2'200, 1'000}, 0.1));
    QVERIFY(std::abs(canvas.zoom() - 2) < 0.01);

    QVERIFY(both.stage.screen->find(u"BoardFollowing"_s));
    both.stage.screen->key(Qt::Key_Escape);
    QTRY_VERIFY(!both.stage.screen->find(u"BoardFollowing"_s));
    QTRY_COMPARE(both.seen().following, quint64(0));
    QVERIFY(look({0, 0}));
    frame();
    QVERIFY(isNear({canvas.centreX(), canvas.centreY()}, {2'200, 1'000}, 0.1));
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::followingEndsByAnyMovement_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"press", "wheel", "zoom", "keys"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestBoardTogether::followingEndsByAnyMovement()
{
    QFETCH(const QString, how);
    Together both;
    boardview::BoardCanvas &canvas = *both.stage.canvas();
    canvas.setClock(both.clock);
    both.mina->presence().setViewport(QRectF(3'000, 0, 600, 400));
    QTRY_VERIFY(both.minaHere().viewport.has_value());
    both.stage.model()->people()->follow(u"mina"_s);
    both.clock.advance(Millis(50));
    canvas.follow(); // on its way
    const QPoint middle = canvas.mapToScene({canvas.width() / 2, canvas.height() / 2}).toPoint();
    if (how == u"press"_s) {
        QTest::mouseClick(both.stage.screen->window(), Qt::LeftButton, {}, middle);
    } else if (how == u"wheel"_s) {
        QWheelEvent wheel(middle, both.stage.screen->window()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, {},
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(both.stage.screen->window(), &wheel);
    } else if (how == u"zoom"_s) {
        canvas.zoomIn();
    } else {
        canvas.forceActiveFocus();
        both.stage.screen->key(Qt::Key_Escape);
    }
    QTRY_COMPARE(both.stage.model()->people()->followedClient(), 0.0);
    QTRY_COMPARE(both.seen().following, quint64(0));
    QTRY_VERIFY(!canvas.isGliding());
    const QPointF there(canvas.centreX(), canvas.centreY());
    for (int i = 0; i < 10; ++i) {
        both.clock.advance(Millis(16));
        canvas.follow();
    }
    QCOMPARE(QPointF(canvas.centreX(), canvas.centreY()), there);
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::facesSayWhatPeopleDo()
{
    Together both;
    const auto face = [&] { return both.stage.screen->find(u"DocumentFace"_s); };
    const auto description = [&] {
        return QAccessible::queryAccessibleInterface(face())->text(QAccessible::Description);
    };
    both.mina->presence().setTool(u"pen"_s);
    QTRY_COMPARE(description(), u"Drawing with the pen"_s);
    QCOMPARE(face()->property("tool").toString(), u"edit"_s);
    both.mina->presence().setTool(u"select"_s);
    QTRY_COMPARE(description(), u"Looking around"_s);
    QVERIFY(face()->property("tool").toString().isEmpty());
    QVERIFY(!face()->property("idle").toBool());
    both.mina->presence().setTool(u"laser"_s);
    QTRY_COMPARE(face()->property("tool").toString(), u"laser"_s);
    both.stage.script.clock.advance(viewmodel::IdleWatch::After);
    both.stage.model()->refreshTimes(); // as it does every 20 seconds
    QCOMPARE(description(), u"Idle"_s);
    QVERIFY(face()->property("idle").toBool() && face()->property("tool").toString().isEmpty());
    both.mina->presence().setPointer(QPointF(10, 10));
    QTRY_COMPARE(description(), u"Pointing with the laser"_s);
    QVERIFY(!face()->property("idle").toBool());
    VERIFY_NO_WARNINGS(both.stage);
}

void TestBoardTogether::changesAreAnnouncedWithTheName()
{
    Together both;
    QSignalSpy said(both.stage.canvas(), &boardview::BoardCanvas::announcement);
    QSignalSpy noticed(both.stage.canvas(), &boardview::BoardCanvas::notice);
    const board::ShapeId note(u"note-1"_s);
    board::Shape moved = *both.mina->board().scene().find(note);
    moved.x += 20;
    both.mina->board().update({moved});
    QTRY_COMPARE(said.count(), 1);
    QCOMPARE(said.last().first().toString(), u"Mina changed: Sticky note, “One sentence, one button.”, at 140, 300"_s);
    both.mina->board().add({noteOf("new", {500, 480}, "blue", u"And this"_s)});
    QTRY_COMPARE(said.count(), 2);
    QVERIFY(said.last().first().toString().startsWith(u"Mina added: Sticky note"_s));

    // Who takes something away writes nothing: but she has it in her hand.
    both.stage.click({160, 340});
    QCOMPARE(both.stage.canvas()->selectionCount(), 1);
    both.mina->presence().setSelection({note});
    QTRY_COMPARE(both.minaHere().selection, QList {note});
    both.mina->presence().setSelection({});
    QTRY_VERIFY(both.minaHere().selection.isEmpty());
    both.mina->board().remove({note});
    QTRY_COMPARE(said.count(), 3);
    QCOMPARE(said.last().first().toString(), u"Mina deleted 1 shape(s)."_s);
    QCOMPARE(noticed.last().first().toString(), u"Mina deleted what you had selected."_s);

    // Nobody knows who.
    both.mina->board().remove({board::ShapeId(u"note-2"_s)});
    QTRY_COMPARE(said.count(), 4);
    QCOMPARE(said.last().first().toString(), u"Somebody deleted 1 shape(s)."_s);
    VERIFY_NO_WARNINGS(both.stage);
}

QTEST_MAIN(TestBoardTogether)
#include "tst_boardtogether.moc"
