#include "server/newpeople.h"

#include "server/secrets.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

// Dark enough to carry white initials in both themes.
constexpr QLatin1StringView palette[] = {"#0F766E"_L1, "#B45309"_L1, "#7C3AED"_L1, "#BE123C"_L1, "#1D4ED8"_L1,
    "#15803D"_L1, "#A21CAF"_L1, "#0369A1"_L1, "#C2410C"_L1, "#4D7C0F"_L1, "#6D28D9"_L1, "#B91C1C"_L1};

constexpr int idBytes = 9;
constexpr int codeBytes = 12;

} // namespace

bool hasScope(const QString &scopes, QStringView scope)
{
    return QStringView(scopes).split(u' ').contains(scope);
}

UserRow newUserRow(const QString &username, Role role, WallTime now)
{
    const UserId id {u"u-"_s + randomText(idBytes)};
    return {
        .user = {.userId = id, .username = username, .color = palette[qHash(id) % std::size(palette)], .role = role},
        .password = {},
        .createdAt = now};
}

TokenRow newTokenRow(
    const QString &token, const UserId &user, const QString &scope, WallTime now, std::optional<Millis> lifetime)
{
    return {.id = randomText(idBytes),
        .hash = secretHash(token),
        .userId = user,
        .scope = scope,
        .createdAt = now,
        .expiresAt = lifetime ? std::optional(now + *lifetime) : std::nullopt};
}

QString newInviteCode()
{
    return randomText(codeBytes);
}

} // namespace coterie::server
