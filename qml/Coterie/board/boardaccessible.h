#pragma once

#include "boardcanvas.h"
#include "collab/sharedboard.h"

#include <QAccessible>
#include <QAccessibleObject>
#include <QHash>
#include <QList>

namespace coterie::boardview {

class ShapeAccessible;

/// A board as a screen reader meets it: a list of its page's shapes in reading order. What stands for a shape is made
/// when it is asked for, so thousands of shapes cost nothing until somebody reads them. GUI thread.
class BoardAccessible final : public QAccessibleObject, public QAccessibleActionInterface
{
public:
    static void install(); ///< once is enough
    static void contentChanged(BoardCanvas &canvas); ///< shapes came or went, or another page is shown
    static void selectionChanged(BoardCanvas &canvas);
    /// What others did to shapes that are selected or seen, in words: politely, and at most one sentence.
    static void announce(BoardCanvas &canvas, const collab::BoardChange &change);

    explicit BoardAccessible(BoardCanvas *canvas);
    ~BoardAccessible() override;

    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;
    [[nodiscard]] QWindow *window() const override;
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::List; }
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString &action) override;
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

    [[nodiscard]] BoardCanvas &canvas() const { return *static_cast<BoardCanvas *>(object()); }
    [[nodiscard]] int indexOf(const board::ShapeId &id) const;

private:
    void forget();
    const QList<board::ShapeId> &order() const;
    [[nodiscard]] QAccessibleInterface *interfaceOf(const board::ShapeId &id) const;

    mutable QList<board::ShapeId> m_order; ///< of reading
    mutable QHash<board::ShapeId, int> m_places; ///< in it
    mutable bool m_isOrdered = false;
    mutable QHash<board::ShapeId, QAccessible::Id> m_children; ///< those that were asked for
};

/// One shape of a board: what it is, what it says and where it is. It can be selected, focused and edited; arrow keys
/// move it.
class ShapeAccessible final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    ShapeAccessible(BoardAccessible &board, const board::ShapeId &id);

    [[nodiscard]] bool isValid() const override { return shape() != nullptr; }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override { return m_board.window(); }
    [[nodiscard]] QAccessibleInterface *parent() const override { return &m_board; }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text kind, const QString &text) override;
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override;
    [[nodiscard]] QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString &action) override;
    [[nodiscard]] QString localizedActionName(const QString &action) const override;
    [[nodiscard]] QStringList keyBindingsForAction(const QString &action) const override;

    [[nodiscard]] const board::ShapeId &id() const { return m_id; }

private:
    [[nodiscard]] board::ShapePtr shape() const;

    BoardAccessible &m_board;
    const board::ShapeId m_id;
};

/// "Sticky note, “One sentence”, at 120, 40".
[[nodiscard]] QString described(const board::Shape &shape);

} // namespace coterie::boardview
