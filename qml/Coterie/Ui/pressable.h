#pragma once

#include <QBasicTimer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// What every clickable thing shares: hover, press, keyboard, tool tip, visible focus, and what a screen reader is
/// told. A click does not take the focus, so a person who is typing keeps typing; Tab reaches it like any control.
///
/// One item that costs nothing while it rests: the ring of the focus, the plate under the pointer and what belongs to
/// the screen reader are files of this module, made when they are first needed. GUI thread.
class Pressable : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text MEMBER m_text NOTIFY textChanged)
    Q_PROPERTY(QString tip MEMBER m_tip NOTIFY tipChanged)
    Q_PROPERTY(QString shortcutHint MEMBER m_shortcutHint NOTIFY shortcutHintChanged)
    Q_PROPERTY(bool checkable MEMBER m_checkable NOTIFY checkableChanged)
    Q_PROPERTY(bool checked MEMBER m_checked NOTIFY checkedChanged)
    Q_PROPERTY(bool hovered READ isHovered NOTIFY hoveredChanged FINAL)
    Q_PROPERTY(bool pressed READ isPressed NOTIFY pressedChanged FINAL)
    Q_PROPERTY(bool focused READ isFocused NOTIFY focusedChanged FINAL)
    /// For the screen reader, beside `text` (or `tip`) as the name: what Accessible.role and its like would say.
    Q_PROPERTY(int role MEMBER m_role NOTIFY roleChanged)
    Q_PROPERTY(QString description MEMBER m_description NOTIFY descriptionChanged) ///< empty: the tip or its chord
    Q_PROPERTY(bool selectable MEMBER m_selectable NOTIFY selectableChanged)
    Q_PROPERTY(bool selected MEMBER m_selected NOTIFY selectedChanged)
    /// The ring of the focus, for controls that show it so; in lengths of the design at scale 1.
    Q_PROPERTY(bool ring MEMBER m_ring NOTIFY ringChanged)
    Q_PROPERTY(int ringGap MEMBER m_ringGap NOTIFY ringChanged) ///< from the edge outwards
    Q_PROPERTY(int ringRadius MEMBER m_ringRadius NOTIFY ringChanged) ///< below zero: that of a control
    Q_PROPERTY(Plate plate READ plate WRITE setPlate NOTIFY plateChanged)
    Q_PROPERTY(bool lit READ isLit WRITE setLit NOTIFY litChanged) ///< the plate stays: chosen, current, switched on
public:
    /// What lies under the content while the pointer is over it: nothing, the colour of hovering, and what it becomes
    /// while `lit`.
    enum class Plate { None, Hover, Select, Accent };
    Q_ENUM(Plate)

    explicit Pressable(QQuickItem *parent = nullptr);
    ~Pressable() override;

    [[nodiscard]] bool isHovered() const { return m_underPointer && isEnabled(); }
    [[nodiscard]] bool isPressed() const { return m_button != Qt::NoButton || m_pressedByKey; }
    [[nodiscard]] bool isFocused() const { return hasActiveFocus() && isEnabled(); }
    [[nodiscard]] Plate plate() const { return m_plate; }
    void setPlate(Plate plate);
    [[nodiscard]] bool isLit() const { return m_lit; }
    void setLit(bool lit);

    Q_INVOKABLE void click(); ///< as a person would; nothing while disabled

Q_SIGNALS:
    void clicked();
    void doubleClicked(); ///< where somebody listens: instead of the second click
    void contextRequested(qreal x, qreal y); ///< right button, Menu key, or a long press

    void textChanged();
    void tipChanged();
    void shortcutHintChanged();
    void checkableChanged();
    void checkedChanged();
    void hoveredChanged();
    void pressedChanged();
    void focusedChanged();
    void roleChanged();
    void descriptionChanged();
    void selectableChanged();
    void selectedChanged();
    void ringChanged();
    void plateChanged();
    void litChanged();

protected:
    void componentComplete() override;
    void hoverEnterEvent(QHoverEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void itemChange(ItemChange change, const ItemChangeData &value) override;

private:
    friend class Listeners;

    void setUnderPointer(bool under);
    void setButton(Qt::MouseButton button);
    void setPressedByKey(bool pressed);
    void leaveTip();
    void hoverMayHaveChanged();
    void focusMayHaveChanged();
    void showRing();
    void showPlate();
    void speak();

    QString m_text;
    QString m_tip;
    QString m_shortcutHint;
    QString m_description;
    QPointF m_pressedAt;
    QBasicTimer m_hold;
    Qt::MouseButton m_button = Qt::NoButton; ///< what holds it down
    Plate m_plate = Plate::None;
    int m_role;
    int m_ringGap = 2;
    int m_ringRadius = -1;
    bool m_ring = false;
    bool m_hasRing = false;
    bool m_checkable = false;
    bool m_checked = false;
    bool m_selectable = false;
    bool m_selected = false;
    bool m_lit = false;
    bool m_underPointer = false;
    bool m_pressedByKey = false;
    bool m_spent = false; ///< this press has been answered already: its release is no click
    bool m_wasHovered = false;
    bool m_wasFocused = false;
    bool m_hasPlate = false;
    bool m_speaks = false;
};

} // namespace coterie::ui
