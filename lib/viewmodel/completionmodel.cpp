#include "viewmodel/completionmodel.h"

namespace coterie::viewmodel {

CompletionModel::CompletionModel(QObject *parent) : CountedListModel(parent) { }

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Label: return row.label;
    case Role::Detail: return row.detail;
    case Role::Insert: return row.insert;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Emoji: return row.emoji;
    case Role::Kind: return row.kind;
    }
    return {};
}

QHash<int, QByteArray> CompletionModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void CompletionModel::show(std::vector<Row> rows)
{
    const bool was = isOpen();
    if (rows.size() > size_t(MaximumRows))
        rows.resize(size_t(MaximumRows));
    syncRows(m_rows, std::move(rows));
    if (was != isOpen())
        Q_EMIT openChanged();
}

const CompletionModel::Row *CompletionModel::row(int index) const
{
    return index >= 0 && index < int(m_rows.size()) ? &m_rows[size_t(index)] : nullptr;
}

} // namespace coterie::viewmodel
