#include "commands.h"
#include "options.h"
#include "server/log.h"
#include "server/server.h"
#include "stopsignal.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::program {

using namespace Qt::StringLiterals;
using server::LogFormat;
using server::LogLevel;
using server::ServerConfig;

namespace {

/// "127.0.0.1:8420", "[::1]:0", ":8420" for every address.
bool readListen(const QString &text, ServerConfig &config)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    config.port = colon < 0 ? 0 : text.sliced(colon + 1).toUShort(&ok);
    if (!ok)
        return false;
    QString address = text.first(colon);
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.sliced(1, address.size() - 2);
    if (address == "localhost"_L1)
        address = u"127.0.0.1"_s;
    config.address = address.isEmpty() ? u"0.0.0.0"_s : address;
    return !QHostAddress(config.address).isNull();
}

bool readLog(const Options &options, ServerConfig &config)
{
    const QString format = options.value(u"log"_s, u"text"_s);
    const QString level = options.value(u"log-level"_s, u"info"_s);
    const QStringList levels {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    config.logFormat = format == "json"_L1 ? LogFormat::Json : LogFormat::Text;
    config.logLevel = static_cast<LogLevel>(std::max<qsizetype>(0, levels.indexOf(level)));
    return (format == "json"_L1 || format == "text"_L1) && levels.contains(level);
}

void addOptions(Options &options)
{
    options.add(u"listen"_s, u"Where to listen (default 127.0.0.1:8420; port 0 picks one)."_s, u"ADDR:PORT"_s);
    options.add(u"name"_s, u"The workspace's name (default: Coterie)."_s, u"NAME"_s);
    options.add(u"guests"_s, u"People may join with a name alone (default: only when listening on loopback)."_s);
    options.add(u"postgres"_s, u"Comes with a later version."_s, u"URL"_s);
    options.add(u"redis"_s, u"Comes with a later version."_s, u"URL"_s);
    options.add(u"tls-cert"_s, u"TLS here instead of at a proxy: the certificate chain (PEM)."_s, u"FILE"_s);
    options.add(u"tls-key"_s, u"Its key (PEM)."_s, u"FILE"_s);
    options.add(u"origin"_s, u"A browsers' origin to allow, '*' matches anything (repeatable)."_s, u"PATTERN"_s);
    options.add(u"trusted-proxy"_s, u"Believe X-Forwarded-For from this address (repeatable)."_s, u"ADDR"_s);
    options.add(u"messages-per-minute"_s, u"How many messages a person may send (default 120)."_s, u"N"_s);
    options.add(u"document-idle"_s, u"When a document nobody has open leaves memory (default 5m)."_s, u"TIME"_s);
    options.add(u"workers"_s, u"Network threads (default 0: none of their own)."_s, u"N"_s);
    options.add(u"log"_s, u"text or json, on standard error."_s, u"FORMAT"_s);
    options.add(u"log-level"_s, u"debug, info, warning or error."_s, u"LEVEL"_s);
}

/// The configuration, or the sentence that says what is wrong with the command line.
std::variant<ServerConfig, QString> readConfig(const Options &options)
{
    ServerConfig config;
    for (const QString &later : {u"postgres"_s, u"redis"_s}) {
        if (!options.value(later).isEmpty())
            return u"--%1 comes with a later version; this one keeps everything in SQLite."_s.arg(later);
    }
    if (!options.positional().isEmpty())
        return u"There is no command “%1”. See coterie-server --help."_s.arg(options.positional().first());
    const QString listen = options.value(u"listen"_s, u"127.0.0.1:8420"_s);
    if (!readListen(listen, config))
        return u"“%1” is not an address with a port, like 127.0.0.1:8420."_s.arg(listen);
    if (!readLog(options, config))
        return u"The log is text or json, its level debug, info, warning or error."_s;
    config.dataFolder = options.dataFolder();
    config.name = options.value(u"name"_s, config.name);
    config.guests = options.flag(u"guests"_s) || QHostAddress(config.address).isLoopback();
    config.tlsCertificate = options.value(u"tls-cert"_s);
    config.tlsKey = options.value(u"tls-key"_s);
    if (config.tlsCertificate.isEmpty() != config.tlsKey.isEmpty())
        return u"TLS needs both --tls-cert and --tls-key."_s;
    config.origins = options.values(u"origin"_s);
    config.trustedProxies = options.values(u"trusted-proxy"_s);
    bool ok = false;
    config.limits.messagesPerMinute = options.value(u"messages-per-minute"_s, u"120"_s).toInt(&ok);
    if (!ok || config.limits.messagesPerMinute < 1)
        return u"--messages-per-minute takes a number above zero."_s;
    const auto idle = parseDuration(options.value(u"document-idle"_s, u"5m"_s));
    if (!idle)
        return u"--document-idle takes a time like 30s or 5m."_s;
    config.documentIdle = *idle;
    config.workers = options.value(u"workers"_s, u"0"_s).toInt(&ok);
    if (!ok || config.workers < 0 || config.workers > 64)
        return u"--workers takes a number from 0 to 64."_s;
    return config;
}

} // namespace

int serve(const QStringList &arguments)
{
    Options options;
    addOptions(options);
    if (!options.parse(arguments,
            u"The Coterie server: chat, documents and boards on one port.\n"
            "Commands: serve (when none is given), user, token, invite, backup, restore, check."_s))
        return wrongUsage;
    const auto read = readConfig(options);
    if (const auto *const sentence = std::get_if<QString>(&read))
        return complain(*sentence, wrongUsage);
    const ServerConfig config = std::get<ServerConfig>(read);

    server::Server server(config);
    if (!onStopSignal([&] {
            server::log(config, LogLevel::Info, "stopping");
            QCoreApplication::quit();
        }))
        return complain(u"The system does not let this program wait for signals."_s);
    if (auto started = server.start(); !started)
        return complain(started.error());
    const QString url = server.url().toString();
    print(QString::fromUtf8(
        QJsonDocument(QJsonObject {{u"event"_s, u"listening"_s}, {u"url"_s, url}}).toJson(QJsonDocument::Compact)));
    server::log(config, LogLevel::Info, "listening", {{u"url"_s, url}, {u"data"_s, config.dataFolder}});
    QCoreApplication::exec();
    server.stop();
    server::log(config, LogLevel::Info, "stopped");
    return done;
}

} // namespace coterie::program
