#pragma once

#include "documentview.h"

#include <QHash>
#include <QQuickItem>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace coterie::document {

class LineTile;

/// The words of the lines that are seen, one picture for each line: a keystroke paints one line, and lines that only
/// move are not painted again.
class TileLayer : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit TileLayer(QQuickItem *parent);

    void setPlaceholder(const QString &words); ///< in the place of an empty text
    void show(const DocumentView &view); ///< all seen lines are laid out
    void forget(const Line &line); ///< before it goes
    void forgetAll();
    [[nodiscard]] int paintedCount() const { return m_painted; } ///< pictures since it was made

private:
    friend class LineTile;
    void place(LineTile &tile, const DocumentView &view, const DocumentView::Seen &seen);
    void release(LineTile &tile);

    QHash<const Line *, LineTile *> m_tiles; ///< our children
    QList<LineTile *> m_spare;
    QString m_placeholder;
    int m_painted = 0;
};

/// The picture of one line, or the part of a very tall one that is seen and a little around it.
class LineTile : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit LineTile(TileLayer &layer);
    void paint(QPainter *painter) override;

private:
    friend class TileLayer;

    TileLayer &m_layer;
    const Line *m_line = nullptr;
    const DocumentStyle *m_style = nullptr;
    bool m_isAlone = false; ///< there is no other line
    QPointF m_origin; ///< of the picture, in the line's coordinates
};

} // namespace coterie::document
