#include "server/hub/documentpeople.h"

#include "crdt/syncprotocol.h"

#include <ranges>

namespace coterie::server {

namespace {

constexpr Millis pause {16}; // a frame; half a sample of 30 a second

} // namespace

void DocumentPeople::wait(OpenDocument &document)
{
    if (std::ranges::find(m_waiting, &document) == m_waiting.end())
        m_waiting.push_back(&document);
}

void DocumentPeople::told(OpenDocument &document, const crdt::AwarenessChange &change, const Connection &by)
{
    const auto clients = change.clients();
    if (clients.empty())
        return;
    document.told.insert(document.told.end(), clients.begin(), clients.end());
    document.someoneLeft = document.someoneLeft || !change.removed.empty();
    document.manyTold = document.manyTold || (document.teller != nullptr && document.teller != &by);
    document.teller = &by;
    wait(document);
}

void DocumentPeople::left(
    OpenDocument &document, const std::vector<crdt::ClientId> &clients, const Connection *connection)
{
    if (connection != nullptr && document.teller == connection) {
        document.teller = nullptr;
        document.manyTold = true; // what it told before it went is for everybody who is left
    }
    if (clients.empty())
        return;
    document.told.insert(document.told.end(), clients.begin(), clients.end());
    document.manyTold = true;
    document.someoneLeft = true;
    wait(document);
}

Instant DocumentPeople::dueAt(const OpenDocument &document) const
{
    if (document.someoneLeft || !document.lastTold)
        return {};
    return *document.lastTold + pause;
}

std::optional<Millis> DocumentPeople::nextIn() const
{
    if (m_waiting.empty())
        return std::nullopt;
    const Instant next =
        std::ranges::min(m_waiting | std::views::transform([this](const OpenDocument *each) { return dueAt(*each); }));
    return std::max(Millis {0}, std::chrono::ceil<Millis>(next - m_core.now()));
}

void DocumentPeople::endTurn()
{
    std::erase_if(m_waiting, [this](OpenDocument *document) {
        const bool isDue = dueAt(*document) <= m_core.now();
        if (isDue)
            say(*document);
        return isDue;
    });
}

void DocumentPeople::say(OpenDocument &document)
{
    std::ranges::sort(document.told);
    const auto twice = std::ranges::unique(document.told);
    document.told.erase(twice.begin(), twice.end());
    const crdt::Bytes words = document.awareness.encode(document.told);
    m_core.out.toSockets(document.everybodyBut(document.manyTold ? nullptr : document.teller),
        arrayOf(crdt::encodeSyncMessage(crdt::AwarenessMessage {words})), Delivery::Ephemeral);
    document.told.clear();
    document.teller = nullptr;
    document.manyTold = false;
    document.someoneLeft = false;
    document.lastTold = m_core.now();
}

void DocumentPeople::forget(const OpenDocument &document)
{
    std::erase(m_waiting, &document);
}

} // namespace coterie::server
