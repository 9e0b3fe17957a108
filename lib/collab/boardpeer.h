#pragma once

#include "board/shape.h"
#include "collab/people.h"
#include "crdt/any.h"

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>

/// What people on a board tell of themselves. The values are tidy: what a peer told went through boardPeerOf().
namespace coterie::collab {

inline constexpr qsizetype MostTold = 200; ///< ids of a selection or a gesture; of more the first ones are told
inline constexpr qsizetype LongestChat = 200; ///< units

/// What somebody's hand is doing: others see it before it is done. As board::Transform: scaled and turned around the
/// anchor, then moved.
struct Gesture {
    QList<board::ShapeId> ids;
    QPointF move;
    double scaleX = 1;
    double scaleY = 1;
    QPointF anchor;
    double rotation = 0; ///< degrees clockwise
    std::optional<board::Shape> draft; ///< a shape that is not on the board yet; its id is empty
    bool operator==(const Gesture &) const = default;
};

/// Something thrown onto the board: it rises and is gone.
struct Reaction {
    QString name; ///< one of reactionNames(); empty: none
    QPointF at; ///< board units
    quint32 number = 0; ///< rises with each throw of this person
    bool operator==(const Reaction &) const = default;
};

struct BoardPeer {
    quint64 client = 0;
    Person person;
    std::optional<QPointF> pointer; ///< board units; absent: not on the board
    board::PageId page;
    QList<board::ShapeId> selection;
    QString tool; ///< one of toolNames(), or empty
    std::optional<QRectF> viewport; ///< what they see, board units; never empty
    std::optional<Gesture> gesture;
    QString chat; ///< one line; empty: says nothing
    bool laser = false; ///< the pointer draws a trail
    Reaction reaction;
    quint64 following = 0; ///< the client whose view they follow; 0: nobody's
    bool operator==(const BoardPeer &) const = default;
};

[[nodiscard]] const QStringList &toolNames();
[[nodiscard]] const QStringList &reactionNames(); ///< emoji, in the order of the menu
/// One line of at most LongestChat units, without control and direction characters.
[[nodiscard]] QString tidyChat(const QString &text);

/// A state of any shape is somebody; what is no such thing in it is left out.
[[nodiscard]] BoardPeer boardPeerOf(quint64 client, const crdt::Any &state);
/// The awareness state of this peer: `{user, pointer, page?, selection, tool, viewport?, gesture?, chat?, laser?,
/// reaction?, following?}`, places to a hundredth of a unit.
[[nodiscard]] crdt::Any toState(const BoardPeer &peer);

} // namespace coterie::collab
