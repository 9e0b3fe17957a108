#include "nativepeer.h"

namespace coterie::interop {

using namespace Qt::StringLiterals;
using client::OpenDocument;
using collab::BoardDocument;
using collab::SharedDocument;

NativePeer::NativePeer(QUrl server, QString token, QString docId, const QString &name, quint32 seed, int &shapes)
    : m_self {.userId = name, .name = name, .color = QColor(0x7C4DBE)}
    , m_server(std::move(server))
    , m_token(std::move(token))
    , m_docId(std::move(docId))
    , m_random(seed)
    , m_shapes(shapes)
    , m_letter(name.front())
{
    open();
}

NativePeer::~NativePeer()
{
    close();
}

void NativePeer::open()
{
    m_client = std::make_unique<client::Client>(
        client::ClientConfig {.server = m_server, .token = m_token, .storePath = m_folder.filePath(u"store.db"_s)});
    m_client->start();
    m_link = m_client->openDocument(protocol::DocumentId {m_docId});
    m_board = std::make_unique<BoardDocument>(m_self, m_clock);
    m_hand = std::make_unique<testing::BoardHand>(m_board->board(), m_random, m_letter, m_shapes);
    m_hand->spares = [](const board::ShapeId &id) { return id.value().startsWith("odd"_L1); };
    OpenDocument *const link = m_link.get();
    QObject::connect(link, &OpenDocument::loaded, m_board.get(), &SharedDocument::load);
    QObject::connect(link, &OpenDocument::received, m_board.get(), &SharedDocument::receive);
    QObject::connect(link, &OpenDocument::awarenessReceived, m_board.get(), &SharedDocument::receiveAwareness);
    QObject::connect(link, &OpenDocument::peersLost, m_board.get(), &SharedDocument::losePeers);
    QObject::connect(link, &OpenDocument::linked, m_board.get(), &SharedDocument::linkOpened);
    QObject::connect(m_board.get(), &SharedDocument::edited, link, &OpenDocument::push);
    QObject::connect(m_board.get(), &SharedDocument::awarenessTold, link, &OpenDocument::pushAwareness);
    QObject::connect(&m_board->board(), &collab::SharedBoard::changed, link, [this](const collab::BoardChange &change) {
        using Cause = collab::BoardChange::Cause;
        if (change.cause == Cause::Remote)
            m_heard += change.added.size() + change.changed.size() + change.removed.size();
        if (change.cause != Cause::Own && change.cause != Cause::Undo)
            return;
        m_added += change.added;
        m_removed += change.removed;
    });
}

void NativePeer::close()
{
    rest();
    m_hand.reset();
    m_board.reset();
    m_link.reset();
    m_client.reset();
}

void NativePeer::reopen()
{
    close();
    open();
}

void NativePeer::rest()
{
    if (const auto stroke = std::exchange(m_stroke, std::nullopt))
        m_board->board().finishStroke(*stroke);
    m_board->board().letGo();
}

void NativePeer::setAway(bool away)
{
    m_client->setSuspended(away);
}

bool NativePeer::isSettled() const
{
    return m_board->isLoaded() && m_link->sync().state == client::DocumentSync::State::InSync
        && m_link->sync().waiting == 0;
}

/// Piece by piece, others' edits come between.
void NativePeer::draw()
{
    collab::SharedBoard &board = m_board->board();
    if (!m_stroke) {
        m_stroke = board.beginStroke(m_hand->stroke(), m_hand->samples());
    } else if (below(6) != 0) {
        board.extendStroke(*m_stroke, m_hand->samples());
    } else {
        board.finishStroke(*std::exchange(m_stroke, std::nullopt));
    }
}

void NativePeer::act()
{
    if (!m_board->isLoaded())
        return;
    collab::SharedBoard &board = m_board->board();
    m_board->presence().setPointer(QPointF(below(1000), below(1000)));
    switch (below(20)) {
    case 0:
    case 1: board.undo(); break;
    case 2: board.redo(); break;
    case 3:
        if (const auto shape = m_hand->anyShape())
            board.hold({shape->id});
        break;
    case 4:
    case 5: board.letGo(); break;
    case 6:
        board.beginStep();
        m_hand->edit();
        m_hand->edit();
        below(2) == 0 ? board.endStep() : board.cancelStep();
        break;
    case 7:
    case 8:
    case 9:
    case 10:
    case 11: draw(); break;
    default: m_hand->edit();
    }
}

} // namespace coterie::interop
