#pragma once

#include "server/storage/storage.h"

/// How people and tokens are made, wherever they are made.
namespace coterie::server {

inline constexpr QStringView chatScope = u"chat";
inline constexpr QStringView publishScope = u"publish"; ///< may send to /events
[[nodiscard]] bool hasScope(const QString &scopes, QStringView scope);

[[nodiscard]] UserRow newUserRow(
    const QString &username, protocol::Role role, WallTime now); ///< with an id and a colour
[[nodiscard]] TokenRow newTokenRow(const QString &token, const protocol::UserId &user, const QString &scope,
    WallTime now, std::optional<Millis> lifetime);
[[nodiscard]] QString newInviteCode();

} // namespace coterie::server
