#include "boardpicture.h"
#include "drawing/picture.h"
#include "drawing/svgwriter.h"

#include <QElapsedTimer>
#include <QImageReader>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace coterie::drawing {

using namespace test;

namespace {

QByteArray stateOf(const QList<Shape> &shapes)
{
    crdt::Doc document;
    addShapes(document, shapes);
    const crdt::Bytes state = document.encodeStateAsUpdate();
    return {reinterpret_cast<const char *>(state.data()), static_cast<qsizetype>(state.size())};
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void templates_data();
    void templates(); ///< each holds together, and is worth looking at
    void pngIsAsLargeAsAskedFor();
    void hugeBoardsAreScaledDown();
    void nothingIsNoPicture();
    void pdfHasASheetForEachPage();
    void pdfShowsEmoji();
    void thumbnailShowsTheBoard();
    void thumbnailOfRubbishIsTheGround();
    void thumbnailOfAMillionPoints();
};

void TestPicture::templates_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : templateNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestPicture::templates()
{
    QFETCH(const QString, name);
    const QList<Shape> shapes = templateShapes(name);
    QCOMPARE(shapes.isEmpty(), name == u"blank"_s);
    const QList<ShapePtr> onBoard = asOnBoard(shapes);
    QCOMPARE(onBoard.size(), shapes.size());
    QHash<ShapeId, ShapePtr> byId;
    for (const ShapePtr &shape : onBoard)
        byId.insert(shape->id, shape);
    for (const Shape &shape : shapes) {
        QVERIFY(byId.contains(shape.id)); // the ids are kept, which makes the template idempotent
        QVERIFY(shape.frame.isEmpty() || byId.value(shape.frame)->box().contains(shape.box()));
        for (const auto &binding : {shape.start, shape.end})
            QVERIFY(!binding || byId.contains(binding->shape));
        const QRectF rows = layOutText(shape, family()).bounds();
        if (shape.type == ShapeType::Note || shape.type == ShapeType::Diamond || shape.type == ShapeType::Rectangle)
            QVERIFY2(rows.height() <= shape.h, qPrintable(shape.text)); // the words have room
    }
    for (const bool dark : {false, true}) {
        const auto png = toPng({.shapes = onBoard, .area = {}}, {}, {.palette = {.dark = dark}, .family = family()});
        QCOMPARE(png.has_value(), !shapes.isEmpty());
        if (png)
            keep(png->bytes, u"template-%1-%2.png"_s.arg(name, dark ? u"dark"_s : u"light"_s));
    }
}

void TestPicture::pngIsAsLargeAsAskedFor()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    for (const double scale : {1.0, 2.0, 4.0}) {
        const auto png = toPng({.shapes = shapes, .area = {}}, imagesOfEach, {.family = family(), .scale = scale});
        QVERIFY(png);
        QCOMPARE(png->scale, scale);
        QCOMPARE(QImage::fromData(png->bytes).size(), (pictureArea(shapes).size() * scale).toSize());
        if (scale == 2)
            keep(png->bytes, u"board.png"_s);
    }
    const auto part =
        toPng({.shapes = shapes, .area = {0, 0, 190, 110}}, {}, {.palette = {.dark = true}, .hasGround = false});
    QVERIFY(part);
    const QImage image = QImage::fromData(part->bytes);
    QCOMPARE(image.size(), QSize(190, 110));
    QCOMPARE(image.pixelColor(20, 20).alpha(), 0);
}

void TestPicture::hugeBoardsAreScaledDown()
{
    const QList<ShapePtr> shapes = asOnBoard({shapeOf(ShapeType::Rectangle, u"a"_s, {-9e5, -9e5, 100, 100}),
        shapeOf(ShapeType::Note, u"b"_s, {9e5, 9e4, 9e4, 9e4})});
    const auto png = toPng({.shapes = shapes, .area = {}}, {}, {.scale = 4});
    QVERIFY(png);
    QVERIFY(png->scale < 0.01);
    QBuffer buffer;
    buffer.setData(png->bytes);
    const QSize size = QImageReader(&buffer).size();
    QVERIFY(qint64(size.width()) * size.height() <= 64'000'000);
    QVERIFY(size.width() > 1000);
}

void TestPicture::nothingIsNoPicture()
{
    QCOMPARE(toPng({}, {}, {}).error().code, Errc::NotFound);
    QCOMPARE(toPdf({Sheet {}, Sheet {}}, {}, {}).error().code, Errc::NotFound);
}

