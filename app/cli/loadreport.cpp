#include "loadreport.h"

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;

LoadLedger::LoadLedger(int clients, int rooms)
    : m_rooms(rooms)
    , m_members(static_cast<std::size_t>(rooms))
    , m_seen(static_cast<std::size_t>(clients))
    , m_lastSeq(static_cast<std::size_t>(clients))
{
    for (int client = 0; client < clients; ++client)
        ++m_members[static_cast<std::size_t>(roomOf(client))];
}

std::size_t LoadLedger::send(int client, Instant now)
{
    const int room = roomOf(client);
    m_messages.push_back({room, now, State::Sent, m_members[static_cast<std::size_t>(room)]});
    return m_messages.size() - 1;
}

void LoadLedger::delivered(int client, std::size_t message, protocol::Seq seq, Instant now)
{
    auto &seen = m_seen[static_cast<std::size_t>(client)];
    seen.resize(m_messages.size());
    if (seen[message]) {
        ++m_repeated;
        return;
    }
    seen[message] = true;
    auto &last = m_lastSeq[static_cast<std::size_t>(client)];
    if (seq <= last)
        ++m_outOfOrder;
    last = std::max(last, seq);
    Message &sent = m_messages[message];
    --sent.missing;
    m_last = now;
    m_latencies.push_back(std::chrono::duration<float, std::milli>(now - sent.at).count());
}

bool LoadLedger::isComplete() const
{
    return std::ranges::all_of(m_messages, [](const Message &message) {
        return message.state == State::Refused || (message.state == State::Acknowledged && message.missing == 0);
    });
}

LoadReport LoadLedger::report() const
{
    LoadReport report;
    report.clients = static_cast<int>(m_seen.size());
    report.rooms = m_rooms;
    report.sent = static_cast<qint64>(m_messages.size());
    report.delivered = static_cast<qint64>(m_latencies.size());
    report.repeated = m_repeated;
    report.outOfOrder = m_outOfOrder;
    for (const Message &message : m_messages) {
        report.acknowledged += message.state == State::Acknowledged ? 1 : 0;
        report.refused += message.state == State::Refused ? 1 : 0;
        if (message.state != State::Refused)
            report.lost += message.missing;
    }
    if (m_latencies.empty())
        return report;
    report.seconds = std::chrono::duration<double>(m_last - m_messages.front().at).count();
    auto sorted = m_latencies;
    std::ranges::sort(sorted);
    const auto at = [&](double share) {
        return double {sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]};
    };
    report.p50 = at(0.50);
    report.p99 = at(0.99);
    report.max = at(1.0);
    return report;
}

QJsonObject LoadReport::toJson() const
{
    return {{u"clients"_s, clients}, {u"rooms"_s, rooms}, {u"seconds"_s, seconds}, {u"sent"_s, sent},
        {u"acknowledged"_s, acknowledged}, {u"refused"_s, refused}, {u"delivered"_s, delivered},
        {u"deliveredPerSecond"_s, deliveredPerSecond()}, {u"p50Ms"_s, p50}, {u"p99Ms"_s, p99}, {u"maxMs"_s, max},
        {u"lost"_s, lost}, {u"repeated"_s, repeated}, {u"outOfOrder"_s, outOfOrder}, {u"dropped"_s, dropped},
        {u"cursorUpdates"_s, cursorUpdates}};
}

QString LoadReport::toText() const
{
    return u"%1 clients in %2 rooms, %3 s\n"
           "sent %4, acknowledged %5, refused %6\n"
           "delivered %7 (%8 per second)\n"_s.arg(clients)
               .arg(rooms)
               .arg(seconds, 0, 'f', 1)
               .arg(sent)
               .arg(acknowledged)
               .arg(refused)
               .arg(delivered)
               .arg(deliveredPerSecond(), 0, 'f', 0)
        + u"latency p50 %1 ms, p99 %2 ms, max %3 ms\n"
          "lost %4, repeated %5, out of order %6, connections dropped %7, cursor updates %8"_s.arg(p50, 0, 'f', 1)
              .arg(p99, 0, 'f', 1)
              .arg(max, 0, 'f', 1)
              .arg(lost)
              .arg(repeated)
              .arg(outOfOrder)
              .arg(dropped)
              .arg(cursorUpdates);
}

} // namespace coterie::cli
