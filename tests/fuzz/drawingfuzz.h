#pragma once

#include "board/boardcodec.h"
#include "drawing/drawing.h"

#include <QGuiApplication>

#include <cmath>
#include <cstdlib>

/// What every importer of drawings must keep to, whatever it was given.
namespace coterie::fuzz {

/// Texts are measured, which needs one.
inline void needApplication()
{
    static const bool isMade = [] {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        static int count = 1;
        static char name[] = "fuzz";
        static char *arguments[] = {name, nullptr};
        static QGuiApplication application(count, arguments);
        return true;
    }();
    static_cast<void>(isMade);
}

inline void check(bool holds)
{
    if (!holds)
        std::abort();
}

inline void checkDrawing(const drawing::Drawing &drawing)
{
    for (const board::Shape &shape : drawing.shapes) {
        for (const double length : {shape.x, shape.y, shape.w, shape.h})
            check(std::isfinite(length) && std::abs(length) <= 2 * board::maxCoordinate);
        check(shape.w >= 0 && shape.h >= 0 && std::abs(shape.rotation) <= 180);
        check(shape.text.size() <= board::maxText && std::isfinite(shape.style.fontSize));
    }
    for (const QByteArray &image : drawing.images)
        check(image.size() <= board::maxImageBytes);
    crdt::Doc document; // and a board takes it
    board::addShapes(document, drawing.shapes);
    check(board::readScene(document).count() == drawing.shapes.size());
}

} // namespace coterie::fuzz
