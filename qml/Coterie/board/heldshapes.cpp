#include "heldshapes.h"

#include "board/outline.h"
#include "boardcanvas.h"
#include "collab/boardawareness.h"
#include "collab/sharedboard.h"

#include <algorithm>

namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr qsizetype Many = 200; // shapes that are not painted anew with every move

bool isMove(const board::Transform &transform)
{
    board::Transform move;
    move.anchor = transform.anchor;
    move.move = transform.move;
    return transform == move;
}

} // namespace

HeldShapes::HeldShapes(Workbench &bench, QList<ShapePtr> shapes) : m_bench(bench), m_shapes(std::move(shapes))
{
    for (const ShapePtr &shape : m_shapes)
        m_ids.insert(shape->id);
    QSet<ShapeId> lifted = m_ids;
    for (const ShapePtr &shape : m_shapes) {
        for (const ShapeId &connector : m_bench.scene().connectorsAt(shape->id)) {
            if (lifted.contains(connector))
                continue;
            lifted.insert(connector);
            m_connectors.push_back(m_bench.scene().asWritten(connector));
        }
    }
    m_bench.board()->hold(m_ids);
    show(board::Transform());
    m_bench.canvas().lift(lifted);
}

HeldShapes::~HeldShapes()
{
    m_bench.tell(std::nullopt);
    if (collab::SharedBoard *board = m_bench.board())
        board->letGo();
    m_bench.canvas().drop();
}

ShapePtr HeldShapes::draftOf(const ShapeId &id) const
{
    if (const auto draft = m_drafts.constFind(id); draft != m_drafts.cend())
        return *draft;
    const ShapePtr present = m_bench.scene().find(id);
    return present && m_carried && m_ids.contains(id)
        ? std::make_shared<const Shape>(board::transformed(*present, *m_carried))
        : present;
}

/// A connector that is held, with an end at something that is not.
bool HeldShapes::followsOthers(const Shape &shape) const
{
    const auto isOutside = [this](const std::optional<board::Binding> &binding) {
        return binding && !m_ids.contains(binding->shape);
    };
    return board::isConnector(shape.type) && (isOutside(shape.start) || isOutside(shape.end));
}

QList<Shape> HeldShapes::shown() const
{
    if (!m_carried)
        return m_changed;
    QList<Shape> result;
    result.reserve(m_shapes.size());
    for (const ShapePtr &shape : m_shapes)
        result.push_back(board::transformed(*shape, *m_carried));
    return result;
}

/// So that thousands follow the hand: only the connectors to what stays are made anew.
void HeldShapes::carry(QPointF by)
{
    if (!m_carried) {
        QList<ShapePtr> carried;
        std::ranges::copy_if(
            m_shapes, std::back_inserter(carried), [this](const ShapePtr &shape) { return !followsOthers(*shape); });
        m_bench.canvas().carry(carried);
        m_changed.clear();
        m_drafts.clear();
    }
    board::Transform transform;
    transform.move = by;
    m_carried = transform;
    QList<ShapePtr> drafts;
    for (const ShapePtr &shape : m_shapes) {
        if (followsOthers(*shape))
            drafts.push_back(std::make_shared<const Shape>(inPlace(board::transformed(*shape, transform))));
    }
    for (const ShapePtr &connector : m_connectors)
        drafts.push_back(std::make_shared<const Shape>(inPlace(*connector)));
    m_bench.canvas().setDrafts(drafts);
    m_bench.canvas().carryBy(by);
}

Shape HeldShapes::inPlace(const Shape &connector) const
{
    const ShapePtr start = connector.start ? draftOf(connector.start->shape) : nullptr;
    const ShapePtr end = connector.end ? draftOf(connector.end->shape) : nullptr;
    return board::withEndsInPlace(connector, start.get(), end.get());
}

void HeldShapes::show(const board::Transform &transform)
{
    if (m_shapes.size() > Many && isMove(transform)) {
        carry(transform.move);
    } else {
        QList<Shape> changed;
        changed.reserve(m_shapes.size());
        for (const ShapePtr &shape : m_shapes)
            changed.push_back(board::transformed(*shape, transform));
        show(changed);
    }
    m_bench.tell(collab::Gesture {.ids = {m_ids.cbegin(), m_ids.cend()},
        .move = transform.move,
        .scaleX = transform.scaleX,
        .scaleY = transform.scaleY,
        .anchor = transform.anchor,
        .rotation = transform.rotation,
        .draft = std::nullopt});
}

void HeldShapes::show(const QList<Shape> &changed)
{
    if (std::exchange(m_carried, std::nullopt))
        m_bench.canvas().carry({});
    m_changed = changed;
    showDrafts();
}

void HeldShapes::showDrafts()
{
    m_drafts.clear();
    for (const Shape &shape : m_changed)
        m_drafts.insert(shape.id, std::make_shared<const Shape>(shape));
    QList<ShapePtr> drafts;
    drafts.reserve(m_drafts.size() + m_connectors.size());
    for (const Shape &shape : m_changed) {
        const bool follows = board::isConnector(shape.type) && (shape.start || shape.end);
        drafts.push_back(follows ? std::make_shared<const Shape>(inPlace(shape)) : m_drafts.value(shape.id));
    }
    for (const ShapePtr &connector : m_connectors)
        drafts.push_back(std::make_shared<const Shape>(inPlace(*connector)));
    std::ranges::stable_sort(drafts, [](const ShapePtr &a, const ShapePtr &b) { return board::isBehind(*a, *b); });
    m_bench.canvas().setDrafts(drafts);
}

void HeldShapes::commit(const QList<Shape> &changed)
{
    collab::SharedBoard *board = m_bench.board();
    if (!board)
        return;
    QList<Shape> added;
    QList<Shape> updated;
    QSet<ShapeId> gone = m_ids;
    for (const Shape &shape : changed)
        (gone.remove(shape.id) ? updated : added).push_back(shape);
    board->beginStep();
    board->update(updated);
    board->add(added);
    board->remove({gone.cbegin(), gone.cend()});
    board->endStep();
}

} // namespace coterie::boardview
