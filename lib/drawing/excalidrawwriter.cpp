#include "drawing/csscolour.h"
#include "drawing/excalidraw.h"
#include "drawing/excalidrawnames.h"
#include "drawing/imagetype.h"
#include "drawing/shapepainter.h"
#include "drawing/shapepath.h"
#include "drawing/textlayout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <numbers>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;
using excalidraw::colourFor;
using excalidraw::Use;

namespace {

constexpr int helvetica = 2; ///< the one of its fonts that all its versions have and that is near ours

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

/// Numbers that Excalidraw wants to be random, here made of the id: the same board, the same bytes (FNV-1a).
int seedOf(const QString &id)
{
    quint32 hash = 2166136261U;
    for (const QChar c : id)
        hash = (hash ^ c.unicode()) * 16777619U;
    return static_cast<int>(hash & 0x7fffffffU);
}

QString typeFor(ShapeType type)
{
    switch (type) {
    case ShapeType::Pen:
    case ShapeType::Highlighter: return u"freedraw"_s;
    case ShapeType::Note:
    case ShapeType::Unknown: return u"rectangle"_s;
    case ShapeType::Line:
    case ShapeType::Arrow:
    case ShapeType::Rectangle:
    case ShapeType::Ellipse:
    case ShapeType::Diamond:
    case ShapeType::Text:
    case ShapeType::Image:
    case ShapeType::Frame: return toWire(type);
    }
    return {};
}

/// The corners of a way of level and upright pieces, whose round corners are quadratic curves (as QPainterPath has
/// them: cubic ones, whose first control is two thirds of the way to the corner).
Points cornersOf(const Shape &shape)
{
    const QPainterPath way = connectorPath(shape).way;
    Points corners;
    const auto add = [&corners](QPointF at) {
        corners.push_back({static_cast<float>(at.x()), static_cast<float>(at.y()), 0.5F});
    };
    for (int i = 0; i < way.elementCount(); ++i) {
        const QPointF at = way.elementAt(i);
        const bool isLast = i + 1 == way.elementCount();
        if (way.elementAt(i).isCurveTo()) {
            const QPointF before = way.elementAt(i - 1);
            add(before + (at - before) * 1.5);
            i += 2;
        } else if (i == 0 || isLast) {
            add(at);
        }
    }
    return corners;
}

class Writer
{
public:
    explicit Writer(const ImageBytes &images) : m_images(images) { }
    QByteArray write(const QList<ShapePtr> &shapes);

private:
    void add(const Shape &shape);
    [[nodiscard]] QJsonObject base(const Shape &shape, const QString &id) const;
    void writeStyle(QJsonObject &element, const Shape &shape) const;
    static void writePoints(QJsonObject &element, const Shape &shape);
    static void writeText(QJsonObject &element, const Shape &shape);
    void writeConnector(QJsonObject &element, const Shape &shape) const;
    void writeImage(QJsonObject &element, const Shape &shape);
    [[nodiscard]] QJsonObject label(const Shape &shape) const;
    [[nodiscard]] QJsonValue bindingFor(const std::optional<Binding> &binding) const;
    [[nodiscard]] static QString labelId(const Shape &shape) { return shape.id.value() + u"-text"_s; }
    [[nodiscard]] static bool hasLabel(const Shape &shape);

