#pragma once

#include "base/time.h"
#include "protocol/types.h"
#include "viewmodel/documentbook.h"
#include "viewmodel/searchmarks.h"

#include <QLocale>

namespace coterie::viewmodel {

class AppSettings;
class Engine;
class People;

/// The wall clock of the server, as far as it is known, so that "Today", "2 min ago" and what is new mean the same on a
/// computer whose own clock is hours off. The monotonic clock is this computer's.
struct ServerClock final : Clock {
    explicit ServerClock(const Clock &own) : local(own) { }
    [[nodiscard]] Instant now() const override { return local.now(); }
    [[nodiscard]] WallTime wallNow() const override { return local.wallNow() + offset; }

    const Clock &local;
    Millis offset {0};
};

/// What every model of a workspace is made with. The Workspace owns it and outlives the models.
struct Context {
    Engine &engine;
    const Clock &clock;
    AppSettings &settings;
    People &people;
    QLocale locale;
    protocol::Limits limits; ///< the server's, as soon as it has told them
    SearchMarks marks {};
    DocumentBook documents {};
};

} // namespace coterie::viewmodel
