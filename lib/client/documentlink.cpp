#include "client/documentlink.h"

#include "client/bytes.h"

#include <QCoreApplication>

namespace coterie::client {

using namespace Qt::StringLiterals;
using transport::LinkState;

namespace {

const QString subprotocol = u"coterie.collab.v1"_s;
constexpr quint64 largestMessage = quint64 {128} << 20; // the first answer holds a whole document

} // namespace

DocumentLink::DocumentLink(const Clock &clock, DocumentCopy &copy, protocol::DocumentId docId)
    : m_copy(copy)
    , m_docId(std::move(docId))
    , m_exchange(copy.document())
    , m_connection(clock)
{
    m_connection.setOptions({.largestMessage = largestMessage,
        .subprotocol = subprotocol,
        .question = u"/api/v1/documents/%1/versions?limit=1"_s.arg(m_docId.value())});
    connect(&m_connection, &transport::WebSocketConnection::opened, this, &DocumentLink::opened);
    connect(&m_connection, &transport::WebSocketConnection::statusChanged, this, &DocumentLink::statusChanged);
    connect(&m_connection, &transport::WebSocketConnection::frameReceived, this, &DocumentLink::hear);
}

void DocumentLink::drop()
{
    m_isDropped = true;
    disconnect(&m_connection, nullptr, this, nullptr);
    m_connection.close();
    m_exchange.closed();
}

void DocumentLink::open(const QUrl &server, const QString &token)
{
    m_isRefused = false;
    m_connection.setTarget(server, token, u"/collab/"_s + m_docId.value());
    m_connection.open();
}

void DocumentLink::suspend()
{
    m_connection.suspend();
}

void DocumentLink::resume()
{
    m_connection.resume();
}

void DocumentLink::opened()
{
    if (m_connection.subprotocol() == subprotocol)
        take(m_exchange.opened(m_copy.lastWaiting()));
    else
        refuse(QCoreApplication::translate("DocumentLink", "This server does not confirm edits of documents."));
}

void DocumentLink::statusChanged(const transport::LinkStatus &status)
{
    if (m_isRefused)
        return;
    const bool isLinkedNow = status.state == LinkState::Connected;
    if (!isLinkedNow && status.state != LinkState::Handshaking)
        m_exchange.closed();
    m_reason = status.reason;
    if (std::exchange(m_wasLinked, isLinkedNow) != isLinkedNow)
        Q_EMIT isLinkedNow ? linked() : unlinked();
    if (m_isDropped)
        return;
    if (status.final)
        end(sync::documentVerdictFor(status.closeCode, status.reason));
    else
        Q_EMIT stateChanged();
}

void DocumentLink::hear(const QByteArray &frame)
{
    constexpr Millis bySocket {0};
    m_connection.welcomed({.interval = bySocket}); // counts once: the session stands
    if (!m_isDropped)
        take(m_exchange.received(asBytes(frame)));
}

void DocumentLink::edited(sync::EditNumber number, const QByteArray &update)
{
    take(m_exchange.edited(number, asBytes(update)));
}

void DocumentLink::tellAwareness(const QByteArray &update)
{
    take(m_exchange.tellAwareness(asBytes(update)));
}

void DocumentLink::askAwareness()
{
    take(m_exchange.askAwareness());
}

void DocumentLink::take(const sync::DocumentExchange::Outcome &outcome)
{
    // A line that does not take a frame is gone or will be, and the next handshake makes up for it.
    for (const crdt::Bytes &frame : outcome.send)
        static_cast<void>(m_connection.sendBytes(toByteArray(frame)));
    for (const crdt::Bytes &change : outcome.changes)
        Q_EMIT received(toByteArray(change));
    for (const crdt::Bytes &update : outcome.awareness)
        Q_EMIT awarenessReceived(toByteArray(update));
    if (outcome.asksAwareness)
        Q_EMIT awarenessAsked();
    if (outcome.confirmed)
        Q_EMIT confirmed(*outcome.confirmed);
    if (!outcome.refusal.isEmpty())
        refuse(outcome.refusal);
    else if (!m_isDropped)
        watch();
}

/// A link that owes an answer is asked soon whether it lives.
void DocumentLink::watch()
{
    if (!m_exchange.isOpen())
        return;
    const bool isWaiting = m_exchange.isWaitingForAnswer();
    const bool wasWaiting = std::exchange(m_isWaiting, isWaiting);
    if (wasWaiting && !isWaiting)
        m_connection.answerArrived();
    if (isWaiting)
        m_connection.ackExpected();
    else
        m_connection.ackArrived();
    if (!m_isDropped)
        Q_EMIT stateChanged();
}

void DocumentLink::refuse(const QString &words)
{
    m_isRefused = true;
    m_exchange.closed();
    m_connection.close();
    if (std::exchange(m_wasLinked, false))
        Q_EMIT unlinked();
    if (!m_isDropped)
        end({.what = sync::DocumentVerdict::What::Refused, .words = words});
}

void DocumentLink::end(const sync::DocumentVerdict &verdict)
{
    m_reason = verdict.words;
    Q_EMIT ended(verdict);
}

DocumentSync::State DocumentLink::state() const
{
    using State = DocumentSync::State;
    const transport::LinkStatus status = m_connection.status();
    switch (status.state) {
    case LinkState::Connecting:
    case LinkState::Handshaking: return State::Connecting;
    case LinkState::Connected: return m_exchange.isInSync() ? State::InSync : State::Syncing;
    case LinkState::Disconnected: return m_isRefused || status.final ? State::Refused : State::Offline;
    case LinkState::Waiting:
    case LinkState::Suspended: return State::Offline;
    }
    return State::Offline;
}

} // namespace coterie::client
