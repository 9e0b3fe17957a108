#include "fontwarmup.h"

#ifdef __linux__
#include <dlfcn.h>
#endif

namespace coterie::desktop {

FontWarmUp::FontWarmUp()
{
#ifdef __linux__
    // Qt brings the library where it uses it; asking the process for the name saves a dependency of our own.
    using Init = int (*)();
    if (const auto init = reinterpret_cast<Init>(dlsym(RTLD_DEFAULT, "FcInit")))
        m_thread = std::jthread([init] { init(); });
#endif
}

void FontWarmUp::finish()
{
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace coterie::desktop
