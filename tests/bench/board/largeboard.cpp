#include "largeboard.h"

#include "board/boardcodec.h"
#include "board/outline.h"
#include "crdt/doc.h"

#include <QRandomGenerator>

#include <cmath>

using namespace Qt::StringLiterals;

namespace coterie::bench {

namespace {

constexpr double wide = 24'000; // board units: a wall of about 20 x 15 screens
constexpr double high = 14'000;
constexpr int strokes = 16'000;

board::Shape boxAt(QRandomGenerator &random, board::ShapeType type)
{
    const QStringList colors {u"ink"_s, u"blue"_s, u"green"_s, u"yellow"_s, u"pink"_s, u"violet"_s, u"orange"_s};
    board::Shape shape;
    shape.type = type;
    shape.x = random.bounded(wide);
    shape.y = random.bounded(high);
    shape.w = 120 + random.bounded(160);
    shape.h = 80 + random.bounded(80);
    shape.text = u"Show a teammate's cursor at once"_s;
    shape.style.fill = colors[random.bounded(int(colors.size()))];
    shape.style.align = type == board::ShapeType::Note ? board::Align::Left : board::Align::Centre;
    return shape;
}

} // namespace

board::Points scribble(QPointF from, int count, double step, quint32 seed)
{
    QRandomGenerator random(seed);
    board::Points points;
    double angle = random.bounded(6.28);
    double turn = 0;
    QPointF at = from;
    for (int i = 0; i < count; ++i) {
        points.push_back({float(at.x()), float(at.y()), float(0.35 + 0.3 * std::sin(i / 9.0))});
        turn = turn * 0.9 + (random.bounded(1.0) - 0.5) * 0.25;
        angle += turn;
        at += step * QPointF(std::cos(angle), std::sin(angle));
    }
    return points;
}

QList<board::Shape> largeBoard()
{
    constexpr int pointsEach = boardPoints / strokes;
    QRandomGenerator random(1);
    const QStringList colors {u"ink"_s, u"blue"_s, u"red"_s, u"pink"_s, u"green"_s};
    QList<board::Shape> shapes;
    shapes.reserve(boardShapes);
    for (int i = 0; i < strokes; ++i) {
        board::Shape stroke;
        stroke.type = i % 20 == 0 ? board::ShapeType::Highlighter : board::ShapeType::Pen;
        stroke.style.stroke = colors[random.bounded(int(colors.size()))];
        stroke.style.width = stroke.type == board::ShapeType::Pen ? 2 + random.bounded(4) : 18;
        const QPointF from(random.bounded(wide), random.bounded(high));
        board::setPointsOnBoard(stroke, scribble(from, pointsEach, 3.5, quint32(i)));
        shapes.append(stroke);
    }
    for (int i = 0; i < (boardShapes - strokes) / 4; ++i) {
        shapes.append(boxAt(random, board::ShapeType::Note));
        shapes.append(boxAt(random, board::ShapeType::Rectangle));
        shapes.append(boxAt(random, board::ShapeType::Ellipse));
        board::Shape arrow;
        arrow.type = board::ShapeType::Arrow;
        arrow.style.endHead = board::Head::Arrow;
        const QPointF from(random.bounded(wide), random.bounded(high));
        board::setPointsOnBoard(arrow,
            {{float(from.x()), float(from.y())},
                {float(from.x() + 60 + random.bounded(200)), float(from.y() + random.bounded(160))}});
        shapes.append(arrow);
    }
    return shapes;
}

QByteArray largeBoardState()
{
    crdt::Doc doc;
    board::addShapes(doc, largeBoard());
    const auto bytes = doc.encodeStateAsUpdate();
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

} // namespace coterie::bench
