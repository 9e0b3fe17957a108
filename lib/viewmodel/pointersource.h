#pragma once

#include <QColor>
#include <QList>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace coterie::viewmodel {

/// Somebody's pointer on a surface (a room, a document, a board): the last that was told of it.
struct RemotePointer {
    QString key; ///< whose it is; stays
    QString name;
    QColor color;
    QString anchor; ///< what `at` refers to; empty: the surface itself
    QPointF at; ///< the surface's own units
    QString tool; ///< as in collab::toolNames(); may be empty
    QString chat; ///< one line that is said at the pointer
    bool laser = false; ///< it draws a trail
    bool isOwn = false; ///< this person's: only what it draws is shown
    bool operator==(const RemotePointer &) const = default;
};

/// The icon of a tool that says what somebody does; empty for who only looks around.
[[nodiscard]] QString toolIcon(const QString &tool);

/// Whose pointers there are on one surface. Motion between samples, fading and pictures are the view's business. GUI
/// thread.
class PointerSource : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Whoever owns the surface owns its pointers.")
public:
    explicit PointerSource(QObject *parent = nullptr);
    ~PointerSource() override;

    [[nodiscard]] virtual QList<RemotePointer> pointers() const = 0;

Q_SIGNALS:
    void pointerChanged(const coterie::viewmodel::RemotePointer &pointer); ///< came, moved, or looks otherwise
    void pointerLeft(const QString &key);
    void pointersReset(); ///< look at all of them again
    void reactionThrown(const QString &name, QPointF at);
};

} // namespace coterie::viewmodel
