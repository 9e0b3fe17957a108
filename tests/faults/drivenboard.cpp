#include "drivenboard.h"

#include "boardpicture.h"
#include "driven.h"
#include "playdocument.h"

#include <QJsonArray>

namespace coterie::faults {

using namespace Qt::StringLiterals;
using client::DocumentSync;
using client::OpenDocument;

namespace {

constexpr int strokeSteps = 6;
constexpr int strokePause = 15; // ms: there is time to be killed in the middle

} // namespace

DrivenBoard::DrivenBoard(client::Client &client)
    : m_board({.userId = {}, .name = u"Somebody"_s, .color = {}}, m_clock)
    , m_open(client.openDocument(protocol::DocumentId {playBoard}))
{
    OpenDocument *const open = m_open.get();
    QObject::connect(open, &OpenDocument::loaded, &m_board, &collab::SharedDocument::load);
    QObject::connect(open, &OpenDocument::received, &m_board, &collab::SharedDocument::receive);
    QObject::connect(open, &OpenDocument::syncChanged, open, [this] { keep(); });
    QObject::connect(&m_board, &collab::SharedDocument::loaded, open, [this] {
        for (const QJsonObject &command : std::exchange(m_early, {}))
            draw(command);
    });
    QObject::connect(&m_board, &collab::SharedDocument::edited, open, [this](const QByteArray &update) {
        m_edits.append(update);
        act([] {});
    });
    QObject::connect(&m_board.board(), &collab::SharedBoard::changed, open,
        [this](const collab::BoardChange &change) { changed(change); });
    m_hand.setInterval(strokePause);
    QObject::connect(&m_hand, &QTimer::timeout, open, [this] { goOn(); });
}

/// What `work` changes leaves when it is known what it took away.
void DrivenBoard::act(const std::function<void()> &work)
{
    if (m_isActing)
        return;
    m_isActing = true;
    work();
    m_isActing = false;
    for (const QByteArray &edit : std::exchange(m_edits, {}))
        m_open->push(edit);
}

void DrivenBoard::changed(const collab::BoardChange &change)
{
    if (change.cause == collab::BoardChange::Cause::Remote || change.cause == collab::BoardChange::Cause::Reset)
        return;
    QJsonArray gone;
    for (const board::ShapeId &id : change.removed)
        gone.append(id.value());
    if (!gone.isEmpty())
        say({{"goneShapes"_L1, gone}});
    for (const board::ShapeId &id : change.added)
        m_added.append(id.value());
}

void DrivenBoard::keep()
{
    if (m_added.isEmpty() || !m_open->sync().saved)
        return;
    say({{"keptShapes"_L1, QJsonArray::fromStringList(std::exchange(m_added, {}))}});
}

board::ShapePtr DrivenBoard::shapeAt(qint64 pick) const
{
    const auto shapes = m_board.board().scene().onPage({});
    return shapes.isEmpty() ? nullptr : shapes[pick % shapes.size()];
}

void DrivenBoard::add(qint64 pick, const QString &text)
{
    board::Shape shape;
    shape.type = pick % 2 == 0 ? board::ShapeType::Note : board::ShapeType::Rectangle;
    shape.x = static_cast<double>(pick % 2'000);
    shape.y = static_cast<double>(pick / 2'000 % 2'000);
    shape.w = 120;
    shape.h = 80;
    shape.text = text;
    m_board.board().add({shape});
}

void DrivenBoard::beginStroke(qint64 pick)
{
    if (m_hand.isActive())
        return; // one hand
    board::Shape stroke;
    stroke.type = board::ShapeType::Pen;
    const auto x = static_cast<float>(pick % 1'000);
    m_stroke = m_board.board().beginStroke(stroke, {{x, x, 0.5F}});
    m_steps = 0;
    m_hand.start();
}

void DrivenBoard::goOn()
{
    if (++m_steps > strokeSteps) {
        m_hand.stop();
        act([this] { m_board.board().finishStroke(m_stroke); });
        return;
    }
    act([this] {
        const auto x = static_cast<float>(m_steps * 7);
        m_board.board().extendStroke(m_stroke, {{x, 3 * x, 0.5F}, {x + 3, 3 * x - 2, 0.7F}});
    });
}

void DrivenBoard::draw(const QJsonObject &command)
{
    if (!m_board.isLoaded()) {
        m_early.append(command);
        return;
    }
    const QString deed = command["deed"_L1].toString();
    const qint64 pick = command["pick"_L1].toInteger();
    const QString text = command["text"_L1].toString();
    collab::SharedBoard &board = m_board.board();
    act([&] {
        const board::ShapePtr shape = shapeAt(pick);
        if (deed == "add"_L1) {
            add(pick, text);
        } else if (deed == "stroke"_L1) {
            beginStroke(pick);
        } else if (deed == "undo"_L1) {
            board.undo();
        } else if (deed == "redo"_L1) {
            board.redo();
        } else if (shape && deed == "move"_L1) {
            board::Shape moved = *shape;
            moved.x += static_cast<double>(pick % 41) - 20;
            moved.y += static_cast<double>(pick % 37) - 18;
            board.update({moved});
        } else if (shape && deed == "write"_L1) {
            board.setText(shape->id, shape->text + u' ' + text);
        } else if (shape && deed == "remove"_L1) {
            board.remove({shape->id});
        }
    });
}

void DrivenBoard::tell()
{
    const QStringList shapes = boardPicture(m_board.state());
    say({{"board"_L1, QJsonArray::fromStringList(shapes)}, {"shown"_L1, m_board.board().scene().count()},
        {"waiting"_L1, m_open->sync().waiting}, {"inSync"_L1, m_open->sync().state == DocumentSync::State::InSync},
        {"reason"_L1, m_open->sync().reason}});
}

} // namespace coterie::faults
