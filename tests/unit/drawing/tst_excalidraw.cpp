#include "board/shapejson.h"
#include "boardpicture.h"
#include "drawing/excalidraw.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace coterie::drawing {

using namespace test;

namespace {

QByteArray fileOf(const QByteArray &elements, const QByteArray &files = "{}")
{
    return "{\"type\":\"excalidraw\",\"version\":2,\"source\":\"https://excalidraw.com\",\"elements\":[" + elements
        + "],\"appState\":{},\"files\":" + files + "}";
}

Drawing read(const QByteArray &elements, const QByteArray &files = "{}")
{
    return fromExcalidraw(fileOf(elements, files)).value_or(Drawing {});
}

QHash<QString, QJsonObject> elementsOf(const QByteArray &file)
{
    QHash<QString, QJsonObject> byId;
    for (const QJsonValue &value : QJsonDocument::fromJson(file)[u"elements"_s].toArray())
        byId.insert(value[u"id"_s].toString(), value.toObject());
    return byId;
}

} // namespace

class TestExcalidraw : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBoxesAndTheirTexts();
    void readsArrowsAndWhatTheyHoldOnTo();
    void readsStrokes();
    void readsTexts();
    void readsImages();
    void readsImagesAsTheyAreShown();
    void wordsOnArrowsComeBack();
    void readsFramesAndGroups();
    void readsColours_data();
    void readsColours();
    void readsTheClipboard();
    void readsWhatExcalidrawWrote();
    void takesWhatIsMissingAsUsual();
    void refuses_data();
    void refuses();
    void writesTheSameBytes();
    void writesAllThatIsRequired();
    void holdsTogether();
    void comesBack();
};

void TestExcalidraw::readsBoxesAndTheirTexts()
{
    const Drawing drawing = read(R"(
        {"id":"box","type":"rectangle","x":10,"y":20,"width":100,"height":50,"angle":1.5707963267948966,
         "strokeColor":"#e03131","backgroundColor":"#a5d8ff","strokeWidth":4,"strokeStyle":"dashed","opacity":40,
         "groupIds":[],"frameId":null,"locked":true,"isDeleted":false,"boundElements":[{"id":"label","type":"text"}]},
        {"id":"gone","type":"ellipse","x":0,"y":0,"width":5,"height":5,"isDeleted":true},
        {"id":"label","type":"text","x":20,"y":30,"width":80,"height":25,"text":"Hello\nthere","originalText":"Hello there",
         "fontSize":28,"fontFamily":1,"textAlign":"left","verticalAlign":"middle","containerId":"box","isDeleted":false},
        {"id":"d","type":"diamond","x":-5,"y":0,"width":30,"height":30,"isDeleted":false})");
    QCOMPARE(drawing.shapes.size(), 2);
    const Shape &box = drawing.shapes[0];
    QCOMPARE(box.id.value(), u"box"_s);
    QCOMPARE(box.type, ShapeType::Rectangle);
    QCOMPARE(box.box(), QRectF(10, 20, 100, 50));
    QCOMPARE(box.rotation, 90.0);
    QCOMPARE(box.text, u"Hello there"_s);
    QCOMPARE(box.style.stroke, u"red"_s);
    QCOMPARE(box.style.fill, u"blue"_s);
    QCOMPARE(box.style.width, 4.0);
    QCOMPARE(box.style.dash, Dash::Dashed);
    QCOMPARE(box.style.opacity, 0.4);
    QCOMPARE(box.style.fontSize, 28.0);
    QCOMPARE(box.style.align, Align::Left);
    QVERIFY(box.locked);
    QCOMPARE(drawing.shapes[1].type, ShapeType::Diamond);
}

