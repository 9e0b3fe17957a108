#pragma once

#include "pictureitem.h"

#include <QColor>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// A person: initials on a rounded tile, and a dot with a rim at its lower right corner for presence. All in one
/// picture, which rows with the same face share.
class AvatarItem : public coterie::ui::PictureItem // in full: the linter looks the name up as it is written
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString initials MEMBER m_initials NOTIFY looksChanged)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY colorChanged) ///< the person's hue, for who makes the tile's of it
    Q_PROPERTY(QColor tile MEMBER m_tile NOTIFY looksChanged)
    Q_PROPERTY(QColor ink MEMBER m_ink NOTIFY looksChanged) ///< of the initials
    Q_PROPERTY(QString status MEMBER m_status NOTIFY statusChanged) ///< a presence word; empty: no dot
    Q_PROPERTY(QColor dot MEMBER m_dot NOTIFY looksChanged)
    Q_PROPERTY(QColor rim MEMBER m_rim NOTIFY looksChanged) ///< what the avatar lies on
    Q_PROPERTY(int size MEMBER m_size NOTIFY looksChanged) ///< both lengths of the tile, in pixels of the layout
    Q_PROPERTY(qreal unit MEMBER m_unit NOTIFY looksChanged) ///< pixels for a length 1 of the design
    Q_PROPERTY(qreal presence MEMBER m_presence NOTIFY looksChanged) ///< the opacity of each part, for who is not here
    Q_PROPERTY(bool hollow MEMBER m_hollow NOTIFY looksChanged) ///< the dot of who is gone has a hole
public:
    explicit AvatarItem(QQuickItem *parent = nullptr);

Q_SIGNALS:
    void colorChanged();
    void statusChanged();
    void looksChanged(); ///< any of the others; not what a binding of one of them may read

protected:
    [[nodiscard]] QImage picture(qreal ratio) const override;
    [[nodiscard]] QRectF place() const override;

private:
    void change();
    void drawTile(QPainter &painter) const;
    void drawDot(QPainter &painter) const;
    [[nodiscard]] int px(qreal length) const { return qRound(length * m_unit); }
    [[nodiscard]] int dotSize() const { return m_size < px(28) ? px(7) : px(8); }

    QString m_initials;
    QString m_status;
    QColor m_color;
    QColor m_tile;
    QColor m_ink;
    QColor m_dot;
    QColor m_rim;
    qreal m_unit = 1;
    qreal m_presence = 1;
    int m_size = 0;
    bool m_hollow = false;
};

} // namespace coterie::ui
