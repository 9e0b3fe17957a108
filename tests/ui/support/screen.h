#pragma once

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <memory>

class QAccessibleInterface;

namespace coterie::viewmodel {
class AppModel;
}

namespace coterie::testing {

/// Every QML warning since the engine was made: a test that ends with one has failed.
class Warnings
{
public:
    explicit Warnings(QQmlEngine &engine);
    [[nodiscard]] QStringList texts() const { return m_texts; }

private:
    QStringList m_texts;
};

/// The real window over the real models. The engine behind the models is the caller's.
class Screen
{
public:
    explicit Screen(viewmodel::AppModel &app);
    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    [[nodiscard]] QStringList warnings() const { return m_warnings.texts(); }

    void resize(int width, int height);
    [[nodiscard]] QImage grab(); ///< after everything that was scheduled has been done and painted
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);

    /// The first accessible thing with this role (or any, for NoRole) and name; null: there is none.
    [[nodiscard]] QAccessibleInterface *accessible(int role, const QString &name) const;
    [[nodiscard]] QString focusedName() const; ///< the accessible name of what has the keyboard
    [[nodiscard]] QQuickItem *find(const QString &typeName) const; ///< the first visible item of a QML type

private:
    QQmlApplicationEngine m_engine;
    Warnings m_warnings;
    QQuickWindow *m_window = nullptr;
};

/// All accessible things below `root` that are not invisible, in tree order.
[[nodiscard]] QList<QAccessibleInterface *> accessibleTree(QAccessibleInterface *root);

} // namespace coterie::testing