void TestExcalidraw::readsArrowsAndWhatTheyHoldOnTo()
{
    const Drawing drawing = read(R"(
        {"id":"arrow","type":"arrow","x":100,"y":25,"width":100,"height":50,"points":[[0,0],[50,-10],[100,40]],
         "startBinding":{"elementId":"a","focus":0.1,"gap":4},"endBinding":{"elementId":"b","fixedPoint":[0,0.25],"mode":"orbit"},
         "startArrowhead":null,"endArrowhead":"triangle","roundness":{"type":2},"strokeWidth":2,
         "boundElements":[{"id":"words","type":"text"}]},
        {"id":"words","type":"text","x":140,"y":20,"width":30,"height":20,"text":"then","fontSize":16,"containerId":"arrow"},
        {"id":"a","type":"rectangle","x":0,"y":0,"width":100,"height":50},
        {"id":"b","type":"ellipse","x":200,"y":40,"width":100,"height":100},
        {"id":"line","type":"line","x":0,"y":0,"points":[[0,0],[10,10]],"startBinding":{"elementId":"nobody"},"endArrowhead":"dot"},
        {"id":"elbow","type":"arrow","x":0,"y":0,"points":[[0,0],[10,0],[10,10]],"elbowed":true,"endArrowhead":"bar"})");
    QCOMPARE(drawing.shapes.size(), 5);
    const Shape &arrow = drawing.shapes[0];
    QCOMPARE(arrow.type, ShapeType::Arrow);
    QCOMPARE(arrow.box(), QRectF(100, 15, 100, 50));
    QCOMPARE(arrow.points->size(), std::size_t(3));
    QCOMPARE(arrow.style.route, Route::Curved);
    QCOMPARE(arrow.style.startHead, Head::None);
    QCOMPARE(arrow.style.endHead, Head::Triangle);
    QVERIFY(arrow.start && arrow.end);
    QCOMPARE(arrow.start->shape.value(), u"a"_s);
    QCOMPARE(QPointF(arrow.start->u, arrow.start->v), QPointF(1, 0.5));
    QCOMPARE(QPointF(arrow.end->u, arrow.end->v), QPointF(0, 0.25));
    QCOMPARE(arrow.text, u"then"_s); // in the middle of its way, as there
    QCOMPARE(arrow.style.fontSize, 16.0);
    QVERIFY(!drawing.shapes[3].start);
    QCOMPARE(drawing.shapes[3].style.endHead, Head::Dot);
    QCOMPARE(drawing.shapes[4].style.route, Route::Elbow);
}

void TestExcalidraw::readsStrokes()
{
    const Drawing drawing = read(R"(
        {"id":"p","type":"freedraw","x":10,"y":10,"width":20,"height":5,"points":[[0,0],[10,5],[20,-1]],
         "pressures":[0.25,0.5,1],"simulatePressure":false,"strokeWidth":2,"strokeColor":"#2f9e44","backgroundColor":"#ffec99"},
        {"id":"m","type":"freedraw","x":0,"y":0,"points":[[0,0],[10,5]],"pressures":[0.1,0.2],"simulatePressure":true})");
    QCOMPARE(drawing.shapes.size(), 2);
    const Shape &pen = drawing.shapes[0];
    QCOMPARE(pen.type, ShapeType::Pen);
    QCOMPARE(pen.box(), QRectF(10, 9, 20, 6));
    QCOMPARE(pen.points->at(2).pressure, 1.0F);
    QCOMPARE(pen.style.width, 12.0);
    QCOMPARE(pen.style.stroke, u"green"_s);
    QCOMPARE(pen.style.fill, u"none"_s);
    QCOMPARE(drawing.shapes[1].points->at(1).pressure, 0.5F);
}

void TestExcalidraw::readsTexts()
{
    const Drawing drawing = read(R"(
        {"id":"one","type":"text","x":100,"y":0,"width":20,"height":25,"text":"Wider than this","originalText":"Wider than this",
         "fontSize":20,"textAlign":"center"},
        {"id":"two","type":"text","x":0,"y":0,"width":60,"height":50,"text":"It\nwraps","originalText":"It wraps","fontSize":20,
         "textAlign":"left","autoResize":false})");
    QCOMPARE(drawing.shapes.size(), 2);
    QVERIFY(drawing.shapes[0].w > 100); // it did not wrap there, so it does not here
    QCOMPARE(drawing.shapes[0].centre().x(), 110.0);
    QCOMPARE(drawing.shapes[1].w, 60.0);
    QCOMPARE(drawing.shapes[1].text, u"It wraps"_s);
}

