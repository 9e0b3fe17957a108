#pragma once

#include "drawing/palette.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace coterie::viewmodel {

/// The colours of boards for those who choose one, in the theme they look at. GUI thread.
class BoardColours : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark MEMBER m_dark NOTIFY changed)
    Q_PROPERTY(bool highContrast MEMBER m_highContrast NOTIFY changed)
    Q_PROPERTY(QStringList names READ names CONSTANT) ///< in the order of a picker, without "none"
    Q_PROPERTY(QStringList fills READ fills CONSTANT) ///< "none" first
    Q_PROPERTY(QColor ground READ ground NOTIFY changed)
public:
    using QObject::QObject;

    [[nodiscard]] static QStringList names() { return drawing::Palette::names(); }
    [[nodiscard]] static QStringList fills() { return QStringList {QStringLiteral("none")} + names(); }
    [[nodiscard]] QColor ground() const { return palette().ground(); }
    /// As it looks on the board; of "stroke", "fill" or "note".
    Q_INVOKABLE QColor colour(const QString &name, const QString &use) const;
    Q_INVOKABLE QString title(const QString &name) const; ///< in words for people

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] drawing::Palette palette() const { return {.dark = m_dark, .highContrast = m_highContrast}; }

    bool m_dark = false;
    bool m_highContrast = false;
};

} // namespace coterie::viewmodel
