#include "tilepainter.h"

#include <QPainter>
#include <QThread>

#include <algorithm>
#include <utility>

namespace coterie::boardview {

namespace {

QImage paintTile(const TilePainter::Job &job)
{
    QList<board::ShapePtr> shapes = job.shapes;
    std::ranges::sort(shapes, [](const auto &a, const auto &b) { return board::isBehind(*a, *b); });
    const bool isOnTop = job.part.isEmpty();
    const bool isWhole = job.part == QRect(0, 0, tileSide, tileSide);
    if (isWhole && shapes.isEmpty())
        return {};
    QImage picture = isWhole ? QImage() : job.ground;
    if (picture.isNull()) {
        picture = QImage(tileSide, tileSide, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
    }
    QPainter painter(&picture);
    if (!isOnTop) {
        painter.setClipRect(job.part);
        if (!isWhole) {
            painter.setCompositionMode(QPainter::CompositionMode_Source);
            painter.fillRect(job.part, Qt::transparent);
            painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        }
    } else {
        painter.setClipRect(QRect(0, 0, tileSide, tileSide));
    }
    painter.translate(-QPointF(job.key.place) * tileSide);
    painter.scale(job.key.scale, job.key.scale);
    const drawing::PaintContext context {job.palette, job.images.get(), job.key.scale, job.family};
    for (const board::ShapePtr &shape : std::as_const(shapes))
        drawing::paintShape(painter, *shape, context);
    return picture;
}

} // namespace

TilePainter::TilePainter(QObject *parent) : QObject(parent)
{
    // One processor stays for the window.
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

TilePainter::~TilePainter()
{
    m_pool.clear();
    m_pool.waitForDone();
}

int TilePainter::free() const
{
    return 2 * m_pool.maxThreadCount() - m_running;
}

void TilePainter::paint(Job job)
{
    ++m_running;
    m_pool.start([this, job = std::move(job)] {
        const QImage picture = paintTile(job);
        const auto tell = [this, id = job.id, key = job.key, picture] {
            --m_running;
            Q_EMIT painted(id, key, picture);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection); // dropped if this is gone by then
    });
}

} // namespace coterie::boardview
