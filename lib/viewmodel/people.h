#pragma once

#include "client/changes.h"

#include <QHash>
#include <QSet>

namespace coterie::viewmodel {

/// Someone, as far as we know them.
struct Person {
    protocol::UserId userId;
    QString name;
    QString initials;
    QString color;
    protocol::Status status = protocol::Status::Offline;
    std::optional<WallTime> lastSeen;
    QString note;
    bool operator==(const Person &) const = default;
};

/// Everybody in the workspace, and who types where. A plain lookup table on the GUI thread; the Workspace feeds it.
class People
{
public:
    struct Update {
        QSet<protocol::UserId> users;
        bool namesChanged = false; ///< a name is new or another: mentions in texts may read differently
    };

    void setSelf(const protocol::User &self);
    [[nodiscard]] const protocol::UserId &selfId() const { return m_selfId; }
    Update apply(const QList<protocol::Presence> &people);
    /// Author of a message, for people whose presence is not known.
    Update learn(const protocol::UserId &userId, const QString &name);
    QSet<protocol::UserId> setTyping(const client::TypingState &typing); ///< whose typing changed

    [[nodiscard]] Person person(const protocol::UserId &userId) const; ///< unknown: a person without a name
    [[nodiscard]] bool knows(const protocol::UserId &userId) const { return m_people.contains(userId); }
    [[nodiscard]] QList<Person> everyone() const; ///< by name, without the user
    [[nodiscard]] QList<protocol::User> typingIn(const protocol::RoomId &roomId) const
    {
        return m_typing.value(roomId);
    }
    [[nodiscard]] std::optional<protocol::RoomId> typingRoomOf(const protocol::UserId &userId) const;
    /// `name` as somebody wrote it after an @: the whole name or an unambiguous first name, in any case.
    [[nodiscard]] std::optional<protocol::UserId> mentioned(QStringView name) const;

private:
    void rebuildNames();

    protocol::UserId m_selfId;
    QHash<protocol::UserId, Person> m_people;
    QHash<QString, protocol::UserId> m_names; ///< case-folded; empty id: ambiguous
    QHash<protocol::RoomId, QList<protocol::User>> m_typing;
};

} // namespace coterie::viewmodel
