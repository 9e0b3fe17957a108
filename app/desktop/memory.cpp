#include "memory.h"

#include <QQmlEngine>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace coterie::desktop {

void limitArenas()
{
#ifdef __GLIBC__
    // Two: the GUI thread and everybody else. Each further arena costs about a megabyte that is hardly used.
    mallopt(M_ARENA_MAX, 2);
#endif
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
