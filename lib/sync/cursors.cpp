#include "sync/cursors.h"

#include <algorithm>

namespace coterie::sync {

using protocol::CursorMove;

std::optional<CursorMove> CursorThrottle::moved(const CursorMove &move, Instant now)
{
    const auto it = m_surfaces.find(move.surface);
    if (it == m_surfaces.end()) {
        m_surfaces.insert(move.surface, {now, std::nullopt});
        return move;
    }
    if (now - it->sent < m_every) {
        it->waiting = move;
        return std::nullopt;
    }
    *it = {now, std::nullopt};
    return move;
}

QList<CursorMove> CursorThrottle::due(Instant now)
{
    QList<CursorMove> moves;
    for (State &state : m_surfaces) {
        if (!state.waiting || now - state.sent < m_every)
            continue;
        moves.append(*std::exchange(state.waiting, std::nullopt));
        state.sent = now;
    }
    return moves;
}

std::optional<Instant> CursorThrottle::nextWake() const
{
    std::optional<Instant> first;
    for (const State &state : m_surfaces) {
        if (state.waiting)
            first = std::min(first.value_or(Instant::max()), state.sent + m_every);
    }
    return first;
}

bool CursorThrottle::left(const QString &surface)
{
    return m_surfaces.remove(surface);
}

} // namespace coterie::sync
