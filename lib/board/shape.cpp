#include "board/shape.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace coterie::board {

namespace {

constexpr std::array<QStringView, 12> TypeNames {u"pen", u"highlighter", u"line", u"arrow", u"rectangle", u"ellipse",
    u"diamond", u"text", u"note", u"image", u"frame", u"unknown"};
constexpr std::array<QStringView, 3> DashNames {u"solid", u"dashed", u"dotted"};
constexpr std::array<QStringView, 3> AlignNames {u"left", u"center", u"right"};
constexpr std::array<QStringView, 5> HeadNames {u"none", u"arrow", u"triangle", u"dot", u"bar"};
constexpr std::array<QStringView, 3> RouteNames {u"straight", u"curved", u"elbow"};

template <typename Enum, std::size_t N>
Enum fromWire(const std::array<QStringView, N> &names, QStringView name, Enum otherwise)
{
    const auto it = std::ranges::find(names, name);
    return it == names.end() ? otherwise : static_cast<Enum>(it - names.begin());
}

template <typename Enum, std::size_t N>
QString wireName(const std::array<QStringView, N> &names, Enum value)
{
    return names[static_cast<std::size_t>(value)].toString();
}

QPointF turned(QPointF point, QPointF around, double degrees)
{
    if (degrees == 0)
        return point;
    const double angle = degrees * std::numbers::pi / 180;
    const QPointF from = point - around;
    return around
        + QPointF(from.x() * std::cos(angle) - from.y() * std::sin(angle),
            from.x() * std::sin(angle) + from.y() * std::cos(angle));
}

/// How many rows the text takes and how wide the widest is, in units of the font size, guessed: letters are half as
/// wide as they are high, those of East Asia and signs as wide.
struct Words {
    double rows = 0;
    double widest = 0;
};

Words guessWords(const QString &text, double width)
{
    constexpr char16_t firstWide = 0x1100; // Hangul; from there on most are
    constexpr double narrow = 6; // so few letters a row leave much of it empty
    Words words;
    double row = 0;
    const auto endRow = [&] {
        words.widest = std::max(words.widest, row);
        words.rows += std::max(1.0, std::ceil(row / width));
        row = 0;
    };
    for (const QChar letter : text) {
        if (letter == u'\n')
            endRow();
        else
            row += letter.unicode() >= firstWide ? 1 : width < narrow ? 0.8 : 0.5;
    }
    endRow();
    return words;
}

/// A box and the words that do not fit into it. Words that were given room by who wrote them need none here.
QRectF withWords(const QRectF &box, const Shape &shape)
{
    constexpr double spacing = 1.4; // of rows, in font sizes
    constexpr double generous = 1.3; // of what is only guessed
    const double size = shape.style.fontSize;
    const bool isAround = isConnector(shape.type);
    const bool isOneRow = isAround || shape.type == ShapeType::Frame || (shape.type == ShapeType::Text && shape.w <= 0);
    if (isStroke(shape.type) || shape.type == ShapeType::Image)
        return box;
    const bool isNarrow = shape.type == ShapeType::Ellipse || shape.type == ShapeType::Diamond;
    constexpr double inset = 14; // of words in a box at most
    const double inner =
        shape.type == ShapeType::Text ? box.width() : box.width() - 2 * std::min(inset, box.width() / 4);
    const double room = std::max(isNarrow ? box.width() * 0.5 : inner, size / 2) / size;
    const Words words = guessWords(shape.text, isOneRow ? 1e9 : room);
    const double high = words.rows * spacing * size;
    const double wide = isOneRow ? words.widest * size : size;
    const double missingHeight = isAround ? high : std::max(0.0, high - box.height() * (isNarrow ? 0.7 : 1));
    const double missingWidth = isAround ? wide
        : shape.type == ShapeType::Frame ? 0
                                         : std::max(0.0, wide - box.width());
    const double down = missingHeight > 0 ? missingHeight * generous + size : 0;
    const double across = missingWidth > 0 ? missingWidth * generous + size : 0;
    return box.adjusted(-across, -down, across, down);
}

} // namespace

bool Shape::operator==(const Shape &other) const
{
    const bool samePoints = points == other.points || (points && other.points && *points == *other.points);
    return samePoints && id == other.id && type == other.type && typeName == other.typeName && page == other.page
        && x == other.x && y == other.y && w == other.w && h == other.h && rotation == other.rotation
        && text == other.text && image == other.image && style == other.style && z == other.z && by == other.by
        && frame == other.frame && groups == other.groups && locked == other.locked && start == other.start
        && end == other.end;
}

