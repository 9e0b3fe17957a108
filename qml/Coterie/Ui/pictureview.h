#pragma once

#include "pictureitem.h"

#include <QImage>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// A picture that somebody else painted, whole and in the middle of the item, never larger than it was painted.
/// Nothing for a null one. GUI thread.
class PictureView : public coterie::ui::PictureItem // in full: the linter looks the name up as it is written
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariant image READ image WRITE setImage NOTIFY imageChanged FINAL) // a QImage, in device pixels
public:
    using PictureItem::PictureItem;

    [[nodiscard]] QVariant image() const { return m_image; }
    void setImage(const QVariant &image);

Q_SIGNALS:
    void imageChanged();

protected:
    [[nodiscard]] QImage picture(qreal ratio) const override;
    [[nodiscard]] QRectF place() const override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    QImage m_image;
};

} // namespace coterie::ui
