#include "board/shapejson.h"
#include "boardpicture.h"
#include "drawing/csscolour.h"
#include "drawing/svgreader.h"
#include "drawing/svgvalues.h"
#include "drawing/svgwriter.h"

#include <QTest>
#include <QXmlStreamReader>

namespace coterie::drawing {

using namespace test;

namespace {

QByteArray svgOf(const QList<ShapePtr> &shapes)
{
    return toSvg(shapes, imagesOfEach, {.family = family(), .title = u"Onboarding <flow>"_s});
}

/// In a picture of 200 × 100 pixels.
Result<Drawing> readBody(const QByteArray &body)
{
    return fromSvg(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"200\" "
        "height=\"100\" viewBox=\"0 0 200 100\">"
        + body + "</svg>");
}

Shape onlyShape(const QByteArray &body)
{
    const auto drawing = readBody(body);
    return drawing && drawing->shapes.size() == 1 ? drawing->shapes.first() : shapeOf(ShapeType::Unknown, {}, {});
}

} // namespace

class TestSvg : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheSameBytes();
    void isWellFormed();
    void keepsTextOrderAndIds();
    void escapesWhatPeopleWrite_data();
    void escapesWhatPeopleWrite();
    void ownExportComesBackExactly();
    void ownExportThatWasChangedIsReadAsItIs();
    void readsShapes_data();
    void readsShapes();
    void readsText();
    void readsImages();
    void readsPaths_data();
    void readsPaths();
    void readsGroupsAndStyleSheets();
    void refuses_data();
    void refuses();
    void leavesOut_data();
    void leavesOut();
    void numbersOfAnySize();
    void colours_data();
    void colours();
};

void TestSvg::writesTheSameBytes()
{
    crdt::Doc document;
    addShapes(document, oneOfEach());
    crdt::Doc elsewhere;
    QVERIFY(elsewhere.applyUpdate(document.encodeStateAsUpdate()));
    const QByteArray first = svgOf(readScene(document).onPage({}));
    QCOMPARE(svgOf(readScene(elsewhere).onPage({})), first);
    keep(first, u"board.svg"_s);
    keep(toSvg(asOnBoard(oneOfEach()), imagesOfEach, {.palette = {.dark = true}, .family = family()}),
        u"board-dark.svg"_s);
}

void TestSvg::isWellFormed()
{
    QXmlStreamReader xml(svgOf(asOnBoard(oneOfEach())));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

void TestSvg::keepsTextOrderAndIds()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    const QByteArray svg = svgOf(shapes);
    qsizetype at = 0;
    for (const ShapePtr &shape : shapes) {
        at = svg.indexOf("<g id=\"" + shape->id.value().toUtf8() + '"', at);
        QVERIFY2(at > 0, qPrintable(shape->id.value()));
    }
    QVERIFY(svg.contains(">Host or join</tspan>"));
    QVERIFY(svg.contains(">machine &lt;&amp;&gt;</tspan>") || svg.contains("&lt;&amp;&gt;"));
    QVERIFY(svg.contains("<title>Onboarding &lt;flow&gt;</title>"));
    QVERIFY(svg.contains("data-group=\"all\""));
    QVERIFY(svg.contains("viewBox=\"-6") || svg.contains("viewBox=\"-"));
    QVERIFY(svg.contains("stroke-dasharray"));
    QVERIFY(svg.contains("opacity=\"0.75\""));
    QVERIFY(svg.contains("href=\"data:image/png;base64,"));
    QVERIFY(!svg.contains("0.300000"));
}

void TestSvg::escapesWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("markup") << u"</text><script>alert(1)</script>"_s;
    QTest::newRow("end of the metadata") << u"]]></metadata>\n<g/>"_s;
    QTest::newRow("quotes") << u"\"'&amp;"_s;
    QTest::newRow("control characters") << QString::fromUtf16(u"a\u0000b\u0001c\u001bd\ufffe\uffff", 9);
    QTest::newRow("half of a pair") << QString(QChar(0xD83D)) + u"x"_s;
    QTest::newRow("emoji and lines") << u"🎉\n\n  two  blanks \t tab"_s;
}

