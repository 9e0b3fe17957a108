#include "client/documentbook.h"

#include "client/bytes.h"

#include <algorithm>

// Links, and what they bring.
namespace coterie::client {

using protocol::DocumentId;

namespace {

constexpr int linksInBackground = 3;
constexpr Millis writing {100}; // of others' edits: fifty people who draw send 1,500 a second
constexpr Millis quiet {3'000}; // after the last edit: a pause, not the gap between two words

} // namespace

DocumentBook::DocumentBook(
    const Clock &clock, store::Store &store, ChangeBatch &batch, Transact transact, DocumentPort::Deliver deliver)
    : m_clock(clock)
    , m_store(store)
    , m_batch(batch)
    , m_transact(std::move(transact))
    , m_deliver(std::move(deliver))
{
    for (QTimer *timer : {&m_retry, &m_refresh, &m_quiet, &m_write})
        timer->setSingleShot(true);
    m_quiet.setInterval(quiet);
    m_write.setInterval(writing);
    connect(&m_retry, &QTimer::timeout, this, &DocumentBook::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &DocumentBook::refresh);
    connect(&m_quiet, &QTimer::timeout, this, &DocumentBook::compactOne);
    connect(&m_write, &QTimer::timeout, this, &DocumentBook::writeAll);
}

DocumentBook::~DocumentBook()
{
    for (auto &[docId, entry] : m_entries) {
        entry.link.reset();
        if (entry.copy && entry.copy->isScattered())
            entry.copy->compact();
    }
    writeAll();
}

void DocumentBook::setTarget(const QUrl &server, const QString &token)
{
    m_server = server;
    m_token = token;
    m_requests.setTarget(server, token);
}

void DocumentBook::welcomed(const protocol::UserId &self)
{
    m_self = self;
    m_isAllowed = true;
    m_isOnline = true;
    m_unable.clear();
    m_backoff.reset();
    for (auto &[docId, entry] : m_entries) {
        entry.refusal.clear();
        if (entry.link)
            entry.link->resume();
    }
    refresh();
    pump();
}

void DocumentBook::linkChanged(const transport::LinkStatus &status)
{
    m_session = status;
    if (status.state != transport::LinkState::Connected)
        m_isOnline = false;
    if (status.state == transport::LinkState::Waiting || status.final)
        m_retry.stop();
    for (const auto &[docId, entry] : m_entries)
        tellWindows(entry);
}

void DocumentBook::forgetAll()
{
    for (auto &[docId, entry] : m_entries) {
        entry.link.reset();
        if (entry.copy)
            entry.copy->discard();
        m_batch.documentRemoved(docId);
        for (const auto &port : entry.ports) {
            m_deliver({.number = port->number(),
                .peersLost = true,
                .sync = DocumentSync {
                    .state = DocumentSync::State::Refused, .reason = tr("This document belongs to another account.")}});
        }
    }
    m_entries.clear();
    m_windows.clear();
}

void DocumentBook::refuseAll(const QString &words)
{
    m_unable = words;
    for (const auto &[docId, entry] : m_entries)
        tellWindows(entry);
}

void DocumentBook::retryNow()
{
    for (auto &[docId, entry] : m_entries) {
        entry.refusal.clear();
        if (entry.link)
            entry.link->resume();
    }
    if (m_isOnline)
        refresh();
    pump();
}

void DocumentBook::setSuspended(bool suspended)
{
    for (auto &[docId, entry] : m_entries) {
        if (!entry.link)
            continue;
        if (suspended)
            entry.link->suspend();
        else
            entry.link->resume();
    }
}

void DocumentBook::probe()
{
    for (auto &[docId, entry] : m_entries) {
        if (entry.link)
            entry.link->resume();
    }
}

bool DocumentBook::mayLink(const Entry &entry) const
{
    return m_isAllowed && m_unable.isEmpty() && !entry.line.isUnsent && !entry.line.isRemoved
        && entry.line.failure.isEmpty() && entry.refusal.isEmpty();
}

/// What is open first; then what waits, a few at a time.
void DocumentBook::pump()
{
    int background = 0;
    for (auto &[docId, entry] : m_entries) {
        if (!entry.ports.empty() && !entry.link && mayLink(entry))
            link(docId, entry);
        else if (entry.ports.empty() && entry.link)
            ++background;
    }
    for (auto &[docId, entry] : m_entries) {
        if (background >= linksInBackground || !m_isOnline)
            break;
        const bool hasToGive = entry.waiting > 0 || entry.line.isOwed;
        if (entry.link || !hasToGive || !mayLink(entry))
            continue;
        link(docId, entry);
        ++background;
    }
}

void DocumentBook::load(const DocumentId &docId, Entry &entry)
{
    if (!entry.copy)
        entry.copy = std::make_unique<DocumentCopy>(m_store, m_transact, docId);
}

void DocumentBook::link(const DocumentId &docId, Entry &entry)
{
    load(docId, entry);
    entry.link.reset(new DocumentLink(m_clock, *entry.copy, docId));
    DocumentLink *const made = entry.link.get();
    connect(made, &DocumentLink::stateChanged, this, [this, docId] { settle(docId); });
    connect(made, &DocumentLink::ended, this,
        [this, docId](const sync::DocumentVerdict &verdict) { linkEnded(docId, verdict); });
    connect(made, &DocumentLink::confirmed, this, [this, docId](qint64 last) {
        Entry &confirmed = entryFor(docId);
        confirmed.copy->confirm(last);
        confirmed.waiting = confirmed.copy->waiting();
        tell(docId);
    });
    connect(made, &DocumentLink::received, this, [this, docId](const QByteArray &change) {
        Entry &changed = entryFor(docId);
        changed.copy->keep(change);
        for (const auto &port : changed.ports)
            port->receive(change);
        if (!std::exchange(changed.isStored, true))
            tell(docId);
        m_quiet.start();
        if (!m_write.isActive())
            m_write.start();
    });
    const auto toPorts = [this, docId](auto member) {
        return [this, docId, member](auto... values) {
            for (const auto &port : entryFor(docId).ports)
                (port.get()->*member)(values...);
        };
    };
    connect(made, &DocumentLink::linked, this, toPorts(&DocumentPort::link));
    connect(made, &DocumentLink::awarenessAsked, this, toPorts(&DocumentPort::link));
    connect(made, &DocumentLink::unlinked, this, toPorts(&DocumentPort::unlink));
    connect(made, &DocumentLink::awarenessReceived, this,
        [heard = toPorts(&DocumentPort::hear)](const QByteArray &update) { heard(update); });
    made->open(m_server, m_token);
}

void DocumentBook::linkEnded(const DocumentId &docId, const sync::DocumentVerdict &verdict)
{
    using What = sync::DocumentVerdict::What;
    Entry &entry = entryFor(docId);
    entry.link.reset();
    entry.refusal = verdict.words;
    if (verdict.what == What::Removed || verdict.what == What::NoAccess)
        gone(docId, verdict.words);
    else
        tell(docId);
    if (verdict.what == What::Unknown) // a proxy may say so, too: the list decides what becomes of it
        refreshLater();
    settle(docId);
    pump();
}

void DocumentBook::settle(const DocumentId &docId)
{
    Entry *const entry = find(docId);
    if (entry == nullptr)
        return;
    if (entry->link && entry->line.isOwed && entry->link->hasGivenAll())
        given(*entry);
    tellWindows(*entry);
    const bool isNeeded = !entry->ports.empty() || (entry->link && (entry->waiting > 0 || entry->line.isOwed));
    if (isNeeded || (!entry->copy && !entry->link))
        return;
    entry->link.reset();
    if (entry->copy && entry->copy->isScattered())
        entry->copy->compact();
    entry->copy.reset();
    pump();
}

/// One document per pause: writing a large one takes some milliseconds.
void DocumentBook::compactOne()
{
    const auto scattered = std::ranges::find_if(
        m_entries, [](const auto &pair) { return pair.second.copy && pair.second.copy->isScattered(); });
    if (scattered == m_entries.end())
        return;
    scattered->second.copy->compact();
    m_quiet.start();
}

void DocumentBook::writeAll()
{
    for (const auto &[docId, entry] : m_entries) {
        if (entry.copy)
            entry.copy->write();
    }
}

void DocumentBook::tell(const DocumentId &docId)
{
    const Entry *const entry = find(docId);
    if (entry == nullptr)
        return;
    if (entry->isKnown && !entry->line.isRemoved) {
        m_batch.document({.document = entry->line.document,
            .waiting = entry->waiting,
            .stored = entry->isStored,
            .unsent = entry->line.isUnsent || entry->line.isRenamed,
            .failure = entry->line.failure.isEmpty() ? entry->refusal : entry->line.failure});
    }
    tellWindows(*entry);
}

void DocumentBook::tellWindows(const Entry &entry)
{
    if (entry.ports.empty())
        return;
    const DocumentSync sync = syncOf(entry);
    for (const auto &port : entry.ports)
        port->sync(sync);
}

DocumentSync DocumentBook::syncOf(const Entry &entry) const
{
    using State = DocumentSync::State;
    DocumentSync sync {.waiting = entry.waiting, .keepsNothing = !m_store.isPersistent()};
    const QString refusal = !m_unable.isEmpty() ? m_unable
        : !entry.line.failure.isEmpty()         ? entry.line.failure
                                                : entry.refusal;
    if (!refusal.isEmpty()) {
        sync.state = State::Refused;
        sync.reason = refusal;
    } else if (entry.link) {
        sync.state = entry.link->state();
        sync.reason = entry.link->reason();
        if (sync.state == State::InSync && entry.waiting > 0)
            sync.state = State::Syncing;
    } else if (m_session.final) {
        sync.state = State::Refused;
        sync.reason = m_session.reason;
    } else {
        using transport::LinkState;
        const bool isComing = m_session.state == LinkState::Connecting || m_session.state == LinkState::Handshaking
            || m_session.state == LinkState::Connected;
        sync.state = isComing ? State::Connecting : State::Offline;
        sync.reason = m_session.reason;
    }
    return sync;
}

} // namespace coterie::client
