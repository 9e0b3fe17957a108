#include "server/net/frontend.h"

namespace coterie::server {

using namespace Qt::StringLiterals;

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QString HttpRequest::bearerToken() const
{
    const QByteArray authorization = header("authorization");
    const QByteArrayView scheme = "bearer ";
    if (authorization.size() > scheme.size()
        && QByteArrayView(authorization).first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0)
        return QString::fromLatin1(authorization.sliced(scheme.size()).trimmed());
    return query.queryItemValue(u"token"_s, QUrl::FullyDecoded);
}

} // namespace coterie::server
