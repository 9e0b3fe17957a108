#include "options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace coterie::desktop {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Options", text);
}

QString fromEnvironment(const char *name)
{
    return qEnvironmentVariable(name);
}

// A number option: what was typed, else the fallback; nothing when it is no number in the range.
std::optional<int> number(const QString &text, int low, int high)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (!isNumber || value < low || value > high)
        return std::nullopt;
    return value;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Chat, live documents and shared boards on a server that is yours."));
    parser.addOptions({
        {u"server"_s, tr("Join the workspace at URL."), u"URL"_s},
        {u"token"_s, tr("Sign in with this token (better: COTERIE_TOKEN)."), u"T"_s},
        {u"demo"_s, tr("Open a sample workspace with lively teammates, in a temporary folder.")},
        {u"host"_s, tr("Host a workspace on this computer; its data is kept.")},
        {u"port"_s, tr("Port to host on (default 8420)."), u"N"_s},
        {u"name"_s, tr("Name of the hosted workspace."), u"NAME"_s},
        {u"profile"_s, tr("Run as a second, separate instance with its own data."), u"NAME"_s},
        {u"new-window"_s, tr("Open another window of the running instance.")},
        {u"screenshots"_s, tr("Write a picture of every screen to DIR, then quit."), u"DIR"_s},
        {u"quit-after"_s, tr("Quit after this many seconds."), u"SECONDS"_s},
        {u"trace-startup"_s, tr("Print where the time of a start goes, as JSON lines.")},
        {{u"h"_s, u"help"_s}, tr("Show this help.")},
        {{u"v"_s, u"version"_s}, tr("Show the version.")},
    });
    parser.addPositionalArgument(u"URL"_s, tr("A workspace's address or a coterie:// link."), u"[URL]"_s);
}

QString aboutOtherServers()
{
    return u'\n'
        + tr("Other servers: the address may also be that of a simple WebSocket chat server that is not Coterie's,\n"
             "like ws://localhost:8080/chat. It needs a name and no password; what it cannot do is not offered.")
        + u'\n';
}

ParsedOptions wrongUsage(const QString &sentence)
{
    return {{}, Farewell {sentence + u'\n', 2}};
}

} // namespace

ParsedOptions parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    if (parser.isSet(u"help"_s))
        return {{}, Farewell {parser.helpText() + aboutOtherServers(), 0}};
    if (parser.isSet(u"version"_s))
        return {{}, Farewell {u"coterie " COTERIE_VERSION "\n"_s, 0}};

    Options options;
    const QStringList positional = parser.positionalArguments();
    if (positional.size() > 1)
        return wrongUsage(tr("Only one address can be opened at a time."));
    options.address = positional.value(0);
    if (options.address.isEmpty())
        options.address = parser.isSet(u"server"_s) ? parser.value(u"server"_s) : fromEnvironment("COTERIE_SERVER");
    options.token = parser.isSet(u"token"_s) ? parser.value(u"token"_s) : fromEnvironment("COTERIE_TOKEN");
    options.demo = parser.isSet(u"demo"_s);
    options.host = parser.isSet(u"host"_s);
    options.hostName = parser.value(u"name"_s);
    options.profile = parser.isSet(u"profile"_s) ? parser.value(u"profile"_s) : fromEnvironment("COTERIE_PROFILE");
    options.newWindow = parser.isSet(u"new-window"_s);
    options.screenshotFolder = parser.value(u"screenshots"_s);
    options.traceStartup = parser.isSet(u"trace-startup"_s);
    if (parser.isSet(u"port"_s)) {
        const auto port = number(parser.value(u"port"_s), 0, 65535);
        if (!port)
            return wrongUsage(tr("The port must be a number from 0 to 65535."));
        options.port = static_cast<quint16>(*port);
    }
    if (parser.isSet(u"quit-after"_s)) {
        options.quitAfterSeconds = number(parser.value(u"quit-after"_s), 0, 1'000'000);
        if (!options.quitAfterSeconds)
            return wrongUsage(tr("--quit-after takes a number of seconds."));
    }
    if (options.demo && options.host)
        return wrongUsage(tr("--demo and --host exclude each other."));
    return {options, std::nullopt};
}

} // namespace coterie::desktop
