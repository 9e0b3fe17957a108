#pragma once

#include <QString>

#include <optional>

namespace coterie::program {

/// One line: from standard input, or asked for at the terminal without showing it. Absent when there is none.
[[nodiscard]] std::optional<QString> readPassword(bool fromStandardInput);

} // namespace coterie::program
