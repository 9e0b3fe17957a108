#include "board/templates.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coterie::board {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BoardTemplates)
};

/// Puts shapes one after the other, each with an id made of the template's name and its number.
class Sheet
{
public:
    explicit Sheet(QString prefix) : m_prefix(std::move(prefix)) { }

    Shape &put(ShapeType type, const QRectF &box, const QString &text = {})
    {
        Shape shape;
        shape.id = ShapeId(u"%1-%2"_s.arg(m_prefix).arg(m_shapes.size() + 1));
        shape.type = type;
        shape.x = box.x();
        shape.y = box.y();
        shape.w = box.width();
        shape.h = box.height();
        shape.text = text;
        shape.frame = m_frame;
        m_shapes.append(shape);
        return m_shapes.last();
    }
    void frame(const QRectF &box, const QString &name)
    {
        m_frame = {};
        Shape &frame = put(ShapeType::Frame, box, name);
        frame.style.stroke = u"grey"_s;
        m_frame = frame.id;
    }
    void leaveFrame() { m_frame = {}; }
    void heading(QPointF at, const QString &text, const QString &below)
    {
        Shape &large = put(ShapeType::Text, {at, QSizeF(760, 42)}, text);
        large.style.fontSize = 32;
        large.style.align = Align::Left;
        words({at + QPointF(0, 48), QSizeF(760, 24)}, below);
    }
    Shape &words(const QRectF &box, const QString &text, const QString &colour = u"soft"_s)
    {
        Shape &shape = put(ShapeType::Text, box, text);
        shape.style.stroke = colour;
        shape.style.align = Align::Left;
        return shape;
    }
    Shape &note(const QRectF &box, const QString &colour, const QString &text = {})
    {
        Shape &shape = put(ShapeType::Note, box, text);
        shape.style.fill = colour;
        shape.style.align = Align::Left;
        return shape;
    }
    Shape &box(ShapeType type, const QRectF &area, const QString &colour, const QString &text)
    {
        Shape &shape = put(type, area, text);
        shape.style.stroke = colour;
        return shape;
    }
    /// From a place in the box of one to a place in the box of another, by way of the corners between.
    void arrow(const ShapeId &from, QPointF out, const ShapeId &to, QPointF in, const QList<QPointF> &corners = {})
    {
        const QPointF begin = placeIn(from, out);
        const QPointF end = placeIn(to, in);
        auto points = std::make_shared<Points>();
        const auto add = [&](QPointF at) {
            points->push_back({static_cast<float>(at.x()), static_cast<float>(at.y()), 0.5F});
        };
        add(begin);
        std::ranges::for_each(corners, add);
        add(end);
        const QRectF bounds = boundsOf(*points);
        Shape &shape = put(ShapeType::Arrow, bounds);
        shape.points = std::move(points);
        shape.style.stroke = u"soft"_s;
        shape.style.endHead = Head::Arrow;
        shape.start = Binding {.shape = from, .u = out.x(), .v = out.y()};
        shape.end = Binding {.shape = to, .u = in.x(), .v = in.y()};
    }
    [[nodiscard]] QList<Shape> take() { return std::move(m_shapes); }

private:
    [[nodiscard]] QPointF placeIn(const ShapeId &id, QPointF part) const
    {
        const auto it = std::ranges::find(m_shapes, id, &Shape::id);
        return {it->x + part.x() * it->w, it->y + part.y() * it->h};
    }

    QString m_prefix;
    QList<Shape> m_shapes;
    ShapeId m_frame;
};

constexpr QPointF topMiddle(0.5, 0);
constexpr QPointF bottomMiddle(0.5, 1);
constexpr QPointF leftMiddle(0, 0.5);
constexpr QPointF rightMiddle(1, 0.5);

