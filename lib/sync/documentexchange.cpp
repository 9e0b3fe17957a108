#include "sync/documentexchange.h"

#include "base/overloaded.h"
#include "crdt/syncprotocol.h"

#include <QCoreApplication>

namespace coterie::sync {

using namespace crdt;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DocumentExchange", text);
}

QString unreadable()
{
    return tr(
        "The server sent something that is no edit of this document. What is stored on this computer is unchanged.");
}

} // namespace

DocumentExchange::Outcome DocumentExchange::opened(EditNumber lastEdit)
{
    closed();
    m_isOpen = true;
    m_last = lastEdit;
    Outcome outcome;
    outcome.send.push_back(encodeSyncMessage(SyncStep1 {m_document.stateVector()}));
    return outcome;
}

void DocumentExchange::closed()
{
    m_isOpen = false;
    m_hasAnswered = false;
    m_hasTheirs = false;
    m_isProven = false;
    m_confirmed = 0;
    m_underway.reset();
}

DocumentExchange::Outcome DocumentExchange::received(std::span<const std::byte> frame)
{
    if (!m_isOpen)
        return {};
    const auto message = decodeSyncMessage(frame);
    if (!message) {
        Outcome outcome;
        if (message.error().code != Errc::Unsupported) // kinds of a later version are none of our business
            outcome.refusal = unreadable();
        return outcome;
    }
    return std::visit(Overloaded {
                          [this](const SyncStep1 &step) { return answer(step.state); },
                          [this](const SyncStep2 &step) {
                              Outcome outcome = join(step.update);
                              m_hasTheirs = m_hasTheirs || outcome.refusal.isEmpty();
                              return outcome;
                          },
                          [this](const SyncUpdate &update) { return join(update.update); },
                          [](const AwarenessMessage &theirs) {
                              Outcome outcome;
                              outcome.awareness.emplace_back(theirs.update.begin(), theirs.update.end());
                              return outcome;
                          },
                          [](const AwarenessQuery &) {
                              Outcome outcome;
                              outcome.asksAwareness = true;
                              return outcome;
                          },
                          [](const PermissionDenied &denied) {
                              constexpr qsizetype enough = 300;
                              Outcome outcome;
                              outcome.refusal = QString::fromStdU16String(denied.reason).simplified().left(enough);
                              if (outcome.refusal.isEmpty())
                                  outcome.refusal = tr("The server does not take edits of this document from you.");
                              return outcome;
                          },
                          [this](const Checkpoint &checkpoint) { return answered(checkpoint.number); },
                      },
        *message);
}

DocumentExchange::Outcome DocumentExchange::answer(const StateVector &theirs)
{
    Outcome outcome;
    const Bytes lacking = m_document.encodeStateAsUpdate(theirs);
    outcome.send.push_back(encodeSyncMessage(SyncStep2 {lacking}));
    m_hasAnswered = true;
    if (!m_underway)
        check(outcome);
    return outcome;
}

DocumentExchange::Outcome DocumentExchange::join(std::span<const std::byte> update)
{
    Outcome outcome;
    const auto collect = m_document.onUpdate([&outcome](std::span<const std::byte> change, const void *, bool) {
        outcome.changes.emplace_back(change.begin(), change.end());
    });
    // What is new to the document is told, not what came: most of it is known after a reconnect.
    if (const auto joined = m_document.applyUpdate(update, UpdateVersion::V1, this); !joined)
        outcome.refusal = unreadable();
    return outcome;
}

DocumentExchange::Outcome DocumentExchange::edited(EditNumber number, std::span<const std::byte> update)
{
    Outcome outcome;
    m_last = number;
    if (!m_hasAnswered) // the answer will hold it
        return outcome;
    outcome.send.push_back(encodeSyncMessage(SyncUpdate {update}));
    if (!m_underway)
        check(outcome);
    return outcome;
}

DocumentExchange::Outcome DocumentExchange::tellAwareness(std::span<const std::byte> update) const
{
    Outcome outcome;
    if (m_isOpen)
        outcome.send.push_back(encodeSyncMessage(AwarenessMessage {update}));
    return outcome;
}

DocumentExchange::Outcome DocumentExchange::askAwareness() const
{
    Outcome outcome;
    if (m_isOpen)
        outcome.send.push_back(encodeSyncMessage(AwarenessQuery {}));
    return outcome;
}

void DocumentExchange::check(Outcome &outcome)
{
    m_underway = Underway {++m_checkpoints, m_last};
    outcome.send.push_back(encodeSyncMessage(Checkpoint {m_checkpoints}));
}

DocumentExchange::Outcome DocumentExchange::answered(std::uint64_t checkpoint)
{
    Outcome outcome;
    if (!m_underway || m_underway->number != checkpoint) {
        outcome.refusal = unreadable();
        return outcome;
    }
    m_isProven = true;
    m_confirmed = m_underway->covers;
    if (m_confirmed > 0)
        outcome.confirmed = m_confirmed;
    m_underway.reset();
    if (m_last > m_confirmed)
        check(outcome);
    return outcome;
}

bool DocumentExchange::isInSync() const
{
    return m_isOpen && m_hasTheirs && m_isProven && !m_underway;
}

bool DocumentExchange::isWaitingForAnswer() const
{
    return m_isOpen && (!m_hasAnswered || !m_hasTheirs || m_underway);
}

DocumentVerdict documentVerdictFor(int closeCode, const QString &words)
{
    using What = DocumentVerdict::What;
    switch (closeCode) {
    case 1007: return {What::Refused, tr("The server could not read the edits of this computer.")};
    case 1009: return {What::Refused, tr("This document, or an edit of it, is too large for the server.")};
    case 4401: return {What::SignInNeeded, tr("You need to sign in again.")};
    case 4403: return {What::NoAccess, tr("You cannot see this document on the server.")};
    case 4404: return {What::Unknown, tr("The server has no such document.")};
    case 4410: return {What::Removed, tr("This document was removed.")};
    default: return {What::Refused, words};
    }
}

} // namespace coterie::sync
