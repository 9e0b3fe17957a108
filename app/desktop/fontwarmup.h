#pragma once

#include <thread>

namespace coterie::desktop {

/// Lets fontconfig read its configuration on a thread of its own while the window system is being connected to. That
/// reading is the longest single step of a start, and neither needs the other. Does nothing where there is no
/// fontconfig.
class FontWarmUp
{
public:
    FontWarmUp();
    /// Waits for it. Call before the first font is asked for: fontconfig would read everything twice.
    void finish();

private:
    std::jthread m_thread;
};

} // namespace coterie::desktop
