#pragma once

#include "samplescript.h"
#include "screen.h"
#include "viewmodel/roommodel.h"
#include "viewmodel/workspace.h"

#include <QAccessible>
#include <QTest>

namespace coterie::testing {

/// The room #launch on the screen, with short ways to its parts.
struct RoomStage {
    SampleScript script;
    std::unique_ptr<Screen> screen;

    /// Animations are off unless a test is about them: positions are then final at once.
    explicit RoomStage(int width = 1280, int height = 800, bool animations = false)
    {
        script.app->settings()->setAnimations(animations);
        script.openWorkspace();
        screen = std::make_unique<Screen>(*script.app);
        screen->resize(width, height);
        settle();
    }

    [[nodiscard]] FakeEngine &engine() const { return *script.engine; }
    [[nodiscard]] viewmodel::RoomModel &room() const { return *script.app->workspace()->room(); }
    [[nodiscard]] viewmodel::MessageListModel &messages() const { return *room().messages(); }
    [[nodiscard]] viewmodel::ComposerModel &composer() const { return *room().composer(); }
    [[nodiscard]] QQuickItem *list() const { return screen->find(QStringLiteral("MessageList")); }
    [[nodiscard]] QQuickItem *field() const { return screen->find(QStringLiteral("ComposerArea")); }
    [[nodiscard]] bool composerFocused() const { return field()->hasActiveFocus(); }
    [[nodiscard]] bool listFocused() const { return list()->hasActiveFocus(); }

    /// Until everything that was scheduled, also by what was scheduled, has been laid out.
    void settle() const
    {
        for (int i = 0; i < 4; ++i) {
            QTest::qWait(1);
            (void)screen->grab();
        }
    }

    /// The row of a message, if it is laid out.
    [[nodiscard]] QQuickItem *row(const QString &key) const
    {
        const auto rows = list()->property("contentItem").value<QQuickItem *>()->childItems();
        for (QQuickItem *item : rows) {
            if (item->property("key").toString() == key)
                return item;
        }
        return nullptr;
    }
    /// Where the row is on the window.
    [[nodiscard]] qreal top(const QString &key) const { return row(key)->mapToScene({0, 0}).y(); }
    [[nodiscard]] bool atEnd() const { return qAbs(list()->property("fromEnd").toReal()) < 1.0; }

    void clickAt(const QPointF &scene) const
    {
        QTest::mouseClick(screen->window(), Qt::LeftButton, Qt::NoModifier, scene.toPoint());
        settle();
    }
    void click(QAccessibleInterface *button) const
    {
        clickAt(QRectF(button->rect()).center() - screen->window()->position());
    }
    void moveTo(const QPointF &scene) const
    {
        QTest::mouseMove(screen->window(), scene.toPoint());
        settle();
    }
    void scroll(int notches) const ///< positive: to older messages
    {
        const QPointF at = list()->mapToScene({list()->width() / 2, list()->height() / 2});
        QWheelEvent event(at, at, {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(screen->window(), &event);
        settle();
    }
};

} // namespace coterie::testing
