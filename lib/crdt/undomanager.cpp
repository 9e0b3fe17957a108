#include "crdt/undomanager.h"

#include "crdt/internal/documentcore.h"
#include "crdt/internal/redo.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace coterie::crdt {

using namespace internal;

class UndoManager::Private
{
public:
    Private(DocumentCore &core, std::span<const SharedType> scope, const Clock &clock, Options options)
        : m_core(core)
        , m_scope(scope.begin(), scope.end())
        , m_clock(clock)
        , m_options(std::move(options))
    {
        m_options.origins.push_back(this);
        m_handler = core.addTransactionHandler([this](Transaction &transaction) { record(transaction); });
    }
    ~Private()
    {
        clear(true, true);
        m_core.removeHandler(m_handler);
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    bool pop(bool isUndo)
    {
        (isUndo ? m_isUndoing : m_isRedoing) = true;
        auto &steps = isUndo ? undoSteps : redoSteps;
        bool hasChanged = false;
        m_core.transact(this, true, [&](Transaction &transaction) {
            while (!steps.empty() && !hasChanged) {
                const UndoStep step = std::move(steps.back());
                steps.pop_back();
                hasChanged = apply(transaction, step);
            }
        });
        m_isUndoing = m_isRedoing = false;
        return hasChanged;
    }

    void clear(bool undo, bool redo)
    {
        if (!(undo && !undoSteps.empty()) && !(redo && !redoSteps.empty()))
            return;
        m_core.transact(nullptr, true, [&](Transaction &transaction) {
            for (auto *steps : {undo ? &undoSteps : nullptr, redo ? &redoSteps : nullptr}) {
                if (!steps)
                    continue;
                for (const UndoStep &step : *steps)
                    keep(transaction, step.deletions, false);
                steps->clear();
            }
        });
    }

    std::vector<UndoStep> undoSteps;
    std::vector<UndoStep> redoSteps;
    std::optional<Instant> lastChange;

private:
    [[nodiscard]] bool isInScope(const Branch *branch) const
    {
        for (; branch; branch = branch->item ? branch->item->parent : nullptr) {
            if (std::ranges::any_of(m_scope, [branch](const SharedType &type) { return type.branch() == branch; }))
                return true;
        }
        return false;
    }

    void keep(Transaction &transaction, const RangeSet &ranges, bool kept)
    {
        m_core.store.visitRanges(transaction, ranges, [&](Item *item) {
            if (!item->isGc() && isInScope(item->parent))
                m_core.store.keep(item, kept);
        });
    }

    void record(Transaction &transaction)
    {
        const auto isOurs = [this](const Transaction::Change &change) {
            return change.branch && !(change.branch->item && change.branch->item->deleted) && isInScope(change.branch);
        };
        if (std::ranges::none_of(transaction.changes, isOurs)
            || std::ranges::find(m_options.origins, transaction.origin) == m_options.origins.end())
            return;
        auto &steps = m_isUndoing ? redoSteps : undoSteps;
        if (m_isUndoing)
            lastChange.reset();
        else if (!m_isRedoing)
            clear(false, true);
        RangeSet insertions;
        auto all = transaction.touched; // in the order in which Yjs knows the clients, which redo() goes by
        std::ranges::sort(all, {}, [this](const auto &one) { return m_core.store.clients()[one.client].rank; });
        for (const auto &touched : all)
            insertions.add(touched.client, touched.before, touched.after - touched.before);
        insertions.normalise();
        const Instant now = m_clock.now();
        const bool isPlain = !m_isUndoing && !m_isRedoing;
        if (isPlain && lastChange && now - *lastChange < m_options.captureTime && !steps.empty()) {
            UndoStep &last = steps.back();
            last.deletions.addAll(transaction.deleted);
            last.deletions.normalise();
            last.insertions.addAll(insertions);
            last.insertions.normalise();
        } else {
            steps.push_back({transaction.deleted, std::move(insertions)});
        }
        if (isPlain)
            lastChange = now;
        keep(transaction, transaction.deleted, true);
    }

    [[nodiscard]] bool isSlight(const Item *item) const
    {
        return item->key != kNone
            && std::ranges::find(m_options.slightKeys, m_core.store.nameText(item->key)) != m_options.slightKeys.end();
    }

    [[nodiscard]] bool isOthers(const Item *item) const
    {
        return item->client != m_core.ownClient() || m_broughtBack.contains(item->id());
    }

    /// Redoing a deletion takes away again what its undo brought back, whoever wrote that first.
    [[nodiscard]] bool hasOthersWork(const Item *holder) const
    {
        std::vector<const Item *> open {holder};
        while (!open.empty()) {
            const Item *item = open.back();
            open.pop_back();
            if (item->deleted || (item != holder && isSlight(item)))
                continue;
            if (m_isRedoing ? item->client != m_core.ownClient() : isOthers(item))
                return true;
            if (item->kind != Kind::Type)
                continue;
            for (const Item *child = item->content.type->start; child; child = child->right)
                open.push_back(child);
            for (const auto &entry : item->content.type->map.entries())
                open.push_back(entry.item);
        }
        return false;
    }

    /// Takes out of the list what holds work of others, and what is in there.
    void leaveToOthers(std::vector<Item *> &items) const
    {
        std::unordered_set<const Item *> kept;
        for (const Item *item : items) {
            if (item->kind == Kind::Type && hasOthersWork(item))
                kept.insert(item);
        }
        const auto isKept = [&kept](const Item *item) {
            for (; item; item = item->parent->item) {
                if (kept.contains(item))
                    return true;
            }
            return false;
        };
        if (!kept.empty())
            std::erase_if(items, isKept);
    }

    bool bringBack(Redo &redo, Item *item)
    {
        const bool wasOthers = isOthers(item);
        const Item *fresh = redo.restore(item);
        if (fresh && wasOthers) {
            m_broughtBack.add(fresh->client, fresh->clock, fresh->length);
            m_broughtBack.normalise();
        }
        return fresh != nullptr;
    }

    bool apply(Transaction &transaction, const UndoStep &step)
    {
        Store &store = m_core.store;
        std::vector<Item *> toDelete;
        std::vector<Item *> toRestore;
        store.visitRanges(transaction, step.insertions, [&](Item *item) {
            if (item->isGc())
                return;
            if (item->redone) {
                const auto followed = store.followRedone(item->id());
                item = followed.item;
                if (item->isGc())
                    return;
                if (followed.offset > 0)
                    item = store.cleanStart(transaction, {item->client, item->clock + followed.offset});
            }
            if (!item->deleted && isInScope(item->parent))
                toDelete.push_back(item);
        });
        if (m_options.keepsOthersWork)
            leaveToOthers(toDelete);
        store.visitRanges(transaction, step.deletions, [&](Item *item) {
            // What came and went within one step need not come back.
            if (!item->isGc() && isInScope(item->parent) && !step.insertions.contains(item->id()))
                toRestore.push_back(item);
        });
        Redo redo(store, transaction, m_core.ownClient(), toRestore, step.insertions, undoSteps, redoSteps);
        bool hasChanged = false;
        for (Item *item : toRestore)
            hasChanged = bringBack(redo, item) || hasChanged;
        for (auto item = toDelete.rbegin(); item != toDelete.rend(); ++item) { // what is inside before what holds it
            store.deleteItem(transaction, *item);
            hasChanged = true;
        }
        return hasChanged;
    }

    DocumentCore &m_core;
    std::vector<SharedType> m_scope;
    const Clock &m_clock;
    Options m_options;
    std::uint64_t m_handler = 0;
    RangeSet m_broughtBack; ///< own items that are what others' came back as
    bool m_isUndoing = false;
    bool m_isRedoing = false;
};

UndoManager::UndoManager(Doc &doc, std::span<const SharedType> scope, const Clock &clock, Options options)
    : m_private(std::make_unique<Private>(doc.core(), scope, clock, std::move(options)))
{
}

UndoManager::~UndoManager() = default;

bool UndoManager::undo()
{
    return m_private->pop(true);
}

bool UndoManager::redo()
{
    return m_private->pop(false);
}

bool UndoManager::canUndo() const
{
    return !m_private->undoSteps.empty();
}

bool UndoManager::canRedo() const
{
    return !m_private->redoSteps.empty();
}

void UndoManager::stopCapturing()
{
    m_private->lastChange.reset();
}

void UndoManager::clear()
{
    m_private->clear(true, true);
}

std::size_t UndoManager::undoDepth() const
{
    return m_private->undoSteps.size();
}

void UndoManager::clearRedo()
{
    m_private->clear(false, true);
}

} // namespace coterie::crdt
