#pragma once

#include "invocation.h"
#include "transport/eventstream.h"

namespace coterie::cli {

[[nodiscard]] QList<QCommandLineOption> streamOptions(); ///< --last-event-id, --count, --timeout

enum class Payload {
    Text, ///< whatever it is
    Json, ///< ours: objects; the stream's own greeting is not counted
};

/// Prints a stream's events and changes of state until the wishes on the command line are fulfilled.
[[nodiscard]] Exit printStream(const Invocation &call, transport::EventStream &stream, Payload payload);

} // namespace coterie::cli
