#include "drawing/svggeometry.h"

#include "board/boardcodec.h"
#include "board/points.h"
#include "drawing/svgvalues.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace coterie::drawing::svg {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

constexpr int mostElements = 100'000; ///< of one path

} // namespace

double valueOf(const QXmlStreamAttributes &attributes, QLatin1StringView name)
{
    return length(attributes.value(name)).value_or(0);
}

double stretch(const QTransform &place)
{
    return std::sqrt(std::abs(place.determinant()));
}

double degreesOf(const QTransform &place)
{
    const double angle = std::atan2(place.m12(), place.m11()) * 180 / std::numbers::pi;
    const double rounded = std::round(angle * 1000) / 1000;
    return rounded <= -180 ? 180 : rounded;
}

bool keepsBoxes(const QTransform &place)
{
    const double across = place.m11() * place.m21() + place.m12() * place.m22();
    return std::abs(across) <= 1e-6 * std::abs(place.determinant());
}

double coordinate(double value)
{
    return std::isfinite(value) ? std::clamp(value, -maxCoordinate, maxCoordinate) : 0;
}

void placeBox(Shape &shape, const QRectF &box, const QTransform &place)
{
    const QPointF centre = place.map(box.center());
    shape.w = coordinate(box.width() * std::hypot(place.m11(), place.m12()));
    shape.h = coordinate(box.height() * std::hypot(place.m21(), place.m22()));
    shape.x = coordinate(centre.x() - shape.w / 2);
    shape.y = coordinate(centre.y() - shape.h / 2);
    shape.rotation = degreesOf(place);
}

std::optional<ShapeType> boxIn(const QPolygonF &polygon)
{
    if (polygon.size() != 5 || polygon.front() != polygon.back())
        return std::nullopt;
    const QRectF bounds = polygon.boundingRect();
    const double near = 0.01 * std::max(bounds.width(), bounds.height());
    const auto isNear = [near](double a, double b) { return std::abs(a - b) <= near; };
    const bool isBox = std::ranges::all_of(polygon, [&](QPointF corner) {
        return (isNear(corner.x(), bounds.left()) || isNear(corner.x(), bounds.right()))
            && (isNear(corner.y(), bounds.top()) || isNear(corner.y(), bounds.bottom()));
    });
    if (isBox)
        return ShapeType::Rectangle;
    const bool isDiamond = std::ranges::all_of(polygon, [&](QPointF corner) {
        const bool isMiddle = isNear(corner.x(), bounds.center().x());
        const bool isLevel = isNear(corner.y(), bounds.center().y());
        return (isMiddle && (isNear(corner.y(), bounds.top()) || isNear(corner.y(), bounds.bottom())))
            || (isLevel && (isNear(corner.x(), bounds.left()) || isNear(corner.x(), bounds.right())));
    });
    return isDiamond ? std::optional(ShapeType::Diamond) : std::nullopt;
}

Points pointsAlong(const QPolygonF &polygon, bool isStroke)
{
    constexpr double near = 0.5;
    Points points;
    const auto add = [&points](QPointF at) {
        if (std::ssize(points) < maxPoints)
            points.push_back({static_cast<float>(coordinate(at.x())), static_cast<float>(coordinate(at.y())), 0.5F});
    };
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF at = polygon[i];
        if (i > 0 && isStroke) {
            const QPointF from = polygon[i - 1];
            const double distance = std::hypot(at.x() - from.x(), at.y() - from.y());
            if (distance > 4 * near) {
                add(from + (at - from) * (near / distance));
                add(at - (at - from) * (near / distance));
            }
        }
        add(at);
    }
    return points;
}

QPainterPath pathOf(const QString &element, const QXmlStreamAttributes &attributes)
{
    if (element == "path"_L1)
        return path(attributes.value("d"_L1), mostElements);
    QPainterPath result;
    const auto at = [&](QLatin1StringView name) { return valueOf(attributes, name); };
    if (element == "line"_L1) {
        result.moveTo(at("x1"_L1), at("y1"_L1));
        result.lineTo(at("x2"_L1), at("y2"_L1));
    } else if (element == "rect"_L1) {
        result.addRect(at("x"_L1), at("y"_L1), at("width"_L1), at("height"_L1));
    } else if (element == "circle"_L1) {
        result.addEllipse(QPointF(at("cx"_L1), at("cy"_L1)), at("r"_L1), at("r"_L1));
    } else if (element == "ellipse"_L1) {
        result.addEllipse(QPointF(at("cx"_L1), at("cy"_L1)), at("rx"_L1), at("ry"_L1));
    } else {
        const auto places = numbers(attributes.value("points"_L1), 2 * mostElements);
        for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
            const QPointF place(places[i], places[i + 1]);
            i == 0 ? result.moveTo(place) : result.lineTo(place);
        }
        if (element == "polygon"_L1 && !places.empty())
            result.closeSubpath();
    }
    return result;
}

} // namespace coterie::drawing::svg
