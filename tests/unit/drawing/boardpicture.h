#pragma once

#include "board/boardcodec.h"
#include "board/templates.h"
#include "drawing/drawing.h"
#include "drawing/textlayout.h"

#include <QBuffer>
#include <QFile>
#include <QFontDatabase>
#include <QImage>

#include <cmath>

/// Boards to be written and read again.
namespace coterie::drawing::test {

using namespace board;
using namespace Qt::StringLiterals;

inline QString family()
{
    static const QString name = [] {
        const QString folder = qEnvironmentVariable("COTERIE_SOURCE") + u"/resources/fonts/"_s;
        QFontDatabase::addApplicationFont(folder + u"Inter-Bold.otf"_s);
        const int id = QFontDatabase::addApplicationFont(folder + u"Inter-Regular.otf"_s);
        return QFontDatabase::applicationFontFamilies(id).value(0);
    }();
    return name;
}

/// As a board has them: with an order, ids, bound ends in place.
inline QList<ShapePtr> asOnBoard(const QList<Shape> &shapes)
{
    crdt::Doc document;
    addShapes(document, shapes);
    return readScene(document).onPage({});
}

inline Shape shapeOf(ShapeType type, const QString &id, const QRectF &box)
{
    Shape shape;
    shape.id = ShapeId(id);
    shape.type = type;
    shape.x = box.x();
    shape.y = box.y();
    shape.w = box.width();
    shape.h = box.height();
    return shape;
}

inline Shape strokeOf(ShapeType type, const QString &id, Points points)
{
    Shape shape = shapeOf(type, id, boundsOf(points));
    shape.points = std::make_shared<const Points>(std::move(points));
    return shape;
}

inline QByteArray smallPng()
{
    QImage image(6, 4, QImage::Format_RGB32);
    image.fill(QColor(0x1D, 0x6F, 0xBF));
    image.setPixelColor(1, 1, Qt::white);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

/// One of each, in the manner of the picture of a board in the design.
inline QList<Shape> oneOfEach()
{
    QList<Shape> shapes;
    Shape frame = shapeOf(ShapeType::Frame, u"frame"_s, {-40, -60, 1000, 700});
    frame.text = u"Onboarding flow"_s;
    shapes.append(frame);
    const QStringList steps {u"Welcome"_s, u"Host or join"_s, u"First message"_s};
    for (int i = 0; i < 3; ++i) {
        Shape box = shapeOf(ShapeType::Rectangle, u"step-%1"_s.arg(i + 1), {i * 310.0, 0, 190, 110});
        box.text = steps[i];
        box.frame = frame.id;
        shapes.append(box);
    }
    for (int i = 0; i < 2; ++i) {
        const float y = 55;
        Shape arrow = strokeOf(ShapeType::Arrow, u"arrow-%1"_s.arg(i + 1),
            {{190.0F + 310.0F * static_cast<float>(i), y, 0.5F}, {310.0F + 310.0F * static_cast<float>(i), y, 0.5F}});
        arrow.style.endHead = i == 0 ? Head::Arrow : Head::Triangle;
        arrow.style.startHead = i == 0 ? Head::None : Head::Dot;
        arrow.style.dash = i == 0 ? Dash::Solid : Dash::Dashed;
        arrow.start = Binding {.shape = shapes[i + 1].id, .u = 1, .v = 0.5};
        arrow.end = Binding {.shape = shapes[i + 2].id, .u = 0, .v = 0.5};
        shapes.append(arrow);
    }
    const QStringList words {u"One sentence,\none button."_s, u"Skip accounts on your own machine <&> \"now\""_s,
        u"Show a teammate’s cursor at once 🎉"_s};
    const QStringList papers {u"yellow"_s, u"blue"_s, u"green"_s};
    for (int i = 0; i < 3; ++i) {
        Shape note = shapeOf(ShapeType::Note, u"note-%1"_s.arg(i + 1), {i * 190.0, 180, 150, 130});
        note.text = words[i];
        note.style.fill = papers[i];
        note.style.align = Align::Left;
        note.groups = i < 2 ? QStringList {u"pair"_s, u"all"_s} : QStringList {u"all"_s};
        shapes.append(note);
    }
    Points wave;
    for (int i = 0; i <= 60; ++i) {
        const float t = static_cast<float>(i) / 10;
        wave.push_back({600 + t * 40, 240 + 60 * std::sin(t * 2), 0.2F + 0.1F * t});
    }
    Shape pen = strokeOf(ShapeType::Pen, u"pen"_s, wave);
    pen.style.stroke = u"pink"_s;
    pen.style.width = 6;
    shapes.append(pen);
    Shape marker = strokeOf(ShapeType::Highlighter, u"marker"_s, {{10, 60, 0.5F}, {100, 64, 0.5F}, {180, 58, 0.5F}});
    marker.style.stroke = u"yellow"_s;
    marker.style.width = 18;
    shapes.append(marker);
    Shape ellipse = shapeOf(ShapeType::Ellipse, u"ellipse"_s, {0, 360, 160, 100});
    ellipse.text = u"Round"_s;
    ellipse.style.fill = u"teal"_s;
    ellipse.style.stroke = u"teal"_s;
    ellipse.style.dash = Dash::Dotted;
    shapes.append(ellipse);
    Shape diamond = shapeOf(ShapeType::Diamond, u"diamond"_s, {200, 350, 170, 120});
    diamond.text = u"All well?"_s;
    diamond.rotation = 15;
    diamond.style.fill = u"#ffeedd80"_s;
    diamond.style.opacity = 0.75;
    shapes.append(diamond);
    Shape text = shapeOf(ShapeType::Text, u"text"_s, {400, 360, 220, 80});
    text.text = u"Plain words that wrap\n\nand  keep  their  blanks"_s;
    text.style.align = Align::Right;
    text.style.fontSize = 18;
    text.rotation = -10;
    text.locked = true;
    shapes.append(text);
    Shape image = shapeOf(ShapeType::Image, u"image"_s, {660, 360, 120, 80});
    image.image = imageKey(smallPng());
    image.text = u"A blue sea & a sail"_s;
    image.rotation = 30;
    shapes.append(image);
    Shape line = strokeOf(ShapeType::Line, u"line"_s, {{0, 500, 0.5F}, {60, 560, 0.5F}, {200, 520, 0.5F}});
    line.style.route = Route::Curved;
    line.style.width = 4;
    shapes.append(line);
    Shape elbow = strokeOf(ShapeType::Arrow, u"elbow"_s, {{260, 500, 0.5F}, {420, 580, 0.5F}});
    elbow.style.route = Route::Elbow;
    elbow.style.endHead = Head::Bar;
    shapes.append(elbow);
    Shape arabic = shapeOf(ShapeType::Rectangle, u"arabic"_s, {480, 500, 200, 80});
    arabic.text = u"مرحبا بالعالم"_s;
    arabic.style.align = Align::Right;
    arabic.style.fill = u"violet"_s;
    shapes.append(arabic);
    Shape unknown = shapeOf(ShapeType::Unknown, u"unknown"_s, {720, 500, 100, 60});
    unknown.typeName = u"hologram"_s;
    shapes.append(unknown);
    return shapes;
}

inline QByteArray imagesOfEach(const QString &key)
{
    return key == imageKey(smallPng()) ? smallPng() : QByteArray();
}

/// Where somebody wants to look at them.
inline void keep(const QByteArray &bytes, const QString &name)
{
    const QString folder = qEnvironmentVariable("COTERIE_PICTURES");
    if (folder.isEmpty())
        return;
    QFile file(folder + u'/' + name);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qWarning("%s cannot be written", qUtf8Printable(file.fileName()));
}

} // namespace coterie::drawing::test
