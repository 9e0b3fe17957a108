#include "crdt/any.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace coterie::crdt {

namespace {

/// The number a key stands for if JavaScript counts it among an object's indices: canonical decimal below 2^32 - 1.
std::optional<std::uint64_t> arrayIndex(std::u16string_view key)
{
    if (key.empty() || key.size() > 10 || (key.size() > 1 && key[0] == u'0'))
        return std::nullopt;
    std::uint64_t index = 0;
    for (const char16_t unit : key) {
        if (unit < u'0' || unit > u'9')
            return std::nullopt;
        index = 10 * index + (unit - u'0');
    }
    return index < 0xFFFFFFFF ? std::optional(index) : std::nullopt;
}

/// The places of the members, sorted by key; equal keys in their order.
std::vector<std::size_t> sortedByKey(const Any::Object &members)
{
    std::vector<std::size_t> places(members.size());
    std::iota(places.begin(), places.end(), 0);
    std::ranges::stable_sort(places, {}, [&](std::size_t i) -> const std::u16string & { return members[i].first; });
    return places;
}

void dropEqualKeys(Any::Object &members)
{
    const auto places = sortedByKey(members);
    std::vector<bool> dropped(members.size(), false);
    for (std::size_t i = 1, first = 0; i < places.size(); ++i) {
        if (members[places[i]].first != members[places[first]].first) {
            first = i;
            continue;
        }
        members[places[first]].second = std::move(members[places[i]].second);
        dropped[places[i]] = true;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (dropped[i])
            continue;
        if (kept != i)
            members[kept] = std::move(members[i]);
        ++kept;
    }
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
}

void indicesFirst(Any::Object &members)
{
    const auto isIndex = [](const Any::Member &member) { return arrayIndex(member.first).has_value(); };
    const auto others = std::stable_partition(members.begin(), members.end(), isIndex);
    std::ranges::sort(members.begin(), others, {}, [](const Any::Member &member) { return *arrayIndex(member.first); });
}

bool isSameObject(const Any::Object &a, const Any::Object &b)
{
    if (a == b)
        return true;
    if (a.size() != b.size())
        return false;
    const auto left = sortedByKey(a);
    const auto right = sortedByKey(b);
    return std::ranges::equal(left, right, [&](std::size_t i, std::size_t j) { return a[i] == b[j]; });
}

} // namespace

Any::Any(Object members)
{
    if (members.size() > 1) {
        dropEqualKeys(members);
        indicesFirst(members);
    }
    m_value = std::make_shared<const Object>(std::move(members));
}

const Any *Any::member(std::u16string_view key) const
{
    const Object *members = object();
    if (!members)
        return nullptr;
    const auto found = std::ranges::find(*members, key, &Member::first);
    return found == members->end() ? nullptr : &found->second;
}

bool operator==(const Any &a, const Any &b)
{
    if (a.m_value == b.m_value) // the same kind, and for what is shared the same place
        return true;
    if (a.m_value.index() != b.m_value.index())
        return false;
    if (a.string())
        return *a.string() == *b.string();
    if (a.bytes())
        return *a.bytes() == *b.bytes();
    if (a.array())
        return *a.array() == *b.array();
    return a.object() && isSameObject(*a.object(), *b.object());
}

} // namespace coterie::crdt
