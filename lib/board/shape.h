#pragma once

#include "base/strongid.h"

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

/// The values of a board: what a shape is, apart from how it is kept (boardcodec.h), drawn or changed.
namespace coterie::board {

using ShapeId = StrongId<struct ShapeIdTag, QString>; ///< 1 to 64 of [A-Za-z0-9_-], made by whoever draws
using PageId = StrongId<struct PageIdTag, QString>; ///< empty: the first page, which always exists

enum class ShapeType { Pen, Highlighter, Line, Arrow, Rectangle, Ellipse, Diamond, Text, Note, Image, Frame, Unknown };
enum class Dash { Solid, Dashed, Dotted };
enum class Align { Left, Centre, Right };
enum class Head { None, Arrow, Triangle, Dot, Bar }; ///< what an end of a line or an arrow carries
enum class Route { Straight, Curved, Elbow }; ///< the way between the vertices of a line or an arrow

/// One sample of a pen or one vertex of a line: in the shape's own units, before it is stretched to its box.
struct Point {
    float x = 0;
    float y = 0;
    float pressure = 0.5F; ///< 0 to 1; 0.5 is a mouse
    bool operator==(const Point &) const = default;
};
using Points = std::vector<Point>;
using PointsPtr = std::shared_ptr<const Points>; ///< shared, never changed: read on any thread

/// Where an end of an arrow holds on to a shape: a place in its box, from 0,0 (top left) to 1,1.
struct Binding {
    ShapeId shape;
    double u = 0.5;
    double v = 0.5;
    bool operator==(const Binding &) const = default;
};

/// How a shape looks. Colours are names of the palette, which have a light and a dark form, or "#rrggbb" / "#rrggbbaa".
struct Style {
    QString stroke = QStringLiteral("ink");
    QString fill = QStringLiteral("none");
    double width = 2; ///< of the line, in board units
    Dash dash = Dash::Solid;
    double opacity = 1;
    double fontSize = 16; ///< in board units
    Align align = Align::Centre;
    Head startHead = Head::None;
    Head endHead = Head::None;
    Route route = Route::Straight;
    bool operator==(const Style &) const = default;
};

/// A shape as somebody drew it. Board units: 1 is a pixel at 100 %, y grows downwards.
struct Shape {
    ShapeId id;
    ShapeType type = ShapeType::Rectangle;
    QString typeName; ///< Unknown only: what another program calls it; it is kept and shown as a dashed box
    PageId page;
    double x = 0; ///< the top left of the box before it is turned
    double y = 0;
    double w = 0; ///< never negative
    double h = 0;
    double rotation = 0; ///< degrees clockwise around the middle of the box, -180 < rotation <= 180
    PointsPtr points; ///< Pen, Highlighter, Line, Arrow; null elsewhere. Stretched from their own bounds to w × h
    QString text; ///< in the shape; a Frame's is its name; of an Image it is the description
    QString image; ///< Image: the key of its bytes
    Style style;
    QString z; ///< fractional index, see order.h; equal ones are ordered by id
    QString by; ///< the user who made it; may be empty
    ShapeId frame; ///< the frame it lies in and moves with; empty: none
    QStringList groups; ///< ids of the groups it belongs to, innermost first
    bool locked = false;
    std::optional<Binding> start; ///< Line, Arrow
    std::optional<Binding> end;

    [[nodiscard]] QRectF box() const { return {x, y, w, h}; } ///< before it is turned
    [[nodiscard]] QPointF centre() const { return box().center(); }
    bool operator==(const Shape &other) const; ///< points by value
};
using ShapePtr = std::shared_ptr<const Shape>; ///< never changed once it is in a scene: read on any thread

[[nodiscard]] bool isStroke(ShapeType type); ///< Pen, Highlighter
[[nodiscard]] bool isConnector(ShapeType type); ///< Line, Arrow
[[nodiscard]] bool isBehind(const Shape &a, const Shape &b); ///< the order of drawing

/// The bounds of the points in their own units; null for none.
[[nodiscard]] QRectF boundsOf(const Points &points);
/// A point in the box before it is turned, as it lies on the board, and back.
[[nodiscard]] QPointF toBoard(const Shape &shape, QPointF inBox);
[[nodiscard]] QPointF toBox(const Shape &shape, QPointF onBoard);
/// The points as they lie on the board: stretched, moved and turned.
[[nodiscard]] Points pointsOnBoard(const Shape &shape);
/// All that is painted of it, line widths and heads included.
[[nodiscard]] QRectF paintedBounds(const Shape &shape);
/// A new id, random.
[[nodiscard]] ShapeId newShapeId();

/// The names on the wire ("pen", "dashed", …), and back; the default for what is no such name.
[[nodiscard]] QString toWire(ShapeType type);
[[nodiscard]] ShapeType shapeTypeFromWire(QStringView name); ///< Unknown if it is none
[[nodiscard]] QString toWire(Dash dash);
[[nodiscard]] Dash dashFromWire(QStringView name);
[[nodiscard]] QString toWire(Align align);
[[nodiscard]] Align alignFromWire(QStringView name);
[[nodiscard]] QString toWire(Head head);
[[nodiscard]] Head headFromWire(QStringView name);
[[nodiscard]] QString toWire(Route route);
[[nodiscard]] Route routeFromWire(QStringView name);

} // namespace coterie::board
