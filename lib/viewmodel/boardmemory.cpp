#include "viewmodel/boardmemory.h"

#include "collab/sharedboard.h"
#include "viewmodel/engine.h"

#include <cmath>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

const QString HabitsName = u"drawing"_s;
constexpr double Furthest = 1e9; ///< board units; further away nothing can be

} // namespace

BoardMemory::BoardMemory(
    Engine &engine, const protocol::DocumentId &docId, const collab::SharedBoard &board, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_name(u"document/"_s + docId.value())
    , m_board(board)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(WriteAfter);
    connect(&m_timer, &QTimer::timeout, this, &BoardMemory::write);
    m_engine.recall(m_name, this, [this](const QJsonObject &place) {
        m_place = place;
        answered();
    });
    m_engine.recall(HabitsName, this, [this](const QJsonObject &habits) {
        m_habits = habits;
        answered();
    });
}

BoardMemory::~BoardMemory()
{
    write();
}

void BoardMemory::answered()
{
    if (--m_unanswered == 0)
        Q_EMIT knownChanged();
}

QString BoardMemory::page() const
{
    return m_place[u"page"_s].toString();
}

QJsonObject BoardMemory::view(const QString &page) const
{
    return m_place[u"views"_s].toObject()[page].toObject();
}

bool BoardMemory::hasView(const QString &page) const
{
    const QPointF centre = centreOf(page);
    const double zoom = zoomOf(page);
    return std::isfinite(zoom) && zoom > 0 && std::abs(centre.x()) < Furthest && std::abs(centre.y()) < Furthest;
}

QPointF BoardMemory::centreOf(const QString &page) const
{
    const QJsonObject kept = view(page);
    return {kept[u"x"_s].toDouble(), kept[u"y"_s].toDouble()};
}

double BoardMemory::zoomOf(const QString &page) const
{
    return view(page)[u"zoom"_s].toDouble();
}

void BoardMemory::keepView(const QString &page, QPointF centre, double zoom)
{
    if (!isKnown())
        return; // what is there already would be lost
    QJsonObject views = m_place[u"views"_s].toObject();
    views.insert(page, QJsonObject {{u"x"_s, centre.x()}, {u"y"_s, centre.y()}, {u"zoom"_s, zoom}});
    m_place.insert(u"views"_s, views);
    m_hasNewPlace = true;
    if (!m_timer.isActive())
        m_timer.start();
}

void BoardMemory::keepPage(const QString &page)
{
    if (!isKnown() || BoardMemory::page() == page)
        return;
    m_place.insert(u"page"_s, page);
    m_hasNewPlace = true;
    m_timer.start();
}

void BoardMemory::keepHabits(const QVariantMap &habits)
{
    const QJsonObject kept = QJsonObject::fromVariantMap(habits);
    if (!isKnown() || m_habits == kept)
        return;
    m_habits = kept;
    m_hasNewHabits = true;
    m_timer.start();
}

void BoardMemory::write()
{
    if (std::exchange(m_hasNewPlace, false)) {
        QJsonObject views = m_place[u"views"_s].toObject();
        for (const QString &page : views.keys()) {
            if (!m_board.scene().hasPage(board::PageId(page))) // it was deleted
                views.remove(page);
        }
        m_place.insert(u"views"_s, views);
        m_engine.remember(m_name, m_place);
    }
    if (std::exchange(m_hasNewHabits, false))
        m_engine.remember(HabitsName, m_habits);
}

} // namespace coterie::viewmodel
