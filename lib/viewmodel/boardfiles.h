#pragma once

#include "base/result.h"
#include "collab/sharedboard.h"
#include "drawing/drawing.h"

#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

namespace coterie::viewmodel {

/// Boards as files.

/// A part of a board, apart from it: shapes never change, so it may go to any thread.
struct BoardPart {
    QList<board::ShapePtr> shapes; ///< back to front
    QHash<QString, QByteArray> images; ///< of those shapes
    QRectF area; ///< what of it is to be seen
};

struct BoardExport {
    QString path;
    QString format; ///< "svg", "png", "pdf" or "excalidraw"
    QString title;
    int scale = 1; ///< 1 to 4, of a PNG
    bool dark = false; ///< in the dark theme's colours, on its ground
};

/// No ids: the page. One frame's id: what lies in it, cut off at its edge. Others: these shapes. The GUI thread's.
[[nodiscard]] BoardPart partOf(const collab::SharedBoard &board, const board::PageId &page, const QStringList &ids);

/// Writes the whole file or none; a file that is there is replaced. The path, or Io or TooLarge in words for a person.
/// Slow: for worker threads.
[[nodiscard]] Result<QString> writeBoard(const BoardPart &part, const BoardExport &wish);

/// The shapes of an SVG, a PNG, JPEG or WebP picture or an .excalidraw file. NotFound, TooLarge, Malformed, Io; in
/// words for a person. Slow: for worker threads.
[[nodiscard]] Result<drawing::Drawing> readBoardFile(const QString &path);

/// Adds what was read, as one step, with its middle at `at`. The GUI thread's.
QList<board::ShapeId> putOn(
    collab::SharedBoard &board, const drawing::Drawing &drawing, const board::PageId &page, QPointF at);

} // namespace coterie::viewmodel
