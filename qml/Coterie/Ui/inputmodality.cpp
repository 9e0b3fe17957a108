#include "inputmodality.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace coterie::ui {

InputModality::InputModality(QObject *parent) : QObject(parent)
{
    qGuiApp->installEventFilter(this);
}

bool InputModality::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_F6: setKeyboard(true); break;
        default: break;
        }
    } else if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::TouchBegin) {
        setKeyboard(false);
    }
    if (watched->isWindowType()) {
        switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::TouchBegin:
        case QEvent::Wheel: Q_EMIT used(); break;
        default: break;
        }
    }
    return QObject::eventFilter(watched, event);
}

void InputModality::setKeyboard(bool keyboard)
{
    if (m_keyboard == keyboard)
        return;
    m_keyboard = keyboard;
    Q_EMIT keyboardChanged();
}

} // namespace coterie::ui
