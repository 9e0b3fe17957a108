#pragma once

#include "collab/textsource.h"
#include "documentstyle.h"
#include "rectlayer.h"

#include <QElapsedTimer>
#include <QHash>
#include <QQuickPaintedItem>
#include <QTimer>

class QVariantAnimation;

namespace coterie::document {

/// A caret with its width, between letters and on whole pixels.
[[nodiscard]] QRectF caretBar(const QRectF &caret, const DocumentStyle &style);

/// The name over somebody's caret.
class CaretFlag : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit CaretFlag(QQuickItem *parent);
    void set(const QString &name, const QColor &color, const DocumentStyle &style);
    void appear(); ///< for a while
    void paint(QPainter *painter) override;

private:
    QString m_name;
    QColor m_color;
    QColor m_ink;
    QFont m_font;
    qreal m_radius = 0;
    qreal m_inset = 0;
    QTimer m_patience;
    QVariantAnimation *m_fading; ///< our child
};

/// Carets over the words: this person's, and everybody else's with their flags, which show while a caret moves or the
/// pointer is over it.
class CaretLayer : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    struct Caret {
        quint64 client = 0;
        QString name;
        QColor color;
        qsizetype head = 0;
        QRectF rect; ///< without width; empty: not seen
    };

    explicit CaretLayer(QQuickItem *parent);
    void setOwn(const QRectF &rect, const QColor &color); ///< empty: there is none
    void setOwnShown(bool shown); ///< as it blinks
    void setOthers(const QList<Caret> &carets, const DocumentStyle &style);
    void moved(quint64 client); ///< somebody's flag is to be shown
    void hover(QPointF point);

private:
    void placeFlag(const Caret &caret, const DocumentStyle &style);

    RectLayer *m_bars; ///< our children, as the next
    RectLayer *m_own;
    QHash<quint64, CaretFlag *> m_flags; ///< of carets that are seen
    QList<Caret> m_carets;
    QSet<quint64> m_moved;
};

} // namespace coterie::document
