#include "peerhands.h"

#include "board/hittest.h"
#include "board/outline.h"
#include "board/transform.h"
#include "boardcanvas.h"
#include "collab/boardawareness.h"
#include "workbench.h"

#include <QHash>

namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr qsizetype MostFrames = 12; // of one person; more is a box around them all

board::Transform transformOf(const collab::Gesture &gesture)
{
    board::Transform transform;
    transform.anchor = gesture.anchor;
    transform.scaleX = gesture.scaleX;
    transform.scaleY = gesture.scaleY;
    transform.rotation = gesture.rotation;
    transform.move = gesture.move;
    return transform;
}

} // namespace

void PeerHands::refresh()
{
    m_drafts.clear();
    const collab::BoardAwareness *presence = m_bench.canvas().presence();
    if (!presence)
        return;
    QHash<ShapeId, ShapePtr> moved;
    for (const collab::BoardPeer &peer : presence->peers()) {
        if (!peer.gesture || peer.page != m_bench.page())
            continue;
        const board::Transform transform = transformOf(*peer.gesture);
        for (const ShapeId &id : peer.gesture->ids) {
            if (const ShapePtr shape = m_bench.scene().find(id))
                moved.insert(id, std::make_shared<const Shape>(board::transformed(*shape, transform)));
        }
        if (peer.gesture->draft) {
            Shape draft = *peer.gesture->draft;
            draft.id = ShapeId(QStringLiteral("hand-%1").arg(peer.client));
            draft.page = m_bench.page();
            m_drafts.push_back(std::make_shared<const Shape>(draft));
        }
    }
    const auto at = [&](const std::optional<board::Binding> &binding) {
        return binding ? moved.value(binding->shape, m_bench.scene().find(binding->shape)) : nullptr;
    };
    QHash<ShapeId, ShapePtr> following;
    for (const ShapePtr &shape : std::as_const(moved)) {
        for (const ShapeId &id : m_bench.scene().connectorsAt(shape->id)) {
            if (const ShapePtr connector = m_bench.scene().asWritten(id); connector && !moved.contains(id)) {
                following.insert(id,
                    std::make_shared<const Shape>(
                        board::withEndsInPlace(*connector, at(connector->start).get(), at(connector->end).get())));
            }
        }
    }
    m_drafts += moved.values();
    m_drafts += following.values();
}

void PeerHands::decorate(Chrome &chrome) const
{
    const collab::BoardAwareness *presence = m_bench.canvas().presence();
    if (!presence)
        return;
    QHash<ShapeId, ShapePtr> drafts;
    for (const ShapePtr &draft : m_drafts)
        drafts.insert(draft->id, draft);
    for (const collab::BoardPeer &peer : presence->peers()) {
        if (peer.page != m_bench.page())
            continue;
        QList<ShapePtr> shapes;
        for (const ShapeId &id : peer.selection) {
            const ShapePtr shape = drafts.value(id, m_bench.scene().find(id));
            if (shape && shape->page == peer.page)
                shapes.push_back(shape);
        }
        SelectionFrame frame;
        frame.color = peer.person.color;
        frame.name = peer.person.name;
        if (shapes.size() > MostFrames) {
            frame.box = board::turnedBounds(shapes);
            chrome.frames.push_back(frame);
            continue;
        }
        for (const ShapePtr &shape : std::as_const(shapes)) {
            frame.box = shape->box();
            frame.rotation = shape->rotation;
            chrome.frames.push_back(frame);
            frame.name.clear(); // one flag is enough
        }
    }
}

} // namespace coterie::boardview
