#include "store/schema.h"

#include "sqlite/database.h"

#include <QFile>

namespace coterie::store {

namespace {

// Messages keep what is queried in columns and everything else as one CBOR map: a new field on the wire needs no new
// column. `num` names a room in two or three bytes instead of its id.
constexpr Step firstVersion = R"sql(
CREATE TABLE kv (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE rooms (
    num INTEGER PRIMARY KEY,
    room_id TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    last_text TEXT NOT NULL DEFAULT '',
    last_author TEXT NOT NULL DEFAULT '',
    last_at INTEGER,
    room BLOB NOT NULL);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    poll_id TEXT,
    mentions_me INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    text TEXT NOT NULL,
    rest BLOB NOT NULL,
    UNIQUE (room, seq));
CREATE INDEX messages_client ON messages (client_id) WHERE client_id <> '';
CREATE INDEX messages_poll ON messages (poll_id) WHERE poll_id IS NOT NULL;
CREATE VIRTUAL TABLE message_words USING fts5 (
    text, content='messages', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
    INSERT INTO message_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
    INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER messages_changed AFTER UPDATE OF text ON messages WHEN old.text <> new.text BEGIN
    INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO message_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TABLE ranges (
    room INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, stale INTEGER NOT NULL,
    PRIMARY KEY (room, first)) WITHOUT ROWID;
CREATE TABLE members (
    room_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (room_id, user_id)) WITHOUT ROWID;
CREATE TABLE people (user_id TEXT PRIMARY KEY, person BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE drafts (room_id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (position INTEGER PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE notifications (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, read INTEGER NOT NULL, notification BLOB NOT NULL);
CREATE INDEX notifications_at ON notifications (at);
CREATE TABLE activities (id TEXT PRIMARY KEY, at INTEGER NOT NULL, activity BLOB NOT NULL);
CREATE INDEX activities_at ON activities (at);
)sql";

// Searching in all scripts, with filters, filled behind the storing (searchtable.h). `backfill`: messages with an id up
// to it are not in the index yet and are taken from it downwards. Above it, what waits stands in search_queue; what is
// to be taken out stands in search_stale as it was, since a contentless table wants to be told what it holds.
constexpr Step secondVersion = R"sql(
DROP TRIGGER messages_added;
DROP TRIGGER messages_removed;
DROP TRIGGER messages_changed;
DROP TABLE message_words;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content='', columnsize=0, tokenize='ascii', prefix='1 2 3');
INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0);
INSERT INTO search_words (search_words, rank) VALUES ('crisismerge', 1000);
CREATE TABLE search_state (
    document_version INTEGER NOT NULL, backfill INTEGER NOT NULL, remaining INTEGER NOT NULL, total INTEGER NOT NULL);
INSERT INTO search_state SELECT 1, ifnull(max(id), 0), count(*), count(*) FROM messages;
CREATE TABLE search_queue (id INTEGER PRIMARY KEY);
CREATE TABLE search_stale (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL, rest BLOB NOT NULL);
CREATE TRIGGER messages_added AFTER INSERT ON messages WHEN new.id > (SELECT backfill FROM search_state) BEGIN
    INSERT INTO search_queue VALUES (new.id);
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages WHEN old.id > (SELECT backfill FROM search_state) BEGIN
    INSERT INTO search_stale SELECT old.id, old.at, old.text, old.rest
        WHERE old.id NOT IN (SELECT id FROM search_queue);
    DELETE FROM search_queue WHERE id = old.id;
END;
CREATE TRIGGER messages_changed AFTER UPDATE OF text, deleted ON messages
    WHEN (old.text <> new.text OR old.deleted <> new.deleted) AND old.id > (SELECT backfill FROM search_state)
        AND old.id NOT IN (SELECT id FROM search_queue) BEGIN
    INSERT INTO search_stale VALUES (old.id, old.at, old.text, old.rest);
    INSERT INTO search_queue VALUES (new.id);
END;
)sql";

// An index without positions, where pairs of words stand for phrases (search/index.h). `marks` is what else
// changes what is found (marksOf()), where a trigger can see it; older rows get them as they are indexed.
// `cleared_rooms`: numbers no room has any more, whose messages nobody sees and which go in slices.
constexpr Step thirdVersion = R"sql(
DROP TRIGGER messages_changed;
DROP TABLE search_words;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content='', columnsize=0, detail='none', tokenize='ascii');
INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0);
INSERT INTO search_words (search_words, rank) VALUES ('crisismerge', 1000);
DELETE FROM search_queue;
DELETE FROM search_stale;
UPDATE search_state SET document_version = 2, backfill = (SELECT ifnull(max(id), 0) FROM messages),
    total = (SELECT count(*) FROM messages);
