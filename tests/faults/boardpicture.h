#pragma once

#include <QByteArray>
#include <QStringList>

namespace coterie::faults {

/// What a board holds, from an update with all of it: one line per shape, "ID PROPERTIES", in the order of the ids. Two
/// boards are equal when their lines are. Empty with a line that says so if it cannot be read.
[[nodiscard]] QStringList boardPicture(const QByteArray &update);

} // namespace coterie::faults
