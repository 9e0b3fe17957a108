#include "viewmodel/cursormodel.h"

#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

#include <cmath>

namespace coterie::viewmodel {

CursorModel::CursorModel(Context &context, QObject *parent) : PointerSource(parent), m_context(context) { }

QList<RemotePointer> CursorModel::pointers() const
{
    QList<RemotePointer> all;
    for (const auto &[key, pointer] : m_pointers)
        all.append(pointer);
    return all;
}

void CursorModel::setSurface(const QString &surface)
{
    if (surface == m_surface)
        return;
    left();
    m_pointers.clear();
    m_surface = surface;
    Q_EMIT pointersReset();
    Q_EMIT surfaceChanged();
}

void CursorModel::setEnabled(bool enabled)
{
    if (std::exchange(m_enabled, enabled) == enabled)
        return;
    if (!enabled)
        left();
    Q_EMIT enabledChanged();
}

void CursorModel::setCompany(bool company)
{
    if (std::exchange(m_company, company) != company && company)
        tell();
}

void CursorModel::apply(const QList<protocol::Cursor> &cursors, const QList<client::CursorLeft> &gone)
{
    for (const client::CursorLeft &leaver : gone) {
        if (leaver.surface.isEmpty() || leaver.surface == m_surface)
            removeUser(leaver.userId);
    }
    for (const protocol::Cursor &cursor : cursors) {
        if (cursor.surface == m_surface && cursor.userId != m_context.people.selfId() && std::isfinite(cursor.x)
            && std::isfinite(cursor.y))
            applyOne(cursor);
    }
}

void CursorModel::applyOne(const protocol::Cursor &cursor)
{
    const QString key = cursor.userId.value();
    if (m_pointers.size() >= MostPointers && !m_pointers.contains(key))
        return;
    const Person person = m_context.people.person(cursor.userId);
    RemotePointer &pointer = m_pointers[key];
    pointer.key = key;
    pointer.name = person.name.isEmpty() ? format::cleanName(cursor.username) : person.name;
    pointer.color = person.name.isEmpty() ? format::personColor(cursor.color, key) : person.color;
    pointer.anchor = cursor.anchor;
    pointer.at = {cursor.x, cursor.y};
    Q_EMIT pointerChanged(RemotePointer(pointer));
}

void CursorModel::removeUser(const protocol::UserId &userId)
{
    if (m_pointers.erase(userId.value()) > 0)
        Q_EMIT pointerLeft(userId.value());
}

void CursorModel::moved(const QString &anchor, double x, double y)
{
    if (!m_enabled || m_surface.isEmpty() || !std::isfinite(x) || !std::isfinite(y))
        return;
    const Own now {.anchor = anchor, .at = {x, y}};
    if (std::exchange(m_own, now) != now || !m_isTold)
        tell();
}

void CursorModel::tell()
{
    if (!m_own || !m_company)
        return;
    m_isTold = true;
    m_context.engine.moveCursor(m_surface, m_own->at.x(), m_own->at.y(), m_own->anchor);
}

void CursorModel::left()
{
    m_own.reset();
    if (std::exchange(m_isTold, false))
        m_context.engine.leaveCursor(m_surface);
}

} // namespace coterie::viewmodel
