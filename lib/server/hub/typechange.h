#pragma once

#include "crdt/sharedtypes.h"

#include <span>

/// Making a shared type like one of another document by a small change: what is the same is not touched, so that
/// carets, and what others change meanwhile, stay. Inside a transaction, on the thread that has both documents.
namespace coterie::server {

/// The smallest difference of plain texts; one with formats or embeds is replaced as a whole.
void textBecomes(crdt::Text text, const crdt::Text &wanted);

/// Entries that mean one thing together: when one is written, so is the other, or two people's halves would meet.
using KeyPair = std::pair<std::u16string_view, std::u16string_view>;

/// Entry by entry, maps and texts in it likewise; true if anything was changed.
bool mapBecomes(crdt::Map map, const crdt::Map &wanted, std::span<const KeyPair> pairs = {});

/// What stands there as a plain value, a shared type as its content.
[[nodiscard]] crdt::Any plain(const crdt::Value &value);

} // namespace coterie::server
