#include "demo/bot.h"

#include <cmath>

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr int latestKept = 8;
constexpr Millis pointerEvery {60};
constexpr Millis perCharacter {45}; // about 22 characters a second: brisk, still a person
constexpr Millis longestTyping {6000};

} // namespace

Bot::Bot(const SamplePerson &person, const QUrl &server, const QString &token, std::uint64_t seed, QObject *parent)
    : QObject(parent)
    , m_person(person)
    , m_client({.server = server, .token = token, .storePath = {}, .storeOnly = false})
    , m_random(seed)
{
    m_pointerTimer.setInterval(pointerEvery);
    connect(&m_pointerTimer, &QTimer::timeout, this, &Bot::nextPointerStep);
    connect(&m_client, &client::Client::changed, this,
        [this](const std::shared_ptr<const client::Changes> &changes) { apply(*changes); });
    m_client.start();
}

void Bot::apply(const client::Changes &changes)
{
    if (changes.self)
        m_self = changes.self->userId;
    for (const client::RoomSummary &summary : changes.rooms)
        m_rooms[summary.room.roomId].room = summary.room;
    for (const protocol::RoomId &roomId : changes.roomsRemoved)
        m_rooms.remove(roomId);
    for (const client::DocumentSummary &summary : changes.documents) {
        const QString &title = summary.document.title;
        m_documents.insert(title, summary.document.docId);
        if (const auto wanted = m_wanted.constFind(title); wanted != m_wanted.cend()) {
            place(scribeFor(title, summary.document.docId), *wanted);
            m_wanted.erase(wanted);
        }
        if (m_wantedBoards.contains(title))
            artistFor(title, summary.document.docId).hover(m_wantedBoards.take(title));
    }
    for (auto it = changes.messages.begin(); it != changes.messages.end(); ++it) {
        QList<client::MessageEntry> &latest = m_rooms[it.key()].latest;
        for (const client::MessageEntry &entry : it.value().upserts) {
            const auto same = std::ranges::find(latest, entry.key, &client::MessageEntry::key);
            if (same != latest.end())
                *same = entry;
            else
                latest.append(entry);
        }
        if (latest.size() > latestKept)
            latest.remove(0, latest.size() - latestKept);
    }
}

Bot::KnownRoom *Bot::roomNamed(const QString &name)
{
    const auto found =
        std::ranges::find_if(m_rooms, [&name](const KnownRoom &known) { return known.room.name == name; });
    return found == m_rooms.end() ? nullptr : &*found;
}

void Bot::say(const QString &roomName, const QString &text)
{
    const KnownRoom *known = roomNamed(roomName);
    if (known == nullptr)
        return;
    setAway(false);
    const protocol::RoomId roomId = known->room.roomId;
    const Millis duration = std::min<Millis>(perCharacter * text.size(), longestTyping);
    // A typing notice every second: the rules in the engine space them out as they do for a person's keys.
    for (Millis at {0}; at < duration; at += Millis {1000})
        QTimer::singleShot(at, this, [this, roomId] { m_client.typing(roomId); });
    QTimer::singleShot(duration, this, [this, roomId, text] {
        m_client.send({.roomId = roomId, .text = text, .replyToKey = {}, .threadId = {}});
        m_client.stopTyping(roomId);
    });
}

void Bot::typeALittle(const QString &roomName)
{
    const KnownRoom *known = roomNamed(roomName);
    if (known == nullptr)
        return;
    const protocol::RoomId roomId = known->room.roomId;
    m_client.typing(roomId);
    QTimer::singleShot(Millis {1500}, this, [this, roomId] { m_client.typing(roomId); });
    QTimer::singleShot(Millis {3000}, this, [this, roomId] { m_client.stopTyping(roomId); });
}

void Bot::reactToLatest(const QString &roomName)
{
    static const QList<QString> emojis {u"👍"_s, u"🎉"_s, u"👀"_s, u"❤️"_s, u"🚀"_s, u"😄"_s};
    const KnownRoom *known = roomNamed(roomName);
    if (known == nullptr || known->latest.isEmpty())
        return;
    const client::MessageEntry &entry = known->latest.last();
    const auto choice = static_cast<qsizetype>(m_random.below(static_cast<std::uint64_t>(emojis.size())));
    if (!entry.own && entry.delivery == client::Delivery::Sent && !entry.message.deleted)
        m_client.react(entry.key, emojis[choice], true);
}

void Bot::voteInLatestPoll()
{
    for (const KnownRoom &known : std::as_const(m_rooms)) {
        for (const client::MessageEntry &entry : known.latest) {
            const auto &poll = entry.message.poll;
            if (poll && !poll->closed && poll->ownVotes.isEmpty()) {
                const auto options = static_cast<std::uint64_t>(poll->options.size());
                m_client.vote(entry.key, {static_cast<int>(m_random.below(options))});
                return;
            }
        }
    }
}

