#pragma once

#include "base/time.h"
#include "protocol/types.h"

#include <QLocale>
#include <QStringList>

/// Times and people as a person reads them. Pure: the present comes in as an argument; times are shown in local time.
namespace coterie::viewmodel::format {

[[nodiscard]] QString clockTime(WallTime time, const QLocale &locale); ///< "09:41", "9:41 AM"
[[nodiscard]] QString fullTime(WallTime time, const QLocale &locale); ///< "Thursday, 20 November 2026, 09:41:12"
[[nodiscard]] QString dayTitle(WallTime time, WallTime now, const QLocale &locale); ///< "Today", "Monday 16 November"
[[nodiscard]] bool sameDay(WallTime a, WallTime b);
[[nodiscard]] QString ago(
    WallTime time, WallTime now, const QLocale &locale); ///< "Just now", "5 m ago", "1 h ago", a date
[[nodiscard]] QString noticeTime(WallTime time, WallTime now, const QLocale &locale); ///< "2 min ago", then "09:58"
[[nodiscard]] QString lastSeen(std::optional<WallTime> time, WallTime now, const QLocale &locale);
[[nodiscard]] QString awayFor(std::optional<WallTime> since, WallTime now); ///< "Away for 12 min"
[[nodiscard]] QString span(Millis length); ///< "40 s", "12 min", "2 h", "3 days"

[[nodiscard]] QString initials(
    const QString &name); ///< "Mi", "AR" is not used: the first two letters, as in the design
[[nodiscard]] QString cleanName(
    const QString &name); ///< one line, no control or direction characters, at most 64 units
[[nodiscard]] QString oneLine(const QString &text, int maximum); ///< whitespace collapsed, cut with "…"
[[nodiscard]] QString typing(const QStringList &names); ///< "Priya and Theo are typing"
[[nodiscard]] QString statusWord(protocol::Status status); ///< "online", "away", "dnd", "offline": what QML switches on
[[nodiscard]] QString statusText(protocol::Status status); ///< "Online", "Do not disturb"
[[nodiscard]] std::optional<protocol::Status> statusFromWord(QStringView word);
[[nodiscard]] QString personColor(
    const QString &wire, const QString &seed); ///< a valid "#RRGGBB"; else one of the eight hues
[[nodiscard]] QString people(const QStringList &names); ///< "Mina, Priya and you"

} // namespace coterie::viewmodel::format
