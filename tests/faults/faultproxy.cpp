#include "faultproxy.h"

#include "faultlink.h"

#include <algorithm>

namespace coterie::faults {

FaultProxy::FaultProxy(quint64 seed, QObject *parent) : QObject(parent), m_random(seed)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
}

FaultProxy::~FaultProxy() = default;

bool FaultProxy::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

void FaultProxy::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        std::unique_ptr<QTcpSocket> client(socket);
        if (m_clock.now() < m_refuseUntil)
            continue; // hangs up
        ++m_made;
        m_links.push_back(std::make_unique<FaultLink>(*this, std::move(client)));
        if (m_swallows)
            m_links.back()->blackHole(Direction::Both);
    }
}

/// Later: the link is inside a signal of one of its sockets.
void FaultProxy::forget(FaultLink *link)
{
    const auto found = std::ranges::find(m_links, link, [](const auto &owned) { return owned.get(); });
    if (found == m_links.end())
        return;
    std::shared_ptr<FaultLink> last(std::move(*found));
    m_links.erase(found);
    QMetaObject::invokeMethod(
        this, [last]() mutable { last.reset(); }, Qt::QueuedConnection);
}

template <typename Strike>
int FaultProxy::strike(Strike strike)
{
    std::vector<FaultLink *> links;
    for (const auto &link : m_links)
        links.push_back(link.get());
    for (FaultLink *link : links) // some are forgotten on the way
        strike(*link);
    return static_cast<int>(links.size());
}

void FaultProxy::setWeather(const Weather &weather)
{
    m_weather = weather;
}

int FaultProxy::cut()
{
    return strike([](FaultLink &link) { link.cut(); });
}

int FaultProxy::reset()
{
    return strike([](FaultLink &link) { link.reset(); });
}

int FaultProxy::blackHole(Direction direction)
{
    return strike([direction](FaultLink &link) { link.blackHole(direction); });
}

int FaultProxy::stall(Millis time)
{
    return strike([time](FaultLink &link) { link.stall(time); });
}

int FaultProxy::loseAnswers(Millis time)
{
    return strike([time](FaultLink &link) { link.loseAnswers(time); });
}

void FaultProxy::refuse(Millis time)
{
    m_refuseUntil = m_clock.now() + time;
}

void FaultProxy::swallow(bool on)
{
    m_swallows = on;
}

void FaultProxy::calm()
{
    m_swallows = false;
    m_weather = {};
    m_refuseUntil = {};
    strike([](FaultLink &link) { link.calm(); });
}

} // namespace coterie::faults
