#pragma once

#include "viewmodel/messagelistmodel.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <QQmlComponent>
#include <QQuickItem>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace coterie::screens {

/// What all the rows of one message list share: the model, the look, which part of the list is seen, and how the parts
/// are made that only some messages have. QML binds it to the Theme once; a row then needs no binding of its own for
/// any of it. Lengths are pixels of the window. GUI thread.
class Timeline : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::viewmodel::MessageListModel *messages MEMBER messages NOTIFY messagesChanged FINAL)
    Q_PROPERTY(QUrl status MEMBER status NOTIFY messagesChanged FINAL)
    Q_PROPERTY(QUrl poll MEMBER poll NOTIFY messagesChanged FINAL)
    Q_PROPERTY(QUrl board MEMBER board NOTIFY messagesChanged FINAL)
    Q_PROPERTY(QUrl reactions MEMBER reactions NOTIFY messagesChanged FINAL)
    Q_PROPERTY(qreal viewTop READ viewTop WRITE setViewTop NOTIFY viewportChanged FINAL)
    Q_PROPERTY(qreal viewHeight READ viewHeight WRITE setViewHeight NOTIFY viewportChanged FINAL)
    Q_PROPERTY(qreal scale MEMBER scale NOTIFY styleChanged FINAL)
    Q_PROPERTY(bool mirrored MEMBER mirrored NOTIFY styleChanged FINAL)
    Q_PROPERTY(qreal lineWidth MEMBER lineWidth NOTIFY styleChanged FINAL)
    Q_PROPERTY(qreal focusWidth MEMBER focusWidth NOTIFY styleChanged FINAL)
    Q_PROPERTY(qreal pendingOpacity MEMBER pendingOpacity NOTIFY styleChanged FINAL)
    Q_PROPERTY(bool highContrast MEMBER highContrast NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString family MEMBER family NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString monoFamily MEMBER monoFamily NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor ink MEMBER ink NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor soft MEMBER soft NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor faint MEMBER faint NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor accent MEMBER accent NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor danger MEMBER danger NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor dangerSoft MEMBER dangerSoft NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor hover MEMBER hover NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor selected MEMBER selected NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor line MEMBER line NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor track MEMBER track NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor tileInk MEMBER tileInk NOTIFY styleChanged FINAL)
public:
    explicit Timeline(QObject *parent = nullptr);

    /// A length of the design as whole pixels at the chosen scale.
    [[nodiscard]] qreal px(qreal length) const { return qRound(length * scale); }
    [[nodiscard]] QFont font(qreal size, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] QFont monoFont(qreal size) const;

    /// The item of one of those files, compiled when it is first wanted; null if it cannot be made, which is said on
    /// the log. The caller owns it.
    [[nodiscard]] QQuickItem *makePart(const QUrl &file, const QVariantMap &properties);

    [[nodiscard]] qreal viewTop() const { return m_viewTop; } ///< in coordinates of the list's content
    [[nodiscard]] qreal viewHeight() const { return m_viewHeight; }
    void setViewTop(qreal top);
    void setViewHeight(qreal height);

    coterie::viewmodel::MessageListModel *messages = nullptr;
    // The files of what a message may have; each takes `row`.
    QUrl status;
    QUrl poll;
    QUrl board;
    QUrl reactions;
    qreal scale = 1;
    bool mirrored = false;
    qreal lineWidth = 1;
    qreal focusWidth = 2;
    qreal pendingOpacity = 1;
    bool highContrast = false;
    QString family;
    QString monoFamily;
    QColor ink, soft, faint, accent, danger, dangerSoft, hover, selected, line, track, tileInk;

Q_SIGNALS:
    void messagesChanged();
    void styleChanged();
    void restyled(); ///< once, when a theme's many changes are all here
    void viewportChanged();
    void linkActivated(const QString &url); ///< a part leads there
    void reactionPickerRequested(const QString &key, QQuickItem *near); ///< a part asks the list

private:
    void announceStyle();

    QHash<QUrl, QQmlComponent *> m_components; ///< our children
    bool m_announcing = false;
    qreal m_viewTop = 0;
    qreal m_viewHeight = 0;
};

} // namespace coterie::screens
