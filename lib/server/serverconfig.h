#pragma once

#include "protocol/types.h"

#include <QString>
#include <QStringList>

namespace coterie::server {

enum class LogFormat { Silent, Text, Json };
enum class LogLevel { Debug, Info, Warning, Error };

struct ServerConfig {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8420; ///< 0 picks one
    QString dataFolder;
    QString name = QStringLiteral("Coterie"); ///< the workspace's name; one set earlier by setServerName() wins
    bool guests = true; ///< people may join with a name alone
    QStringList origins; ///< browsers' origins allowed besides the server's own, '*' matches any run of characters
    QStringList trustedProxies; ///< whose X-Forwarded-For is believed
    QString tlsCertificate;
    QString tlsKey;
    int workers = 0; ///< network threads; 0: the hub's own thread, which is fastest until one core is not enough
    LogFormat logFormat = LogFormat::Silent;
    LogLevel logLevel = LogLevel::Info;

    protocol::Heartbeat heartbeat;
    protocol::Timings timings;
    protocol::Limits limits; ///< as told in `welcome`
    Millis offlineAfter {10'000}; ///< after a person's last connection is gone
    int loginsPerMinute = 10; ///< failed ones, per address and per name
    int guestsPerMinute = 30; ///< per address, the loopback excepted
    qint64 maxFileBytes = 256LL * 1024 * 1024;
    qint64 maxBytesPerUser = 5LL * 1024 * 1024 * 1024;
    qint64 maxDocumentBytes = 16LL * 1024 * 1024; ///< of one document's state as an update
    Millis documentIdle {std::chrono::minutes {5}}; ///< after that a document nobody has open leaves memory
    int feedKeep = 1000; ///< events of /events kept per person however old
    Millis feedKeepFor {std::chrono::hours {24}};
};

} // namespace coterie::server
