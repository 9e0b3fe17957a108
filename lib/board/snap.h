#pragma once

#include <QLineF>
#include <QList>
#include <QPointF>
#include <QRectF>

#include <vector>

/// Snapping to other shapes, as drawing programs do: edges and middles that meet, gaps that become equal; or to a grid.
/// Board units; plain values.
namespace coterie::board {

/// Which edges of a box a hand has hold of.
struct Edges {
    bool left = false;
    bool top = false;
    bool right = false;
    bool bottom = false;
    [[nodiscard]] bool isCorner() const { return (left || right) && (top || bottom); }
    bool operator==(const Edges &) const = default;
};

struct Snapped {
    QPointF by; ///< to be added to what moves, to its held edges or to the point
    QList<QLineF> guides; ///< what it snapped to, to be shown
};

/// Made once when a gesture begins, from the boxes of shapes near it; asked with every movement: O(log n), and O(n) for
/// gaps.
class Snapper
{
public:
    Snapper() = default;
    /// `grid`: the distance of its lines; 0: none. Boxes come first, what no box attracts goes to the grid.
    explicit Snapper(QList<QRectF> others, double grid = 0);

    /// `reach`: how far away something still attracts.
    [[nodiscard]] Snapped move(const QRectF &moving, double reach) const;
    [[nodiscard]] Snapped resize(const QRectF &resizing, Edges edges, double reach) const;
    [[nodiscard]] Snapped point(QPointF point, double reach) const;

private:
    /// A line others offer: where it is on its axis, and between which places across it the box reaches.
    struct Line {
        double at = 0;
        double from = 0;
        double to = 0;
    };
    struct Attraction {
        double by = 0;
        double distance = 0;
        bool found = false;
    };
    /// One of the two axes; the other one is "across".
    struct Lane {
        std::vector<Line> lines; ///< by place
        bool vertical = false; ///< places are y

        [[nodiscard]] double low(const QRectF &box) const { return vertical ? box.top() : box.left(); }
        [[nodiscard]] double high(const QRectF &box) const { return vertical ? box.bottom() : box.right(); }
        [[nodiscard]] double lowAcross(const QRectF &box) const { return vertical ? box.left() : box.top(); }
        [[nodiscard]] double highAcross(const QRectF &box) const { return vertical ? box.right() : box.bottom(); }
        [[nodiscard]] QLineF drawn(double from, double to, double across) const;
        [[nodiscard]] QLineF drawnAcross(double at, double from, double to) const;
    };

    void fill(Lane &lane) const;
    [[nodiscard]] Attraction toLines(const Lane &lane, const std::vector<double> &places, double reach) const;
    [[nodiscard]] Attraction toGaps(const Lane &lane, const QRectF &moving, double reach) const;
    [[nodiscard]] Attraction toGrid(double place, double reach) const;
    [[nodiscard]] QList<const QRectF *> besides(const Lane &lane, const QRectF &moving) const;
    void showLines(const Lane &lane, const std::vector<double> &places, const QRectF &box, QList<QLineF> &guides) const;
    void showGaps(const Lane &lane, const QRectF &moved, QList<QLineF> &guides) const;

    QList<QRectF> m_others;
    double m_grid = 0;
    Lane m_across; ///< x
    Lane m_down; ///< y
};

} // namespace coterie::board
