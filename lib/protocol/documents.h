#pragma once

#include "base/result.h"
#include "base/time.h"
#include "protocol/ids.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

/// What is said of shared documents outside of `/collab`: HTTP answers and news. What is in a document travels as Yjs
/// updates (crdt/syncprotocol.h).
namespace coterie::protocol {

enum class DocumentKind { Text, Board };

inline constexpr int maxDocumentTitle = 200; ///< UTF-16 units, as for the next
inline constexpr int maxVersionName = 80;

struct Document {
    DocumentId docId;
    QString title;
    RoomId roomId; ///< whoever may read this room may read the document; its members write
    DocumentKind kind = DocumentKind::Text;
    UserId createdBy;
    WallTime createdAt {};
    WallTime updatedAt {}; ///< of the last edit
    std::int64_t bytes = 0; ///< of its state as one update, roughly
    QList<UserId> present {}; ///< who is in it: tells of themselves there
    bool operator==(const Document &) const = default;
};

struct DocumentVersion {
    VersionId versionId;
    QString name {}; ///< empty for an automatic one
    bool automatic = false;
    WallTime createdAt {};
    UserId createdBy {}; ///< of an automatic one: the last who edited
    QList<UserId> editors {}; ///< who edited since the version before
    std::int64_t bytes = 0;
    bool operator==(const DocumentVersion &) const = default;
};

struct DocumentUpdated { ///< document_updated: created, renamed, or edited (then at most every 10 s)
    Document document;
    bool operator==(const DocumentUpdated &) const = default;
};
struct DocumentRemoved { ///< document_removed
    DocumentId docId;
    RoomId roomId;
    bool operator==(const DocumentRemoved &) const = default;
};
struct DocumentPresence { ///< document_presence: everybody who is in it now; the latest one counts
    DocumentId docId;
    RoomId roomId;
    QList<UserId> users {};
    bool operator==(const DocumentPresence &) const = default;
};

[[nodiscard]] QString toWire(DocumentKind kind);
[[nodiscard]] std::optional<DocumentKind> documentKindFromWire(QStringView text);

[[nodiscard]] QJsonObject toJson(const Document &document);
[[nodiscard]] QJsonObject toJson(const DocumentVersion &version);
[[nodiscard]] Result<Document> documentFromJson(const QJsonObject &json);
[[nodiscard]] Result<DocumentVersion> documentVersionFromJson(const QJsonObject &json);

/// 8 to 64 of [A-Za-z0-9_-]: what a client may name a document it makes. It goes into addresses as it is.
[[nodiscard]] bool isDocumentId(QStringView id);
[[nodiscard]] Result<void> checkDocumentTitle(QStringView title); ///< as checkRoomName(), longer
[[nodiscard]] Result<void> checkVersionName(QStringView name);

} // namespace coterie::protocol
