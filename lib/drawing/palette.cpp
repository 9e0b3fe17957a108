#include "drawing/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace coterie::drawing {

namespace {

/// One colour of the palette: of lines, of fills and of paper, each light, dark, and in high contrast light and dark.
struct Hue {
    QStringView name;
    std::array<QRgb, 4> stroke;
    std::array<QRgb, 4> fill;
    std::array<QRgb, 4> note;
};

constexpr std::array<Hue, 12> Hues {{
    {u"ink", {0x23201C, 0xECEAE6, 0x000000, 0xFFFFFF}, {0x2F2B26, 0xD9D6D0, 0x000000, 0xFFFFFF},
        {0x3A352F, 0xE4E1DB, 0x000000, 0xFFFFFF}},
    {u"soft", {0x6E675D, 0xA5A199, 0x2B2B2B, 0xE4E4E4}, {0xDDD7CC, 0x44464C, 0xD0D0D0, 0x3A3A3A},
        {0xE3DED4, 0x45474D, 0xDCDCDC, 0x333333}},
    {u"red", {0xC0322B, 0xF2877E, 0x8C0F08, 0xFFB4AB}, {0xFBDEDA, 0x4A2826, 0xFFD9D4, 0x54130D},
        {0xFFCFC9, 0x6B322D, 0xFFD3CD, 0x5E1711}},
    {u"orange", {0xC2571A, 0xF0A36B, 0x7A3100, 0xFFC79E}, {0xFCE4D2, 0x4A3322, 0xFFE2CC, 0x4D2600},
        {0xFFD8B5, 0x6B4424, 0xFFDCBF, 0x592D00}},
    {u"yellow", {0xB58500, 0xE9C45A, 0x5F4300, 0xFFE17A}, {0xFFF1C9, 0x453B1E, 0xFFF0BF, 0x403000},
        {0xFFE69A, 0x66551F, 0xFFEBA8, 0x4D3B00}},
    {u"green", {0x2E7D4F, 0x6CC795, 0x124C2B, 0x8BEBB4}, {0xDDF2E2, 0x203D2D, 0xD5F5DD, 0x0B3A1F},
        {0xD9F2D0, 0x2C5539, 0xD5F5CB, 0x104526}},
    {u"teal", {0x0F766E, 0x4DB6AC, 0x00504A, 0x7FE3D8}, {0xD6EFEB, 0x1C3B38, 0xCFF2EC, 0x003B36},
        {0xC9EDE7, 0x21544F, 0xC9F2EB, 0x004640}},
    {u"blue", {0x1D6FBF, 0x6FB3F0, 0x003F8A, 0xA9D2FF}, {0xDCEBFA, 0x1F3750, 0xD6E9FF, 0x06305C},
        {0xCFE8FF, 0x264B70, 0xCFE6FF, 0x0A3B70}},
    {u"violet", {0x7C4DBE, 0xB795EC, 0x4A1A8C, 0xD9C2FF}, {0xE9E0F8, 0x382B4D, 0xE8DBFF, 0x33155E},
        {0xE3D6FA, 0x4C3A6B, 0xE3D3FF, 0x3D1B6E}},
    {u"pink", {0xB8336A, 0xF08DB5, 0x7D0C3E, 0xFFB8D4}, {0xFADFEA, 0x4A2637, 0xFFD9E8, 0x540E2D},
        {0xFFD3E3, 0x6B3049, 0xFFD3E4, 0x5E1233}},
    {u"grey", {0x8A8277, 0x8B877F, 0x454545, 0xC9C9C9}, {0xECE8E0, 0x2C2E33, 0xE4E4E4, 0x262626},
        {0xECE8E0, 0x35373D, 0xE8E8E8, 0x262626}},
    {u"white", {0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF}, {0xFFFFFF, 0x1F2126, 0xFFFFFF, 0x0A0A0A},
        {0xFFFFFF, 0x2A2C31, 0xFFFFFF, 0x141414}},
}};

const Hue *hueNamed(QStringView name)
{
    const auto it = std::ranges::find(Hues, name, &Hue::name);
    return it == Hues.end() ? nullptr : &*it;
}

/// "#rrggbb" or "#rrggbbaa".
std::optional<QColor> fromDigits(QStringView name)
{
    if ((name.size() != 7 && name.size() != 9) || name.front() != u'#')
        return std::nullopt;
    bool isNumber = false;
    const uint digits = name.sliced(1).toUInt(&isNumber, 16);
    if (!isNumber || name[1] == u'+' || name[1] == u'-')
        return std::nullopt;
    if (name.size() == 7)
        return QColor::fromRgb(digits);
    return QColor::fromRgba((digits >> 8U) | (digits << 24U));
}

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)}); // by value
    return (lighter + 0.05) / (darker + 0.05);
}

