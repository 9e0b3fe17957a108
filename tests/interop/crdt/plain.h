#pragma once

#include "crdt/sharedtypes.h"

#include <span>
#include <string>
#include <vector>

// What the driver prints, and the bytes it reads: JSON in the form that peers.mjs makes of yjs' side.

[[nodiscard]] std::string hex(std::span<const std::byte> bytes);
[[nodiscard]] coterie::crdt::Bytes unhex(const std::u16string &text);
[[nodiscard]] std::string quoted(const std::string &text);
[[nodiscard]] std::string list(const std::vector<std::string> &parts, const char *brackets = "[]");
[[nodiscard]] std::string quotedList(std::vector<std::string> parts);

[[nodiscard]] coterie::crdt::Any plain(const coterie::crdt::Event &event);
/// The whole text; each embed stands for itself.
[[nodiscard]] std::string deltaJson(const coterie::crdt::Delta &delta);
[[nodiscard]] std::string guids(const std::vector<coterie::crdt::Subdocument> &documents);
