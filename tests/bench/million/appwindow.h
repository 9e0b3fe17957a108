#pragma once

#include "viewmodel/appmodel.h"

#include <QElapsedTimer>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <functional>
#include <memory>

namespace coterie::bench {

/// The real app in this process: view models, engine, store and window. Frames are painted on the calling thread.
class AppWindow
{
public:
    AppWindow(const client::ClientConfig &config, const QString &settings);

    [[nodiscard]] viewmodel::Workspace &workspace() const { return *m_model->workspace(); }
    [[nodiscard]] viewmodel::MessageListModel &messages() const;
    [[nodiscard]] QQuickWindow &window() const { return *m_window; }
    [[nodiscard]] QQuickItem *list() const { return m_list; }
    [[nodiscard]] QQuickItem *itemOf(const QString &typeName) const; ///< the first one that is visible

    [[nodiscard]] bool open(const QString &room); ///< and waits until it has rows
    /// One turn of the event loop, asleep until there is something to do or the time is over, and what a running loop
    /// does at its end: what was let go is deleted.
    static void turn(int waitMillis);
    /// Lets the event loop run until it is so; false after ten seconds.
    static bool waitUntil(const std::function<bool()> &done);
    void nextFrame(); ///< runs the event loop until a frame has been painted
    [[nodiscard]] QQuickItem *rowOf(const QString &key) const; ///< laid out and inside the view, or null
    [[nodiscard]] bool isCovered() const; ///< rows stand from the upper edge of the view to the lower

    int frames = 0;
    double paintedAt = 0; ///< milliseconds of clock
    QElapsedTimer clock;

private:
    std::unique_ptr<viewmodel::AppModel> m_model;
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
    QQuickItem *m_list = nullptr;
};

} // namespace coterie::bench