void TestExcalidraw::readsImages()
{
    const QByteArray url = "data:image/png;base64," + smallPng().toBase64();
    const Drawing drawing = read(R"(
        {"id":"i","type":"image","x":0,"y":0,"width":60,"height":40,"fileId":"f1","status":"saved","scale":[1,1]},
        {"id":"j","type":"image","x":0,"y":0,"width":60,"height":40,"fileId":"f2"})",
        R"({"f1":{"mimeType":"image/png","id":"f1","dataURL":")" + url + R"("},
            "f2":{"mimeType":"image/svg+xml","id":"f2","dataURL":"data:image/svg+xml;base64,PHN2Zy8+"},
            "f3":{"dataURL":"https://example.org/x.png"},"f4":{"dataURL":","}})");
    QCOMPARE(drawing.shapes.size(), 2);
    QCOMPARE(drawing.shapes[0].type, ShapeType::Image);
    QCOMPARE(QImage::fromData(drawing.images.value(drawing.shapes[0].image)), QImage::fromData(smallPng()));
    QVERIFY(drawing.shapes[1].image.isEmpty());
    QCOMPARE(drawing.images.size(), 1);
    QCOMPARE(drawing.remarks.size(), 1);
}

void TestExcalidraw::readsImagesAsTheyAreShown()
{
    QImage picture(40, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    for (int y = 0; y < 20; ++y)
        for (int x = 20; x < 40; ++x)
            picture.setPixelColor(x, y, Qt::blue);
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(picture.save(&buffer, "PNG"));
    const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='30'>"
                           "<rect width='60' height='30' fill='#00ff00' stroke='none'/></svg>";
    const QByteArray files = R"({"f":{"id":"f","mimeType":"image/png","dataURL":"data:image/png;base64,)"
        + png.toBase64() + R"("},"s":{"id":"s","mimeType":"image/svg+xml","dataURL":"data:image/svg+xml;base64,)"
        + svg.toBase64() + R"("}})";
    const Drawing drawing = read(R"(
        {"id":"whole","type":"image","fileId":"f","x":0,"y":0,"width":40,"height":20,"scale":[1,1],"crop":null},
        {"id":"mirrored","type":"image","fileId":"f","x":0,"y":0,"width":40,"height":20,"scale":[-1,1]},
        {"id":"cropped","type":"image","fileId":"f","x":0,"y":0,"width":20,"height":20,"scale":[1,1],
         "crop":{"x":200,"y":0,"width":200,"height":200,"naturalWidth":400,"naturalHeight":200}},
        {"id":"nonsense","type":"image","fileId":"f","x":0,"y":0,"width":20,"height":20,
         "crop":{"x":9e99,"y":-5,"width":null,"height":1e300,"naturalWidth":1,"naturalHeight":1}},
        {"id":"drawn","type":"image","fileId":"s","x":0,"y":0,"width":60,"height":30})",
        files);
    QVERIFY2(drawing.remarks.isEmpty(), qPrintable(drawing.remarks.join(u' ')));
    QCOMPARE(drawing.shapes.size(), 5);
    const auto shown = [&](int i) { return QImage::fromData(drawing.images.value(drawing.shapes[i].image)); };
    QCOMPARE(shown(0).pixelColor(5, 5), QColor(Qt::red));
    QCOMPARE(shown(1).size(), QSize(40, 20));
    QCOMPARE(shown(1).pixelColor(5, 5), QColor(Qt::blue));
    QCOMPARE(shown(2).size(), QSize(20, 20));
    QCOMPARE(shown(2).pixelColor(5, 5), QColor(Qt::blue));
    QCOMPARE(shown(3).size(), QSize(40, 20)); // a part that is none: all of it
    QVERIFY(!shown(4).isNull());
    QCOMPARE(shown(4).pixelColor(shown(4).rect().center()), QColor(0, 255, 0));
}

