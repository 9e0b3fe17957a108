#include "crdt/internal/documentcore.h"

#include "base/random.h"

#include <algorithm>
#include <unordered_set>

namespace coterie::crdt::internal {

DocumentCore::DocumentCore(std::uint64_t clientId, bool collectGarbage, std::size_t maxPendingBytes)
    : m_ownClient(store.client(clientId))
    , m_collectsGarbage(collectGarbage)
    , m_maxPendingBytes(maxPendingBytes)
{
}

std::uint64_t DocumentCore::randomClientId()
{
    return Random::fromSystem().next() >> 32U;
}

bool DocumentCore::begin(const void *origin, bool isLocal)
{
    if (m_current)
        return false;
    auto transaction = m_spare.empty() ? std::make_unique<Transaction>() : std::move(m_spare.back());
    if (!m_spare.empty())
        m_spare.pop_back();
    transaction->origin = origin;
    transaction->local = isLocal;
    transaction->serial = ++m_serial;
    m_current = transaction.get();
    m_queue.push_back(std::move(transaction));
    return true;
}

void DocumentCore::end()
{
    const bool isFirst = m_current == m_queue.front().get();
    m_current = nullptr;
    if (!isFirst)
        return; // made by a handler: told after the one that is being told now
    for (std::size_t i = 0; i < m_queue.size(); ++i)
        finish(*m_queue[i]);
    for (auto &transaction : m_queue) {
        transaction->reset();
        if (m_spare.size() < 2)
            m_spare.push_back(std::move(transaction));
    }
    m_queue.clear();
}

void DocumentCore::finish(Transaction &transaction)
{
    transaction.deleted.normalise();
    for (auto &touched : transaction.touched)
        touched.after = store.state(touched.client);
    if (!m_eventObservers.empty())
        tellEvents(transaction);
    if (!m_transactionHandlers.empty()) {
        for (const auto &[id, handler] : std::map(m_transactionHandlers))
            handler(transaction);
    }
    if (!transaction.local)
        cleanFormats(transaction);

    transaction.deleted.normalise();
    if (m_collectsGarbage)
        store.collectGarbage(transaction.deleted);
    store.mergeDeleted(transaction.deleted);
    store.mergeTouched(transaction);
    store.mergeCandidates(transaction);
    const auto *own = transaction.find(m_ownClient);
    if (!transaction.local && own && own->after != own->before) // somebody else uses our number
        setClientId(randomClientId());
    if (!m_updateObservers.empty())
        tellUpdate(transaction);
    tellSubdocuments(transaction);
}

// Remote changes can leave formats that change nothing; as in Yjs whoever receives them takes those away.
void DocumentCore::cleanFormats(Transaction &transaction)
{
    const auto isText = [](const Branch *branch) {
        return branch && branch->hasFormatting && (branch->type == TypeKind::Text || branch->type == TypeKind::XmlText);
    };
    if (std::none_of(transaction.changes.begin(), transaction.changes.end(),
            [&](const Transaction::Change &change) { return isText(change.branch); }))
        return;
    std::vector<Branch *> whole; // in which a format came or went
    std::unordered_set<Branch *> known;
    const auto addWhole = [&](Branch *branch) {
        if (known.insert(branch).second)
            whole.push_back(branch);
    };
    for (const auto &touched : transaction.touched) {
        const BlockList &blocks = store.clients()[touched.client].blocks;
        if (touched.after == touched.before)
            continue;
        for (auto place = blocks.find(touched.before); !blocks.isEnd(place); place = blocks.next(place)) {
            if (blocks.at(place)->isLiveFormat())
                addWhole(blocks.at(place)->parent);
        }
    }
    transact(nullptr, true, [&](Transaction &cleaning) {
        Editor editor(store, cleaning, m_ownClient);
        store.visitRanges(transaction, transaction.deleted, [&](Item *item) {
            if (item->isGc() || !item->parent->hasFormatting || known.contains(item->parent))
                return;
            if (item->kind == Kind::Format)
                addWhole(item->parent);
            else
                editor.cleanGap(item);
        });
        for (Branch *branch : whole)
            editor.cleanFormats(*branch);
    });
}

std::uint64_t DocumentCore::addUpdateHandler(UpdateVersion version, UpdateHandler handler)
{
    m_updateObservers.emplace(++m_lastHandler, UpdateObserver {version, std::move(handler)});
    return m_lastHandler;
}

std::uint64_t DocumentCore::addEventHandler(EventObserver observer)
{
    m_eventObservers.emplace(++m_lastHandler, std::move(observer));
    return m_lastHandler;
}

std::uint64_t DocumentCore::addTransactionHandler(TransactionHandler handler)
{
    m_transactionHandlers.emplace(++m_lastHandler, std::move(handler));
    return m_lastHandler;
}

void DocumentCore::removeHandler(std::uint64_t id)
{
    m_updateObservers.erase(id);
    m_eventObservers.erase(id);
    m_transactionHandlers.erase(id);
    m_subdocumentHandlers.erase(id);
}

} // namespace coterie::crdt::internal
