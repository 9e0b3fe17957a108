#include "board/boardcodec.h"
#include "board/points.h"
#include "drawing/csscolour.h"
#include "drawing/excalidraw.h"
#include "drawing/excalidrawimages.h"
#include "drawing/excalidrawnames.h"
#include "drawing/foreignids.h"
#include "drawing/shapepainter.h"
#include "drawing/textlayout.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Excalidraw)
};

double numberOf(const QJsonValue &value, double otherwise, double least, double most)
{
    const double number = value.toDouble(otherwise);
    return std::isfinite(number) ? std::clamp(number, least, most) : otherwise;
}

double coordinate(const QJsonValue &value)
{
    return numberOf(value, 0, -maxCoordinate, maxCoordinate);
}

QPointF pointOf(const QJsonValue &value)
{
    return {coordinate(value[0]), coordinate(value[1])};
}

double degreesOf(const QJsonValue &radians)
{
    const double turned = std::remainder(numberOf(radians, 0, -1e6, 1e6) * 180 / std::numbers::pi, 360.0);
    const double rounded = std::round(turned * 1000) / 1000;
    return rounded <= -180 ? 180 : rounded;
}

ShapeType typeOf(const QJsonObject &element)
{
    const QString type = element[u"type"_s].toString();
    const QString ours = element[u"customData"_s][u"coterie"_s][u"type"_s].toString();
    if (type == "rectangle"_L1)
        return ours == "note"_L1 ? ShapeType::Note : ShapeType::Rectangle;
    if (type == "freedraw"_L1 || type == "draw"_L1)
        return ours == "highlighter"_L1 ? ShapeType::Highlighter : ShapeType::Pen;
    if (type == "magicframe"_L1)
        return ShapeType::Frame;
    if (type == "embeddable"_L1 || type == "iframe"_L1)
        return ShapeType::Rectangle;
    const ShapeType same = shapeTypeFromWire(type);
    return same == ShapeType::Pen || same == ShapeType::Highlighter || same == ShapeType::Note ? ShapeType::Unknown
                                                                                               : same;
}

/// That shows words of its own: in it, or in the middle of an arrow. What stands on another stays a text.
bool hasText(ShapeType type)
{
    return isConnector(type) || type == ShapeType::Rectangle || type == ShapeType::Ellipse || type == ShapeType::Diamond
        || type == ShapeType::Note || type == ShapeType::Unknown;
}

class Reader
{
public:
    Result<Drawing> read(const QByteArray &json);

private:
    void readFiles(const QJsonObject &files);
    void add(const QJsonObject &element);
    void readBox(Shape &shape, const QJsonObject &element) const;
    void readStyle(Shape &shape, const QJsonObject &element) const;
    void readPoints(Shape &shape, const QJsonObject &element) const;
    void readText(Shape &shape, const QJsonObject &textElement) const;
    void readImage(Shape &shape, const QJsonObject &element);
    void bind(Shape &shape, const QJsonObject &element) const;
    [[nodiscard]] std::optional<Binding> bindingOf(const QJsonValue &value, const Point &end) const;

    Drawing m_drawing;
    ForeignIds m_ids;
    QHash<QString, QJsonObject> m_labels; ///< texts by the id of their container
    QHash<QString, QByteArray> m_files; ///< images by the id of the file
    QHash<ShapeId, qsizetype> m_places;
    bool m_hasLostImages = false;
};

Result<Drawing> Reader::read(const QByteArray &json)
{
    if (json.size() > maxExcalidrawBytes)
        return Error {Errc::TooLarge, "This drawing is too large."};
    QJsonParseError fault;
    const QJsonObject file = QJsonDocument::fromJson(json, &fault).object();
    const QString type = file[u"type"_s].toString();
    if (fault.error != QJsonParseError::NoError || (type != "excalidraw"_L1 && type != "excalidraw/clipboard"_L1))
        return Error {Errc::Malformed, "This is no Excalidraw drawing."};
    const QJsonArray elements = file[u"elements"_s].toArray();
    if (elements.size() > maxExcalidrawElements)
        return Error {Errc::TooLarge, "This drawing has too many elements."};
    readFiles(file[u"files"_s].toObject());
    QList<QJsonObject> shown;
    QSet<QString> containers;
    for (const QJsonValue &value : elements) {
        const QJsonObject element = value.toObject();
        if (element.isEmpty() || element[u"isDeleted"_s].toBool() || element[u"type"_s] == "selection"_L1)
            continue;
        if (hasText(typeOf(element)))
            containers.insert(element[u"id"_s].toString());
        shown.append(element);
    }
    const auto isLabel = [&](const QJsonObject &element) {
        const QString container = element[u"containerId"_s].toString();
        return element[u"type"_s] == "text"_L1 && !container.isEmpty() && containers.contains(container);
    };
    for (const QJsonObject &element : std::as_const(shown)) {
        if (isLabel(element))
            m_labels.insert(element[u"containerId"_s].toString(), element);
    }
    shown.removeIf(isLabel);
    for (const QJsonObject &element : std::as_const(shown))
        add(element);
    for (qsizetype i = 0; i < shown.size(); ++i) // not before all that can be held on to are there
        bind(m_drawing.shapes[i], shown[i]);
    if (m_hasLostImages)
        m_drawing.remarks.append(Words::tr("Some images could not be read and are shown as boxes."));
    return std::move(m_drawing);
}

