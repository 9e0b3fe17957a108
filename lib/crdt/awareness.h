#pragma once

#include "base/result.h"
#include "base/time.h"
#include "crdt/any.h"
#include "crdt/id.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace coterie::crdt {

/// Who came, who told something and who went.
struct AwarenessChange {
    std::vector<ClientId> added;
    std::vector<ClientId> updated; ///< told something, be it the same as before: others want to hear of it
    std::vector<ClientId> changed; ///< those of `updated` whose state is another one now
    std::vector<ClientId> removed;
    [[nodiscard]] bool isEmpty() const { return added.empty() && updated.empty() && removed.empty(); }
    /// Whose state encode() should tell the others.
    [[nodiscard]] std::vector<ClientId> clients() const;
};

/// Passing things about people in a document (name, caret, selection), which are not kept: the awareness protocol of
/// y-protocols (awareness.js). Every client has a JSON state and a clock that rises with each telling; a client that is
/// silent for `timeout` counts as gone. Free of clocks and sockets: the time comes in, bytes go out. One thread at a
/// time.
class Awareness
{
public:
    static constexpr Millis timeout =
        std::chrono::seconds(30); ///< the protocol's; a state is told anew after half of it
    static constexpr Millis checkInterval = std::chrono::seconds(3); ///< how often to call tick()

    /// What strangers may cost. Clients that are gone count too, until they are forgotten to make room.
    struct Limits {
        std::size_t clients = 4096;
        std::size_t stateBytes = 64 * 1024; ///< of one state as JSON
    };

    /// Begins with an empty object as its own state, as Yjs does.
    Awareness(ClientId self, Instant now);
    Awareness(ClientId self, Instant now, Limits limits);

    /// The state of a client; null if it is not there.
    [[nodiscard]] const Any *state(ClientId client) const;
    [[nodiscard]] std::vector<ClientId> clients() const; ///< who is there, by rising id
    [[nodiscard]] std::vector<ClientId> everKnown() const; ///< those who went, too, as far as they are remembered
    [[nodiscard]] std::uint64_t clock(ClientId client) const; ///< of what was told last; 0 if it was never heard of
    [[nodiscard]] const Any *localState() const { return state(m_self); }
    [[nodiscard]] ClientId self() const { return m_self; }
    [[nodiscard]] bool hasCompany() const; ///< somebody else is there

    /// Nothing means: this client leaves. Send encode(change.clients()) to the others.
    AwarenessChange setLocalState(std::optional<Any> state, Instant now);
    /// Sets one member of the own state; does nothing without one.
    AwarenessChange setLocalField(std::u16string_view key, Any value, Instant now);

    /// What others told. Refused as a whole with Truncated, OutOfRange, Malformed, or TooLarge beyond the limits. If
    /// someone says that this client is gone, it is not, and `updated` names it: tell them.
    Result<AwarenessChange> apply(std::span<const std::byte> update, Instant now);
    /// Takes clients out whose connection is closed.
    AwarenessChange remove(std::span<const ClientId> clients, Instant now);
    /// Takes out everybody else, with what was known of their clocks: the own connection is closed, and over the next
    /// one they are told anew, maybe word for word.
    AwarenessChange forgetOthers();
    /// Removes who has been silent for too long, and tells the own state anew when it is time. Send
    /// encode(change.clients()).
    AwarenessChange tick(Instant now);

    /// The states of these clients as a message; who is gone is told to be gone, who was never known is left out.
    [[nodiscard]] Bytes encode(std::span<const ClientId> clients) const;

private:
    struct Peer {
        std::uint64_t clock = 0;
        Instant lastHeard;
        std::optional<Any> state; ///< nothing: gone
    };
    struct Told {
        ClientId client = 0;
        std::uint64_t clock = 0;
        std::optional<Any> state;
    };

    [[nodiscard]] Result<std::vector<Told>> read(std::span<const std::byte> update) const;
    [[nodiscard]] bool makeRoom(const std::vector<Told> &told, Instant now);
    void applyOne(Told told, Instant now, AwarenessChange &change);

    ClientId m_self;
    Limits m_limits;
    std::map<ClientId, Peer> m_peers;
};

} // namespace coterie::crdt
