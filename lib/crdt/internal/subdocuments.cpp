#include "crdt/internal/documentcore.h"

#include <set>
#include <utility>

namespace coterie::crdt::internal {

std::vector<Subdocument> DocumentCore::subdocuments() const
{
    std::vector<Subdocument> found;
    for (const ItemId id : m_subdocuments)
        found.push_back(store.subdocument(store.find(id)));
    return found;
}

Item *DocumentCore::liveSubdocument(Id id) const
{
    const std::uint32_t client = store.knownClient(id.client);
    if (client == kNone || id.clock >= store.state(client))
        return nullptr;
    Item *item = store.find({client, static_cast<std::uint32_t>(id.clock)});
    return item->kind == Kind::Doc && !item->deleted ? item : nullptr;
}

std::shared_ptr<DocumentCore> DocumentCore::openSubdocument(Id id)
{
    const Item *item = liveSubdocument(id);
    if (!item)
        return nullptr;
    DocMark &mark = *item->content.doc;
    if (!mark.core) {
        const Any *gc = mark.options.member(u"gc");
        const bool forgets = !gc || !gc->boolean() || *gc->boolean();
        mark.core = std::make_shared<DocumentCore>(clientId(), forgets, m_maxPendingBytes);
    }
    return mark.core;
}

void DocumentCore::loadSubdocument(Id id)
{
    const Item *item = liveSubdocument(id);
    if (!item || std::exchange(item->content.doc->isWanted, true))
        return;
    transact(nullptr, true, [item](Transaction &transaction) { transaction.loadedDocs.push_back(item->id()); });
}

void DocumentCore::closeSubdocument(Id id)
{
    const Item *item = liveSubdocument(id);
    if (!item)
        return;
    item->content.doc->isWanted = false;
    item->content.doc->core.reset();
    transact(nullptr, true, [&](Transaction &transaction) {
        transaction.removedDocs.push_back(store.subdocument(item));
        transaction.addedDocs.push_back(item->id());
    });
}

std::uint64_t DocumentCore::addSubdocumentHandler(Doc::SubdocumentHandler handler)
{
    m_subdocumentHandlers.emplace(++m_lastHandler, std::move(handler));
    return m_lastHandler;
}

void DocumentCore::tellSubdocuments(const Transaction &transaction)
{
    if (transaction.addedDocs.empty() && transaction.removedDocs.empty() && transaction.loadedDocs.empty())
        return;
    Doc::SubdocumentChanges changes;
    std::set<Id> removed;
    for (const Subdocument &one : transaction.removedDocs) {
        if (removed.insert(one.id).second)
            changes.removed.push_back(one);
    }
    std::erase_if(m_subdocuments, [&](const ItemId id) {
        return removed.contains({store.clientId(id.client), id.clock});
    });
    for (const ItemId id : transaction.addedDocs) {
        if (const Item *item = liveSubdocument({store.clientId(id.client), id.clock})) {
            m_subdocuments.push_back(id);
            changes.added.push_back(store.subdocument(item));
        }
    }
    for (const ItemId id : transaction.loadedDocs) {
        if (const Item *item = liveSubdocument({store.clientId(id.client), id.clock}))
            changes.loaded.push_back(store.subdocument(item));
    }
    if (changes.added.empty() && changes.loaded.empty() && changes.removed.empty())
        return; // came and went
    for (const auto &[id, handler] : std::map(m_subdocumentHandlers))
        handler(changes);
}

} // namespace coterie::crdt::internal
