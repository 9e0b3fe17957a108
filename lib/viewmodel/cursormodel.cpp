#include "viewmodel/cursormodel.h"

#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

#include <cmath>

namespace coterie::viewmodel {

namespace {
constexpr size_t MaximumRows = 64; ///< more pointers than that are a swarm, not people
}

CursorModel::CursorModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context)
{
    m_idleTimer.setInterval(500);
    connect(&m_idleTimer, &QTimer::timeout, this, &CursorModel::refreshIdle);
}

int CursorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CursorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::UserId: return row.key;
    case Role::Name: return row.name;
    case Role::Color: return row.color;
    case Role::Anchor: return row.anchor;
    case Role::X: return row.x;
    case Role::Y: return row.y;
    case Role::Idle: return row.idle;
    case Role::Stamp: return row.stamp;
    }
    return {};
}

QHash<int, QByteArray> CursorModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void CursorModel::setSurface(const QString &surface)
{
    if (surface == m_surface)
        return;
    left();
    syncRows(m_rows, {});
    m_surface = surface;
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
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.key == key; });
    const Person person = m_context.people.person(cursor.userId);
    Row row {.key = key,
        .name = person.name.isEmpty() ? format::cleanName(cursor.username) : person.name,
        .color = person.name.isEmpty() ? format::personColor(cursor.color, key) : person.color,
        .anchor = cursor.anchor,
        .x = cursor.x,
        .y = cursor.y,
        .stamp = found == m_rows.end() ? 1 : found->stamp + 1,
        .idle = false,
        .at = m_context.clock.now()};
    if (found != m_rows.end()) {
        *found = std::move(row);
        const QModelIndex at = index(int(found - m_rows.begin()));
        Q_EMIT dataChanged(at, at);
    } else if (m_rows.size() < MaximumRows) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.push_back(std::move(row));
        endInsertRows();
    }
    m_idleTimer.start();
}

void CursorModel::removeUser(const protocol::UserId &userId)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].key != userId.value())
            continue;
        beginRemoveRows({}, int(i), int(i));
        m_rows.erase(m_rows.begin() + std::ptrdiff_t(i));
        endRemoveRows();
        return;
    }
}

void CursorModel::refreshIdle()
{
    bool anyMoving = false;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const bool idle = m_context.clock.now() - m_rows[i].at >= IdleAfter;
        anyMoving = anyMoving || !idle;
        if (std::exchange(m_rows[i].idle, idle) != idle)
            Q_EMIT dataChanged(index(int(i)), index(int(i)), {int(Role::Idle)});
    }
    if (!anyMoving)
        m_idleTimer.stop();
}

void CursorModel::moved(const QString &anchor, double x, double y)
{
    if (!m_enabled || m_surface.isEmpty() || !std::isfinite(x) || !std::isfinite(y))
        return;
    m_shown = true;
    m_context.engine.moveCursor(m_surface, x, y, anchor);
}

void CursorModel::left()
{
    if (std::exchange(m_shown, false))
        m_context.engine.leaveCursor(m_surface);
}

} // namespace coterie::viewmodel
