#pragma once

#include <QFont>
#include <QHash>
#include <QImage>
#include <QPair>
#include <QRectF>
#include <QString>

class QPainter;
class QRawFont;

namespace coterie::drawing {

/// Letters of fonts that have them as pictures (emoji), for paper: Qt embeds outlines only, and leaves these out. One
/// for each document, so that a picture that comes twice is in it once. One thread.
class ColourGlyphs
{
public:
    /// Those of a row as drawText() would put it at 0,0 in the painter's font; nothing of the other letters.
    void paint(QPainter &painter, const QString &row, bool isRightToLeft);

private:
    struct Glyph {
        QImage image;
        QRectF place; ///< around the origin, of a font of one pixel
    };
    const Glyph &glyph(const QRawFont &font, quint32 index);

    QHash<QPair<QString, quint32>, Glyph> m_known; ///< by the name of the font and the index in it
};

} // namespace coterie::drawing
