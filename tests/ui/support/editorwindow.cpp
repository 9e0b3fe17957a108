#include "editorwindow.h"

#include "Coterie/Ui/ui.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QQmlComponent>
#include <QQmlProperty>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coterie::testing {

namespace {

QColor themeColor(QQmlEngine &engine, const QString &name)
{
    QQmlComponent component(&engine);
    component.setData(
        "import QtQuick\nimport Coterie.Ui\nQtObject { property color value: Theme." + name.toLatin1() + " }", QUrl());
    const std::unique_ptr<QObject> object(component.create());
    return object ? object->property("value").value<QColor>() : QColor();
}

void setDark(QQmlEngine &engine, bool dark)
{
    QQmlComponent component(&engine);
    component.setData(
        "import QtQuick\nimport Coterie.Ui\nQtObject { property bool dark; onDarkChanged: Theme.dark = dark;"
        " Component.onCompleted: Theme.animate = false }",
        QUrl());
    const std::unique_ptr<QObject> object(component.create());
    object->setProperty("dark", dark);
}

} // namespace

EditorWindow::EditorWindow(const QString &text, QSize size, bool dark)
{
    ui::install(m_engine);
    ui::installRemainingFonts();
    m_source.setText(text);
    setDark(m_engine, dark);
    m_window = std::make_unique<QQuickWindow>();
    m_window->setColor(themeColor(m_engine, u"background"_s));
    m_window->resize(size);
    QQmlComponent look(&m_engine, QUrl(u"qrc:/qt/qml/Coterie/DocumentLook.qml"_s));
    m_look.reset(look.create());
    if (!m_look)
        qFatal("%s", qPrintable(look.errorString()));
    m_editor = std::make_unique<document::DocumentEditor>(m_window->contentItem());
    QQmlEngine::setContextForObject(m_editor.get(), m_engine.rootContext());
    m_editor->setSize(size);
    m_editor->setLook(qobject_cast<document::DocumentStyle *>(m_look.get()));
    m_editor->setSource(&m_source);
    m_window->show();
    m_window->requestActivate();
    (void)QTest::qWaitForWindowActive(m_window.get());
    m_editor->forceActiveFocus();
    settle();
}

EditorWindow::~EditorWindow() = default;

void EditorWindow::settle()
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
    (void)m_window->grabWindow();
}

QImage EditorWindow::grab()
{
    settle();
    return m_window->grabWindow();
}

void EditorWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(m_window.get(), key, modifiers);
}

void EditorWindow::type(const QString &text)
{
    for (const QChar letter : text) {
        if (letter == u'\n')
            QTest::keyClick(m_window.get(), Qt::Key_Return);
        else
            QTest::keyClick(m_window.get(), letter.toLatin1());
    }
}

QPoint EditorWindow::placeOf(qsizetype position)
{
    return m_editor->rectangleAt(int(position)).center().toPoint();
}

void EditorWindow::click(qsizetype position, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseClick(m_window.get(), Qt::LeftButton, modifiers, placeOf(position));
    settle();
}

void EditorWindow::compose(const QString &preedit, const QString &commit)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (!preedit.isEmpty())
        attributes.append({QInputMethodEvent::Cursor, int(preedit.size()), 1, QVariant()});
    QInputMethodEvent event(preedit, attributes);
    event.setCommitString(commit);
    QCoreApplication::sendEvent(m_editor.get(), &event);
    settle();
}

void EditorWindow::caretAt(const QString &words, qsizetype offset)
{
    const qsizetype at = text().indexOf(words);
    Q_ASSERT(at >= 0);
    m_editor->select(int(at + offset), int(at + offset));
    settle();
}

} // namespace coterie::testing
