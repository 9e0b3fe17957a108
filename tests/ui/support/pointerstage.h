#pragma once

#include "base/time.h"
#include "pointers/pointerlayer.h"
#include "viewmodel/pointersource.h"

#include <QQuickWindow>
#include <QTest>

#include <map>

namespace coterie::testing {

/// Pointers as a test says.
class ScriptedPointers : public viewmodel::PointerSource
{
    Q_OBJECT
public:
    [[nodiscard]] QList<viewmodel::RemotePointer> pointers() const override { return m_pointers.values(); }
    void say(const viewmodel::RemotePointer &pointer)
    {
        m_pointers.insert(pointer.key, pointer);
        Q_EMIT pointerChanged(pointer);
    }
    void leave(const QString &key)
    {
        m_pointers.remove(key);
        Q_EMIT pointerLeft(key);
    }

private:
    QMap<QString, viewmodel::RemotePointer> m_pointers;
};

/// A layer over an empty window, and a clock that moves when a test says so.
struct PointerStage {
    ManualClock clock;
    ScriptedPointers source;
    pointers::PointerLook look;
    QQuickWindow window;
    pointers::PointerLayer layer {window.contentItem()};

    explicit PointerStage(QSize size = {800, 600}, const QColor &ground = Qt::white)
    {
        clock.advance(Millis(1'000'000));
        window.setColor(ground);
        window.resize(size);
        layer.setSize(size);
        layer.setClock(clock);
        look.family = QStringLiteral("Inter");
        look.emojiFamily = QStringLiteral("Noto Color Emoji");
        layer.setLook(&look);
        layer.setSource(&source);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
    }

    /// Time goes by, frame by frame.
    void pass(Millis time)
    {
        constexpr Millis Frame {16};
        for (Millis left = time; left.count() > 0; left -= Frame) {
            clock.advance(std::min(left, Frame));
            layer.step();
        }
    }
    [[nodiscard]] QImage grab() { return window.grabWindow(); }
    [[nodiscard]] static viewmodel::RemotePointer pointer(const QString &name, QPointF at)
    {
        return {.key = name,
            .name = name,
            .color = QColor(0x7c, 0x4d, 0xbe),
            .anchor = {},
            .at = at,
            .tool = {},
            .chat = {}};
    }
};

} // namespace coterie::testing
