#pragma once

#include <QThread>

#include <functional>
#include <memory>

namespace coterie::client {

/// A thread with an event loop and one object in it to post to. Lives on the caller's thread; the destructor runs what
/// was posted and joins.
class EngineThread
{
public:
    explicit EngineThread(const QString &name);
    ~EngineThread();
    EngineThread(const EngineThread &) = delete;
    EngineThread &operator=(const EngineThread &) = delete;

    void post(std::function<void()> work); ///< runs on the thread, in the order of posting
    void finish(); ///< runs what was posted, then joins; nothing may be posted afterwards

private:
    QThread m_thread;
    QObject *m_target = nullptr; ///< lives on m_thread, deleted when it ends
};

} // namespace coterie::client
