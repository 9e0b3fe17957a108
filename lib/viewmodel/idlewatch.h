#pragma once

#include "base/time.h"

#include <QHash>

namespace coterie::viewmodel {

/// Who has done nothing for a while, of the windows that have something open. A value; the clock must outlive it.
class IdleWatch
{
public:
    static constexpr Millis After {60'000}; ///< longer than one reads or thinks before the next move

    explicit IdleWatch(const Clock &clock) : m_clock(clock) { }

    /// True: they were idle before.
    bool acted(quint64 client)
    {
        Instant &last = m_acted[client];
        const Instant before = std::exchange(last, m_clock.now());
        return last - before >= After;
    }
    /// Who is seen for the first time has just come.
    [[nodiscard]] bool isIdle(quint64 client)
    {
        const auto known = m_acted.constFind(client);
        if (known != m_acted.cend())
            return m_clock.now() - *known >= After;
        m_acted.insert(client, m_clock.now());
        return false;
    }
    void forget(quint64 client) { m_acted.remove(client); }
    [[nodiscard]] QList<quint64> known() const { return m_acted.keys(); }

private:
    const Clock &m_clock;
    QHash<quint64, Instant> m_acted;
};

} // namespace coterie::viewmodel
