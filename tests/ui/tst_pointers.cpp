#include "pointerstage.h"

#include <QJSEngine>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <cmath>

using namespace coterie;
using namespace coterie::testing;
using namespace Qt::StringLiterals;
using coterie::pointers::PointerLayer;
using coterie::viewmodel::RemotePointer;

namespace {

bool isNear(const std::optional<QPointF> &place, QPointF wanted, qreal by = 1)
{
    return place && std::hypot(place->x() - wanted.x(), place->y() - wanted.y()) <= by;
}

/// How many pixels of a picture have about this colour.
int count(const QImage &image, const QColor &color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue())
                < 12)
                ++found;
        }
    }
    return found;
}

} // namespace

/// Other people's pointers over a surface: where they are, how they move, what they say.
class TestPointers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsWhereItWasTold();
    void goesWithTheSurface();
    void standsAtItsAnchor();
    void glidesBetweenSamplesAndRests();
    void fadesWhenStillAndComesBack();
    void vanishesAtOnce();
    void everybodyStaysWhereTheyAreWhenSomebodyComes();
    void doesNotMoveWhereMotionIsNotWanted();
    void saysWhatIsSaid();
    void aLaserLeavesATrailThatFades();
    void ownPointerIsOnlyItsTrail();
    void reactionsRiseAndAreGone();
    void longAndForeignNames_data();
    void longAndForeignNames();
    void isPaintedSharplyOnAnyScreen();
    void turnsAwayFromTheEdge_data();
    void turnsAwayFromTheEdge();
    void outlivesItsSource();
    void nothingRunsWhileNobodyMoves();
};

void TestPointers::standsWhereItWasTold()
{
    PointerStage stage;
    const QImage empty = stage.grab();
    const RemotePointer mina = PointerStage::pointer(u"Mina"_s, {200, 150});
    stage.source.say(mina);
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {200, 150}, 0));
    QCOMPARE(stage.layer.opacityOf(u"Mina"_s), 1);
    const QImage picture = stage.grab();
    QVERIFY(picture != empty);
    QCOMPARE(picture.pixelColor(205, 159), mina.color); // inside the arrow
    QCOMPARE(picture.pixelColor(100, 100), empty.pixelColor(100, 100));
    QCOMPARE(picture.copy(0, 0, 196, 600), empty.copy(0, 0, 196, 600)); // nothing left of the tip
    QCOMPARE(stage.layer.count(), 1);
}

void TestPointers::goesWithTheSurface()
{
    PointerStage stage;
    stage.layer.setOrigin({100, 50});
    stage.layer.setZoom(2);
    stage.source.say(PointerStage::pointer(u"Mina"_s, {20, 30}));
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {140, 110}, 0));
    stage.layer.setZoom(0.5); // not a glide: the surface itself moved
    stage.layer.setOrigin({0, 0});
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {10, 15}, 0));
}

void TestPointers::standsAtItsAnchor()
{
    PointerStage stage;
    QJSEngine engine;
    engine.globalObject().setProperty(u"place"_s, engine.toScriptValue(QPointF(42, 24)));
    stage.layer.setMapAnchor(engine.evaluate(u"(anchor, x, y) => anchor === 'gone' || x > 1 ? null : place"_s));
    RemotePointer mina = PointerStage::pointer(u"Mina"_s, {0.5, 0.5});
    mina.anchor = u"m1"_s;
    stage.source.say(mina);
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {42, 24}, 0));
    engine.globalObject().setProperty(u"place"_s, engine.toScriptValue(QPointF(42, 124)));
    stage.layer.remap(); // scrolled
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {42, 124}, 0));
    mina.anchor = u"gone"_s;
    stage.source.say(mina);
    QVERIFY(!stage.layer.placeOf(u"Mina"_s));
    QCOMPARE(stage.layer.count(), 0);
}

void TestPointers::glidesBetweenSamplesAndRests()
{
    PointerStage stage;
    for (int i = 0; i <= 30; ++i) { // for a second, 20 units a sample
        stage.source.say(PointerStage::pointer(u"Mina"_s, {100.0 + i * 20, 100}));
        stage.pass(Millis(33));
    }
    QVERIFY(stage.layer.isAnimating());
    const QPointF before = *stage.layer.placeOf(u"Mina"_s);
    QVERIFY2(before.x() < 700 && before.x() > 640, "about one sample behind");
    qreal last = before.x();
    for (int i = 0; i < 10; ++i) {
        stage.pass(Millis(16));
        const qreal x = stage.layer.placeOf(u"Mina"_s)->x();
        QVERIFY(x >= last && x <= 700);
        last = x;
    }
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {700, 100}, 0));
    QVERIFY(!stage.layer.isAnimating());
}

