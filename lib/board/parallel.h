#pragma once

#include <QSemaphore>
#include <QThreadPool>

#include <utility>

namespace coterie::board {

/// Does both and comes back when both are done: the second one on another thread if one is free.
template <typename Here, typename Elsewhere>
void doBoth(Here &&here, Elsewhere &&elsewhere)
{
    QSemaphore done;
    const auto work = [&] {
        elsewhere();
        done.release();
    };
    if (!QThreadPool::globalInstance()->tryStart(work))
        work();
    std::forward<Here>(here)();
    done.acquire();
}

} // namespace coterie::board
