#pragma once

#include "collab/boardawareness.h"
#include "viewmodel/context.h"
#include "viewmodel/pointersource.h"

namespace coterie::viewmodel {

class CursorModel;

/// The pointers on the page of a board that this person looks at: those of the board's awareness, this person's own
/// (for what their laser draws), and of people who only speak the server's JSON cursors those. While there are such
/// people, this person's pointer is told in that way, too. GUI thread.
class BoardPointers : public coterie::viewmodel::PointerSource
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    /// All of them must outlive it.
    BoardPointers(Context &context, collab::BoardAwareness &awareness, CursorModel &cursors, QObject *parent = nullptr);

    [[nodiscard]] QList<RemotePointer> pointers() const override;

private:
    [[nodiscard]] static QString keyOf(quint64 client);
    [[nodiscard]] RemotePointer pointerOf(const collab::BoardPeer &peer) const;
    [[nodiscard]] RemotePointer ownPointer() const;
    [[nodiscard]] bool isHere(const collab::BoardPeer &peer) const;
    [[nodiscard]] bool hasAwareness(const QString &userId) const;
    [[nodiscard]] bool isForeign(const RemotePointer &cursor) const { return !hasAwareness(cursor.key); }
    void tell(quint64 client);
    void refreshCompany();
    void ownChanged();

    Context &m_context;
    collab::BoardAwareness &m_awareness;
    CursorModel &m_cursors;
    board::PageId m_page;
    bool m_isOwnShown = false;
};

} // namespace coterie::viewmodel
