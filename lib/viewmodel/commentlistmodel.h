#pragma once

#include "collab/comments.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QVariantList>

namespace coterie::viewmodel {

/// The comments of the open document in the order of the text; those that are resolved only when asked for.
class CommentListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A document owns its comments.")
    Q_PROPERTY(int openCount READ openCount NOTIFY countsChanged)
    Q_PROPERTY(int resolvedCount READ resolvedCount NOTIFY countsChanged)
    Q_PROPERTY(bool showsResolved READ showsResolved WRITE setShowsResolved NOTIFY showsResolvedChanged)
    Q_PROPERTY(QString currentId READ currentId WRITE setCurrentId NOTIFY currentIdChanged)
public:
    enum class Role {
        CommentId = Qt::UserRole + 1,
        Author,
        Initials,
        Color,
        Time,
        Text,
        Quote,
        Resolved,
        Own,
        Replies, ///< a list of {author, initials, color, time, text, own}
        Current,
    };
    Q_ENUM(Role)

    CommentListModel(Context &context, collab::Comments &comments, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void refresh(); ///< times and names may read differently
    [[nodiscard]] int openCount() const { return m_open; }
    [[nodiscard]] int resolvedCount() const { return m_resolved; }
    [[nodiscard]] bool showsResolved() const { return m_showsResolved; }
    void setShowsResolved(bool shows);
    [[nodiscard]] QString currentId() const { return m_currentId; }
    void setCurrentId(const QString &id);

    Q_INVOKABLE bool add(int start, int end, const QString &text); ///< false: nothing to say, or about nothing
    Q_INVOKABLE void reply(const QString &id, const QString &text) { m_comments.reply(id, text); }
    Q_INVOKABLE void setResolved(const QString &id, bool resolved) { m_comments.setResolved(id, resolved); }
    Q_INVOKABLE void remove(const QString &id) { m_comments.remove(id); }
    Q_INVOKABLE void removeReply(const QString &id, int index) { m_comments.removeReply(id, index); }
    Q_INVOKABLE int positionOf(const QString &id) const; ///< where its words begin now; -1: nowhere
    Q_INVOKABLE int rowOf(const QString &id) const; ///< -1: not shown

Q_SIGNALS:
    void countsChanged();
    void showsResolvedChanged();
    void currentIdChanged();

private:
    struct Row {
        QString key;
        QString author;
        QString initials;
        QString color;
        QString time;
        QString text;
        QString quote;
        QVariantList replies;
        bool resolved = false;
        bool own = false;
        bool current = false;
        bool operator==(const Row &) const = default;
    };
    struct Author {
        QString name;
        QString initials;
        QString color;
        bool own = false;
    };
    [[nodiscard]] Author authorOf(const QString &userId, const QString &name) const;
    [[nodiscard]] Row rowFor(const collab::Comment &comment) const;

    Context &m_context;
    collab::Comments &m_comments;
    std::vector<Row> m_rows;
    QString m_currentId;
    int m_open = 0;
    int m_resolved = 0;
    bool m_showsResolved = false;
};

} // namespace coterie::viewmodel
