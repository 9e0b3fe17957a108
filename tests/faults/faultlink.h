#pragma once

#include "faultproxy.h"

#include <QTcpSocket>
#include <QTimer>

#include <deque>

namespace coterie::faults {

/// One connection through the proxy: two sockets, and between them two lanes in which bytes wait for their time.
class FaultLink : public QObject
{
    Q_OBJECT
public:
    FaultLink(FaultProxy &proxy, std::unique_ptr<QTcpSocket> client);
    ~FaultLink() override;

    void cut();
    void reset();
    void blackHole(Direction direction);
    void stall(Millis time);
    void loseAnswers(Millis time);
    void calm();

private:
    struct Packet {
        Instant due;
        QByteArray bytes;
    };
    struct Lane {
        QTcpSocket *from = nullptr;
        QTcpSocket *to = nullptr;
        std::deque<Packet> waiting {};
        qint64 size = 0; ///< of what waits
        Instant lastDue {};
        bool isHole = false;
        Millis stallFor {0}; ///< of the next packet
    };

    void take(Lane &lane);
    void queue(Lane &lane, QByteArray bytes, Millis extra);
    void deliver();
    void ended(Lane &lane); ///< whoever speaks in it has hung up
    void finish();

    FaultProxy &m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
    Lane m_up;
    Lane m_down;
    QTimer m_timer;
    QTimer m_cutLater;
    bool m_isOver = false;
};

} // namespace coterie::faults
