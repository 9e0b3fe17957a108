#include "boardcanvas.h"

#include "board/arrange.h"
#include "board/hittest.h"
#include "boardaccessible.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"
#include "connectorgesture.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;
using collab::BoardChange;

namespace {

const SystemClock OwnClock;
constexpr qsizetype MostFrames = 100; // around single shapes of a selection; more is one frame around them all

} // namespace

CanvasParts::CanvasParts(BoardCanvas &canvas)
    : bench(canvas)
    , hands(bench)
    , ticker([&canvas] { canvas.follow(); })
    , clock(&OwnClock)
{
}

BoardCanvas::BoardCanvas(QQuickItem *parent) : BoardView(parent), m_parts(std::make_unique<CanvasParts>(*this))
{
    BoardAccessible::install();
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton | Qt::RightButton);
    setAcceptHoverEvents(true);
    setAcceptTouchEvents(true);
    setActiveFocusOnTab(true);
    setFlag(ItemAcceptsDrops);
    connect(this, &BoardView::boardChanged, this, &BoardCanvas::boardReplaced);
    connect(this, &BoardView::pageChanged, this, &BoardCanvas::pageReplaced);
    connect(this, &BoardView::viewChanged, this, &BoardCanvas::viewTouched);
    connect(this, &BoardView::lookChanged, this, &BoardCanvas::refreshEditor);
}

BoardCanvas::~BoardCanvas()
{
    blockSignals(true); // nobody is to ask a canvas that is half gone
    cancelGesture();
    endNudging();
    finishEditing();
}

collab::BoardAwareness *BoardCanvas::presence() const
{
    return m_parts->presence;
}

void BoardCanvas::setPresence(collab::BoardAwareness *presence)
{
    if (presence == m_parts->presence)
        return;
    if (m_parts->presence)
        m_parts->presence->disconnect(this);
    m_parts->presence = presence;
    m_parts->holders.forget();
    if (presence) {
        connect(presence, &collab::BoardAwareness::peersChanged, this, &BoardCanvas::chromeTouched);
        connect(presence, &collab::BoardAwareness::peerChanged, this, [this](quint64 client) {
            if (client == m_parts->followed)
                followedMoved();
            if (const collab::BoardPeer *peer = m_parts->presence->peer(client))
                m_parts->holders.note(*peer, m_parts->clock->now());
            chromeTouched();
        });
        presence->setTool(tool());
        tellPlace();
    }
    chromeTouched();
    Q_EMIT presenceChanged();
}

double BoardCanvas::followedClient() const
{
    return double(m_parts->followed);
}

void BoardCanvas::setFollowedClient(double client)
{
    const quint64 wanted = client > 0 ? quint64(client) : 0;
    if (wanted == m_parts->followed)
        return;
    m_parts->followed = wanted;
    if (m_parts->presence)
        m_parts->presence->setFollowing(wanted);
    m_parts->chase.stop();
    m_parts->ticker.stop();
    followedMoved();
    Q_EMIT followedClientChanged();
}

void BoardCanvas::followedMoved()
{
    const collab::BoardPeer *peer =
        m_parts->presence && m_parts->followed ? m_parts->presence->peer(m_parts->followed) : nullptr;
    if (!peer)
        return;
    const bool isElsewhere = peer->page.value() != page();
    if (isElsewhere)
        setPage(peer->page.value());
    if (!peer->viewport || size().isEmpty())
        return;
    const QPointF centre = peer->viewport->center();
    const double wanted = std::min(width() / peer->viewport->width(), height() / peer->viewport->height());
    const double zoom = std::clamp(wanted, smallestZoom, largestZoom);
    if (isElsewhere || !look() || look()->glide <= 0) {
        m_parts->chase.stop();
        m_parts->ticker.stop();
        showAt(centre, zoom);
    } else {
        glideTo(centre, zoom);
    }
}

void BoardCanvas::glideTo(QPointF centre, double zoom)
{
    ViewChase &chase = m_parts->chase;
    if (!chase.isRunning())
        chase.begin({.centre = {centreX(), centreY()}, .zoom = this->zoom()}, m_parts->clock->now());
    chase.aim({.centre = centre, .zoom = zoom});
    m_parts->ticker.start();
}

void BoardCanvas::setClock(const Clock &clock)
{
    m_parts->clock = &clock;
}

void BoardCanvas::follow()
{
    if (m_parts->chase.isRunning()) {
        const ViewChase::Place place = m_parts->chase.advance(m_parts->clock->now());
        showAt(place.centre, place.zoom);
    }
    if (!m_parts->chase.isRunning())
        m_parts->ticker.stop();
}

