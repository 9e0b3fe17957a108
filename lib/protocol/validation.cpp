#include "protocol/validation.h"

#include "protocol/documents.h"

#include <array>
#include <utility>

namespace coterie::protocol {

using namespace Qt::StringLiterals;

namespace {

/// Characters that turn the reading direction around or stand for nothing at all: with them two different names look
/// the same.
bool isDeceptive(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C
        || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD || c == 0x115F || c == 0x1160 || c == 0x3164
        || c == 0xFFA0 || (c >= 0xE0000 && c <= 0xE007F);
}

bool isPlainText(QStringView text)
{
    if (!text.isValidUtf16())
        return false;
    const auto points = text.toUcs4();
    return std::none_of(points.begin(), points.end(), [](char32_t c) {
        const auto category = QChar::category(c);
        return category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph || category == QChar::Other_NotAssigned
            || category == QChar::Other_PrivateUse || isDeceptive(c);
    });
}

Result<void> checkName(QStringView name, int longest, const char *what)
{
    const std::string subject(what);
    if (name.isEmpty())
        return {Errc::BadRequest, subject + " cannot be empty."};
    if (name.size() > longest)
        return {Errc::TooLarge, subject + " can have at most " + std::to_string(longest) + " characters."};
    if (name.trimmed().size() != name.size())
        return {Errc::BadRequest, subject + " cannot begin or end with a space."};
    if (!isPlainText(name))
        return {Errc::BadRequest, subject + " has characters that cannot be shown."};
    return {};
}

} // namespace

Result<void> checkUsername(QStringView name)
{
    return checkName(name, maxUsername, "A name");
}
Result<void> checkRoomName(QStringView name)
{
    return checkName(name, maxRoomName, "A room's name");
}

Result<void> checkTopic(QStringView topic)
{
    return topic.isEmpty() ? Result<void>() : checkName(topic, maxTopic, "A topic");
}

Result<void> checkNote(QStringView note)
{
    return note.isEmpty() ? Result<void>() : checkName(note, maxNote, "A note");
}

Result<void> checkDocumentTitle(QStringView title)
{
    return checkName(title, maxDocumentTitle, "A title");
}

Result<void> checkVersionName(QStringView name)
{
    return checkName(name, maxVersionName, "A version's name");
}

/// Not a list of emoji, which grows every year: no letters, spaces or controls of any script, and short. "#️⃣" and
/// "1️⃣" begin with a character of ASCII and end with the keycap.
Result<void> checkEmoji(QStringView emoji)
{
    const Error refused {Errc::BadRequest, "A reaction is one emoji."};
    if (emoji.isEmpty() || !emoji.isValidUtf16() || emoji.toUtf8().size() > maxEmojiBytes)
        return refused;
    const auto points = emoji.toUcs4();
    const bool isKeycap = points.back() == 0x20E3 && points.size() <= 3;
    for (const char32_t c : points) {
        const bool isTag = c >= 0xE0020 && c <= 0xE007F; // spells the flags of Scotland and Wales
        if (QChar::isLetter(c) || QChar::isSpace(c) || (isDeceptive(c) && !isTag) || (c < 0x80 && !isKeycap)
            || QChar::category(c) == QChar::Other_Control)
            return refused;
    }
    return {};
}

Result<void> checkColor(QStringView color)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    if (color.size() != 7 || color.front() != u'#' || !std::all_of(color.begin() + 1, color.end(), isHex))
        return {Errc::BadRequest, "A colour is written as #RRGGBB."};
    return {};
}

bool isId(QStringView id)
{
    return !id.isEmpty() && id.size() <= maxIdLength && id.isValidUtf16()
        && std::none_of(id.begin(), id.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool isSurface(QStringView surface)
{
    for (const QLatin1StringView prefix : {"room:"_L1, "doc:"_L1}) {
        if (surface.startsWith(prefix))
            return isId(surface.sliced(prefix.size()));
    }
    return false;
}

bool isRetryable(ErrorCode code)
{
    return code == ErrorCode::RateLimited || code == ErrorCode::Unavailable;
}

namespace {

constexpr std::array codePairs {std::pair {ErrorCode::BadRequest, Errc::BadRequest},
    std::pair {ErrorCode::Unauthorized, Errc::Unauthorized}, std::pair {ErrorCode::Forbidden, Errc::Forbidden},
    std::pair {ErrorCode::NotFound, Errc::NotFound}, std::pair {ErrorCode::Conflict, Errc::Conflict},
    std::pair {ErrorCode::TooLarge, Errc::TooLarge}, std::pair {ErrorCode::RateLimited, Errc::RateLimited},
    std::pair {ErrorCode::Unsupported, Errc::Unsupported}, std::pair {ErrorCode::Unavailable, Errc::Unavailable},
    std::pair {ErrorCode::Internal, Errc::Internal}, std::pair {ErrorCode::BadRequest, Errc::Truncated},
    std::pair {ErrorCode::BadRequest, Errc::OutOfRange}, std::pair {ErrorCode::BadRequest, Errc::Malformed},
    std::pair {ErrorCode::Unavailable, Errc::TimedOut}};

} // namespace

ErrorCode errorCodeFor(Errc code)
{
    const auto it = std::find_if(codePairs.begin(), codePairs.end(), [&](const auto &p) { return p.second == code; });
    return it == codePairs.end() ? ErrorCode::Internal : it->first;
}

Errc errcFor(ErrorCode code)
{
    const auto it = std::find_if(codePairs.begin(), codePairs.end(), [&](const auto &p) { return p.first == code; });
    return it == codePairs.end() ? Errc::Internal : it->second;
}

WireError wireErrorFor(const Error &error, const QString &replyTo)
{
    return {.code = errorCodeFor(error.code),
        .message = error.message.empty() ? u"Something went wrong."_s : QString::fromStdString(error.message),
        .retryAfter = std::nullopt,
        .replyTo = replyTo};
}

Error errorFor(const WireError &error)
{
    return {errcFor(error.code), error.message.toStdString()};
}

} // namespace coterie::protocol
