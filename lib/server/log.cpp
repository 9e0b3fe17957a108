#include "server/log.h"

#include <QDateTime>
#include <QJsonDocument>

#include <cstdio>

namespace coterie::server {

using namespace Qt::StringLiterals;

namespace {

const char *nameOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: return "error";
    }
    return "info";
}

} // namespace

void log(const ServerConfig &config, LogLevel level, const char *event, const QJsonObject &details)
{
    if (config.logFormat == LogFormat::Silent || level < config.logLevel)
        return;
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    QByteArray line;
    if (config.logFormat == LogFormat::Json) {
        QJsonObject entry = details;
        entry[u"time"_s] = time;
        entry[u"level"_s] = QString::fromLatin1(nameOf(level));
        entry[u"event"_s] = QString::fromLatin1(event);
        line = QJsonDocument(entry).toJson(QJsonDocument::Compact);
    } else {
        line = time.toUtf8() + ' ' + nameOf(level) + ' ' + event;
        for (auto it = details.begin(); it != details.end(); ++it)
            line += ' ' + it.key().toUtf8() + '=' + it->toVariant().toString().simplified().toUtf8();
    }
    line += '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace coterie::server
