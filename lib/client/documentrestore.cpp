#include "client/documentbook.h"

// What becomes of documents when a backup takes the place of the server's data, which then has another epoch: the
// server knows nothing of what came after the backup, and what people have on their computers is all that is left of
// it.
namespace coterie::client {

using protocol::DocumentId;

/// The server has it, in the data of the last list. What that lacks of the copy has to go up, though nobody edits it.
void DocumentBook::there(Entry &entry)
{
    if (m_epoch.isEmpty() || entry.line.epoch == m_epoch)
        return;
    if (!entry.line.epoch.isEmpty()) {
        entry.line.isOwed = entry.isStored;
        entry.refusal.clear(); // it was about what was there before
    }
    entry.line.epoch = m_epoch;
}

/// In the list no more. In the same data that means it was removed, or is not for this person.
void DocumentBook::missing(const QList<DocumentId> &documents)
{
    bool areOurs = false;
    bool areOthers = false;
    for (const DocumentId &docId : documents) {
        Entry &entry = entryFor(docId);
        const bool isForgotten = !entry.line.isRemoved && !entry.line.epoch.isEmpty() && entry.line.epoch != m_epoch;
        const bool isOurs = entry.line.document.createdBy == m_self;
        if (!isForgotten || !(isOurs || entry.isStored || !entry.ports.empty())) {
            gone(docId, tr("The server has no such document any more, or you cannot see it."));
            continue;
        }
        if (entry.line.failure.isEmpty()) // it is said once
            (isOurs ? areOurs : areOthers) = true;
        forgotten(entry);
    }
    if (areOurs)
        say(tr(
            "The server was restored from a backup. Documents of yours that it has forgotten are sent to it again."));
    if (areOthers)
        say(tr("The server was restored from a backup. Documents that it has forgotten are kept on this computer."));
}

/// Who made it makes it again; its content follows, from everybody who has some.
void DocumentBook::forgotten(Entry &entry)
{
    entry.link.reset();
    if (entry.line.document.createdBy == m_self) {
        entry.line.isUnsent = true;
        entry.line.isRenamed = false; // the creation says it
        entry.refusal.clear();
    } else {
        entry.line.failure =
            tr("The server was restored from a backup and does not know this document. It is kept on this computer.");
    }
    write(entry);
    tell(entry.line.document.docId);
}

/// The server has what this computer has.
void DocumentBook::given(Entry &entry)
{
    entry.line.isOwed = false;
    write(entry);
}

} // namespace coterie::client
