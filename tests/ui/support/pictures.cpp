#include "pictures.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace coterie::testing {

void keepPicture(const QImage &picture, const QString &name)
{
    const QString folder = qEnvironmentVariable("COTERIE_PICTURES");
    if (!folder.isEmpty())
        picture.save(folder + u'/' + name + u".png"_s);
}

int differingPixels(const QImage &a, const QImage &b, int tolerance)
{
    if (a.size() != b.size())
        return std::max(a.width() * a.height(), b.width() * b.height());
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            const int most =
                std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
            count += most > tolerance ? 1 : 0;
        }
    }
    return count;
}

bool hasColor(const QImage &picture, const QColor &color)
{
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (picture.pixelColor(x, y) == color)
                return true;
    return false;
}

} // namespace coterie::testing
