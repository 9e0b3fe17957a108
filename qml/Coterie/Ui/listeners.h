#pragma once

#include <QAccessible>
#include <QSet>

namespace coterie::ui {

class Pressable;

/// Whether somebody listens: a screen reader or another assistive tool. As long as nobody does, no control makes what
/// only they would read; when the first one comes, all that are there make it at once. GUI thread.
class Listeners : public QAccessible::ActivationObserver
{
public:
    static Listeners &instance();

    [[nodiscard]] bool present() const { return m_present; }
    void add(Pressable &control) { m_controls.insert(&control); }
    void remove(Pressable &control) { m_controls.remove(&control); }
    void accessibilityActiveChanged(bool active) override;

private:
    Listeners();

    QSet<Pressable *> m_controls; ///< each leaves when it goes
    bool m_present;
};

} // namespace coterie::ui