void Reader::readFiles(const QJsonObject &files)
{
    constexpr qsizetype most = 1000;
    for (auto it = files.begin(); it != files.end() && m_files.size() < most; ++it) {
        const QByteArray bytes = excalidraw::imageFromUrl(it.value()[u"dataURL"_s].toString());
        if (!bytes.isEmpty())
            m_files.insert(it.key(), bytes);
    }
}

void Reader::add(const QJsonObject &element)
{
    const QString foreignId = element[u"id"_s].toString();
    Shape shape;
    shape.id = m_ids.declare(foreignId);
    shape.type = typeOf(element);
    if (shape.type == ShapeType::Unknown)
        shape.typeName = element[u"type"_s].toString().left(64);
    readBox(shape, element);
    readStyle(shape, element);
    if (shape.type == ShapeType::Text)
        readText(shape, element);
    else if (m_labels.contains(foreignId))
        readText(shape, m_labels.value(foreignId));
    else if (shape.type == ShapeType::Frame)
        shape.text = element[u"name"_s].toString().left(maxText);
    else if (shape.type == ShapeType::Rectangle || shape.type == ShapeType::Ellipse || shape.type == ShapeType::Diamond)
        shape.text = element[u"link"_s].toString().left(maxText); // else it would be lost
    if (isStroke(shape.type) || isConnector(shape.type))
        readPoints(shape, element);
    if (shape.type == ShapeType::Image)
        readImage(shape, element);
    shape.locked = element[u"locked"_s].toBool();
    for (const QJsonValue &group : element[u"groupIds"_s].toArray()) {
        if (shape.groups.size() < 16 && group.isString())
            shape.groups.append(m_ids.group(group.toString()));
    }
    m_places.insert(shape.id, m_drawing.shapes.size());
    m_drawing.shapes.append(std::move(shape));
}

void Reader::readBox(Shape &shape, const QJsonObject &element) const
{
    const QPointF at(coordinate(element[u"x"_s]), coordinate(element[u"y"_s]));
    const QPointF size(coordinate(element[u"width"_s]), coordinate(element[u"height"_s]));
    const QRectF box = QRectF(at, at + size).normalized();
    shape.x = box.x();
    shape.y = box.y();
    shape.w = box.width();
    shape.h = box.height();
    shape.rotation = degreesOf(element[u"angle"_s]);
}

void Reader::readStyle(Shape &shape, const QJsonObject &element) const
{
    using namespace excalidraw;
    Style &style = shape.style;
    style.stroke = colourFrom(element[u"strokeColor"_s].toString(), Use::Stroke);
    style.fill = colourFrom(element[u"backgroundColor"_s].toString(), Use::Fill);
    style.width = numberOf(element[u"strokeWidth"_s], 2, 0.1, 100);
    if (isStroke(shape.type)) {
        const double factor = element[u"simulatePressure"_s].toBool() ? mouseWidth : penWidth;
        style.width = std::round(style.width * factor * 100) / 100;
        style.fill = u"none"_s;
    }
    style.dash = dashFromWire(element[u"strokeStyle"_s].toString());
    const double whole = shape.type == ShapeType::Highlighter ? 100 * highlighterOpacity : 100;
    style.opacity = std::min(numberOf(element[u"opacity"_s], whole, 0, 100) / whole, 1.0);
    if (!isConnector(shape.type))
        return;
    style.startHead = headFrom(element[u"startArrowhead"_s].toString());
    style.endHead = headFrom(element[u"endArrowhead"_s].toString());
    if (element[u"elbowed"_s].toBool() || element[u"customData"_s][u"coterie"_s][u"route"_s] == "elbow"_L1)
        style.route = Route::Elbow;
    else if (element[u"roundness"_s].isObject() || element[u"strokeSharpness"_s] == "round"_L1)
        style.route = Route::Curved;
}

