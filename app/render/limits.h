#pragma once

namespace coterie::render {

/// Exit codes as those of coterie-cli.
enum class Exit { Done = 0, Faulty = 1, Usage = 2, Refused = 3, TimedOut = 5 };

/// Bounds what the process may use, where the system can do that: memory, processor time, no core dump. Beyond them it
/// ends with a sentence on standard error. What it reads comes from strangers.
void limitProcess();

} // namespace coterie::render
