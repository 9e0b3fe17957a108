#include "movegesture.h"

#include "board/arrange.h"
#include "board/hittest.h"
#include "boardcanvas.h"
#include "collab/sharedboard.h"

#include <cmath>

namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

/// Arrows that move without anything they hold on to let go of it: else they would stay where they are.
QList<ShapePtr> freed(const QList<ShapePtr> &shapes)
{
    QSet<ShapeId> ids;
    for (const ShapePtr &shape : shapes)
        ids.insert(shape->id);
    QList<ShapePtr> result = shapes;
    for (ShapePtr &shape : result) {
        const bool isBound = shape->start || shape->end;
        const bool staysBound =
            (shape->start && ids.contains(shape->start->shape)) || (shape->end && ids.contains(shape->end->shape));
        if (!isBound || staysBound)
            continue;
        Shape loose = *shape;
        loose.start.reset();
        loose.end.reset();
        shape = std::make_shared<const Shape>(loose);
    }
    return result;
}

} // namespace

MoveGesture::MoveGesture(Workbench &bench, const PointerSample &from)
    : m_bench(bench)
    , m_from(from.board)
    , m_held(std::make_unique<HeldShapes>(bench, freed(bench.selection.moving())))
{
    m_bounds = board::turnedBounds(m_held->shapes());
    m_snapper = bench.snapper(m_held->ids());
}

void MoveGesture::move(const PointerSample &sample)
{
    m_by = sample.board - m_from;
    if (sample.shift())
        (std::abs(m_by.x()) >= std::abs(m_by.y()) ? m_by.ry() : m_by.rx()) = 0;
    m_guides.clear();
    if (!sample.control()) {
        const board::Snapped snapped = m_snapper.move(m_bounds.translated(m_by), m_bench.snapReach());
        const QPointF by(
            sample.shift() && m_by.x() == 0 ? 0 : snapped.by.x(), sample.shift() && m_by.y() == 0 ? 0 : snapped.by.y());
        m_by += by;
        if (by == snapped.by)
            m_guides = snapped.guides;
    }
    m_copying = sample.alt();
    m_frame = m_bench.frameAt(m_bounds.center() + m_by, m_held->ids());
    if (m_copying) {
        m_held->show(withCopies());
    } else {
        board::Transform transform;
        transform.move = m_by;
        m_held->show(transform);
    }
    m_bench.chromeTouched();
}

/// What was taken, and moved copies of it.
QList<Shape> MoveGesture::withCopies()
{
    QList<Shape> result;
    for (const ShapePtr &shape : m_held->shapes())
        result.push_back(*shape);
    if (m_copies.isEmpty())
        m_copies = board::copied(result);
    QList<Shape> moved = m_copies;
    for (Shape &shape : moved) {
        shape.x += m_by.x();
        shape.y += m_by.y();
    }
    return result + moved;
}

/// What was shown, in the frames it was let go over.
QList<Shape> MoveGesture::landed() const
{
    QSet<ShapeId> frames;
    QList<Shape> result = m_held->shown();
    for (const Shape &shape : std::as_const(result)) {
        if (shape.type == board::ShapeType::Frame)
            frames.insert(shape.id);
    }
    for (Shape &shape : result) {
        const bool stayed = m_copying && m_held->ids().contains(shape.id);
        if (!stayed && shape.type != board::ShapeType::Frame && !frames.contains(shape.frame))
            shape.frame = m_bench.frameAt(shape.centre(), m_held->ids());
    }
    return result;
}

void MoveGesture::finish(const PointerSample &sample)
{
    move(sample);
    if (m_by.isNull()) {
        m_held.reset();
        return;
    }
    m_held->commit(landed());
    m_held.reset();
    if (m_copying) {
        QSet<ShapeId> ids;
        for (const Shape &copy : m_copies)
            ids.insert(copy.id);
        m_bench.select(ids);
    }
}

void MoveGesture::decorate(Chrome &chrome) const
{
    chrome.guides += m_guides;
    if (const ShapePtr frame = m_bench.scene().find(m_frame)) {
        SelectionFrame around;
        around.box = frame->box();
        around.rotation = frame->rotation;
        around.dashed = true;
        chrome.frames.push_back(around);
    }
}

} // namespace coterie::boardview
