#pragma once

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace coterie::bench {

/// Processor time of the calling thread so far, in milliseconds: what a busy machine does not add to.
[[nodiscard]] inline double threadMillis()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Measured values and what counts of them.
struct Figures {
    std::vector<double> values;

    [[nodiscard]] double quantile(double q)
    {
        if (values.empty())
            return -1;
        std::ranges::sort(values);
        return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
    }
    void print(const char *what)
    {
        std::printf(
            "%-52s %8.1f %8.1f %8.1f   (%zu)\n", what, quantile(0.5), quantile(0.99), quantile(1), values.size());
        std::fflush(stdout);
    }
    [[nodiscard]] QJsonObject json()
    {
        return {{QStringLiteral("p50"), quantile(0.5)}, {QStringLiteral("p99"), quantile(0.99)},
            {QStringLiteral("max"), quantile(1)}, {QStringLiteral("count"), static_cast<int>(values.size())}};
    }
};

} // namespace coterie::bench
