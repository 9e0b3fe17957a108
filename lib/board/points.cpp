#include "board/points.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::board {

namespace {

constexpr double UnitsPerStep = 16;
constexpr int PressureSteps = 24;
constexpr int BitsPerLetter = 5;
constexpr int MostShift = 30; // seven letters would leave 32 bits
constexpr qint64 Farthest = 160'000'000; // 10^7 units

constexpr std::u16string_view NumberLetters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::u16string_view PressureLetters = u"!#$%'()*+,./:;=>?@[]^{|}~";
static_assert(NumberLetters.size() == 64 && PressureLetters.size() == PressureSteps + 1);

constexpr int NoLetter = -1;
constexpr int FirstPressure = 64;

constexpr auto LetterValues = [] {
    std::array<qint8, 128> values {};
    values.fill(NoLetter);
    for (std::size_t i = 0; i < NumberLetters.size(); ++i)
        values[NumberLetters[i]] = static_cast<qint8>(i);
    for (std::size_t i = 0; i < PressureLetters.size(); ++i)
        values[PressureLetters[i]] = static_cast<qint8>(FirstPressure + i);
    return values;
}();

int steps(float units)
{
    const double value = std::isfinite(units) ? std::round(double(units) * UnitsPerStep) : 0;
    return static_cast<int>(std::clamp<double>(value, -double(Farthest), double(Farthest)));
}

void append(QString &text, int value)
{
    auto rest = (static_cast<quint32>(value) << 1U) ^ static_cast<quint32>(value >> 31);
    for (; rest >= 32; rest >>= BitsPerLetter)
        text += QChar(NumberLetters[(rest & 31U) | 32U]);
    text += QChar(NumberLetters[rest]);
}

} // namespace

QString PointWriter::write(const Points &points)
{
    QString text;
    text.reserve(static_cast<qsizetype>(points.size()) * 5);
    for (const Point &point : points) {
        const float given = std::isfinite(point.pressure) ? std::clamp(point.pressure, 0.0F, 1.0F) : 0.5F;
        const int pressure = static_cast<int>(std::lround(given * PressureSteps));
        if (std::exchange(m_pressure, pressure) != pressure)
            text += QChar(PressureLetters[static_cast<std::size_t>(pressure)]);
        const int x = steps(point.x);
        const int y = steps(point.y);
        append(text, x - std::exchange(m_x, x));
        append(text, y - std::exchange(m_y, y));
    }
    return text;
}

/// The number is whole: it is one half of a point. False: too far away or one too many.
bool PointReader::takeNumber(Points &points)
{
    const qint64 delta = static_cast<qint64>(m_number >> 1U) ^ -static_cast<qint64>(m_number & 1U);
    m_number = 0;
    m_shift = 0;
    if (!std::exchange(m_hasDx, !m_hasDx)) {
        m_dx = delta;
        return true;
    }
    m_x += m_dx;
    m_y += delta;
    if (std::abs(m_x) > Farthest || std::abs(m_y) > Farthest || std::ssize(points) >= maxPoints)
        return false;
    constexpr float UnitsPerNumber = 1 / static_cast<float>(UnitsPerStep); // a power of two: exact
    points.push_back({.x = static_cast<float>(m_x) * UnitsPerNumber,
        .y = static_cast<float>(m_y) * UnitsPerNumber,
        .pressure = static_cast<float>(m_pressure) / PressureSteps});
    return true;
}

void PointReader::read(QStringView text, Points &points)
{
    if (m_isBroken)
        return;
    for (const QChar letter : text) {
        const int value = letter.unicode() < LetterValues.size() ? LetterValues[letter.unicode()] : NoLetter;
        const bool isPressure = value >= FirstPressure;
        m_isBroken = value == NoLetter || (isPressure ? m_hasDx || m_shift > 0 : m_shift > MostShift);
        if (m_isBroken)
            return;
        if (isPressure) {
            m_pressure = value - FirstPressure;
            continue;
        }
        m_number |= static_cast<quint32>(value & 31) << static_cast<unsigned>(m_shift);
        m_shift += BitsPerLetter;
        if (value < 32 && !takeNumber(points)) {
            m_isBroken = true;
            return;
        }
    }
}

Points pointsFromText(QStringView text)
{
    const auto numbers = std::ranges::count_if(text, [](QChar letter) {
        const int value = letter.unicode() < LetterValues.size() ? LetterValues[letter.unicode()] : NoLetter;
        return value >= 0 && value < 32; // the last letter of a number
    });
    Points points;
    points.reserve(static_cast<std::size_t>(std::min<qsizetype>(numbers / 2, maxPoints)));
    PointReader().read(text, points);
    return points;
}

} // namespace coterie::board
