#pragma once

#include "Coterie/document/documenteditor.h"
#include "plainsource.h"

#include <QQmlEngine>
#include <QQuickWindow>

#include <memory>

namespace coterie::testing {

/// A real window with one DocumentEditor that fills it, in the Theme's look, and the text it shows.
class EditorWindow
{
public:
    explicit EditorWindow(const QString &text, QSize size = {900, 600}, bool dark = false);
    ~EditorWindow();

    [[nodiscard]] QQuickWindow &window() { return *m_window; }
    [[nodiscard]] document::DocumentEditor &editor() { return *m_editor; }
    [[nodiscard]] PlainSource &source() { return m_source; }
    [[nodiscard]] QString text() const { return m_source.text(); }

    void settle(); ///< everything that was scheduled has been done and painted
    [[nodiscard]] QImage grab();
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text); ///< key by key; a line end is Enter
    void click(qsizetype position, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    [[nodiscard]] QPoint placeOf(qsizetype position); ///< in the window
    void compose(const QString &preedit, const QString &commit = {}); ///< as an input method does
    void caretAt(const QString &words, qsizetype offset = 0); ///< before the first place with these words

private:
    PlainSource m_source; // outlives the editor
    QQmlEngine m_engine;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<QObject> m_look;
    std::unique_ptr<document::DocumentEditor> m_editor;
};

} // namespace coterie::testing
