#pragma once

#include "protocol/dialect.h"
#include "protocol/requests.h"
#include "sync/plainbridge.h"
#include "sync/plaindetector.h"
#include "transport/websocketconnection.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

namespace coterie::client {

/// The live connection to a server, in envelopes. To a Coterie server they travel as they are. Who has no token but a
/// name may also meet a plain server (PROTOCOL section 9): found out by sync::PlainDetector, then spoken to through
/// sync::PlainBridge, so that the owner sees the same welcome, acks, events and errors. Lives on the owner's thread;
/// received() is never emitted inside a call.
class ServerLink : public QObject
{
    Q_OBJECT
public:
    explicit ServerLink(const Clock &clock, QObject *parent = nullptr);
    ~ServerLink() override;

    /// `base` is the http(s) base URL. `username` is what a plain server is told; empty: only Coterie will do.
    void setTarget(const QUrl &base, const QString &token, const QString &username);
    void open();
    void close();
    void retryNow();
    void suspend();
    void resume();
    void welcomed(const protocol::Heartbeat &heartbeat); ///< the session stands
    void ackExpected();
    void answerArrived();
    void ackArrived();
    void clockShown(WallTime serverTime, Instant asked);
    void said(WallTime serverTime);
    void remember(const QList<protocol::Message> &known); ///< for a plain server: what is stored of a room

    /// False when there is no open socket.
    [[nodiscard]] bool send(const protocol::Envelope &envelope, sync::Repeat repeat = sync::Repeat::No);
    [[nodiscard]] std::optional<protocol::plain::Dialect> dialect() const; ///< absent: Coterie, or not known yet
    [[nodiscard]] bool confirms() const; ///< false: a plain server that sends no echo of one's own messages

Q_SIGNALS:
    void statusChanged(const coterie::transport::LinkStatus &status);
    void received(const QList<coterie::protocol::Envelope> &envelopes);
    void dialectChanged(); ///< or that it confirms

private:
    void linkChanged(const transport::LinkStatus &status);
    void frameArrived(const QByteArray &frame);
    void plainFrameArrived(const QByteArray &frame);
    void decide(const sync::PlainDetector::Decision &decision);
    void take(const sync::PlainStep &step);
    void reached(Instant pinged);
    void deliver();
    void passed();
    void schedule();
    [[nodiscard]] bool mayBePlain() const { return !m_username.isEmpty(); }

    const Clock &m_clock;
    transport::WebSocketConnection m_connection;
    QString m_username;
    sync::PlainDetector m_detector;
    std::optional<sync::PlainBridge> m_bridge; ///< outlives its links: it knows what was not confirmed
    bool m_confirms = true; ///< as told last
    QList<protocol::Envelope> m_events; ///< of the bridge, on their way
    QTimer m_timer;
    QTimer m_delivery;
};

} // namespace coterie::client
