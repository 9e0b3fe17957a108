#include "server/net/peeraddress.h"

#include <algorithm>

namespace coterie::server::net {

namespace {

QHostAddress toHostAddress(const PeerAddress &address)
{
    const QHostAddress six(address.data());
    bool mapped = false;
    const quint32 four = six.toIPv4Address(&mapped);
    return mapped ? QHostAddress(four) : six;
}

} // namespace

PeerAddress toPeerAddress(const QHostAddress &address)
{
    const Q_IPV6ADDR six = address.toIPv6Address();
    PeerAddress result;
    std::copy_n(six.c, result.size(), result.begin());
    return result;
}

QString toText(const PeerAddress &address)
{
    return toHostAddress(address).toString();
}

bool AddressLimiter::admit(const PeerAddress &address)
{
    const std::scoped_lock lock(m_mutex);
    int &count = m_counts[address];
    if (count >= m_limit)
        return false;
    ++count;
    return true;
}

void AddressLimiter::release(const PeerAddress &address)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_counts.find(address);
    if (found != m_counts.end() && --found->second <= 0)
        m_counts.erase(found);
}

Result<TrustedProxies> TrustedProxies::create(const QStringList &texts)
{
    TrustedProxies proxies;
    for (const QString &text : texts) {
        const auto subnet = QHostAddress::parseSubnet(text);
        if (subnet.first.isNull())
            return Error {Errc::BadRequest, "\"" + text.toStdString() + "\" is no address or network of a proxy."};
        proxies.m_subnets.append(subnet);
    }
    return proxies;
}

bool TrustedProxies::contains(const PeerAddress &address) const
{
    if (m_subnets.isEmpty())
        return false;
    const QHostAddress host = toHostAddress(address);
    return std::ranges::any_of(m_subnets, [&host](const auto &subnet) { return host.isInSubnet(subnet); });
}

PeerAddress TrustedProxies::clientOf(const PeerAddress &peer, QByteArrayView forwardedFor) const
{
    if (!contains(peer))
        return peer;
    PeerAddress client = peer;
    const QList<QByteArray> hops = forwardedFor.toByteArray().split(',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const QHostAddress address(QString::fromLatin1(hop->trimmed()));
        if (address.isNull())
            break;
        client = toPeerAddress(address);
        if (!contains(client))
            break;
    }
    return client;
}

} // namespace coterie::server::net
