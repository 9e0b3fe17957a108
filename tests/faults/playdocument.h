#pragma once

#include <QString>

namespace coterie::faults {

/// The document that everybody in a play writes in: made of words that occur once.
inline const QString playDocument = QStringLiteral("play-document");
/// The board that everybody in a play draws on.
inline const QString playBoard = QStringLiteral("play-board");

} // namespace coterie::faults
