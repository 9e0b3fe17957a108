#pragma once

#include "viewmodel/countedlistmodel.h"

#include <QStringList>

namespace coterie::viewmodel {

/// What the emoji picker shows: everything, or what fits `query`, with the recently used first.
class EmojiModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QStringList recents READ recents WRITE setRecents NOTIFY recentsChanged)
public:
    enum class Role { Emoji = Qt::UserRole + 1, Name, Category };
    Q_ENUM(Role)
    static constexpr int MaximumRecents = 16;

    explicit EmojiModel(QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] QStringList recents() const { return m_recents; }
    void setRecents(const QStringList &recents);
    Q_INVOKABLE void used(const QString &emoji); ///< moves it to the front of the recents

Q_SIGNALS:
    void queryChanged();
    void recentsChanged();

private:
    struct Row {
        QString key;
        QString emoji;
        QString name;
        QString category;
        bool operator==(const Row &) const = default;
    };
    void rebuild();

    QString m_query;
    QStringList m_recents;
    std::vector<Row> m_rows;
};

} // namespace coterie::viewmodel
