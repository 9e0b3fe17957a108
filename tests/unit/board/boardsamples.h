#pragma once

#include "board/outline.h"
#include "board/scene.h"

#include <QString>

#include <memory>

/// Small boards for tests.
namespace coterie::testing {

inline board::Shape box(const QString &id, const QRectF &place, board::ShapeType type = board::ShapeType::Rectangle)
{
    board::Shape shape;
    shape.id = board::ShapeId(id);
    shape.type = type;
    shape.x = place.x();
    shape.y = place.y();
    shape.w = place.width();
    shape.h = place.height();
    shape.z = id; // in the order of their names, unless a test says otherwise
    return shape;
}

inline board::Shape path(const QString &id, board::ShapeType type, const board::Points &onBoard)
{
    board::Shape shape;
    shape.id = board::ShapeId(id);
    shape.type = type;
    shape.z = id;
    board::setPointsOnBoard(shape, onBoard);
    return shape;
}

inline board::ShapePtr shared(board::Shape shape)
{
    return std::make_shared<const board::Shape>(std::move(shape));
}

inline board::Scene sceneOf(const QList<board::Shape> &shapes)
{
    board::Scene scene;
    for (const board::Shape &shape : shapes)
        scene.set(shared(shape));
    return scene;
}

} // namespace coterie::testing