UPDATE search_state SET remaining = total;
ALTER TABLE messages ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER messages_changed AFTER UPDATE OF text, deleted, marks ON messages
    WHEN (old.text <> new.text OR old.deleted <> new.deleted OR old.marks <> new.marks)
        AND old.id > (SELECT backfill FROM search_state) AND old.id NOT IN (SELECT id FROM search_queue) BEGIN
    INSERT INTO search_stale VALUES (old.id, old.at, old.text, old.rest);
    INSERT INTO search_queue VALUES (new.id);
END;
CREATE TABLE cleared_rooms (room INTEGER PRIMARY KEY);
CREATE VIEW live_messages AS SELECT * FROM messages WHERE room NOT IN (SELECT room FROM cleared_rooms);
CREATE VIEW free_room (num) AS
    SELECT 1 + max(ifnull((SELECT max(num) FROM rooms), 0), ifnull((SELECT max(room) FROM cleared_rooms), 0));
)sql";

// Documents (documenttable.h). The state has a table of its own: it is large, and the line of the list changes often.
// `edits`: own ones in this update that the server has not confirmed. Its number must never be used twice: a
// confirmation under way would count for another.
constexpr Step fourthVersion = R"sql(
CREATE TABLE documents (
    num INTEGER PRIMARY KEY,
    doc_id TEXT NOT NULL UNIQUE,
    document BLOB NOT NULL,
    unsent INTEGER NOT NULL DEFAULT 0,
    renamed INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    failure TEXT NOT NULL DEFAULT '');
CREATE TABLE document_states (doc INTEGER PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE document_updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT, doc INTEGER NOT NULL, edits INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX document_updates_doc ON document_updates (doc, id);
CREATE INDEX document_updates_waiting ON document_updates (doc) WHERE edits > 0;
)sql";

// What tells a document that was removed from one that a restored server has forgotten.
constexpr Step fifthVersion = R"sql(
ALTER TABLE documents ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr Step steps[] = {firstVersion, secondVersion, thirdVersion, fourthVersion, fifthVersion};

} // namespace

std::span<const Step> schemaSteps()
{
    return steps;
}

Result<void> migrate(sqlite::Database &database, std::span<const Step> steps, const QString &backupPath)
{
    const auto newest = static_cast<int>(steps.size());
    const int version = database.userVersion();
    if (version > newest)
        return Error {Errc::Unsupported, "What is stored here was written by a newer version of Coterie."};
    if (version == newest)
        return {};
    if (version > 0 && !backupPath.isEmpty()) {
        QFile::remove(backupPath); // from an attempt that was cut short
        if (auto copied = database.backupTo(backupPath); !copied)
            return copied;
    }
    sqlite::Transaction transaction(database);
    for (int step = version; step < newest; ++step) {
        if (auto done = database.exec(QString::fromLatin1(steps[static_cast<std::size_t>(step)])); !done)
            return done;
    }
    if (auto done = database.setUserVersion(newest); !done)
        return done;
    return transaction.commit();
}

} // namespace coterie::store
