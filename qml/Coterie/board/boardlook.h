#pragma once

#include "drawing/palette.h"

#include <QColor>
#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace coterie::boardview {

/// What a board is shown with. QML binds it to the Theme once. GUI thread.
class BoardLook : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark MEMBER dark NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool highContrast MEMBER highContrast NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString family MEMBER family NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor accent MEMBER accent NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor ground MEMBER ground NOTIFY lookChanged FINAL)
    Q_PROPERTY(qreal lineWidth MEMBER lineWidth NOTIFY lookChanged FINAL)
    Q_PROPERTY(int glide MEMBER glide NOTIFY lookChanged FINAL) // milliseconds to another place; 0: at once
public:
    explicit BoardLook(QObject *parent = nullptr);

    [[nodiscard]] drawing::Palette palette() const;

    bool dark = false;
    bool highContrast = false;
    QString family;
    QColor accent; ///< of the selection, guides and handles
    QColor ground; ///< behind everything, and inside handles
    qreal lineWidth = 1; ///< of frames around selections, in item units
    int glide = 160;

Q_SIGNALS:
    void lookChanged();
    void restyled(); ///< once, when a theme's many changes are all here

private:
    void announce();

    bool m_announcing = false;
};

} // namespace coterie::boardview
