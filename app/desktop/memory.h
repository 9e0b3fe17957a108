#pragma once

class QQmlEngine;

namespace coterie::desktop {

/// Keeps the C library from making an arena of memory for every thread; call first in main().
void limitArenas();

/// Keeps the JavaScript engine from compiling what runs a few times only; call before the first QML engine is made.
void postponeCompiling();

/// Gives back what starting needed and idling does not: compiled screens nobody shows, garbage, free heap pages. Takes
/// some milliseconds; call when nothing moves. GUI thread.
void giveMemoryBack(QQmlEngine &engine);

} // namespace coterie::desktop
