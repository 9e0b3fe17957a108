#pragma once

#include "invocation.h"

namespace coterie::cli {

/// Whether coterie-render lies beside this program or on the path. It makes the pictures and reads strangers' files.
[[nodiscard]] bool hasRenderer();
/// Runs it. Its remarks go to standard error. BadRequest and NotFound in its words, Io, TimedOut after a minute.
[[nodiscard]] Result<QByteArray> render(const Invocation &call, const QStringList &arguments, const QByteArray &input);

} // namespace coterie::cli
