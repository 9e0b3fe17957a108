#pragma once

#include "server/http/api.h"
#include "server/hub/requests.h"
#include "server/secrets.h"

#include <QObject>
#include <QTimer>

namespace coterie::server {

/// The one place where everything meets. Lives on the hub's thread and owns all state. A turn is a batch from the
/// network, a tick, or a finished password: what it wrote is committed at its end, and only then does anything leave.
class Hub : public QObject, public Gateway
{
    Q_OBJECT
public:
    Hub(Edge &edge, Storage &storage, const Clock &clock, ServerConfig config);

    void inbound(std::vector<Inbound> batch) override;
    void start(); ///< the once-a-second look at the clock and at what other processes wrote
    void tick();
    void prepareToStop(); ///< not ready any more; notes when everybody was last here

    void turn(const std::function<void()> &work); ///< work, commit, send
    [[nodiscard]] Core &core() { return m_core; }
    [[nodiscard]] Services &services() { return m_services; }

private:
    void handle(HttpRequest &request);
    void handle(const FrameArrived &frame);
    void handle(const ConnectionClosed &closed);
    void handle(const EventStreamDrained &drained);
    void handle(const ReaderCaughtUp &reader);
    void upgrade(const HttpRequest &request);
    void upgradeToDocument(const HttpRequest &request);
    [[nodiscard]] std::optional<Accounts::Session> mayUpgrade(const HttpRequest &request); ///< else it was refused
    void openStream(const HttpRequest &request);
    void badFrame(Connection &connection, const Error &error);
    void drop(Connection &connection, int code, const QString &reason);
    void endTurn();
    void startAnew(const char *why);
    void checkSessions(); ///< closes who may no longer be here
    void noticeOthers(); ///< other processes that wrote to the database
    void sendMetrics();

    Edge &m_edge;
    Core m_core;
    Services m_services;
    Requests m_requests;
    PasswordWorker m_passwords;
    BackgroundWork m_work;
    Api m_api;
    QTimer m_tick;
    QTimer m_index;
    QTimer m_compaction;
    QTimer m_people; ///< runs while news of people in documents wait
    std::int64_t m_dataVersion = 0;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_commitsSeen = 0; ///< by the checkpointer
    std::uint64_t m_messagesSeen = 0; ///< by the indexer
    bool m_ready = true;
};

} // namespace coterie::server
