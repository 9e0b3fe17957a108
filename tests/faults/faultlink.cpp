#include "faultlink.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace coterie::faults {

namespace {

constexpr qint64 packet = 16 * 1024; // bytes read at once
constexpr qint64 fullLane = 1024 * 1024; // then the sender has to wait, as with a real buffer

/// Closing then sends RST instead of FIN.
void armReset(const QTcpSocket &socket)
{
    const linger hard {.l_onoff = 1, .l_linger = 0};
    setsockopt(static_cast<decltype(::socket(0, 0, 0))>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
        reinterpret_cast<const char *>(&hard), sizeof hard);
}

} // namespace

FaultLink::FaultLink(FaultProxy &proxy, std::unique_ptr<QTcpSocket> client)
    : m_proxy(proxy)
    , m_client(std::move(client))
    , m_up {.from = m_client.get(), .to = &m_server}
    , m_down {.from = &m_server, .to = m_client.get()}
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_cutLater.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FaultLink::deliver);
    connect(&m_cutLater, &QTimer::timeout, this, &FaultLink::cut);
    for (Lane *lane : {&m_up, &m_down}) {
        lane->from->setReadBufferSize(4 * packet);
        lane->from->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(lane->from, &QTcpSocket::readyRead, this, [this, lane] { take(*lane); });
        connect(lane->from, &QTcpSocket::disconnected, this, [this, lane] { ended(*lane); });
    }
    connect(&m_server, &QTcpSocket::connected, this, [this] { take(m_up); });
    connect(&m_server, &QTcpSocket::errorOccurred, this, [this] {
        if (m_server.state() != QAbstractSocket::ConnectedState)
            ended(m_down); // nobody listens there
    });
    m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), proxy.m_target);
}

FaultLink::~FaultLink()
{
    m_isOver = true;
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->disconnect(this);
        socket->abort();
    }
}

void FaultLink::take(Lane &lane)
{
    const bool isEarly = &lane == &m_up && m_server.state() != QAbstractSocket::ConnectedState;
    if (m_isOver || isEarly)
        return;
    while (lane.from->bytesAvailable() > 0 && lane.size < fullLane) {
        QByteArray bytes = lane.from->read(packet);
        if (lane.isHole) {
            m_proxy.m_vanished += bytes.size();
            continue;
        }
        if (lane.stallFor > Millis(0) && bytes.size() > 1) {
            const auto half = static_cast<qsizetype>(
                1 + m_proxy.m_random.below(static_cast<quint64>(bytes.size() - 1))); // somewhere inside a frame
            queue(lane, bytes.first(half), Millis(0));
            queue(lane, bytes.sliced(half), std::exchange(lane.stallFor, Millis(0)));
            continue;
        }
        queue(lane, std::move(bytes), Millis(0));
    }
    deliver();
}

void FaultLink::queue(Lane &lane, QByteArray bytes, Millis extra)
{
    const Weather &weather = m_proxy.m_weather;
    const Instant now = m_proxy.m_clock.now();
    const auto jitter =
        static_cast<std::int64_t>(m_proxy.m_random.below(static_cast<quint64>(weather.jitter.count()) + 1));
    Instant due = std::max(lane.lastDue, now + weather.latency + Millis(jitter)) + extra;
    if (weather.bytesPerSecond > 0)
        due += std::chrono::microseconds(bytes.size() * 1'000'000 / weather.bytesPerSecond);
    lane.lastDue = due;
    lane.size += bytes.size();
    lane.waiting.push_back({due, std::move(bytes)});
}

void FaultLink::deliver()
{
    const Instant now = m_proxy.m_clock.now();
    std::optional<Instant> next;
    for (Lane *lane : {&m_up, &m_down}) {
        while (!lane->waiting.empty() && (lane->isHole || lane->waiting.front().due <= now)) {
            const QByteArray bytes = std::move(lane->waiting.front().bytes);
            lane->waiting.pop_front();
            lane->size -= bytes.size();
            if (lane->isHole)
                m_proxy.m_vanished += bytes.size();
            else if (lane->to->isOpen())
                lane->to->write(bytes);
        }
        if (!lane->waiting.empty())
            next = std::min(next.value_or(Instant::max()), lane->waiting.front().due);
        else if (lane->from->state() == QAbstractSocket::UnconnectedState && !lane->isHole)
            lane->to->disconnectFromHost(); // all it had to say has been said
        if (lane->from->bytesAvailable() > 0 && lane->size < fullLane)
            QMetaObject::invokeMethod(
                this, [this, lane] { take(*lane); }, Qt::QueuedConnection);
    }
    if (next)
        m_timer.start(std::max(Millis(1), std::chrono::ceil<Millis>(*next - now)));
}

void FaultLink::ended(Lane &lane)
{
    if (m_isOver)
        return;
    Lane &other = &lane == &m_up ? m_down : m_up;
    if (other.from->state() == QAbstractSocket::UnconnectedState) {
        finish();
        return;
    }
    if (!lane.isHole)
        deliver();
}

void FaultLink::finish()
{
    if (!std::exchange(m_isOver, true))
        m_proxy.forget(this);
}

void FaultLink::cut()
{
    for (Lane *lane : {&m_up, &m_down}) {
        lane->waiting.clear();
        lane->size = 0;
    }
    finish();
}

void FaultLink::reset()
{
    for (const QTcpSocket *socket : {m_client.get(), &m_server}) {
        if (socket->state() == QAbstractSocket::ConnectedState)
            armReset(*socket);
    }
    cut();
}

void FaultLink::blackHole(Direction direction)
{
    if (direction != Direction::Down)
        m_up.isHole = true;
    if (direction != Direction::Up)
        m_down.isHole = true;
    deliver(); // what is under way is lost too
}

void FaultLink::stall(Millis time)
{
    m_up.stallFor = m_down.stallFor = time;
}

void FaultLink::loseAnswers(Millis time)
{
    m_down.isHole = true;
    m_cutLater.start(time);
    deliver();
}

void FaultLink::calm()
{
    const Instant now = m_proxy.m_clock.now();
    for (Lane *lane : {&m_up, &m_down}) {
        lane->stallFor = Millis(0);
        lane->lastDue = now;
        for (Packet &packet : lane->waiting)
            packet.due = now;
    }
    deliver();
}

} // namespace coterie::faults
