#pragma once

#include <QByteArray>
#include <QString>

/// The few pages a browser may see. Self-contained: no scripts, nothing remote, readable in light and dark.
namespace coterie::server {

[[nodiscard]] QByteArray landingPage(const QString &name, const QString &base, bool guests);
[[nodiscard]] QByteArray invitePage(const QString &name, const QString &base, const QString &code);
[[nodiscard]] QByteArray expiredInvitePage(const QString &name);

} // namespace coterie::server
