#pragma once

#include "protocol/envelope.h"

#include <QJsonObject>

/// How things are written on a line of text, and as a flat JSON object.
namespace coterie::cli {

[[nodiscard]] QString clockOf(WallTime time); ///< "2026-05-04 12:03", the reader's own time
[[nodiscard]] QString lineOf(const protocol::Message &message);
[[nodiscard]] QString lineOf(const protocol::Envelope &event); ///< of a room's durable or ephemeral event
[[nodiscard]] QJsonObject flat(const protocol::Envelope &event); ///< its payload, with `event` for the type
[[nodiscard]] QString pollText(const protocol::Poll &poll);

} // namespace coterie::cli
