#include "server/storage/schema.h"

#include "base/random.h"

namespace coterie::server {

using namespace Qt::StringLiterals;

namespace {

// Times are milliseconds since 1970 UTC. messages.id is the message's public id as a number: made of the time, so it
// only rises and is never used again, not even after a restore. messages and events share one numbering per room.
constexpr char version1[] = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE users(
    id TEXT PRIMARY KEY, username TEXT NOT NULL, name_key TEXT UNIQUE, color TEXT NOT NULL, role INTEGER NOT NULL,
    password TEXT NOT NULL DEFAULT '', disabled INTEGER NOT NULL DEFAULT 0, hook INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL, last_seen INTEGER) WITHOUT ROWID;
CREATE TABLE tokens(
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, user_id TEXT NOT NULL REFERENCES users(id), scope TEXT NOT NULL,
    created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER) WITHOUT ROWID;
CREATE INDEX tokens_user ON tokens(user_id);

CREATE TABLE rooms(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, topic TEXT NOT NULL, kind INTEGER NOT NULL, created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL, pair TEXT UNIQUE) WITHOUT ROWID;
CREATE TABLE members(
    room_id TEXT NOT NULL REFERENCES rooms(id), user_id TEXT NOT NULL REFERENCES users(id), role INTEGER NOT NULL,
    read_seq INTEGER NOT NULL DEFAULT 0, joined_at INTEGER NOT NULL, PRIMARY KEY(room_id, user_id)) WITHOUT ROWID;

CREATE TABLE messages(
    id INTEGER PRIMARY KEY, room_id TEXT NOT NULL, seq INTEGER NOT NULL, user_id TEXT NOT NULL, client_id TEXT NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL, edited_at INTEGER, deleted INTEGER NOT NULL DEFAULT 0, reply_to INTEGER,
    thread_id INTEGER, thread_count INTEGER NOT NULL DEFAULT 0, attachments TEXT NOT NULL DEFAULT '',
    mentions TEXT NOT NULL DEFAULT '', pinned INTEGER NOT NULL DEFAULT 0, reacted INTEGER NOT NULL DEFAULT 0,
    poll INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX messages_seq ON messages(room_id, seq);
CREATE UNIQUE INDEX messages_client ON messages(user_id, client_id);
CREATE TABLE events(
    room_id TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, message_id INTEGER NOT NULL, emoji TEXT NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY(room_id, seq)) WITHOUT ROWID;
CREATE TABLE reactions(
    id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER NOT NULL, emoji TEXT NOT NULL, user_id TEXT NOT NULL,
    UNIQUE(message_id, emoji, user_id));
CREATE TABLE mentions(
    user_id TEXT NOT NULL, room_id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(user_id, room_id, seq)) WITHOUT ROWID;
CREATE TABLE polls(
    message_id INTEGER PRIMARY KEY, question TEXT NOT NULL, options TEXT NOT NULL, multiple INTEGER NOT NULL,
    closes_at INTEGER, closed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX polls_open ON polls(closes_at) WHERE closed = 0 AND closes_at IS NOT NULL;
CREATE TABLE votes(
    message_id INTEGER NOT NULL, user_id TEXT NOT NULL, option INTEGER NOT NULL,
    PRIMARY KEY(message_id, user_id, option)) WITHOUT ROWID;
CREATE VIRTUAL TABLE message_words USING fts5(
    text, content='messages', content_rowid='id', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE feed(
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL, room_id TEXT NOT NULL, channel TEXT NOT NULL,
    event TEXT NOT NULL, data TEXT NOT NULL, at INTEGER NOT NULL, read INTEGER NOT NULL DEFAULT 0);
CREATE INDEX feed_user ON feed(user_id, id);
CREATE TABLE feed_pruned(user_id TEXT PRIMARY KEY, upto INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE invites(
    hash BLOB PRIMARY KEY, room_id TEXT NOT NULL, uses INTEGER, expires_at INTEGER, created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE hooks(
    hash BLOB PRIMARY KEY, room_id TEXT NOT NULL, name TEXT NOT NULL, user_id TEXT NOT NULL, created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE files(
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, mime TEXT NOT NULL, bytes INTEGER NOT NULL,
    width INTEGER, height INTEGER, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE file_rooms(
    file_id TEXT NOT NULL, room_id TEXT NOT NULL, PRIMARY KEY(file_id, room_id)) WITHOUT ROWID;
)sql";

// Searching in all scripts, with filters. Merging is done in slices, when the hub is idle.
constexpr char version2[] = R"sql(
DROP TABLE message_words;
DELETE FROM meta WHERE key = 'indexed';
CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='', columnsize=0, tokenize='ascii', prefix='1 2 3');
INSERT INTO search_words(search_words, rank) VALUES('automerge', 0);
INSERT INTO search_words(search_words, rank) VALUES('crisismerge', 1000);
INSERT INTO meta(key, value) VALUES('search_version', 1);
INSERT INTO meta(key, value) SELECT 'search_from', ifnull(max(id), 0) FROM messages;
INSERT INTO meta(key, value) SELECT 'search_to', ifnull(max(id), 0) FROM messages;
)sql";

// An index without positions, where pairs of words stand for phrases (lib/search).
constexpr char version3[] = R"sql(
DROP TABLE search_words;
CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='', columnsize=0, detail='none', tokenize='ascii');
INSERT INTO search_words(search_words, rank) VALUES('automerge', 0);
INSERT INTO search_words(search_words, rank) VALUES('crisismerge', 1000);
UPDATE meta SET value = 2 WHERE key = 'search_version';
UPDATE meta SET value = (SELECT ifnull(max(id), 0) FROM messages) WHERE key IN ('search_from', 'search_to');
)sql";

// Documents. A state is an update of version 2 that stands for every update up to a moment; an update of version 1 is
// appended as it comes. Their keys only rise, so that a compaction never takes away what came after its state.
// `editors` since the last version, and an `occurrence` of a mention: where it stands, or a hash of its line.
constexpr char version4[] = R"sql(
CREATE TABLE documents(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, room_id TEXT NOT NULL, kind INTEGER NOT NULL, created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, bytes INTEGER NOT NULL DEFAULT 0,
    editors TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX documents_room ON documents(room_id, updated_at, id);
CREATE INDEX documents_updated ON documents(updated_at, id);
CREATE TABLE document_states(doc_id TEXT NOT NULL UNIQUE, state BLOB NOT NULL);
CREATE TABLE document_updates(id INTEGER PRIMARY KEY AUTOINCREMENT, doc_id TEXT NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX document_updates_doc ON document_updates(doc_id, id);
CREATE TABLE document_versions(
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, doc_id TEXT NOT NULL, name TEXT NOT NULL,
    automatic INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, editors TEXT NOT NULL,
    state BLOB NOT NULL);
CREATE UNIQUE INDEX document_versions_doc ON document_versions(doc_id, id);
CREATE TABLE document_mentions(
    doc_id TEXT NOT NULL, user_id TEXT NOT NULL, occurrence BLOB NOT NULL,
    PRIMARY KEY(doc_id, user_id, occurrence)) WITHOUT ROWID;
)sql";

// Step N brings version N to N + 1.
constexpr const char *steps[] = {version1, version2, version3, version4};
static_assert(std::size(steps) == schemaVersion);

} // namespace

Result<void> migrate(sqlite::Database &database, const QString &path)
{
    int found = database.userVersion();
    if (found == schemaVersion)
        return {};
    if (found > schemaVersion)
        return Error {Errc::Unsupported,
            "This data was written by a newer version of the server. Start that version, or restore an older backup."};
    if (found > 0) {
        if (auto saved = database.backupTo(u"%1.before-%2"_s.arg(path).arg(schemaVersion)); !saved)
            return saved;
    }
    sqlite::Transaction transaction(database);
    found = database.userVersion(); // another process may have been first
    for (int step = found; step < schemaVersion; ++step) {
        if (auto done = database.exec(QString::fromUtf8(steps[step])); !done)
            return done;
        if (auto done = database.setUserVersion(step + 1); !done)
            return done;
    }
    if (found == 0) {
        auto epoch = database.prepare(u"INSERT INTO meta(key, value) VALUES('epoch', ?)"_s);
        epoch.bind(1, QString::fromStdString(Random::fromSystem().uuid()).first(13));
        if (auto done = epoch.run(); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace coterie::server
