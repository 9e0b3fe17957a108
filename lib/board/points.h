#pragma once

#include "board/shape.h"

#include <QString>

/// Points in their compact form: text, because text of one writer that is appended piece by piece stays one piece in a
/// Yjs document. One point is the way from the last one, dx and dy in 1/16 unit, and before them, where it differs from
/// the last one's, the pressure in 1/24. A number is zigzag (as in Protocol Buffers) in groups of five bits, the lowest
/// first, each one letter of "A-Za-z0-9-_": the first 32 letters end the number, the others say that more follows. The
/// pressure is one letter of "!#$%'()*+,./:;=>?@[]^{|}~", 12 to begin with. 2 to 5 letters a point.
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
    int m_pressure = 12;
};

/// Decodes a text that may go on later: each call takes up where the last one ended.
class PointReader
{
public:
    /// Appends what can be read to `points`, up to the first mistake or maxPoints; after a mistake nothing more comes.
    /// Values beyond ±10^7 units are a mistake. A point that is not whole yet waits for its rest.
    void read(QStringView text, Points &points);
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    [[nodiscard]] bool takeNumber(Points &points);

    qint64 m_x = 0;
    qint64 m_y = 0;
    qint64 m_dx = 0;
    quint32 m_number = 0; ///< what came of the number so far
    int m_shift = 0;
    int m_pressure = 12;
    bool m_hasDx = false;
    bool m_isBroken = false;
};

/// What can be read of a whole text.
[[nodiscard]] Points pointsFromText(QStringView text);

} // namespace coterie::board
