#include "search/dates.h"

#include <QDateTime>
#include <QRegularExpression>

#include <array>

namespace coterie::search {

using namespace Qt::StringLiterals;

namespace {

Days monthOf(QDate day)
{
    return {QDate(day.year(), day.month(), 1), QDate(day.year(), day.month(), day.daysInMonth())};
}

Days yearOf(int year)
{
    return {QDate(year, 1, 1), QDate(year, 12, 31)};
}

Days weekOf(QDate day) ///< Monday to Sunday, as ISO 8601 has it
{
    const QDate monday = day.addDays(1 - day.dayOfWeek());
    return {monday, monday.addDays(6)};
}

bool isReasonable(QDate day)
{
    return day.isValid() && day.year() >= 1900 && day.year() <= 2200; // beyond it milliseconds begin to mean nothing
}

std::optional<Days> calendarDays(const QString &text)
{
    static const QRegularExpression iso(u"^(\\d{4})(?:[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?)?$"_s);
    static const QRegularExpression continental(u"^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})$"_s);
    if (const auto match = continental.match(text); match.hasMatch()) {
        const QDate day(match.captured(3).toInt(), match.captured(2).toInt(), match.captured(1).toInt());
        return isReasonable(day) ? std::optional(Days {day, day}) : std::nullopt;
    }
    const auto match = iso.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int year = match.captured(1).toInt();
    const bool hasMonth = match.hasCaptured(2);
    const bool hasDay = match.hasCaptured(3);
    const QDate day(year, hasMonth ? match.captured(2).toInt() : 1, hasDay ? match.captured(3).toInt() : 1);
    if (!isReasonable(day))
        return std::nullopt;
    if (hasDay)
        return Days {day, day};
    return hasMonth ? monthOf(day) : yearOf(year);
}

std::optional<Days> daysAgo(const QString &text, QDate today)
{
    static const QRegularExpression ago(u"^(\\d{1,4})\\s?(d|w|m|y|days?|weeks?|months?|years?)(?: ago)?$"_s);
    const auto match = ago.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int count = match.captured(1).toInt();
    QDate day;
    switch (match.captured(2).front().unicode()) {
    case u'd': day = today.addDays(-count); break;
    case u'w': day = today.addDays(-7LL * count); break;
    case u'm': day = today.addMonths(-count); break;
    default: day = today.addYears(-count); break;
    }
    return isReasonable(day) ? std::optional(Days {day, day}) : std::nullopt;
}

} // namespace

std::optional<Days> daysIn(QStringView text, QDate today)
{
    const QString plain = text.trimmed().toString().toLower();
    if (const auto days = calendarDays(plain))
        return days;
    QString words = plain;
    words.replace(u'-', u' ').replace(u'_', u' ');
    if (words == "today"_L1)
        return Days {today, today};
    if (words == "yesterday"_L1)
        return Days {today.addDays(-1), today.addDays(-1)};
    if (words == "this week"_L1)
        return weekOf(today);
    if (words == "last week"_L1)
        return weekOf(today.addDays(-7));
    if (words == "this month"_L1)
        return monthOf(today);
    if (words == "last month"_L1)
        return monthOf(today.addMonths(-1));
    if (words == "this year"_L1)
        return yearOf(today.year());
    if (words == "last year"_L1)
        return yearOf(today.year() - 1);
    constexpr std::array weekdays {
        "monday"_L1, "tuesday"_L1, "wednesday"_L1, "thursday"_L1, "friday"_L1, "saturday"_L1, "sunday"_L1};
    for (std::size_t i = 0; i < weekdays.size(); ++i) {
        if (words == weekdays[i] || words == weekdays[i].first(3)) {
            const int back = (today.dayOfWeek() - 1 - static_cast<int>(i) + 7) % 7;
            const QDate day = today.addDays(-back);
            return Days {day, day};
        }
    }
    return daysAgo(words, today);
}

WallTime startOf(QDate day, const QTimeZone &zone)
{
    return fromEpochMillis(day.startOfDay(zone).toMSecsSinceEpoch());
}

} // namespace coterie::search
