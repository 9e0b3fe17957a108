#pragma once

#include "account.h"
#include "wire.h"

#include <memory>

namespace coterie::cli {

/// The room of that id or name ("launch", "# launch"). NotFound in plain words.
[[nodiscard]] Result<protocol::Room> findRoom(const QList<protocol::Room> &rooms, const QString &text);

/// The same where a plain server stands behind: with one room, or with any that has a name.
[[nodiscard]] Result<protocol::Room> findPlainRoom(
    protocol::plain::Dialect dialect, const QList<protocol::Room> &rooms, const QString &text);

/// "This is a plain server (cookbook): WHAT."
[[nodiscard]] Error plainRefusal(protocol::plain::Dialect dialect, const QString &what);

/// What most commands begin with: signed in, the waiting messages sent, connected.
class Workspace
{
public:
    explicit Workspace(const Invocation &call) : m_call(call) { }

    [[nodiscard]] Result<void> connect();
    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] Wire &wire() { return *m_wire; }

    [[nodiscard]] Result<QList<protocol::Room>> rooms(); ///< all the user may see
    [[nodiscard]] Result<protocol::Room> room(const QString &text); ///< of a plain server: joined, to learn of it
    [[nodiscard]] Result<protocol::Room> joinedRoom(const QString &text); ///< joins it if need be

    /// Unsupported, in a sentence, where a plain server stands behind and `isAble` says no.
    [[nodiscard]] Result<void> needs(bool protocol::plain::Abilities::*isAble, const QString &what) const;

private:
    [[nodiscard]] Result<protocol::Room> join(const protocol::RoomId &roomId);

    const Invocation &m_call;
    Account m_account;
    std::unique_ptr<Wire> m_wire;
};

} // namespace coterie::cli
