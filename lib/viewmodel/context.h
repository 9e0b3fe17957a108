#pragma once

#include "base/time.h"
#include "protocol/types.h"
#include "viewmodel/searchmarks.h"

#include <QLocale>

namespace coterie::viewmodel {

class AppSettings;
class Engine;
class People;

/// What every model of a workspace is made with. The Workspace owns it and outlives the models.
struct Context {
    Engine &engine;
    const Clock &clock;
    AppSettings &settings;
    People &people;
    QLocale locale;
    protocol::Limits limits; ///< the server's, as soon as it has told them
    SearchMarks marks {};
};

} // namespace coterie::viewmodel
