#pragma once

#include "base/time.h"
#include "collab/boardpeer.h"

#include <QHash>
#include <QSet>

namespace coterie::boardview {

/// Who of the others has a shape selected or in their hand, or had it a moment ago: who deletes something lets go of it
/// first. A value; times must not fall.
class Holders
{
public:
    static constexpr Millis Remembered {3'000}; ///< an edit comes after it is stored, and then once per frame

    void note(const collab::BoardPeer &peer, Instant now);
    void forget() { m_held.clear(); }
    /// The client that holds or held it, if it is only one; else 0.
    [[nodiscard]] quint64 holderOf(const board::ShapeId &id, Instant now) const;

private:
    struct Held {
        QSet<board::ShapeId> now;
        QHash<board::ShapeId, Instant> before; ///< let go at
    };
    QHash<quint64, Held> m_held; ///< by client
};

} // namespace coterie::boardview
