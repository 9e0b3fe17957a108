#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

/// Waiting that lets every event come at its time: QTest::qWaitFor() sleeps 10 ms between two looks, which would be
/// most of what a latency is measured as.
namespace coterie::bench {

/// False: it did not come to hold. Looks after each event, and every 20 ms where there are none.
template <typename Holds>
[[nodiscard]] bool waitUntil(const Holds &holds, int patienceMillis = 60'000)
{
    constexpr int lookEvery = 20;
    QTimer wake;
    wake.start(lookEvery);
    QElapsedTimer timer;
    timer.start();
    while (!holds() && timer.elapsed() < patienceMillis)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return holds();
}

inline void waitFor(int millis)
{
    QEventLoop loop;
    QTimer::singleShot(millis, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace coterie::bench
