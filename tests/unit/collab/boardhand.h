#pragma once

#include "board/order.h"
#include "board/outline.h"
#include "collab/sharedboard.h"

#include <array>
#include <functional>
#include <optional>
#include <random>

namespace coterie::testing {

/// A hand that does at random whatever can be done to a board.
class BoardHand
{
public:
    /// `letter`: what this person writes; they take away no others: what undo gives back is one's own since. `shapes`
    /// counts what all hands made. All are borrowed.
    BoardHand(collab::SharedBoard &board, std::mt19937 &random, QChar letter, int &shapes)
        : m_board(board)
        , m_random(random)
        , m_shapes(shapes)
        , m_letter(letter)
    {
    }

    std::function<bool(const board::ShapeId &)> spares; ///< shapes that are not to be touched; null: none

    void edit() ///< one deed
    {
        const auto shape = anyShape();
        switch (number(12)) {
        case 0:
        case 1: m_board.add({newShape()}); break;
        case 2: m_board.add({newShape(), newShape()}); break;
        case 3: draw(); break;
        case 4: turnPages(); break;
        case 5:
            if (shape)
                m_board.remove({shape->id});
            break;
        case 6:
        case 7:
            if (shape)
                type(*shape);
            break;
        default:
            if (shape)
                change(*shape);
        }
    }

    [[nodiscard]] std::optional<board::Shape> anyShape()
    {
        const auto shapes = m_board.scene().onPage(anyPage());
        if (shapes.isEmpty())
            return {};
        const board::Shape &shape = *shapes[number(static_cast<int>(shapes.size()))];
        return spares && spares(shape.id) ? std::nullopt : std::optional(shape);
    }
    [[nodiscard]] board::Shape stroke() ///< without points
    {
        board::Shape shape;
        shape.id = board::ShapeId(QStringLiteral("s%1").arg(++m_shapes));
        shape.type = number(2) == 0 ? board::ShapeType::Pen : board::ShapeType::Highlighter;
        m_x = static_cast<float>(place());
        return shape;
    }
    [[nodiscard]] board::Points samples() ///< of that stroke, the next few
    {
        board::Points points;
        for (int i = 0; i < 4; ++i)
            points.push_back({m_x += 3, static_cast<float>(number(40)), static_cast<float>(number(25)) / 24});
        return points;
    }

private:
    int number(int below) { return static_cast<int>(m_random() % static_cast<quint32>(below)); }
    double place() { return number(4000) - 2000; }
    board::PageId anyPage()
    {
        const QList<board::Page> pages = m_board.scene().pages();
        return pages[number(static_cast<int>(pages.size()))].id;
    }

    board::Shape newShape()
    {
        using Type = board::ShapeType;
        constexpr std::array Types {Type::Rectangle, Type::Ellipse, Type::Diamond, Type::Note, Type::Text, Type::Frame,
            Type::Image, Type::Arrow, Type::Line, Type::Pen, Type::Highlighter};
        board::Shape shape;
        shape.id = board::ShapeId(QStringLiteral("s%1").arg(++m_shapes));
        shape.type = Types[static_cast<std::size_t>(number(static_cast<int>(Types.size())))];
        shape.page = anyPage();
        if (isConnector(shape.type) || isStroke(shape.type)) {
            board::setPointsOnBoard(shape,
                {{static_cast<float>(place()), static_cast<float>(place()), 0.5F},
                    {static_cast<float>(place()), static_cast<float>(place()), 0.25F}});
            for (auto *binding : {&shape.start, &shape.end}) {
                const auto target = anyShape();
                if (isConnector(shape.type) && target && number(2) == 0)
                    *binding = board::Binding {target->id, 0.5, number(3) / 2.0};
            }
            return shape;
        }
        shape.x = place();
        shape.y = place();
        shape.w = 20 + number(300);
        shape.h = 20 + number(300);
        if (shape.type == Type::Image)
            shape.image = m_board.addImage(anyImage());
        if (const auto frame = anyShape(); frame && frame->type == Type::Frame && number(2) == 0)
            shape.frame = frame->id;
        return shape;
    }

    void change(board::Shape shape)
    {
        switch (number(10)) {
        case 0:
        case 1:
            shape.x += place() / 10;
            shape.y += place() / 10;
            break;
        case 2:
            shape.w = 10 + number(400);
            shape.h = 10 + number(400);
            break;
        case 3: shape.rotation = number(360) - 179; break;
        case 4: shape.style.stroke = number(2) == 0 ? QStringLiteral("red") : QStringLiteral("blue"); break;
        case 5: shape.style.opacity = number(5) / 4.0; break;
        case 6:
            shape.groups = number(2) == 0 ? QStringList {}
                                          : QStringList {QStringLiteral("g%1").arg(number(3)), QStringLiteral("g")};
            break;
        case 7:
            shape.z = board::keyBetween(m_board.scene().topZ(shape.page), {}, static_cast<quint32>(m_random()));
            break;
        case 8: shape.locked = !shape.locked; break;
        case 9: restyle(shape.style); break;
        }
        m_board.update({shape});
    }

    void restyle(board::Style &style)
    {
        style.fill = number(2) == 0 ? QStringLiteral("none") : QStringLiteral("#a0b0c0");
        style.width = 1 + number(8);
        style.dash = static_cast<board::Dash>(number(3));
        style.fontSize = 8 + number(40);
        style.align = static_cast<board::Align>(number(3));
        style.startHead = static_cast<board::Head>(number(5));
        style.route = static_cast<board::Route>(number(3));
    }

    void type(const board::Shape &shape)
    {
        QString text = shape.text;
        const int at = number(static_cast<int>(text.size()) + 1);
        const qsizetype own = text.indexOf(m_letter, at);
        if (number(3) == 0 && own >= 0)
            text.remove(own, 1);
        else
            text.insert(at, QString(1 + number(3), m_letter));
        m_board.setText(shape.id, text);
    }

    void draw()
    {
        const board::ShapeId id = m_board.beginStroke(stroke(), samples());
        for (int i = number(4); i > 0; --i)
            m_board.extendStroke(id, samples());
        m_board.finishStroke(id);
    }

    void turnPages()
    {
        const board::PageId page = anyPage();
        switch (number(6)) {
        case 0:
        case 1: m_board.addPage(QStringLiteral("page")); break;
        case 2: m_board.renamePage(page, QStringLiteral("name %1").arg(number(9))); break;
        case 3: m_board.movePage(page, number(static_cast<int>(m_board.scene().pages().size()))); break;
        case 4:
            if (number(4) == 0)
                m_board.removePage(page);
            break;
        case 5: (void)m_board.addImage(anyImage()); break;
        }
    }

    QByteArray anyImage() { return "\x89PNG\r\n\x1a\n" + QByteArray::number(number(3)); }

    collab::SharedBoard &m_board;
    std::mt19937 &m_random;
    int &m_shapes;
    QChar m_letter;
    float m_x = 0; ///< of the pen
};

} // namespace coterie::testing
