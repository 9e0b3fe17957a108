#include "yjspeer.h"

#include <QJsonArray>

namespace coterie::interop {

using namespace Qt::StringLiterals;

YjsPeer::YjsPeer(
    const QString &packages, const QUrl &server, const QString &docId, const QString &token, const QString &name)
    : NodePeer(packages, u"app/yjspeer.mjs"_s, {server.toString(), docId, token, name})
{
}

YjsPeer::Told YjsPeer::ask()
{
    tell({{u"do"_s, u"tell"_s}});
    const QJsonObject answer = hear(u"told"_s).value_or(QJsonObject());
    return {.text = answer["text"_L1].toString(), .carets = answer["carets"_L1].toArray()};
}

} // namespace coterie::interop
