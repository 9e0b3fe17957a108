#pragma once

class QQmlEngine;

namespace coterie::ui {

/// Makes the design system usable by `engine`: the two font files of the first frame, the import
/// path. Call once per engine, before loading any QML. GUI thread.
void install(QQmlEngine &engine);

/// The fonts nothing on the first frame needs (italic, code). Call after the first frame.
void installRemainingFonts();

} // namespace coterie::ui
