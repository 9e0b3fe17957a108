#pragma once

#include "board/spatialindex.h"
#include "drawing/shapepainter.h"
#include "tilestore.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <memory>

namespace coterie::boardview {

/// Paints tiles on worker threads, where also their shapes are looked for. GUI thread.
class TilePainter : public QObject
{
    Q_OBJECT
public:
    struct Job {
        quint32 id = 0;
        TileKey key;
        QImage ground; ///< what is there already; null: nothing
        QRect part; ///< its pixels that are painted anew; empty: shapes come on top of the ground
        QList<board::ShapePtr> onTop; ///< those shapes
        board::SpatialIndex::Snapshot places; ///< where what is painted anew is found
        QSet<board::ShapeId> hidden; ///< what of that is not
        drawing::Palette palette;
        QString family;
        std::shared_ptr<drawing::ImageStore> images;
    };

    struct Result {
        quint32 id = 0;
        TileKey key;
        QImage picture; ///< null: it is empty
        board::ShapePtr front; ///< the front-most of what was painted; null: nothing
    };

    explicit TilePainter(QObject *parent = nullptr);
    ~TilePainter() override; ///< waits for what is being painted

    /// Whether nothing else is to be done: one processor is left to the window otherwise.
    void setAlone(bool isAlone);
    void paint(Job job);
    [[nodiscard]] int free() const; ///< so many more jobs keep the workers busy until the next frame

Q_SIGNALS:
    void painted(const coterie::boardview::TilePainter::Result &result);

private:
    QThreadPool m_pool;
    int m_running = 0;
};

} // namespace coterie::boardview
