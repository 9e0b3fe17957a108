#pragma once

#include "base/result.h"
#include "drawing/drawing.h"

/// Excalidraw's files and clipboard (JSON, "type": "excalidraw", version 2, as published at
/// https://docs.excalidraw.com/docs/codebase/json-schema). Any thread.
namespace coterie::drawing {

inline constexpr qsizetype maxExcalidrawBytes = 64'000'000;
inline constexpr qsizetype maxExcalidrawElements = 100'000;

/// Its elements as shapes; texts in containers become the containers' texts, colours of its palette names of ours.
/// Malformed, TooLarge. What cannot be read of an element takes its default; what is no element is left out.
[[nodiscard]] Result<Drawing> fromExcalidraw(const QByteArray &json);

/// A file that Excalidraw opens. The same shapes, the same bytes. `images` gives the bytes of images.
[[nodiscard]] QByteArray toExcalidraw(const QList<board::ShapePtr> &shapes, const ImageBytes &images);

} // namespace coterie::drawing
