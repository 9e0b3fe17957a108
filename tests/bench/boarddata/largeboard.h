#pragma once

#include "board/shape.h"

#include <QByteArray>
#include <QList>

#include <random>

namespace coterie::bench {

/// A stroke as a hand draws it at 120 samples a second: slow at its turns, with a pressure that swells and fades.
[[nodiscard]] board::Points handStroke(std::mt19937 &random, int points, bool hasPressure);
/// A board of that many shapes, six in ten of them pen strokes, the others boxes, notes, texts and bound arrows.
[[nodiscard]] QList<board::Shape> largeBoard(int shapes, int points);
/// The same as a Yjs update, written by some clients as if over a while.
[[nodiscard]] QByteArray stateOf(const QList<board::Shape> &shapes);

} // namespace coterie::bench
