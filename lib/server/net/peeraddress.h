#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

#include <array>
#include <map>
#include <mutex>
#include <utility>

namespace coterie::server::net {

/// An IP address in 16 bytes; IPv4 in its mapped form, so that one person is one address on a dual-stack socket.
using PeerAddress = std::array<std::uint8_t, 16>;

[[nodiscard]] PeerAddress toPeerAddress(const QHostAddress &address);
[[nodiscard]] QString toText(const PeerAddress &address);

/// Counts open connections per address. Any thread.
class AddressLimiter
{
public:
    explicit AddressLimiter(int limit) : m_limit(limit) { }
    [[nodiscard]] bool admit(const PeerAddress &address);
    void release(const PeerAddress &address);

private:
    const int m_limit;
    std::mutex m_mutex;
    std::map<PeerAddress, int> m_counts;
};

/// The proxies whose X-Forwarded-For is believed: addresses or networks ("10.0.0.0/8").
class TrustedProxies
{
public:
    [[nodiscard]] static Result<TrustedProxies> create(const QStringList &texts);
    [[nodiscard]] bool contains(const PeerAddress &address) const;

    /// The client behind the proxies: the last address of the list that is not itself a trusted proxy.
    [[nodiscard]] PeerAddress clientOf(const PeerAddress &peer, QByteArrayView forwardedFor) const;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

} // namespace coterie::server::net