void TestSvg::escapesWhatPeopleWrite()
{
    QFETCH(const QString, text);
    Shape note = shapeOf(ShapeType::Note, u"n"_s, {0, 0, 300, 200});
    note.text = text;
    Shape frame = shapeOf(ShapeType::Frame, u"f"_s, {0, 0, 300, 200});
    frame.text = text;
    frame.style.stroke = text.left(40);
    frame.groups = {text.left(40)};
    const QByteArray svg = svgOf({std::make_shared<Shape>(note), std::make_shared<Shape>(frame)});
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        xml.readNext();
        QVERIFY(!xml.isStartElement() || xml.name() != u"script");
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    const auto again = fromSvg(svg);
    QVERIFY(again);
    QCOMPARE(again->shapes.size(), 2);
    const auto readable = [](QString words) { return words.remove(QChar(0xFFFE)).remove(QChar(0xFFFF)); };
    if (!text.front().isSurrogate()) // UTF-8 cannot say it
        QCOMPARE(readable(again->shapes.first().text), readable(text));
}

void TestSvg::ownExportComesBackExactly()
{
    const QList<ShapePtr> shapes = asOnBoard(oneOfEach());
    const auto drawing = fromSvg(svgOf(shapes));
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), shapes.size());
    for (qsizetype i = 0; i < shapes.size(); ++i)
        QCOMPARE(toJson(drawing->shapes[i]), toJson(*shapes[i]));
    QCOMPARE(drawing->images.value(imageKey(smallPng())), smallPng());
    QVERIFY(drawing->remarks.isEmpty());
}

void TestSvg::ownExportThatWasChangedIsReadAsItIs()
{
    QByteArray svg = svgOf(asOnBoard({shapeOf(ShapeType::Rectangle, u"box"_s, {10, 20, 100, 50})}));
    svg.replace("width=\"100\" height=\"50\"", "width=\"120\" height=\"50\"");
    const auto drawing = fromSvg(svg);
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
    QCOMPARE(drawing->shapes.first().w, 120.0);
    QCOMPARE(drawing->shapes.first().style.stroke, u"ink"_s); // its colour again by name
    QCOMPARE(drawing->remarks.size(), 1);
}

void TestSvg::readsShapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QRectF>("box");
    QTest::addColumn<double>("rotation");
    const auto row = [](const char *name, const QByteArray &body, const char16_t *type, const QRectF &box,
                         double turn = 0) { QTest::newRow(name) << body << QString::fromUtf16(type) << box << turn; };
    row("rectangle", "<rect x='1' y='2' width='30' height='40'/>", u"rectangle", {1, 2, 30, 40});
    row("units", "<rect x='1in' y='10mm' width='72pt' height='1cm'/>", u"rectangle",
        {96, 37.795275590551185, 96, 37.795275590551185});
    row("circle", "<circle cx='50' cy='40' r='10'/>", u"ellipse", {40, 30, 20, 20});
    row("ellipse", "<ellipse cx='50' cy='40' rx='10' ry='5'/>", u"ellipse", {40, 35, 20, 10});
    row("moved and scaled",
        "<g transform='translate(10 20)'><rect width='10' height='10' transform='scale(2, 3)'/></g>", u"rectangle",
        {10, 20, 20, 30});
    row("turned", "<rect x='10' y='10' width='40' height='20' transform='rotate(90 30 20)'/>", u"rectangle",
        {10, 10, 40, 20}, 90);
    row("matrix", "<rect width='10' height='10' transform='matrix(0 1 -1 0 100 50)'/>", u"rectangle", {90, 50, 10, 10},
        90);
    row("line", "<line x1='5' y1='6' x2='25' y2='46' stroke='black'/>", u"line", {5, 6, 20, 40});
    row("arrow", "<line x1='5' y1='6' x2='25' y2='46' stroke='black' marker-end='url(#a)'/>", u"arrow", {5, 6, 20, 40});
    row("polyline", "<polyline points='0,0 10,20 30,5' stroke='red' fill='none'/>", u"line", {0, 0, 30, 20});
    row("polygon that is a diamond", "<polygon points='50,0 100,50 50,100 0,50'/>", u"diamond", {0, 0, 100, 100});
    row("path that is a box", "<path d='M10 10h80v30h-80z'/>", u"rectangle", {10, 10, 80, 30});
    row("sheared box", "<rect width='10' height='10' transform='skewX(45)' stroke='black' fill='none'/>", u"line",
        {0, 0, 20, 10});
    row("view box", "<svg viewBox='0 0 10 10' width='100' height='100'><rect width='5' height='5'/></svg>",
        u"rectangle", {0, 0, 50, 50});
}

