#include "collab/sharedboard.h"

#include "board/boardcodec.h"
#include "board/outline.h"
#include "collab/values.h"

#include <array>

namespace coterie::collab {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr Millis Forever {std::chrono::hours(24 * 365)}; // steps end where they are ended, not with time

bool isElsewhere(const Shape &a, const Shape &b)
{
    return a.x != b.x || a.y != b.y || a.w != b.w || a.h != b.h || a.rotation != b.rotation || a.page != b.page
        || a.type != b.type;
}

} // namespace

SharedBoard::SharedBoard(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) { }

SharedBoard::~SharedBoard() = default;

const board::Scene &SharedBoard::scene() const
{
    return m_keeper.scene();
}

bool SharedBoard::isReadOnly() const
{
    return !m_doc || m_readOnly;
}

void SharedBoard::setReadOnly(bool readOnly)
{
    const bool was = isReadOnly();
    m_readOnly = readOnly;
    if (was != isReadOnly())
        Q_EMIT readOnlyChanged();
}

void SharedBoard::attach(crdt::Doc *doc, board::Scene scene)
{
    const bool was = isReadOnly();
    m_undo.reset();
    m_shapes.reset();
    m_strokes.clear();
    m_gaveWay.clear();
    m_gone.clear();
    m_doc = doc;
    m_keeper.attach(doc, std::move(scene));
    if (doc) {
        m_shapes = doc->map(board::shapesRoot);
        const std::array<crdt::SharedType, 2> scope {*m_shapes, doc->map(board::pagesRoot)};
        m_undo = std::make_unique<crdt::UndoManager>(*doc, scope, m_clock,
            crdt::UndoManager::Options {.captureTime = Forever,
                .origins = {this},
                .keepsOthersWork = true,
                .slightKeys = {u"x", u"y", u"w", u"h", u"points", u"z"}});
    }
    if (was != isReadOnly())
        Q_EMIT readOnlyChanged();
    Q_EMIT changed({.cause = Cause::Reset,
        .added = {},
        .changed = {},
        .removed = {},
        .before = {},
        .pages = true,
        .images = true});
    tellUndo();
}

void SharedBoard::tell(Cause cause)
{
    Q_EMIT settled();
    const auto by = cause == Cause::Remote ? SceneKeeper::By::Others : SceneKeeper::By::Here;
    const SceneKeeper::Changes changes = m_keeper.catchUp(by);
    if (cause != Cause::Remote)
        m_gone.insert(changes.removed);
    const QSet<ShapeId> removed(changes.removed.keyBegin(), changes.removed.keyEnd());
    if (!changes.isEmpty())
        Q_EMIT changed({cause, changes.added, changes.changed, removed, changes.before, changes.pages, changes.images});
    tellUndo();
}

void SharedBoard::settle()
{
    tell(Cause::Remote);
    tellConflicts();
}

void SharedBoard::tellConflicts()
{
    constexpr qsizetype MostKept = 10'000;
    for (const SceneKeeper::Conflict &conflict : m_keeper.takeConflicts()) {
        if (!conflict.isOwnKept) {
            Q_EMIT overruled(conflict.id, conflict.key);
            continue;
        }
        if (m_gaveWay.size() < MostKept)
            m_gaveWay.insert({conflict.id, conflict.key}, conflict.theirs);
        Q_EMIT prevailed(conflict.id, conflict.key);
    }
}

/// What this person set is taken back, but what was there before has been overruled by somebody whose value gave way:
/// that one is what is there now. Where it is not known any more the property stays as it was.
void SharedBoard::fillGaps()
{
    QList<std::pair<ShapeId, QString>> gaps = m_keeper.emptied();
    for (const ShapeId &id : m_keeper.cameOrWent()) { // what comes back may lack what others wrote in it since it went
        for (const QString &key : board::constantKeys())
            gaps.emplaceBack(id, key);
    }
    const auto isWherePointsAre = [](const crdt::Map &entries) {
        return entries.has(u"points") && !entries.has(u"w") && !entries.has(u"h");
    };
    m_doc->transact([&] {
        for (const auto &[id, key] : std::as_const(gaps)) {
            const ShapePtr there = scene().find(id);
            const ShapePtr present = there ? there : m_gone.value(id);
            auto entries = entriesOf(id);
            if (!entries || !present || entries->has(viewOf(key)))
                continue;
            if ((key == u"w" || key == u"h") && isWherePointsAre(*entries)) { // with a size they count otherwise
                board::writeProperty(*entries, QStringLiteral("x"), *present);
                board::writeProperty(*entries, QStringLiteral("y"), *present);
            }
            const crdt::Any theirs = m_gaveWay.value({id, key});
            if (!theirs.isUndefined())
                (void)entries->set(viewOf(key), theirs); // alive
            else
                board::writeProperty(*entries, key, *present);
        }
    });
}

void SharedBoard::tellUndo()
{
    const bool undoable = std::exchange(m_couldUndo, canUndo()) != canUndo();
    const bool redoable = std::exchange(m_couldRedo, canRedo()) != canRedo();
    if (undoable || redoable)
        Q_EMIT undoChanged();
}

void SharedBoard::beginStep()
{
    if (m_openSteps++ > 0 || !m_undo)
        return;
    m_undo->stopCapturing();
    m_stepsBefore = m_undo->undoDepth();
}

void SharedBoard::endStep()
{
    if (m_openSteps > 0 && --m_openSteps == 0 && m_undo)
        m_undo->stopCapturing();
}

