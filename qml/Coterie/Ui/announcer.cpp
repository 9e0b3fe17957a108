#include "announcer.h"

#include <QAccessible>

namespace coterie::ui {

void Announcer::announce(QQuickItem *item, const QString &words) const
{
    if (!item || words.isEmpty() || !QAccessible::isActive())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(item, words);
#else
    QAccessibleEvent event(item, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace coterie::ui
