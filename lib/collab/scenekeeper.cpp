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
    m_waiting.clear();
    m_held.clear();
    m_arePagesStale = m_areImagesStale = false;
    m_doc = doc;
    m_scene = std::move(scene);
    if (!doc)
        return;
    m_shapes = doc->map(board::shapesRoot);
    m_subscriptions.push_back(
        doc->observeDeep(*m_shapes, [this](const std::vector<crdt::Event> &events) { collect(events); }));
    m_subscriptions.push_back(doc->observeDeep(
        doc->map(board::pagesRoot), [this](const std::vector<crdt::Event> &) { m_arePagesStale = true; }));
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
        Stale &stale = m_stale[ShapeId(keyAt(event, 0))];
        if (stale.all)
            continue;
        if (event.path.size() > 1)
            stale.keys.insert(keyAt(event, 1));
        else
            for (const crdt::Event::KeyChange &change : event.keys)
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
        const QList<ShapeId> touched = m_scene.remove(id);
        for (const ShapeId &one : touched)
            (one == id ? changes.removed : changes.changed).insert(one);
        return;
    }
    if (present && *shape == *present)
        return; // somebody wrote what was there
    if (!present && m_scene.count() >= board::maxShapes)
        return;
    for (const ShapeId &one : m_scene.set(std::make_shared<const board::Shape>(std::move(*shape))))
        (one == id && !present ? changes.added : changes.changed).insert(one);
}

SceneKeeper::Changes SceneKeeper::catchUp(By by)
{
    Changes changes;
    if (!m_doc)
        return changes;
    if (std::exchange(m_arePagesStale, false)) {
        const QList<board::Page> before = m_scene.pages();
        m_scene.setPages(board::readPages(m_doc->map(board::pagesRoot)));
        changes.pages = before != m_scene.pages();
    }
    changes.images = std::exchange(m_areImagesStale, false);
    QHash<ShapeId, Stale> stale = std::exchange(m_stale, {});
    for (auto it = stale.begin(); it != stale.end(); ++it) {
        if (by == By::Others && m_held.contains(it.key())) {
            holdBack(it.key(), *it);
            if (it->keys.isEmpty())
                continue;
        }
        refresh(it.key(), *it, changes);
    }
    changes.changed -= changes.added;
    changes.changed -= changes.removed;
    return changes;
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
