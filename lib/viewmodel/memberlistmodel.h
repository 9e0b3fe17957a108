#pragma once

#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QSet>

#include <functional>

namespace coterie::viewmodel {

/// The people of one room: online, away, offline, each by name, with what they are doing.
class MemberListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A room owns its members.")
    Q_PROPERTY(int onlineCount READ onlineCount NOTIFY countsChanged)
    Q_PROPERTY(int awayCount READ awayCount NOTIFY countsChanged)
public:
    enum class Role {
        UserId = Qt::UserRole + 1,
        Name,
        Initials,
        Color,
        Status,
        Doing,
        Self,
        Group,
        GroupTitle,
        FirstOfGroup,
    };
    Q_ENUM(Role)
    enum class Scope { Everyone, FirstThree }; ///< FirstThree: for the avatars in a room's header
    using RoomNames = std::function<QString(const protocol::RoomId &)>;

    MemberListModel(Context &context, RoomNames roomNames, Scope scope, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setMembers(const QList<protocol::UserId> &members);
    void peopleChanged(const QSet<protocol::UserId> &users);
    void refreshTimes() { rebuild(); }
    [[nodiscard]] QList<protocol::UserId> members() const { return m_members; }
    [[nodiscard]] int onlineCount() const { return m_online; }
    [[nodiscard]] int awayCount() const { return m_away; }

Q_SIGNALS:
    void countsChanged();

private:
    struct Row {
        QString key;
        QString name;
        QString initials;
        QString color;
        QString status;
        QString doing;
        QString group;
        QString groupTitle;
        bool self = false;
        bool firstOfGroup = false;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] Row rowFor(const protocol::UserId &userId) const;
    [[nodiscard]] QString doing(const protocol::UserId &userId) const;
    void rebuild();

    Context &m_context;
    RoomNames m_roomNames;
    Scope m_scope;
    QList<protocol::UserId> m_members;
    std::vector<Row> m_rows;
    int m_online = 0;
    int m_away = 0;
};

} // namespace coterie::viewmodel
