#pragma once

#include "base/result.h"
#include "demo/sampleworkspace.h"
#include "protocol/types.h"

#include <QHash>

/// Puts the sample workspace into an empty server folder before the server starts, with its past in the past.
namespace coterie::desktop::demo {

struct Seeded {
    QHash<QString, QString> tokensByName; ///< sign-in tokens of the bots
    QString token; ///< of the visitor
    protocol::User visitor;
    QString hookSecret; ///< of the sample webhook
};

/// Blocks for the writing (some 10 ms): not on the GUI thread.
[[nodiscard]] Result<Seeded> seed(const QString &folder, const SampleWorkspace &workspace, WallTime now);

} // namespace coterie::desktop::demo
