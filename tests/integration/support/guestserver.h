#pragma once

#include "serverprocess.h"

namespace coterie::integration {

/// A server that lets guests in and says only what went wrong.
class GuestServer : public ServerProcess
{
public:
    explicit GuestServer(const QStringList &extraArguments = {})
        : ServerProcess(QStringList {QStringLiteral("--guests"), QStringLiteral("--log-level"), QStringLiteral("error")}
            + extraArguments)
    {
    }
};

} // namespace coterie::integration
