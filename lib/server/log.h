#pragma once

#include "server/serverconfig.h"

#include <QJsonObject>

namespace coterie::server {

/// One line on standard error, for an operator: text or JSON. Never a token, never what people write.
void log(const ServerConfig &config, LogLevel level, const char *event, const QJsonObject &details = {});

} // namespace coterie::server
