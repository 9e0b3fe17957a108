#pragma once

#include <QString>

namespace coterie::sync {

/// What a WebSocket's close code asks of the client (PROTOCOL section 3).
struct CloseVerdict {
    bool comeBack = true; ///< with backoff; false: stop and say why
    bool signInNeeded = false; ///< the token is missing, expired or revoked
    QString words; ///< one plain sentence for a person
    bool operator==(const CloseVerdict &) const = default;
};

/// `reason` is what the close frame said; it is added where the code stops us, for then a person has to act.
/// Codes nobody defined mean "come back": giving up for ever is the worse mistake.
[[nodiscard]] CloseVerdict verdictFor(int code, const QString &reason = {});

} // namespace coterie::sync
