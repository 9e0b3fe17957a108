#pragma once

#include "base/random.h"
#include "base/time.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpServer>

#include <memory>
#include <vector>

namespace coterie::faults {

enum class Direction { Up, Down, Both }; ///< Up: from the client to the server

/// How the bytes of every link travel.
struct Weather {
    Millis latency {0}; ///< each way
    Millis jitter {0}; ///< at most so much more, drawn anew for each packet; the order stays
    int bytesPerSecond = 0; ///< each way and link; 0: as fast as it goes
    bool operator==(const Weather &) const = default;
};

class FaultLink;

/// A TCP proxy on a port of 127.0.0.1 that does to its links what bad networks do. Every random choice comes from the
/// seed. Lives on the thread that made it; needs its event loop. The faults say how many links they struck.
class FaultProxy : public QObject
{
    Q_OBJECT
public:
    explicit FaultProxy(quint64 seed, QObject *parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] bool listen(quint16 port = 0); ///< 0: any free one
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void setTarget(quint16 port) { m_target = port; } ///< of 127.0.0.1, for links made from now on

    void setWeather(const Weather &weather);
    int cut(); ///< FIN to both sides, what is under way is lost
    int reset(); ///< RST to both sides
    int blackHole(Direction direction); ///< half-open: bytes vanish and nobody is told, for as long as the link lives
    int stall(Millis time); ///< the next packet each way stops in its middle for so long
    int loseAnswers(Millis time); ///< requests arrive, answers vanish; then the cut: whoever asked asks again
    void refuse(Millis time); ///< new links are cut as soon as they are made
    void swallow(bool on); ///< new links are half-open from the start
    /// Weather, refusing and stalls end. A link with a hole stays as it is, as after a change of networks.
    void calm();

    [[nodiscard]] int openLinks() const { return static_cast<int>(m_links.size()); }
    [[nodiscard]] int linksMade() const { return m_made; } ///< since the beginning
    [[nodiscard]] qint64 bytesVanished() const { return m_vanished; }

private:
    friend class FaultLink;
    void accept();
    void forget(FaultLink *link);
    template <typename Strike>
    int strike(Strike strike);

    QTcpServer m_server;
    std::vector<std::unique_ptr<FaultLink>> m_links;
    Random m_random;
    Weather m_weather;
    SystemClock m_clock;
    Instant m_refuseUntil {};
    bool m_swallows = false;
    quint16 m_target = 0;
    qint64 m_vanished = 0;
    int m_made = 0;
};

} // namespace coterie::faults