bool isStroke(ShapeType type)
{
    return type == ShapeType::Pen || type == ShapeType::Highlighter;
}

bool isConnector(ShapeType type)
{
    return type == ShapeType::Line || type == ShapeType::Arrow;
}

bool isBehind(const Shape &a, const Shape &b)
{
    return a.z != b.z ? a.z < b.z : a.id < b.id;
}

QRectF boundsOf(const Points &points)
{
    if (points.empty())
        return {};
    const auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
    return {QPointF(left.x, top.y), QPointF(right.x, bottom.y)};
}

QPointF toBoard(const Shape &shape, QPointF inBox)
{
    return turned(inBox, shape.centre(), shape.rotation);
}

QPointF toBox(const Shape &shape, QPointF onBoard)
{
    return turned(onBoard, shape.centre(), -shape.rotation);
}

Points pointsOnBoard(const Shape &shape)
{
    if (!shape.points)
        return {};
    Points result = *shape.points;
    const QRectF own = boundsOf(result);
    const double scaleX = own.width() > 0 ? shape.w / own.width() : 1;
    const double scaleY = own.height() > 0 ? shape.h / own.height() : 1;
    const double angle = shape.rotation * std::numbers::pi / 180;
    const double cosine = shape.rotation == 0 ? 1 : std::cos(angle);
    const double sine = shape.rotation == 0 ? 0 : std::sin(angle);
    const QPointF centre = shape.centre();
    for (Point &point : result) {
        const double x = shape.x + (double(point.x) - own.left()) * scaleX - centre.x();
        const double y = shape.y + (double(point.y) - own.top()) * scaleY - centre.y();
        point.x = static_cast<float>(centre.x() + x * cosine - y * sine);
        point.y = static_cast<float>(centre.y() + x * sine + y * cosine);
    }
    return result;
}

QRectF paintedBounds(const Shape &shape)
{
    QRectF box = shape.box();
    if (!shape.text.isEmpty())
        box = withWords(box, shape);
    if (shape.type == ShapeType::Frame)
        box.adjust(0, -shape.style.fontSize * 2, 0, 0); // its name
    if (isConnector(shape.type) && shape.style.route == Route::Curved && shape.points && shape.points->size() > 2) {
        const double swing = std::max(box.width(), box.height()) / 4; // a smooth way swings out at its vertices
        box.adjust(-swing, -swing, swing, swing);
    }
    QRectF bounds = box;
    if (shape.rotation != 0) {
        const std::array corners {toBoard(shape, box.topLeft()), toBoard(shape, box.topRight()),
            toBoard(shape, box.bottomLeft()), toBoard(shape, box.bottomRight())};
        const auto [left, right] = std::ranges::minmax(corners, {}, [](QPointF point) { return point.x(); });
        const auto [top, bottom] = std::ranges::minmax(corners, {}, [](QPointF point) { return point.y(); });
        bounds = QRectF(QPointF(left.x(), top.y()), QPointF(right.x(), bottom.y()));
    }
    const double shadow = shape.type == ShapeType::Note ? 10 : 0;
    const double around = isConnector(shape.type) ? shape.style.width * 5 + 8 : shape.style.width * 1.5 + 2 + shadow;
    return bounds.adjusted(-around, -around, around, around);
}

ShapeId newShapeId()
{
    constexpr QStringView Letters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    QString id(12, Qt::Uninitialized);
    quint64 bits = 0;
    for (qsizetype i = 0; i < id.size(); ++i) {
        if (i % 10 == 0)
            bits = QRandomGenerator::global()->generate64();
        id[i] = Letters[static_cast<qsizetype>(bits & 63U)];
        bits >>= 6U;
    }
    return ShapeId(id);
}

QString toWire(ShapeType type)
{
    return wireName(TypeNames, type);
}

ShapeType shapeTypeFromWire(QStringView name)
{
    return fromWire(TypeNames, name, ShapeType::Unknown);
}

QString toWire(Dash dash)
{
    return wireName(DashNames, dash);
}

Dash dashFromWire(QStringView name)
{
    return fromWire(DashNames, name, Dash::Solid);
}

QString toWire(Align align)
{
    return wireName(AlignNames, align);
}

Align alignFromWire(QStringView name)
{
    return fromWire(AlignNames, name, Align::Centre);
}

QString toWire(Head head)
{
    return wireName(HeadNames, head);
}

Head headFromWire(QStringView name)
{
    return fromWire(HeadNames, name, Head::None);
}

QString toWire(Route route)
{
    return wireName(RouteNames, route);
}

Route routeFromWire(QStringView name)
{
    return fromWire(RouteNames, name, Route::Straight);
}

} // namespace coterie::board
