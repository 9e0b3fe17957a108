#include "largeboard.h"

#include "board/boardcodec.h"
#include "board/order.h"
#include "board/outline.h"
#include "crdt/doc.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coterie::bench {

namespace {

constexpr double Side = 40'000; // of the board
constexpr std::array<const char16_t *, 6> Colours {u"ink", u"red", u"blue", u"green", u"violet", u"teal"};

double within(std::mt19937 &random, double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(random);
}

/// Where the next shape goes: people draw in clusters.
struct Place {
    double x = 0;
    double y = 0;
};

Place nextPlace(std::mt19937 &random, const Place &last, int number)
{
    constexpr int Cluster = 50;
    if (number % Cluster == 0)
        return {within(random, 0, Side), within(random, 0, Side)};
    return {last.x + within(random, -400, 500), last.y + within(random, -400, 500)};
}

board::Shape boxAt(std::mt19937 &random, const Place &place, int number)
{
    constexpr std::array Types {board::ShapeType::Rectangle, board::ShapeType::Ellipse, board::ShapeType::Note,
        board::ShapeType::Diamond, board::ShapeType::Text};
    board::Shape shape;
    shape.type = Types[static_cast<std::size_t>(number) % Types.size()];
    shape.x = place.x;
    shape.y = place.y;
    shape.w = within(random, 60, 260);
    shape.h = within(random, 40, 200);
    shape.style.fill = shape.type == board::ShapeType::Note ? u"yellow"_s : u"none"_s;
    shape.text = number % 3 == 0 ? u"A thought worth keeping, number %1"_s.arg(number) : QString();
    return shape;
}

} // namespace

board::Points handStroke(std::mt19937 &random, int points, bool hasPressure)
{
    board::Points stroke;
    double x = 0;
    double y = 0;
    double angle = within(random, 0, 6.3);
    double speed = within(random, 1, 5);
    for (int i = 0; i < points; ++i) {
        const double along = double(i) / std::max(points - 1, 1);
        const double pressure = hasPressure ? 0.25 + 0.6 * std::sin(along * 3.14159) : 0.5;
        stroke.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(pressure)});
        angle += within(random, -0.35, 0.35);
        speed = std::clamp(speed + within(random, -0.5, 0.5), 0.6, 6.0);
        x += std::cos(angle) * speed;
        y += std::sin(angle) * speed;
    }
    return stroke;
}

QList<board::Shape> largeBoard(int shapes, int points)
{
    std::mt19937 random(7);
    const int strokes = shapes * 6 / 10;
    QList<board::Shape> list;
    QList<board::ShapeId> boxes;
    const QList<QString> keys = board::keysBetween({}, {}, shapes, 4711);
    Place place;
    for (int i = 0; i < shapes; ++i) {
        board::Shape shape;
        place = nextPlace(random, place, i);
        if (i % 10 < 6) {
            shape.type = board::ShapeType::Pen;
            board::Points stroke = handStroke(random, points / strokes, i % 3 == 0);
            for (board::Point &point : stroke) {
                point.x += static_cast<float>(place.x);
                point.y += static_cast<float>(place.y);
            }
            board::setPointsOnBoard(shape, std::move(stroke));
        } else if (i % 10 < 9 || boxes.size() < 2) {
            shape = boxAt(random, place, i);
        } else {
            shape.type = board::ShapeType::Arrow;
            shape.style.endHead = board::Head::Arrow;
            board::setPointsOnBoard(shape, {{0, 0, 0.5F}, {100, 50, 0.5F}});
            shape.start = board::Binding {boxes[boxes.size() - 1], 0.5, 0.5};
            shape.end = board::Binding {boxes[boxes.size() - 2], 0.5, 0.5};
        }
        shape.id = board::newShapeId();
        shape.style.stroke = QString::fromUtf16(Colours[static_cast<std::size_t>(i) % Colours.size()]);
        shape.z = keys[i];
        shape.by = u"u%1"_s.arg(i % 12);
        if (!isStroke(shape.type) && !isConnector(shape.type))
            boxes.append(shape.id);
        list.append(shape);
    }
    return list;
}

QByteArray stateOf(const QList<board::Shape> &shapes)
{
    constexpr qsizetype AtOnce = 500;
    crdt::Doc doc;
    for (qsizetype at = 0; at < shapes.size(); at += AtOnce) {
        doc.setClientId(static_cast<crdt::ClientId>(1000 + (at / AtOnce) % 12));
        doc.transact([&] {
            crdt::Map map = doc.map(board::shapesRoot);
            for (const board::Shape &shape : shapes.mid(at, AtOnce)) {
                const QStringView id = shape.id.value();
                const auto made = map.setType(
                    std::u16string_view(id.utf16(), static_cast<std::size_t>(id.size())), crdt::TypeKind::Map);
                if (!made)
                    continue;
                crdt::Map entries(*made);
                board::writeShape(entries, shape, nullptr);
            }
        });
    }
    const crdt::Bytes state = doc.encodeStateAsUpdate();
    return {reinterpret_cast<const char *>(state.data()), std::ssize(state)};
}

} // namespace coterie::bench
