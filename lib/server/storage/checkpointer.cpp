#include "server/storage/checkpointer.h"

namespace coterie::server {

using namespace Qt::StringLiterals;

Checkpointer::Checkpointer(QString path) : m_path(std::move(path))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
}

Checkpointer::~Checkpointer()
{
    m_pool.waitForDone();
}

void Checkpointer::run()
{
    if (m_busy.exchange(true))
        return;
    m_pool.start([this] {
        if (!m_database) {
            if (auto opened = sqlite::Database::open(m_path))
                m_database = std::move(opened).value();
        }
        // A failure costs nothing but a longer log: the next one, or the hub's own at its upper limit, makes up for it.
        if (m_database)
            static_cast<void>(m_database->exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s));
        m_busy = false;
    });
}

} // namespace coterie::server
