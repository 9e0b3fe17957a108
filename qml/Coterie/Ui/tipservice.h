#pragma once

#include <QBasicTimer>
#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

class QQmlComponent;

namespace coterie::ui {

/// Shows one tool tip at a time, when the pointer has rested on something. Shared by all of an engine, so that a
/// control costs no timer and no loader for a tip nobody may ever read. GUI thread.
class TipService : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    explicit TipService(QObject *parent = nullptr);
    ~TipService() override;

    /// That of the engine which made `object`; null when no engine did.
    [[nodiscard]] static TipService *of(const QObject &object);

    /// The pointer has come to rest on `target`.
    Q_INVOKABLE void enter(QQuickItem *target, const QString &text, const QString &hint);
    Q_INVOKABLE void leave(QQuickItem *target); ///< the pointer has left `target`, or presses it

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void end();

    QPointer<QQuickItem> m_target;
    QPointer<QQuickItem> m_bubble; ///< its window's content owns it
    QMetaObject::Connection m_targetGone;
    std::unique_ptr<QQmlComponent> m_component;
    QString m_text;
    QString m_hint;
    QBasicTimer m_rest;
};

} // namespace coterie::ui
