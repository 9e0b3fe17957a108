#pragma once

#include "protocol/dialect.h"
#include "protocol/requests.h"

#include <QCoreApplication>

/// What PlainBridge's files share: the names it gives and the sentences it refuses with.
namespace coterie::sync::plainwords {

using namespace Qt::StringLiterals;
using namespace protocol;

inline const protocol::Epoch &epoch()
{
    static const Epoch plain {u"plain"_s};
    return plain;
}

inline const protocol::RoomId &onlyRoom()
{
    static const RoomId general {u"general"_s};
    return general;
}

inline QString sentence(const char *text)
{
    return QCoreApplication::translate("PlainServer", text);
}

/// What the server would have to know, for the sentence that says it does not.
template <typename R>
const char *subjectOf(const R &)
{
    if constexpr (std::is_same_v<R, EditMessage> || std::is_same_v<R, DeleteMessage>)
        return QT_TRANSLATE_NOOP("PlainServer", "changing messages");
    else if constexpr (std::is_same_v<R, React>)
        return QT_TRANSLATE_NOOP("PlainServer", "reactions");
    else if constexpr (std::is_same_v<R, PinMessage>)
        return QT_TRANSLATE_NOOP("PlainServer", "pinned messages");
    else if constexpr (std::is_same_v<R, CreatePoll> || std::is_same_v<R, Vote> || std::is_same_v<R, ClosePoll>)
        return QT_TRANSLATE_NOOP("PlainServer", "polls");
    else if constexpr (std::is_same_v<R, UpdateProfile>)
        return QT_TRANSLATE_NOOP("PlainServer", "profiles");
    else if constexpr (std::is_same_v<R, CreateInvite>)
        return QT_TRANSLATE_NOOP("PlainServer", "invites");
    else if constexpr (std::is_same_v<R, Search>)
        return QT_TRANSLATE_NOOP("PlainServer", "search");
    else if constexpr (std::is_same_v<R, LeaveRoom> || std::is_same_v<R, CreateRoom> || std::is_same_v<R, JoinRoom>)
        return QT_TRANSLATE_NOOP("PlainServer", "such rooms");
    else if constexpr (std::is_same_v<R, Typing> || std::is_same_v<R, StopTyping>)
        return QT_TRANSLATE_NOOP("PlainServer", "typing notices");
    else if constexpr (std::is_same_v<R, UpdatePresence>)
        return QT_TRANSLATE_NOOP("PlainServer", "who is there");
    else
        return QT_TRANSLATE_NOOP("PlainServer", "this");
}

inline QString notKnown(plain::Dialect dialect, const char *subject)
{
    return sentence("This is a plain server (%1), which does not know %2.")
        .arg(plain::nameOf(dialect), sentence(subject));
}

} // namespace coterie::sync::plainwords
