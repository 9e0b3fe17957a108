#pragma once

#include "board/outline.h"
#include "board/shape.h"
#include "drawing/palette.h"

#include <QRandomGenerator>

#include <array>
#include <cmath>

/// Shapes to be looked at.
namespace coterie::testing {

inline board::Shape box(board::ShapeType type, const QRectF &place, const QString &text = {})
{
    board::Shape shape;
    shape.type = type;
    shape.x = place.x();
    shape.y = place.y();
    shape.w = place.width();
    shape.h = place.height();
    shape.text = text;
    return shape;
}

inline board::Points wave(QPointF from, double length, double height)
{
    board::Points points;
    for (int i = 0; i <= 60; ++i)
        points.push_back({float(from.x() + length * i / 60), float(from.y() + height * std::sin(i / 8.0)), 0.5F});
    return points;
}

inline board::Shape arrow(QPointF from, QPointF to, board::Route route)
{
    board::Shape shape = box(board::ShapeType::Arrow, {});
    shape.style.endHead = board::Head::Arrow;
    shape.style.route = route;
    board::Points points {{float(from.x()), float(from.y())}, {float(to.x()), float(to.y())}};
    if (route == board::Route::Curved)
        points.insert(
            points.begin() + 1, {{float(from.x() + 30), float(from.y() - 4)}, {float(to.x() - 30), float(to.y() + 4)}});
    board::setPointsOnBoard(shape, points);
    return shape;
}

inline QList<board::Shape> designBoard()
{
    const auto note = [](QPointF at, const QString &color, const QString &text) {
        board::Shape shape = box(board::ShapeType::Note, {at, QSizeF(150, 130)}, text);
        shape.style.fill = color;
        shape.style.align = board::Align::Left;
        shape.style.fontSize = 14;
        return shape;
    };
    QList<board::Shape> shapes {box(board::ShapeType::Rectangle, {90, 120, 190, 110}, QStringLiteral("Welcome")),
        box(board::ShapeType::Rectangle, {400, 120, 190, 110}, QStringLiteral("Host or join")),
        box(board::ShapeType::Rectangle, {690, 120, 200, 110}, QStringLiteral("First message")),
        note({120, 300}, QStringLiteral("yellow"), QStringLiteral("One sentence, one button.")),
        note({300, 320}, QStringLiteral("blue"), QStringLiteral("Skip accounts on your own machine")),
        note({500, 300}, QStringLiteral("green"), QStringLiteral("Show a teammate’s cursor at once")),
        arrow({284, 175}, {396, 177}, board::Route::Curved), arrow({594, 175}, {686, 175}, board::Route::Straight)};
    board::Shape pen = box(board::ShapeType::Pen, {});
    pen.style.stroke = QStringLiteral("pink");
    pen.style.width = 4;
    board::Points points;
    for (int i = 0; i <= 60; ++i) {
        const double t = i / 60.0;
        points.push_back(
            {float(700 + 140 * t + 30 * std::sin(t * 9)), float(380 - 60 * std::cos(t * 7) + 40 * t), 0.5F});
    }
    board::setPointsOnBoard(pen, points);
    shapes.append(pen);
    board::Shape marker = box(board::ShapeType::Highlighter, {});
    marker.style.stroke = QStringLiteral("yellow");
    marker.style.width = 18;
    board::setPointsOnBoard(marker, {{430, 178}, {480, 176}, {560, 179}});
    shapes.append(marker);
    board::Shape diamond = box(board::ShapeType::Diamond, {120, 500, 150, 100}, QStringLiteral("Ready?"));
    diamond.style.fill = QStringLiteral("violet");
    diamond.style.stroke = QStringLiteral("violet");
    shapes.append(diamond);
    board::Shape ellipse = box(board::ShapeType::Ellipse, {320, 500, 150, 100}, QStringLiteral("שלום 👋🏽"));
    ellipse.style.fill = QStringLiteral("teal");
    ellipse.style.stroke = QStringLiteral("teal");
    ellipse.style.dash = board::Dash::Dashed;
    shapes.append(ellipse);
    board::Shape frame = box(board::ShapeType::Frame, {520, 490, 220, 130}, QStringLiteral("Later"));
    frame.style.fontSize = 13;
    shapes.append(frame);
    board::Shape elbow = arrow({270, 550}, {320, 600}, board::Route::Elbow);
    elbow.style.stroke = QStringLiteral("blue");
    elbow.style.endHead = board::Head::Triangle;
    shapes.append(elbow);
    board::Shape unknown = box(board::ShapeType::Unknown, {780, 500, 120, 90});
    unknown.typeName = QStringLiteral("sparkle");
    shapes.append(unknown);
    return shapes;
}

inline board::Shape randomShape(QRandomGenerator &random)
{
    constexpr std::array types {board::ShapeType::Rectangle, board::ShapeType::Ellipse, board::ShapeType::Diamond,
        board::ShapeType::Text, board::ShapeType::Note, board::ShapeType::Frame, board::ShapeType::Pen,
        board::ShapeType::Highlighter, board::ShapeType::Arrow};
    const QRectF place(
        random.bounded(800) - 400, random.bounded(600) - 300, 20 + random.bounded(200), 20 + random.bounded(150));
    board::Shape shape =
        box(types[std::size_t(random.bounded(int(types.size())))], place, QStringLiteral("Some words"));
    const QStringList colors = drawing::Palette::names();
    shape.style.stroke = colors[random.bounded(int(colors.size()))];
    shape.style.fill = random.bounded(2) == 0 ? QStringLiteral("none") : colors[random.bounded(int(colors.size()))];
    shape.style.width = 1 + random.bounded(6);
    shape.style.opacity = random.bounded(3) == 0 ? 0.5 : 1;
    shape.rotation = random.bounded(4) == 0 ? random.bounded(360) - 179 : 0;
    if (board::isStroke(shape.type) || board::isConnector(shape.type)) {
        shape.points = std::make_shared<board::Points>(wave(place.topLeft(), place.width(), place.height()));
        shape.style.endHead = board::Head::Arrow;
    }
    return shape;
}

} // namespace coterie::testing
