#include "drawing/svgshapes.h"

#include "board/boardcodec.h"
#include "board/outline.h"
#include "drawing/csscolour.h"
#include "drawing/imagestore.h"
#include "drawing/palette.h"
#include "drawing/svggeometry.h"
#include "drawing/svgvalues.h"
#include "drawing/textlayout.h"

#include <QCoreApplication>
#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::drawing::svg {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SvgReader)
};

constexpr qsizetype mostShapes = 100'000;
constexpr std::size_t mostPoints = 2'000'000;

/// The palette's name for what is one of its colours, so that it follows the theme; else the colour.
QString named(const QString &colour, double opacity, bool isFill)
{
    if (colour == "none"_L1 || opacity <= 0)
        return u"none"_s;
    if (opacity < 1 && colour.size() == 7)
        return colour + u"%1"_s.arg(qRound(opacity * 255), 2, 16, QChar(u'0'));
    if (colour == "#000000"_L1)
        return u"ink"_s;
    static const QStringList names = Palette::names();
    const auto isCalled = [&](const QString &name) {
        for (const Palette &palette : {Palette {}, Palette {.dark = true}}) {
            const QColor own = isFill ? palette.fill(name) : palette.stroke(name);
            if (own.name() == colour || (isFill && palette.note(name).name() == colour))
                return true;
        }
        return false;
    };
    const auto it = std::ranges::find_if(names, isCalled);
    return it == names.end() ? colour : *it;
}

} // namespace

void Rows::begin(const QXmlStreamAttributes &attributes, const LookOf &look)
{
    const auto x = numbers(attributes.value("x"_L1), 1);
    const auto y = numbers(attributes.value("y"_L1), 1);
    const bool isMoved = !y.empty() || length(attributes.value("dy"_L1), look.fontSize).value_or(0) > look.fontSize / 2;
    if (!hasPlace && (!x.empty() || !y.empty())) {
        if (!x.empty())
            at.setX(x.front());
        if (!y.empty())
            at.setY(y.front());
        fontSize = look.fontSize;
        hasPlace = !x.empty() && !y.empty();
    }
    const bool isRow = lines.isEmpty() || (isMoved && !lines.last().trimmed().isEmpty());
    if (isRow && lines.size() < 2000)
        lines.append(QString());
}

void Rows::append(QStringView text)
{
    if (lines.isEmpty())
        lines.append(QString());
    QString &line = lines.last();
    for (const QChar c : text) { // white space as XML has it
        const bool isSpace = c.isSpace();
        if (line.size() < maxText && !(isSpace && (line.isEmpty() || line.endsWith(u' '))))
            line += isSpace ? QChar(u' ') : c;
    }
}

bool ShapeMaker::knows(QStringView element)
{
    static constexpr std::array names {QStringView(u"rect"), QStringView(u"circle"), QStringView(u"ellipse"),
        QStringView(u"line"), QStringView(u"polyline"), QStringView(u"polygon"), QStringView(u"path"),
        QStringView(u"image")};
    return std::ranges::find(names, element) != names.end();
}

Shape ShapeMaker::begin(
    const QXmlStreamAttributes &attributes, const LookOf &look, const QTransform &place, const QStringList &groups)
{
    Shape shape;
    shape.id = m_ids.declare(attributes.value("id"_L1).toString());
    shape.groups = groups;
    shape.style.stroke = named(look.stroke, look.strokeOpacity, false);
    shape.style.fill = named(look.fill, look.fillOpacity, true);
    shape.style.opacity = std::clamp(look.opacity, 0.0, 1.0);
    shape.style.width = std::clamp(std::round(look.strokeWidth * stretch(place) * 100) / 100, 0.1, 500.0);
    if (!look.dashes.empty() && look.dashes.front() > 0)
        shape.style.dash = look.dashes.front() <= 1.5 * look.strokeWidth ? Dash::Dotted : Dash::Dashed;
    return shape;
}

