#include "crdt/internal/documentcore.h"
#include "crdt/internal/fill.h"

#include <algorithm>

namespace coterie::crdt::internal {

namespace {

/// A stretch of an item that was wholly there before the transaction, or wholly not: typing on makes an item grow, so
/// one item can be both.
struct Stretch {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    bool isNew = false;
    bool isDeleted = false; ///< by this transaction
};

template <typename Visitor>
void forStretches(const Transaction &transaction, const Item &item, Visitor &&visit)
{
    const auto *touched = transaction.find(item.client);
    const std::uint32_t before = touched ? std::clamp(touched->before, item.clock, item.end()) : item.end();
    for (const auto &[from, to] : {std::pair {item.clock, before}, std::pair {before, item.end()}}) {
        if (from < to)
            visit(Stretch {
                from - item.clock, to - from, from >= before, transaction.deleted.contains({item.client, from})});
    }
}

bool contains(const Branch *ancestor, const Branch *branch)
{
    while (branch && branch != ancestor)
        branch = branch->item ? branch->item->parent : nullptr;
    return branch != nullptr;
}

class DeltaMaker
{
public:
    explicit DeltaMaker(Delta &delta) : m_delta(delta) { }
    DeltaStep &step(DeltaStep::Kind kind, const Attributes &attributes = {})
    {
        if (m_delta.empty() || m_delta.back().kind != kind || !isSame(m_delta.back().attributes, attributes)
            || m_isClosed)
            m_delta.push_back({.kind = kind, .length = 0, .text = {}, .values = {}, .attributes = attributes});
        m_isClosed = false;
        return m_delta.back();
    }
    void close() { m_isClosed = true; }
    void finish()
    {
        while (!m_delta.empty() && m_delta.back().kind == DeltaStep::Kind::Retain && m_delta.back().attributes.empty())
            m_delta.pop_back();
    }

private:
    Delta &m_delta;
    bool m_isClosed = false;
};

/// Which formats hold for what is inserted, and which a retained stretch gains or loses.
class FormatChanges
{
public:
    explicit FormatChanges(const Store &store) : m_store(store) { }

    void meet(const Item &item, bool isNew, bool isDeleted)
    {
        const FormatMark &format = *item.content.format;
        const Any none = Any::Null {};
        const auto orNone = [&](const Any *value) { return value ? *value : none; };
        const Any current = orNone(m_current.find(format.key));
        const Any old = orNone(m_old.find(format.key));
        if (isNew) {
            if (!isDeleted && !(current == format.value)) {
                if (format.value == old)
                    m_changed.erase(format.key);
                else
                    m_changed.set(format.key, format.value);
            }
        } else if (isDeleted) {
            m_old.set(format.key, format.value);
            if (!(current == format.value))
                m_changed.set(format.key, current);
        } else if (!item.deleted) {
            m_old.set(format.key, format.value);
            if (const Any *changed = m_changed.find(format.key); changed && !(*changed == format.value)) {
                if (format.value.isNull())
                    m_changed.erase(format.key);
                else
                    m_changed.set(format.key, format.value);
            }
        }
        if (!item.deleted)
            m_current.apply(format);
    }
    [[nodiscard]] Attributes current() const { return named(m_current, false); }
    [[nodiscard]] Attributes changed() const { return named(m_changed, true); }

private:
    [[nodiscard]] Attributes named(const FormatMap &formats, bool withNull) const
    {
        Attributes attributes;
        for (const auto &[name, value] : formats.entries()) {
            if (withNull || !value.isNull())
                attributes.emplace_back(m_store.nameText(name), value);
        }
        return attributes;
    }

