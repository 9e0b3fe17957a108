#pragma once

#include "protocol/types.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// All rooms one may join, with those one is in.
class BrowseModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its room browser.")
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)
    Q_PROPERTY(QString failure READ failure NOTIFY loadingChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
public:
    enum class Role { RoomId = Qt::UserRole + 1, Name, Topic, MemberCount, Joined };
    Q_ENUM(Role)

    explicit BrowseModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    void setJoined(const protocol::RoomId &roomId, bool joined);
    void setMemberCount(const protocol::RoomId &roomId, int count); ///< of rooms one is in; others are not told: 0

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void join(const QString &roomId);

Q_SIGNALS:
    void loadingChanged();
    void queryChanged();
    void joinRequested(const QString &roomId);

private:
    struct Row {
        QString key;
        QString name;
        QString topic;
        int memberCount = 0;
        bool joined = false;
        bool operator==(const Row &) const = default;
    };
    void rebuild();

    Context &m_context;
    QList<protocol::Room> m_all;
    QHash<protocol::RoomId, int> m_memberCounts;
    std::vector<Row> m_rows;
    QString m_query;
    QString m_failure;
    bool m_loading = false;
};

} // namespace coterie::viewmodel
