#include "canvaswindow.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using board::ShapeId;
using board::ShapePtr;
using testing::CanvasWindow;

/// Random hands: whatever a gesture does, undo restores exactly and redo does it again; with somebody else at work both
/// end with the same board.
class TestBoardCanvasPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void undoRestoresExactly_data();
    void undoRestoresExactly();
    void twoPlayTogether_data();
    void twoPlayTogether();
};

namespace {

/// A connector that holds on to something is where that is, but for the rounding of what was written of it.
bool isSame(const Shape &a, const Shape &b)
{
    if (a == b || !board::isConnector(a.type) || (!a.start && !a.end))
        return a == b;
    Shape placed = b;
    placed.x = a.x;
    placed.y = a.y;
    placed.w = a.w;
    placed.h = a.h;
    placed.points = a.points;
    return placed == a
        && std::ranges::equal(
            board::pointsOnBoard(a), board::pointsOnBoard(b), [](const board::Point &one, const board::Point &other) {
                return std::hypot(double(one.x) - double(other.x), double(one.y) - double(other.y)) < 0.15;
            });
}

QHash<ShapeId, Shape> contentOf(collab::SharedBoard &board)
{
    QHash<ShapeId, Shape> content;
    for (const ShapePtr &shape : board.scene().onPage({}))
        content.insert(shape->id, *shape);
    return content;
}

/// What differs, in words; empty: nothing.
QString difference(const QHash<ShapeId, Shape> &a, const QHash<ShapeId, Shape> &b)
{
    for (auto it = a.cbegin(); it != a.cend(); ++it) {
        if (!b.contains(it.key()))
            return u"%1 (%2) is missing"_s.arg(it.key().value(), board::toWire(it->type));
        const Shape &other = *b.constFind(it.key());
        if (!isSame(*it, other))
            return u"%1 (%2) differs: %3,%4 %5×%6 turned %7, and %8,%9 %10×%11 turned %12"_s.arg(it.key().value(),
                board::toWire(it->type), QString::number(it->x), QString::number(it->y), QString::number(it->w),
                QString::number(it->h), QString::number(it->rotation), QString::number(other.x),
                QString::number(other.y), QString::number(other.w), QString::number(other.h),
                QString::number(other.rotation));
    }
    return a.size() == b.size() ? QString() : u"there are more"_s;
}

class Hand
{
public:
    Hand(CanvasWindow &window, quint32 seed) : m_window(window), m_random(seed) { }

