#pragma once

#include <QColor>
#include <QLineF>
#include <QList>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

/// What is drawn around shapes, never part of the picture: places in board units, sizes in item units, so that it is
/// as thin and as large in every zoom.
namespace coterie::boardview {

inline constexpr double frameMargin = 5; ///< between a selected box and the frame around it, item units
inline constexpr double handleSize = 9; ///< of the squares at its corners and sides, item units
inline constexpr double rotationArm = 24; ///< from the frame's top to the middle of the round handle, item units

/// A frame around a box that is turned around its middle.
struct SelectionFrame {
    QRectF box;
    double rotation = 0; ///< degrees clockwise
    QColor color; ///< invalid: the accent
    bool handles = false; ///< squares at corners and sides, a round one over it
    bool dashed = false;
    QString name; ///< a flag at its top left: who has it selected; may be empty
    bool operator==(const SelectionFrame &) const = default;
};

struct Chrome {
    QRectF marquee; ///< null: none
    QPolygonF lasso;
    QList<QLineF> guides;
    QList<SelectionFrame> frames;
    QList<QPointF> anchors; ///< places an arrow can hold on to, ends that can be pulled
    bool operator==(const Chrome &) const = default;
};

} // namespace coterie::boardview
