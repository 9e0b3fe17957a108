#include "base/random.h"
#include "commands.h"
#include "lines.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int page = 200;
constexpr int mostPages = 10; // 2,000 messages back in each room

bool isPoll(const Message &message, const QString &id)
{
    return message.poll && (message.poll->pollId == PollId {id} || message.messageId == MessageId {id});
}

// The protocol has no question "which poll is this?": the pages of history answer it.
Result<Message> findIn(Wire &wire, const RoomId &roomId, const QString &id)
{
    std::optional<Seq> before;
    for (int number = 0; number < mostPages; ++number) {
        const auto answer = wire.ask(GetHistory {.roomId = roomId, .before = before, .limit = page});
        if (!answer)
            return answer.error();
        const auto reply = historyReplyFromJson(*answer);
        if (!reply)
            return reply.error();
        for (const Message &message : reply->messages) {
            if (isPoll(message, id))
                return message;
        }
        if (!reply->hasBefore || reply->messages.isEmpty())
            break;
        before = reply->messages.first().seq;
    }
    return Errc::NotFound;
}

Result<Message> find(Workspace &workspace, const QString &id)
{
    const auto rooms = workspace.rooms();
    if (!rooms)
        return rooms.error();
    for (const Room &room : *rooms) {
        if (!room.member)
            continue;
        auto found = findIn(workspace.wire(), room.roomId, id);
        if (found || found.error().code != Errc::NotFound)
            return found;
    }
    return Error {Errc::NotFound, "There is no such poll in your rooms."};
}

void show(const Invocation &call, const Message &message)
{
    QJsonObject line = toJson(*message.poll);
    line.insert(u"messageId"_s, message.messageId.value());
    line.insert(u"roomId"_s, message.roomId.value());
    line.insert(u"seq"_s, qint64 {message.seq});
    call.print(line, u"%1\nPoll %2"_s.arg(pollText(*message.poll), message.poll->pollId.value()));
}

// An option is meant by its words, or by its number from 1 as `poll show` prints it.
std::optional<int> optionNumber(const Poll &poll, const QString &text)
{
    const auto byWords = poll.options.indexOf(text);
    bool isNumber = false;
    const int number = text.toInt(&isNumber) - 1;
    if (byWords >= 0)
        return static_cast<int>(byWords);
    return isNumber && number >= 0 && number < poll.options.size() ? std::optional(number) : std::nullopt;
}

Exit create(Invocation &call, Workspace &workspace)
{
    const auto room = workspace.joinedRoom(call.argument(1));
    if (!room)
        return call.fail(room.error());
    const ClientId clientId {QString::fromStdString(Random::fromSystem().uuid())};
    const auto answer = workspace.wire().ask(CreatePoll {.roomId = room->roomId,
        .clientId = clientId,
        .question = call.argument(2),
        .options = call.arguments().mid(3),
        .multiple = call.isSet(u"multiple"_s)});
    if (!answer)
        return call.fail(answer.error());
    const auto ack = sendAckFromJson(*answer);
    if (!ack)
        return call.fail(ack.error());
    const auto made = findIn(workspace.wire(), room->roomId, ack->messageId.value());
    if (!made)
        return call.fail(made.error());
    show(call, *made);
    return Exit::Done;
}

Exit vote(Invocation &call, Workspace &workspace)
{
    const auto message = find(workspace, call.argument(1));
    if (!message)
        return call.fail(message.error());
    Vote request {message->poll->pollId, {}};
    for (const QString &text : call.arguments().mid(2)) {
        const auto number = optionNumber(*message->poll, text);
        if (!number)
            return call.misused(u"The poll has no option \"%1\"."_s.arg(text));
        request.options << *number;
    }
    if (const auto answer = workspace.wire().ask(request); !answer)
        return call.fail(answer.error());
    const auto voted = findIn(workspace.wire(), message->roomId, message->messageId.value());
    if (!voted)
        return call.fail(voted.error());
    show(call, *voted);
    return Exit::Done;
}

Exit poll(Invocation &call)
{
    const QString what = call.argument(0);
    const auto count = call.arguments().size();
    const bool isRight = (what == "create"_L1 && count >= 5) || (what == "vote"_L1 && count >= 2)
        || ((what == "show"_L1 || what == "close"_L1) && count == 2);
    if (!isRight)
        return call.misused(
            u"Write it so: poll create ROOM QUESTION OPTION OPTION…, poll vote POLL OPTION…, poll show POLL, poll close POLL"_s);
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (what == "create"_L1)
        return create(call, workspace);
    if (what == "vote"_L1)
        return vote(call, workspace);
    auto message = find(workspace, call.argument(1));
    if (!message)
        return call.fail(message.error());
    if (what == "close"_L1) {
        if (const auto answer = workspace.wire().ask(ClosePoll {message->poll->pollId}); !answer)
            return call.fail(answer.error());
        message = findIn(workspace.wire(), message->roomId, message->messageId.value());
        if (!message)
            return call.fail(message.error());
    }
    show(call, *message);
    return Exit::Done;
}

} // namespace

Command pollCommand()
{
    return {u"poll"_s, u"create ROOM QUESTION OPTION… | vote POLL OPTION… | show POLL | close POLL"_s,
        u"Make, answer and read polls."_s, {{u"multiple"_s, u"create: more than one option may be chosen."_s}}, 1, -1,
        poll};
}

} // namespace coterie::cli