void TestSvg::readsShapes()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, type);
    QFETCH(const QRectF, box);
    QFETCH(const double, rotation);
    const Shape shape = onlyShape(body);
    QCOMPARE(toWire(shape.type), type);
    QCOMPARE(shape.rotation, rotation);
    for (const auto &[mine, wanted] :
        {std::pair(shape.x, box.x()), {shape.y, box.y()}, {shape.w, box.width()}, {shape.h, box.height()}})
        QVERIFY2(std::abs(mine - wanted) < 1e-3, qPrintable(u"%1 instead of %2"_s.arg(mine).arg(wanted)));
}

void TestSvg::readsText()
{
    const Shape shape =
        onlyShape("<text x='100' y='50' font-size='20' text-anchor='middle' fill='#C0322B'>Hello\n  <tspan "
                  "font-weight='bold'>big</tspan> <tspan x='100' dy='1.2em'>world &amp; all</tspan></text>");
    QCOMPARE(shape.type, ShapeType::Text);
    QCOMPARE(shape.text, u"Hello big\nworld & all"_s);
    QCOMPARE(shape.style.fontSize, 20.0);
    QCOMPARE(shape.style.align, Align::Centre);
    QCOMPARE(shape.style.stroke, u"red"_s);
    QVERIFY(std::abs(shape.centre().x() - 100) < 1);
    QVERIFY(shape.y < 50 && shape.y > 20 && shape.h > 40);
    const Shape turned = onlyShape("<text transform='rotate(-90)' x='-50' y='20' font-size='10'>Axis</text>");
    QCOMPARE(turned.rotation, -90.0);
    QVERIFY(std::abs(turned.centre().x() - 20) < 8);
}

void TestSvg::readsImages()
{
    const auto drawing = readBody(
        "<image x='5' y='5' width='60' height='40' xlink:href='data:image/png;base64," + smallPng().toBase64() + "'/>");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
    QCOMPARE(drawing->shapes.first().type, ShapeType::Image);
    QCOMPARE(drawing->shapes.first().box(), QRectF(5, 5, 60, 40));
    QVERIFY(!drawing->images.value(drawing->shapes.first().image).isEmpty());
}

void TestSvg::readsPaths_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QRectF>("bounds");
    QTest::newRow("absolute") << "M10,20L30,40"_ba << QRectF(10, 20, 20, 20);
    QTest::newRow("relative, run together") << "m10-20l30.5.5-10-10"_ba << QRectF(10, -29.5, 30.5, 10);
    QTest::newRow("pairs after M are lines") << "M0 0 10 0 10 10"_ba << QRectF(0, 0, 10, 10);
    QTest::newRow("level and upright") << "M5 5H15V25h-10z"_ba << QRectF(5, 5, 10, 20);
    QTest::newRow("half a circle") << "M0 0A10 10 0 0 1 20 0"_ba << QRectF(0, -10, 20, 10);
    QTest::newRow("flags run together") << "M0 0a10 10 0 0120 0"_ba << QRectF(0, -10, 20, 10);
    QTest::newRow("arc too small for its ends") << "M0 0A1 1 0 0 1 20 0"_ba << QRectF(0, -10, 20, 10);
    QTest::newRow("smooth") << "M0 0C0 10 10 10 10 0S20 -10 20 0"_ba << QRectF(0, -7.5, 20, 15);
    QTest::newRow("quadratic") << "M0 0Q5 10 10 0T20 0"_ba << QRectF(0, -5, 20, 10);
    QTest::newRow("ends in a mistake") << "M0 0L10 10L20 x"_ba << QRectF(0, 0, 10, 10);
    QTest::newRow("begins with a line") << "L10 10"_ba << QRectF(0, 0, 10, 10);
    QTest::newRow("nothing") << ""_ba << QRectF();
}