void ShapeMaker::append(Shape shape)
{
    m_points += shape.points ? shape.points->size() : 1;
    m_drawing.shapes.append(std::move(shape));
}

void ShapeMaker::add(const QString &element, const QXmlStreamAttributes &attributes, const LookOf &look,
    const QTransform &place, const QStringList &groups)
{
    const bool isSeen =
        (look.fill != "none"_L1 && look.fillOpacity > 0) || (look.stroke != "none"_L1 && look.strokeOpacity > 0);
    const bool isGround = attributes.value("class"_L1) == "ground"_L1; // of an export of ours
    const QPainterPath path = pathOf(element, attributes);
    if (!isSeen || isGround || path.isEmpty() || isFull())
        return;
    Shape shape = begin(attributes, look, place, groups);
    const bool isRound = element == "circle"_L1 || element == "ellipse"_L1;
    if ((isRound || element == "rect"_L1) && keepsBoxes(place)) {
        shape.type = isRound ? ShapeType::Ellipse : ShapeType::Rectangle;
        placeBox(shape, path.boundingRect(), place);
        return append(std::move(shape));
    }
    addPath(place.map(path), std::move(shape), look);
}

/// Each part of the path as a shape, together a group.
void ShapeMaker::addPath(const QPainterPath &path, Shape shape, const LookOf &look)
{
    constexpr qsizetype mostCorners = 32;
    const bool hasCurves = [&path] {
        for (int i = 0; i < path.elementCount(); ++i) {
            if (path.elementAt(i).isCurveTo())
                return true;
        }
        return false;
    }();
    const QList<QPolygonF> parts = path.toSubpathPolygons();
    const ShapeId id = shape.id;
    if (parts.size() > 1)
        shape.groups.prepend(newGroup());
    for (const QPolygonF &part : parts) {
        if (part.size() < 2 || isFull())
            continue;
        Shape one = shape;
        one.id = &part == &parts.front() ? id : m_ids.declare({});
        if (const auto type = hasCurves ? std::nullopt : boxIn(part)) {
            one.type = *type;
            placeBox(one, part.boundingRect(), {});
            append(std::move(one));
            continue;
        }
        const bool isFilled = one.style.stroke == "none"_L1;
        if (isFilled) {
            one.style.stroke = named(look.fill, look.fillOpacity, false);
            one.style.width = 1;
        }
        if (one.style.fill != "none"_L1 && part.isClosed())
            leaveOut(u"fill"_s);
        one.style.fill = u"none"_s;
        one.type = hasCurves || part.size() > mostCorners ? ShapeType::Pen : ShapeType::Line;
        if (one.type == ShapeType::Line) {
            one.style.startHead = look.hasStartMarker ? Head::Arrow : Head::None;
            one.style.endHead = look.hasEndMarker ? Head::Arrow : Head::None;
            if (look.hasStartMarker || look.hasEndMarker)
                one.type = ShapeType::Arrow;
        }
        setPointsOnBoard(one, pointsAlong(part, one.type == ShapeType::Pen));
        append(std::move(one));
    }
}

void ShapeMaker::addImage(const QByteArray &bytes, const QXmlStreamAttributes &attributes, const LookOf &look,
    const QTransform &place, const QStringList &groups)
{
    const QByteArray small = bytes.isEmpty() || isFull() ? QByteArray() : shrinkImage(bytes, maxImageBytes);
    if (small.isEmpty())
        return leaveOut(u"image"_s);
    const QSize size = QImage::fromData(small).size();
    const auto side = [&](QLatin1StringView name, int own) {
        const double given = valueOf(attributes, name);
        return given > 0 ? given : own;
    };
    Shape shape = begin(attributes, look, place, groups);
    shape.type = ShapeType::Image;
    shape.image = imageKey(small);
    shape.style = {};
    shape.style.opacity = std::clamp(look.opacity, 0.0, 1.0);
    const QRectF box(valueOf(attributes, "x"_L1), valueOf(attributes, "y"_L1), side("width"_L1, size.width()),
        side("height"_L1, size.height()));
    placeBox(shape, box, place);
    m_drawing.images.insert(shape.image, small);
    append(std::move(shape));
}