void TestPointers::fadesWhenStillAndComesBack()
{
    PointerStage stage;
    stage.source.say(PointerStage::pointer(u"Mina"_s, {100, 100}));
    stage.pass(Millis(3'900));
    QCOMPARE(stage.layer.opacityOf(u"Mina"_s), 1);
    stage.pass(Millis(500));
    QCOMPARE(stage.layer.opacityOf(u"Mina"_s), stage.look.idleOpacity);
    stage.source.say(PointerStage::pointer(u"Mina"_s, {101, 100}));
    stage.pass(Millis(500));
    QCOMPARE(stage.layer.opacityOf(u"Mina"_s), 1);
}

void TestPointers::vanishesAtOnce()
{
    PointerStage stage;
    const QImage empty = stage.grab();
    stage.source.say(PointerStage::pointer(u"Mina"_s, {100, 100}));
    stage.source.say(PointerStage::pointer(u"Mina"_s, {500, 300}));
    stage.pass(Millis(16));
    QVERIFY(stage.grab() != empty);
    stage.source.leave(u"Mina"_s);
    QVERIFY(!stage.layer.placeOf(u"Mina"_s));
    QCOMPARE(stage.grab(), empty);
}

void TestPointers::everybodyStaysWhereTheyAreWhenSomebodyComes()
{
    PointerStage stage;
    stage.source.say(PointerStage::pointer(u"Mina"_s, {100, 100}));
    stage.source.say(PointerStage::pointer(u"Mina"_s, {300, 100}));
    stage.pass(Millis(16));
    const QPointF before = *stage.layer.placeOf(u"Mina"_s);
    Q_EMIT stage.source.pointersReset();
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), before, 0));
    stage.pass(Millis(16));
    QVERIFY2(stage.layer.placeOf(u"Mina"_s)->x() > before.x(), "it goes on gliding");
}

void TestPointers::doesNotMoveWhereMotionIsNotWanted()
{
    PointerStage stage;
    stage.look.animate = false;
    Q_EMIT stage.look.lookChanged();
    stage.source.say(PointerStage::pointer(u"Mina"_s, {100, 100}));
    stage.source.say(PointerStage::pointer(u"Mina"_s, {500, 300}));
    QVERIFY(isNear(stage.layer.placeOf(u"Mina"_s), {500, 300}, 0));
    QVERIFY(!stage.layer.isAnimating());
    Q_EMIT stage.source.reactionThrown(u"👍"_s, {10, 10});
    (void)stage.grab();
    QCOMPARE(stage.layer.sprites().size(), 1);
}

