#include "boardlook.h"

#include <QGuiApplication>

#include <utility>

namespace coterie::boardview {

BoardLook::BoardLook(QObject *parent) : QObject(parent)
{
    // A face that comes late is other letters: everything is painted again.
    connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, this, &BoardLook::lookChanged);
    connect(this, &BoardLook::lookChanged, this, &BoardLook::announce);
}

drawing::Palette BoardLook::palette() const
{
    drawing::Palette palette;
    palette.dark = dark;
    palette.highContrast = highContrast;
    return palette;
}

void BoardLook::announce()
{
    if (std::exchange(m_announcing, true))
        return;
    const auto tell = [this] {
        m_announcing = false;
        Q_EMIT restyled();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace coterie::boardview
