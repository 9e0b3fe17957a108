#include "client/enginethread.h"

namespace coterie::client {

EngineThread::EngineThread(const QString &name) : m_target(new QObject)
{
    m_thread.setObjectName(name);
    m_target->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_target, &QObject::deleteLater);
    m_thread.start();
}

EngineThread::~EngineThread()
{
    finish();
}

void EngineThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_target, std::move(work), Qt::QueuedConnection);
}

void EngineThread::finish()
{
    if (!m_thread.isRunning())
        return;
    post([] { QThread::currentThread()->quit(); });
    m_thread.wait();
}

} // namespace coterie::client
