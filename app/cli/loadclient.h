#pragma once

#include "loadreport.h"
#include "wire.h"

#include <QHash>

#include <memory>
#include <vector>

namespace coterie::cli {

struct LoadPlan {
    int clients = 0;
    int rooms = 0;
    double rate = 0; ///< messages per second, of all clients together
    Millis duration {0};
    bool cursors = false;
};

/// Many people at once: connects them, lets them talk, keeps the books. One thread for all of them.
class LoadTest : public QObject
{
    Q_OBJECT
public:
    LoadTest(const LoadPlan &plan, const QUrl &server);

    /// One client more, signed in with this token. The first ones make the rooms.
    [[nodiscard]] Result<void> add(const QString &token);
    [[nodiscard]] LoadReport run();

private:
    [[nodiscard]] Result<protocol::RoomId> makeRoom(Wire &wire);
    void send();
    void moveCursors();
    void take(int client, const protocol::Envelope &envelope);

    LoadPlan m_plan;
    QUrl m_server;
    SystemClock m_clock;
    LoadLedger m_ledger;
    Random m_random = Random::fromSystem();
    QString m_name; ///< of this run, in the names of its rooms
    std::vector<std::unique_ptr<Wire>> m_wires;
    QList<protocol::RoomId> m_rooms;
    QHash<QString, std::size_t> m_numbers; ///< of messages, by clientId
    Instant m_begin {};
    std::size_t m_sent = 0;
    qint64 m_dropped = 0;
    qint64 m_cursorUpdates = 0;
};

} // namespace coterie::cli
