#pragma once

#include "viewmodel/countedlistmodel.h"

#include <QDate>
#include <QLocale>
#include <QStringList>

namespace coterie::viewmodel {

/// One month as six weeks of days, and the day that is chosen in it: by stepping, by a click, or by what a person
/// types. Days after today cannot be chosen. GUI thread.
class CalendarModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString day READ day WRITE setDay NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QStringList weekdays READ weekdays CONSTANT)
    Q_PROPERTY(bool hasNextMonth READ hasNextMonth NOTIFY changed)
    Q_PROPERTY(QString example READ example CONSTANT)
public:
    enum class Role { Number = Qt::UserRole + 1, Day, Name, InMonth, Today, Chosen, Future };
    Q_ENUM(Role)

    explicit CalendarModel(QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString day() const { return m_day.toString(Qt::ISODate); } ///< "2026-11-25"
    void setDay(const QString &day); ///< what is no day, or is to come, changes nothing
    [[nodiscard]] QString title() const; ///< "November 2026"
    [[nodiscard]] QStringList weekdays() const; ///< short, in the order of the columns
    [[nodiscard]] bool hasNextMonth() const;
    [[nodiscard]] QString example() const; ///< today as one would type it

    Q_INVOKABLE void stepDays(int days);
    Q_INVOKABLE void stepMonths(int months);
    Q_INVOKABLE bool read(const QString &typed); ///< takes over the day that is meant; false: not understood

    /// The day that `typed` means: an ISO date, one in the words or numbers of `locale`, a month or a year (its first
    /// day), "today", "yesterday". Invalid for everything else.
    [[nodiscard]] static QDate dayIn(const QString &typed, const QDate &today, const QLocale &locale);

Q_SIGNALS:
    void changed();

private:
    void choose(const QDate &day);
    [[nodiscard]] QDate firstShown() const;

    QLocale m_locale;
    QDate m_today;
    QDate m_day;
};

} // namespace coterie::viewmodel
