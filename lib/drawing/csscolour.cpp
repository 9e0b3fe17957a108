#include "drawing/csscolour.h"

#include <QColor>

#include <algorithm>

namespace coterie::drawing {

using namespace Qt::StringLiterals;

namespace {

QString hexOf(const QColor &colour)
{
    QString hex = colour.name(QColor::HexRgb);
    if (colour.alpha() < 255)
        hex += u"%1"_s.arg(colour.alpha(), 2, 16, QChar(u'0'));
    return hex;
}

std::optional<QString> fromDigits(QStringView digits)
{
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    if (!std::ranges::all_of(digits, isHex))
        return std::nullopt;
    if (digits.size() == 6)
        return u'#' + digits.toString();
    if (digits.size() == 8)
        return digits.endsWith("ff"_L1) ? u'#' + digits.first(6).toString() : u'#' + digits.toString();
    if (digits.size() != 3 && digits.size() != 4)
        return std::nullopt;
    QString doubled;
    for (const QChar digit : digits)
        doubled += QString(2, digit);
    return fromDigits(doubled);
}

/// One number of rgb(): 0 to 255, or a part of a hundred.
std::optional<double> channel(QStringView text, double whole)
{
    text = text.trimmed();
    const bool isPart = text.endsWith(u'%');
    bool ok = false;
    const double value = (isPart ? text.chopped(1) : text).toDouble(&ok);
    if (!ok || !(value == value))
        return std::nullopt;
    return std::clamp(isPart ? value / 100 : value / whole, 0.0, 1.0);
}

std::optional<QString> fromFunction(QStringView arguments)
{
    QString spaced = arguments.toString();
    spaced.replace(u',', u' ').replace(u'/', u' ');
    const QStringList parts = spaced.split(u' ', Qt::SkipEmptyParts);
    if (parts.size() != 3 && parts.size() != 4)
        return std::nullopt;
    const auto red = channel(parts[0], 255);
    const auto green = channel(parts[1], 255);
    const auto blue = channel(parts[2], 255);
    const auto alpha = parts.size() == 4 ? channel(parts[3], 1) : std::optional(1.0);
    if (!red || !green || !blue || !alpha)
        return std::nullopt;
    const auto byte = [](double part) { return qRound(part * 255); };
    return hexOf(QColor(byte(*red), byte(*green), byte(*blue), byte(*alpha)));
}

} // namespace

std::optional<QString> boardColour(QStringView css)
{
    const QString name = css.trimmed().toString().toLower();
    if (name == "none"_L1 || name == "transparent"_L1)
        return u"none"_s;
    if (name.startsWith(u'#'))
        return fromDigits(QStringView(name).sliced(1));
    for (const QStringView function : {u"rgb(", u"rgba("}) {
        if (name.startsWith(function) && name.endsWith(u')'))
            return fromFunction(QStringView(name).sliced(function.size()).chopped(1));
    }
    const bool isWord = !name.isEmpty() && std::ranges::all_of(name, [](QChar c) { return c >= u'a' && c <= u'z'; });
    const QColor colour = isWord ? QColor(name) : QColor();
    return colour.isValid() ? std::optional(hexOf(colour)) : std::nullopt;
}

} // namespace coterie::drawing
