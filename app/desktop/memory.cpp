#include "memory.h"

#include <QQmlEngine>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace coterie::desktop {

using namespace Qt::StringLiterals;

void limitArenas()
{
#ifdef __GLIBC__
    // Two: the GUI thread and everybody else. Each further arena costs about a megabyte that is hardly used.
    mallopt(M_ARENA_MAX, 2);
#endif
}

void postponeCompiling()
{
    // Qt compiles a binding when it is read for the fourth time, which is during the start. By the 200th it is worth
    // it.
    constexpr const char *threshold = "QV4_JIT_CALL_THRESHOLD";
    if (!qEnvironmentVariableIsSet(threshold))
        qputenv(threshold, "200"_ba);
}

void giveMemoryBack(QQmlEngine &engine)
{
    engine.trimComponentCache();
    engine.collectGarbage();
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace coterie::desktop
