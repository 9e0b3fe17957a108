#include "tilepainter.h"

#include <QPainter>
#include <QThread>

#include <algorithm>
#include <utility>

namespace coterie::boardview {

namespace {

QList<board::ShapePtr> shapesOf(const TilePainter::Job &job)
{
    const QRectF pixels(QPointF(job.key.place) * tileSide + job.part.topLeft(), QSizeF(job.part.size()));
    QList<board::ShapePtr> shapes =
        job.places.touching({pixels.topLeft() / job.key.scale, pixels.size() / job.key.scale});
    if (!job.hidden.isEmpty())
        shapes.removeIf([&job](const board::ShapePtr &shape) { return job.hidden.contains(shape->id); });
    std::ranges::sort(shapes, [](const auto &a, const auto &b) { return board::isBehind(*a, *b); });
    return shapes;
}

QImage paintShapes(const QList<board::ShapePtr> &shapes, const TilePainter::Job &job)
{
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
    for (const board::ShapePtr &shape : shapes)
        drawing::paintShape(painter, *shape, context);
    return picture;
}

TilePainter::Result paintTile(const TilePainter::Job &job)
{
    const QList<board::ShapePtr> shapes = job.part.isEmpty() ? job.onTop : shapesOf(job);
    return {.id = job.id,
        .key = job.key,
        .picture = paintShapes(shapes, job),
        .front = shapes.isEmpty() ? nullptr : shapes.back()};
}

} // namespace

TilePainter::TilePainter(QObject *parent) : QObject(parent)
{
    setAlone(false);
}

TilePainter::~TilePainter()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TilePainter::setAlone(bool isAlone)
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - (isAlone ? 0 : 1), 1, 4));
}

int TilePainter::free() const
{
    return 2 * m_pool.maxThreadCount() - m_running;
}

void TilePainter::paint(Job job)
{
    ++m_running;
    m_pool.start([this, job = std::move(job)] {
        const auto tell = [this, result = paintTile(job)] {
            --m_running;
            Q_EMIT painted(result);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection); // dropped if this is gone by then
    });
}

} // namespace coterie::boardview
