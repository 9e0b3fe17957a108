#include "timeline.h"

#include <QGuiApplication>

namespace coterie::screens {

Timeline::Timeline(QObject *parent) : QObject(parent)
{
    // A face that comes late is other letters: everything is laid out again.
    connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, this, &Timeline::styleChanged);
    connect(this, &Timeline::styleChanged, this, &Timeline::announceStyle);
}

void Timeline::announceStyle()
{
    if (std::exchange(m_announcing, true))
        return;
    const auto announce = [this] {
        m_announcing = false;
        Q_EMIT restyled();
    };
    QMetaObject::invokeMethod(this, announce, Qt::QueuedConnection);
}

QFont Timeline::font(qreal size, QFont::Weight weight) const
{
    QFont font(family);
    font.setPixelSize(int(px(size)));
    font.setWeight(weight);
    return font;
}

QFont Timeline::monoFont(qreal size) const
{
    QFont font(monoFamily);
    font.setPixelSize(int(px(size)));
    return font;
}

void Timeline::setViewTop(qreal top)
{
    if (std::exchange(m_viewTop, top) != top)
        Q_EMIT viewportChanged();
}

void Timeline::setViewHeight(qreal height)
{
    if (std::exchange(m_viewHeight, height) != height)
        Q_EMIT viewportChanged();
}

} // namespace coterie::screens
