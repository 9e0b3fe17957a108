#pragma once

#include "drawing/boardfile.h"
#include "limits.h"

#include <QStringList>

namespace coterie::render {

/// What the command line asks for.
struct Request {
    bool imports = false; ///< a file becomes a board; else a board becomes a file
    drawing::ExportOptions options {};
};

struct ParsedRequest {
    std::optional<Request> request {}; ///< nothing: leave with `exit`
    Exit exit = Exit::Done;
    QString words {}; ///< for standard output when all is well (--help, --version), else for standard error
};

[[nodiscard]] ParsedRequest parseRequest(const QStringList &arguments);

} // namespace coterie::render