QList<Shape> retro()
{
    Sheet sheet(u"retro"_s);
    sheet.heading({0, -112}, Words::tr("Retrospective"),
        Words::tr("Five minutes of quiet writing, one thought a note. Then read, group, vote and pick one thing."));
    struct Column {
        QString name;
        QString colour;
        QString question;
        QString next;
    };
    const std::array columns {
        Column {Words::tr("Went well"), u"green"_s, Words::tr("What should we keep doing?"),
            Words::tr("Who helped you? Say thank you.")},
        Column {
            Words::tr("Could be better"), u"orange"_s, Words::tr("What held us up?"), Words::tr("What surprised us?")},
        Column {Words::tr("To try next"), u"blue"_s, Words::tr("What will we do differently?"),
            Words::tr("Who takes care of it, and until when?")},
    };
    double x = 0;
    for (const Column &column : columns) {
        sheet.frame({x, 0, 384, 500}, column.name);
        for (int row = 0; row < 3; ++row) {
            const double y = 24 + row * 152;
            sheet.note({x + 24, y, 160, 136}, column.colour, row == 0 ? column.question : QString());
            sheet.note({x + 200, y, 160, 136}, column.colour, row == 0 ? column.next : QString());
        }
        x += 408;
    }
    sheet.leaveFrame();
    sheet.words({0, 530, 420, 24}, Words::tr("Three votes each: put a dot on the notes that matter."));
    for (int dot = 0; dot < 12; ++dot) {
        Shape &vote = sheet.box(ShapeType::Ellipse, {440 + dot * 30.0, 532, 20, 20}, u"red"_s, {});
        vote.style.fill = u"red"_s;
    }
    return sheet.take();
}

QList<Shape> kanban()
{
    Sheet sheet(u"kanban"_s);
    sheet.heading({0, -112}, Words::tr("Work in progress"),
        Words::tr("Pull from the left when there is room. Finishing comes before starting."));
    struct Card {
        QString colour;
        QString text;
    };
    struct Column {
        QString name;
        QList<Card> cards;
        QString rule;
    };
    const std::array columns {
        Column {Words::tr("Ideas"),
            {{u"grey"_s, Words::tr("Something worth doing one day")},
                {u"grey"_s, Words::tr("A question to look into")}},
            Words::tr("Anyone adds, weekly we sort")},
        Column {Words::tr("Ready"), {{u"yellow"_s, Words::tr("A few days of work, with an end that everybody knows")}},
            Words::tr("At most five")},
        Column {Words::tr("Doing"), {{u"blue"_s, Words::tr("Write the name of who works on it here")}},
            Words::tr("At most one each")},
        Column {Words::tr("In review"), {{u"violet"_s, Words::tr("A second pair of eyes looks at it")}},
            Words::tr("At most three")},
        Column {Words::tr("Done"), {{u"green"_s, Words::tr("Out there, and somebody has said so")}},
            Words::tr("Cleared every Friday")},
    };
    double x = 0;
    for (const Column &column : columns) {
        sheet.frame({x, 0, 240, 560}, column.name);
        double y = 24;
        for (const Card &card : column.cards) {
            sheet.note({x + 20, y, 200, 104}, card.colour, card.text);
            y += 120;
        }
        Shape &rule = sheet.words({x + 20, 520, 200, 20}, column.rule);
        rule.style.fontSize = 13;
        x += 260;
    }
    return sheet.take();
}