/// As drawn on excalidraw.com: two boxes, an arrow between them that says something, held by both.
void TestExcalidraw::wordsOnArrowsComeBack()
{
    const QByteArray elements = R"(
        {"id":"a","type":"rectangle","x":0,"y":0,"width":120,"height":60,"roundness":{"type":3},
         "boundElements":[{"id":"arrow","type":"arrow"}]},
        {"id":"b","type":"rectangle","x":400,"y":0,"width":120,"height":60,"boundElements":[{"id":"arrow","type":"arrow"}]},
        {"id":"arrow","type":"arrow","x":121,"y":30,"width":278,"height":0,"points":[[0,0],[278,0]],"endArrowhead":"arrow",
         "startBinding":{"elementId":"a","focus":0,"gap":1},"endBinding":{"elementId":"b","focus":0,"gap":1},
         "boundElements":[{"type":"text","id":"words"}],"strokeColor":"#e03131"},
        {"id":"words","type":"text","x":222.5,"y":17.5,"width":75,"height":25,"text":"asks for","originalText":"asks for",
         "fontSize":20,"fontFamily":5,"textAlign":"center","verticalAlign":"middle","containerId":"arrow",
         "strokeColor":"#e03131","autoResize":true,"lineHeight":1.25})";
    const Drawing drawing = read(elements);
    QCOMPARE(drawing.shapes.size(), 3);
    QCOMPARE(drawing.shapes[2].text, u"asks for"_s);
    QCOMPARE(drawing.shapes[2].style.align, Align::Centre);
    const QByteArray file = toExcalidraw(asOnBoard(drawing.shapes), {});
    const auto written = elementsOf(file);
    QCOMPARE(written.size(), 4);
    const QJsonObject words = written.value(u"arrow-text"_s);
    QCOMPARE(words[u"containerId"_s], u"arrow"_s);
    QCOMPARE(words[u"verticalAlign"_s], u"middle"_s);
    const QPointF middle(words[u"x"_s].toDouble() + words[u"width"_s].toDouble() / 2,
        words[u"y"_s].toDouble() + words[u"height"_s].toDouble() / 2);
    QVERIFY2(QLineF(middle, QPointF(260, 30)).length() < 2, qPrintable(u"%1 %2"_s.arg(middle.x()).arg(middle.y())));
    const QJsonArray bound = written.value(u"arrow"_s)[u"boundElements"_s].toArray();
    QVERIFY(bound.contains(QJsonObject {{u"id"_s, u"arrow-text"_s}, {u"type"_s, u"text"_s}}));
    const Drawing again = fromExcalidraw(file).value_or(Drawing {});
    QCOMPARE(again.shapes.size(), 3);
    QCOMPARE(again.shapes[2].text, u"asks for"_s);
    QVERIFY(again.shapes[2].start && again.shapes[2].end);
}

void TestExcalidraw::readsFramesAndGroups()
{
    const Drawing drawing = read(R"(
        {"id":"a","type":"rectangle","x":0,"y":0,"width":10,"height":10,"frameId":"f","groupIds":["inner","outer"]},
        {"id":"a","type":"rectangle","x":0,"y":0,"width":10,"height":10,"frameId":"a","groupIds":["with space",7]},
        {"id":"f","type":"frame","x":0,"y":0,"width":100,"height":100,"name":"Sprint 4","frameId":"f"})");
    QCOMPARE(drawing.shapes.size(), 3);
    QCOMPARE(drawing.shapes[0].frame.value(), u"f"_s);
    QCOMPARE(drawing.shapes[0].groups, QStringList({u"inner"_s, u"outer"_s}));
    QVERIFY(drawing.shapes[1].id != drawing.shapes[0].id); // twice the same id
    QVERIFY(drawing.shapes[1].frame.isEmpty()); // not in what is no frame
    QCOMPARE(drawing.shapes[1].groups.size(), 1);
    QVERIFY(isShapeId(drawing.shapes[1].groups.first()));
    QCOMPARE(drawing.shapes[2].type, ShapeType::Frame);
    QCOMPARE(drawing.shapes[2].text, u"Sprint 4"_s);
    QVERIFY(drawing.shapes[2].frame.isEmpty());
}

