#pragma once

#include "crdt/doc.h"
#include "outboxclient.h"

#include <functional>

namespace coterie::cli {

/// The document of that id, or with that title if only one has it. NotFound, BadRequest.
[[nodiscard]] Result<client::DocumentSummary> findDocument(
    const QList<client::DocumentSummary> &documents, const QString &text);
/// The same among the boards only.
[[nodiscard]] Result<client::DocumentSummary> findBoard(
    const QList<client::DocumentSummary> &documents, const QString &text);

[[nodiscard]] QJsonObject jsonOf(const client::DocumentSummary &summary);

/// The client of a command about documents, with their list: the server's, or what is stored here.
[[nodiscard]] Result<OpenedOutbox> openDocuments(const Invocation &call, bool mayWait);

/// One document while a command works on it: what is here, kept the same as the server's.
class LiveDocument
{
public:
    LiveDocument(OutboxClient &outbox, const protocol::DocumentId &docId);

    [[nodiscard]] Result<void> load(); ///< what is stored here
    /// Until the server's edits are here, and ours are there. The server's refusal, Unavailable, TimedOut.
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> save(); ///< until all changes are on this computer's disk
    [[nodiscard]] crdt::Bytes state() const { return m_document.encodeStateAsUpdate(); }
    [[nodiscard]] crdt::Doc &document() const { return m_document; }

    /// All that `work` changes in the document is on its way to the others.
    void edit(const std::function<void(crdt::Doc &)> &work);
    void join(const QByteArray &update); ///< a change made elsewhere: it is on its way, too

private:
    OutboxClient &m_outbox;
    std::unique_ptr<client::OpenDocument> m_open;
    mutable crdt::Doc m_document; ///< reading makes its roots
    bool m_isLoaded = false;
};

class LiveText : public LiveDocument
{
public:
    using LiveDocument::LiveDocument;

    [[nodiscard]] QString text() const;

    struct Change {
        qsizetype inserted = 0; ///< UTF-16 units, as the next
        qsizetype removed = 0;
        [[nodiscard]] bool isEmpty() const { return inserted == 0 && removed == 0; }
    };
    /// Makes `after` out of `base` by its smallest difference. What others have changed since `base` stays.
    Change change(const crdt::Bytes &base, const QString &after);
    Change append(const QString &text); ///< on a line of its own
};

/// "content" of a state; empty when it cannot be read.
[[nodiscard]] QString textIn(std::span<const std::byte> state);

[[nodiscard]] Result<QString> decodedText(const QByteArray &bytes); ///< UTF-8; CR LF becomes LF. BadRequest
/// Words of the command line from that argument on; standard input for "-".
[[nodiscard]] Result<QString> givenText(const Invocation &call, qsizetype from);
/// Whoever writes in a room's document is in that room.
[[nodiscard]] Result<void> joinRoom(OutboxClient &outbox, const protocol::RoomId &roomId);
/// Until the changes are with the server ("sent"), or, when that was asked for, on this computer's disk ("pending").
/// What could not be confirmed is kept, and the next command sends it.
[[nodiscard]] Result<QString> deliver(const Invocation &call, const OpenedOutbox &opened, LiveDocument &live);
/// As it is, or as it was in --version-id. An update of version 1.
[[nodiscard]] Result<QByteArray> stateOf(
    const Invocation &call, const OpenedOutbox &opened, const protocol::DocumentId &docId);
/// What the server makes of it: `query` is of its export.
[[nodiscard]] Result<QByteArray> exportedByServer(
    const Invocation &call, const Account &account, const protocol::DocumentId &docId, const QString &query);
/// To --output or to standard output.
[[nodiscard]] Exit writeExport(const Invocation &call, const OpenedOutbox &opened, const protocol::DocumentId &docId,
    const QString &format, const QByteArray &bytes);
/// Nobody answers: what is stored on this computer is better than nothing, and is said to be that.
[[nodiscard]] Exit offlineExit(const Invocation &call, const OpenedOutbox &opened);

// What `doc` and `board` have in common (documentlist.cpp).
[[nodiscard]] Exit listDocuments(const Invocation &call, std::optional<protocol::DocumentKind> only);
/// `fill` puts into the new document what it begins with.
using Fill = std::function<Result<void>(OpenedOutbox &, const protocol::DocumentId &)>;
[[nodiscard]] Exit createDocument(const Invocation &call, protocol::DocumentKind kind, const Fill &fill = {});
[[nodiscard]] Exit renameDocument(const Invocation &call);
[[nodiscard]] Exit removeDocument(const Invocation &call);

// The parts of `doc`, by file: docchange.cpp, docexport.cpp, docversions.cpp.
[[nodiscard]] Exit changeDocument(const Invocation &call); ///< write, append, edit
[[nodiscard]] Exit exportDocument(const Invocation &call);
[[nodiscard]] Exit documentVersions(const Invocation &call);

} // namespace coterie::cli
