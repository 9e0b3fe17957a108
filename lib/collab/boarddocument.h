#pragma once

#include "base/time.h"
#include "collab/boardawareness.h"
#include "collab/sharedboard.h"
#include "collab/shareddocument.h"

namespace coterie::collab {

/// A shared document whose content is a board. A large one is read together with its scene on a worker thread. GUI
/// thread.
class BoardDocument : public SharedDocument
{
    Q_OBJECT
public:
    /// The clock must outlive it.
    BoardDocument(Person self, const Clock &clock, QObject *parent = nullptr);
    ~BoardDocument() override;

    [[nodiscard]] SharedBoard &board() { return m_board; }
    [[nodiscard]] const SharedBoard &board() const { return m_board; }
    [[nodiscard]] BoardAwareness &presence() { return m_presence; }
    void setReadOnly(bool readOnly) override { m_board.setReadOnly(readOnly); }
    [[nodiscard]] bool isReadOnly() const override { return m_board.isReadOnly(); }

protected:
    [[nodiscard]] std::unique_ptr<Reading> read(crdt::Doc &doc) const override;
    void attach(crdt::Doc *doc, std::unique_ptr<Reading> reading) override;
    void settleContent() override { m_board.settle(); }
    [[nodiscard]] bool hasHistory() const override { return m_board.hasHistory(); }

private:
    struct SceneReading;

    BoardAwareness &m_presence; ///< the base owns it
    SharedBoard m_board;
};

} // namespace coterie::collab
