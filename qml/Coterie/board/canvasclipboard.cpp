#include "board/arrange.h"
#include "board/clipboard.h"
#include "board/hittest.h"
#include "boardcanvas.h"
#include "boxgesture.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"
#include "drawing/excalidraw.h"
#include "drawing/imagestore.h"
#include "drawing/picture.h"
#include "drawing/shapepainter.h"
#include "drawing/svgreader.h"
#include "drawing/svgwriter.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QImageReader>
#include <QMimeData>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

/// Copy, cut, paste and drop, between boards, windows and other programs. Pictures are read and scaled down on a
/// worker.
namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;

namespace {

constexpr double PasteStep = 16; // board units, of what is pasted again
constexpr double LargestImage = 480; // board units a side, of a picture that is put on the board
constexpr qint64 LargestFile = 64'000'000; // bytes: more is no picture for a board
constexpr double PictureScale = 2; // pixels per unit of a copied picture

struct ShrunkImage {
    QByteArray bytes;
    QSize size; ///< of the picture as it was
};

/// For a worker.
ShrunkImage shrunk(QByteArray bytes, const QUrl &file, const QImage &image)
{
    if (file.isValid()) {
        QFile source(file.toLocalFile());
        if (source.size() > LargestFile || !source.open(QIODevice::ReadOnly))
            return {};
        bytes = source.readAll();
    }
    ShrunkImage result;
    result.bytes = image.isNull() ? drawing::shrinkImage(bytes) : drawing::shrinkImage(image);
    const QImage shown = QImage::fromData(result.bytes);
    result.size = image.isNull() ? shown.size() : image.size();
    return result;
}

QRectF boundsOf(const QList<Shape> &shapes)
{
    QList<ShapePtr> shared;
    for (const Shape &shape : shapes)
        shared.push_back(std::make_shared<const Shape>(shape));
    return board::turnedBounds(shared);
}

} // namespace

QByteArray BoardCanvas::copied() const
{
    board::Clip clip;
    for (const ShapePtr &shape : m_parts->bench.selection.moving()) {
        clip.shapes.push_back(*shape);
        if (const QByteArray image = board()->image(shape->image); !image.isEmpty())
            clip.images.insert(shape->image, image);
    }
    return clip.shapes.isEmpty() ? QByteArray() : board::toClipboard(clip);
}

void BoardCanvas::copy()
{
    const QByteArray json = board() ? copied() : QByteArray();
    if (json.isEmpty())
        return;
    QStringList texts;
    for (const ShapePtr &shape : board::inReadingOrder(m_parts->bench.selection.shapes())) {
        if (!shape->text.isEmpty())
            texts.push_back(shape->text);
    }
    auto data = std::make_unique<QMimeData>();
    data->setData(QString::fromLatin1(board::clipboardType), json);
    if (!texts.isEmpty())
        data->setText(texts.join(u'\n'));
    QGuiApplication::clipboard()->setMimeData(data.release()); // the clipboard owns it
    m_parts->pasted.clear();
}

void BoardCanvas::cut()
{
    if (isReadOnly())
        return;
    copy();
    remove();
}

void BoardCanvas::paste()
{
    if (const QMimeData *data = QGuiApplication::clipboard()->mimeData())
        (void)pasteFrom(*data, std::nullopt);
}

void BoardCanvas::pasteAt(qreal x, qreal y)
{
    if (const QMimeData *data = QGuiApplication::clipboard()->mimeData())
        (void)pasteFrom(*data, toBoard(QPointF(x, y)));
}

/// Ours first, then pictures, then what other programs say in words.
bool BoardCanvas::pasteFrom(const QMimeData &data, std::optional<QPointF> middle)
{
    if (isReadOnly())
        return false;
    const QPointF where = middle.value_or(visibleArea().center());
    if (const QByteArray json = data.data(QString::fromLatin1(board::clipboardType)); !json.isEmpty()) {
        const auto clip = board::clipFrom(json);
        const bool isAgain = std::exchange(m_parts->pasted, json) == json;
        const bool covers = clip && std::ranges::any_of(clip->shapes, [this](const Shape &shape) {
            const ShapePtr here = m_parts->bench.scene().find(shape.id);
            return here && here->page == pageId();
        });
        m_parts->pasteStep = (isAgain ? m_parts->pasteStep : QPointF())
            + (isAgain || covers ? QPointF(PasteStep, PasteStep) : QPointF());
        if (clip)
            pasteDrawing({clip->shapes, clip->images, {}}, middle);
        return clip.has_value();
    }
    bool taken = false;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile()) {
            dropFile(url, where);
            taken = true;
        }
    }
    if (taken)
        return true;
    if (data.hasImage()) {
        addPicture(qvariant_cast<QImage>(data.imageData()), {}, where);
        return true;
    }
    return data.hasText() && pasteText(data.text(), where);
}

