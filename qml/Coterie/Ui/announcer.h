#pragma once

#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// Tells screen readers politely that something has appeared. Qt 6.8 can say the words; before, an alert names the
/// item.
class Announcer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    Q_INVOKABLE void announce(QQuickItem *item, const QString &words) const;
};

} // namespace coterie::ui
