#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

CountedListModel::CountedListModel(QObject *parent) : QAbstractListModel(parent)
{
    connect(this, &QAbstractItemModel::rowsInserted, this, &CountedListModel::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &CountedListModel::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &CountedListModel::countChanged);
}

QHash<int, QByteArray> CountedListModel::namesOf(const QMetaEnum &roles)
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < roles.keyCount(); ++i) {
        QByteArray name(roles.key(i));
        name.front() = char(std::tolower(name.front()));
        names.insert(roles.value(i), name);
    }
    return names;
}

} // namespace coterie::viewmodel