QColor over(const QColor &above, const QColor &below)
{
    const float a = above.alphaF();
    return QColor::fromRgbF(above.redF() * a + below.redF() * (1 - a), above.greenF() * a + below.greenF() * (1 - a),
        above.blueF() * a + below.blueF() * (1 - a));
}

} // namespace

QStringList Palette::names()
{
    QStringList result;
    for (const Hue &hue : Hues)
        result.append(hue.name.toString());
    return result;
}

QColor Palette::stroke(QStringView name) const
{
    if (name == u"none")
        return Qt::transparent;
    if (const auto color = fromDigits(name))
        return *color;
    const Hue *hue = hueNamed(name);
    return QColor::fromRgb((hue ? hue : Hues.data())->stroke[theme()]);
}

QColor Palette::marker(QStringView name) const
{
    struct Marker {
        QStringView name;
        QRgb color;
    };
    // Bright, as ink of markers is: multiplied with a light ground or screened onto a dark one they keep words
    // readable.
    constexpr std::array<Marker, 9> Markers {
        {{u"red", 0xFF7B72}, {u"orange", 0xFFA24A}, {u"yellow", 0xFFD21F}, {u"green", 0x6FDC8C}, {u"teal", 0x3FD5C3},
            {u"blue", 0x62B4FF}, {u"violet", 0xB48CFF}, {u"pink", 0xFF7DB8}, {u"white", 0xFFFFFF}}};
    const auto marker = std::ranges::find(Markers, name, &Marker::name);
    return marker == Markers.end() ? stroke(name) : QColor::fromRgb(marker->color);
}

QColor Palette::fill(QStringView name) const
{
    if (name == u"none" || name.isEmpty())
        return Qt::transparent;
    if (const auto color = fromDigits(name))
        return *color;
    const Hue *hue = hueNamed(name);
    return QColor::fromRgb((hue ? hue : Hues.data())->fill[theme()]);
}

QColor Palette::note(QStringView name) const
{
    if (const auto color = fromDigits(name))
        return *color;
    const Hue *hue = hueNamed(name == u"none" || name.isEmpty() ? u"yellow" : name);
    return QColor::fromRgb((hue ? hue : Hues.data())->note[theme()]);
}

QColor Palette::inkOn(const QColor &below, QStringView name) const
{
    const QColor on = below.alpha() < 255 ? over(below, ground()) : below;
    const QColor wanted = stroke(name);
    const double enough = highContrast ? 7 : 3; // WCAG 2.1 AAA for words; 3 is what large words and lines must have
    if (wanted.alpha() > 0 && contrast(over(wanted, on), on) >= enough)
        return wanted;
    const QColor darkInk = QColor::fromRgb(Hues[0].stroke[highContrast ? 2 : 0]);
    const QColor lightInk = QColor::fromRgb(Hues[0].stroke[highContrast ? 3 : 1]);
    return contrast(darkInk, on) >= contrast(lightInk, on) ? darkInk : lightInk;
}

QColor Palette::ground() const
{
    constexpr std::array<QRgb, 4> Grounds {0xFDFCFA, 0x17181B, 0xFFFFFF, 0x000000};
    return QColor::fromRgb(Grounds[theme()]);
}

QColor Palette::dot() const
{
    constexpr std::array<QRgb, 4> Dots {0xE2DDD4, 0x34363D, 0x9A9A9A, 0x6E6E6E};
    return QColor::fromRgb(Dots[theme()]);
}

QColor Palette::quiet() const
{
    constexpr std::array<QRgb, 4> Quiet {0x8A8277, 0x8B877F, 0x454545, 0xC9C9C9};
    return QColor::fromRgb(Quiet[theme()]);
}

QColor Palette::shadow() const
{
    return dark ? QColor(0, 0, 0, 110) : QColor(42, 33, 24, 38);
}

QColor Palette::accent() const
{
    constexpr std::array<QRgb, 4> Accents {0x0F766E, 0x4DB6AC, 0x00504A, 0x7FE3D8};
    return QColor::fromRgb(Accents[theme()]);
}

std::size_t Palette::theme() const
{
    return (highContrast ? 2U : 0U) + (dark ? 1U : 0U);
}

} // namespace coterie::drawing
