#include "boardselection.h"

#include "board/arrange.h"

#include <algorithm>

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;

void BoardSelection::setScene(const board::Scene *scene, const board::PageId &page)
{
    m_scene = scene;
    m_page = page;
    m_ids.clear();
    m_within.clear();
}

QList<ShapePtr> BoardSelection::sorted(const QSet<ShapeId> &ids) const
{
    QList<ShapePtr> result;
    if (!m_scene)
        return result;
    result.reserve(ids.size());
    for (const ShapeId &id : ids) {
        if (const ShapePtr shape = m_scene->find(id); shape && shape->page == m_page)
            result.push_back(shape);
    }
    std::ranges::sort(result, [](const ShapePtr &a, const ShapePtr &b) { return board::isBehind(*a, *b); });
    return result;
}

QList<ShapePtr> BoardSelection::shapes() const
{
    return sorted(m_ids);
}

QList<ShapePtr> BoardSelection::unlocked() const
{
    QList<ShapePtr> result = shapes();
    result.removeIf([](const ShapePtr &shape) { return shape->locked; });
    return result;
}

QList<ShapePtr> BoardSelection::moving() const
{
    if (!m_scene)
        return {};
    QSet<ShapeId> ids = m_ids;
    for (const ShapeId &id : m_ids) {
        const ShapePtr shape = m_scene->find(id);
        if (!shape || shape->type != board::ShapeType::Frame || shape->locked)
            continue;
        for (const ShapeId &inner : m_scene->withinFrame(id))
            ids.insert(inner);
    }
    QList<ShapePtr> result = sorted(ids);
    result.removeIf([](const ShapePtr &shape) { return shape->locked; });
    return result;
}

ShapePtr BoardSelection::only() const
{
    return m_scene && m_ids.size() == 1 ? m_scene->find(*m_ids.cbegin()) : nullptr;
}

QSet<ShapeId> BoardSelection::wholeOf(const board::Shape &shape) const
{
    const QString group = board::outerGroup(shape, m_within);
    QSet<ShapeId> result {shape.id};
    // What does not belong to the entered group is meant from outside.
    const QString wanted = m_within.isEmpty() || shape.groups.contains(m_within) ? group : board::outerGroup(shape, {});
    if (m_scene && !wanted.isEmpty()) {
        for (const ShapeId &id : m_scene->inGroup(wanted)) {
            if (const ShapePtr member = m_scene->find(id); member && member->page == m_page)
                result.insert(id);
        }
    }
    return result;
}

bool BoardSelection::set(const QSet<ShapeId> &ids)
{
    if (!m_within.isEmpty()) {
        const bool isInside = m_scene && std::ranges::any_of(ids, [this](const ShapeId &id) {
            const ShapePtr shape = m_scene->find(id);
            return shape && shape->groups.contains(m_within);
        });
        if (!isInside)
            m_within.clear();
    }
    if (ids == m_ids)
        return false;
    m_ids = ids;
    return true;
}

bool BoardSelection::toggle(const QSet<ShapeId> &ids)
{
    QSet<ShapeId> wanted = m_ids;
    if (wanted.contains(ids))
        wanted.subtract(ids);
    else
        wanted.unite(ids);
    return set(wanted);
}

bool BoardSelection::enterGroupOf(const board::Shape &shape)
{
    const QString group = board::outerGroup(shape, m_within);
    if (group.isEmpty())
        return false;
    m_within = group;
    m_ids = wholeOf(shape);
    return true;
}

bool BoardSelection::leaveGroup()
{
    if (m_within.isEmpty() || !m_scene)
        return false;
    const QList<ShapeId> members = m_scene->inGroup(m_within);
    const ShapePtr shape = members.isEmpty() ? nullptr : m_scene->find(members.front());
    const qsizetype place = shape ? shape->groups.indexOf(m_within) : -1;
    m_within = place >= 0 && place + 1 < shape->groups.size() ? shape->groups[place + 1] : QString();
    m_ids = shape ? wholeOf(*shape) : QSet<ShapeId>();
    return true;
}

bool BoardSelection::prune()
{
    const qsizetype before = m_ids.size();
    m_ids.removeIf([this](const ShapeId &id) {
        const ShapePtr shape = m_scene ? m_scene->find(id) : nullptr;
        return !shape || shape->page != m_page;
    });
    return m_ids.size() != before;
}

} // namespace coterie::boardview
