#pragma once

#include <QString>

namespace coterie::transport {

/// One dispatched Server-Sent Event. All three are decoded UTF-8.
struct ServerEvent {
    QString type; ///< "message" when the stream named none
    QString data;
    QString lastEventId;
    bool operator==(const ServerEvent &) const = default;
};

} // namespace coterie::transport
