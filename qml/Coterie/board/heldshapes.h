#pragma once

#include "board/scene.h"
#include "board/transform.h"
#include "workbench.h"

#include <QHash>
#include <QList>

#include <optional>

namespace coterie::boardview {

/// Shapes under a hand: nobody else changes them meanwhile, they are shown as the hand has them, with the arrows that
/// hold on to them, and what the hand did becomes one step. Lets go when it is destroyed; nothing was done then unless
/// commit() came before. GUI thread.
class HeldShapes
{
public:
    HeldShapes(Workbench &bench, QList<board::ShapePtr> shapes);
    HeldShapes(const HeldShapes &) = delete;
    HeldShapes &operator=(const HeldShapes &) = delete;
    ~HeldShapes();

    [[nodiscard]] const QList<board::ShapePtr> &shapes() const { return m_shapes; } ///< as they were taken
    [[nodiscard]] const QSet<board::ShapeId> &ids() const { return m_ids; }

    /// Shows them after the transform, and tells others of it.
    void show(const board::Transform &transform);
    /// Shows these instead; ids that were not taken are new shapes, and those that are missing are gone.
    void show(const QList<board::Shape> &changed);
    [[nodiscard]] QList<board::Shape> shown() const; ///< what was shown last
    /// Writes what was shown last, in one step.
    void commit() { commit(shown()); }
    void commit(const QList<board::Shape> &changed); ///< these instead

private:
    void showDrafts();
    void carry(QPointF by);
    [[nodiscard]] bool followsOthers(const board::Shape &shape) const;
    [[nodiscard]] board::Shape inPlace(const board::Shape &connector) const;
    [[nodiscard]] board::ShapePtr draftOf(const board::ShapeId &id) const;

    Workbench &m_bench;
    QList<board::ShapePtr> m_shapes;
    QSet<board::ShapeId> m_ids;
    QList<board::ShapePtr> m_connectors; ///< as written; they hold on to what is held, and follow it
    QList<board::Shape> m_changed; ///< what was shown last; empty while many are carried:
    std::optional<board::Transform> m_carried; ///< by this
    QHash<board::ShapeId, board::ShapePtr> m_drafts;
};

} // namespace coterie::boardview
