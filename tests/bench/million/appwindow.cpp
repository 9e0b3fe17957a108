#include "appwindow.h"

#include "Coterie/Ui/ui.h"
#include "viewmodel/clientaccounts.h"
#include "viewmodel/clientengine.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>
#include <QtQml/QQmlExtensionPlugin>

#include <algorithm>

Q_IMPORT_QML_PLUGIN(CoteriePlugin)
Q_IMPORT_QML_PLUGIN(Coterie_UiPlugin)
Q_IMPORT_QML_PLUGIN(Coterie_ModelsPlugin)

namespace coterie::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMillis = 10'000;

QQuickItem *find(QQuickItem *root, const QString &typeName)
{
    const QString name = QString::fromLatin1(root->metaObject()->className());
    if (root->isVisible() && (name == typeName || name.startsWith(typeName + u"_QMLTYPE"_s)))
        return root;
    for (QQuickItem *child : root->childItems()) {
        if (QQuickItem *found = find(child, typeName))
            return found;
    }
    return nullptr;
}

} // namespace

AppWindow::AppWindow(const client::ClientConfig &config, const QString &settings)
{
    clock.start();
    viewmodel::AppParts parts;
    parts.accounts = viewmodel::makeClientAccounts(settings);
    parts.makeEngine = viewmodel::makeClientEngine;
    m_model = std::make_unique<viewmodel::AppModel>(std::move(parts));
    ui::install(m_engine);
    m_model->openWorkspace(config, {});
    m_engine.setInitialProperties({{u"app"_s, QVariant::fromValue(m_model.get())}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Coterie/Main.qml"_s));
    m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
    if (m_window == nullptr)
        qFatal("The window does not load.");
    QObject::connect(
        m_window, &QQuickWindow::frameSwapped, m_window,
        [this] {
            ++frames;
            paintedAt = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        },
        Qt::DirectConnection);
    const bool ready = waitUntil([this] {
        m_list = itemOf(u"MessageList"_s);
        return m_list != nullptr && workspace().room() != nullptr && !messages().isLoading();
    });
    if (!ready)
        qFatal("The window does not reach a room.");
}

viewmodel::MessageListModel &AppWindow::messages() const
{
    return *workspace().room()->messages();
}

QQuickItem *AppWindow::itemOf(const QString &typeName) const
{
    return find(m_window->contentItem(), typeName);
}

void AppWindow::turn(int waitMillis)
{
    QTimer end;
    end.setSingleShot(true);
    end.start(waitMillis);
    QCoreApplication::processEvents(waitMillis > 0 ? QEventLoop::WaitForMoreEvents : QEventLoop::AllEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

bool AppWindow::waitUntil(const std::function<bool()> &done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < patienceMillis)
        turn(20);
    return done();
}

bool AppWindow::open(const QString &room)
{
    workspace().openRoom(room);
    return waitUntil([&] { return workspace().room()->roomId() == room && !messages().isLoading(); });
}

void AppWindow::nextFrame()
{
    const int before = frames;
    m_window->update();
    waitUntil([this, before] { return frames > before; });
}

QQuickItem *AppWindow::rowOf(const QString &key) const
{
    const auto rows = m_list->property("contentItem").value<QQuickItem *>()->childItems();
    const auto isRow = [&](QQuickItem *row) {
        const qreal top = row->mapToItem(m_list, {}).y();
        return row->isVisible() && row->property("key").toString() == key && top + row->height() > 0
            && top < m_list->height();
    };
    const auto found = std::ranges::find_if(rows, isRow);
    return found == rows.end() ? nullptr : *found;
}

bool AppWindow::isCovered() const
{
    const auto contentY = m_list->property("contentY").toReal();
    for (const qreal y : {qreal(2), m_list->height() / 2, m_list->height() - 2}) {
        QQuickItem *row = nullptr;
        QMetaObject::invokeMethod(
            m_list, "itemAt", Q_RETURN_ARG(QQuickItem *, row), Q_ARG(qreal, qreal(2)), Q_ARG(qreal, contentY + y));
        if (row == nullptr)
            return false;
    }
    return true;
}

} // namespace coterie::bench
