#pragma once

#include "fakeengine.h"
#include "viewmodel/appsettings.h"
#include "viewmodel/context.h"
#include "viewmodel/people.h"

#include <QTemporaryDir>

namespace coterie::testing {

/// What every model stands on; Alex is signed in.
struct ContextFixture {
    FakeEngine engine;
    ManualClock clock;
    QTemporaryDir folder;
    viewmodel::AppSettings settings {folder.filePath(QStringLiteral("settings.ini"))};
    viewmodel::People people;
    viewmodel::Context context {engine, clock, settings, people, QLocale::c(), {}};
    protocol::User self;

    ContextFixture()
    {
        self.userId = protocol::UserId(QStringLiteral("alex"));
        self.username = QStringLiteral("Alex");
        people.setSelf(self);
    }
};

} // namespace coterie::testing