void TestExcalidraw::readsColours_data()
{
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QString>("stroke");
    QTest::addColumn<QString>("fill");
    QTest::newRow("of the palette") << "#1971c2"_ba << u"blue"_s << u"#1971c2"_s;
    QTest::newRow("a fill") << "#ffc9c9"_ba << u"#ffc9c9"_s << u"red"_s;
    QTest::newRow("black") << "#000000"_ba << u"ink"_s << u"#000000"_s;
    QTest::newRow("nothing") << "transparent"_ba << u"none"_s << u"none"_s;
    QTest::newRow("a name") << "hotpink"_ba << u"#ff69b4"_s << u"#ff69b4"_s;
    QTest::newRow("no colour") << "javascript:1"_ba << u"ink"_s << u"none"_s;
}

void TestExcalidraw::readsColours()
{
    QFETCH(const QByteArray, theirs);
    const Drawing drawing =
        read(R"({"id":"a","type":"rectangle","strokeColor":")" + theirs + R"(","backgroundColor":")" + theirs + "\"}");
    QCOMPARE(drawing.shapes.size(), 1);
    QTEST(drawing.shapes.first().style.stroke, "stroke");
    QTEST(drawing.shapes.first().style.fill, "fill");
}

void TestExcalidraw::readsTheClipboard()
{
    const auto drawing = fromExcalidraw(R"({"type":"excalidraw/clipboard","elements":[{"id":"a","type":"ellipse"}]})");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
}

/// Recorded: convertToExcalidrawElements() of @excalidraw/excalidraw 0.18.1 over one element of each kind, in Chromium,
/// written by its serializeAsJSON().
void TestExcalidraw::readsWhatExcalidrawWrote()
{
    QFile file(QFINDTESTDATA("data/excalidraw-0.18.1.excalidraw"));
    QVERIFY(file.open(QFile::ReadOnly));
    const auto drawing = fromExcalidraw(file.readAll());
    QVERIFY(drawing);
    QVERIFY(drawing->remarks.isEmpty());
    QHash<QString, Shape> byId;
    for (const Shape &shape : drawing->shapes)
        byId.insert(shape.id.value(), shape);
    QCOMPARE(byId.size(), 8);
    QCOMPARE(byId[u"box"_s].text, u"A box with a label that wraps"_s);
    QCOMPARE(byId[u"box"_s].style.stroke, u"blue"_s);
    QCOMPARE(byId[u"box"_s].style.fill, u"blue"_s);
    QCOMPARE(byId[u"box"_s].frame.value(), u"stage"_s);
    QCOMPARE(byId[u"round"_s].text, u"Round"_s);
    QCOMPARE(byId[u"round"_s].style.dash, Dash::Dotted);
    QCOMPARE(byId[u"ask"_s].style.opacity, 0.6);
    QVERIFY(std::abs(byId[u"ask"_s].rotation - 17.189) < 1e-3);
    QCOMPARE(byId[u"from-to"_s].start->shape.value(), u"box"_s);
    QCOMPARE(byId[u"from-to"_s].end->shape.value(), u"round"_s);
    QCOMPARE(byId[u"from-to"_s].end->u, 0.0);
    QCOMPARE(byId[u"from-to"_s].style.endHead, Head::Arrow);
    QCOMPARE(byId[u"words"_s].text, u"Free words\nin two lines"_s);
    QCOMPARE(byId[u"words"_s].style.stroke, u"red"_s);
    QCOMPARE(byId[u"way"_s].points->size(), std::size_t(3));
    QCOMPARE(byId[u"stage"_s].text, u"Stage"_s);
    QCOMPARE(byId[u"hand"_s].points->at(2).pressure, 0.9F);
    QCOMPARE(byId[u"from-to"_s].text, u"then"_s);
    keep(toExcalidraw(asOnBoard(drawing->shapes), {}), u"again.excalidraw"_s);
}

