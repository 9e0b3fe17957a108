#pragma once

#include "base/result.h"
#include "crdt/id.h"
#include "crdt/idset.h"
#include "crdt/sharedtypes.h"
#include "crdt/statevector.h"
#include "crdt/updates.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace coterie::crdt {

/// Keeps a handler registered for as long as it lives. Outliving the document is allowed. The document's thread only.
class Subscription
{
public:
    Subscription() = default;
    Subscription(std::weak_ptr<internal::DocumentCore> core, std::uint64_t id) : m_core(std::move(core)), m_id(id) { }
    Subscription(Subscription &&other) noexcept
        : m_core(std::move(other.m_core))
        , m_id(std::exchange(other.m_id, 0)) { }
    Subscription &operator=(Subscription &&other) noexcept
    {
        std::swap(m_core, other.m_core);
        std::swap(m_id, other.m_id);
        return *this;
    }
    ~Subscription();

private:
    std::weak_ptr<internal::DocumentCore> m_core;
    std::uint64_t m_id = 0;
};

/// A document that several people edit at once and that ends up the same for all of them, with the semantics and the
/// wire format of Yjs 13 (https://github.com/yjs/yjs). Everything of one document belongs to one thread at a time, any
/// thread. Handles of its types (sharedtypes.h) must not be used once it is gone; destroying them then is fine.
class Doc
{
public:
    struct Options {
        std::optional<ClientId> clientId; ///< at most 53 bits; random if absent. Never used by two documents at once.
        bool collectGarbage = true; ///< forget what was deleted; without it old snapshots can be read
        std::size_t maxPendingBytes = 64U << 20U; ///< of updates that wait for others; more is refused
    };

    Doc();
    explicit Doc(const Options &options);
    ~Doc();
    Doc(Doc &&) noexcept;
    Doc &operator=(Doc &&) noexcept;

    [[nodiscard]] ClientId clientId() const;
    void setClientId(ClientId id);

    /// The roots: made on first use, the same name is always the same type, and asking for a kind decides how it reads.
    [[nodiscard]] Text text(std::u16string_view name);
    [[nodiscard]] Array array(std::u16string_view name);
    [[nodiscard]] Map map(std::u16string_view name);
    [[nodiscard]] XmlFragment xmlFragment(std::u16string_view name);
    [[nodiscard]] XmlElement xmlElement(std::u16string_view name);
    [[nodiscard]] XmlText xmlText(std::u16string_view name);

    /// All that `work` changes is one transaction: one update, one round of events, told when it ends. Nests: the
    /// outermost one counts. `origin` is handed on to the handlers and compared by the undo manager, never looked into.
    template <typename Work>
    void transact(Work &&work, const void *origin = nullptr)
    {
        const bool isOuter = begin(origin);
        std::forward<Work>(work)();
        if (isOuter)
            end();
    }

    /// Joins an update in. It is read and checked as a whole first: after an error the document is as it was. What
    /// depends on updates that have not come yet is kept and joined in when they do.
    /// Errors: those of decodeUpdate(); Malformed for blocks that depend on each other in a circle; TooLarge for clocks
    /// beyond 32 bits, for too much that waits, or for an update built to make ordering slow; BadRequest inside
    /// transact().
    Result<void> applyUpdate(
        std::span<const std::byte> update, UpdateVersion version = UpdateVersion::V1, const void *origin = nullptr);
    /// What a peer that knows `target` lacks, waiting parts included; everything for an empty one.
    [[nodiscard]] Bytes encodeStateAsUpdate(
        const StateVector &target = {}, UpdateVersion version = UpdateVersion::V1) const;
    [[nodiscard]] StateVector stateVector() const;
    [[nodiscard]] DeleteSet deleteSet() const;
    [[nodiscard]] bool hasPending() const; ///< something waits for an update that has not come

    /// Called after each transaction that changed something, with what it changed; the bytes live as long as the call.
    using UpdateHandler = std::function<void(std::span<const std::byte> update, const void *origin, bool isLocal)>;
    [[nodiscard]] Subscription onUpdate(UpdateHandler handler, UpdateVersion version = UpdateVersion::V1);
    /// Called after each transaction that changed the type, with its one event.
    using EventHandler = std::function<void(const std::vector<Event> &)>;
    [[nodiscard]] Subscription observe(const SharedType &type, EventHandler handler);
    enum class Deltas : std::uint8_t { Told, Untold }; ///< one costs O(n) of its list, and is empty when untold
    /// The same for the type and all that is in it: nearer ones first.
    [[nodiscard]] Subscription observeDeep(const SharedType &type, EventHandler handler, Deltas deltas = Deltas::Told);

    /// The documents inside this one, in the order in which they came.
    [[nodiscard]] std::vector<Subdocument> subdocuments() const;
    /// The document itself, empty until updates are applied to it, with this document's client id; the same one
    /// each time, until it is closed. Nothing if it is not in this document (any more).
    [[nodiscard]] std::optional<Doc> openSubdocument(const Subdocument &subdocument);
    /// Asks whoever synchronises subdocuments for its content: told as `loaded`, once.
    void loadSubdocument(const Subdocument &subdocument);
    /// Forgets the opened document and that it was asked for; told as removed and added. Others may go on using it.
    void closeSubdocument(const Subdocument &subdocument);
    struct SubdocumentChanges {
        std::vector<Subdocument> loaded; ///< their content is wanted
        std::vector<Subdocument> added;
        std::vector<Subdocument> removed;
    };
    /// Called after each transaction in which subdocuments came, went or were asked for, after the update.
    using SubdocumentHandler = std::function<void(const SubdocumentChanges &)>;
    [[nodiscard]] Subscription onSubdocuments(SubdocumentHandler handler);

    [[nodiscard]] std::size_t itemCount() const; ///< runs, deleted ones too: what size and time depend on

    [[nodiscard]] internal::DocumentCore &core() { return *m_core; }

private:
    explicit Doc(std::shared_ptr<internal::DocumentCore> core);
    [[nodiscard]] bool begin(const void *origin);
    void end();
    [[nodiscard]] SharedType root(std::u16string_view name, TypeKind kind);

    std::shared_ptr<internal::DocumentCore> m_core;
};

} // namespace coterie::crdt
