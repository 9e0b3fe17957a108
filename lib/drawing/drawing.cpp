#include "drawing/drawing.h"

#include <QCryptographicHash>

namespace coterie::drawing {

QString imageKey(const QByteArray &bytes)
{
    constexpr qsizetype digits = 32;
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(digits));
}

} // namespace coterie::drawing