void SharedBoard::cancelStep()
{
    if (m_openSteps == 0)
        return;
    endStep();
    if (m_openSteps > 0 || !m_undo || m_undo->undoDepth() <= m_stepsBefore)
        return;
    undo();
    if (m_undo) {
        m_undo->clearRedo();
        tellUndo();
    }
}

void SharedBoard::edit(const std::function<void()> &work)
{
    if (isReadOnly())
        return;
    if (m_openSteps == 0)
        m_undo->stopCapturing();
    m_doc->transact(work, this);
    tell(Cause::Own);
}

bool SharedBoard::canUndo() const
{
    return m_undo && m_undo->canUndo();
}

bool SharedBoard::canRedo() const
{
    return m_undo && m_undo->canRedo();
}

void SharedBoard::step(bool (crdt::UndoManager::*way)())
{
    if (isReadOnly())
        return;
    (m_undo.get()->*way)();
    m_undo->stopCapturing();
    fillGaps();
    tell(Cause::Undo);
}

void SharedBoard::undo()
{
    step(&crdt::UndoManager::undo);
}

void SharedBoard::redo()
{
    step(&crdt::UndoManager::redo);
}

std::optional<crdt::Map> SharedBoard::entriesOf(const ShapeId &id) const
{
    const auto value = m_shapes ? m_shapes->get(viewOf(id.value())) : std::nullopt;
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    if (!type || type->kind() != crdt::TypeKind::Map)
        return {};
    return crdt::Map(*type);
}

void SharedBoard::write(const Shape &wanted, const Shape *present)
{
    std::optional<crdt::Map> entries = entriesOf(wanted.id);
    if (!present) {
        if (const auto made = m_shapes->setType(viewOf(wanted.id.value()), crdt::TypeKind::Map))
            entries = crdt::Map(*made);
    }
    if (entries)
        board::writeShape(*entries, wanted, present);
}

QList<ShapeId> SharedBoard::add(QList<Shape> shapes)
{
    QList<ShapeId> ids;
    if (isReadOnly() || shapes.isEmpty())
        return ids;
    shapes = board::placedShapes(std::move(shapes), scene());
    edit([&] {
        for (Shape &shape : shapes) {
            if (shape.by.isEmpty())
                shape.by = m_author;
            write(shape, nullptr);
            ids.append(shape.id);
        }
    });
    return ids;
}

void SharedBoard::update(const QList<Shape> &shapes)
{
    QHash<ShapeId, Shape> wanted;
    QSet<ShapeId> moved;
    for (const Shape &shape : shapes) {
        const ShapePtr present = scene().find(shape.id);
        if (!present || *present == shape)
            continue;
        wanted.insert(shape.id, shape);
        if (isElsewhere(shape, *present))
            moved.insert(shape.id);
    }
    if (wanted.isEmpty())
        return;
    edit([&] {
        for (const Shape &shape : std::as_const(wanted))
            write(shape, scene().find(shape.id).get());
        writeConnectors(wanted, moved);
    });
}

/// Writes where connectors are now that hold on to what moved, as the scene is going to show them.
void SharedBoard::writeConnectors(const QHash<ShapeId, Shape> &wanted, const QSet<ShapeId> &moved)
{
    QSet<ShapeId> connectors;
    for (const Shape &shape : wanted) {
        if (isConnector(shape.type) && (shape.start || shape.end))
            connectors.insert(shape.id);
    }
    for (const ShapeId &id : moved) {
        for (const ShapeId &connector : scene().connectorsAt(id))
            connectors.insert(connector);
    }
    const auto at = [&](const std::optional<board::Binding> &binding) -> const Shape * {
        if (!binding)
            return nullptr;
        const auto found = wanted.constFind(binding->shape);
        return found != wanted.cend() ? &*found : scene().find(binding->shape).get();
    };
    for (const ShapeId &id : std::as_const(connectors)) {
        const auto found = wanted.constFind(id);
        const ShapePtr written = scene().asWritten(id);
        const Shape &now = found != wanted.cend() ? *found : *written;
        Shape placed = board::withEndsInPlace(now, at(now.start), at(now.end));
        board::keepForm(placed, now.points);
        Shape before = found != wanted.cend() ? *found : *written;
        if (isElsewhere(placed, before) || placed.points != before.points)
            write(placed, &before);
    }
}

void SharedBoard::remove(const QList<ShapeId> &ids)
{
    QSet<ShapeId> going;
    for (const ShapeId &id : ids) {
        if (scene().find(id))
            going.insert(id);
    }
    if (going.isEmpty())
        return;
    edit([&] {
        for (const ShapeId &id : std::as_const(going)) {
            for (const ShapeId &connector : scene().connectorsAt(id)) { // they stay where they are seen
                Shape now = *scene().find(connector);
                const ShapePtr written = scene().asWritten(connector);
                board::keepForm(now, written->points);
                if (!going.contains(connector))
                    write(now, written.get());
            }
            for (const ShapeId &inside : scene().inFrame(id)) {
                if (auto entries = going.contains(inside) ? std::nullopt : entriesOf(inside))
                    (void)entries->erase(u"frame"); // alive
            }
        }
        for (const ShapeId &id : std::as_const(going))
            (void)m_shapes->erase(viewOf(id.value())); // a root
    });
}

void SharedBoard::setText(const ShapeId &id, const QString &text)
{
    const ShapePtr present = scene().find(id);
    if (!present || present->text == text)
        return;
    edit([&] {
        if (auto entries = entriesOf(id))
            board::writeText(*entries, text);
    });
}

void SharedBoard::hold(const QSet<ShapeId> &ids)
{
    m_keeper.hold(ids);
}

void SharedBoard::letGo()
{
    m_keeper.letGo();
    tell(Cause::Remote);
}

} // namespace coterie::collab
