#pragma once

#include "crdt/internal/edit.h"
#include "crdt/sharedtypes.h"

namespace coterie::crdt::internal {

[[nodiscard]] TypeKind kindOf(TypeKind type);

// What a new item holds; the arguments must outlive the call that uses the result.
[[nodiscard]] Editor::Fill valueFill(const Any &value);
[[nodiscard]] Editor::Fill valuesFill(std::span<const Any> values);
[[nodiscard]] Editor::Fill embedFill(const Any &value);
[[nodiscard]] Editor::Fill typeFill(Store &store, TypeKind kind, std::u16string_view nodeName);

[[nodiscard]] Editor::Fill docFill(const SubdocumentOptions &options);
/// A subdocument as it comes, or comes back: wanted if its options say so.
[[nodiscard]] DocMark docMark(std::u16string_view guid, const Any &options);

[[nodiscard]] FormatMap formatMap(Store &store, const Attributes &attributes);
[[nodiscard]] bool isSame(const Attributes &a, const Attributes &b); ///< in whatever order
[[nodiscard]] Attributes attributesOf(const Store &store, const FormatMap &formats);

} // namespace coterie::crdt::internal
