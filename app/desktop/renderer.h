#pragma once

namespace coterie::desktop {

/// Picks Qt Quick's software renderer where there is no graphics hardware: a minimal window is then painted in less
/// than half the time and half the memory of OpenGL emulated on the processor. Call before the first window; respects
/// QT_QUICK_BACKEND and QSG_RHI_BACKEND.
void chooseRenderer();

} // namespace coterie::desktop
