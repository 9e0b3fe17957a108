#pragma once

#include "protocol/types.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QTimer>

namespace coterie::viewmodel {

/// What has just happened, for five seconds (an alarm for as long as it is not dismissed), at most three at a time; the
/// newest is last.
class ToastModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its toasts.")
public:
    enum class Role { Id = Qt::UserRole + 1, Type, Title, Message, Source, RoomId, MessageId, Key };
    Q_ENUM(Role)
    static constexpr Millis Lifetime {5'000};
    static constexpr int MaximumRows = 3;

    explicit ToastModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const protocol::Notification &notification, const QString &source);
    void notice(const QString &text,
        const QString &type = QStringLiteral("warning")); ///< something of one's own: refused, or done
    void alarm(const QString &text); ///< stays until it is dismissed; its first sentence is the title
    void expire(); ///< removes what is old enough by the clock

    Q_INVOKABLE void dismiss(const QString &id);
    Q_INVOKABLE void open(const QString &id);
    Q_INVOKABLE void setHeld(bool held); ///< the pointer is over them: they stay

Q_SIGNALS:
    void openRequested(const QString &id, const QString &roomId, const QString &messageId, const QString &docId);

private:
    struct Row {
        QString key;
        QString type;
        QString title;
        QString message;
        QString source;
        QString roomId;
        QString messageId;
        QString docId;
        Instant until {};
        bool operator==(const Row &) const = default;
    };
    void add(Row row);
    void schedule();

    Context &m_context;
    std::vector<Row> m_rows;
    QTimer m_timer;
    int m_noticeNumber = 0;
    bool m_held = false;
};

} // namespace coterie::viewmodel
