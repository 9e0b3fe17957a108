#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QMetaEnum>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coterie::viewmodel {

/// Derived classes name this one with its namespace: Qt 6.4's type registrar links a base only under its full name.
/// A list model with a `count` and the one way in which all the small lists here change: row by row, by key.
class CountedListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit CountedListModel(QObject *parent = nullptr);
    [[nodiscard]] int count() const { return rowCount({}); }

Q_SIGNALS:
    void countChanged();

protected:
    /// Role names are the enumerators with a small first letter, so that a role is written down once.
    template <typename Role>
    [[nodiscard]] static QHash<int, QByteArray> namesOf()
    {
        return namesOf(QMetaEnum::fromType<Role>());
    }

    /// Makes `rows` equal to `next` by removals, moves, insertions and dataChanged; persistent indexes follow their
    /// rows. Row has `key` (QString, unique) and operator==. O(n) when little moved.
    template <typename Row>
    void syncRows(std::vector<Row> &rows, std::vector<Row> next);

private:
    [[nodiscard]] static QHash<int, QByteArray> namesOf(const QMetaEnum &roles);
};

template <typename Row>
void CountedListModel::syncRows(std::vector<Row> &rows, std::vector<Row> next)
{
    QHash<QString, bool> wanted;
    for (const Row &row : next)
        wanted.insert(row.key, true);
    for (int last = int(rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(rows[size_t(last)].key))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(rows[size_t(first - 1)].key))
            --first;
        beginRemoveRows({}, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    for (int i = 0; i < int(next.size()); ++i) {
        const auto sameKey = [&](const Row &row) { return row.key == next[size_t(i)].key; };
        const auto found = std::find_if(rows.begin() + std::min(i, int(rows.size())), rows.end(), sameKey);
        if (found == rows.end()) {
            beginInsertRows({}, i, i);
            rows.insert(rows.begin() + i, std::move(next[size_t(i)]));
            endInsertRows();
            continue;
        }
        if (const int from = int(found - rows.begin()); from != i) {
            beginMoveRows({}, from, from, {}, i);
            std::rotate(rows.begin() + i, found, found + 1);
            endMoveRows();
        }
        if (!(rows[size_t(i)] == next[size_t(i)])) {
            rows[size_t(i)] = std::move(next[size_t(i)]);
            Q_EMIT dataChanged(index(i), index(i));
        }
    }
}

} // namespace coterie::viewmodel
