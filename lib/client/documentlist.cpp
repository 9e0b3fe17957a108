#include "client/documentbook.h"

#include <QSet>

// The list of documents: what is stored, what the server says, and what this person wants of it.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr Millis gathering {300}; // several rooms come and go at once

/// The server has not said no: it may say yes later.
bool isPassing(const Error &error)
{
    switch (error.code) {
    case Errc::Unavailable:
    case Errc::TimedOut:
    case Errc::RateLimited:
    case Errc::Internal: return true;
    default: return false;
    }
}

} // namespace

DocumentBook::Entry *DocumentBook::find(const DocumentId &docId)
{
    const auto found = m_entries.find(docId);
    return found == m_entries.end() ? nullptr : &found->second;
}

DocumentBook::Entry &DocumentBook::entryFor(const DocumentId &docId)
{
    Entry &entry = m_entries[docId];
    entry.line.document.docId = docId;
    return entry;
}

void DocumentBook::report(const UserId &self)
{
    m_self = self;
    for (const store::StoredDocument &line : m_store.documents().all()) {
        if (line.isRemoved && !line.failure.isEmpty()) { // the program ended with its last window
            m_transact([&] { m_store.documents().remove(line.document.docId); });
            continue;
        }
        Entry &entry = entryFor(line.document.docId);
        entry.line = line;
        entry.isKnown = true;
    }
    for (const DocumentId &docId : m_store.documents().stored())
        entryFor(docId).isStored = true;
    const auto waiting = m_store.documents().waiting();
    for (auto count = waiting.cbegin(); count != waiting.cend(); ++count)
        entryFor(count.key()).waiting = count.value();
    for (const auto &[docId, entry] : m_entries)
        tell(docId);
}

void DocumentBook::write(const Entry &entry)
{
    m_transact([&] { m_store.documents().put(entry.line); });
}

void DocumentBook::say(const QString &words)
{
    m_batch.open().notices.append(words);
}

void DocumentBook::refreshLater()
{
    if (m_isOnline)
        m_refresh.start(gathering);
}

void DocumentBook::refresh()
{
    if (!m_isOnline)
        return;
    m_refresh.stop();
    m_newsSince.clear();
    m_requests.list([this, asked = ++m_lists](const Result<DocumentListing> &listing) {
        if (asked != m_lists)
            return; // a later one is under way
        if (listing) {
            m_backoff.reset();
            listed(*listing);
            sendIntents();
        } else if (isPassing(listing.error())) {
            tryAgain();
        }
    });
}

void DocumentBook::tryAgain()
{
    if (m_isOnline && !m_retry.isActive())
        m_retry.start(m_backoff.next(m_random));
}

void DocumentBook::listed(const DocumentListing &listing)
{
    m_epoch = listing.epoch;
    QSet<DocumentId> present = m_newsSince; // what the list says of these is older than what is known
    QList<DocumentId> changed;
    for (const Document &document : listing.documents) {
        if (!present.contains(document.docId) && learn(document))
            changed.append(document.docId);
        present.insert(document.docId);
    }
    for (const DocumentId &docId : std::as_const(m_newsSince)) { // told before it was known of which data
        if (Entry *const entry = find(docId); entry != nullptr && entry->isKnown && entry->line.epoch != m_epoch) {
            there(*entry);
            changed.append(docId);
        }
    }
    m_transact([&] {
        for (const DocumentId &docId : std::as_const(changed))
            m_store.documents().put(entryFor(docId).line);
    });
    for (const DocumentId &docId : std::as_const(changed))
        tell(docId);
    QList<DocumentId> absent;
    for (const auto &[docId, entry] : m_entries) {
        if (entry.isKnown && !entry.line.isUnsent && !present.contains(docId))
            absent.append(docId);
    }
    missing(absent);
    m_batch.open().documentsListed = true;
    pump();
}