    const Store &m_store;
    FormatMap m_current;
    FormatMap m_old;
    FormatMap m_changed;
};

} // namespace

Value DocumentCore::valueOf(const Item *item, std::uint32_t offset)
{
    switch (item->kind) {
    case Kind::Any:
    case Kind::Json: return (*item->content.values)[offset];
    case Kind::String: return Any(item->text().substr(offset, 1));
    case Kind::Binary: return Any(*item->content.bytes);
    case Kind::Embed: return *item->content.embed;
    case Kind::Type: return handle(item->content.type);
    case Kind::Doc: return store.subdocument(item);
    case Kind::Gc:
    case Kind::Deleted:
    case Kind::Format: break;
    }
    return Any();
}

Delta DocumentCore::deltaOf(const Transaction &transaction, const Branch &branch)
{
    Delta delta;
    DeltaMaker maker(delta);
    FormatChanges formats(store);
    const bool isText = branch.type == TypeKind::Text || branch.type == TypeKind::XmlText;
    for (const Item *item = branch.start; item; item = item->right) {
        forStretches(transaction, *item, [&](const Stretch &stretch) {
            if (item->kind == Kind::Format) {
                formats.meet(*item, stretch.isNew, stretch.isDeleted);
            } else if (stretch.isNew && !item->deleted && item->isCountable()) {
                auto &step = maker.step(DeltaStep::Kind::Insert, formats.current());
                if (isText && item->kind == Kind::String) {
                    step.text += item->text().substr(stretch.offset, stretch.length);
                    return;
                }
                if (isText && !step.text.empty()) { // an embed is a step of its own
                    maker.close();
                    maker.step(DeltaStep::Kind::Insert, formats.current()).values = {valueOf(item, 0)};
                } else {
                    for (std::uint32_t i = 0; i < stretch.length; ++i)
                        step.values.push_back(valueOf(item, stretch.offset + i));
                }
                if (isText)
                    maker.close();
            } else if (!stretch.isNew && stretch.isDeleted && item->isCountable()) {
                maker.step(DeltaStep::Kind::Delete).length += stretch.length;
            } else if (!stretch.isNew && item->isVisible()) {
                maker.step(DeltaStep::Kind::Retain, formats.changed()).length += stretch.length;
            }
        });
    }
    maker.finish();
    return delta;
}

std::vector<Event::KeyChange> DocumentCore::keyChangesOf(
    const Transaction &transaction, const Branch &branch, std::vector<std::uint32_t> keys)
{
    std::vector<Event::KeyChange> changes;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const auto adds = [&](const Item *item) { return transaction.adds(item->id()); };
    const auto deletes = [&](const Item *item) { return transaction.deleted.contains(item->id()); };
    for (const std::uint32_t key : keys) {
        const Item *item = branch.map.find(key);
        if (!item)
            continue;
        const Item *before = item;
        while (before && adds(before))
            before = before->left;
        const bool hadValue = before && deletes(before);
        const bool hasValue = item != before && !item->deleted;
        if (!hadValue && !hasValue)
            continue;
        Event::KeyChange change {.action = !hadValue ? Event::KeyChange::Action::Add
                : hasValue                           ? Event::KeyChange::Action::Update
                                                     : Event::KeyChange::Action::Delete,
            .key = store.nameText(key),
            .before = {}};
        if (hadValue)
            change.before = valueOf(before, before->length - 1);
        changes.push_back(std::move(change));
    }
    return changes;
}

/// The values of a key stand in one list, the last one counts, and each says (`origin`) what its writer knew as the
/// last.
std::vector<Event::Conflict> DocumentCore::conflictsOf(
    const Transaction &transaction, const Branch &branch, const std::vector<std::uint32_t> &keys)
{
    constexpr int Farthest = 64; // values back: older ones nobody remembers
    std::vector<Event::Conflict> conflicts;
    const auto note = [&](std::uint32_t key, Event::Conflict::Stays stays, const Item *own, const Item *theirs) {
        Value value = valueOf(theirs, theirs->length - 1);
        const Value ours = valueOf(own, own->length - 1);
        const auto *plain = std::get_if<Any>(&value);
        const auto *plainOurs = std::get_if<Any>(&ours);
        if (!(plain && plainOurs && *plain == *plainOurs))
            conflicts.push_back({store.nameText(key), stays, std::move(value)});
    };
    for (const std::uint32_t key : keys) {
        const Item *now = key == kNone ? nullptr : branch.map.find(key);
        if (!now)
            continue;
        const Item *earlier = now;
        const Item *firstNew = nullptr;
        for (; earlier && transaction.adds(earlier->id()); earlier = earlier->left)
            firstNew = earlier;
        if (firstNew) { // theirs counts
            if (earlier && earlier->client == m_ownClient && !now->deleted && firstNew->origin != earlier->lastId())
                note(key, Event::Conflict::Stays::Theirs, earlier, now);
            continue;
        }
        if (now->client != m_ownClient || now->deleted)
            continue;
        for (int i = 0; earlier && i < Farthest; ++i, earlier = earlier->left) {
            if (transaction.adds(earlier->id())) {
                note(key, Event::Conflict::Stays::Own, now, earlier);
                break;
            }
        }
    }
    return conflicts;
}

std::vector<Event::Step> DocumentCore::pathOf(const Branch *ancestor, const Branch *branch)
{
    std::vector<Event::Step> path;
    for (; branch != ancestor && branch->item; branch = branch->item->parent) {
        const Item *item = branch->item;
        if (item->key != kNone)
            path.emplace_back(store.nameText(item->key));
        else
            path.emplace_back(item->parent->index.indexOf(*item->parent, item));
    }
    std::reverse(path.begin(), path.end());
    return path;
}

void DocumentCore::tellEvents(Transaction &transaction)
{
    const auto isThere = [](const Branch *branch) { return branch && (!branch->item || !branch->item->deleted); };
    const auto eventOf = [&](const Transaction::Change &change, const Branch *observed, bool hasDeltas) {
        Event event {.target = handle(change.branch),
            .delta = {},
            .keys = keyChangesOf(transaction, *change.branch, change.keys),
            .conflicts = {},
            .path = pathOf(observed, change.branch),
            .origin = transaction.origin,
            .isLocal = transaction.local};
        if (!transaction.local)
            event.conflicts = conflictsOf(transaction, *change.branch, change.keys);
        if (change.list && hasDeltas)
            event.delta = deltaOf(transaction, *change.branch);
        return event;
    };
    std::vector<std::uint64_t> ids;
    for (const auto &[id, observer] : m_eventObservers)
        ids.push_back(id);
    for (const bool deep : {false, true}) {
        for (const std::uint64_t id : ids) {
            const auto found = m_eventObservers.find(id);
            if (found == m_eventObservers.end() || found->second.deep != deep
                || !isThere(found->second.target.branch()))
                continue; // a handler before it took it away, or the type is gone
            const Branch *observed = found->second.target.branch();
            std::vector<Event> events;
            for (const auto &change : transaction.changes) {
                if (isThere(change.branch) && (deep ? contains(observed, change.branch) : change.branch == observed))
                    events.push_back(eventOf(change, observed, found->second.hasDeltas));
            }
            std::stable_sort(events.begin(), events.end(),
                [](const Event &a, const Event &b) { return a.path.size() < b.path.size(); });
            if (!events.empty()) {
                const EventHandler handler = found->second.handler;
                handler(events);
            }
        }
    }
}

} // namespace coterie::crdt::internal
