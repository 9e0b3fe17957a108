#include "crdt/internal/transaction.h"

namespace coterie::crdt::internal {

namespace {
constexpr std::size_t kLinear = 8; ///< clients; up to here a scan beats a hash
}

const Transaction::Touched *Transaction::find(std::uint32_t client) const
{
    if (touched.size() > kLinear) {
        const auto found = touchedSlots.find(client);
        return found == touchedSlots.end() ? nullptr : &touched[found->second];
    }
    for (const Touched &one : touched) {
        if (one.client == client)
            return &one;
    }
    return nullptr;
}

void Transaction::touch(std::uint32_t client, std::uint32_t before)
{
    if (find(client))
        return;
    touched.push_back({client, before, before});
    if (touched.size() > kLinear) {
        for (auto i = touchedSlots.size(); i < touched.size(); ++i)
            touchedSlots.emplace(touched[i].client, static_cast<std::uint32_t>(i));
    }
}

bool Transaction::adds(ItemId id) const
{
    const Touched *one = find(id.client);
    return one && id.clock >= one->before;
}

void Transaction::reset()
{
    origin = nullptr;
    local = true;
    needsFormattingCleanup = false;
    touched.clear();
    if (!touchedSlots.empty())
        touchedSlots.clear();
    deleted.clear();
    changes.clear();
    mergeCandidates.clear();
    addedDocs.clear();
    loadedDocs.clear();
    removedDocs.clear();
}

} // namespace coterie::crdt::internal
