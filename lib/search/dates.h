#pragma once

#include "base/time.h"

#include <QDate>
#include <QStringView>
#include <QTimeZone>

#include <optional>

namespace coterie::search {

/// Days from first to last, both included.
struct Days {
    QDate first;
    QDate last;
    bool operator==(const Days &) const = default;
};

/// The days a person means: "2026-03-01", "2026-03", "2026", "1.3.2026", "today", "yesterday", "monday" (the latest
/// one), "this week", "last month", "7d" (ago) … Words may be joined by "-" or "_". Nothing for anything else.
[[nodiscard]] std::optional<Days> daysIn(QStringView text, QDate today);

[[nodiscard]] WallTime startOf(QDate day, const QTimeZone &zone);

} // namespace coterie::search
