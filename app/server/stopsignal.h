#pragma once

#include <functional>

namespace coterie::program {

/// Calls `stop` in the event loop when the system asks the program to end (SIGTERM, SIGINT, Ctrl+C). Once per process.
[[nodiscard]] bool onStopSignal(std::function<void()> stop);

} // namespace coterie::program
