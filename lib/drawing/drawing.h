#pragma once

#include "board/shape.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>

#include <functional>

namespace coterie::drawing {

/// What an importer makes of a file: shapes that can be put on any board, with the images they show.
struct Drawing {
    QList<board::Shape> shapes; ///< back to front; ids are unique among them
    QHash<QString, QByteArray> images; ///< by Shape::image, each within board::maxImageBytes
    QStringList remarks; ///< what was left out, one sentence each, in words for a person
};

/// The bytes of an image by its key, wherever they are kept; empty: there is none.
using ImageBytes = std::function<QByteArray(const QString &key)>;

} // namespace coterie::drawing