/// True if that is news. What this person wants, and the server has not heard yet, stays.
bool DocumentBook::learn(const Document &document)
{
    Entry &entry = entryFor(document.docId);
    const store::StoredDocument before = entry.line;
    entry.line.document = document;
    if (before.isRenamed)
        entry.line.document.title = before.document.title;
    entry.line.isUnsent = false; // it got there, though the answer was lost
    if (!std::exchange(entry.line.failure, {}).isEmpty())
        entry.refusal.clear(); // it is there again
    there(entry);
    return !std::exchange(entry.isKnown, true) || before != entry.line;
}

void DocumentBook::updated(const Document &document)
{
    m_newsSince.insert(document.docId);
    if (learn(document)) {
        const Entry &entry = entryFor(document.docId);
        write(entry);
        tell(document.docId);
    }
    pump();
}

void DocumentBook::presence(const DocumentPresence &presence)
{
    if (Entry *const entry = find(presence.docId); entry != nullptr && entry->isKnown) {
        entry->line.document.present = presence.users;
        m_batch.documentPresence(presence);
    }
}

void DocumentBook::removed(const DocumentId &docId)
{
    m_newsSince.insert(docId);
    gone(docId, tr("This document was removed."));
}

/// The server does not have it for us any more. What was never sent is nowhere else, so it stays.
void DocumentBook::gone(const DocumentId &docId, const QString &words)
{
    Entry *const entry = find(docId);
    if (entry == nullptr)
        return;
    entry->link.reset();
    entry->refusal = words;
    const bool isLost = entry->waiting == 0 || entry->line.isRemoved; // nothing would be missed
    if (isLost && entry->ports.empty()) {
        forget(docId);
        return;
    }
    const bool isNews = std::exchange(entry->line.failure, words).isEmpty();
    entry->line.epoch = {};
    write(*entry);
    if (isLost) { // it goes when the last window does, unless somebody writes in it until then
        m_batch.documentRemoved(docId);
        tellWindows(*entry);
        return;
    }
    tell(docId);
    if (isNews) {
        say(tr("%1 Some of your edits of \u201c%2\u201d had not been sent, so its text is kept on this computer.")
                .arg(words, entry->line.document.title));
    }
}

/// Nothing of it stays on this computer. Nobody has it open.
void DocumentBook::forget(const DocumentId &docId)
{
    Entry *const entry = find(docId);
    if (entry == nullptr)
        return;
    if (entry->copy)
        entry->copy->discard();
    m_transact([&] { m_store.documents().remove(docId); });
    if (entry->isKnown)
        m_batch.documentRemoved(docId);
    m_entries.erase(docId);
}

void DocumentBook::create(const DocumentId &docId, const NewDocument &document, WallTime now)
{
    Entry &entry = entryFor(docId);
    entry.line.document = {.docId = docId,
        .title = document.title,
        .roomId = document.roomId,
        .kind = document.kind,
        .createdBy = m_self.isEmpty() ? UserId {u"me"_s} : m_self, // never signed in here: the server's answer tells
        .createdAt = now,
        .updatedAt = now};
    entry.line.isUnsent = true;
    entry.isKnown = true;
    write(entry);
    tell(docId);
    sendIntents();
}

void DocumentBook::rename(const DocumentId &docId, const QString &title)
{
    Entry *const entry = find(docId);
    if (entry == nullptr || !entry->isKnown || entry->line.document.title == title)
        return;
    entry->line.document.title = title;
    entry->line.isRenamed = !entry->line.isUnsent; // else the creation says it
    write(*entry);
    tell(docId);
    sendIntents();
}

/// One after the other: a hundred at once would only meet the server's limits.
void DocumentBook::sendIntents()
{
    if (!m_isOnline || m_isSending)
        return;
    for (auto &[docId, entry] : m_entries) {
        const bool isRefused = entry.line.isUnsent && !entry.refusal.isEmpty(); // asked again in the next session
        const bool isGone = entry.line.isRemoved && !entry.line.failure.isEmpty(); // its last window keeps it
        if (isRefused || isGone || !(entry.line.isRemoved || entry.line.isUnsent || entry.line.isRenamed))
            continue;
        m_isSending = true;
        if (entry.line.isRemoved)
            sendRemoval(docId);
        else if (entry.line.isUnsent)
            sendCreation(entry);
        else
            sendRename(entry);
        return;
    }
}

