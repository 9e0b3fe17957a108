#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coterie::pointers {

/// What pointers are painted with and how they move. QML binds it to the Theme once. Lengths are pixels of the window,
/// times milliseconds. GUI thread.
class PointerLook : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(qreal scale MEMBER scale NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString family MEMBER family NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString emojiFamily MEMBER emojiFamily NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor ink MEMBER ink NOTIFY lookChanged FINAL) // on people's hues
    Q_PROPERTY(QColor edge MEMBER edge NOTIFY lookChanged FINAL) // around pointers and flags
    Q_PROPERTY(bool highContrast MEMBER highContrast NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool animate MEMBER animate NOTIFY lookChanged FINAL)
    Q_PROPERTY(int idleAfter MEMBER idleAfter NOTIFY lookChanged FINAL)
    Q_PROPERTY(qreal idleOpacity MEMBER idleOpacity NOTIFY lookChanged FINAL)
    Q_PROPERTY(int fade MEMBER fade NOTIFY lookChanged FINAL)
public:
    explicit PointerLook(QObject *parent = nullptr);
    ~PointerLook() override;

    [[nodiscard]] qreal px(qreal length) const { return qRound(length * scale); }
    [[nodiscard]] QFont font(qreal size, QFont::Weight weight = QFont::Bold) const;
    [[nodiscard]] QColor hue(const QColor &person) const; ///< as a ground for white words

    qreal scale = 1;
    QString family;
    QString emojiFamily;
    QColor ink {Qt::white};
    QColor edge {Qt::white};
    bool highContrast = false;
    bool animate = true;
    int idleAfter = 4000;
    qreal idleOpacity = 0.35;
    int fade = 180;

Q_SIGNALS:
    void lookChanged();
};

} // namespace coterie::pointers