bool BoardCanvas::pasteText(const QString &text, QPointF middle)
{
    if (const QString trimmed = text.trimmed(); trimmed.startsWith(u'{') && trimmed.contains("excalidraw"_L1)) {
        if (const auto drawing = drawing::fromExcalidraw(trimmed.toUtf8())) {
            pasteDrawing(*drawing, middle);
            return true;
        }
    }
    if (text.trimmed().isEmpty())
        return false;
    Shape shape = BoxGesture::usual(m_parts->bench, ShapeType::Text, middle);
    const Shape empty = shape;
    shape.text = text.left(20'000);
    m_parts->text = {.id = shape.id, .before = {}, .known = {}, .isNew = false, .fitsWidth = true};
    fitToText(shape, empty);
    m_parts->text = {};
    shape.x = middle.x() - shape.w / 2;
    shape.y = middle.y() - shape.h / 2;
    const QList<ShapeId> ids = board()->add({shape});
    m_parts->bench.select({ids.cbegin(), ids.cend()});
    return true;
}

void BoardCanvas::pasteDrawing(const drawing::Drawing &drawing, std::optional<QPointF> middle)
{
    QHash<QString, QString> keys;
    for (auto it = drawing.images.cbegin(); it != drawing.images.cend(); ++it)
        keys.insert(it.key(), board()->addImage(it.value()));
    QList<Shape> shapes = board::copied(drawing.shapes);
    const QRectF bounds = boundsOf(shapes);
    // Where it came from, if that is seen; else in the middle of the view.
    QPointF by = m_parts->pasteStep;
    if (middle)
        by = *middle - bounds.center();
    else if (!visibleArea().intersects(bounds.translated(by)))
        by += visibleArea().center() - bounds.center();
    for (Shape &shape : shapes) {
        shape.x += by.x();
        shape.y += by.y();
        shape.page = pageId();
        shape.image = keys.value(shape.image, shape.image);
        shape.by.clear();
        const bool isFrameHere = std::ranges::any_of(
            shapes, [&](const Shape &other) { return other.id == shape.frame && !shape.frame.isEmpty(); });
        if (!isFrameHere && shape.type != ShapeType::Frame)
            shape.frame = m_parts->bench.frameAt(shape.centre());
    }
    const QList<ShapeId> ids = board()->add(shapes);
    m_parts->bench.select({ids.cbegin(), ids.cend()});
    if (!drawing.remarks.isEmpty())
        Q_EMIT notice(drawing.remarks.join(u' '));
}

// Pictures and files.

void BoardCanvas::insertImage(const QUrl &url)
{
    dropFile(url, visibleArea().center());
}

void BoardCanvas::dropFile(const QUrl &url, QPointF middle)
{
    const QString name = url.fileName().toLower();
    if (!name.endsWith(".excalidraw"_L1) && !name.endsWith(".svg"_L1)) {
        addPicture({}, url, middle);
        return;
    }
    const bool isSvg = name.endsWith(".svg"_L1);
    QThreadPool::globalInstance()->start([canvas = QPointer(this), url, middle, isSvg] {
        QFile file(url.toLocalFile());
        const QByteArray bytes =
            file.size() <= LargestFile && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        auto read = std::make_shared<Result<drawing::Drawing>>(
            isSvg ? drawing::fromSvg(bytes) : drawing::fromExcalidraw(bytes));
        QMetaObject::invokeMethod(qApp, [canvas, middle, read] {
            if (!canvas || canvas->isReadOnly())
                return;
            if (*read)
                canvas->pasteDrawing(**read, middle);
            else
                Q_EMIT canvas->notice(tr("That file cannot be read as a drawing."));
        });
    });
}

void BoardCanvas::addPicture(const QImage &image, const QUrl &file, QPointF middle)
{
    if (isReadOnly())
        return;
    QThreadPool::globalInstance()->start([canvas = QPointer(this), image, file, middle] {
        const ShrunkImage result = shrunk({}, file, image);
        QMetaObject::invokeMethod(qApp, [canvas, result, middle] {
            if (canvas)
                canvas->placePicture(result.bytes, result.size, middle);
        });
    });
}

void BoardCanvas::placePicture(const QByteArray &bytes, QSize size, QPointF middle)
{
    if (isReadOnly())
        return;
    const QString key = bytes.isEmpty() || size.isEmpty() ? QString() : board()->addImage(bytes);
    if (key.isEmpty()) {
        Q_EMIT notice(tr("That picture cannot be read or is too large."));
        return;
    }
    Shape shape = m_parts->bench.blank(ShapeType::Image);
    QSizeF shown(size);
    if (std::max(shown.width(), shown.height()) > LargestImage)
        shown.scale(LargestImage, LargestImage, Qt::KeepAspectRatio);
    shape.image = key;
    shape.w = shown.width();
    shape.h = shown.height();
    shape.x = middle.x() - shape.w / 2;
    shape.y = middle.y() - shape.h / 2;
    shape.frame = m_parts->bench.frameAt(middle);
    const QList<ShapeId> ids = board()->add({shape});
    m_parts->bench.select({ids.cbegin(), ids.cend()});
}

// Dropping.

void BoardCanvas::dragEnterEvent(QDragEnterEvent *event)
{
    dragMoveEvent(event);
}

void BoardCanvas::dragMoveEvent(QDragMoveEvent *event)
{
    const QMimeData *data = event->mimeData();
    const bool wanted = data->hasUrls() || data->hasImage() || data->hasText()
        || data->hasFormat(QString::fromLatin1(board::clipboardType));
    event->setAccepted(wanted && !isReadOnly());
}

void BoardCanvas::dropEvent(QDropEvent *event)
{
    event->setAccepted(pasteFrom(*event->mimeData(), toBoard(event->position())));
    forceActiveFocus(Qt::OtherFocusReason);
}

// Pictures of the board.

QList<ShapePtr> BoardCanvas::pictured() const
{
    const QList<ShapePtr> selected = m_parts->bench.selection.moving();
    return selected.isEmpty() ? m_parts->bench.scene().onPage(pageId()) : selected;
}

drawing::ImageBytes BoardCanvas::imageBytes(const QList<ShapePtr> &shapes) const
{
    // A worker must not ask the board.
    QHash<QString, QByteArray> bytes;
    for (const ShapePtr &shape : shapes) {
        if (!shape->image.isEmpty())
            bytes.insert(shape->image, board()->image(shape->image));
    }
    return [bytes](const QString &key) { return bytes.value(key); };
}

void BoardCanvas::copyAsPicture()
{
    const QList<ShapePtr> shapes = pictured();
    if (shapes.isEmpty() || !look())
        return;
    drawing::PictureOptions options;
    options.palette = look()->palette();
    options.family = look()->family;
    options.scale = PictureScale;
    QThreadPool::globalInstance()->start([canvas = QPointer(this), shapes, options, images = imageBytes(shapes)] {
        const auto png = drawing::toPng({.shapes = shapes, .area = {}}, images, options);
        const QImage picture = png ? QImage::fromData(png->bytes) : QImage();
        QMetaObject::invokeMethod(qApp, [canvas, picture] {
            if (!picture.isNull())
                QGuiApplication::clipboard()->setImage(picture);
            if (canvas)
                Q_EMIT canvas->notice(picture.isNull() ? tr("There is nothing to copy.") : tr("Copied as a picture."));
        });
    });
}

void BoardCanvas::copyAsSvg()
{
    const QList<ShapePtr> shapes = pictured();
    if (shapes.isEmpty() || !look())
        return;
    drawing::SvgOptions options;
    options.palette = look()->palette();
    options.family = look()->family;
    options.hasGround = false;
    QThreadPool::globalInstance()->start([canvas = QPointer(this), shapes, options, images = imageBytes(shapes)] {
        const QByteArray svg = drawing::toSvg(shapes, images, options);
        QMetaObject::invokeMethod(qApp, [canvas, svg] {
            auto data = std::make_unique<QMimeData>();
            data->setData(u"image/svg+xml"_s, svg);
            data->setText(QString::fromUtf8(svg));
            QGuiApplication::clipboard()->setMimeData(data.release()); // the clipboard owns it
            if (canvas)
                Q_EMIT canvas->notice(tr("Copied as SVG."));
        });
    });
}

void BoardCanvas::copyAsExcalidraw()
{
    const QList<ShapePtr> shapes = pictured();
    if (shapes.isEmpty())
        return;
    QThreadPool::globalInstance()->start([canvas = QPointer(this), shapes, images = imageBytes(shapes)] {
        const QString json = QString::fromUtf8(drawing::toExcalidraw(shapes, images));
        QMetaObject::invokeMethod(qApp, [canvas, json] {
            QGuiApplication::clipboard()->setText(json);
            if (canvas)
                Q_EMIT canvas->notice(tr("Copied for Excalidraw."));
        });
    });
}

} // namespace coterie::boardview