void Bot::setAway(bool away)
{
    if (away == m_away)
        return;
    m_away = away;
    m_client.setStatus(away ? protocol::Status::Away : protocol::Status::Online);
}

Scribe &Bot::scribeFor(const QString &title, const protocol::DocumentId &docId)
{
    std::unique_ptr<Scribe> &scribe = m_scribes[title];
    if (!scribe)
        scribe = std::make_unique<Scribe>(m_client, docId,
            collab::Person {.userId = m_self.value(), .name = m_person.name, .color = QColor(m_person.color)}, m_clock);
    return *scribe;
}

void Bot::place(Scribe &scribe, const SampleCaret &caret)
{
    if (!caret.selected.isEmpty())
        scribe.select(caret.selected);
    else
        scribe.standBehind(caret.behind);
}

void Bot::makeDocument(const SampleDocument &document)
{
    const KnownRoom *known = roomNamed(document.room);
    if (known == nullptr)
        return;
    const protocol::DocumentId docId = m_client.createDocument({.title = document.title, .roomId = known->room.roomId});
    m_documents.insert(document.title, docId);
    scribeFor(document.title, docId).fill(document.text);
}

void Bot::openDocument(const QString &title, const SampleCaret &caret)
{
    if (const auto known = m_documents.constFind(title); known != m_documents.cend())
        place(scribeFor(title, *known), caret);
    else
        m_wanted.insert(title, caret);
}

Artist &Bot::artistFor(const QString &title, const protocol::DocumentId &docId)
{
    std::unique_ptr<Artist> &artist = m_artists[title];
    if (!artist)
        artist = std::make_unique<Artist>(m_client, docId,
            collab::Person {.userId = m_self.value(), .name = m_person.name, .color = QColor(m_person.color)}, m_clock,
            m_random.next());
    return *artist;
}

void Bot::makeBoard(const SampleBoard &board)
{
    const KnownRoom *known = roomNamed(board.room);
    if (known == nullptr)
        return;
    const protocol::DocumentId docId = m_client.createDocument(
        {.title = board.title, .roomId = known->room.roomId, .kind = protocol::DocumentKind::Board});
    m_documents.insert(board.title, docId);
    artistFor(board.title, docId).fill(board.shapes);
    if (!board.announcement.isEmpty())
        m_client.send({.roomId = known->room.roomId,
            .text = board.announcement.arg(u"[%1](coterie://demo/doc/%2)"_s.arg(board.title, docId.value())),
            .replyToKey = {},
            .threadId = {}});
}

void Bot::openBoard(const QString &title, const SampleHover &hover)
{
    if (const auto known = m_documents.constFind(title); known != m_documents.cend())
        artistFor(title, *known).hover(hover);
    else
        m_wantedBoards.insert(title, hover);
}

void Bot::draw(const SampleDoodle &doodle)
{
    const auto artist = m_artists.find(doodle.board);
    if (artist != m_artists.end())
        artist->second->draw(doodle);
}

void Bot::wanderOnBoard()
{
    if (!m_artists.empty())
        m_artists.begin()->second->wander();
}

void Bot::write(const SampleEdit &edit)
{
    const auto scribe = m_scribes.find(edit.document);
    if (scribe != m_scribes.end())
        scribe->second->type(edit.behind, edit.text);
}

void Bot::wander(const QString &roomName, Millis duration)
{
    const KnownRoom *known = roomNamed(roomName);
    if (known == nullptr || known->latest.isEmpty())
        return;
    m_pointerRoom = known->room.roomId;
    m_pointerStepsLeft = static_cast<int>(duration / pointerEvery);
    m_pointerPhase = m_random.unit() * 6.28;
    m_pointerTimer.start();
}

// A slow figure of eight that drifts from message to message.
void Bot::nextPointerStep()
{
    const QString surface = u"room:"_s + m_pointerRoom.value();
    const auto known = m_rooms.constFind(m_pointerRoom);
    if (--m_pointerStepsLeft <= 0 || known == m_rooms.constEnd() || known->latest.isEmpty()) {
        m_pointerTimer.stop();
        m_client.leaveCursor(surface);
        return;
    }
    m_pointerPhase += 0.045;
    const auto count = static_cast<double>(known->latest.size());
    const double place = (0.5 + 0.5 * std::sin(m_pointerPhase * 0.31)) * std::min(count, 4.0);
    const double fromEnd = std::clamp(std::floor(place), 0.0, count - 1.0);
    const client::MessageEntry &entry = known->latest[known->latest.size() - 1 - static_cast<qsizetype>(fromEnd)];
    const double x = 0.35 + 0.25 * std::sin(m_pointerPhase);
    const double y = std::clamp(1.0 - (place - fromEnd), 0.0, 1.0);
    m_client.moveCursor(surface, x, y, entry.message.messageId.value());
}

} // namespace coterie::desktop::demo
