#pragma once

#include "invocation.h"

/// Every command, each in a file of its own name.
namespace coterie::cli {

[[nodiscard]] Command loginCommand();
[[nodiscard]] Command logoutCommand();
[[nodiscard]] Command whoamiCommand();
[[nodiscard]] Command roomsCommand();
[[nodiscard]] Command whoCommand();
[[nodiscard]] Command historyCommand();
[[nodiscard]] Command searchCommand();
[[nodiscard]] Command sendCommand();
[[nodiscard]] Command tailCommand();
[[nodiscard]] Command statusCommand();
[[nodiscard]] Command typingCommand();
[[nodiscard]] Command reactCommand();
[[nodiscard]] Command pollCommand();
[[nodiscard]] Command eventsCommand();
[[nodiscard]] Command sseCommand();
[[nodiscard]] Command docCommand();
[[nodiscard]] Command boardCommand();
[[nodiscard]] Command loadCommand();

} // namespace coterie::cli
