#include "server/hub/typechange.h"

#include "crdt/textdiff.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace coterie::server {

using crdt::Any;

namespace {

/// All of these are known to succeed: the places were asked for a moment before, in the same transaction.
void sure(const Result<void> &done)
{
    assert(done);
    static_cast<void>(done);
}

bool isPlain(const crdt::Delta &delta)
{
    return std::ranges::all_of(
        delta, [](const crdt::DeltaStep &step) { return step.values.empty() && step.attributes.empty(); });
}

bool isText(const crdt::SharedType *type)
{
    return type != nullptr && type->kind() == crdt::TypeKind::Text;
}

bool isMap(const crdt::SharedType *type)
{
    return type != nullptr && type->kind() == crdt::TypeKind::Map;
}

/// What is neither a text nor a map comes as its content, an array as an array.
void entryIsMade(crdt::Map &map, std::u16string_view key, const crdt::Value &wanted)
{
    const auto *type = std::get_if<crdt::SharedType>(&wanted);
    const bool isShared = isText(type) || isMap(type) || (type != nullptr && type->kind() == crdt::TypeKind::Array);
    const auto made = isShared ? map.setType(key, type->kind()) : Result<crdt::SharedType>(Errc::NotFound);
    if (!made) {
        sure(map.set(key, plain(wanted)));
    } else if (isText(type)) {
        textBecomes(crdt::Text(*made), crdt::Text(*type));
    } else if (isMap(type)) {
        mapBecomes(crdt::Map(*made), crdt::Map(*type));
    } else if (const Any content = type->toJson(); content.array() != nullptr) {
        sure(crdt::Array(*made).insert(0, *content.array()));
    }
}

bool entryBecomes(crdt::Map &map, std::u16string_view key, const crdt::Value &wanted)
{
    const auto present = map.get(key);
    const auto *before = present ? std::get_if<crdt::SharedType>(&*present) : nullptr;
    const auto *after = std::get_if<crdt::SharedType>(&wanted);
    if (isMap(before) && isMap(after))
        return mapBecomes(crdt::Map(*before), crdt::Map(*after));
    if (isText(before) && isText(after)) {
        const crdt::Text text(*before);
        const crdt::Text other(*after);
        if (isPlain(text.toDelta()) && isPlain(other.toDelta()) && text.toString() == other.toString())
            return false;
        textBecomes(text, other);
        return true;
    }
    if (present && plain(*present) == plain(wanted))
        return false;
    entryIsMade(map, key, wanted);
    return true;
}

} // namespace

Any plain(const crdt::Value &value)
{
    if (const Any *any = std::get_if<Any>(&value))
        return *any;
    const auto *type = std::get_if<crdt::SharedType>(&value);
    return type != nullptr ? type->toJson() : Any();
}

void textBecomes(crdt::Text text, const crdt::Text &wanted)
{
    const crdt::Delta before = text.toDelta();
    crdt::Delta after = wanted.toDelta();
    if (isPlain(before) && isPlain(after)) {
        sure(text.applyDelta(crdt::diffText(text.toString(), wanted.toString())));
        return;
    }
    std::erase_if(after, [](const crdt::DeltaStep &step) { // a nested type lives in its own document only
        return !step.values.empty() && !std::holds_alternative<Any>(step.values.front());
    });
    sure(text.erase(0, text.length()));
    sure(text.applyDelta(after));
}

bool mapBecomes(crdt::Map map, const crdt::Map &wanted, std::span<const KeyPair> pairs)
{
    std::set<std::u16string, std::less<>> changed;
    for (const std::u16string &key : map.keys()) {
        if (!wanted.has(key)) {
            sure(map.erase(key));
            changed.insert(key);
        }
    }
    for (const std::u16string &key : wanted.keys()) {
        if (entryBecomes(map, key, *wanted.get(key)))
            changed.insert(key);
    }
    for (const auto &[first, second] : pairs) {
        if (changed.contains(first) == changed.contains(second))
            continue;
        const std::u16string_view other = changed.contains(first) ? second : first;
        if (const auto value = wanted.get(other))
            entryIsMade(map, other, *value);
    }
    return !changed.empty();
}

} // namespace coterie::server
