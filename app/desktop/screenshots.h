#pragma once

#include "viewmodel/appsettings.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

class QQuickItem;
class QQuickWindow;

namespace coterie::viewmodel {
class AppModel;
class BoardModel;
} // namespace coterie::viewmodel

namespace coterie::desktop {

/// Drives the real window through every screen of the demo workspace and writes a PNG of each, in both themes. GUI
/// thread.
class Screenshots : public QObject
{
    Q_OBJECT
public:
    Screenshots(viewmodel::AppModel &model, QQuickWindow &window, QString folder);

    void start();

Q_SIGNALS:
    void demoWanted();
    void offlineWanted(); ///< the demo's server goes away for the offline pictures
    void finished(int exitCode);

private:
    struct Step {
        QString picture; ///< file name without ending; empty: only prepare
        std::function<void()> prepare;
        int settleMillis = 500;
    };

    void plan();
    void planScreens(const QString &suffix, viewmodel::AppSettings::Theme theme);
    void planBoard(const QString &suffix);
    void next();
    void take(const QString &picture);
    void open(const QString &kind, const QString &title);
    [[nodiscard]] viewmodel::BoardModel *boardModel() const;
    [[nodiscard]] QQuickItem *boardPage() const; ///< what is on screen
    void keepVersion(const QString &name);
    void showPast();
    void showOverview(bool shown);
    void press(Qt::Key key); ///< in what has the focus
    void showOverlay(const QString &file); ///< empty: none
    void writeOffline();

    viewmodel::AppModel &m_model;
    QQuickWindow &m_window;
    QString m_folder;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    bool m_prepared = false;
    int m_waits = 0;
    bool m_failed = false;
    QTimer m_timer;
};

} // namespace coterie::desktop