    QString act() ///< what it did
    {
        using Act = QString (Hand::*)();
        static constexpr std::array<Act, 8> acts {&Hand::draw, &Hand::draw, &Hand::dragShape, &Hand::dragShape,
            &Hand::dragHandle, &Hand::command, &Hand::erase, &Hand::write};
        return (this->*acts[std::size_t(m_random.bounded(int(acts.size())))])();
    }

private:
    QPointF place() { return {40.0 + m_random.bounded(800), 40.0 + m_random.bounded(500)}; }
    Qt::KeyboardModifiers modifiers()
    {
        static constexpr std::array all {
            Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::AltModifier, Qt::ControlModifier};
        return all[std::size_t(m_random.bounded(int(all.size())))];
    }
    void pick()
    {
        const QList<ShapePtr> shapes = m_window.shapes();
        m_window.canvas().selectNone();
        for (int i = m_random.bounded(3); i >= 0 && !shapes.isEmpty(); --i)
            m_window.canvas().nextShape();
        if (m_random.bounded(4) == 0)
            m_window.canvas().selectAll();
        m_window.canvas().showAt({450, 300}, 1);
    }
    QString draw()
    {
        static const QStringList tools {u"pen"_s, u"highlighter"_s, u"line"_s, u"arrow"_s, u"rectangle"_s, u"ellipse"_s,
            u"diamond"_s, u"frame"_s, u"arrow"_s, u"note"_s};
        const QString tool = tools[m_random.bounded(int(tools.size()))];
        m_window.canvas().setTool(tool);
        m_window.dragAlong({place(), place(), place()}, modifiers());
        m_window.canvas().finishEditing();
        m_window.canvas().setTool(u"select"_s);
        return u"draw "_s + tool;
    }
    QString dragShape()
    {
        const QList<ShapePtr> shapes = m_window.shapes();
        if (shapes.isEmpty())
            return draw();
        const ShapePtr shape = shapes[m_random.bounded(int(shapes.size()))];
        m_window.drag(shape->centre(), place(), modifiers());
        return u"drag "_s + board::toWire(shape->type);
    }
    QString dragHandle()
    {
        pick();
        const QRectF rect = m_window.canvas().selectionRect();
        const std::array<QPointF, 4> handles {rect.topLeft() - QPointF(5, 5), rect.bottomRight() + QPointF(5, 5),
            QPointF(rect.right() + 5, rect.center().y()), QPointF(rect.center().x(), rect.top() - 29)};
        m_window.drag(handles[std::size_t(m_random.bounded(4))], place(), modifiers());
        return u"handle"_s;
    }
    QString command()
    {
        pick();
        boardview::BoardCanvas &canvas = m_window.canvas();
        const int which = m_random.bounded(12);
        switch (which) {
        case 0: canvas.group(); break;
        case 1: canvas.ungroup(); break;
        case 2: canvas.toFront(); break;
        case 3: canvas.backward(); break;
        case 4: canvas.alignTo(u"middle"_s); break;
        case 5: canvas.distribute(u"horizontal"_s); break;
        case 6: canvas.flip(m_random.bounded(2) == 0 ? u"horizontal"_s : u"vertical"_s); break;
        case 7: canvas.duplicate(); break;
        case 8: canvas.nudge(3, -7); break;
        case 9: canvas.setFillColour(u"red"_s); break;
        case 10: canvas.remove(); break;
        default: m_window.key(Qt::Key_Right, Qt::ControlModifier); break;
        }
        return u"command %1"_s.arg(which);
    }
    QString erase()
    {
        m_window.canvas().setTool(u"eraser"_s);
        m_window.canvas().setEraserMode(m_random.bounded(2) == 0 ? u"whole"_s : u"parts"_s);
        m_window.drag(place(), place());
        m_window.canvas().setTool(u"select"_s);
        return u"erase "_s + m_window.canvas().eraserMode();
    }
    QString write()
    {
        pick();
        m_window.canvas().startEditing();
        m_window.canvas().commitText(QString(1 + m_random.bounded(60), u'x'));
        m_window.canvas().finishEditing();
        return u"write"_s;
    }

    CanvasWindow &m_window;
    QRandomGenerator m_random;
};

} // namespace

void TestBoardCanvasPlay::undoRestoresExactly_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U, 4U, 5U})
        QTest::addRow("seed %u", seed) << seed;
}

void TestBoardCanvasPlay::undoRestoresExactly()
{
    QFETCH(const quint32, seed);
    CanvasWindow window;
    Hand hand(window, seed);
    for (int round = 0; round < 80; ++round) {
        const auto before = contentOf(window.board());
        const QString act = hand.act();
        const auto after = contentOf(window.board());
        const auto where = [&](const char *what) {
            return u"round %1, %2 of “%3”: "_s.arg(round).arg(QLatin1String(what), act);
        };
        if (difference(before, after).isEmpty())
            continue; // nothing to undo but what was before
        window.canvas().undo();
        const QString lost = difference(before, contentOf(window.board()));
        QVERIFY2(lost.isEmpty(), qPrintable(where("undo") + lost));
        window.canvas().redo();
        const QString missing = difference(after, contentOf(window.board()));
        QVERIFY2(missing.isEmpty(), qPrintable(where("redo") + missing));
    }
}

void TestBoardCanvasPlay::twoPlayTogether_data()
{
    undoRestoresExactly_data();
}

void TestBoardCanvasPlay::twoPlayTogether()
{
    QFETCH(const quint32, seed);
    CanvasWindow window;
    Hand hand(window, seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 60; ++round) {
        (void)hand.act();
        const QList<ShapePtr> theirs = window.others().scene().onPage({});
        if (!theirs.isEmpty()) {
            Shape shape = *theirs[random.bounded(int(theirs.size()))];
            shape.x += random.bounded(100) - 50;
            shape.style.stroke = u"teal"_s;
            if (random.bounded(8) == 0)
                window.others().remove({shape.id});
            else
                window.others().update({shape});
        }
        if (random.bounded(4) == 0)
            random.bounded(2) == 0 ? window.canvas().undo() : window.canvas().redo();
    }
    QVERIFY2(window.inStep(), qPrintable(difference(contentOf(window.board()), contentOf(window.others()))));
}

QTEST_MAIN(TestBoardCanvasPlay)
#include "tst_boardcanvasplay.moc"
