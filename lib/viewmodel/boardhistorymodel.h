#pragma once

#include "collab/sharedboard.h"
#include "viewmodel/boardpicture.h"
#include "viewmodel/versionlistmodel.h"

#include <QThreadPool>
#include <QTimer>
#include <QVariant>

#include <map>
#include <memory>

namespace coterie::viewmodel {

/// A board through time: the versions in a row, oldest first, with the board as it is now at the end, and a picture of
/// the one that is looked at. What a version holds is asked for when it is looked at; it is read and painted on a
/// worker thread. Every picture shows the same part of the board, so that what changes is what one sees change.
class BoardHistoryModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A board owns its history.")
    Q_PROPERTY(int count READ count NOTIFY countChanged) ///< moments: the versions and now
    Q_PROPERTY(int position READ position WRITE setPosition NOTIFY positionChanged) ///< 0: the oldest; count - 1: now
    Q_PROPERTY(QString versionId READ versionId NOTIFY positionChanged) ///< empty: now
    Q_PROPERTY(QString title READ title NOTIFY positionChanged)
    Q_PROPERTY(QString detail READ detail NOTIFY positionChanged) ///< when, and who
    Q_PROPERTY(QVariant picture READ pictureValue NOTIFY pictureChanged) ///< a QImage
    Q_PROPERTY(bool loading READ isLoading NOTIFY pictureChanged)
    Q_PROPERTY(QString failure READ failure NOTIFY pictureChanged) ///< why there is no picture, in words
    Q_PROPERTY(QString page READ page WRITE setPage NOTIFY wishChanged)
    Q_PROPERTY(QSize pixels READ pixels WRITE setPixels NOTIFY wishChanged) ///< of the picture, of the device
    Q_PROPERTY(QString family READ family WRITE setFamily NOTIFY wishChanged)
public:
    static constexpr size_t KeptVersions = 16; ///< read and in memory, for a hand that goes to and fro

    BoardHistoryModel(Context &context, const protocol::DocumentId &docId, VersionListModel &versions,
        collab::SharedBoard &board, QObject *parent = nullptr);
    ~BoardHistoryModel() override;

    [[nodiscard]] int count() const { return int(m_versions.versions().size()) + 1; }
    [[nodiscard]] int position() const { return m_position; }
    void setPosition(int position);
    [[nodiscard]] QString versionId() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString detail() const;
    [[nodiscard]] QImage picture() const { return m_picture; }
    [[nodiscard]] QVariant pictureValue() const { return m_picture; } ///< for QML, which knows no images
    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] QString page() const { return m_page.value(); }
    void setPage(const QString &page);
    [[nodiscard]] QSize pixels() const { return m_wish.pixels; }
    void setPixels(QSize pixels);
    [[nodiscard]] QString family() const { return m_wish.family; }
    void setFamily(const QString &family);

    Q_INVOKABLE void showVersion(const QString &versionId);
    Q_INVOKABLE void open(); ///< somebody looks: from now on there are pictures
    Q_INVOKABLE void close(); ///< and what was read is let go

Q_SIGNALS:
    void countChanged();
    void positionChanged();
    void pictureChanged();
    void wishChanged();

private:
    using Read = std::shared_ptr<const ReadBoard>;
    void versionsChanged();
    void refresh();
    void ask();
    void take(int number, const QString &versionId, const QByteArray &state);
    void paint(int number, const Read &read);
    void paintNow(int number);
    void show(int number, const QImage &picture);
    void fail(const QString &words);
    [[nodiscard]] const protocol::DocumentVersion *version() const; ///< null: now
    [[nodiscard]] QRectF presentArea() const;
    void keep(const QString &versionId, const Read &read);

    Context &m_context;
    protocol::DocumentId m_docId;
    VersionListModel &m_versions;
    collab::SharedBoard &m_board;
    PictureWish m_wish;
    board::PageId m_page;
    int m_position = 0;
    QString m_shown; ///< the version at the position; empty: now
    QImage m_picture;
    QString m_failure;
    bool m_isOpen = false;
    bool m_isLoading = false;
    int m_asks = 0; ///< the answer to an older one is no answer
    QList<std::pair<QString, Read>> m_kept; ///< by version, used last at the end
    QTimer m_pause; ///< a hand that moves on asks for nothing
    QThreadPool m_painter; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
