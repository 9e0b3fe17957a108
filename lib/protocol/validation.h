#pragma once

#include "base/result.h"
#include "protocol/types.h"

#include <QStringView>

/// What people may call things. Every failure is BadRequest or TooLarge with one sentence for a person.
namespace coterie::protocol {

inline constexpr int maxIdLength = 64; ///< characters of any id
inline constexpr int maxUsername = 40; ///< characters, as for the next three
inline constexpr int maxRoomName = 80;
inline constexpr int maxTopic = 250;
inline constexpr int maxNote = 80;
inline constexpr int maxEmojiBytes = 64; ///< the longest emoji of Unicode 15 (a kiss with two skin tones) takes 35
inline constexpr int maxHistoryPage = 200;
inline constexpr int maxSearchPage = 100;
inline constexpr int maxSearchText = 1000; ///< characters of what is looked for
inline constexpr int maxPollOption = 200;
inline constexpr int maxPollQuestion = 500;
inline constexpr int maxAttachments = 20;

/// No control characters, no bidirectional overrides, nothing that only looks like nothing; not only spaces, no spaces
/// around.
[[nodiscard]] Result<void> checkUsername(QStringView name);
[[nodiscard]] Result<void> checkRoomName(QStringView name);
[[nodiscard]] Result<void> checkTopic(QStringView topic); ///< may be empty
[[nodiscard]] Result<void> checkNote(QStringView note); ///< of a presence; may be empty
[[nodiscard]] Result<void> checkEmoji(QStringView emoji);
[[nodiscard]] Result<void> checkColor(QStringView color); ///< "#RRGGBB"
[[nodiscard]] bool isId(QStringView id); ///< 1 to 64 characters, none of them a control character
[[nodiscard]] bool isSurface(QStringView surface); ///< "room:ID" or "doc:ID"

/// Only rate_limited and unavailable are worth retrying by themselves.
[[nodiscard]] bool isRetryable(ErrorCode code);
[[nodiscard]] ErrorCode errorCodeFor(
    Errc code); ///< what to tell a peer: the first ten are themselves, input faults bad_request
[[nodiscard]] Errc errcFor(ErrorCode code);
[[nodiscard]] WireError wireErrorFor(const Error &error, const QString &replyTo = {});
[[nodiscard]] Error errorFor(const WireError &error);

} // namespace coterie::protocol