void ShapeMaker::addText(const Rows &rows, const LookOf &look, const QTransform &place, const QStringList &groups)
{
    QStringList lines;
    for (const QString &line : rows.lines)
        lines.append(line.trimmed());
    const QString text = lines.join(u'\n').trimmed().left(maxText);
    if (text.isEmpty() || isFull())
        return;
    Shape shape = begin({}, look, place, groups);
    shape.type = ShapeType::Text;
    shape.text = text;
    shape.style.stroke = shape.style.fill == "none"_L1 ? shape.style.stroke : named(look.fill, look.fillOpacity, false);
    shape.style.fill = u"none"_s;
    shape.style.width = Style().width;
    shape.style.dash = Dash::Solid;
    shape.style.fontSize = std::clamp(rows.fontSize * stretch(place), 1.0, 1000.0);
    shape.style.align = look.anchor == "middle"_L1 ? Align::Centre
        : look.anchor == "end"_L1                  ? Align::Right
                                                   : Align::Left;
    const TextBox box = layOutText(shape, {});
    shape.w = naturalWidth(shape, {});
    shape.h = heightForText(shape, {});
    const double before = look.anchor == "middle"_L1 ? 0.5 : look.anchor == "end"_L1 ? 1 : 0;
    shape.rotation = degreesOf(place);
    // The baseline stays where it is; the box is turned around its own middle.
    const QTransform turn = QTransform().rotate(shape.rotation);
    const QPointF middle = place.map(rows.at) + turn.map(QPointF(shape.w * (0.5 - before), shape.h / 2 - box.ascent));
    shape.x = coordinate(middle.x() - shape.w / 2);
    shape.y = coordinate(middle.y() - shape.h / 2);
    append(std::move(shape));
}

void ShapeMaker::leaveOut(const QString &element)
{
    static constexpr std::array silent {QStringView(u"defs"), QStringView(u"title"), QStringView(u"desc"),
        QStringView(u"namedview"), QStringView(u"style")};
    if (m_leftOut.size() < 100 && std::ranges::find(silent, element) == silent.end())
        m_leftOut.insert(element);
}

QString ShapeMaker::newGroup()
{
    return u"svg-%1-%2"_s.arg(newShapeId().value()).arg(++m_groups);
}

bool ShapeMaker::isFull() const
{
    return m_drawing.shapes.size() >= mostShapes || m_points >= mostPoints;
}

/// A group of one, or of everything, is none.
void ShapeMaker::dropNeedlessGroups()
{
    QHash<QString, qsizetype> members;
    for (const Shape &shape : std::as_const(m_drawing.shapes)) {
        for (const QString &group : shape.groups)
            ++members[group];
    }
    for (Shape &shape : m_drawing.shapes) {
        shape.groups.removeIf([&](const QString &group) {
            const qsizetype count = members.value(group);
            return count < 2 || count == m_drawing.shapes.size();
        });
    }
}

Drawing ShapeMaker::take()
{
    dropNeedlessGroups();
    if (m_leftOut.remove(u"fill"_s))
        m_drawing.remarks.append(Words::tr("Filled areas of any form are shown by their outline."));
    if (m_leftOut.remove(u"image"_s))
        m_drawing.remarks.append(Words::tr("Some images could not be read and are left out."));
    if (!m_leftOut.isEmpty()) {
        QStringList names(m_leftOut.cbegin(), m_leftOut.cend());
        names.sort();
        m_drawing.remarks.append(Words::tr("Left out: %1.").arg(names.join(u", "_s)));
    }
    return std::move(m_drawing);
}

} // namespace coterie::drawing::svg
