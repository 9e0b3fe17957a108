#include "collab/scenekeeper.h"

#include "board/boardcodec.h"
#include "collab/values.h"

namespace coterie::collab {

using board::ShapeId;

bool SceneKeeper::Changes::isEmpty() const
{
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && !pages && !images;
}

void SceneKeeper::attach(crdt::Doc *doc, board::Scene scene)
{
    m_subscriptions.clear();
    m_shapes.reset();
    m_stale.clear();
    m_emptied.clear();
    m_conflicts.clear();
    m_waiting.clear();
    m_held.clear();
    m_arePagesStale = m_areImagesStale = false;
    m_doc = doc;
    m_scene = std::move(scene);
    if (!doc)
        return;
    m_shapes = doc->map(board::shapesRoot);
    m_subscriptions.push_back(doc->observeDeep(
        *m_shapes, [this](const std::vector<crdt::Event> &events) { collect(events); }, crdt::Doc::Deltas::Untold));
    m_subscriptions.push_back(doc->observeDeep(
        doc->map(board::pagesRoot), [this](const std::vector<crdt::Event> &) { m_arePagesStale = true; },
        crdt::Doc::Deltas::Untold));
    m_subscriptions.push_back(doc->observe(
        doc->map(board::imagesRoot), [this](const std::vector<crdt::Event> &) { m_areImagesStale = true; }));
}

/// Nearer types come first: a shape that came as a whole is known as such when its own properties are told.
void SceneKeeper::collect(const std::vector<crdt::Event> &events)
{
    const auto keyAt = [](const crdt::Event &event, std::size_t depth) {
        const auto *key = depth < event.path.size() ? std::get_if<std::u16string>(&event.path[depth]) : nullptr;
        return key ? toQString(*key) : QString();
    };
    for (const crdt::Event &event : events) {
        if (event.path.empty()) {
            for (const crdt::Event::KeyChange &change : event.keys)
                m_stale[ShapeId(toQString(change.key))].all = true;
            continue;
        }
        const ShapeId id(keyAt(event, 0));
        if (event.path.size() == 1)
            collectShape(id, event);
        else if (Stale &stale = m_stale[id]; !stale.all)
            stale.keys.insert(keyAt(event, 1));
    }
}

void SceneKeeper::collectShape(const ShapeId &id, const crdt::Event &event)
{
    for (const crdt::Event::Conflict &conflict : event.conflicts) {
        const auto *theirs = std::get_if<crdt::Any>(&conflict.theirs);
        m_conflicts.append({id, toQString(conflict.key), conflict.stays == crdt::Event::Conflict::Stays::Own,
            theirs ? *theirs : crdt::Any()});
    }
    if (event.keys.empty())
        return;
    Stale &stale = m_stale[id];
    for (const crdt::Event::KeyChange &change : event.keys) {
        if (change.action == crdt::Event::KeyChange::Action::Delete)
            m_emptied.emplaceBack(id, toQString(change.key));
        if (!stale.all)
            stale.keys.insert(toQString(change.key));
    }
}

/// Leaves of what is stale only the text, which is nobody's to hold.
void SceneKeeper::holdBack(const ShapeId &id, Stale &stale)
{
    Stale &waiting = m_waiting[id];
    waiting.all = waiting.all || stale.all;
    waiting.keys += stale.keys;
    const bool hasText = !stale.all && stale.keys.contains(QStringLiteral("text"));
    stale = {};
    if (hasText)
        stale.keys.insert(QStringLiteral("text"));
}

void SceneKeeper::refresh(const ShapeId &id, const Stale &stale, Changes &changes)
{
    const board::ShapePtr present = m_scene.asWritten(id);
    const auto value = board::isShapeId(id.value()) ? m_shapes->get(viewOf(id.value())) : std::nullopt;
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    std::optional<board::Shape> shape;
    if (type && type->kind() == crdt::TypeKind::Map) {
        const crdt::Map map(*type);
        if (stale.all || !present)
            shape = board::readShape(map, id);
        else if (shape = *present; !board::readProperties(map, stale.keys, *shape))
            shape.reset();
    }
    if (!shape) {
        if (!present)
            return;
        changes.removed.insert(id, m_scene.find(id));
        changes.note(m_scene.remove(id));
        changes.changed.remove(id);
        return;
    }
    if (present && *shape == *present)
        return; // somebody wrote what was there
    if (!present && m_scene.count() >= board::maxShapes)
        return;
    changes.note(m_scene.set(std::make_shared<const board::Shape>(std::move(*shape))));
}

void SceneKeeper::Changes::note(const QList<board::Scene::Replaced> &replaced)
{
    for (const board::Scene::Replaced &one : replaced) {
        (one.before ? changed : added).insert(one.id);
        if (one.before && !before.contains(one.id))
            before.insert(one.id, one.before);
    }
}

SceneKeeper::Changes SceneKeeper::catchUp(By by)
{
    Changes changes;
    if (!m_doc)
        return changes;
    const QList<board::Page> pages = m_scene.pages();
    if (std::exchange(m_arePagesStale, false))
        m_scene.setPages(board::readPages(m_doc->map(board::pagesRoot)));
    changes.images = std::exchange(m_areImagesStale, false);
    m_emptied.clear();
    QHash<ShapeId, Stale> stale = std::exchange(m_stale, {});
    for (auto it = stale.begin(); it != stale.end(); ++it) {
        if (by == By::Others && m_held.contains(it.key())) {
            holdBack(it.key(), *it);
            if (it->keys.isEmpty())
                continue;
        }
        refresh(it.key(), *it, changes);
    }
    changes.pages = pages != m_scene.pages();
    changes.changed -= changes.added;
    for (const ShapeId &id : std::as_const(changes.added))
        changes.before.remove(id);
    for (auto it = changes.removed.cbegin(); it != changes.removed.cend(); ++it)
        changes.changed.remove(it.key());
    return changes;
}

QList<ShapeId> SceneKeeper::cameOrWent() const
{
    QList<ShapeId> ids;
    for (auto it = m_stale.cbegin(); it != m_stale.cend(); ++it) {
        if (it->all)
            ids.append(it.key());
    }
    return ids;
}

void SceneKeeper::letGo()
{
    m_held.clear();
    for (auto it = m_waiting.cbegin(); it != m_waiting.cend(); ++it) {
        Stale &stale = m_stale[it.key()];
        stale.all = stale.all || it->all;
        stale.keys += it->keys;
    }
    m_waiting.clear();
}

} // namespace coterie::collab
