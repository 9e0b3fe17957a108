#pragma once

#include "viewmodel/boardpicture.h"
#include "viewmodel/context.h"
#include "viewmodel/messagelistmodel.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coterie::viewmodel {

class DocumentLink;

/// A board as a small picture that follows it while it is looked at: what is on this computer at once, then what others
/// draw, every two seconds at most. Nobody is told that somebody looks (client::Attendance::Onlooker). It is read and
/// painted on a worker thread.
class BoardPreview : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::viewmodel::MessageListModel *messages MEMBER m_messages WRITE setMessages NOTIFY wishChanged)
    Q_PROPERTY(QString docId MEMBER m_docId WRITE setDocId NOTIFY wishChanged)
    Q_PROPERTY(bool live MEMBER m_live WRITE setLive NOTIFY wishChanged) ///< it is seen; else it rests
    Q_PROPERTY(QSize pixels MEMBER m_pixels WRITE setPixels NOTIFY wishChanged) ///< of the picture, of the device
    Q_PROPERTY(QString family MEMBER m_family WRITE setFamily NOTIFY wishChanged)
    Q_PROPERTY(QString title READ title NOTIFY pictureChanged)
    Q_PROPERTY(QString detail READ detail NOTIFY pictureChanged)
    Q_PROPERTY(QVariant picture READ pictureValue NOTIFY pictureChanged) ///< a QImage
    Q_PROPERTY(bool drawn READ isDrawn NOTIFY pictureChanged) ///< there is a picture
public:
    static constexpr Millis PaintEvery {2'000};

    explicit BoardPreview(QObject *parent = nullptr);
    ~BoardPreview() override;

    void setMessages(MessageListModel *messages);
    void setDocId(const QString &docId);
    void setLive(bool live);
    void setPixels(QSize pixels);
    void setFamily(const QString &family);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString detail() const;
    [[nodiscard]] QImage picture() const { return m_picture; }
    [[nodiscard]] QVariant pictureValue() const { return m_picture; } ///< for QML, which knows no images
    [[nodiscard]] bool isDrawn() const { return !m_picture.isNull(); }

Q_SIGNALS:
    void wishChanged();
    void pictureChanged();

private:
    struct Copy; ///< of the board, on the worker thread
    template <typename T>
    void set(T &member, T value);
    void refresh();
    void rest();
    void begin();
    void paintSoon();
    void paint();

    MessageListModel *m_messages = nullptr;
    QString m_docId;
    QString m_shownId; ///< whose picture it is
    bool m_live = false;
    QSize m_pixels;
    QString m_family;
    QImage m_picture;
    bool m_isEmpty = false; ///< nothing is drawn on it, or nothing is on this computer yet
    std::unique_ptr<DocumentLink> m_link;
    QList<QByteArray> m_inbox; ///< not joined in yet
    std::shared_ptr<Copy> m_copy; ///< touched by the painter only
    int m_wishes = 0; ///< the picture of an older one is not shown
    bool m_isPainting = false;
    QTimer m_pace;
    QThreadPool m_painter; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
