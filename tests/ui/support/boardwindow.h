#pragma once

#include "Coterie/board/boardview.h"
#include "collab/boarddocument.h"

#include <QQmlEngine>
#include <QQuickWindow>

#include <memory>

namespace coterie::testing {

/// A real window with one BoardView that fills it, and a board that a second person edits, too.
class BoardWindow
{
public:
    /// `view`: an heir to be shown; null: a plain view.
    explicit BoardWindow(
        QSize size = {900, 600}, drawing::Palette palette = {}, std::unique_ptr<boardview::BoardView> view = nullptr);
    ~BoardWindow();

    [[nodiscard]] QQuickWindow &window() { return *m_window; }
    [[nodiscard]] boardview::BoardView &view() { return *m_view; }
    [[nodiscard]] boardview::BoardLook &look() { return m_look; }
    [[nodiscard]] collab::SharedBoard &board() { return m_own->board(); }
    [[nodiscard]] collab::SharedBoard &others() { return m_other.board(); } ///< reaches ours at once, and the other way
    [[nodiscard]] collab::BoardAwareness &presence() { return m_own->presence(); }
    [[nodiscard]] collab::BoardAwareness &othersPresence() { return m_other.presence(); }
    void load(const QByteArray &state); ///< ours is this document from now on; isLoaded() follows
    [[nodiscard]] bool isLoaded() const { return m_own->isLoaded(); }
    void hold() { m_isHeld = true; } ///< what others do waits,
    void release(); ///< and comes in as one batch

    void settle(); ///< what is seen is painted, and nothing is on its way into the tiles
    void frame(); ///< the next one
    [[nodiscard]] QImage grab();
    [[nodiscard]] QImage expected(); ///< the same, painted at once by drawing::paintPicture()

private:
    SystemClock m_clock;
    std::unique_ptr<collab::BoardDocument> m_own;
    collab::BoardDocument m_other;
    QQmlEngine m_engine;
    boardview::BoardLook m_look;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<boardview::BoardView> m_view;
    QList<QByteArray> m_waiting;
    bool m_isHeld = false;
    int m_frames = 0;
};

} // namespace coterie::testing