void TestSvg::readsPaths()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QRectF, bounds);
    const QRectF mine = svg::path(QString::fromLatin1(data), 1000).boundingRect();
    for (const auto &[a, b] : {std::pair(mine.left(), bounds.left()), {mine.top(), bounds.top()},
             {mine.right(), bounds.right()}, {mine.bottom(), bounds.bottom()}})
        QVERIFY2(std::abs(a - b) < 0.05, qPrintable(u"%1 instead of %2"_s.arg(a).arg(b)));
}

void TestSvg::readsGroupsAndStyleSheets()
{
    const auto drawing = readBody("<style>.soft, rect { fill: #DDF2E2; stroke: #2E7D4F } .wide{stroke-width:4}</style>"
                                  "<g opacity='0.5'><rect class='wide' width='10' height='10' opacity='0.5'/><g>"
                                  "<circle class='soft' r='5'/></g></g><circle r='9' style='fill:rgb(0,0,255)'/>"
                                  "<g display='none'><circle r='3'/></g>");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 3);
    const Shape &box = drawing->shapes[0];
    QCOMPARE(box.style.fill, u"green"_s);
    QCOMPARE(box.style.stroke, u"green"_s);
    QCOMPARE(box.style.width, 4.0);
    QCOMPARE(box.style.opacity, 0.25);
    QCOMPARE(box.groups.size(), 1);
    QCOMPARE(drawing->shapes[1].groups, box.groups); // a group of one is none
    QCOMPARE(drawing->shapes[2].style.fill, u"#0000ff"_s);
    QVERIFY(drawing->shapes[2].groups.isEmpty());
}

void TestSvg::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Errc>("expected");
    const QByteArray head = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    QTest::newRow("nothing") << QByteArray() << Errc::Malformed;
    QTest::newRow("a page") << "<html><body/></html>"_ba << Errc::Malformed;
    QTest::newRow("a picture of pixels") << smallPng() << Errc::Malformed;
    QTest::newRow("ends early") << head + "<rect width='1'" << Errc::Malformed;
    QTest::newRow("a billion laughs")
        << "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg><text>&b;</text></svg>"_ba
        << Errc::Malformed;
    QTest::newRow("a file of this computer")
        << "<!DOCTYPE svg [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><svg><text>&f;</text></svg>"_ba
        << Errc::Malformed;
    QTest::newRow("an entity nobody declared") << head + "<text>&f;</text></svg>" << Errc::Malformed;
    QTest::newRow("too deep") << head + QByteArray("<g>").repeated(300) + QByteArray("</g>").repeated(300) + "</svg>"
                              << Errc::Malformed;
    QTest::newRow("too deep a text") << head + "<text>" + QByteArray("<tspan>").repeated(300)
            + QByteArray("</tspan>").repeated(300)
            + "</text></svg>" << Errc::Malformed;
    QTest::newRow("too many") << head + QByteArray("<g/>").repeated(maxSvgElements + 1) + "</svg>" << Errc::TooLarge;
    QTest::newRow("too many left out") << head + "<defs>" + QByteArray("<g/>").repeated(maxSvgElements + 1)
            + "</defs></svg>" << Errc::TooLarge;
    QTest::newRow("too many points") << head
            + ("<polyline stroke='red' fill='none' points='" + QByteArray("1 1 2 2 ").repeated(50'000) + "'/>")
                  .repeated(21)
            + "</svg>" << Errc::TooLarge;
}

void TestSvg::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Errc, expected);
    const auto drawing = fromSvg(bytes);
    QVERIFY(!drawing);
    QCOMPARE(drawing.error().code, expected);
    QVERIFY(!drawing.error().message.empty());
}