    const ImageBytes &m_images;
    QSet<ShapeId> m_present;
    QHash<ShapeId, QStringList> m_arrows; ///< that hold on to a shape
    QJsonArray m_elements;
    QJsonObject m_files;
};

QByteArray Writer::write(const QList<ShapePtr> &shapes)
{
    for (const ShapePtr &shape : shapes) {
        m_present.insert(shape->id);
        for (const auto &binding : {shape->start, shape->end}) {
            if (binding && !m_arrows[binding->shape].contains(shape->id.value()))
                m_arrows[binding->shape].append(shape->id.value());
        }
    }
    for (const ShapePtr &shape : shapes)
        add(*shape);
    const QJsonObject file {{u"type"_s, u"excalidraw"_s}, {u"version"_s, 2}, {u"source"_s, u"Coterie"_s},
        {u"elements"_s, m_elements},
        {u"appState"_s, QJsonObject {{u"gridSize"_s, QJsonValue::Null}, {u"viewBackgroundColor"_s, u"#ffffff"_s}}},
        {u"files"_s, m_files}};
    return QJsonDocument(file).toJson(QJsonDocument::Compact);
}

bool Writer::hasLabel(const Shape &shape)
{
    switch (shape.type) {
    case ShapeType::Rectangle:
    case ShapeType::Ellipse:
    case ShapeType::Diamond:
    case ShapeType::Note:
    case ShapeType::Line:
    case ShapeType::Arrow:
    case ShapeType::Unknown: return !shape.text.isEmpty();
    case ShapeType::Pen:
    case ShapeType::Highlighter:
    case ShapeType::Text:
    case ShapeType::Image:
    case ShapeType::Frame: return false;
    }
    return false;
}

/// What every element has.
QJsonObject Writer::base(const Shape &shape, const QString &id) const
{
    QJsonArray groups;
    for (const QString &group : shape.groups)
        groups.append(group);
    const bool isFramed = m_present.contains(shape.frame);
    return {{u"id"_s, id}, {u"x"_s, rounded(shape.x)}, {u"y"_s, rounded(shape.y)}, {u"width"_s, rounded(shape.w)},
        {u"height"_s, rounded(shape.h)}, {u"angle"_s, shape.rotation * std::numbers::pi / 180},
        {u"opacity"_s, qRound(shape.style.opacity * 100)}, {u"groupIds"_s, groups},
        {u"frameId"_s, isFramed ? QJsonValue(shape.frame.value()) : QJsonValue()}, {u"locked"_s, shape.locked},
        {u"seed"_s, seedOf(id)}, {u"version"_s, 1}, {u"versionNonce"_s, seedOf(id + u'v')}, {u"isDeleted"_s, false},
        {u"index"_s, QJsonValue::Null}, {u"updated"_s, 1}, {u"link"_s, QJsonValue::Null}, {u"roughness"_s, 0},
        {u"fillStyle"_s, u"solid"_s}, {u"strokeWidth"_s, 2}, {u"strokeStyle"_s, u"solid"_s},
        {u"strokeColor"_s, u"#1e1e1e"_s}, {u"backgroundColor"_s, u"transparent"_s}, {u"roundness"_s, QJsonValue::Null},
        {u"boundElements"_s, QJsonArray()}};
}

void Writer::add(const Shape &shape)
{
    QJsonObject element = base(shape, shape.id.value());
    element[u"type"_s] = typeFor(shape.type);
    writeStyle(element, shape);
    QJsonArray bound;
    for (const QString &arrow : m_arrows.value(shape.id))
        bound.append(QJsonObject {{u"id"_s, arrow}, {u"type"_s, u"arrow"_s}});
    if (hasLabel(shape))
        bound.append(QJsonObject {{u"id"_s, labelId(shape)}, {u"type"_s, u"text"_s}});
    element[u"boundElements"_s] = bound;
    if (isStroke(shape.type) || isConnector(shape.type))
        writePoints(element, shape);
    if (isConnector(shape.type))
        writeConnector(element, shape);
    if (shape.type == ShapeType::Text)
        writeText(element, shape);
    if (shape.type == ShapeType::Image)
        writeImage(element, shape);
    if (shape.type == ShapeType::Frame)
        element[u"name"_s] = shape.text.isEmpty() ? QJsonValue() : QJsonValue(shape.text);
    m_elements.append(element);
    if (hasLabel(shape))
        m_elements.append(label(shape));
}

void Writer::writeStyle(QJsonObject &element, const Shape &shape) const
{
    const Style &style = shape.style;
    const bool isNote = shape.type == ShapeType::Note;
    element[u"strokeColor"_s] = isNote ? u"transparent"_s : colourFor(style.stroke, Use::Stroke);
    element[u"backgroundColor"_s] = colourFor(isNote && style.fill == "none"_L1 ? u"yellow"_s : style.fill, Use::Fill);
    element[u"strokeStyle"_s] = toWire(style.dash);
    element[u"strokeWidth"_s] = rounded(style.width);
    if (shape.type == ShapeType::Unknown)
        element[u"strokeStyle"_s] = u"dashed"_s;
    if (shape.type == ShapeType::Highlighter)
        element[u"opacity"_s] = style.opacity * 100 * highlighterOpacity;
    if (isStroke(shape.type)) {
        element[u"strokeWidth"_s] = rounded(style.width / excalidraw::penWidth);
        element[u"backgroundColor"_s] = u"transparent"_s;
    }
    if (shape.type == ShapeType::Rectangle)
        element[u"roundness"_s] = QJsonObject {{u"type"_s, 3}};
    if (isNote || shape.type == ShapeType::Highlighter) // what Excalidraw has no word for, it keeps in here
        element[u"customData"_s] = QJsonObject {{u"coterie"_s, QJsonObject {{u"type"_s, toWire(shape.type)}}}};
}

/// Relative to the first one, which is where x, y are: in the box before it is turned.
void Writer::writePoints(QJsonObject &element, const Shape &shape)
{
    Shape upright = shape;
    upright.rotation = 0;
    const bool isElbow = isConnector(shape.type) && shape.style.route == Route::Elbow;
    const Points points = isElbow ? cornersOf(upright) : pointsOnBoard(upright);
    QJsonArray places;
    QJsonArray pressures;
    for (const Point &point : points) {
        places.append(QJsonArray {rounded(point.x - points.front().x), rounded(point.y - points.front().y)});
        pressures.append(rounded(point.pressure));
    }
    if (!points.empty()) {
        element[u"x"_s] = rounded(points.front().x);
        element[u"y"_s] = rounded(points.front().y);
    } else {
        places.append(QJsonArray {0, 0});
    }
    element[u"points"_s] = places;
    element[u"lastCommittedPoint"_s] = QJsonValue::Null;
    if (!isStroke(shape.type))
        return;
    element[u"pressures"_s] = pressures;
    element[u"simulatePressure"_s] = false;
}

void Writer::writeConnector(QJsonObject &element, const Shape &shape) const
{
    const auto head = [](Head which) {
        const QString name = excalidraw::headFor(which);
        return name.isEmpty() ? QJsonValue() : QJsonValue(name);
    };
    element[u"startArrowhead"_s] = head(shape.style.startHead);
    element[u"endArrowhead"_s] = head(shape.style.endHead);
    element[u"startBinding"_s] = bindingFor(shape.start);
    element[u"endBinding"_s] = bindingFor(shape.end);
    const bool isElbow = shape.style.route == Route::Elbow;
    if (shape.style.route == Route::Curved)
        element[u"roundness"_s] = QJsonObject {{u"type"_s, 2}};
    if (shape.type == ShapeType::Arrow)
        element[u"elbowed"_s] = false; // its elbows have corners of their own; ours are vertices of a straight one
    else
        element[u"polygon"_s] = false;
    if (isElbow)
        element[u"customData"_s] = QJsonObject {{u"coterie"_s, QJsonObject {{u"route"_s, u"elbow"_s}}}};
}

QJsonValue Writer::bindingFor(const std::optional<Binding> &binding) const
{
    if (!binding || !m_present.contains(binding->shape))
        return {};
    return QJsonObject {{u"elementId"_s, binding->shape.value()}, {u"focus"_s, 0}, {u"gap"_s, 1},
        {u"fixedPoint"_s, QJsonArray {rounded(binding->u), rounded(binding->v)}}};
}

void Writer::writeText(QJsonObject &element, const Shape &shape)
{
    const TextBox box = layOutText(shape, {});
    QStringList rows;
    for (const TextLine &line : box.lines)
        rows.append(line.text);
    element[u"strokeColor"_s] = colourFor(shape.style.stroke, Use::Stroke);
    element[u"text"_s] = rows.join(u'\n');
    element[u"originalText"_s] = shape.text;
    element[u"fontSize"_s] = rounded(shape.style.fontSize);
    element[u"fontFamily"_s] = helvetica;
    element[u"textAlign"_s] = toWire(shape.style.align);
    element[u"verticalAlign"_s] = u"top"_s;
    element[u"containerId"_s] = QJsonValue::Null;
    element[u"autoResize"_s] = rows.join(u'\n') == shape.text;
    element[u"lineHeight"_s] = rounded(box.lineHeight / std::max(shape.style.fontSize, 1.0));
}

/// The text of a shape, which to Excalidraw is an element of its own.
QJsonObject Writer::label(const Shape &shape) const
{
    const TextBox box = layOutText(shape, {});
    Shape text = shape;
    text.type = ShapeType::Text;
    QRectF rows = box.bounds().isNull() ? shape.box() : box.bounds();
    if (isConnector(shape.type)) // the words of a line stand in its middle
        rows.moveCenter(connectorPath(shape).middle);
    text.x = rows.x();
    text.y = rows.y();
    text.w = rows.width();
    text.h = rows.height();
    QJsonObject element = base(text, labelId(shape));
    element[u"type"_s] = u"text"_s;
    writeText(element, text);
    QStringList lines;
    for (const TextLine &line : box.lines)
        lines.append(line.text);
    const bool isNote = shape.type == ShapeType::Note;
    element[u"text"_s] = lines.join(u'\n');
    element[u"strokeColor"_s] = isNote ? u"#1e1e1e"_s : colourFor(shape.style.stroke, Use::Stroke);
    element[u"verticalAlign"_s] = isNote ? u"top"_s : u"middle"_s;
    element[u"containerId"_s] = shape.id.value();
    element[u"autoResize"_s] = true;
    return element;
}

void Writer::writeImage(QJsonObject &element, const Shape &shape)
{
    const QByteArray bytes = m_images ? m_images(shape.image) : QByteArray();
    const QByteArray type = imageTypeOf(bytes);
    element[u"scale"_s] = QJsonArray {1, 1};
    element[u"crop"_s] = QJsonValue::Null;
    element[u"status"_s] = type.isEmpty() ? u"pending"_s : u"saved"_s;
    element[u"fileId"_s] = type.isEmpty() ? QJsonValue() : QJsonValue(shape.image);
    if (type.isEmpty())
        return;
    m_files.insert(shape.image,
        QJsonObject {{u"id"_s, shape.image}, {u"mimeType"_s, QString::fromLatin1(type)}, {u"created"_s, 1},
            {u"dataURL"_s, QString::fromLatin1("data:" + type + ";base64," + bytes.toBase64())}});
}

} // namespace

QByteArray toExcalidraw(const QList<ShapePtr> &shapes, const ImageBytes &images)
{
    return Writer(images).write(shapes);
}

} // namespace coterie::drawing
