#pragma once

#include "base/time.h"
#include "protocol/requests.h"

#include <QHash>

#include <optional>

namespace coterie::sync {

/// One's own pointer on its way out: at most one notice per surface in `cursorEvery`, and the latest place always
/// arrives.
class CursorThrottle
{
public:
    explicit CursorThrottle(Millis every = protocol::Timings {}.cursorEvery) : m_every(every) { }
    void setEvery(Millis every) { m_every = every; }

    /// The move to send now; nothing when it has to wait, and then due() gives it.
    [[nodiscard]] std::optional<protocol::CursorMove> moved(const protocol::CursorMove &move, Instant now);
    [[nodiscard]] QList<protocol::CursorMove> due(Instant now);
    [[nodiscard]] std::optional<Instant> nextWake() const; ///< when to ask due()
    [[nodiscard]] bool left(const QString &surface); ///< true: send `cursor_leave`
    void linkLost() { m_surfaces.clear(); }

private:
    struct State {
        Instant sent;
        std::optional<protocol::CursorMove> waiting;
    };
    Millis m_every;
    QHash<QString, State> m_surfaces;
};

} // namespace coterie::sync