/// True when the server has decided, so that the next one may go.
bool DocumentBook::isDecided(const std::optional<Error> &error)
{
    m_isSending = false;
    if (!error || !isPassing(*error))
        return true;
    tryAgain();
    return false;
}

void DocumentBook::sendCreation(Entry &entry)
{
    const DocumentId docId = entry.line.document.docId;
    const QString title = entry.line.document.title;
    m_requests.create(entry.line.document, [this, docId, title](const Result<Document> &answer) {
        if (!isDecided(answer ? std::nullopt : std::optional(answer.error())))
            return;
        Entry *const made = find(docId);
        if (made != nullptr && made->line.isUnsent) {
            if (answer) {
                made->line.isRenamed = made->line.document.title != title; // meanwhile
                updated(*answer);
            } else {
                refuseIntent(*made, QString::fromStdString(answer.error().message));
            }
        }
        sendIntents();
    });
}

void DocumentBook::refuseIntent(Entry &entry, const QString &words)
{
    entry.refusal = words;
    if (std::exchange(entry.line.failure, words) != words)
        say(words);
    write(entry);
    tell(entry.line.document.docId);
}

void DocumentBook::sendRename(Entry &entry)
{
    const DocumentId docId = entry.line.document.docId;
    const QString title = entry.line.document.title;
    m_requests.rename(docId, title, [this, docId, title](const Result<void> &answer) {
        if (!isDecided(answer ? std::nullopt : std::optional(answer.error())))
            return;
        Entry *const renamed = find(docId);
        if (renamed != nullptr && renamed->line.document.title == title) { // else a newer one is still to be sent
            renamed->line.isRenamed = false;
            write(*renamed);
            tell(docId);
        }
        if (!answer) {
            say(QString::fromStdString(answer.error().message));
            refreshLater(); // brings the title back
        }
        sendIntents();
    });
}

void DocumentBook::remove(const DocumentId &docId, const Reply<void> &reply)
{
    Entry *const entry = find(docId);
    if (entry != nullptr && (entry->line.isUnsent || !entry->line.failure.isEmpty())) {
        entry->line.isRemoved = true; // it is only here
        removed(docId);
        reply({});
    } else if (m_isOnline) {
        askRemoval(docId, reply);
    } else if (entry == nullptr || !entry->isKnown) {
        reply(Error {Errc::NotFound, tr("There is no such document.").toStdString()});
    } else {
        entry->line.isRemoved = true;
        entry->refusal = tr("This document was removed.");
        entry->link.reset();
        write(*entry);
        m_batch.documentRemoved(docId);
        tellWindows(*entry);
        reply({});
    }
}

/// What was wished while there was no server.
void DocumentBook::sendRemoval(const DocumentId &docId)
{
    askRemoval(docId, [this, docId](const Result<void> &answer) {
        if (!isDecided(answer ? std::nullopt : std::optional(answer.error())))
            return;
        if (Entry *const entry = find(docId); !answer && entry != nullptr) {
            entry->line.isRemoved = false; // it stays for everybody, so it comes back here
            entry->refusal.clear();
            write(*entry);
            tell(docId);
            say(QString::fromStdString(answer.error().message));
        }
        sendIntents();
    });
}

void DocumentBook::askRemoval(const DocumentId &docId, const Reply<void> &reply)
{
    m_requests.remove(docId, [this, docId, reply](const Result<void> &answer) {
        const bool isGone = answer || answer.error().code == Errc::NotFound;
        if (Entry *const entry = find(docId); isGone && entry != nullptr) {
            entry->line.isRemoved = true; // what waits goes with it: that was the wish
            removed(docId);
        }
        reply(isGone ? Result<void>() : answer);
    });
}

} // namespace coterie::client
