#pragma once

#include "server/net/frontend.h"

#include <QObject>
#include <QThread>

#include <functional>

/// A hub for tests on a thread of its own: answers by path and remembers what came in.
///
/// /ws accepts and echoes · /events is an event stream · /file answers `file` · /api/v1/files says how large the upload
/// was, and wants none with the token "wrong" · /later stays open until answerLater() · /echo answers with the body ·
/// anything else with its path.
class TestServer final : public coterie::server::Gateway
{
public:
    TestServer() = default;
    ~TestServer() override;

    /// The port, or 0.
    [[nodiscard]] quint16 start(const coterie::server::FrontEndConfig &config);

    /// Runs on the hub's thread and waits for it.
    void run(const std::function<void(coterie::server::FrontEnd &)> &job);

    struct Seen {
        QList<coterie::server::HttpRequest> requests;
        QList<coterie::server::FrameArrived> frames;
        QList<coterie::server::ConnectionClosed> closed;
        int drained = 0; ///< how often a stream has asked for more
        std::vector<coterie::server::ConnectionId> caughtUp;
        std::vector<coterie::server::ConnectionId> sockets; ///< open, in the order of their arrival
        std::vector<coterie::server::ConnectionId> streams;
    };
    [[nodiscard]] Seen seen();
    [[nodiscard]] coterie::server::FrontEndCounters counters();
    void broadcast(const QByteArray &payload, coterie::server::Delivery delivery);
    void answerLater(const QByteArray &body);

    QString file; ///< set before start()
    bool echoes = true; ///< set before start()

private:
    void inbound(std::vector<coterie::server::Inbound> batch) override;
    void handle(coterie::server::HttpRequest &&request);
    void handle(coterie::server::FrameArrived &&frame);
    void handle(coterie::server::ConnectionClosed &&closed);
    void handle(coterie::server::EventStreamDrained &&drained);
    void handle(coterie::server::ReaderCaughtUp &&reader);

    QThread m_thread;
    std::unique_ptr<QObject> m_context;
    std::unique_ptr<coterie::server::FrontEnd> m_frontEnd;
    Seen m_seen;
    std::vector<coterie::server::ConnectionId> m_later;
};
