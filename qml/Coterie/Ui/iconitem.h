#pragma once

#include "pictureitem.h"

#include <QColor>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// One line icon of the set in resources/icons in the given colour. An empty or unknown name shows nothing.
class IconItem : public coterie::ui::PictureItem // in full: the linter looks the name up as it is written
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    Q_PROPERTY(int size READ size WRITE setSize NOTIFY sizeChanged) ///< both lengths, in pixels of the layout
public:
    using PictureItem::PictureItem;

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);
    [[nodiscard]] int size() const { return m_size; }
    void setSize(int size);

Q_SIGNALS:
    void nameChanged();
    void colorChanged();
    void sizeChanged();

protected:
    [[nodiscard]] QImage picture(qreal ratio) const override;

private:
    QString m_name;
    QColor m_color;
    int m_size = 0;
};

} // namespace coterie::ui
