#pragma once

#include "base/time.h"
#include "protocol/ids.h"

#include <QJsonObject>

#include <vector>

namespace coterie::cli {

struct LoadReport {
    int clients = 0;
    int rooms = 0;
    double seconds = 0; ///< from the first message sent to the last delivery
    qint64 sent = 0;
    qint64 acknowledged = 0;
    qint64 refused = 0; ///< by the server's limits: not counted as lost
    qint64 delivered = 0;
    qint64 lost = 0;
    qint64 repeated = 0;
    qint64 outOfOrder = 0;
    qint64 dropped = 0; ///< connections that broke
    qint64 cursorUpdates = 0;
    double p50 = 0; ///< milliseconds from sending to delivery
    double p99 = 0;
    double max = 0;

    [[nodiscard]] bool isClean() const { return lost == 0 && repeated == 0 && outOfOrder == 0; }
    [[nodiscard]] double deliveredPerSecond() const
    {
        return seconds > 0 ? static_cast<double>(delivered) / seconds : 0;
    }
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QString toText() const;
};

/// Keeps the books of a load test: which message each client has seen, when, and in which order.
class LoadLedger
{
public:
    LoadLedger(int clients, int rooms);

    [[nodiscard]] int roomOf(int client) const { return client % m_rooms; }

    /// A message goes to its sender's room; its number is the return value.
    std::size_t send(int client, Instant now);
    void acknowledged(std::size_t message) { m_messages[message].state = State::Acknowledged; }
    void refused(std::size_t message) { m_messages[message].state = State::Refused; }
    void delivered(int client, std::size_t message, protocol::Seq seq, Instant now);

    [[nodiscard]] bool isComplete() const; ///< everything is answered and delivered to everybody
    [[nodiscard]] LoadReport report() const;

private:
    enum class State { Sent, Acknowledged, Refused };
    struct Message {
        int room = 0;
        Instant at {};
        State state = State::Sent;
        int missing = 0; ///< members who have not seen it
    };

    int m_rooms;
    std::vector<int> m_members; ///< per room
    std::vector<Message> m_messages;
    std::vector<std::vector<bool>> m_seen; ///< per client and message
    std::vector<protocol::Seq> m_lastSeq; ///< per client
    std::vector<float> m_latencies; ///< milliseconds
    Instant m_last {};
    qint64 m_repeated = 0;
    qint64 m_outOfOrder = 0;
};

} // namespace coterie::cli
