#pragma once

#include <QString>

namespace coterie::viewmodel {

/// Code as StyledText with colour names (keyword, function, string, comment, number) that styled() resolves. One pass
/// over the characters with a handful of rules that most languages share; an unknown language gets strings, numbers and
/// comments.
[[nodiscard]] QString highlight(const QString &code, const QString &language);

} // namespace coterie::viewmodel
