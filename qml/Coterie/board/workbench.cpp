#include "workbench.h"

#include "board/hittest.h"
#include "boardcanvas.h"
#include "collab/boardawareness.h"
#include "collab/sharedboard.h"
#include "gridpicture.h"

#include <algorithm>

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr qsizetype MostSnapTargets = 400; // the nearest ones: more lines than these only get in the way

} // namespace

const board::Scene &Workbench::scene() const
{
    static const board::Scene empty;
    return board() ? board()->scene() : empty;
}

board::PageId Workbench::page() const
{
    return m_canvas.pageId();
}

bool Workbench::canEdit() const
{
    return board() && !board()->isReadOnly();
}

double Workbench::unit() const
{
    return 1 / m_canvas.zoom();
}

void Workbench::select(const QSet<ShapeId> &ids)
{
    if (selection.set(ids))
        selectionTouched();
}

void Workbench::selectionTouched()
{
    m_canvas.selectionTouched();
}

void Workbench::chromeTouched()
{
    m_canvas.chromeTouched();
}

board::Snapper Workbench::snapper(const QSet<ShapeId> &except) const
{
    QList<QRectF> boxes;
    if (snapsToShapes) {
        for (const ShapePtr &shape : scene().touching(page(), m_canvas.visibleArea())) {
            if (!except.contains(shape->id) && board::isClosed(shape->type))
                boxes.push_back(board::turnedBounds(*shape));
        }
    }
    if (boxes.size() > MostSnapTargets) {
        const QPointF middle = m_canvas.visibleArea().center();
        std::ranges::nth_element(boxes, boxes.begin() + MostSnapTargets, {}, [middle](const QRectF &box) {
            const QPointF away = box.center() - middle;
            return QPointF::dotProduct(away, away);
        });
        boxes.resize(MostSnapTargets);
    }
    return board::Snapper(boxes, snapsToGrid ? GridPicture::stepAt(m_canvas.zoom()) : 0);
}

void Workbench::tell(const std::optional<collab::Gesture> &gesture) const
{
    if (collab::BoardAwareness *presence = m_canvas.presence())
        presence->setGesture(gesture);
}

void Workbench::toolUsed()
{
    m_canvas.toolUsed();
}

board::Shape Workbench::blank(board::ShapeType type) const
{
    board::Shape shape;
    shape.type = type;
    shape.page = page();
    shape.style = styles.of(type);
    return shape;
}

ShapeId Workbench::frameAt(QPointF point, const QSet<ShapeId> &except) const
{
    const QList<ShapePtr> near = scene().touching(page(), QRectF(point, QSizeF(1, 1)));
    for (auto it = near.crbegin(); it != near.crend(); ++it) {
        const board::Shape &shape = **it;
        if (shape.type == board::ShapeType::Frame && !except.contains(shape.id)
            && shape.box().contains(board::toBox(shape, point)))
            return shape.id;
    }
    return {};
}

void Workbench::notice(const QString &words) const
{
    Q_EMIT m_canvas.notice(words);
}

} // namespace coterie::boardview
