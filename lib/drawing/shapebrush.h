#pragma once

#include "drawing/shapepainter.h"

namespace coterie::drawing {

/// Paints one shape, of sound values, as if it were opaque. Leaves the painter as it likes.
void paintOpaque(QPainter &painter, const board::Shape &shape, const PaintContext &context);

} // namespace coterie::drawing
