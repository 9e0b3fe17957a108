#pragma once

#include "collab/boardawareness.h"
#include "frameticker.h"
#include "gesture.h"
#include "holders.h"
#include "peerhands.h"
#include "viewchase.h"
#include "workbench.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QHash>
#include <QPointer>

#include <memory>
#include <optional>

namespace coterie::boardview {

class BoardAccessible;

/// The text of a shape under the pen.
struct TextUnderPen {
    board::ShapeId id; ///< empty: none
    QString before;
    QString known; ///< what the editor shows
    bool isNew = false; ///< the shape came with it
    bool fitsWidth = false; ///< a Text that is as wide as its words
};

/// Fingers on the board.
struct Fingers {
    QPointF middle;
    double spread = 0; ///< item units from the middle
    qsizetype count = 0;
    bool draws = false; ///< the first one began the gesture that is under way
    bool rejected = false; ///< a hand that rests while the pen draws
};

/// What BoardCanvas is made of.
struct CanvasParts {
    explicit CanvasParts(BoardCanvas &canvas);

    Workbench bench;
    PeerHands hands;
    bool isChromeStale = true;
    QPointer<collab::BoardAwareness> presence;
    quint64 followed = 0;
    ViewChase chase; ///< of their view
    FrameTicker ticker; ///< while it runs
    const Clock *clock; ///< a test's, or this computer's
    Holders holders;
    QString accessibleName;
    BoardAccessible *accessible = nullptr; ///< null: nobody asked for it

    CanvasTool tool = CanvasTool::Select;
    bool toolLocked = false;
    std::unique_ptr<Gesture> gesture;
    PointerSample last;
    bool spaceDown = false;
    bool nudging = false; ///< a step of undo is open while an arrow key is down
    board::ShapeId hovered; ///< what an arrow would hold on to
    bool isPenDown = false;
    QElapsedTimer sincePen; ///< invalid: no pen was ever here
    Fingers fingers;
    QBasicTimer scrolling;
    QPointF pasteStep; ///< pasted again, it does not cover what was pasted before
    QByteArray pasted;
    TextUnderPen text;
};

} // namespace coterie::boardview
