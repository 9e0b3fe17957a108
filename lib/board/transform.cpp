#include "board/transform.h"

#include <cmath>
#include <numbers>

namespace coterie::board {

namespace {

constexpr double RadiansPerDegree = std::numbers::pi / 180;

/// Mirrors the points within their own bounds.
PointsPtr mirrored(const PointsPtr &points, bool sideways, bool upsideDown)
{
    if (!points || (!sideways && !upsideDown))
        return points;
    const QRectF own = boundsOf(*points);
    Points result = *points;
    for (Point &point : result) {
        if (sideways)
            point.x = static_cast<float>(own.left() + own.right() - double(point.x));
        if (upsideDown)
            point.y = static_cast<float>(own.top() + own.bottom() - double(point.y));
    }
    return std::make_shared<const Points>(std::move(result));
}

} // namespace

double normalisedAngle(double degrees)
{
    const double angle = std::remainder(degrees, 360.0);
    return angle <= -180 ? 180 : angle;
}

QPointF transformed(QPointF point, const Transform &transform)
{
    const QPointF from(
        (point.x() - transform.anchor.x()) * transform.scaleX, (point.y() - transform.anchor.y()) * transform.scaleY);
    const double angle = transform.rotation * RadiansPerDegree;
    return transform.anchor + transform.move
        + QPointF(from.x() * std::cos(angle) - from.y() * std::sin(angle),
            from.x() * std::sin(angle) + from.y() * std::cos(angle));
}

Shape transformed(const Shape &shape, const Transform &transform)
{
    Shape result = shape;
    const QPointF centre = transformed(shape.centre(), transform);
    const double scaleX = std::abs(transform.scaleX);
    const double scaleY = std::abs(transform.scaleY);
    if (scaleX != 1 || scaleY != 1) {
        // How much a step along either side of the turned box becomes longer.
        const double cosine = std::cos(shape.rotation * RadiansPerDegree);
        const double sine = std::sin(shape.rotation * RadiansPerDegree);
        result.w = shape.w * std::hypot(cosine * scaleX, sine * scaleY);
        result.h = shape.h * std::hypot(sine * scaleX, cosine * scaleY);
    }
    result.x = centre.x() - result.w / 2;
    result.y = centre.y() - result.h / 2;
    const bool sideways = transform.scaleX < 0;
    const bool upsideDown = transform.scaleY < 0;
    const double own = sideways != upsideDown ? -shape.rotation : shape.rotation;
    if (transform.rotation != 0 || own != shape.rotation)
        result.rotation = normalisedAngle(own + transform.rotation);
    result.points = mirrored(shape.points, sideways, upsideDown);
    return result;
}

} // namespace coterie::board
