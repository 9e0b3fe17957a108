#pragma once

#include "collab/awarenesschannel.h"
#include "collab/boardpeer.h"

#include <QList>

#include <optional>

namespace coterie::collab {

/// Who else is on a board, where, and what their hands do: the awareness of boardpeer.h. What peers tell is taken apart
/// with care, and a stock Yjs client that tells only `{user, pointer}` is somebody with a pointer. GUI thread; the time
/// comes from the clock. With company the own state goes out every 33 ms at most, as the last of what it was; alone,
/// nothing but the arrival and the protocol's keep-alive.
class BoardAwareness : public AwarenessChannel
{
    Q_OBJECT
    Q_PROPERTY(QStringList reactions READ reactions CONSTANT) // that can be thrown
public:
    static constexpr Millis TellEvery {33}; ///< 30 a second
    static constexpr Millis ReactionLasts {3'000}; ///< from then on it is not told any more

    /// The clock must outlive it.
    BoardAwareness(Person self, const Clock &clock, QObject *parent = nullptr);
    ~BoardAwareness() override;

    void setPointer(std::optional<QPointF> pointer); ///< board units; nothing: not on the board
    Q_INVOKABLE void pointAt(QPointF at) { setPointer(at); }
    void setPage(const board::PageId &page);
    void setSelection(const QList<board::ShapeId> &selection);
    void setTool(const QString &tool); ///< one of toolNames()
    void setViewport(std::optional<QRectF> viewport);
    void setGesture(std::optional<Gesture> gesture);
    Q_INVOKABLE void setChat(const QString &chat); ///< empty: the bubble is gone
    void setLaser(bool laser);
    Q_INVOKABLE void throwReaction(const QString &name, QPointF at); ///< one of reactionNames()
    void setFollowing(quint64 client); ///< 0: nobody

    [[nodiscard]] static QStringList reactions() { return reactionNames(); }
    [[nodiscard]] const QList<BoardPeer> &peers() const { return m_peers; } ///< without oneself, by client
    [[nodiscard]] const BoardPeer *peer(quint64 client) const; ///< null: not there
    [[nodiscard]] QList<quint64> followers() const; ///< who follows this person's view
    [[nodiscard]] quint64 following() const { return m_own.following; } ///< may have left; 0: nobody
    [[nodiscard]] const BoardPeer &own() const { return m_own; } ///< what was set here; client and person are not

Q_SIGNALS:
    void peersChanged(); ///< somebody came, left, or is called otherwise
    void peerChanged(quint64 client); ///< anything of them but the pointer
    void peerMoved(quint64 client); ///< the pointer moved, came or went
    void reactionThrown(quint64 client, const QString &name, QPointF at); ///< by somebody else
    void ownReactionThrown(const QString &name, QPointF at);
    void ownChanged(); ///< anything that was set here is another one now
    void followingChanged();

private:
    [[nodiscard]] crdt::Any ownState() const override;
    void take(const crdt::AwarenessChange &change) override;
    void forgetAll() override;
    bool takeOne(crdt::ClientId client);
    bool drop(crdt::ClientId client);
    template <typename T>
    void set(T &member, T value);

    BoardPeer m_own;
    std::optional<Instant> m_thrownAt;
    QList<BoardPeer> m_peers;
};

} // namespace coterie::collab
