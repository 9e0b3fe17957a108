#pragma once

#include "client/documents.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace coterie::viewmodel {

/// Every document one may see, and who has it open. A plain lookup table on the GUI thread; the Workspace feeds it.
class DocumentBook
{
public:
    struct Update {
        bool isListChanged = false; ///< something that is shown of one of them
        QSet<protocol::UserId> users; ///< who is in another document than before
    };

    Update apply(const QList<client::DocumentSummary> &documents, const QList<protocol::DocumentId> &removed,
        const QList<protocol::DocumentPresence> &presence);
    void clear() { m_documents.clear(); }

    [[nodiscard]] const client::DocumentSummary *find(const protocol::DocumentId &docId) const; ///< null: not seen
    [[nodiscard]] QList<client::DocumentSummary> all() const; ///< texts before boards, by title
    [[nodiscard]] QList<client::DocumentSummary> inRoom(const protocol::RoomId &roomId) const; ///< likewise
    /// The title of a document this person has open; empty: none that one may see.
    [[nodiscard]] QString titleOpenBy(const protocol::UserId &userId) const;
    [[nodiscard]] static QString titleOf(const client::DocumentSummary &summary); ///< one line, never empty

    bool isOffered = true; ///< the server has documents at all

private:
    [[nodiscard]] QHash<protocol::UserId, QString> places() const;

    QHash<protocol::DocumentId, client::DocumentSummary> m_documents;
};

/// The document that a coterie: link leads to; empty: it leads elsewhere.
[[nodiscard]] QString documentInLink(const QString &url);

} // namespace coterie::viewmodel
