#include "commands.h"
#include "streamprinter.h"
#include "workspace.h"

#include <QUrlQuery>

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

Exit events(Invocation &call)
{
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto dialect = workspace.wire().dialect())
        return call.fail(plainRefusal(*dialect, u"it sends no notifications"_s));
    QUrl url = workspace.account().server;
    url.setPath(url.path() + u"/events"_s);
    QUrlQuery query;
    for (const QString &channel : call.values(u"channel"_s))
        query.addQueryItem(u"channel"_s, QString::fromLatin1(QUrl::toPercentEncoding(channel)));
    url.setQuery(query);
    transport::EventStream stream;
    stream.setUrl(url);
    stream.setHeaders({{"Authorization"_ba, "Bearer "_ba + workspace.account().token.toUtf8()}});
    return printStream(call, stream, Payload::Json);
}

} // namespace

Command eventsCommand()
{
    return {u"events"_s, {}, u"Print the workspace's notifications."_s,
        QList<QCommandLineOption> {{u"channel"_s, u"Also this channel; may be repeated."_s, u"C"_s}} + streamOptions(),
        0, 0, events};
}

} // namespace coterie::cli
