#include "client/searchworker.h"

namespace coterie::client {

using namespace Qt::StringLiterals;
using store::SearchHits;

SearchWorker::SearchWorker(const QString &path, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_thread(std::make_unique<EngineThread>(u"coterie-search"_s))
{
}

SearchWorker::~SearchWorker()
{
    for (const quint64 number : m_waiting.keys())
        cancel(number);
    m_thread->post([this] {
        const std::lock_guard lock(m_mutex);
        m_reader.reset();
    });
    m_thread->finish();
}

void SearchWorker::find(quint64 number, const search::Query &query, int limit, std::function<void(SearchHits)> reply)
{
    auto task = std::make_shared<Task>();
    task->query = query;
    task->limit = limit;
    m_waiting.insert(number, {task, std::move(reply)});
    m_thread->post([this, number, task] { run(number, task); });
}

void SearchWorker::cancel(quint64 number)
{
    const auto [task, reply] = m_waiting.take(number);
    if (!task)
        return;
    task->cancelled = true;
    const std::lock_guard lock(m_mutex);
    if (m_reader && m_running == task.get())
        m_reader->interrupt();
}

void SearchWorker::run(quint64 number, const std::shared_ptr<Task> &task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_reader)
            m_reader = store::SearchReader::open(m_path);
        m_running = task.get();
    }
    SearchHits hits;
    if (m_reader && !task->cancelled)
        hits = m_reader->find(task->query, 0, task->limit);
    {
        const std::lock_guard lock(m_mutex);
        m_running = nullptr;
    }
    QMetaObject::invokeMethod(
        this,
        [this, number, found = std::move(hits)] {
            if (const auto reply = m_waiting.take(number).second)
                reply(found);
        },
        Qt::QueuedConnection);
}

} // namespace coterie::client
