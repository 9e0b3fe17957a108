#include "corpus.h"

#include "corpuswords.h"

#include <QTime>

namespace coterie::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using protocol::Message;
using protocol::Poll;

namespace {

constexpr std::int64_t perDay = 800; ///< messages of a working day: a million are five years
constexpr std::int64_t workingDays = 5;
constexpr std::int64_t holidayEvery = 120; ///< working days, then two weeks off

/// Seeds of neighbours must have nothing in common (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
std::uint64_t mixed(std::uint64_t seed, std::int64_t number)
{
    std::uint64_t x = seed * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(number) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// From the newest message back: whole calendar days that lie between it and this one.
std::int64_t daysBack(std::int64_t workingDaysBack)
{
    return workingDaysBack / workingDays * 7 + workingDaysBack % workingDays + workingDaysBack / holidayEvery * 14;
}

/// People write in turns: a few messages by one, then somebody else. A few write most of it.
int authorOf(std::uint64_t seed, std::int64_t number, int people)
{
    Random random(mixed(seed + 7, number / 3));
    const double at = random.unit() * random.unit();
    return static_cast<int>(at * people);
}

Poll inventPoll(Random &random, const protocol::MessageId &id)
{
    Poll poll;
    poll.pollId = protocol::PollId(u"p"_s + id.value().sliced(1));
    poll.question = inventSentence(random, 6);
    for (auto left = 2 + random.below(4); left > 0; --left) {
        poll.options.append(inventSentence(random, 2));
        poll.counts.append(static_cast<int>(random.below(12)));
        poll.voters += poll.counts.last();
    }
    poll.closed = random.below(2) == 0;
    return poll;
}

QList<protocol::Reaction> inventReactions(Random &random, int people)
{
    QList<protocol::Reaction> reactions;
    for (auto left = 1 + random.below(4); left > 0; --left) {
        protocol::Reaction reaction {.emoji = inventEmoji(random), .users = {}};
        const auto taken = [&](const protocol::Reaction &other) { return other.emoji == reaction.emoji; };
        if (std::any_of(reactions.cbegin(), reactions.cend(), taken))
            continue;
        const auto first = random.below(static_cast<std::uint64_t>(people));
        for (auto user = 1 + random.below(8); user > 0; --user) {
            const auto number = (first + user) % static_cast<std::uint64_t>(people);
            reaction.users.append(Corpus::person(static_cast<int>(number)).userId);
        }
        reactions.append(reaction);
    }
    return reactions;
}

protocol::Attachment inventFile(Random &random)
{
    const bool picture = random.below(2) == 0;
    return {.fileId = protocol::FileId(u"f"_s + QString::number(random.next(), 36)),
        .name = picture ? u"picture-%1.png"_s.arg(random.below(9999)) : u"report-%1.pdf"_s.arg(random.below(9999)),
        .mime = picture ? u"image/png"_s : u"application/pdf"_s,
        .bytes = 1000 + static_cast<std::int64_t>(random.below(4'000'000)),
        .width = picture ? std::optional(1280) : std::nullopt,
        .height = picture ? std::optional(720) : std::nullopt};
}

} // namespace

protocol::User Corpus::person(int number)
{
    static const QStringList first {u"Mina"_s, u"Jonas"_s, u"Priya"_s, u"Olu"_s, u"Elif"_s, u"Marta"_s, u"Kenji"_s,
        u"Noor"_s, u"Lars"_s, u"Ana"_s, u"Søren"_s, u"Zoë"_s, u"Ivan"_s, u"Mei"_s, u"Tariq"_s, u"Ruth"_s, u"Paolo"_s,
        u"Ines"_s, u"Bola"_s};
    static const QStringList colors {
        u"#0F766E"_s, u"#B45309"_s, u"#4338CA"_s, u"#BE185D"_s, u"#15803D"_s, u"#7C3AED"_s};
    const auto of = [number](const QStringList &list) { return list[number % list.size()]; };
    const auto round = number / first.size();
    return {.userId = protocol::UserId(u"u%1"_s.arg(number)),
        .username = round == 0 ? of(first) : of(first) + QString::number(round + 1),
        .color = of(colors),
        .role = protocol::Role::Member};
}

protocol::MessageId Corpus::idOf(std::int64_t number) const
{
    return protocol::MessageId(u"m"_s + QString::number(toEpochMillis(timeOf(number)) * 1000 + number % 1000, 36));
}

WallTime Corpus::timeOf(std::int64_t number) const
{
    const std::int64_t back = m_plan.messages - 1 - number;
    const std::int64_t inDay = perDay - 1 - back % perDay; // 0 is the day's first
    // Groups of eight a few seconds apart, then a pause: half the day is said in a tenth of it.
    constexpr Millis step = Millis(12h) / (perDay / 8);
    const auto within = step * (inDay / 8) + Millis(9s) * (inDay % 8);
    Random random(mixed(m_plan.seed + 3, number));
    const auto dayEnd = std::chrono::duration_cast<Millis>(12h);
    return m_plan.newest - std::chrono::days(daysBack(back / perDay)) - dayEnd + within + Millis(random.below(5'000));
}

Message Corpus::at(std::int64_t number) const
{
    Random random(mixed(m_plan.seed, number));
    const protocol::User author = person(authorOf(m_plan.seed, number, m_plan.people));
    Message message;
    message.messageId = idOf(number);
    message.clientId = protocol::ClientId(QString::fromStdString(random.uuid()));
    message.roomId = m_plan.roomId;
    message.seq = seqOf(number);
    message.userId = author.userId;
    message.username = author.username;
    message.timestamp = timeOf(number);
    if (random.below(200) == 0) {
        message.deleted = true;
        return message;
    }
    if (random.below(2000) == 0) {
        message.poll = inventPoll(random, message.messageId);
        return message;
    }
    QString mention;
    if (random.below(40) == 0) {
        const protocol::User named = person(static_cast<int>(random.below(static_cast<std::uint64_t>(m_plan.people))));
        message.mentions.append(named.userId);
        mention = named.username;
    }
    message.text = inventText(random, mention);
    if (random.below(33) == 0)
        message.editedAt = message.timestamp + 40s;
    if (random.below(14) == 0 && number > 0) {
        const bool near = random.below(8) != 0; // most answer what was just said, some something of long ago
        message.replyTo = idOf(number - 1
            - static_cast<std::int64_t>(
                random.below(static_cast<std::uint64_t>(near ? std::min<std::int64_t>(number, 40) : number))));
    }
    if (random.below(12) == 0)
        message.reactions = inventReactions(random, m_plan.people);
    if (random.below(150) == 0)
        message.attachments.append(inventFile(random));
    message.pinned = random.below(30'000) == 0;
    return message;
}

} // namespace coterie::bench
