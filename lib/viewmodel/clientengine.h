#pragma once

#include "viewmodel/engine.h"

#include <memory>

namespace coterie::viewmodel {

/// The real thing: a client::Client with its own thread.
[[nodiscard]] std::unique_ptr<Engine> makeClientEngine(const client::ClientConfig &config);

} // namespace coterie::viewmodel
