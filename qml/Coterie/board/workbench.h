#pragma once

#include "board/connector.h"
#include "board/scene.h"
#include "board/snap.h"
#include "boardselection.h"
#include "canvastool.h"
#include "chrome.h"
#include "collab/sharedboard.h"
#include "stylebook.h"

#include <QList>
#include <QPointer>
#include <QSet>

#include <optional>

namespace coterie::collab {
class BoardAwareness;
struct Gesture;
} // namespace coterie::collab

namespace coterie::boardview {

class BoardCanvas;

enum class EraserMode { Whole, Parts };

/// What gestures and commands work with: the board, what is selected on it, what comes next, and the means to show what
/// is not done yet. GUI thread.
class Workbench
{
public:
    explicit Workbench(BoardCanvas &canvas) : m_canvas(canvas) { }

    [[nodiscard]] BoardCanvas &canvas() const { return m_canvas; }
    [[nodiscard]] collab::SharedBoard *board() const { return m_board; } ///< null: none, or it is gone
    /// A gesture must be over before: it ends on the board it began on.
    void setBoard(collab::SharedBoard *board) { m_board = board; }
    [[nodiscard]] const board::Scene &scene() const; ///< an empty one without a board
    [[nodiscard]] board::PageId page() const;
    [[nodiscard]] bool canEdit() const;
    [[nodiscard]] double unit() const; ///< board units per item unit
    [[nodiscard]] double reach() const { return 6 * unit(); } ///< how near a click has to be, board units

    BoardSelection selection;
    StyleBook styles;
    EraserMode eraserMode = EraserMode::Whole;
    bool snapsToGrid = false;
    bool snapsToShapes = true;

    void select(const QSet<board::ShapeId> &ids);
    void selectionTouched(); ///< it was changed directly
    void chromeTouched(); ///< what a gesture decorates is another thing now

    /// What shapes near the view, and the dots one sees, offer to snap to; `except` these.
    [[nodiscard]] board::Snapper snapper(const QSet<board::ShapeId> &except) const;
    [[nodiscard]] double snapReach() const { return 8 * unit(); }

    /// Shows others what this hand does; nothing: it rests.
    void tell(const std::optional<collab::Gesture> &gesture) const;
    void toolUsed(); ///< goes back to selecting, unless the tool is one that stays
    /// A shape of that type with the style that comes next, on this page; no place and no size.
    [[nodiscard]] board::Shape blank(board::ShapeType type) const;
    /// The frame a new shape at that place lies in; empty: none.
    [[nodiscard]] board::ShapeId frameAt(QPointF point, const QSet<board::ShapeId> &except = {}) const;
    void notice(const QString &words) const;

private:
    BoardCanvas &m_canvas;
    QPointer<collab::SharedBoard> m_board;
};

} // namespace coterie::boardview