void TestPicture::pdfHasASheetForEachPage()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    const QList<ShapePtr> other = asOnBoard(templateShapes(u"flow"));
    const auto pdf = toPdf({{.shapes = shapes, .area = {}}, {}, {.shapes = other, .area = {}}}, imagesOfEach,
        {.family = family(), .title = u"Onboarding"_s});
    QVERIFY(pdf);
    QVERIFY(pdf->startsWith("%PDF-"));
    QCOMPARE(pdf->count("/Type /Page\n"), 2);
    QVERIFY(pdf->contains("/FontFile")); // words are words
    QVERIFY(pdf->size() < 400'000);
    keep(*pdf, u"board.pdf"_s);
}

/// Seen with the eyes of Poppler: Qt itself would leave them out.
void TestPicture::pdfShowsEmoji()
{
    const QString reader = QStandardPaths::findExecutable(u"pdftoppm"_s);
    if (reader.isEmpty() || !QFontDatabase::families().contains(u"Noto Color Emoji"_s))
        QSKIP("Needs Poppler's pdftoppm and Noto Color Emoji.");
    Shape text = shapeOf(ShapeType::Text, u"words"_s, {0, 0, 400, 60});
    text.style.fontSize = 32;
    text.style.align = Align::Left;
    const auto colours = [&](const QString &words) {
        text.text = words;
        const auto pdf = toPdf({{.shapes = asOnBoard({text}), .area = {0, 0, 400, 60}}}, {}, {.family = family()});
        QTemporaryDir folder;
        QFile file(folder.filePath(u"words.pdf"_s));
        if (!pdf || !file.open(QFile::WriteOnly) || file.write(*pdf) != pdf->size())
            return QSet<int>();
        file.close();
        QProcess::execute(
            reader, {u"-r"_s, u"96"_s, u"-png"_s, u"-singlefile"_s, file.fileName(), folder.filePath(u"words"_s)});
        const QImage picture(folder.filePath(u"words.png"_s));
        QSet<int> places; // of strong colours, in columns of 20
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (picture.pixelColor(x, y).saturation() > 100 && picture.pixelColor(x, y).value() > 100)
                    places.insert(x / 20);
        return places;
    };
    QVERIFY(colours(u"Plain words only"_s).isEmpty());
    const QSet<int> behind = colours(u"Ship it \U0001F680"_s);
    QVERIFY(!behind.isEmpty());
    QVERIFY(*std::ranges::min_element(behind) >= 4); // where the row has it: behind the words
    const QSet<int> both = colours(u"\U0001F680 ship it \U0001F680"_s);
    QVERIFY(both.contains(0) || both.contains(1));
    QVERIFY(*std::ranges::max_element(both) >= 6);
}

void TestPicture::thumbnailShowsTheBoard()
{
    for (const bool dark : {false, true}) {
        const Palette palette {.dark = dark};
        const QImage image = boardThumbnail(stateOf(templateShapes(u"retro")), {320, 180}, 2, palette, family());
        QCOMPARE(image.size(), QSize(640, 360));
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        for (const QString &paper : {u"green"_s, u"orange"_s, u"blue"_s})
            QVERIFY(colours.contains(palette.note(paper).rgb()));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(image.save(&buffer, "PNG"));
        keep(bytes, u"thumbnail-%1.png"_s.arg(dark ? u"dark"_s : u"light"_s));
    }
}

void TestPicture::thumbnailOfRubbishIsTheGround()
{
    for (const QByteArray &state : {QByteArray(), QByteArray("no update at all"), stateOf({})}) {
        const QImage image = boardThumbnail(state, {40, 30}, 1, {});
        QCOMPARE(image.size(), QSize(40, 30));
        QCOMPARE(image.pixelColor(20, 15), Palette().ground());
    }
    QCOMPARE(boardThumbnail({}, {0, -4}, 1e9, {}).size(), QSize(1, 1));
}

/// A quarter of the time is a bound with room: what is measured stands in the benches.
void TestPicture::thumbnailOfAMillionPoints()
{
    QList<Shape> shapes;
    for (int s = 0; s < 100; ++s) {
        Points points;
        for (int i = 0; i < 10'000; ++i) {
            const float t = static_cast<float>(i) / 100;
            points.push_back({static_cast<float>(s % 10) * 300 + 100 * std::cos(t),
                static_cast<float>(s / 10) * 300 + t * 2 * std::sin(t * 3), 0.5F});
        }
        shapes.append(strokeOf(ShapeType::Pen, u"s%1"_s.arg(s), std::move(points)));
    }
    const QByteArray state = stateOf(shapes);
    QElapsedTimer timer;
    timer.start();
    const QImage image = boardThumbnail(state, {320, 180}, 1, {});
    qInfo("a million points: %lld ms", timer.elapsed());
    QVERIFY(image.pixelColor(160, 90) != Palette().ground() || image.pixelColor(100, 90) != Palette().ground());
    QVERIFY2(timer.elapsed() < 10'000, "level of detail does not work");
}

} // namespace coterie::drawing

QTEST_MAIN(coterie::drawing::TestPicture)
#include "tst_picture.moc"
