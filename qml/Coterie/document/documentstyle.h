#pragma once

#include "blockscan.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coterie::document {

/// What a document is painted with. QML binds it to the Theme once. Lengths are pixels of the window. GUI thread.
class DocumentStyle : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(qreal scale MEMBER scale NOTIFY styleChanged FINAL)
    Q_PROPERTY(qreal lineWidth MEMBER lineWidth NOTIFY styleChanged FINAL)
    Q_PROPERTY(qreal caretWidth MEMBER caretWidth NOTIFY styleChanged FINAL)
    Q_PROPERTY(int scrollDuration MEMBER scrollDuration NOTIFY styleChanged FINAL)
    Q_PROPERTY(int fadeDuration MEMBER fadeDuration NOTIFY styleChanged FINAL)
    Q_PROPERTY(bool dark MEMBER dark NOTIFY styleChanged FINAL)
    Q_PROPERTY(bool highContrast MEMBER highContrast NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString family MEMBER family NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString monoFamily MEMBER monoFamily NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor ink MEMBER ink NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor soft MEMBER soft NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor faint MEMBER faint NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor accent MEMBER accent NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor accentInk MEMBER accentInk NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor line MEMBER line NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor codeGround MEMBER codeGround NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor selection MEMBER selection NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor match MEMBER match NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor currentMatch MEMBER currentMatch NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor annotation MEMBER annotation NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor flagInk MEMBER flagInk NOTIFY styleChanged FINAL)
public:
    explicit DocumentStyle(QObject *parent = nullptr);

    /// How the words of a line look.
    struct Face {
        QFont font;
        QColor color;
        qreal lineHeight = 0;
        qreal above = 0; ///< room over its first row
        qreal below = 0;
    };
    [[nodiscard]] Face face(const LineInfo &info) const;
    [[nodiscard]] qreal px(qreal length) const { return qRound(length * scale); }
    [[nodiscard]] QFont font(qreal size, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] QFont monoFont(qreal size) const;
    [[nodiscard]] qreal hang() const { return px(72); } ///< room left of the column for marks that hang out
    [[nodiscard]] qreal listIndent() const { return px(22); }
    [[nodiscard]] qreal quoteIndent() const { return px(18); }
    [[nodiscard]] qreal codeInset() const { return px(14); }

    qreal scale = 1;
    qreal lineWidth = 1;
    qreal caretWidth = 2;
    int scrollDuration = 160;
    int fadeDuration = 240;
    bool dark = false;
    bool highContrast = false;
    QString family;
    QString monoFamily;
    QColor ink, soft, faint, accent, accentInk, line, codeGround, selection, match, currentMatch, annotation, flagInk;

Q_SIGNALS:
    void styleChanged();
    void restyled(); ///< once, when a theme's many changes are all here

private:
    void announce();

    bool m_announcing = false;
};

} // namespace coterie::document