QString BoardCanvas::writerOf(const ShapeId &id) const
{
    if (const collab::BoardAwareness *presence = m_parts->presence) {
        const quint64 writer = presence->writer();
        const quint64 client = writer != 0 ? writer : m_parts->holders.holderOf(id, m_parts->clock->now());
        if (const collab::BoardPeer *peer = presence->peer(client))
            return peer->person.name;
    }
    return tr("Somebody");
}

bool BoardCanvas::isReadOnly() const
{
    return !m_parts->bench.canEdit();
}

bool BoardCanvas::undoAvailable() const
{
    return board() && board()->canUndo() && !isReadOnly();
}

bool BoardCanvas::redoAvailable() const
{
    return board() && board()->canRedo() && !isReadOnly();
}

QString BoardCanvas::accessibleName() const
{
    return m_parts->accessibleName;
}

void BoardCanvas::setAccessibleName(const QString &name)
{
    if (m_parts->accessibleName == name)
        return;
    m_parts->accessibleName = name;
    Q_EMIT accessibleNameChanged();
}

// The board.

void BoardCanvas::boardReplaced()
{
    // What is under way ends on the board it began on.
    cancelGesture();
    endNudging();
    finishEditing();
    if (collab::SharedBoard *before = m_parts->bench.board())
        before->disconnect(this);
    m_parts->bench.setBoard(board());
    if (collab::SharedBoard *shared = board()) {
        connect(shared, &collab::SharedBoard::changed, this, &BoardCanvas::boardEdited);
        connect(shared, &collab::SharedBoard::undoChanged, this, &BoardCanvas::undoChanged);
        connect(shared, &collab::SharedBoard::readOnlyChanged, this, &BoardCanvas::readOnlyChanged);
    }
    Q_EMIT readOnlyChanged();
    Q_EMIT undoChanged();
    pageReplaced();
}

void BoardCanvas::pageReplaced()
{
    cancelGesture();
    finishEditing();
    m_parts->bench.selection.setScene(board() ? &board()->scene() : nullptr, pageId());
    if (m_parts->presence)
        m_parts->presence->setPage(pageId());
    BoardAccessible::contentChanged(*this);
    selectionTouched();
    Q_EMIT pagesChanged();
}

void BoardCanvas::boardEdited(const BoardChange &change)
{
    Workbench &bench = m_parts->bench;
    if (change.cause == BoardChange::Cause::Reset) {
        pageReplaced();
        return;
    }
    if (change.pages) {
        const QList<board::Page> known = bench.scene().pages();
        if (std::ranges::find(known, pageId(), &board::Page::id) == known.end())
            setPage(known.front().id.value());
        Q_EMIT pagesChanged();
    }
    const bool byOthers = change.cause == BoardChange::Cause::Remote;
    if (byOthers)
        BoardAccessible::announce(*this, change);
    if (!change.added.isEmpty() || !change.removed.isEmpty())
        BoardAccessible::contentChanged(*this);
    if (const ShapeId edited = m_parts->text.id; change.removed.contains(edited)) {
        endText(true);
        if (byOthers)
            Q_EMIT notice(tr("%1 deleted the shape you were writing in.").arg(writerOf(edited)));
    } else if (const auto lost = change.removed & bench.selection.ids(); byOthers && !lost.isEmpty()) {
        Q_EMIT notice(tr("%1 deleted what you had selected.").arg(writerOf(*lost.cbegin())));
    }
    const auto selected = [&](const ShapeId &id) { return bench.selection.contains(id); };
    const bool touched = std::ranges::any_of(change.changed, selected) || std::ranges::any_of(change.removed, selected);
    bench.selection.prune();
    if (touched)
        selectionTouched();
    if (change.changed.contains(m_parts->text.id))
        refreshEditor();
    chromeTouched();
}

void BoardCanvas::viewTouched()
{
    Q_EMIT selectionRectChanged();
    Q_EMIT editorChanged();
    tellPlace();
    if (m_parts->gesture && !m_parts->gesture->scrolls())
        return;
    repeatMove(m_parts->last.modifiers);
}

void BoardCanvas::tellPlace()
{
    collab::BoardAwareness *presence = m_parts->presence;
    if (!presence)
        return;
    presence->setPage(pageId());
    if (const QRectF area = visibleArea(); !area.isEmpty())
        presence->setViewport(area);
}

void BoardCanvas::geometryChange(const QRectF &now, const QRectF &before)
{
    BoardView::geometryChange(now, before);
    tellPlace();
}

void BoardCanvas::panByHand(QPointF by)
{
    setFollowedClient(0);
    panBy(by);
    Q_EMIT viewMoved();
}

// The selection.

void BoardCanvas::selectionTouched()
{
    const QSet<ShapeId> &ids = m_parts->bench.selection.ids();
    if (m_parts->presence)
        m_parts->presence->setSelection({ids.cbegin(), ids.cend()});
    if (isEditing() && !ids.contains(m_parts->text.id))
        finishEditing();
    chromeTouched();
    BoardAccessible::selectionChanged(*this);
    Q_EMIT selectionChanged();
    Q_EMIT selectionRectChanged();
    Q_EMIT styleChanged();
}

