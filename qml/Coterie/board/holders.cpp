#include "holders.h"

namespace coterie::boardview {

using board::ShapeId;

void Holders::note(const collab::BoardPeer &peer, Instant now)
{
    QSet<ShapeId> ids(peer.selection.cbegin(), peer.selection.cend());
    if (peer.gesture)
        ids.unite({peer.gesture->ids.cbegin(), peer.gesture->ids.cend()});
    Held &held = m_held[peer.client];
    if (held.now == ids)
        return;
    held.before.removeIf([now](const auto &entry) { return now - entry.value() > Remembered; });
    for (const ShapeId &id : std::as_const(held.now)) {
        if (!ids.contains(id))
            held.before.insert(id, now);
    }
    held.now = ids;
}

quint64 Holders::holderOf(const ShapeId &id, Instant now) const
{
    quint64 found = 0;
    for (auto held = m_held.cbegin(); held != m_held.cend(); ++held) {
        const auto before = held->before.constFind(id);
        const bool isRecent = before != held->before.cend() && now - *before <= Remembered;
        if (!isRecent && !held->now.contains(id))
            continue;
        if (found != 0)
            return 0;
        found = held.key();
    }
    return found;
}

} // namespace coterie::boardview
