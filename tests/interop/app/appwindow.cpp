#include "appwindow.h"

#include "Coterie/board/boardcanvas.h"
#include "viewmodel/appmodel.h"
#include "viewmodel/clientaccounts.h"
#include "viewmodel/clientengine.h"
#include "viewmodel/documentmodel.h"
#include "viewmodel/workspace.h"

#include <QAccessible>
#include <QTest>

namespace coterie::interop {

using namespace Qt::StringLiterals;

namespace {

const QString EditorType = u"coterie::document::DocumentEditor"_s;
const QString CanvasType = u"coterie::boardview::BoardCanvas"_s;

} // namespace

AppWindow::AppWindow(const QUrl &server, const QString &token)
{
    viewmodel::AppParts parts;
    parts.accounts = viewmodel::makeClientAccounts(m_folder.path());
    parts.makeEngine = viewmodel::makeClientEngine;
    m_app = std::make_unique<viewmodel::AppModel>(std::move(parts));
    client::ClientConfig config;
    config.server = server;
    config.token = token;
    config.storePath = m_folder.filePath(u"store.db"_s);
    m_app->openWorkspace(config, {});
    m_screen = std::make_unique<testing::Screen>(*m_app);
}

AppWindow::~AppWindow() = default;

QQuickItem *AppWindow::editor() const
{
    return m_screen->find(EditorType);
}

bool AppWindow::open(const QString &docId, const QString &editorType)
{
    m_app->workspace()->openDocument(docId);
    const bool isReady = QTest::qWaitFor(
        [&] {
            const auto *document = m_app->workspace()->opened();
            return document && document->state() == viewmodel::OpenDocumentModel::State::Ready
                && m_screen->find(editorType);
        },
        20'000);
    if (isReady)
        m_screen->find(editorType)->forceActiveFocus();
    return isReady;
}

bool AppWindow::openDocument(const QString &docId)
{
    return open(docId, EditorType);
}

bool AppWindow::openBoard(const QString &docId)
{
    return open(docId, CanvasType);
}

boardview::BoardCanvas *AppWindow::canvas() const
{
    return qobject_cast<boardview::BoardCanvas *>(m_screen->find(CanvasType));
}

void AppWindow::placeCaret(int position)
{
    editor()->setProperty("cursorPosition", position);
}

void AppWindow::activate()
{
    if (m_screen->window()->isActive())
        return;
    m_screen->window()->requestActivate();
    (void)QTest::qWaitForWindowActive(m_screen->window());
}

void AppWindow::type(const QString &letters)
{
    activate();
    m_screen->type(letters);
}

void AppWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    activate();
    m_screen->key(key, modifiers);
}

QString AppWindow::text() const
{
    return source()->text();
}

QString AppWindow::shownText() const
{
    QAccessibleInterface *entry = QAccessible::queryAccessibleInterface(editor());
    QAccessibleTextInterface *text = entry ? entry->textInterface() : nullptr;
    return text ? text->text(0, text->characterCount()) : QString();
}

int AppWindow::caret() const
{
    return editor()->property("cursorPosition").toInt();
}

QString AppWindow::status() const
{
    return m_app->workspace()->opened()->statusText();
}

bool AppWindow::isInSync() const
{
    return status().endsWith(u"in sync"_s);
}

collab::TextSource *AppWindow::source() const
{
    return m_app->workspace()->document()->source();
}

QStringList AppWindow::warnings() const
{
    return m_screen->warnings();
}

} // namespace coterie::interop
