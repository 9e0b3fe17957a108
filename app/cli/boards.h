#pragma once

#include "documents.h"

#include "board/scene.h"

namespace coterie::cli {

/// One board that a command has found, opened and brought up to date.
struct OpenedBoard {
    OpenedOutbox opened;
    client::DocumentSummary summary;
    std::unique_ptr<LiveDocument> live;
};

/// The board that the second word names. `changes`: for writing, which needs the server or --queue, and the room.
[[nodiscard]] Result<OpenedBoard> openBoard(const Invocation &call, bool changes);

/// "12,-5" as a point. BadRequest.
[[nodiscard]] Result<QPointF> pointFrom(const QString &option, const QString &text);

/// Where new shapes of that size go that were given no place: below all that is there.
[[nodiscard]] QPointF freePlace(const board::Scene &scene, const board::PageId &page);
[[nodiscard]] Result<board::PageId> pageFor(const Invocation &call, const board::Scene &scene);

// The parts of `board`, by file.
[[nodiscard]] Exit showBoard(const Invocation &call);
[[nodiscard]] Exit addToBoard(const Invocation &call);
[[nodiscard]] Exit exportBoard(const Invocation &call); ///< boardfiles.cpp, as the next
[[nodiscard]] Exit importToBoard(const Invocation &call);

} // namespace coterie::cli
