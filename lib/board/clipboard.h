#pragma once

#include "board/shape.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

/// Shapes on their way between boards, windows and computers: JSON that holds all of a shape and the bytes of its
/// image. Read is what any program may have put onto the clipboard.
namespace coterie::board {

inline constexpr char clipboardType[] = "application/x-coterie-board+json";

struct Clip {
    QList<Shape> shapes; ///< back to front; their ids, frames, groups and bindings belong to each other
    QHash<QString, QByteArray> images;
    QString board; ///< what tells the board they came from from others
};

[[nodiscard]] QByteArray toClipboard(const Clip &clip);
/// Nothing: it is no such thing. Shapes that make no sense are left out, numbers out of range brought into it.
[[nodiscard]] std::optional<Clip> clipFrom(const QByteArray &bytes);

} // namespace coterie::board
