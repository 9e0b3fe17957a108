#include "screen.h"

#include "Coterie/Ui/ui.h"
#include "viewmodel/appmodel.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Coterie_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Coterie_UiPlugin)
Q_IMPORT_QML_PLUGIN(CoteriePlugin)

using namespace Qt::StringLiterals;

namespace coterie::testing {

Warnings::Warnings(QQmlEngine &engine)
{
    engine.setOutputWarningsToStandardError(false);
    QObject::connect(&engine, &QQmlEngine::warnings, &engine, [this](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            m_texts.append(error.toString());
    });
}

Screen::Screen(viewmodel::AppModel &app) : m_warnings(m_engine)
{
    ui::install(m_engine);
    ui::installRemainingFonts();
    QAccessible::setActive(true); // a test listens as a screen reader does
    m_engine.setInitialProperties({{u"app"_s, QVariant::fromValue(&app)}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Coterie/Main.qml"_s));
    if (!m_engine.rootObjects().isEmpty())
        m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    if (m_window) {
        m_window->requestActivate();
        (void)QTest::qWaitForWindowActive(m_window);
    }
}

void Screen::resize(int width, int height)
{
    m_window->resize(width, height);
    QCoreApplication::processEvents();
}

QImage Screen::grab()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
    return m_window->grabWindow();
}

void Screen::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(m_window, key, modifiers);
    QCoreApplication::processEvents();
}

void Screen::type(const QString &text)
{
    for (const QChar letter : text)
        QTest::keyClick(m_window, letter.toLatin1());
    QCoreApplication::processEvents();
}

QAccessibleInterface *Screen::accessible(int role, const QString &name) const
{
    const auto all = accessibleTree(QAccessible::queryAccessibleInterface(m_window));
    for (QAccessibleInterface *entry : all) {
        if ((role == QAccessible::NoRole || entry->role() == role) && entry->text(QAccessible::Name) == name)
            return entry;
    }
    return nullptr;
}

QString Screen::focusedName() const
{
    QQuickItem *item = m_window->activeFocusItem();
    QAccessibleInterface *entry = item ? QAccessible::queryAccessibleInterface(item) : nullptr;
    return entry ? entry->text(QAccessible::Name) : QString();
}

QQuickItem *Screen::find(const QString &typeName) const
{
    QList<QQuickItem *> open {m_window->contentItem()};
    while (!open.isEmpty()) {
        QQuickItem *item = open.takeFirst();
        const QString type = QString::fromLatin1(item->metaObject()->className());
        if (item->isVisible() && (type == typeName || type.startsWith(typeName + u"_QMLTYPE_"_s)))
            return item;
        open.append(item->childItems());
    }
    return nullptr;
}

QList<QAccessibleInterface *> accessibleTree(QAccessibleInterface *root)
{
    QList<QAccessibleInterface *> found;
    if (!root || root->state().invisible)
        return found;
    found.append(root);
    for (int i = 0; i < root->childCount(); ++i)
        found.append(accessibleTree(root->child(i)));
    return found;
}

} // namespace coterie::testing
