// The yardstick of the start-up benchmark: the smallest Qt Quick program that paints a window with a word in it.
#include "renderer.h"
#include "startuptrace.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    coterie::desktop::chooseRenderer();
    const QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.loadData(
        "import QtQuick\nimport QtQuick.Window\n"
        "Window { visible: true; width: 1280; height: 800; Text { text: 'Hello'; textFormat: Text.PlainText } }"_ba);
    auto *window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
    if (window == nullptr)
        return 1;
    const coterie::desktop::StartupTrace trace(true);
    QObject::connect(
        window, &QQuickWindow::frameSwapped, window, [&trace] { trace.mark("painted"); },
        static_cast<Qt::ConnectionType>(Qt::DirectConnection | Qt::SingleShotConnection));
    return QGuiApplication::exec();
}
