#include "startuptrace.h"

#include <QFile>

#include <chrono>
#include <cstdio>

#ifdef Q_OS_LINUX
#include <ctime>
#include <unistd.h>
#endif

namespace coterie::desktop {

namespace {

using namespace Qt::StringLiterals;

double sinceProcessStart()
{
#ifdef Q_OS_LINUX
    // Field 22 of /proc/self/stat is the start in clock ticks since boot; the name in field 2 may hold spaces.
    static const double startedAt = [] {
        QFile file(u"/proc/self/stat"_s);
        if (!file.open(QIODevice::ReadOnly))
            return 0.0;
        const QByteArray text = file.readAll();
        const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        return fields.value(19).toDouble() * 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
    }();
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) * 1000.0 + static_cast<double>(now.tv_nsec) / 1e6 - startedAt;
#else
    static const auto startedAt = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - startedAt).count();
#endif
}

} // namespace

StartupTrace::StartupTrace(bool enabled) : m_enabled(enabled) { }

void StartupTrace::mark(QByteArrayView step) const
{
    if (!m_enabled)
        return;
    std::printf(
        "{\"startup\":\"%.*s\",\"ms\":%.1f}\n", static_cast<int>(step.size()), step.data(), sinceProcessStart());
    std::fflush(stdout);
}

} // namespace coterie::desktop
