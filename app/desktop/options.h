#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace coterie::desktop {

/// What the command line and COTERIE_* variables ask for. Plain values.
struct Options {
    QString address; ///< a URL, a coterie:// link, or empty
    QString token; ///< never printed, never handed to another process
    bool demo = false;
    bool host = false;
    quint16 port = 8420;
    QString hostName; ///< the workspace's name when hosting
    QString profile; ///< empty: the default one
    bool newWindow = false;
    QString screenshotFolder; ///< empty: none
    std::optional<int> quitAfterSeconds;
    bool traceStartup = false;
};

/// What the program should do instead of opening a window: print and leave.
struct Farewell {
    QString text;
    int exitCode = 0;
};

struct ParsedOptions {
    Options options;
    std::optional<Farewell> farewell; ///< --help, --version or wrong usage
};

/// `arguments` with the program's name first. Never exits by itself.
[[nodiscard]] ParsedOptions parseOptions(const QStringList &arguments);

} // namespace coterie::desktop
