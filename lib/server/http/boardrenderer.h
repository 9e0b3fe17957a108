#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <atomic>
#include <functional>

namespace coterie::server {

/// Has pictures of boards made by coterie-render, a process for each: two at once, the others wait their turn. Belongs
/// to the hub's thread, and never holds it up.
class BoardRenderer : public QObject
{
public:
    BoardRenderer() { m_pool.setMaxThreadCount(atOnce); }
    ~BoardRenderer() override; ///< ends what is running

    struct Picture {
        QByteArray bytes;
        QString remark; ///< what is not as it was asked for, in words; may be empty
    };
    using Done = std::function<void(const Result<Picture> &)>;

    [[nodiscard]] static bool isInstalled(); ///< beside this program or on the path
    [[nodiscard]] bool isBusy() const { return m_waiting >= mostWaiting; } ///< the next one should be refused
    /// `state` is an update of version 2, `arguments` are coterie-render's. `done` is called in the owner's event loop:
    /// BadRequest and NotFound in the program's words, TooLarge after a minute or 128 MB.
    void run(const QByteArray &state, const QStringList &arguments, Done done);

private:
    static constexpr int atOnce = 2;
    static constexpr int mostWaiting = 8;

    QThreadPool m_pool;
    int m_waiting = 0;
    std::atomic_bool m_isStopping = false;
};

} // namespace coterie::server
