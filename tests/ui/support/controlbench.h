#pragma once

#include "Coterie/Ui/pressable.h"
#include "Coterie/Ui/ui.h"
#include "screen.h"

#include <QGuiApplication>
#include <QQmlComponent>
#include <QTest>

#include <memory>

namespace coterie::testing {

inline constexpr int ControlRatio = 2; // device pixels per pixel, for the whole program

/// A window of 400 by 300 with what `qml` makes in it. The pointer starts outside of everything.
class ControlBench
{
public:
    explicit ControlBench(const QByteArray &qml) : m_warnings(m_engine)
    {
        ui::install(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQuick\nimport Coterie.Ui\nWindow { width: 400; height: 300; visible: true\n"
                          "property QtObject modality: InputModality // as in Main: it sees every key from the start\n"
                + qml + "\n}",
            QUrl(QStringLiteral("qrc:/bench.qml")));
        m_window.reset(qobject_cast<QQuickWindow *>(component.create()));
        if (!m_window) {
            qWarning("%s", qPrintable(component.errorString()));
            return;
        }
        m_window->requestActivate();
        (void)QTest::qWaitForWindowActive(m_window.get());
        QTest::mouseMove(m_window.get(), {399, 299});
    }
    [[nodiscard]] QQuickWindow *window() const { return m_window.get(); }
    [[nodiscard]] QStringList warnings() const { return m_warnings.texts(); }
    template <typename Item = ui::Pressable>
    [[nodiscard]] Item *item(const QString &name = QStringLiteral("control")) const
    {
        return m_window ? m_window->findChild<Item *>(name) : nullptr;
    }
    void move(const QPoint &to) const { QTest::mouseMove(m_window.get(), to); }
    void click(const QPoint &at, Qt::MouseButton button = Qt::LeftButton) const
    {
        QTest::mouseClick(m_window.get(), button, {}, at);
    }

private:
    QQmlEngine m_engine;
    Warnings m_warnings;
    std::unique_ptr<QQuickWindow> m_window;
};

inline const QByteArray plainControl =
    "Pressable { objectName: 'control'; x: 10; y: 10; width: 100; height: 40; text: 'Do it' }";

/// The main() of a test of controls.
template <typename Test>
int runControlTest(int argc, char *argv[])
{
    qputenv("QT_SCALE_FACTOR", QByteArray::number(ControlRatio));
    qputenv("QML_NO_TOUCH_COMPRESSION", "1"); // every move is delivered at once
    const QGuiApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace coterie::testing
