#include "demo/artist.h"

#include "demo/joining.h"

#include <cmath>
#include <numbers>

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis Beat {33}; ///< between two places of the pointer: what a person's window tells, too
constexpr int WalkSteps = 240; ///< eight seconds
constexpr double WalkAcross = 130; ///< board units
constexpr qsizetype KeptStrokes = 2;
constexpr double StepLength = 14; ///< board units a beat: a brisk hand

/// The way through the given places, evenly spaced and round at the corners (Catmull-Rom).
board::Points smooth(const QList<QPointF> &way)
{
    board::Points points;
    for (qsizetype i = 0; i + 1 < way.size(); ++i) {
        const QPointF a = way[std::max<qsizetype>(i - 1, 0)];
        const QPointF b = way[i];
        const QPointF c = way[i + 1];
        const QPointF d = way[std::min(i + 2, way.size() - 1)];
        const int pieces = std::max(2, int(std::hypot((c - b).x(), (c - b).y()) / StepLength));
        for (int piece = 0; piece < pieces; ++piece) {
            const double t = double(piece) / pieces;
            const QPointF at =
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
            points.push_back({.x = float(at.x()), .y = float(at.y()), .pressure = 0.5F});
        }
    }
    if (!way.isEmpty())
        points.push_back({.x = float(way.last().x()), .y = float(way.last().y()), .pressure = 0.5F});
    return points;
}

} // namespace

Artist::Artist(client::Client &client, const protocol::DocumentId &docId, const collab::Person &self,
    const Clock &clock, std::uint64_t seed, QObject *parent)
    : QObject(parent)
    , m_link(client.openDocument(docId))
    , m_document(self, clock)
    , m_random(seed)
{
    join(*m_link, m_document);
    connect(&m_document, &collab::SharedDocument::loaded, this, &Artist::begin);
    m_hand.setInterval(Beat);
    connect(&m_hand, &QTimer::timeout, this, &Artist::step);
}

Artist::~Artist() = default;

void Artist::begin()
{
    fill(m_filling);
    hover(m_rest);
}

void Artist::fill(const QList<board::Shape> &shapes)
{
    m_filling = shapes;
    if (m_document.isLoaded() && !m_filling.isEmpty() && m_document.board().scene().count() == 0)
        m_document.board().add(m_filling);
}

void Artist::hover(const SampleHover &place)
{
    m_rest = place;
    if (!m_document.isLoaded() || place.by.isEmpty())
        return;
    collab::BoardAwareness &presence = m_document.presence();
    presence.setTool(place.tool);
    presence.setPointer(place.at);
    presence.setSelection(
        place.selected.isEmpty() ? QList<board::ShapeId>() : QList<board::ShapeId> {board::ShapeId(place.selected)});
}

void Artist::draw(const SampleDoodle &doodle)
{
    if (!m_document.isLoaded() || m_doodle || doodle.way.isEmpty())
        return;
    m_doodle = doodle;
    m_drawn = 0;
    m_document.presence().setTool(u"pen"_s);
    m_hand.start();
}

void Artist::wander()
{
    if (!m_document.isLoaded() || m_hand.isActive())
        return;
    m_walk = WalkSteps;
    m_phase = m_random.unit() * 2 * std::numbers::pi;
    m_hand.start();
}

void Artist::step()
{
    if (m_doodle)
        drawNext();
    else if (m_walk > 0)
        walkNext();
    else {
        m_hand.stop();
        hover(m_rest);
    }
}

void Artist::drawNext()
{
    collab::SharedBoard &board = m_document.board();
    const board::Points points = smooth(m_doodle->way);
    const auto total = qsizetype(points.size());
    if (m_drawn >= total) {
        board.finishStroke(m_stroke);
        m_strokes.append(m_stroke);
        if (m_strokes.size() > KeptStrokes)
            board.remove({m_strokes.takeFirst()});
        m_doodle.reset();
        return;
    }
    const qsizetype next = std::min(m_drawn + 2, total);
    const board::Points more(points.begin() + m_drawn, points.begin() + next);
    if (m_drawn == 0) {
        board::Shape stroke;
        stroke.type = board::ShapeType::Pen;
        stroke.style.stroke = m_doodle->colour;
        stroke.style.width = m_doodle->width;
        m_stroke = board.beginStroke(stroke, more);
    } else {
        board.extendStroke(m_stroke, more);
    }
    m_drawn = next;
    m_document.presence().setPointer(QPointF(double(more.back().x), double(more.back().y)));
    m_rest.at = QPointF(double(more.back().x), double(more.back().y));
}

/// A slow figure of eight around the place where the pointer rests.
void Artist::walkNext()
{
    --m_walk;
    m_phase += 0.05;
    const double share = double(m_walk) / WalkSteps;
    const double reach = WalkAcross * std::sin(std::numbers::pi * share); // out and back
    m_document.presence().setPointer(
        m_rest.at + QPointF(reach * std::sin(m_phase), reach * 0.7 * std::sin(2 * m_phase)));
}

} // namespace coterie::desktop::demo
