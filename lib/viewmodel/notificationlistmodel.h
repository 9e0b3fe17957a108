#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QSet>

#include <functional>

namespace coterie::viewmodel {

/// The notification centre, newest first.
class NotificationListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its notifications.")
    Q_PROPERTY(int unreadCount READ unreadCount NOTIFY unreadCountChanged)
    Q_PROPERTY(Filter filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(bool live READ isLive NOTIFY statusChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY statusChanged)
public:
    enum class Role {
        Id = Qt::UserRole + 1,
        Type,
        Title,
        Message,
        TimeText,
        FullTime,
        DayTitle,
        Source,
        Unread,
        RoomId,
        MessageId,
        Kind,
    };
    Q_ENUM(Role)
    enum class Filter { All, Mentions, Webhooks };
    Q_ENUM(Filter)
    static constexpr int MaximumRows = 500; ///< as many as anybody scrolls through; the server keeps a day's worth

    using RoomNames = std::function<QString(const protocol::RoomId &)>;
    NotificationListModel(Context &context, RoomNames roomNames, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void apply(const QList<protocol::Notification> &added, const QList<QString> &read,
        const QList<QString> &withdrawn = {}); ///< ids; of withdrawn ones the message was deleted
    void setLive(bool live);
    void refreshTimes() { rebuild(); }

    [[nodiscard]] int unreadCount() const { return m_unread; }
    [[nodiscard]] Filter filter() const { return m_filter; }
    void setFilter(Filter filter);
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] QString statusText() const;

    [[nodiscard]] static QString kindOf(const protocol::Notification &notification);
    [[nodiscard]] static QString typeWord(protocol::NotificationType type);

    Q_INVOKABLE void open(int row);
    Q_INVOKABLE void markAllRead();
    Q_INVOKABLE void markRead(int row);

Q_SIGNALS:
    void unreadCountChanged();
    void filterChanged();
    void statusChanged();
    void openRequested(const QString &roomId, const QString &messageId);
    void documentRequested(const QString &docId);

private:
    struct Row {
        QString key;
        QString type;
        QString title;
        QString message;
        QString timeText;
        QString fullTime;
        QString dayTitle;
        QString source;
        QString kind;
        QString roomId;
        QString messageId;
        QString docId;
        bool unread = false;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] Row rowFor(const protocol::Notification &notification) const;
    [[nodiscard]] QString sourceText(const protocol::Notification &notification) const;
    [[nodiscard]] bool passes(const protocol::Notification &notification) const;
    void rebuild();

    Context &m_context;
    RoomNames m_roomNames;
    QList<protocol::Notification> m_all; ///< newest first
    QSet<QString> m_read;
    std::vector<Row> m_rows;
    Filter m_filter = Filter::All;
    int m_unread = 0;
    bool m_live = false;
};

} // namespace coterie::viewmodel