void TestSvg::leavesOut_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("scripts") << "<script>alert(1)</script>"_ba;
    QTest::newRow("pages inside")
        << "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='x'/></body></foreignObject>"_ba;
    QTest::newRow("images elsewhere") << "<image href='https://example.org/x.png' width='10' height='10'/>"_ba;
    QTest::newRow("files") << "<image href='file:///etc/passwd' width='10' height='10'/>"_ba;
    QTest::newRow("an image that is none") << "<image href='data:image/png;base64,AAAA' width='10' height='10'/>"_ba;
    QTest::newRow("SVG in an image") << "<image href='data:image/svg+xml;base64,PHN2Zy8+' width='10' height='10'/>"_ba;
    QTest::newRow("references") << "<use href='#x'/>"_ba;
    QTest::newRow("masks") << "<mask id='m'><rect width='1' height='1'/></mask>"_ba;
}

void TestSvg::leavesOut()
{
    QFETCH(const QByteArray, body);
    const auto drawing = readBody(body + "<rect width='10' height='10'/>");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
    QCOMPARE(drawing->shapes.first().type, ShapeType::Rectangle);
    QCOMPARE(drawing->remarks.size(), 1);
}

void TestSvg::numbersOfAnySize()
{
    for (const QByteArray &number : {"1e999"_ba, "-1e999"_ba, "1e30"_ba, "nan"_ba, "inf"_ba, "."_ba, "1e-999"_ba}) {
        const auto drawing = readBody(
            "<rect x='N' y='N' width='N' height='N' transform='scale(N) rotate(N) matrix(N N N N N N)' "
            "stroke-width='N'/>"
            "<path d='M N N L N N A N N N 1 1 N N' stroke='red'/><text x='N' font-size='N'>x</text>"_ba.replace(
                "N", number));
        QVERIFY(drawing);
        for (const Shape &shape : drawing->shapes)
            QVERIFY(std::abs(shape.x) <= maxCoordinate && shape.w >= 0 && shape.w <= maxCoordinate
                && shape.style.fontSize <= 1000);
    }
}

void TestSvg::colours_data()
{
    QTest::addColumn<QString>("css");
    QTest::addColumn<QString>("board");
    QTest::newRow("name") << u"Red"_s << u"#ff0000"_s;
    QTest::newRow("three digits") << u"#1aF"_s << u"#11aaff"_s;
    QTest::newRow("four digits") << u"#1af8"_s << u"#11aaff88"_s;
    QTest::newRow("six digits") << u" #123456 "_s << u"#123456"_s;
    QTest::newRow("opaque eight") << u"#123456ff"_s << u"#123456"_s;
    QTest::newRow("function") << u"rgb(255, 0, 10)"_s << u"#ff000a"_s;
    QTest::newRow("with alpha") << u"rgba(100% 0% 0% / 50%)"_s << u"#ff000080"_s;
    QTest::newRow("none") << u"none"_s << u"none"_s;
    QTest::newRow("transparent") << u"transparent"_s << u"none"_s;
    QTest::newRow("no colour") << u"url(#x)"_s << QString();
    QTest::newRow("five digits") << u"#12345"_s << QString();
    QTest::newRow("no digits") << u"#gggggg"_s << QString();
}

void TestSvg::colours()
{
    QFETCH(const QString, css);
    QFETCH(const QString, board);
    QCOMPARE(boardColour(css).value_or(QString()), board);
}

} // namespace coterie::drawing

QTEST_MAIN(coterie::drawing::TestSvg)
#include "tst_svg.moc"
