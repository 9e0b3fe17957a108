#pragma once

#include "base/time.h"
#include "collab/people.h"
#include "crdt/awareness.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <optional>

namespace coterie::collab {

/// What every kind of awareness has in common: when to tell, whom to forget, and bytes in and out. What is told, and
/// what is made of others' states, is the heirs' business. GUI thread; the time comes from the clock.
class AwarenessChannel : public QObject
{
    Q_OBJECT
public:
    ~AwarenessChannel() override;

    static constexpr int MostPeers = 200; ///< shown; more would be no help to anybody, and are still passed on

    void begin(crdt::ClientId self); ///< from here on it speaks; again: as another client
    void setSelf(const Person &self);
    void receive(const QByteArray &update); ///< what cannot be read is dropped
    void losePeers(); ///< the link is gone: nobody is known to be there
    void tellAnew(); ///< the link is open again
    void leave(); ///< tells the others that this person goes
    /// False: the document is here still, but this person looks at something else. The others are told that they have
    /// gone; coming back is telling anew.
    void setAttending(bool attending);
    void tick(); ///< forgets who is silent for 30 s; a timer calls it, and tests do

    /// Whose edit is being joined in just now, while everybody hears of it; 0: nobody's, or it is not known.
    [[nodiscard]] quint64 writer() const { return m_writer; }
    void setWriter(quint64 client) { m_writer = client; }

    [[nodiscard]] const Person &self() const { return m_self; }
    [[nodiscard]] bool hasCompany() const { return m_states && m_states->hasCompany(); }

Q_SIGNALS:
    void told(const QByteArray &update); ///< to be sent

protected:
    enum class WhenAlone {
        Tell,
        Hold ///< nobody would hear it: it is told as soon as somebody comes
    };

    /// The clock must outlive it. Own changes within `every` are told as the last of them.
    AwarenessChannel(Person self, const Clock &clock, Millis every, WhenAlone whenAlone, QObject *parent);

    void tellSoon(); ///< the own state is another one now
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] const crdt::Awareness *states() const { return m_states ? &*m_states : nullptr; }

    [[nodiscard]] virtual crdt::Any ownState() const = 0;
    /// Others came, went or told something else. Not called for what is the same as before.
    virtual void take(const crdt::AwarenessChange &change) = 0;
    virtual void forgetAll() = 0; ///< nobody is known any more

private:
    void tell();
    void publish(const crdt::AwarenessChange &change);
    void hear(const crdt::AwarenessChange &change);

    Person m_self;
    const Clock &m_clock;
    const Millis m_every;
    const WhenAlone m_whenAlone;
    std::optional<crdt::Awareness> m_states; ///< absent before begin()
    std::optional<Instant> m_toldAt;
    QTimer m_tick;
    QTimer m_tellTimer;
    quint64 m_writer = 0;
    bool m_isAttending = true;
    bool m_isTold = true; ///< what the others know of us is what there is
};

} // namespace coterie::collab
