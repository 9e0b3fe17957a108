#pragma once

#include "crdt/doc.h"
#include "outboxclient.h"

namespace coterie::cli {

/// The document of that id, or with that title if only one has it. NotFound, BadRequest.
[[nodiscard]] Result<client::DocumentSummary> findDocument(
    const QList<client::DocumentSummary> &documents, const QString &text);

[[nodiscard]] QJsonObject jsonOf(const client::DocumentSummary &summary);

/// The client of a command about documents, with their list: the server's, or what is stored here.
[[nodiscard]] Result<OpenedOutbox> openDocuments(const Invocation &call, bool mayWait);

/// One text document while a command works on it: what is here, kept the same as the server's.
class LiveText
{
public:
    LiveText(OutboxClient &outbox, const protocol::DocumentId &docId);

    [[nodiscard]] Result<void> load(); ///< what is stored here
    /// Until the server's edits are here, and ours are there. The server's refusal, Unavailable, TimedOut.
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> save(); ///< until all changes are on this computer's disk
    [[nodiscard]] QString text() const;
    [[nodiscard]] crdt::Bytes state() const { return m_document.encodeStateAsUpdate(); }

    struct Change {
        qsizetype inserted = 0; ///< UTF-16 units, as the next
        qsizetype removed = 0;
        [[nodiscard]] bool isEmpty() const { return inserted == 0 && removed == 0; }
    };
    /// Makes `after` out of `base` by its smallest difference. What others have changed since `base` stays.
    Change change(const crdt::Bytes &base, const QString &after);
    Change append(const QString &text); ///< on a line of its own

private:
    OutboxClient &m_outbox;
    std::unique_ptr<client::OpenDocument> m_open;
    mutable crdt::Doc m_document; ///< reading a text makes its root
    bool m_isLoaded = false;
};

/// "content" of a state; empty when it cannot be read.
[[nodiscard]] QString textIn(std::span<const std::byte> state);

// The parts of `doc`, by file: docchange.cpp, docexport.cpp, docversions.cpp.
[[nodiscard]] Exit changeDocument(const Invocation &call); ///< write, append, edit
[[nodiscard]] Exit exportDocument(const Invocation &call);
[[nodiscard]] Exit documentVersions(const Invocation &call);

} // namespace coterie::cli