QList<Shape> flow()
{
    Sheet sheet(u"flow"_s);
    sheet.heading(
        {0, -120}, Words::tr("How it goes"), Words::tr("From the first step to the last, with the way back."));
    const ShapeId begin = sheet.box(ShapeType::Ellipse, {0, 20, 160, 80}, u"green"_s, Words::tr("Start")).id;
    const ShapeId first = sheet.box(ShapeType::Rectangle, {240, 5, 190, 110}, u"ink"_s, Words::tr("First step")).id;
    const ShapeId ask = sheet.box(ShapeType::Diamond, {510, -25, 220, 170}, u"orange"_s, Words::tr("All well?")).id;
    const ShapeId next = sheet.box(ShapeType::Rectangle, {810, 5, 190, 110}, u"ink"_s, Words::tr("Next step")).id;
    const ShapeId end = sheet.box(ShapeType::Ellipse, {1080, 20, 160, 80}, u"green"_s, Words::tr("Done")).id;
    const ShapeId repair =
        sheet.box(ShapeType::Rectangle, {525, 250, 190, 110}, u"ink"_s, Words::tr("Put it right")).id;
    sheet.arrow(begin, rightMiddle, first, leftMiddle);
    sheet.arrow(first, rightMiddle, ask, leftMiddle);
    sheet.arrow(ask, rightMiddle, next, leftMiddle);
    sheet.arrow(next, rightMiddle, end, leftMiddle);
    sheet.arrow(ask, bottomMiddle, repair, topMiddle);
    sheet.arrow(repair, leftMiddle, first, bottomMiddle, {{335, 305}});
    sheet.words({744, 30, 56, 24}, Words::tr("Yes"));
    sheet.words({632, 184, 56, 24}, Words::tr("No"));
    sheet.note({810, 230, 190, 130}, u"yellow"_s, Words::tr("What does somebody need to know at this point?"));
    sheet.note({1020, 230, 190, 130}, u"blue"_s, Words::tr("Where do people get stuck today?"));
    return sheet.take();
}

QList<Shape> meeting()
{
    Sheet sheet(u"meeting"_s);
    sheet.heading({0, -112}, Words::tr("Meeting notes"), Words::tr("Date · who is here · who writes"));
    sheet.frame({0, 0, 300, 600}, Words::tr("Agenda"));
    const std::array points {Words::tr("What has happened since last time"), Words::tr("What we have to decide"),
        Words::tr("What is in the way"), Words::tr("Any other business")};
    double y = 24;
    for (int number = 0; const QString &point : points) {
        Shape &badge = sheet.box(ShapeType::Ellipse, {20, y, 36, 36}, u"teal"_s, QString::number(++number));
        badge.style.fontSize = 14;
        Shape &words = sheet.words({68, y + 4, 212, 48}, point, u"ink"_s);
        words.style.fontSize = 15;
        y += 72;
    }
    sheet.frame({324, 0, 560, 600}, Words::tr("Notes"));
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const bool isFirst = row == 0 && column == 0;
            sheet.note({348 + column * 176.0, 24 + row * 152.0, 160, 136}, u"yellow"_s,
                isFirst ? Words::tr("One thought a note, in the words of whoever said it") : QString());
        }
    }
    sheet.words({348, 500, 512, 24}, Words::tr("Parking lot: good, but not today"));
    sheet.box(ShapeType::Rectangle, {348, 528, 512, 48}, u"grey"_s, {}).style.dash = Dash::Dashed;
    sheet.frame({908, 0, 352, 276}, Words::tr("Decided"));
    sheet.note({932, 24, 304, 104}, u"green"_s, Words::tr("We will … because …"));
    sheet.note({932, 148, 304, 104}, u"green"_s);
    sheet.frame({908, 324, 352, 276}, Words::tr("To do"));
    sheet.note({932, 348, 304, 104}, u"pink"_s, Words::tr("Who · what · until when"));
    sheet.note({932, 472, 304, 104}, u"pink"_s);
    return sheet.take();
}

} // namespace

QStringList templateNames()
{
    return {u"blank"_s, u"retro"_s, u"kanban"_s, u"flow"_s, u"meeting"_s};
}

QList<Shape> templateShapes(QStringView name)
{
    if (name == "retro"_L1)
        return retro();
    if (name == "kanban"_L1)
        return kanban();
    if (name == "flow"_L1)
        return flow();
    if (name == "meeting"_L1)
        return meeting();
    return {};
}

} // namespace coterie::board
