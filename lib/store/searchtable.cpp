#include "store/searchtable.h"

#include "protocol/envelope.h"
#include "search/index.h"
#include "search/matcher.h"
#include "sqlite/vocabulary.h"
#include "store/blob.h"
#include "store/messagetable.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>
#include <limits>

namespace coterie::store {

using namespace Qt::StringLiterals;
using protocol::Message;
using protocol::RoomId;

namespace {

// A key is the minute and the low bits of the row's id. Fewer bits make a smaller index (a posting is the distance to
// the one before); two messages share a key only if they are of the same minute and 4 million rows apart, and then both
// are looked at.
constexpr int idBits = 22;
constexpr std::int64_t idMask = (std::int64_t {1} << idBits) - 1;
constexpr std::int64_t millisPerMinute = 60'000;
constexpr std::int64_t latestMinute = std::int64_t {1} << 32;

std::int64_t minuteOf(std::int64_t at)
{
    const std::int64_t minute = at >= 0 ? at / millisPerMinute : 0;
    return std::min(minute, latestMinute); // a server may say any time
}

SearchKey keyOf(std::int64_t at, std::int64_t id)
{
    return (minuteOf(at) << idBits) | (id & idMask);
}

std::optional<Message> messageFrom(const QByteArray &rest, const QString &text)
{
    QJsonObject json = fromBlob(rest);
    json["text"_L1] = text;
    auto message = protocol::messageFromJson(json);
    return message ? std::optional(*std::move(message)) : std::nullopt;
}

constexpr int mostWaitingSeen = 1'000; ///< what a burst left unindexed is looked through: up to some milliseconds
constexpr int mostSeenUnaided = 500; ///< hits in other rooms: 2 ms
constexpr int mostCandidates = 20'000; ///< hits that turn out to be none are rare; this bounds what a hash can do

} // namespace

QList<SearchTable::Row> SearchTable::take(const char *sql, std::int64_t bound, int atMost)
{
    QList<Row> taken;
    auto rows = m_connection.use(sql);
    rows->bind(1, bound).bind(2, std::int64_t {atMost});
    while (rows->step()) {
        Row row {.id = rows->integer(0), .at = rows->integer(1), .message = {}};
        row.message.deleted = true; // unreadable: has no words
        if (auto message = messageFrom(rows->blob(2), rows->text(3)))
            row.message = *std::move(message);
        taken.append(std::move(row));
    }
    return taken;
}

void SearchTable::write(const char *sql, const Row &row)
{
    const QByteArray document = search::documentOf(row.message);
    if (document.isEmpty())
        return;
    auto statement = m_connection.use(sql);
    statement->bind(1, keyOf(row.at, row.id)).bind(2, QString::fromUtf8(document));
    statement.run();
}

void SearchTable::takeOut(const QList<Row> &rows)
{
    for (const Row &row : rows) {
        write("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?1, ?2)", row);
        auto done = m_connection.use("DELETE FROM search_stale WHERE id = ?");
        done->bind(1, row.id);
        done.run();
    }
}

void SearchTable::putIn(QList<Row> rows)
{
    // FTS5 gathers rows in memory as long as they come in order.
    std::ranges::sort(rows, {}, [](const Row &row) { return keyOf(row.at, row.id); });
    for (const Row &row : std::as_const(rows))
        write("INSERT INTO search_words (rowid, words) VALUES (?1, ?2)", row);
}

/// An index that another version filled is filled again: words may be cut differently now.
void SearchTable::useThisVersion()
{
    {
        auto rows = m_connection.use("SELECT document_version FROM search_state");
        if (rows->step() && rows->integer(0) == search::documentVersion)
            return;
    }
    forgetAll();
    auto mark = m_connection.use("UPDATE search_state SET document_version = ?");
    mark->bind(1, std::int64_t {search::documentVersion});
    mark.run();
}

void SearchTable::forgetAll()
{
    for (const char *sql : {"INSERT INTO search_words (search_words) VALUES ('delete-all')", "DELETE FROM search_queue",
             "DELETE FROM search_stale",
             "UPDATE search_state SET backfill = (SELECT ifnull(max(id), 0) FROM messages),"
             " total = (SELECT count(*) FROM messages)",
             "UPDATE search_state SET remaining = total"})
        m_connection.run(sql);
}

std::int64_t SearchTable::backfill()
{
    auto rows = m_connection.use("SELECT backfill FROM search_state");
    return rows->step() ? rows->integer(0) : 0;
}

bool SearchTable::indexSome(int atMost, Millis budget)
{
    useThisVersion();
    QElapsedTimer clock;
    clock.start();
    constexpr int step = 25; // messages between two looks at the clock, about a millisecond
    for (int left = atMost; left > 0 && clock.elapsed() < budget.count(); left -= step) {
        const int count = std::min(step, left);
        // What is to go first: a row's id may have been given to another message since.
        if (!takeOutSome(count) && !putInSome(count) && !sweepSome(count) && !backfillSome(count))
            return false;
    }
    return isBehind();
}

bool SearchTable::takeOutSome(int count)
{
    const auto stale = take("SELECT id, at, rest, text FROM search_stale WHERE id > ?1 LIMIT ?2", 0, count);
    takeOut(stale);
    return !stale.isEmpty();
}

bool SearchTable::putInSome(int count)
{
    const auto queued = take("SELECT m.id, m.at, m.rest, m.text FROM search_queue q JOIN messages m ON m.id = q.id"
                             " WHERE q.id > ?1 ORDER BY q.id DESC LIMIT ?2",
        0, count);
    if (queued.isEmpty())
        return false;
    putIn(queued);
    auto done = m_connection.use("DELETE FROM search_queue WHERE id >= ?");
    done->bind(1, queued.last().id);
    done.run();
    return true;
}

/// Of a cleared room's messages; what the index has of them is taken out next (messages_removed).
bool SearchTable::sweepSome(int count)
{
    std::int64_t room = 0;
    {
        auto rows = m_connection.use("SELECT room FROM cleared_rooms LIMIT 1");
        if (!rows->step())
            return false;
        room = rows->integer(0);
    }
    {
        auto erase = m_connection.use(
            "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE room = ?1 ORDER BY seq DESC LIMIT ?2)");
        erase->bind(1, room).bind(2, std::int64_t {count});
        erase.run();
    }
    if (m_connection.database().changes() == 0) {
        auto done = m_connection.use("DELETE FROM cleared_rooms WHERE room = ?");
        done->bind(1, room);
        done.run();
    }
    return true;
}

/// Of what was stored before there was an index; false: all of it is in now.
bool SearchTable::backfillSome(int count)
{
    const auto old =
        take("SELECT id, at, rest, text FROM messages WHERE id <= ?1 ORDER BY id DESC LIMIT ?2", backfill(), count);
    putIn(old);
    for (const Row &row : old) {
        if (const auto marks = marksOf(row.message); marks != 0) { // a version without that column wrote it
            auto update = m_connection.use("UPDATE messages SET marks = ?2 WHERE id = ?1 AND marks <> ?2");
            update->bind(1, row.id).bind(2, marks);
            update.run();
        }
    }
    auto done =
        m_connection.use("UPDATE search_state SET backfill = ?1, remaining = iif(?1 = 0, 0, max(0, remaining - ?2))");
    done->bind(1, old.isEmpty() ? 0 : old.last().id - 1).bind(2, std::int64_t {old.size()});
    done.run();
    return !old.isEmpty();
}

bool SearchTable::isBehind()
{
    auto rows = m_connection.use("SELECT EXISTS (SELECT 1 FROM search_queue) OR EXISTS (SELECT 1 FROM search_stale)"
                                 " OR EXISTS (SELECT 1 FROM cleared_rooms) OR backfill > 0 FROM search_state");
    return rows->step() && rows->integer(0) != 0;
}

bool SearchTable::mergeSome()
{
    const auto changes = [this] {
        auto rows = m_connection.use("SELECT total_changes()");
        return rows->step() ? rows->integer(0) : 0;
    };
    const auto before = changes();
    m_connection.run("INSERT INTO search_words (search_words, rank) VALUES ('merge', 64)");
    return changes() - before >= 2; // the documented sign that something was merged
}

SearchTable::Progress SearchTable::progress()
{
    Progress progress;
    {
        auto rows = m_connection.use("SELECT remaining, total FROM search_state");
        if (rows->step())
            progress = {rows->integer(0), rows->integer(1)};
    }
    auto rows = m_connection.use("SELECT count(*), (SELECT max(id) FROM messages) FROM search_queue"
                                 " WHERE EXISTS (SELECT 1 FROM search_queue LIMIT 1 OFFSET ?)");
    rows->bind(1, std::int64_t {mostWaitingSeen});
    if (rows->step() && rows->integer(0) > 0) { // more of it than a search looks through by itself
        progress.remaining += rows->integer(0);
        progress.total = std::max(progress.total, rows->integer(1));
    }
    return progress;
}

SearchTable::Hit SearchTable::hitAt(SearchKey key, const Walk &walk)
{
    for (std::int64_t id = key & idMask; id <= walk.newestId; id += idMask + 1) {
        auto rows = m_connection.use("SELECT rest, text, at, room FROM live_messages WHERE id = ?");
        rows->bind(1, id);
        if (!rows->step() || minuteOf(rows->integer(2)) != key >> idBits)
            continue;
        if (!walk.rooms.isEmpty() && !walk.rooms.contains(rows->integer(3)))
            return {.message = {}, .isElsewhere = true};
        const QByteArray rest = rows->blob(0);
        const QString text = rows->text(1);
        // Decoding is most of the cost of a hit, and some queries have many that are none.
        const bool isOnlyText = !rest.contains("attachments") && !rest.contains("poll");
        if (isOnlyText && !search::matchesText(walk.query, text))
            return {};
        const auto isMeant = isOnlyText ? search::matchesFilters : search::matches;
        auto message = messageFrom(rest, text);
        return {.message = message && isMeant(walk.query, *message) ? std::move(message) : std::nullopt};
    }
    return {};
}

QList<Message> SearchTable::waiting(const search::Query &query)
{
    QList<Message> found;
    auto rows = m_connection.use("SELECT m.rest, m.text FROM search_queue q JOIN live_messages m ON m.id = q.id"
                                 " ORDER BY q.id DESC LIMIT ?");
    rows->bind(1, std::int64_t {mostWaitingSeen});
    while (rows->step()) {
        if (auto message = messageFrom(rows->blob(0), rows->text(1)); message && search::matches(query, *message))
            found.append(*std::move(message));
    }
    return found;
}

QList<RoomId> SearchTable::rooms()
{
    QList<RoomId> rooms;
    auto rows = m_connection.use("SELECT room_id FROM rooms");
    while (rows->step())
        rooms.append(RoomId {rows->text(0)});
    return rooms;
}

SearchTable::Walk SearchTable::walkFor(const search::Query &query, SearchKey below, int limit)
{
    Walk walk {.query = query, .limit = limit};
    for (const RoomId &room : query.rooms) {
        auto rows = m_connection.use("SELECT num FROM rooms WHERE room_id = ?");
        rows->bind(1, room.value());
        walk.rooms.append(rows->step() ? rows->integer(0) : 0);
    }
    {
        auto rows = m_connection.use("SELECT ifnull(max(id), 0) FROM messages");
        if (rows->step())
            walk.newestId = rows->integer(0);
    }
    walk.end = below > 0 ? below : std::numeric_limits<SearchKey>::max();
    if (query.before)
        walk.end = std::min(walk.end, keyOf(toEpochMillis(*query.before), 0) + idMask + 1);
    walk.begin = query.after ? keyOf(toEpochMillis(*query.after), 0) : 0;
    return walk;
}

QString SearchTable::expressionOf(const search::Query &query)
{
    const auto vocabulary = [this](const QByteArray &beginning) {
        return sqlite::wordsBeginning(m_connection.database(), u"search_words"_s, beginning, search::mostWordsNamed);
    };
    return search::expressionFor(query, {}, vocabulary);
}

/// False when it gave up because too many hits lay in other rooms: on from walk.end.
bool SearchTable::step(Walk &walk, const QString &expression, int mostElsewhere, SearchHits &hits)
{
    auto rows = m_connection.use("SELECT rowid FROM search_words WHERE search_words MATCH ?1 AND rowid < ?2"
                                 " AND rowid >= ?3 ORDER BY rowid DESC");
    rows->bind(1, expression).bind(2, walk.end).bind(3, walk.begin);
    int elsewhere = 0;
    for (int seen = 0; rows->step(); ++seen) {
        const SearchKey key = rows->integer(0);
        if (walk.found == walk.limit || seen == mostCandidates) {
            hits.next = key + 1;
            return true;
        }
        walk.end = key;
        Hit hit = hitAt(key, walk);
        if (hit.isElsewhere && ++elsewhere == mostElsewhere)
            return false;
        if (!hit.message || walk.known.contains(hit.message->messageId))
            continue;
        ++walk.found;
        hits.messages.append(*std::move(hit.message));
    }
    return true;
}

SearchHits SearchTable::find(const search::Query &query, SearchKey below, int limit)
{
    SearchHits hits;
    if (query.isEmpty() || !query.problem.isEmpty())
        return hits;
    if (below == 0)
        hits.messages = waiting(query);
    Walk walk = walkFor(query, below, limit);
    for (const Message &message : std::as_const(hits.messages))
        walk.known.insert(message.messageId);
    search::Query asked = query;
    asked.rooms.clear();
    if (expressionOf(asked).isEmpty()) // a room or a time alone, and the index has to be asked for something
        asked.rooms = query.rooms.isEmpty() ? rooms() : query.rooms;
    // A room of a million messages is a long list to meet a phrase's short one in, so at first rooms are looked at hit
    // by hit. Where most hits lie elsewhere, the room is asked for as well, from there on.
    const bool asksRoom = !asked.rooms.isEmpty();
    if (const QString expression = expressionOf(asked); !expression.isEmpty()) {
        if (!step(walk, expression, asksRoom ? mostCandidates : mostSeenUnaided, hits))
            static_cast<void>(step(walk, expressionOf(query), mostCandidates, hits));
    }
    std::ranges::stable_sort(hits.messages, [](const Message &a, const Message &b) {
        return a.timestamp != b.timestamp ? a.timestamp > b.timestamp
            : a.roomId == b.roomId        ? a.seq > b.seq
                                          : a.roomId.value() < b.roomId.value();
    });
    return hits;
}

} // namespace coterie::store
