#include "client/client.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace coterie::client {

using namespace Qt::StringLiterals;

namespace {

Error refuse(const char *sentence)
{
    return {Errc::BadRequest, QCoreApplication::translate("Address", sentence).toStdString()};
}

/// Where no scheme was typed: this computer and bare addresses rarely have a certificate, names on the internet do.
QString schemeFor(const QString &host)
{
    const bool local =
        host == "localhost"_L1 || host.endsWith(".local"_L1) || !QHostAddress(host).isNull() || !host.contains(u'.');
    return local ? u"http"_s : u"https"_s;
}

/// Cuts "/invite/CODE" off the path, or "?invite=CODE" off the query.
QString takeInvite(QUrl &url)
{
    QStringList parts = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    if (parts.size() < 2 || parts[parts.size() - 2] != "invite"_L1)
        return {};
    const QString code = parts.takeLast();
    parts.removeLast();
    url.setPath(parts.isEmpty() ? QString() : u'/' + parts.join(u'/'));
    return code;
}

bool isCode(const QString &code)
{
    return code.size() <= 128 && std::ranges::all_of(code, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
}

} // namespace

Result<Address> parseAddress(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.isEmpty())
        return refuse(QT_TRANSLATE_NOOP("Address", "Enter the address of a workspace."));
    if (typed.size() > 2'000 || std::ranges::any_of(typed, [](QChar c) { return c.isSpace() || !c.isPrint(); }))
        return refuse(QT_TRANSLATE_NOOP("Address", "This is not an address."));
    const bool hasScheme = typed.contains("://"_L1);
    if (!hasScheme)
        typed.prepend("coterie://"_L1);

    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return refuse(QT_TRANSLATE_NOOP("Address", "This is not an address."));
    const QString scheme = url.scheme();
    const bool isSocket = scheme == "ws"_L1 || scheme == "wss"_L1;
    if (scheme == "ws"_L1 || scheme == "http"_L1)
        url.setScheme(u"http"_s);
    else if (scheme == "wss"_L1 || scheme == "https"_L1)
        url.setScheme(u"https"_s);
    else if (scheme == "coterie"_L1)
        url.setScheme(schemeFor(url.host()));
    else
        return refuse(QT_TRANSLATE_NOOP("Address", "An address starts with https:// or http://."));
    if (!url.userInfo().isEmpty())
        return refuse(QT_TRANSLATE_NOOP("Address", "Leave names and passwords out of the address."));
    if (url.port() == 0)
        return refuse(QT_TRANSLATE_NOOP("Address", "This is not an address."));

    Address address;
    address.inviteCode = takeInvite(url);
    if (!isCode(address.inviteCode))
        return refuse(QT_TRANSLATE_NOOP("Address", "This invite link is not complete."));
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (isSocket && path.endsWith("/ws"_L1)) // the socket's own address: the base is above it
        path.chop(3);
    url.setPath(path);
    url.setQuery(QString());
    url.setFragment(QString());
    address.base = url;
    return address;
}

} // namespace coterie::client
