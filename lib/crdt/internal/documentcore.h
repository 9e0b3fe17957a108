#pragma once

#include "base/result.h"
#include "crdt/doc.h"
#include "crdt/internal/edit.h"
#include "crdt/internal/plan.h"
#include "crdt/internal/store.h"
#include "crdt/sharedtypes.h"
#include "crdt/updatecodec.h"
#include "crdt/updatecodecv2.h"
#include "crdt/updates.h"

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace coterie::crdt::internal {

/// The engine behind Doc: transactions and what follows from them, updates in and out.
class DocumentCore
{
public:
    using UpdateHandler = std::function<void(std::span<const std::byte>, const void *origin, bool isLocal)>;
    using EventHandler = std::function<void(const std::vector<Event> &)>;
    using TransactionHandler = std::function<void(Transaction &)>;

    DocumentCore(std::uint64_t clientId, bool collectGarbage, std::size_t maxPendingBytes);
    [[nodiscard]] static std::uint64_t randomClientId(); ///< 32 bits, as Yjs draws them

    Store store;

    [[nodiscard]] std::uint32_t ownClient() const { return m_ownClient; }
    [[nodiscard]] std::uint64_t clientId() const { return store.clientId(m_ownClient); }
    void setClientId(std::uint64_t id) { m_ownClient = store.client(id); }

    /// Runs `work` in the transaction that is open, or in a new one that ends with it. Handlers run when the outermost
    /// one ends; what they change becomes a transaction of its own, told after this one.
    template <typename Work>
    void transact(const void *origin, bool isLocal, Work &&work)
    {
        const bool isOuter = begin(origin, isLocal);
        work(*m_current);
        if (isOuter)
            end();
    }
    template <typename Work>
    void edit(Work &&work)
    {
        transact(nullptr, true, [&](Transaction &transaction) {
            Editor editor(store, transaction, m_ownClient);
            work(editor);
        });
    }
    bool begin(const void *origin, bool isLocal); ///< true if it opened one: then end() must follow
    void end();
    [[nodiscard]] bool collectsGarbage() const { return m_collectsGarbage; }
    [[nodiscard]] Transaction *current() { return m_current; }

    Result<void> apply(std::span<const std::byte> update, UpdateVersion version, const void *origin);
    [[nodiscard]] Bytes encode(const StateVector &target, UpdateVersion version) const;
    [[nodiscard]] StateVector stateVector() const;
    [[nodiscard]] DeleteSet deleteSet() const;
    [[nodiscard]] bool hasPending() const { return !m_pending.blocks.empty() || !m_pending.deletes.isEmpty(); }

    [[nodiscard]] std::vector<Subdocument> subdocuments() const;
    [[nodiscard]] std::shared_ptr<DocumentCore> openSubdocument(Id id);
    void loadSubdocument(Id id);
    void closeSubdocument(Id id);
    std::uint64_t addSubdocumentHandler(Doc::SubdocumentHandler handler);

    std::uint64_t addUpdateHandler(UpdateVersion version, UpdateHandler handler);
    struct EventObserver {
        SharedType target; ///< keeps the branch from being freed
        bool deep = false;
        bool hasDeltas = true; ///< are told
        EventHandler handler;
    };
    std::uint64_t addEventHandler(EventObserver observer);
    std::uint64_t addTransactionHandler(TransactionHandler handler);
    void removeHandler(std::uint64_t id);

    [[nodiscard]] SharedType handle(Branch *branch) { return {this, branch}; }
    [[nodiscard]] Value valueOf(const Item *item, std::uint32_t offset);

private:
    struct UpdateObserver {
        UpdateVersion version = UpdateVersion::V1;
        UpdateHandler handler;
    };

    /// What has come but depends on something that has not.
    struct Pending {
        Bytes blocks; ///< an update, V1; empty if there is none
        StateVector missing; ///< worth a retry once a client's clock is above its entry
        DeleteSet deletes;
    };

    Result<void> applyDecoded(
        Transaction &transaction, DecodedUpdate &&update, const UpdatePlan &plan, Pending &pending);
    Result<void> retry(Transaction &transaction, Pending &pending);
    [[nodiscard]] bool isWorthRetrying(const Pending &pending) const;
    void finish(Transaction &transaction);
    void tellEvents(Transaction &transaction);
    [[nodiscard]] Delta deltaOf(const Transaction &transaction, const Branch &branch);
    [[nodiscard]] std::vector<Event::KeyChange> keyChangesOf(
        const Transaction &transaction, const Branch &branch, std::vector<std::uint32_t> keys);
    [[nodiscard]] std::vector<Event::Conflict> conflictsOf(
        const Transaction &transaction, const Branch &branch, const std::vector<std::uint32_t> &keys);
    [[nodiscard]] std::vector<Event::Step> pathOf(const Branch *ancestor, const Branch *branch);
    void cleanFormats(Transaction &transaction);
    void tellUpdate(Transaction &transaction);
    [[nodiscard]] Item *liveSubdocument(Id id) const;
    void tellSubdocuments(const Transaction &transaction);

    std::uint32_t m_ownClient = 0;
    bool m_collectsGarbage = true;
    std::size_t m_maxPendingBytes = 0;
    Pending m_pending;
    UpdateWriterV1 m_writerV1; ///< kept for its memory
    std::uint32_t m_serial = 0;
    Transaction *m_current = nullptr;
    std::vector<std::unique_ptr<Transaction>> m_queue; ///< open or not yet told, oldest first
    std::vector<std::unique_ptr<Transaction>> m_spare;

    std::uint64_t m_lastHandler = 0;
    std::map<std::uint64_t, UpdateObserver> m_updateObservers; ///< by id, which is the order of adding
    std::map<std::uint64_t, EventObserver> m_eventObservers;
    std::map<std::uint64_t, TransactionHandler> m_transactionHandlers;
    std::map<std::uint64_t, Doc::SubdocumentHandler> m_subdocumentHandlers;
    std::vector<ItemId> m_subdocuments; ///< in the order in which they came
};

} // namespace coterie::crdt::internal
