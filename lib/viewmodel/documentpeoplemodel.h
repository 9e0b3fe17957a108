#pragma once

#include "collab/people.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// Who else is in the open document and what they do there, one row for each person. One of them can be followed: the
/// view goes where their caret or their own view goes.
class DocumentPeopleModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A document owns its people.")
    /// The window of theirs that the view follows; 0: nobody is followed.
    Q_PROPERTY(double followedClient READ followedClient NOTIFY followedChanged)
    Q_PROPERTY(QString followedName READ followedName NOTIFY followedChanged)
    Q_PROPERTY(QString followedColor READ followedColor NOTIFY followedChanged)
    Q_PROPERTY(QString followers READ followers NOTIFY followersChanged) ///< "Theo and Mina"; empty: nobody follows us
    Q_PROPERTY(int followerCount READ followerCount NOTIFY followersChanged)
public:
    /// One window of somebody who is in the document.
    struct Present {
        quint64 client = 0;
        collab::Person person;
        bool active = false; ///< has a caret or a pointer in it
        bool followsUs = false;
        bool idle = false; ///< has done nothing for a while
        QString tool {}; ///< as in collab::toolNames(); empty: a text has none
    };
    enum class Role { PersonKey = Qt::UserRole + 1, Name, Initials, Color, Followed, Idle, Tool, Doing };
    Q_ENUM(Role)

    explicit DocumentPeopleModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const QList<Present> &peers);
    [[nodiscard]] double followedClient() const; ///< below 2^53, so exact
    [[nodiscard]] QString followedName() const;
    [[nodiscard]] QString followedColor() const;
    [[nodiscard]] QString followers() const { return m_followers; }
    [[nodiscard]] int followerCount() const { return m_followerCount; }
    Q_INVOKABLE void follow(const QString &personKey); ///< again, or empty: stop

Q_SIGNALS:
    void followedChanged();
    void followersChanged();

private:
    struct Row {
        QString key; ///< the user's id, or "client/…" for somebody without one
        QString name;
        QString initials;
        QString color;
        quint64 client = 0; ///< of several windows the one that is active
        bool followed = false;
        bool writing = false; ///< their caret or pointer is in it
        bool idle = false; ///< in all of their windows
        QString tool;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] const Row *followedRow() const;
    [[nodiscard]] static QString doing(const Row &row);

    Context &m_context;
    QList<Present> m_peers;
    std::vector<Row> m_rows;
    QString m_followed;
    QString m_followers;
    int m_followerCount = 0;
};

} // namespace coterie::viewmodel
