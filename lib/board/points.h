#pragma once

#include "base/result.h"
#include "board/shape.h"

#include <QString>

/// Points in their compact form: text, because text of one writer that is appended piece by piece stays one piece in a
/// Yjs document. One point is dx, dy and, where it differs from the last one's, the pressure: zigzag numbers of 1/16
/// unit in base 32 with a continuation bit, one ASCII letter per five bits. 2 to 5 letters each.
namespace coterie::board {

inline constexpr qsizetype maxPoints = 100'000; ///< of one shape

/// Encodes and keeps the last point, so that pieces can be appended.
class PointWriter
{
public:
    [[nodiscard]] QString write(const Points &points);

private:
    int m_x = 0;
    int m_y = 0;
    int m_pressure = 8;
};

/// What can be read of a text up to the first mistake or maxPoints. Values beyond ±10^7 units are a mistake.
[[nodiscard]] Points pointsFromText(QStringView text);

} // namespace coterie::board
