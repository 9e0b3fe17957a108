#pragma once

#include "screen.h"

#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace coterie::boardview {
class BoardCanvas;
}

namespace coterie::collab {
class TextSource;
}

namespace coterie::interop {

/// One person's desktop app: view models, engine, store and window, as the program puts them together.
class AppWindow
{
public:
    AppWindow(const QUrl &server, const QString &token);
    ~AppWindow();

    [[nodiscard]] bool openDocument(const QString &docId); ///< with the keyboard in the text
    [[nodiscard]] bool openBoard(const QString &docId); ///< with the keyboard on the canvas
    [[nodiscard]] boardview::BoardCanvas *canvas() const; ///< of the open board
    void placeCaret(int position);
    void type(const QString &letters); ///< key by key, wherever the caret is
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

    [[nodiscard]] QString text() const;
    [[nodiscard]] QString shownText() const; ///< what the editor says to a screen reader
    [[nodiscard]] int caret() const;
    [[nodiscard]] QString status() const; ///< the line under the title
    [[nodiscard]] bool isInSync() const;
    [[nodiscard]] QQuickWindow *window() const { return m_screen->window(); }
    [[nodiscard]] collab::TextSource *source() const;
    [[nodiscard]] QStringList warnings() const;

private:
    [[nodiscard]] bool open(const QString &docId, const QString &editorType);
    void activate(); ///< keys go to the window in front
    [[nodiscard]] QQuickItem *editor() const;

    QTemporaryDir m_folder;
    std::unique_ptr<viewmodel::AppModel> m_app;
    std::unique_ptr<testing::Screen> m_screen;
};

} // namespace coterie::interop
