#pragma once

#include "drawing/shapepainter.h"
#include "tilestore.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace coterie::boardview {

/// Paints tiles on worker threads. GUI thread.
class TilePainter : public QObject
{
    Q_OBJECT
public:
    struct Job {
        quint32 id = 0;
        TileKey key;
        QImage ground; ///< what is there already; null: nothing
        QRect part; ///< its pixels that are painted anew; empty: the shapes come on top of the ground
        QList<board::ShapePtr> shapes; ///< in no order
        drawing::Palette palette;
        QString family;
        std::shared_ptr<drawing::ImageStore> images;
    };

    explicit TilePainter(QObject *parent = nullptr);
    ~TilePainter() override; ///< waits for what is being painted

    void paint(Job job);
    [[nodiscard]] int free() const; ///< so many more jobs keep the workers busy until the next frame

Q_SIGNALS:
    void painted(quint32 id, const coterie::boardview::TileKey &key, const QImage &picture); ///< null: it is empty

private:
    QThreadPool m_pool;
    int m_running = 0;
};

} // namespace coterie::boardview
