#include "viewmodel/calendarmodel.h"

#include <array>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {
constexpr int weekLength = 7;
constexpr int weeksShown = 6; ///< the most that a month touches
} // namespace

CalendarModel::CalendarModel(QObject *parent) : CountedListModel(parent), m_today(QDate::currentDate()), m_day(m_today)
{
}

int CalendarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : weekLength * weeksShown;
}

QVariant CalendarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QDate date = firstShown().addDays(index.row());
    switch (Role(role)) {
    case Role::Number: return date.day();
    case Role::Day: return date.toString(Qt::ISODate);
    case Role::Name: return m_locale.toString(date, QLocale::LongFormat);
    case Role::InMonth: return date.month() == m_day.month();
    case Role::Today: return date == m_today;
    case Role::Chosen: return date == m_day;
    case Role::Future: return date > m_today;
    }
    return {};
}

QHash<int, QByteArray> CalendarModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

QDate CalendarModel::firstShown() const
{
    const QDate first(m_day.year(), m_day.month(), 1);
    return first.addDays(-((first.dayOfWeek() - m_locale.firstDayOfWeek() + weekLength) % weekLength));
}

void CalendarModel::choose(const QDate &day)
{
    const QDate allowed = std::min(day, m_today);
    if (!allowed.isValid() || allowed == m_day)
        return;
    m_day = allowed;
    Q_EMIT dataChanged(index(0), index(count() - 1));
    Q_EMIT changed();
}

void CalendarModel::setDay(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    if (date.isValid() && date <= m_today)
        choose(date);
}

QString CalendarModel::title() const
{
    return m_locale.standaloneMonthName(m_day.month()) + u' ' + QString::number(m_day.year());
}

QStringList CalendarModel::weekdays() const
{
    QStringList names;
    for (int i = 0; i < weekLength; ++i) {
        const int day = (m_locale.firstDayOfWeek() - 1 + i) % weekLength + 1;
        names.append(m_locale.standaloneDayName(day, QLocale::NarrowFormat));
    }
    return names;
}

bool CalendarModel::hasNextMonth() const
{
    return QDate(m_day.year(), m_day.month(), 1).addMonths(1) <= m_today;
}

QString CalendarModel::example() const
{
    return m_locale.toString(m_today, u"d MMMM yyyy"_s);
}

void CalendarModel::stepDays(int days)
{
    choose(m_day.addDays(days));
}

void CalendarModel::stepMonths(int months)
{
    choose(m_day.addMonths(months));
}

bool CalendarModel::read(const QString &typed)
{
    const QDate day = dayIn(typed, m_today, m_locale);
    if (!day.isValid() || day > m_today)
        return false;
    choose(day);
    return true;
}

QDate CalendarModel::dayIn(const QString &typed, const QDate &today, const QLocale &locale)
{
    const QString text = typed.simplified();
    if (text.compare(tr("today"), Qt::CaseInsensitive) == 0)
        return today;
    if (text.compare(tr("yesterday"), Qt::CaseInsensitive) == 0)
        return today.addDays(-1);
    if (const QDate date = QDate::fromString(text, Qt::ISODate); date.isValid())
        return date;
    // With a year of four digits only: of "3/4/05" nobody knows what it means.
    QString numbers = locale.dateFormat(QLocale::ShortFormat);
    if (!numbers.contains("yyyy"_L1))
        numbers.replace("yy"_L1, "yyyy"_L1);
    const std::array formats {numbers, locale.dateFormat(QLocale::LongFormat), u"d MMMM yyyy"_s, u"d. MMMM yyyy"_s,
        u"d MMM yyyy"_s, u"MMMM d yyyy"_s, u"MMMM d, yyyy"_s, u"MMM d yyyy"_s, u"MMM d, yyyy"_s, u"d.M.yyyy"_s,
        u"MMMM yyyy"_s, u"MMM yyyy"_s, u"yyyy"_s};
    for (const QString &format : formats) {
        for (const QLocale &language : {locale, QLocale::c()}) {
            if (const QDate date = language.toDate(text, format); date.isValid())
                return date;
        }
    }
    return {};
}

} // namespace coterie::viewmodel
