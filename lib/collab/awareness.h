#pragma once

#include "collab/awarenesschannel.h"
#include "crdt/relativeposition.h"

#include <QList>

#include <optional>

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
class Awareness : public AwarenessChannel
{
    Q_OBJECT
public:
    struct Peer {
        quint64 client = 0;
        Person person;
        std::optional<Cursor> cursor;
        bool operator==(const Peer &) const = default;
    };
    static constexpr Millis TellEvery {40}; ///< own moves between two tellings are told as the last of them

    /// The clock must outlive it.
    Awareness(Person self, const Clock &clock, QObject *parent = nullptr);
    ~Awareness() override;

    void setCursor(std::optional<Cursor> cursor);

    [[nodiscard]] const QList<Peer> &peers() const { return m_peers; } ///< without oneself, by client

Q_SIGNALS:
    void peersChanged();

private:
    [[nodiscard]] crdt::Any ownState() const override;
    void take(const crdt::AwarenessChange &change) override;
    void forgetAll() override;

    std::optional<Cursor> m_cursor;
    QList<Peer> m_peers;
};

/// The JSON of a position as Yjs writes it, and back; nothing if it is not one.
[[nodiscard]] crdt::Any toJson(const crdt::RelativePosition &position);
[[nodiscard]] std::optional<crdt::RelativePosition> positionFromJson(const crdt::Any &json);

} // namespace coterie::collab
