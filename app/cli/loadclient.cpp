#include "loadclient.h"

#include "invocation.h"

#include <QTimer>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr Millis patience {10'000}; // for what is still on its way at the end

} // namespace

LoadTest::LoadTest(const LoadPlan &plan, const QUrl &server)
    : m_plan(plan)
    , m_server(server)
    , m_ledger(plan.clients, plan.rooms)
    , m_name(QString::fromStdString(m_random.uuid()).left(8))
{
}

Result<void> LoadTest::add(const QString &token)
{
    const int client = static_cast<int>(m_wires.size());
    auto wire = std::make_unique<Wire>(m_server, token);
    if (auto connected = wire->connect(); !connected)
        return connected;
    if (client < m_plan.rooms) {
        const auto room = makeRoom(*wire);
        if (!room)
            return room.error();
        m_rooms << *room;
    } else if (const auto joined = wire->ask(JoinRoom {.roomId = m_rooms.at(m_ledger.roomOf(client))}); !joined) {
        return joined.error();
    }
    connect(wire.get(), &Wire::arrived, this, [this, client](const Envelope &envelope) { take(client, envelope); });
    connect(wire.get(), &Wire::linkDown, this, [this] { ++m_dropped; });
    m_wires.push_back(std::move(wire));
    return {};
}

Result<RoomId> LoadTest::makeRoom(Wire &wire)
{
    const auto made = wire.ask(CreateRoom {.name = u"load-%1-%2"_s.arg(m_name).arg(m_rooms.size() + 1)});
    if (!made)
        return made.error();
    const auto ack = roomAckFromJson(*made);
    if (!ack)
        return ack.error();
    // Members hear a room on the connections that have joined it.
    const auto joined = wire.ask(JoinRoom {.roomId = ack->room.roomId});
    return joined ? Result<RoomId>(ack->room.roomId) : Result<RoomId>(joined.error());
}

LoadReport LoadTest::run()
{
    constexpr Millis tick {2};
    constexpr Millis cursorEvery {100};
    m_begin = m_clock.now();
    QTimer sender;
    sender.setTimerType(Qt::PreciseTimer);
    connect(&sender, &QTimer::timeout, this, &LoadTest::send);
    sender.start(tick);
    QTimer pointer;
    connect(&pointer, &QTimer::timeout, this, &LoadTest::moveCursors);
    if (m_plan.cursors)
        pointer.start(cursorEvery);
    static_cast<void>(
        waitFor([&] { return m_clock.now() - m_begin >= m_plan.duration; }, forever)); // the ticks wake it
    send();
    sender.stop();
    pointer.stop();
    static_cast<void>(waitFor([&] { return m_ledger.isComplete(); }, patience));
    LoadReport report = m_ledger.report();
    report.dropped = m_dropped;
    report.cursorUpdates = m_cursorUpdates;
    return report;
}

// As many as the rate asks for until now, one client after the other.
void LoadTest::send()
{
    const auto elapsed = std::min<Instant::duration>(m_clock.now() - m_begin, m_plan.duration);
    const auto due = static_cast<std::size_t>(std::chrono::duration<double>(elapsed).count() * m_plan.rate);
    for (; m_sent < due; ++m_sent) {
        const int client = static_cast<int>(m_sent % m_wires.size());
        const QString clientId = QString::fromStdString(m_random.uuid());
        const std::size_t number = m_ledger.send(client, m_clock.now());
        m_numbers.insert(clientId, number);
        m_wires[static_cast<std::size_t>(client)]->post(
            SendMessage {.roomId = m_rooms.at(m_ledger.roomOf(client)),
                .clientId = ClientId {clientId},
                .text = u"Message %1 of a load test, about as long as people write."_s.arg(number + 1)},
            [this, number](const Result<QJsonObject> &answer) {
                if (answer)
                    m_ledger.acknowledged(number);
                else if (answer.error().code == Errc::RateLimited)
                    m_ledger.refused(number);
            });
    }
}

void LoadTest::moveCursors()
{
    for (int client = 0; client < static_cast<int>(m_wires.size()); ++client) {
        const QString surface = u"room:"_s + m_rooms.at(m_ledger.roomOf(client)).value();
        m_wires[static_cast<std::size_t>(client)]->tell(
            CursorMove {.surface = surface, .x = m_random.unit(), .y = m_random.unit()});
    }
}

void LoadTest::take(int client, const Envelope &envelope)
{
    if (envelope.type == "cursor_update"_L1) {
        ++m_cursorUpdates;
    } else if (envelope.type == "message"_L1) {
        const QJsonObject payload = envelope.object();
        const auto number = m_numbers.constFind(payload.value("clientId"_L1).toString());
        if (number != m_numbers.cend())
            m_ledger.delivered(client, *number, payload.value("seq"_L1).toInteger(), m_clock.now());
    }
}

} // namespace coterie::cli
