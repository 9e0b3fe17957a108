#pragma once

#include "client/enginethread.h"
#include "store/searchreader.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <mutex>

namespace coterie::client {

/// Searches the store's file on a thread and a connection of its own, one search after the other: the engine goes on
/// with the chat. Belongs to the engine thread; answers come there.
class SearchWorker : public QObject
{
    Q_OBJECT
public:
    explicit SearchWorker(const QString &path, QObject *parent = nullptr);
    ~SearchWorker() override;

    /// `reply` is called once, unless the search was cancelled first.
    void find(quint64 number, const search::Query &query, int limit, std::function<void(store::SearchHits)> reply);
    void cancel(quint64 number); ///< of a search that nobody waits for any more, running or not

private:
    struct Task {
        search::Query query;
        int limit = 0;
        std::atomic<bool> cancelled = false;
    };
    void run(quint64 number, const std::shared_ptr<Task> &task);

    QString m_path;
    QHash<quint64, std::pair<std::shared_ptr<Task>, std::function<void(store::SearchHits)>>> m_waiting;
    std::mutex m_mutex; ///< guards the two that follow, which both threads touch
    std::unique_ptr<store::SearchReader> m_reader; ///< made, used and destroyed on the worker's thread
    const Task *m_running = nullptr;
    std::unique_ptr<EngineThread> m_thread;
};

} // namespace coterie::client
