#include "client/networkwatch.h"

#include <QNetworkInformation>
#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#endif

namespace coterie::client {

#ifdef Q_OS_LINUX

namespace {

constexpr std::size_t datagramSize = 16 * 1024; // the kernel sends at most a page, or 8 kB

// A copy: what came over a socket is not aligned for anything.
template <typename T>
std::optional<T> valueAt(QByteArrayView bytes, qsizetype offset)
{
    if (offset + qsizetype(sizeof(T)) > bytes.size())
        return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

QByteArray attribute(QByteArrayView attributes, unsigned short wanted)
{
    while (const auto head = valueAt<rtattr>(attributes, 0)) {
        if (head->rta_len < sizeof(rtattr) || head->rta_len > attributes.size())
            return {};
        if (head->rta_type == wanted)
            return attributes.sliced(sizeof(rtattr), head->rta_len - qsizetype(sizeof(rtattr))).toByteArray();
        attributes = attributes.sliced(std::min<qsizetype>(attributes.size(), RTA_ALIGN(head->rta_len)));
    }
    return {};
}

// What makes this address or route another one than those before; empty if it leads nowhere.
QByteArray identityOf(int type, QByteArrayView body)
{
    if (type == RTM_NEWADDR || type == RTM_DELADDR) {
        const auto address = valueAt<ifaddrmsg>(body, 0);
        if (!address || address->ifa_scope != RT_SCOPE_UNIVERSE)
            return {};
        return "address " + QByteArray::number(address->ifa_index) + ' '
            + attribute(body.sliced(NLMSG_ALIGN(sizeof(ifaddrmsg))), IFA_ADDRESS).toHex();
    }
    const auto route = valueAt<rtmsg>(body, 0);
    if (!route || route->rtm_dst_len != 0 || route->rtm_type != RTN_UNICAST)
        return {};
    const QByteArrayView attributes = body.sliced(NLMSG_ALIGN(sizeof(rtmsg)));
    return "route " + attribute(attributes, RTA_OIF).toHex() + ' ' + attribute(attributes, RTA_GATEWAY).toHex();
}

} // namespace

bool RouteNews::isNews(QByteArrayView datagram)
{
    bool isNew = false;
    while (const auto head = valueAt<nlmsghdr>(datagram, 0)) {
        if (head->nlmsg_len < sizeof(nlmsghdr) || head->nlmsg_len > datagram.size())
            break;
        const int type = head->nlmsg_type;
        const QByteArrayView body = datagram.first(head->nlmsg_len).sliced(sizeof(nlmsghdr));
        const bool isComing = type == RTM_NEWADDR || type == RTM_NEWROUTE;
        if (isComing || type == RTM_DELADDR || type == RTM_DELROUTE) {
            const QByteArray identity = identityOf(type, body);
            if (!isComing)
                m_known.remove(identity);
            else if (!identity.isEmpty() && !m_known.contains(identity)) {
                m_known.insert(identity);
                isNew = true;
            }
        }
        datagram = datagram.sliced(std::min<qsizetype>(datagram.size(), NLMSG_ALIGN(head->nlmsg_len)));
    }
    return isNew;
}

bool NetworkWatch::listenToKernel()
{
    const int socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (socket < 0)
        return false;
    sockaddr_nl address {};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(socket);
        return false;
    }
    m_notifier = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &NetworkWatch::read);
    return true;
}

void NetworkWatch::read()
{
    std::array<char, datagramSize> buffer {};
    const int socket = static_cast<int>(m_notifier->socket());
    bool isNew = false;
    while (true) {
        const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (size > 0)
            isNew = m_news.isNews({buffer.data(), size}) || isNew;
        else if (size < 0 && errno == ENOBUFS)
            isNew = true; // more news than the kernel could keep
        else
            break;
    }
    if (isNew)
        Q_EMIT changed();
}

NetworkWatch::~NetworkWatch()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        ::close(static_cast<int>(m_notifier->socket()));
    }
}

#else

bool RouteNews::isNews(QByteArrayView)
{
    return false;
}

bool NetworkWatch::listenToKernel()
{
    return false;
}

void NetworkWatch::read() { }

NetworkWatch::~NetworkWatch() = default;

#endif

NetworkWatch::NetworkWatch(QObject *parent) : QObject(parent)
{
    if (!listenToKernel())
        askQt();
}

void NetworkWatch::askQt()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const auto *network = QNetworkInformation::instance();
    connect(network, &QNetworkInformation::reachabilityChanged, this, [this](QNetworkInformation::Reachability reach) {
        if (reach != QNetworkInformation::Reachability::Disconnected)
            Q_EMIT changed();
    });
    connect(network, &QNetworkInformation::transportMediumChanged, this, &NetworkWatch::changed);
}

} // namespace coterie::client
