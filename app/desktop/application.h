#pragma once

#include "options.h"
#include "startuptrace.h"

#include <QObject>
#include <QQmlEngine>

#include <memory>

class QQuickWindow;

namespace coterie::viewmodel {
class AppModel;
}

namespace coterie::desktop {

namespace demo {
class Demo;
}
class HostedServer;
class Screenshots;

/// The composition root: makes the view models, the hosted server and the demo, and opens the window. GUI thread.
class Application : public QObject
{
    Q_OBJECT
public:
    Application(const Options &options, const QString &profileFolder, const StartupTrace &trace);
    ~Application() override;

    [[nodiscard]] bool start(); ///< false: the screens could not be loaded
    void openArguments(const QStringList &arguments); ///< those of a second start, program name first

private:
    void makeModel();
    void chooseWorkspace(); ///< what the options ask for, else the account used last
    void openWithToken();
    void startDemo();
    void startHosting();
    void stopServers();
    void watchFrames();
    void beginScreenshots();
    void raise();

    Options m_options;
    QString m_profileFolder;
    StartupTrace m_trace;
    std::unique_ptr<viewmodel::AppModel> m_model;
    std::unique_ptr<HostedServer> m_host;
    std::unique_ptr<demo::Demo> m_demo;
    std::unique_ptr<Screenshots> m_screenshots;
    QQmlEngine m_engine; ///< after the models: it goes first
    std::unique_ptr<QObject> m_root; ///< the window
    QQuickWindow *m_window = nullptr; ///< the same
    bool m_firstFrameSeen = false;
    bool m_roomPainted = false;
};

} // namespace coterie::desktop