void TestPointers::saysWhatIsSaid()
{
    PointerStage stage;
    RemotePointer mina = PointerStage::pointer(u"Mina"_s, {100, 100});
    const auto bubble = [&stage]() -> QRectF {
        (void)stage.grab();
        return stage.layer.sprites().size() > 1 ? stage.layer.sprites().last().place : QRectF();
    };
    stage.source.say(mina);
    QVERIFY(bubble().isNull());
    mina.chat = u"Look"_s;
    stage.source.say(mina);
    stage.pass(Millis(300));
    const QRectF narrow = bubble();
    QVERIFY(!narrow.isNull());
    mina.chat = u"Look at this, it grows while somebody types and then it wraps to a second line"_s;
    stage.source.say(mina);
    stage.pass(Millis(300));
    QVERIFY(bubble().width() > narrow.width() && bubble().width() < 280);
    QVERIFY(bubble().height() > narrow.height());
    stage.pass(Millis(10'000));
    QVERIFY2(!bubble().isNull(), "as long as it is said");
    QCOMPARE(stage.layer.opacityOf(u"Mina"_s), 1); // who speaks does not fade
    mina.chat.clear();
    stage.source.say(mina);
    stage.pass(Millis(16));
    QVERIFY2(!bubble().isNull(), "it fades");
    stage.pass(Millis(500));
    QVERIFY(bubble().isNull());
}

void TestPointers::aLaserLeavesATrailThatFades()
{
    PointerStage stage;
    RemotePointer mina = PointerStage::pointer(u"Mina"_s, {100, 400});
    mina.laser = true;
    for (int i = 0; i < 15; ++i) {
        mina.at = {100.0 + i * 30, 400};
        stage.source.say(mina);
        stage.pass(Millis(33));
    }
    const int drawn = count(stage.grab().copy(0, 380, 500, 20), mina.color);
    QVERIFY2(drawn > 200, QByteArray::number(drawn).constData());
    mina.laser = false;
    stage.source.say(mina);
    stage.pass(Millis(400));
    const int fading = count(stage.grab().copy(0, 380, 500, 20), mina.color);
    QVERIFY(fading < drawn);
    stage.pass(Millis(700));
    QCOMPARE(count(stage.grab().copy(0, 380, 400, 20), mina.color), 0);
    QVERIFY(!stage.layer.isAnimating());
}

void TestPointers::ownPointerIsOnlyItsTrail()
{
    PointerStage stage;
    RemotePointer own = PointerStage::pointer(u"Ada"_s, {100, 100});
    own.isOwn = true;
    own.laser = true;
    stage.source.say(own);
    own.at = {300, 100};
    stage.source.say(own);
    QVERIFY2(isNear(stage.layer.placeOf(u"Ada"_s), {300, 100}, 0), "where the hand is, without a glide");
    stage.pass(Millis(16));
    own.at = {320, 100};
    stage.source.say(own);
    stage.pass(Millis(16));
    (void)stage.grab();
    QCOMPARE(stage.layer.sprites().size(), 1);
    QCOMPARE(stage.layer.count(), 0);
    stage.pass(Millis(2'000));
    (void)stage.grab();
    QCOMPARE(stage.layer.sprites().size(), 0);
}

void TestPointers::reactionsRiseAndAreGone()
{
    PointerStage stage;
    Q_EMIT stage.source.reactionThrown(u"🎉"_s, {300, 300});
    stage.pass(Millis(320));
    (void)stage.grab();
    QCOMPARE(stage.layer.sprites().size(), 1);
    const QPointF early = stage.layer.sprites().first().place.center();
    stage.pass(Millis(640));
    (void)stage.grab();
    QVERIFY(stage.layer.sprites().first().place.center().y() < early.y() - 20);
    stage.pass(Millis(1'500));
    (void)stage.grab();
    QVERIFY(stage.layer.sprites().isEmpty());
    QVERIFY(!stage.layer.isAnimating());
    for (int i = 0; i < 500; ++i)
        Q_EMIT stage.source.reactionThrown(u"🎉"_s, {300, 300});
    (void)stage.grab();
    QCOMPARE(std::size_t(stage.layer.sprites().size()), PointerLayer::MostReactions);
}

void TestPointers::longAndForeignNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isCut");
    QTest::newRow("short") << u"Jo"_s << false;
    QTest::newRow("long") << u"Maximiliane von Hohenstein-Wittelsbach zu Schleswig"_s << true;
    QTest::newRow("one long word") << QString(64, u'W') << true;
    QTest::newRow("Hebrew") << u"שרה לוי"_s << false;
    QTest::newRow("Arabic") << u"محمد"_s << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("emoji") << u"🦊 Fox"_s << false;
}

void TestPointers::longAndForeignNames()
{
    QFETCH(const QString, name);
    QFETCH(const bool, isCut);
    PointerStage stage;
    RemotePointer pointer = PointerStage::pointer(name, {100, 100});
    pointer.tool = u"eraser"_s;
    stage.source.say(pointer);
    const QImage picture = stage.grab();
    QCOMPARE(stage.layer.sprites().size(), 1);
    const qreal width = stage.layer.sprites().first().place.width();
    QVERIFY2(width < 220 && width > 20, QByteArray::number(width).constData());
    QCOMPARE(width > 170, isCut);
    QVERIFY(count(picture, pointer.color) > 150);
}

void TestPointers::isPaintedSharplyOnAnyScreen()
{
    PointerStage stage;
    stage.source.say(PointerStage::pointer(u"Mina"_s, {100.4, 100.6}));
    (void)stage.grab();
    const pointers::Sprite &sprite = stage.layer.sprites().first();
    const QPointF corner = sprite.place.topLeft();
    QCOMPARE(corner, QPointF(std::round(corner.x()), std::round(corner.y()))); // whole pixels
    const pointers::Picture large = pointers::paintPointer(u"Mina"_s, Qt::darkBlue, {}, stage.look, 2, {});
    const pointers::Picture small = pointers::paintPointer(u"Mina"_s, Qt::darkBlue, {}, stage.look, 1, {});
    QCOMPARE(large.image.width(), small.image.width() * 2);
    QCOMPARE(large.size(), small.size());
}

void TestPointers::turnsAwayFromTheEdge_data()
{
    QTest::addColumn<QPointF>("at");
    QTest::addColumn<bool>("left");
    QTest::addColumn<bool>("above");
    QTest::newRow("middle") << QPointF(400, 300) << false << false;
    QTest::newRow("left edge") << QPointF(0, 300) << false << false;
    QTest::newRow("right edge") << QPointF(790, 300) << true << false;
    QTest::newRow("right edge to the pixel") << QPointF(800, 300) << true << false;
    QTest::newRow("bottom edge") << QPointF(400, 590) << false << true;
    QTest::newRow("corner") << QPointF(799, 599) << true << true;
}

void TestPointers::turnsAwayFromTheEdge()
{
    QFETCH(const QPointF, at);
    QFETCH(const bool, left);
    QFETCH(const bool, above);
    const QRectF view(0, 0, 800, 600);
    PointerStage stage;
    RemotePointer mina = PointerStage::pointer(u"Mina Lindqvist"_s, at);
    mina.tool = u"pen"_s;
    const auto areInside = [&] {
        (void)stage.grab();
        // Of the arrow, which goes to the right and down in any case, as much is seen as there is room for.
        return std::ranges::all_of(stage.layer.sprites(), [&](const pointers::Sprite &sprite) {
            const QRectF &words = sprite.place;
            return (left ? words.left() >= 0 && words.center().x() < at.x() : words.right() <= view.right())
                && (above ? words.top() >= 0 && words.center().y() < at.y() : words.bottom() <= view.bottom());
        });
    };
    stage.source.say(mina);
    QVERIFY(areInside());
    QCOMPARE(stage.layer.sprites().size(), 1);
    QVERIFY2(isNear(stage.layer.placeOf(mina.key), at, 0), "the tip is where it was told");
    mina.chat = u"Look at this, it is long enough for two lines of a bubble"_s;
    stage.source.say(mina);
    stage.pass(Millis(300));
    QVERIFY2(areInside(), "nor is what is said cut off");
    QCOMPARE(stage.layer.sprites().size(), 2);
    QVERIFY(!stage.layer.sprites()[0]
                 .place.adjusted(6, 6, -6, -6)
                 .contains(stage.layer.sprites()[1].place.center())); // one beside the other
}

void TestPointers::outlivesItsSource()
{
    PointerStage stage;
    auto other = std::make_unique<ScriptedPointers>();
    stage.layer.setSource(other.get());
    other->say(PointerStage::pointer(u"Mina"_s, {100, 100}));
    QCOMPARE(stage.layer.placeOf(u"Mina"_s).has_value(), true);
    other.reset();
    QVERIFY(!stage.layer.placeOf(u"Mina"_s));
    stage.layer.setSource(&stage.source);
    stage.source.say(PointerStage::pointer(u"Theo"_s, {100, 100}));
    QVERIFY(stage.layer.placeOf(u"Theo"_s));
}

void TestPointers::nothingRunsWhileNobodyMoves()
{
    PointerStage stage;
    stage.look.idleAfter = 40;
    for (int i = 0; i < 5; ++i)
        stage.source.say(PointerStage::pointer(u"Person %1"_s.arg(i), {i * 100.0, 100}));
    stage.pass(Millis(1'000));
    QVERIFY(!stage.layer.isAnimating());
    (void)stage.grab();
    QTest::qWait(50); // the last frame that was asked for
    QSignalSpy frames(&stage.window, &QQuickWindow::afterAnimating);
    QTest::qWait(120); // of real time: the timers of the layer are real
    QCOMPARE(frames.count(), 0);
}

QTEST_MAIN(TestPointers)
#include "tst_pointers.moc"
