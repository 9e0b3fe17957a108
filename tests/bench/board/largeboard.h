#pragma once

#include "board/shape.h"

#include <QByteArray>
#include <QList>

namespace coterie::bench {

inline constexpr int boardShapes = 20'000;
inline constexpr int boardPoints = 1'000'000;

/// What a team leaves on a wall in a year: mostly strokes, among them notes, boxes with words and arrows between them.
/// The same every time.
[[nodiscard]] QList<board::Shape> largeBoard();
/// The same as a Yjs state, as a server sends it.
[[nodiscard]] QByteArray largeBoardState();

/// A hand that draws: samples about `step` units apart, in a lively curve.
[[nodiscard]] board::Points scribble(QPointF from, int count, double step, quint32 seed);

} // namespace coterie::bench
