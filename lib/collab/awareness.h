#pragma once

#include "base/time.h"
#include "collab/people.h"
#include "crdt/awareness.h"
#include "crdt/relativeposition.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace coterie::collab {

/// Where someone stands in the text, in terms that survive edits.
struct Cursor {
    crdt::RelativePosition anchor;
    crdt::RelativePosition head;
    bool operator==(const Cursor &) const = default;
};

/// Who else is in the document and where, by the awareness protocol: `{user: {name, color, id}, cursor: {anchor,
/// head}}`, the positions as the JSON of Yjs. What peers tell is taken apart with care: a state of any other shape is a
/// person without a caret. GUI thread; the time comes from the clock.
class Awareness : public QObject
{
    Q_OBJECT
public:
    struct Peer {
        quint64 client = 0;
        Person person;
        std::optional<Cursor> cursor;
        bool operator==(const Peer &) const = default;
    };
    static constexpr int MostPeers = 200; ///< shown; more would be no help to anybody, and are still passed on
    static constexpr Millis TellEvery {40}; ///< own moves between two tellings are told as the last of them

    /// The clock must outlive it.
    Awareness(Person self, const Clock &clock, QObject *parent = nullptr);
    ~Awareness() override;

    void begin(crdt::ClientId self); ///< from here on it speaks; again: as another client
    void setSelf(const Person &self);
    void setCursor(std::optional<Cursor> cursor);
    void receive(const QByteArray &update); ///< what cannot be read is dropped
    void losePeers(); ///< the link is gone: nobody is known to be there
    void tellAnew(); ///< the link is open again
    void leave(); ///< tells the others that this person goes
    void tick(); ///< forgets who is silent for 30 s; a timer calls it, and tests do

    [[nodiscard]] const QList<Peer> &peers() const { return m_peers; } ///< without oneself, by client

Q_SIGNALS:
    void peersChanged();
    void told(const QByteArray &update); ///< to be sent

private:
    [[nodiscard]] crdt::Any ownState() const;
    void tell();
    void tellSoon();
    void publish(const crdt::AwarenessChange &change);
    void refresh();

    Person m_self;
    const Clock &m_clock;
    std::optional<crdt::Awareness> m_states; ///< absent before begin()
    std::optional<Cursor> m_cursor;
    QList<Peer> m_peers;
    QTimer m_tick;
    QTimer m_tellTimer;
    bool m_isTold = true; ///< what the others know of us is what there is
};

/// The JSON of a position as Yjs writes it, and back; nothing if it is not one.
[[nodiscard]] crdt::Any toJson(const crdt::RelativePosition &position);
[[nodiscard]] std::optional<crdt::RelativePosition> positionFromJson(const crdt::Any &json);

} // namespace coterie::collab
