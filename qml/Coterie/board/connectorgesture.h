#pragma once

#include "gesture.h"
#include "heldshapes.h"

#include <memory>
#include <optional>

namespace coterie::boardview {

/// An end of a line or an arrow under a hand: what it would hold on to there. Ctrl holds on to nothing.
class ConnectorEnd
{
public:
    explicit ConnectorEnd(Workbench &bench) : m_bench(&bench) { }

    /// `fixed`: the other end, from which Shift measures steps of 15°. `self` cannot hold on to itself.
    void place(const PointerSample &sample, std::optional<QPointF> fixed, const board::ShapeId &self, bool canHold);
    [[nodiscard]] QPointF point() const { return m_point; }
    [[nodiscard]] std::optional<board::Binding> binding() const { return m_binding; }
    [[nodiscard]] board::ShapePtr target() const;
    void decorate(Chrome &chrome) const; ///< the target, and the place on it

private:
    Workbench *m_bench; ///< never null
    QPointF m_point;
    std::optional<board::Binding> m_binding;
};

/// Draws a line or an arrow. GUI thread.
class ConnectorGesture final : public Gesture
{
public:
    ConnectorGesture(Workbench &bench, board::ShapeType type, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    void decorate(Chrome &chrome) const override;
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    [[nodiscard]] board::Shape drawn() const;

    Workbench &m_bench;
    const board::ShapeType m_type;
    const board::ShapeId m_id;
    QPointF m_pressedAt; ///< item units
    ConnectorEnd m_start;
    ConnectorEnd m_end;
};

/// Pulls a vertex of a line or an arrow: an end, a bend, or a new bend out of the middle of a piece. GUI thread.
class VertexGesture final : public Gesture
{
public:
    VertexGesture(Workbench &bench, const board::ShapePtr &connector, qsizetype anchor);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override { m_held.reset(); }
    void decorate(Chrome &chrome) const override;
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    Workbench &m_bench;
    board::Points m_points; ///< on the board
    std::size_t m_vertex = 0;
    ConnectorEnd m_end;
    std::unique_ptr<HeldShapes> m_held;
};

/// Where the vertices of a connector and the middles between them can be taken hold of, alternating.
[[nodiscard]] QList<QPointF> anchorsOf(const board::Shape &connector);

} // namespace coterie::boardview
