#include "server/storage/searchstore.h"

#include "search/index.h"
#include "search/matcher.h"
#include "sqlite/vocabulary.h"

#include <QSet>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxHitsSeen = 50'000; // about 0.1 s: what everybody writes in rooms of others must not hold up the hub
constexpr int mostRoomsAsked = 32; // more make the expression slower than looking at each hit's room
constexpr int mostSeenUnaided = 1'000; // 2 ms
constexpr int keyShift = 12; // MessageStore::nextKey(): milliseconds, and room for 4096 messages in each
constexpr Millis backwardClock {
    300'000}; // keys keep rising while a clock is set back: as far as `before` allows for it

MessageKey keyAt(WallTime time)
{
    constexpr long long latest = 1LL << 50;
    return static_cast<MessageKey>(std::clamp(toEpochMillis(time), 0LL, latest)) << keyShift;
}

} // namespace

SearchStore::Indexed SearchStore::indexed()
{
    if (m_indexed)
        return *m_indexed;
    const auto number = [this](const char *sql) {
        auto query = m_sql.read(sql);
        return query.step() ? std::optional(query.integer(0)) : std::nullopt;
    };
    if (number("SELECT value FROM meta WHERE key = 'search_version'").value_or(0) != search::documentVersion) {
        const MessageKey newest = number("SELECT ifnull(max(id), 0) FROM messages").value_or(0);
        m_sql.write("INSERT INTO search_words(search_words) VALUES('delete-all')");
        m_sql.write(
            "INSERT INTO meta(key, value) VALUES('search_version', ?1) ON CONFLICT(key) DO UPDATE SET value = ?1",
            search::documentVersion);
        setIndexed({newest, newest});
        return *m_indexed;
    }
    m_indexed = Indexed {number("SELECT value FROM meta WHERE key = 'search_from'").value_or(0),
        number("SELECT value FROM meta WHERE key = 'search_to'").value_or(0)};
    return *m_indexed;
}

void SearchStore::setIndexed(const Indexed &indexed)
{
    m_indexed = indexed;
    m_sql.write("INSERT INTO meta(key, value) VALUES('search_from', ?1), ('search_to', ?2)"
                " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        indexed.from, indexed.to);
}

void SearchStore::put(const QList<MessageKey> &keys)
{
    for (const MessageKey key : keys) {
        const auto message = m_messages.message(key);
        const QByteArray document = message ? search::documentOf(*message) : QByteArray();
        if (!document.isEmpty())
            m_sql.write("INSERT INTO search_words(rowid, words) VALUES(?, ?)", key, QString::fromUtf8(document));
    }
}

bool SearchStore::indexNew(int atMost)
{
    const Indexed now = indexed();
    QList<MessageKey> keys;
    {
        auto query = m_sql.read("SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?", now.to, atMost);
        while (query.step())
            keys.append(query.integer(0));
    }
    if (keys.isEmpty())
        return false;
    put(keys);
    setIndexed({now.from, keys.last()});
    return keys.size() == atMost;
}

bool SearchStore::indexOld(int atMost)
{
    const Indexed now = indexed();
    if (now.from == 0)
        return false;
    QList<MessageKey> keys;
    {
        auto query = m_sql.read("SELECT id FROM messages WHERE id <= ? ORDER BY id DESC LIMIT ?", now.from, atMost);
        while (query.step())
            keys.prepend(query.integer(0));
    }
    put(keys);
    setIndexed({keys.isEmpty() ? 0 : keys.first() - 1, now.to});
    return !keys.isEmpty();
}

bool SearchStore::merge()
{
    const auto changes = [this] {
        auto query = m_sql.read("SELECT total_changes()");
        return query.step() ? query.integer(0) : 0;
    };
    const auto before = changes();
    m_sql.write("INSERT INTO search_words(search_words, rank) VALUES('merge', 64)");
    return changes() - before >= 2; // the documented sign that something was merged
}

bool SearchStore::indexSome(int atMost)
{
    return indexNew(atMost) || indexOld(atMost) || merge();
}

void SearchStore::replace(MessageKey key, const Message &before, const Message &after)
{
    const Indexed now = indexed();
    if (key > now.to || key <= now.from)
        return;
    if (const QByteArray document = search::documentOf(before); !document.isEmpty())
        m_sql.write("INSERT INTO search_words(search_words, rowid, words) VALUES('delete', ?, ?)", key,
            QString::fromUtf8(document));
    if (const QByteArray document = search::documentOf(after); !document.isEmpty())
        m_sql.write("INSERT INTO search_words(rowid, words) VALUES(?, ?)", key, QString::fromUtf8(document));
}

QList<Message> SearchStore::find(const search::Query &query, const SearchRange &range)
{
    constexpr int slice = 1'000;
    while (indexNew(slice)) { }
    QList<Message> found;
    if (query.isEmpty() || range.rooms.isEmpty())
        return found;
    MessageKey end = range.below > 0 ? range.below : std::numeric_limits<MessageKey>::max();
    if (query.before)
        end = std::min(end, keyAt(*query.before + backwardClock));
    // A room of a million messages is a long list to meet a phrase's short one in, so at first rooms are looked at hit
    // by hit. Where most hits lie elsewhere, they are asked for as well, from there on.
    const std::optional<MessageKey> left = walk(query, range, {.end = end, .asksRooms = false}, found);
    if (left)
        walk(query, range, {.end = *left, .asksRooms = true}, found);
    return found;
}

/// Where it gave up because too many hits lay in other rooms; nothing when there is no more to look at.
std::optional<MessageKey> SearchStore::walk(
    const search::Query &query, const SearchRange &range, const Walk &walk, QList<Message> &found)
{
    search::Query asked = query;
    QList<RoomId> within;
    if (!walk.asksRooms)
        asked.rooms.clear();
    else if (range.rooms.size() <= mostRoomsAsked || search::expressionFor(asked, {}).isEmpty())
        within = range.rooms;
    const QString expression = search::expressionFor(asked, within, [this](const QByteArray &beginning) {
        return sqlite::wordsBeginning(m_sql.database(), u"search_words"_s, beginning, search::mostWordsNamed);
    });
    if (expression.isEmpty())
        return walk.end; // a place or a time alone
    const QList<RoomId> &wanted = query.rooms.isEmpty() ? range.rooms : query.rooms;
    QSet<QString> rooms;
    for (const RoomId &room : wanted)
        rooms.insert(room.value());
    auto rows = m_sql.read("SELECT m.id, m.room_id FROM search_words w JOIN messages m ON m.id = w.rowid"
                           " WHERE search_words MATCH ? AND w.rowid < ? AND w.rowid >= ? AND m.deleted = 0"
                           " ORDER BY w.rowid DESC",
        expression, walk.end, query.after ? keyAt(*query.after) : 0);
    const int mostElsewhere = walk.asksRooms ? maxHitsSeen : mostSeenUnaided;
    for (int seen = 0, elsewhere = 0; seen < maxHitsSeen && found.size() < range.limit && rows.step(); ++seen) {
        if (!rooms.contains(rows.text(1))) {
            if (++elsewhere == mostElsewhere)
                return rows.integer(0);
            continue;
        }
        if (auto message = m_messages.message(rows.integer(0)); message && search::matches(query, *message))
            found.append(*std::move(message));
    }
    return std::nullopt;
}

} // namespace coterie::server
