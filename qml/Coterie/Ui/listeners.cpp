#include "listeners.h"

#include "pressable.h"

namespace coterie::ui {

Listeners::Listeners() : m_present(QAccessible::isActive())
{
    QAccessible::installActivationObserver(this);
}

Listeners &Listeners::instance()
{
    static Listeners listeners;
    return listeners;
}

void Listeners::accessibilityActiveChanged(bool active)
{
    m_present = active;
    if (!active)
        return;
    const QSet<Pressable *> controls = m_controls;
    for (Pressable *control : controls)
        control->speak();
}

} // namespace coterie::ui
