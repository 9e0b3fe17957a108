#include "board/patchwork.h"

#include <QTest>

#include <cmath>
#include <utility>

using namespace coterie::boardview;

namespace {

constexpr QSize window(1280, 800);

QImage plain(QColor colour)
{
    QImage picture(tileSide, tileSide, QImage::Format_ARGB32_Premultiplied);
    picture.fill(colour);
    return picture;
}

void paintAll(TileStore &store, double scale, const QRectF &area, QColor colour)
{
    const QRect places = TileStore::placesOf(area, scale);
    for (int y = places.top(); y <= places.bottom(); ++y)
        for (int x = places.left(); x <= places.right(); ++x)
            store.setPainted(store.at({scale, {x, y}}), plain(colour));
}

Raster rasterOf(double scale)
{
    return {scale, {-640, -400}, {{0, 0}, window}}; // the plane's origin is in the middle
}

QRectF areaOf(const Raster &raster)
{
    return {raster.origin / raster.scale, QSizeF(raster.pixels.size()) / raster.scale};
}

} // namespace

/// Which tiles are shown where others are missing.
class TestPatchwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheBest();
    void coversEachPixelOnce();
    void knowsThatNothingIsThere();
    void needsFewPieces();
    void showsDraftsWhereTheyAre();
};

void TestPatchwork::takesTheBest()
{
    TileStore store;
    const Raster raster = rasterOf(1);
    paintAll(store, 0.125, areaOf(raster), Qt::red);
    paintAll(store, 0.5, {-100, -100, 200, 200}, Qt::green);
    Patchwork patchwork(raster);
    patchwork.addOthers(store, 1000);
    QCOMPARE(patchwork.covered(), QRegion(raster.pixels));
    QCOMPARE(patchwork.pieces().front().key.scale, 0.5);
    QCOMPARE(patchwork.pieces().back().key.scale, 0.125);
    for (const Piece &piece : patchwork.pieces()) { // what is shown is what lies there
        const QPointF shown = (QRectF(piece.target).center() + QPointF(0.5, 0.5) + raster.origin) / raster.scale;
        const QPointF taken = (QPointF(piece.key.place) * tileSide + piece.source.center()) / piece.key.scale;
        QVERIFY(std::hypot(shown.x() - taken.x(), shown.y() - taken.y()) < 1 / piece.key.scale);
    }
}

void TestPatchwork::coversEachPixelOnce()
{
    TileStore store;
    const Raster raster = rasterOf(0.7);
    const QRectF area = areaOf(raster);
    for (const double scale : {0.1, 0.37, 0.61, 1.13, 2.9})
        paintAll(store, scale, area.adjusted(scale * 300, scale * 200, -scale * 100, 0), Qt::blue);
    Patchwork patchwork(raster);
    patchwork.addOthers(store, 1000);
    QRegion shown;
    for (const Piece &piece : patchwork.pieces()) {
        QVERIFY(!shown.intersects(piece.target));
        shown |= piece.target;
    }
    QCOMPARE(shown, patchwork.covered());
}

void TestPatchwork::knowsThatNothingIsThere()
{
    TileStore store;
    const Raster raster = rasterOf(1);
    paintAll(store, 0.125, areaOf(raster), Qt::red);
    for (const int x : {-3, -2, -1, 0, 1, 2})
        for (const int y : {-2, -1, 0, 1})
            store.setPainted(store.at({0.9, {x, y}}), {}); // empty
    Patchwork patchwork(raster);
    patchwork.addOthers(store, 1000);
    QCOMPARE(patchwork.covered(), QRegion(raster.pixels));
    QVERIFY(patchwork.pieces().isEmpty());
}

/// Zooming out leaves finer and finer tiles behind: they do not add up.
void TestPatchwork::needsFewPieces()
{
    TileStore store;
    for (double scale = 4; scale > 0.05; scale /= 1.9)
        paintAll(store, scale, areaOf(rasterOf(scale)), Qt::green);
    paintAll(store, 0.004, areaOf(rasterOf(0.03)), Qt::red);
    const Raster raster = rasterOf(0.03);
    Patchwork patchwork(raster);
    constexpr qsizetype most = 200;
    patchwork.addOthers(store, most);
    QVERIFY2(patchwork.pieces().size() < 130, qPrintable(QString::number(patchwork.pieces().size())));
    QCOMPARE(patchwork.covered(), QRegion(raster.pixels));
    Patchwork bounded(raster);
    bounded.addOthers(store, 10);
    QVERIFY(bounded.pieces().size() <= 10 + 4); // the last tile may come in parts
}

void TestPatchwork::showsDraftsWhereTheyAre()
{
    TileStore store;
    const TileKey key {1, {0, 0}};
    store.setDraft(store.at(key), plain(Qt::green), QRegion(0, 0, 100, tileSide));
    store.setPainted(store.at({0.25, {0, 0}}), plain(Qt::red));
    Patchwork patchwork({1, {0, 0}, {0, 0, tileSide, tileSide}});
    patchwork.add(key, store.at(key));
    QCOMPARE(patchwork.covered(), QRegion(0, 0, 100, tileSide));
    patchwork.addOthers(store, 1000);
    QCOMPARE(patchwork.pieces().size(), 2);
    QCOMPARE(patchwork.pieces()[0].target, QRect(0, 0, 100, tileSide));
    QCOMPARE(patchwork.pieces()[1].target, QRect(100, 0, tileSide - 100, tileSide));
    QCOMPARE(patchwork.pieces()[1].source, QRectF(25, 0, (tileSide - 100) / 4.0, tileSide / 4.0));
    store.setPainted(store.at(key), plain(Qt::blue));
    QVERIFY(store.at(key).draft.isEmpty());
}

QTEST_MAIN(TestPatchwork)
#include "tst_patchwork.moc"
