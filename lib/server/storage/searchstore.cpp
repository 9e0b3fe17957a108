#include "server/storage/searchstore.h"

#include <QSet>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxRowsSeen = 50'000; // about 0.1 s: a word that everybody uses must not hold up the hub

/// Each word quoted, the last one as a prefix: FTS5's own syntax never sees a person's signs.
QString matchExpression(const QString &words)
{
    QString expression;
    for (QString word : words.split(u' ', Qt::SkipEmptyParts)) {
        word.remove(u'"');
        const bool speaks = std::ranges::any_of(word, [](QChar c) { return c.isLetterOrNumber(); });
        if (speaks)
            expression += u'"' + word + u"\" "_s;
    }
    if (!expression.isEmpty() && !words.endsWith(u' '))
        expression = expression.trimmed() + u'*';
    return expression;
}

} // namespace

MessageKey SearchStore::indexedUpTo()
{
    if (m_indexedUpTo < 0) {
        auto query = m_sql.read("SELECT value FROM meta WHERE key = 'indexed'");
        m_indexedUpTo = query.step() ? query.integer(0) : 0;
    }
    return m_indexedUpTo;
}

bool SearchStore::indexSome(int atMost)
{
    const MessageKey from = indexedUpTo();
    QList<std::pair<MessageKey, QString>> rows;
    {
        auto query = m_sql.read("SELECT id, text FROM messages WHERE id > ? ORDER BY id LIMIT ?", from, atMost);
        while (query.step())
            rows.append({query.integer(0), query.text(1)});
    }
    if (rows.isEmpty())
        return false;
    for (const auto &[key, text] : std::as_const(rows))
        m_sql.write("INSERT INTO message_words(rowid, text) VALUES(?, ?)", key, text);
    m_indexedUpTo = rows.last().first;
    m_sql.write(
        "INSERT INTO meta(key, value) VALUES('indexed', ?1) ON CONFLICT(key) DO UPDATE SET value = ?1", m_indexedUpTo);
    return rows.size() == atMost;
}

void SearchStore::replace(MessageKey key, const QString &before, const QString &after)
{
    if (key > indexedUpTo())
        return;
    m_sql.write("INSERT INTO message_words(message_words, rowid, text) VALUES('delete', ?, ?)", key, before);
    m_sql.write("INSERT INTO message_words(rowid, text) VALUES(?, ?)", key, after);
}

QList<MessageKey> SearchStore::find(const SearchQuery &query)
{
    while (indexSome(1000)) { }
    QList<MessageKey> keys;
    const QString expression = matchExpression(query.words);
    if (expression.isEmpty())
        return keys;
    QSet<QString> rooms;
    for (const RoomId &room : query.rooms)
        rooms.insert(room.value());
    const MessageKey below = query.below > 0 ? query.below : std::numeric_limits<MessageKey>::max();
    auto rows =
        m_sql.read("SELECT m.id, m.room_id, m.user_id, m.at FROM message_words w JOIN messages m ON m.id = w.rowid "
                   "WHERE message_words MATCH ? AND w.rowid < ? AND m.deleted = 0 ORDER BY w.rowid DESC",
            expression, below);
    for (int seen = 0; seen < maxRowsSeen && keys.size() < query.limit && rows.step(); ++seen) {
        const bool fits = rooms.contains(rows.text(1)) && (!query.from || rows.id<UserId>(2) == *query.from)
            && (!query.before || rows.time(3) < *query.before) && (!query.after || rows.time(3) >= *query.after);
        if (fits)
            keys.append(rows.integer(0));
    }
    return keys;
}

} // namespace coterie::server