void TestExcalidraw::takesWhatIsMissingAsUsual()
{
    const Drawing drawing = read(R"(
        {"type":"rectangle"}, {"type":"freedraw"}, {"type":"arrow","points":"none"}, {"type":"text"}, {"type":"hologram","x":1e300,"width":-50},
        {"type":"image"}, {"type":"frame"}, {}, 7, null, {"type":"selection"}, {"type":"line","points":[[1e99,"x"],null,[2]]})");
    QCOMPARE(drawing.shapes.size(), 8);
    QCOMPARE(drawing.shapes[4].type, ShapeType::Unknown);
    QCOMPARE(drawing.shapes[4].typeName, u"hologram"_s);
    for (const Shape &shape : drawing.shapes) {
        QVERIFY(isShapeId(shape.id.value()));
        QVERIFY(shape.w >= 0 && shape.h >= 0 && std::abs(shape.x) <= maxCoordinate);
        QVERIFY(!(isConnector(shape.type) || isStroke(shape.type)) || (shape.points && !shape.points->empty()));
    }
}

void TestExcalidraw::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Errc>("expected");
    QTest::newRow("nothing") << QByteArray() << Errc::Malformed;
    QTest::newRow("no JSON") << "<svg/>"_ba << Errc::Malformed;
    QTest::newRow("other JSON") << R"({"type":"tldraw","elements":[]})"_ba << Errc::Malformed;
    QTest::newRow("an array") << "[1,2]"_ba << Errc::Malformed;
    QTest::newRow("ends early") << fileOf("{}").chopped(1) << Errc::Malformed;
    QTest::newRow("too many") << fileOf(QByteArray("0,").repeated(maxExcalidrawElements) + "0") << Errc::TooLarge;
}

void TestExcalidraw::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Errc, expected);
    const auto drawing = fromExcalidraw(bytes);
    QVERIFY(!drawing);
    QCOMPARE(drawing.error().code, expected);
}

void TestExcalidraw::writesTheSameBytes()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    const QByteArray file = toExcalidraw(shapes, imagesOfEach);
    QCOMPARE(toExcalidraw(asOnBoard(oneOfEach()), imagesOfEach), file);
    keep(file, u"board.excalidraw"_s);
    for (const QString &name : templateNames())
        keep(toExcalidraw(asOnBoard(templateShapes(name)), {}), name + u".excalidraw"_s);
}

/// The fields of ExcalidrawElement in its types.ts, version 0.18.
void TestExcalidraw::writesAllThatIsRequired()
{
    const auto elements = elementsOf(toExcalidraw(asOnBoard(oneOfEach()), imagesOfEach));
    const QStringList all {u"id"_s, u"type"_s, u"x"_s, u"y"_s, u"width"_s, u"height"_s, u"angle"_s, u"strokeColor"_s,
        u"backgroundColor"_s, u"fillStyle"_s, u"strokeWidth"_s, u"strokeStyle"_s, u"roughness"_s, u"opacity"_s,
        u"groupIds"_s, u"frameId"_s, u"roundness"_s, u"seed"_s, u"version"_s, u"versionNonce"_s, u"isDeleted"_s,
        u"boundElements"_s, u"updated"_s, u"link"_s, u"locked"_s, u"index"_s};
    const QHash<QString, QStringList> more {
        {u"text"_s,
            {u"fontSize"_s, u"fontFamily"_s, u"text"_s, u"textAlign"_s, u"verticalAlign"_s, u"containerId"_s,
                u"originalText"_s, u"autoResize"_s, u"lineHeight"_s}},
        {u"arrow"_s,
            {u"points"_s, u"lastCommittedPoint"_s, u"startBinding"_s, u"endBinding"_s, u"startArrowhead"_s,
                u"endArrowhead"_s, u"elbowed"_s}},
        {u"line"_s,
            {u"points"_s, u"lastCommittedPoint"_s, u"startBinding"_s, u"endBinding"_s, u"startArrowhead"_s,
                u"endArrowhead"_s}},
        {u"freedraw"_s, {u"points"_s, u"pressures"_s, u"simulatePressure"_s, u"lastCommittedPoint"_s}},
        {u"image"_s, {u"fileId"_s, u"status"_s, u"scale"_s, u"crop"_s}}, {u"frame"_s, {u"name"_s}}};
    QVERIFY(elements.size() > 15);
    for (const QJsonObject &element : elements) {
        for (const QString &key : all + more.value(element[u"type"_s].toString()))
            QVERIFY2(element.contains(key), qPrintable(element[u"id"_s].toString() + u' ' + key));
    }
}

