#include "viewmodel/messagerow.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/format.h"
#include "viewmodel/markdown.h"
#include "viewmodel/people.h"
#include "viewmodel/styledtext.h"

#include <QCoreApplication>

#include <numeric>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes GroupWithin {5}; ///< the design's rule: messages of one person this close share a head

class MessageText
{
    Q_DECLARE_TR_FUNCTIONS(MessageText)
};

TextPalette paletteOf(const Context &context)
{
    return {.dark = context.settings.isDark(), .highContrast = context.settings.isHighContrast()};
}

QList<ReactionChip> chipsOf(const protocol::Message &message, const Context &context)
{
    QList<ReactionChip> chips;
    for (const protocol::Reaction &reaction : message.reactions) {
        if (reaction.users.isEmpty())
            continue;
        ReactionChip chip;
        chip.emoji = reaction.emoji.left(32);
        chip.count = int(reaction.users.size());
        QStringList names;
        for (const protocol::UserId &user : reaction.users) {
            if (user == context.people.selfId())
                chip.mine = true;
            else if (const QString name = context.people.person(user).name; !name.isEmpty())
                names.append(name);
        }
        if (chip.mine)
            names.append(MessageText::tr("you"));
        chip.names = format::people(names);
        chips.append(chip);
    }
    return chips;
}

QString pollFooter(const protocol::Poll &poll, int votes, WallTime now)
{
    QStringList parts {votes == 1 ? MessageText::tr("1 vote") : MessageText::tr("%n votes", nullptr, votes)};
    if (poll.closed || (poll.closesAt && *poll.closesAt <= now)) {
        parts.append(MessageText::tr("closed"));
    } else {
        parts.append(MessageText::tr("live"));
        if (poll.closesAt)
            parts.append(MessageText::tr("closes in %1")
                             .arg(format::span(std::chrono::duration_cast<Millis>(*poll.closesAt - now))));
    }
    return parts.join(u" · "_s);
}

PollView pollViewOf(const client::MessageEntry &entry, const Context &context)
{
    const protocol::Poll &poll = *entry.message.poll;
    PollView view;
    view.pollId = poll.pollId.value();
    view.question = poll.question;
    const int votes = std::accumulate(poll.counts.cbegin(), poll.counts.cend(), 0);
    for (qsizetype i = 0; i < poll.options.size(); ++i) {
        const int count = poll.counts.value(i);
        view.options.append(PollOption {.text = poll.options[i],
            .count = count,
            .fraction = votes > 0 ? std::clamp(double(count) / double(votes), 0.0, 1.0) : 0.0,
            .chosen = poll.ownVotes.contains(int(i))});
    }
    view.voters = poll.voters;
    view.closed = poll.closed;
    view.multiple = poll.multiple;
    view.footer = pollFooter(poll, votes, context.clock.wallNow());
    view.canClose = entry.own && !poll.closed && entry.delivery == client::Delivery::Sent;
    return view;
}

} // namespace

MessageRow::MessageRow(client::MessageEntry entry, const Context &context) : m_entry(std::move(entry))
{
    format(context);
}

void MessageRow::setEntry(client::MessageEntry entry, const Context &context)
{
    if (entry.message.text != m_entry.message.text || entry.message.deleted != m_entry.message.deleted)
        m_parsed = false;
    m_entry = std::move(entry);
    format(context);
}

void MessageRow::format(const Context &context)
{
    const protocol::Message &message = m_entry.message;
    const Person person = context.people.person(message.userId);
    author = person.name.isEmpty() ? format::cleanName(message.username) : person.name;
    initials = format::initials(author);
    color = person.color;
    time = format::clockTime(message.timestamp, context.locale);
    fullTime = format::fullTime(message.timestamp, context.locale);
    reactions = message.deleted ? QList<ReactionChip>() : chipsOf(message, context);
    poll = message.poll && !message.deleted ? pollViewOf(m_entry, context) : PollView();
}

bool MessageRow::setNeighbours(const MessageRow *older, const QString &unread, const Context &context)
{
    const protocol::Message &message = m_entry.message;
    QString day;
    if (!older || !format::sameDay(older->m_entry.message.timestamp, message.timestamp))
        day = format::dayTitle(message.timestamp, context.clock.wallNow(), context.locale);
    const bool joins = older && day.isEmpty() && unread.isEmpty() && older->m_entry.message.userId == message.userId
        && !message.replyTo && message.timestamp - older->m_entry.message.timestamp < GroupWithin;
    if (day == dayTitle && unread == unreadTitle && joins == grouped)
        return false;
    dayTitle = day;
    unreadTitle = unread;
    grouped = joins;
    return true;
}

void MessageRow::restyle(const Context &context)
{
    for (MessageBlock &block : m_blocks)
        block.text = textOf(block, context);
}

QString MessageRow::textOf(const MessageBlock &block, const Context &context) const
{
    const bool isMarked = !context.marks.messageId.isEmpty() && context.marks.messageId == m_entry.message.messageId;
    return styled(isMarked ? withMarks(block.source, context.marks.query) : block.source, paletteOf(context));
}

const QList<MessageBlock> &MessageRow::blocks(const Context &context) const
{
    if (m_parsed)
        return m_blocks;
    m_blocks.clear();
    if (!m_entry.message.deleted) {
        const MarkdownOptions options {
            .mentioned = [&](QStringView name) -> std::optional<QString> {
                const auto user = context.people.mentioned(name);
                return user ? std::optional(user->value()) : std::nullopt;
            },
            .selfId = context.people.selfId().value(),
        };
        m_blocks = markdownBlocks(m_entry.message.text, options);
        for (MessageBlock &block : m_blocks)
            block.text = textOf(block, context);
    }
    m_parsed = true;
    return m_blocks;
}

QString MessageRow::plainText(const Context &context) const
{
    (void)blocks(context);
    return plainText();
}

QString MessageRow::plainText() const
{
    if (m_entry.message.deleted)
        return MessageText::tr("This message was deleted.");
    QString text = viewmodel::plainText(m_blocks);
    if (m_entry.message.poll)
        text +=
            (text.isEmpty() ? QString() : u"\n"_s) + MessageText::tr("Poll: %1").arg(m_entry.message.poll->question);
    return text;
}

} // namespace coterie::viewmodel
