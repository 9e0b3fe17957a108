#pragma once

#include "board/scene.h"
#include "crdt/doc.h"
#include "drawing/imagestore.h"

#include <QByteArray>
#include <QImage>
#include <QRectF>
#include <QSize>

#include <memory>
#include <optional>

namespace coterie::viewmodel {

/// Boards as small pictures: of a template, an old version, a message. Everything here is slow and for worker threads;
/// every function may run on any.

/// What a picture is to look like, and how large it may be.
struct PictureWish {
    QSize pixels; ///< of the device
    bool dark = false;
    bool highContrast = false;
    QString family; ///< of the words
    bool operator==(const PictureWish &) const = default;
};

/// A board that was read from bytes, apart from any that is open.
struct ReadBoard {
    board::Scene scene;
    std::shared_ptr<drawing::ImageStore> images;
};

[[nodiscard]] ReadBoard readBoard(crdt::Doc &doc);
/// The board in a state or an update of its document; nothing if that cannot be read.
[[nodiscard]] std::optional<ReadBoard> readBoard(const QByteArray &state);

/// `area` with a margin around it, in the middle of the picture and no larger than life; on the board's ground. Null
/// for no pixels.
[[nodiscard]] QImage fitPicture(const QList<board::ShapePtr> &shapes, const QRectF &area,
    const drawing::ImageStore *images, const PictureWish &wish);

} // namespace coterie::viewmodel