/// What refers to something is referred to by it, as Excalidraw wants it.
void TestExcalidraw::holdsTogether()
{
    const auto elements = elementsOf(toExcalidraw(asOnBoard(oneOfEach()), imagesOfEach));
    int bindings = 0;
    for (const QJsonObject &element : elements) {
        const auto isKnownTo = [&](const QString &other) {
            return std::ranges::any_of(elements.value(other)[u"boundElements"_s].toArray(),
                [&](const QJsonValue &bound) { return bound[u"id"_s] == element[u"id"_s]; });
        };
        for (const QString &key : {u"startBinding"_s, u"endBinding"_s}) {
            if (element[key].isObject()) {
                QVERIFY(isKnownTo(element[key][u"elementId"_s].toString()));
                ++bindings;
            }
        }
        if (const QString container = element[u"containerId"_s].toString(); !container.isEmpty())
            QVERIFY(isKnownTo(container));
        if (const QString frame = element[u"frameId"_s].toString(); !frame.isEmpty())
            QCOMPARE(elements.value(frame)[u"type"_s].toString(), u"frame"_s);
    }
    QCOMPARE(bindings, 4);
}

void TestExcalidraw::comesBack()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    const auto drawing = fromExcalidraw(toExcalidraw(shapes, imagesOfEach));
    QVERIFY(drawing);
    QVERIFY(drawing->remarks.isEmpty());
    QCOMPARE(drawing->shapes.size(), shapes.size());
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        const Shape &before = *shapes[i];
        const Shape &after = drawing->shapes[i];
        QCOMPARE(after.id, before.id);
        QCOMPARE(after.type, before.type == ShapeType::Unknown ? ShapeType::Rectangle : before.type);
        QCOMPARE(after.text, before.type == ShapeType::Image ? QString() : before.text);
        QVERIFY(std::abs(after.x - before.x) < 0.1 && std::abs(after.y - before.y) < 0.1);
        QVERIFY(std::abs(after.w - before.w) < 0.1 && std::abs(after.h - before.h) < 0.1);
        QVERIFY(std::abs(after.rotation - before.rotation) < 0.01);
        QCOMPARE(after.frame, before.frame);
        QCOMPARE(after.groups, before.groups);
        QCOMPARE(after.locked, before.locked);
        QCOMPARE(after.image, before.image);
        QCOMPARE(after.style.fill, before.style.fill);
        QCOMPARE(after.style.dash, before.type == ShapeType::Unknown ? Dash::Dashed : before.style.dash);
        QVERIFY(std::abs(after.style.opacity - before.style.opacity) < 0.01);
        QCOMPARE(after.style.route, before.style.route);
        QCOMPARE(after.style.endHead, before.style.endHead);
        QCOMPARE(after.start, before.start);
        QVERIFY(std::abs(after.style.width - before.style.width) < 0.02);
        if (before.type != ShapeType::Note)
            QCOMPARE(after.style.stroke, before.style.stroke);
    }
}

} // namespace coterie::drawing

QTEST_MAIN(coterie::drawing::TestExcalidraw)
#include "tst_excalidraw.moc"
