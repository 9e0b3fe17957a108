#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace coterie::server {

/// Work on documents that may take longer than a turn should: one thing after the other on a thread of its own, with
/// copies of what it needs. What is to be done with the outcome runs in the owner's event loop.
class BackgroundWork : public QObject
{
public:
    using Outcome = std::function<void()>;

    explicit BackgroundWork(QObject *parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }
    ~BackgroundWork() override
    {
        m_pool.clear();
        m_pool.waitForDone();
    }

    void run(std::function<Outcome()> work)
    {
        ++m_waiting;
        m_pool.start([this, work = std::move(work)] {
            QMetaObject::invokeMethod(
                this,
                [this, outcome = work()] {
                    --m_waiting;
                    outcome();
                },
                Qt::QueuedConnection);
        });
    }
    [[nodiscard]] bool isBusy() const { return m_waiting >= maxWaiting; } ///< the next one should be refused

private:
    static constexpr int maxWaiting = 100;

    QThreadPool m_pool;
    int m_waiting = 0;
};

} // namespace coterie::server
