#pragma once

#include <QByteArray>

namespace coterie::drawing {

/// "image/png", "image/jpeg" or "image/webp" by the first bytes; empty for anything else.
[[nodiscard]] QByteArray imageTypeOf(const QByteArray &bytes);

} // namespace coterie::drawing
