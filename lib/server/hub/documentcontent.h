#pragma once

#include "crdt/doc.h"
#include "protocol/documents.h"

#include <QSet>

#include <optional>
#include <span>

/// What stands where in the Yjs document of a text or a board: `content` is a text of
/// Markdown, `shapes`, `pages` and `images` are maps, `meta` a map with title, createdBy and createdAt, `comments` a
/// map. Pure functions; any thread that has the document.
namespace coterie::server {

void writeMeta(crdt::Doc &document, const protocol::Document &about);
void writeTitle(crdt::Doc &document, const QString &title);
[[nodiscard]] QString titleIn(crdt::Doc &document); ///< empty if there is none that is a text
[[nodiscard]] QString markdownIn(crdt::Doc &document);

/// What is written in a shape of a board.
struct ShapeText {
    QString shape;
    QString text;
    std::optional<crdt::Text> type {}; ///< nothing: it is a plain string
};
[[nodiscard]] QList<ShapeText> shapeTextsIn(crdt::Doc &document); ///< of all shapes with words in them

/// Makes the content of `document` that of `wanted`, by the smallest change that reads well: what stays is not touched,
/// so carets stay where they mean. A text with formats or embeds is replaced as a whole. Of a board, property by
/// property; strokes that the `present` people are drawing stay. One transaction.
void becomeLike(
    crdt::Doc &document, crdt::Doc &wanted, protocol::DocumentKind kind, const QSet<protocol::UserId> &present = {});

/// The update that does so to a document in the state `present`; empty if they are alike. The states are updates of
/// version 2. Corrupt if one of them cannot be read.
[[nodiscard]] Result<crdt::Bytes> changeTo(std::span<const std::byte> wanted, std::span<const std::byte> present,
    protocol::DocumentKind kind, const QSet<protocol::UserId> &people);

} // namespace coterie::server
