#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// What the person is doing with keyboard and pointer: whether they are steering with the keyboard: then the focus is
/// worth showing. A Tab or an arrow says yes, a press of the pointer says no. GUI thread; one filter on the
/// application, two comparisons per event.
class InputModality : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool keyboard READ isKeyboard NOTIFY keyboardChanged FINAL)
public:
    /// The first name of Qt's namespace that a script asks for costs 7 million instructions: not before the first
    /// frame.
    enum Button { RightButton = Qt::RightButton };
    Q_ENUM(Button)

    explicit InputModality(QObject *parent = nullptr);
    [[nodiscard]] bool isKeyboard() const { return m_keyboard; }
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void keyboardChanged();
    void used(); ///< a key, a press, a move, a turn of the wheel in any of our windows

private:
    void setKeyboard(bool keyboard);

    bool m_keyboard = false;
};

} // namespace coterie::ui
