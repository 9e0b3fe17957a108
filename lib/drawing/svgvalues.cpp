#include "drawing/svgvalues.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace coterie::drawing::svg {

using namespace Qt::StringLiterals;

namespace {

constexpr double farthest = 1e7;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

} // namespace

void Scanner::skipSpace()
{
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
}

bool Scanner::isAtEnd()
{
    skipSpace();
    return m_at >= m_text.size();
}

bool Scanner::take(QChar c)
{
    skipSpace();
    if (m_at >= m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

std::optional<double> Scanner::number()
{
    static_cast<void>(take(u','));
    skipSpace();
    const qsizetype begin = m_at;
    qsizetype at = m_at;
    const auto digits = [&] {
        const qsizetype first = at;
        while (at < m_text.size() && isDigit(m_text[at]))
            ++at;
        return at > first;
    };
    if (at < m_text.size() && (m_text[at] == u'+' || m_text[at] == u'-'))
        ++at;
    bool hasDigits = digits();
    if (at < m_text.size() && m_text[at] == u'.') {
        ++at;
        hasDigits = digits() || hasDigits;
    }
    if (!hasDigits)
        return std::nullopt;
    const qsizetype mantissaEnd = at;
    if (at < m_text.size() && (m_text[at] == u'e' || m_text[at] == u'E')) {
        ++at;
        if (at < m_text.size() && (m_text[at] == u'+' || m_text[at] == u'-'))
            ++at;
        if (!digits())
            at = mantissaEnd; // "1em": a length
    }
    m_at = at;
    const double value = m_text.sliced(begin, at - begin).toDouble();
    return std::isfinite(value) ? std::optional(std::clamp(value, -farthest, farthest)) : std::nullopt;
}

std::optional<bool> Scanner::flag()
{
    static_cast<void>(take(u','));
    if (take(u'0'))
        return false;
    return take(u'1') ? std::optional(true) : std::nullopt;
}

std::optional<QChar> Scanner::letter()
{
    skipSpace();
    if (m_at >= m_text.size() || !isLetter(m_text[m_at]))
        return std::nullopt;
    return m_text[m_at++];
}

QStringView Scanner::word()
{
    static_cast<void>(take(u','));
    skipSpace();
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && isLetter(m_text[m_at]))
        ++m_at;
    return m_text.sliced(begin, m_at - begin);
}

std::optional<double> length(QStringView text, double whole)
{
    Scanner in(text);
    const auto value = in.number();
    if (!value)
        return std::nullopt;
    if (in.take(u'%'))
        return *value * whole / 100;
    struct Unit {
        QStringView name;
        double pixels;
    };
    static constexpr std::array units {Unit {u"mm", 96 / 25.4}, Unit {u"cm", 96 / 2.54}, Unit {u"in", 96},
        Unit {u"pt", 96.0 / 72}, Unit {u"pc", 16}, Unit {u"em", 16}, Unit {u"rem", 16}, Unit {u"ex", 8}};
    const auto it = std::ranges::find(units, in.word(), &Unit::name);
    return it == units.end() ? *value : *value * it->pixels;
}

std::vector<double> numbers(QStringView text, std::size_t most)
{
    std::vector<double> values;
    Scanner in(text);
    while (values.size() < most) {
        const auto value = in.number();
        if (!value)
            break;
        values.push_back(*value);
    }
    return values;
}

QTransform transform(QStringView text)
{
    constexpr int mostSteps = 32;
    QTransform result;
    Scanner in(text);
    for (int step = 0; step < mostSteps && !in.isAtEnd(); ++step) {
        const QStringView name = in.word();
        if (name.isEmpty() || !in.take(u'('))
            break;
        std::vector<double> v;
        while (v.size() < 6) {
            const auto value = in.number();
            if (!value)
                break;
            v.push_back(*value);
        }
        if (!in.take(u')') || v.empty())
            break;
        const auto at = [&v](std::size_t i, double otherwise) { return i < v.size() ? v[i] : otherwise; };
        QTransform one;
        if (name == "matrix"_L1 && v.size() == 6)
            one = QTransform(v[0], v[1], v[2], v[3], v[4], v[5]);
        else if (name == "translate"_L1)
            one.translate(v[0], at(1, 0));
        else if (name == "scale"_L1)
            one.scale(v[0], at(1, v[0]));
        else if (name == "rotate"_L1)
            one.translate(at(1, 0), at(2, 0)).rotate(v[0]).translate(-at(1, 0), -at(2, 0));
        else if (name == "skewX"_L1)
            one.shear(std::tan(v[0] * std::numbers::pi / 180), 0);
        else if (name == "skewY"_L1)
            one.shear(0, std::tan(v[0] * std::numbers::pi / 180));
        result = one * result;
    }
    return result;
}

namespace {

/// Builds a path from its commands.
class PathReader
{
public:
    PathReader(QStringView data, int mostElements) : m_in(data), m_most(mostElements) { }

    QPainterPath read()
    {
        char16_t command = 0;
        while (!m_in.isAtEnd() && m_path.elementCount() < m_most) {
            if (const auto letter = m_in.letter())
                command = letter->unicode();
            else if (command == 0 || command == u'Z' || command == u'z')
                break;
            if (!step(command))
                break;
            if (command == u'M')
                command = u'L'; // further pairs are lines
            else if (command == u'm')
                command = u'l';
        }
        return m_path;
    }

private:
    [[nodiscard]] bool step(char16_t command)
    {
        const bool isRelative = command >= u'a';
        const QPointF from = isRelative ? m_at : QPointF();
        switch (isRelative ? static_cast<char16_t>(command - u'a' + u'A') : command) {
        case u'M': return moveTo(from);
        case u'L': return lineTo(point(from));
        case u'H': return level(from);
        case u'V': return upright(from);
        case u'C': return cubic(point(from), from);
        case u'S': return cubic(m_lastKind == u'C' ? 2 * m_at - m_control : m_at, from);
        case u'Q': return quadratic(point(from), from);
        case u'T': return quadratic(m_lastKind == u'Q' ? 2 * m_at - m_control : m_at, from);
        case u'A': return arc(from);
        case u'Z':
            m_path.closeSubpath();
            m_at = m_begin;
            m_lastKind = u'Z';
            return true;
        default: return false;
        }
    }

    std::optional<QPointF> point(QPointF from)
    {
        const auto x = m_in.number();
        const auto y = x ? m_in.number() : std::nullopt;
        return y ? std::optional(from + QPointF(*x, *y)) : std::nullopt;
    }
    bool moveTo(QPointF from)
    {
        const auto to = point(from);
        if (!to)
            return false;
        m_path.moveTo(*to);
        m_begin = *to;
        return arrive(*to, u'M');
    }
    bool lineTo(const std::optional<QPointF> &to)
    {
        if (!to)
            return false;
        begin();
        m_path.lineTo(*to);
        return arrive(*to, u'L');
    }
    bool level(QPointF from)
    {
        const auto x = m_in.number();
        return x && lineTo(QPointF(from.x() + *x, m_at.y()));
    }
    bool upright(QPointF from)
    {
        const auto y = m_in.number();
        return y && lineTo(QPointF(m_at.x(), from.y() + *y));
    }
    bool cubic(const std::optional<QPointF> &first, QPointF from)
    {
        const auto second = first ? point(from) : std::nullopt;
        const auto to = second ? point(from) : std::nullopt;
        if (!to)
            return false;
        begin();
        m_path.cubicTo(*first, *second, *to);
        m_control = *second;
        return arrive(*to, u'C');
    }
    bool quadratic(const std::optional<QPointF> &control, QPointF from)
    {
        const auto to = control ? point(from) : std::nullopt;
        if (!to)
            return false;
        begin();
        m_path.quadTo(*control, *to);
        m_control = *control;
        return arrive(*to, u'Q');
    }
    bool arc(QPointF from)
    {
        const auto rx = m_in.number();
        const auto ry = rx ? m_in.number() : std::nullopt;
        const auto turn = ry ? m_in.number() : std::nullopt;
        const auto isLarge = turn ? m_in.flag() : std::nullopt;
        const auto isSweep = isLarge ? m_in.flag() : std::nullopt;
        const auto to = isSweep ? point(from) : std::nullopt;
        if (!to)
            return false;
        begin();
        arcTo(std::abs(*rx), std::abs(*ry), *turn * std::numbers::pi / 180, *isLarge, *isSweep, *to);
        return arrive(*to, u'A');
    }
    /// From end points to a centre (SVG 1.1, appendix F.6.5), as cubic curves of at most a quarter of a turn.
    void arcTo(double rx, double ry, double turn, bool isLarge, bool isSweep, QPointF to)
    {
        if (rx == 0 || ry == 0 || to == m_at) {
            m_path.lineTo(to);
            return;
        }
        const double cosine = std::cos(turn);
        const double sine = std::sin(turn);
        const QPointF half = (m_at - to) / 2;
        const QPointF p(cosine * half.x() + sine * half.y(), -sine * half.x() + cosine * half.y());
        const double reach = std::hypot(p.x() / rx, p.y() / ry);
        if (reach > 1) {
            rx *= reach;
            ry *= reach;
        }
        const double d = std::pow(rx * p.y(), 2) + std::pow(ry * p.x(), 2);
        const double root = std::sqrt(std::max(0.0, std::pow(rx * ry, 2) / d - 1)) * (isLarge == isSweep ? -1 : 1);
        const QPointF c(root * rx * p.y() / ry, -root * ry * p.x() / rx);
        const QPointF centre = QPointF(cosine * c.x() - sine * c.y(), sine * c.x() + cosine * c.y()) + (m_at + to) / 2;
        const double first = std::atan2((p.y() - c.y()) / ry, (p.x() - c.x()) / rx);
        double sweep = std::atan2((-p.y() - c.y()) / ry, (-p.x() - c.x()) / rx) - first;
        constexpr double whole = 2 * std::numbers::pi;
        if (isSweep && sweep < 0)
            sweep += whole;
        else if (!isSweep && sweep > 0)
            sweep -= whole;
        const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(sweep) / (std::numbers::pi / 2) - 1e-9)));
        const double step = sweep / pieces;
        const double handle = 4.0 / 3 * std::tan(step / 4);
        const QTransform place(cosine * rx, sine * rx, -sine * ry, cosine * ry, centre.x(), centre.y());
        for (int i = 0; i < pieces; ++i) {
            const double a = first + step * i;
            const double b = a + step;
            const QPointF begins(std::cos(a), std::sin(a));
            const QPointF ends(std::cos(b), std::sin(b));
            m_path.cubicTo(place.map(begins + handle * QPointF(-begins.y(), begins.x())),
                place.map(ends - handle * QPointF(-ends.y(), ends.x())), i + 1 == pieces ? to : place.map(ends));
        }
    }
    bool arrive(QPointF to, char16_t kind)
    {
        m_at = to;
        m_lastKind = kind;
        return true;
    }
    void begin()
    {
        if (m_path.elementCount() == 0 || m_lastKind == u'Z')
            m_path.moveTo(m_at);
    }

    Scanner m_in;
    int m_most;
    QPainterPath m_path;
    QPointF m_at;
    QPointF m_begin;
    QPointF m_control;
    char16_t m_lastKind = 0;
};

} // namespace

QPainterPath path(QStringView data, int mostElements)
{
    return PathReader(data, mostElements).read();
}

} // namespace coterie::drawing::svg