int BoardCanvas::selectionCount() const
{
    return int(m_parts->bench.selection.ids().size());
}

QRectF BoardCanvas::selectionRect() const
{
    const QList<ShapePtr> shapes = m_parts->bench.selection.shapes();
    return shapes.isEmpty() ? QRectF() : toView(board::turnedBounds(shapes));
}

QStringList BoardCanvas::selectionTypes() const
{
    QStringList types;
    for (const ShapePtr &shape : m_parts->bench.selection.shapes()) {
        if (const QString type = board::toWire(shape->type); !types.contains(type))
            types.push_back(type);
    }
    return types;
}

QStringList BoardCanvas::selectedIds() const
{
    QStringList ids;
    for (const ShapePtr &shape : m_parts->bench.selection.shapes())
        ids.push_back(shape->id.value());
    return ids;
}

bool BoardCanvas::isSelectionLocked() const
{
    return !m_parts->bench.selection.isEmpty() && m_parts->bench.selection.unlocked().isEmpty();
}

bool BoardCanvas::canGroup() const
{
    const BoardSelection &selection = m_parts->bench.selection;
    return !isReadOnly() && board::unitsOf(selection.unlocked(), selection.within()).size() > 1;
}

bool BoardCanvas::canUngroup() const
{
    const BoardSelection &selection = m_parts->bench.selection;
    return !isReadOnly() && std::ranges::any_of(selection.unlocked(), [&](const ShapePtr &shape) {
        return !board::outerGroup(*shape, selection.within()).isEmpty();
    });
}

bool BoardCanvas::isBusy() const
{
    return m_parts->gesture != nullptr;
}

// What is drawn around shapes.

void BoardCanvas::chromeTouched()
{
    m_parts->isChromeStale = true;
    polish();
}

std::optional<SelectionFrame> BoardCanvas::selectionFrame() const
{
    const Workbench &bench = m_parts->bench;
    const QList<ShapePtr> shapes = bench.selection.shapes();
    if (shapes.isEmpty() || isEditing())
        return std::nullopt;
    SelectionFrame frame;
    frame.handles = bench.canEdit() && !bench.selection.unlocked().isEmpty();
    frame.dashed = bench.selection.unlocked().isEmpty();
    frame.box = board::turnedBounds(shapes);
    if (shapes.size() == 1) {
        const board::Shape &shape = *shapes.front();
        if (board::isConnector(shape.type) && !shape.locked)
            return std::nullopt; // its ends and bends are what one takes hold of
        frame.box = shape.box();
        frame.rotation = shape.rotation;
    }
    return frame;
}

void BoardCanvas::addSelection(Chrome &chrome) const
{
    const Workbench &bench = m_parts->bench;
    const QList<ShapePtr> shapes = bench.selection.shapes();
    if (shapes.size() > 1 && shapes.size() <= MostFrames) {
        for (const ShapePtr &shape : shapes) {
            SelectionFrame frame;
            frame.box = shape->box();
            frame.rotation = shape->rotation;
            chrome.frames.push_back(frame);
        }
    }
    if (const auto frame = selectionFrame()) {
        chrome.frames.push_back(*frame);
    } else if (shapes.size() == 1 && board::isConnector(shapes.front()->type)) {
        chrome.anchors += anchorsOf(*shapes.front());
    }
    if (bench.selection.within().isEmpty())
        return;
    QList<ShapePtr> group;
    for (const ShapeId &id : bench.scene().inGroup(bench.selection.within())) {
        if (const ShapePtr shape = bench.scene().find(id))
            group.push_back(shape);
    }
    SelectionFrame around;
    around.box = board::turnedBounds(group);
    around.dashed = true;
    chrome.frames.push_back(around);
}

void BoardCanvas::updatePolish()
{
    if (std::exchange(m_parts->isChromeStale, false))
        decorate();
    BoardView::updatePolish();
}

void BoardCanvas::decorate()
{
    m_parts->hands.refresh();
    setRemoteDrafts(m_parts->hands.drafts());
    Chrome chrome;
    m_parts->hands.decorate(chrome);
    if (m_parts->gesture)
        m_parts->gesture->decorate(chrome);
    if (!m_parts->gesture || m_parts->gesture->showsSelection())
        addSelection(chrome);
    if (const ShapePtr hovered = m_parts->bench.scene().find(m_parts->hovered)) {
        SelectionFrame frame;
        frame.box = hovered->box();
        frame.rotation = hovered->rotation;
        chrome.frames.push_back(frame);
    }
    setChrome(chrome);
}

} // namespace coterie::boardview
