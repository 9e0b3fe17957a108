#include <cstdlib>
#include <ctime>

#include <dlfcn.h>

/// Preloaded into a program, it makes the wall clock, and no other, wrong by COTERIE_SKEW seconds.
extern "C" __attribute__((visibility("default"))) int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    using Function = int (*)(clockid_t, timespec *);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "clock_gettime"));
    const int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) {
        if (const char *skew = std::getenv("COTERIE_SKEW"))
            time->tv_sec += std::atol(skew);
    }
    return result;
}
