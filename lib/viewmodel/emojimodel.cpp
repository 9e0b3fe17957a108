#include "viewmodel/emojimodel.h"

#include "viewmodel/emojidata.h"

#include <QCoreApplication>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

EmojiModel::EmojiModel(QObject *parent) : CountedListModel(parent)
{
    rebuild();
}

int EmojiModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant EmojiModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Emoji: return row.emoji;
    case Role::Name: return row.name;
    case Role::Category: return row.category;
    }
    return {};
}

QHash<int, QByteArray> EmojiModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void EmojiModel::setQuery(const QString &query)
{
    if (std::exchange(m_query, query) == query)
        return;
    rebuild();
    Q_EMIT queryChanged();
}

void EmojiModel::setRecents(const QStringList &recents)
{
    if (std::exchange(m_recents, recents.mid(0, MaximumRecents)) == recents)
        return;
    rebuild();
    Q_EMIT recentsChanged();
}

void EmojiModel::used(const QString &emoji)
{
    QStringList recents = m_recents;
    recents.removeAll(emoji);
    recents.prepend(emoji);
    setRecents(recents);
}

void EmojiModel::rebuild()
{
    const QString words = m_query.trimmed().toLower().replace(u' ', u'_').remove(u':');
    std::vector<Row> rows;
    std::vector<Row> later;
    if (words.isEmpty()) {
        for (const QString &recent : std::as_const(m_recents))
            rows.push_back(
                {.key = u"recent/"_s + recent, .emoji = recent, .name = {}, .category = tr("Recently used")});
    }
    for (const Emoji &emoji : emojiTable()) {
        const QString name = QString::fromLatin1(emoji.name);
        if (!name.contains(words))
            continue;
        const bool fits = name.startsWith(words);
        (fits ? rows : later)
            .push_back(
                {.key = name, .emoji = emoji.toString(), .name = name, .category = categoryTitle(emoji.category)});
    }
    std::move(later.begin(), later.end(), std::back_inserter(rows));
    // Everything is another list now: moving hundreds of rows one by one would cost more than drawing them.
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

} // namespace coterie::viewmodel
