#include "client/documentport.h"

#include "client/bytes.h"

#include <algorithm>

namespace coterie::client {

namespace {

constexpr qint64 frame = 8; // ms; half a frame at 60 Hz

} // namespace

DocumentPort::DocumentPort(quint64 number, Attendance attendance, const Deliver &deliver)
    : m_number(number)
    , m_attendance(attendance)
    , m_deliver(deliver)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &DocumentPort::flush);
    m_news.number = number;
}

void DocumentPort::load(const QByteArray &state)
{
    m_news.loaded = state;
    schedule();
}

void DocumentPort::pushed()
{
    ++m_news.pushes;
    schedule();
}

void DocumentPort::link()
{
    if (m_news.peersLost) // the order of the two is that of one link and the next
        flush();
    m_news.linked = true;
    schedule();
}

void DocumentPort::unlink()
{
    m_news.awareness.clear();
    m_news.linked = false;
    m_news.peersLost = true;
    schedule();
}

void DocumentPort::receive(const QByteArray &update)
{
    m_updates.append(update);
    schedule();
}

void DocumentPort::hear(const QByteArray &awareness)
{
    if (isOnlooker())
        return;
    m_news.awareness.append(awareness);
    schedule();
}

void DocumentPort::sync(const DocumentSync &sync)
{
    m_news.sync = sync;
    schedule();
}

void DocumentPort::taken()
{
    m_awaiting = false;
    if (m_hasNews)
        schedule();
}

void DocumentPort::schedule()
{
    m_hasNews = true;
    if (m_awaiting || m_timer.isActive())
        return;
    const qint64 elapsed = m_sinceLast.isValid() ? m_sinceLast.elapsed() : frame;
    m_timer.start(static_cast<int>(std::clamp<qint64>(frame - elapsed, 0, frame)));
}

void DocumentPort::flush()
{
    m_timer.stop();
    m_sinceLast.start();
    m_hasNews = false;
    m_awaiting = true;
    m_news.received = merged(std::exchange(m_updates, {}));
    const quint64 pushes = m_news.pushes;
    m_deliver(std::exchange(m_news, {.number = m_number, .pushes = pushes}));
}

} // namespace coterie::client
