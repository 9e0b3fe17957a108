#include "timeline.h"

#include <QGuiApplication>
#include <QQmlContext>
#include <QQmlEngine>

namespace coterie::screens {

Timeline::Timeline(QObject *parent) : QObject(parent)
{
    // A face that comes late is other letters: everything is laid out again.
    connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, this, &Timeline::styleChanged);
    connect(this, &Timeline::styleChanged, this, &Timeline::announceStyle);
}

QQuickItem *Timeline::makePart(const QUrl &file, const QVariantMap &properties)
{
    QQmlComponent *&component = m_components[file];
    if (!component)
        component = new QQmlComponent(qmlEngine(this), file, this);
    std::unique_ptr<QObject> made(component->createWithInitialProperties(properties, qmlContext(this)));
    auto *item = qobject_cast<QQuickItem *>(made.get());
    if (item)
        (void)made.release();
    else
        qWarning().noquote() << component->errorString();
    return item;
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
