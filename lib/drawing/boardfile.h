#pragma once

#include "base/result.h"
#include "board/scene.h"
#include "drawing/drawing.h"
#include "drawing/palette.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

/// Boards as files, and files as what can be put on a board. Worker threads.
namespace coterie::drawing {

enum class FileFormat { Svg, Png, Pdf, Excalidraw };

[[nodiscard]] std::optional<FileFormat> fileFormatNamed(QStringView name); ///< "svg", "png", "pdf", "excalidraw"

struct ExportOptions {
    FileFormat format = FileFormat::Png;
    /// Of a board with several pages: one by its id, its name or its number from 1. Empty: the first one, and for PDF
    /// all, each on a sheet.
    QString page {};
    QString frame {}; ///< only this one, by its id or its name
    QList<board::ShapeId> selection {}; ///< only these; empty: all
    double scale = 1; ///< PNG, 1 to 4
    Palette palette {};
    QString family {}; ///< of the words
    QString title {};
    bool hasGround = true; ///< else what is behind is transparent
};

struct ExportedBoard {
    QByteArray bytes;
    QString remark; ///< what is not as it was asked for, in words; mostly empty
};

/// NotFound: no such page, frame or shapes, or nothing there to show.
[[nodiscard]] Result<ExportedBoard> exportBoard(
    const board::Scene &scene, const ImageBytes &images, const ExportOptions &options);

/// An SVG, an Excalidraw file, or a picture (PNG, JPEG, WebP and whatever else Qt reads: scaled down to what a board
/// takes), told apart by what is in it. Unsupported, Malformed, TooLarge.
[[nodiscard]] Result<Drawing> importFile(const QByteArray &bytes);

} // namespace coterie::drawing
