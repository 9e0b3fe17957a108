#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QSet>

namespace coterie::viewmodel {

/// The sidebar: rooms by name, then documents by title, then direct conversations by last activity. A document's row
/// has its id as roomId and "document", "board" or, for the one that makes the first, "no-document" as kind.
class RoomListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its rooms.")
    Q_PROPERTY(int totalUnread READ totalUnread NOTIFY totalsChanged)
    Q_PROPERTY(int totalMentions READ totalMentions NOTIFY totalsChanged)
public:
    enum class Role {
        RoomId = Qt::UserRole + 1,
        Name,
        Kind,
        Section,
        Unread,
        Mentions,
        Draft,
        Muted,
        Current,
        UserId,
        Color,
        Initials,
        Status,
        Waiting,
        LastText,
        Topic,
    };
    Q_ENUM(Role)

    explicit RoomListModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void apply(const QList<client::RoomSummary> &rooms, const QList<protocol::RoomId> &removed);
    void peopleChanged(const QSet<protocol::UserId> &users);
    void setCurrent(const protocol::RoomId &roomId);
    void setCurrentDocument(const protocol::DocumentId &docId); ///< empty: the room is what is looked at
    void documentsChanged() { rebuild(); }
    void refreshMuted();

    [[nodiscard]] const client::RoomSummary *summary(const protocol::RoomId &roomId) const; ///< null: not a member
    [[nodiscard]] QList<protocol::RoomId> order() const; ///< the rooms as shown
    [[nodiscard]] protocol::RoomId directRoomWith(const protocol::UserId &userId) const; ///< empty: none yet
    [[nodiscard]] protocol::UserId otherIn(const protocol::Room &room) const; ///< the other person of a direct room
    [[nodiscard]] int totalUnread() const { return m_totalUnread; }
    [[nodiscard]] int totalMentions() const { return m_totalMentions; }
    [[nodiscard]] bool isMuted(const protocol::RoomId &roomId) const;
    [[nodiscard]] static QString kindWord(protocol::RoomKind kind);

Q_SIGNALS:
    void totalsChanged();

private:
    enum class Kind { Room, Document, Direct }; ///< in the order of the sections
    struct Row {
        QString key;
        QString docId; ///< of a document: the key keeps clear of those of rooms
        Kind section = Kind::Room;
        QString kind; ///< as the role says it
        QString name;
        QString topic;
        QString color;
        QString initials;
        QString status;
        QString userId;
        QString lastText;
        int unread = 0;
        int mentions = 0;
        int waiting = 0;
        bool draft = false;
        bool muted = false;
        bool current = false;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] Row rowFor(const client::RoomSummary &summary) const;
    void appendDocuments(std::vector<Row> &rows) const;
    void rebuild();

    Context &m_context;
    QHash<protocol::RoomId, client::RoomSummary> m_summaries;
    std::vector<Row> m_rows;
    protocol::RoomId m_current;
    protocol::DocumentId m_currentDocument;
    int m_totalUnread = 0;
    int m_totalMentions = 0;
};

} // namespace coterie::viewmodel