/// Theirs are relative to the first one, and so is x, y.
void Reader::readPoints(Shape &shape, const QJsonObject &element) const
{
    const QJsonArray places = element[u"points"_s].toArray();
    const QJsonArray pressures =
        element[u"simulatePressure"_s].toBool() ? QJsonArray() : element[u"pressures"_s].toArray();
    const QPointF at(coordinate(element[u"x"_s]), coordinate(element[u"y"_s]));
    auto points = std::make_shared<Points>();
    for (qsizetype i = 0; i < std::min<qsizetype>(places.size(), board::maxPoints); ++i) {
        const QPointF place = pointOf(places[i]);
        const double pressure = i < pressures.size() ? numberOf(pressures[i], 0.5, 0, 1) : 0.5;
        points->push_back({static_cast<float>(place.x()), static_cast<float>(place.y()), static_cast<float>(pressure)});
    }
    if (points->empty())
        points->push_back({});
    const QRectF own = boundsOf(*points);
    shape.x = at.x() + own.x();
    shape.y = at.y() + own.y();
    shape.w = own.width();
    shape.h = own.height();
    shape.points = std::move(points);
}

void Reader::readText(Shape &shape, const QJsonObject &element) const
{
    const QString original = element[u"originalText"_s].toString();
    const QString shown = element[u"text"_s].toString();
    shape.text = (original.isEmpty() ? shown : original).left(maxText);
    shape.style.fontSize = numberOf(element[u"fontSize"_s], 20, 1, 1000);
    shape.style.align = alignFromWire(element[u"textAlign"_s].toString());
    if (shape.type != ShapeType::Text || original != shown)
        return;
    // Our letters may be wider than theirs: a text that did not wrap shall not begin to.
    const double wider = naturalWidth(shape, {}) - shape.w;
    if (wider <= 0)
        return;
    const double before = shape.style.align == Align::Left ? 0 : shape.style.align == Align::Right ? 1 : 0.5;
    shape.x -= wider * before;
    shape.w += wider;
}

void Reader::readImage(Shape &shape, const QJsonObject &element)
{
    const QByteArray bytes = excalidraw::imageShownBy(element, m_files.value(element[u"fileId"_s].toString()));
    m_hasLostImages |= bytes.isEmpty();
    if (bytes.isEmpty())
        return;
    shape.image = imageKey(bytes);
    m_drawing.images.insert(shape.image, bytes);
}

void Reader::bind(Shape &shape, const QJsonObject &element) const
{
    const ShapeId frame = m_ids.find(element[u"frameId"_s].toString());
    if (const auto place = m_places.constFind(frame);
        place != m_places.cend() && m_drawing.shapes[*place].type == ShapeType::Frame && frame != shape.id)
        shape.frame = frame;
    if (!isConnector(shape.type))
        return;
    const Points points = pointsOnBoard(shape);
    shape.start = bindingOf(element[u"startBinding"_s], points.front());
    shape.end = bindingOf(element[u"endBinding"_s], points.back());
}

std::optional<Binding> Reader::bindingOf(const QJsonValue &value, const Point &end) const
{
    const auto place = m_places.constFind(m_ids.find(value[u"elementId"_s].toString()));
    if (place == m_places.cend())
        return std::nullopt;
    const Shape &target = m_drawing.shapes[*place];
    if (isConnector(target.type) || isStroke(target.type))
        return std::nullopt;
    const QJsonValue fixed = value[u"fixedPoint"_s];
    const QPointF inBox = toBox(target, {end.x, end.y});
    const auto part = [](double at, double from, double length) {
        return length > 0 ? std::clamp((at - from) / length, 0.0, 1.0) : 0.5;
    };
    Binding binding {
        .shape = target.id, .u = part(inBox.x(), target.x, target.w), .v = part(inBox.y(), target.y, target.h)};
    if (fixed.isArray()) {
        binding.u = numberOf(fixed[0], binding.u, 0, 1);
        binding.v = numberOf(fixed[1], binding.v, 0, 1);
    }
    return binding;
}

} // namespace

Result<Drawing> fromExcalidraw(const QByteArray &json)
{
    return Reader().read(json);
}

} // namespace coterie::drawing
