#include "collab/boarddocument.h"

#include "board/boardcodec.h"

namespace coterie::collab {

struct BoardDocument::SceneReading : SharedDocument::Reading {
    board::Scene scene;
};

BoardDocument::BoardDocument(Person self, const Clock &clock, QObject *parent)
    : SharedDocument(std::make_unique<BoardAwareness>(self, clock), parent)
    , m_presence(static_cast<BoardAwareness &>(channel()))
    , m_board(clock)
{
    m_board.setAuthor(self.userId);
    connect(&m_board, &SharedBoard::settled, this, [this] { settle(); });
}

BoardDocument::~BoardDocument()
{
    close();
}

std::unique_ptr<SharedDocument::Reading> BoardDocument::read(crdt::Doc &doc) const
{
    auto reading = std::make_unique<SceneReading>();
    reading->scene = board::readScene(doc);
    return reading;
}

void BoardDocument::attach(crdt::Doc *doc, std::unique_ptr<Reading> reading)
{
    auto *read = static_cast<SceneReading *>(reading.get());
    m_board.attach(doc, read ? std::move(read->scene) : board::Scene());
}

} // namespace coterie::collab
