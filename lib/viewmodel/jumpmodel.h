#pragma once

#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QTimer>

namespace coterie::viewmodel {

class RoomListModel;

/// Ctrl+K: rooms, people, documents, messages and commands that fit a few typed letters. "#", "@" and ">" narrow it to
/// one kind.
class JumpModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its jump box.")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(bool searching READ isSearching NOTIFY searchingChanged)
public:
    enum class Role {
        Kind = Qt::UserRole + 1,
        Section,
        FirstOfSection,
        Title,
        TitleMarked,
        Detail,
        Hint,
        Color,
        Initials,
        Status,
    };
    Q_ENUM(Role)
    struct Command {
        QString id;
        QString title;
        QString hint;
    };
    static constexpr Millis SearchDelay {150}; ///< a pause in typing, short enough to feel immediate

    JumpModel(Context &context, const RoomListModel &rooms, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] bool isSearching() const { return m_searching; }
    void setCommands(QList<Command> commands);
    void restyle() { rebuild(); }

    Q_INVOKABLE void activate(int row);
    Q_INVOKABLE void reset();

Q_SIGNALS:
    void queryChanged();
    void searchingChanged();
    void roomChosen(const QString &roomId);
    void personChosen(const QString &userId);
    void documentChosen(const QString &docId);
    void messageChosen(const QString &roomId, const QString &messageId);
    void searchChosen(const QString &words);
    void commandChosen(const QString &id);

private:
    enum class Kind { Room, Person, Document, Board, Message, Search, Command };
    struct Row {
        QString key;
        Kind kind = Kind::Room;
        QString target;
        QString second; ///< a message's own id; target is its room
        QString section;
        QString title;
        QString titleMarked;
        QString detail;
        QString hint;
        QString color;
        QString initials;
        QString status;
        int score = 0;
        bool firstOfSection = false;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] static Row rowOf(Kind kind, const QString &prefix, const QString &id);
    void rebuild();
    void search();
    void showFound(const QList<protocol::Message> &messages);
    void addRooms(const QString &words, std::vector<Row> &rows) const;
    void addPeople(const QString &words, std::vector<Row> &rows) const;
    void addDocuments(const QString &words, std::vector<Row> &rows) const;
    void addMessages(const QString &words, std::vector<Row> &rows) const;
    void addSearch(const QString &words, std::vector<Row> &rows) const;
    void addCommands(const QString &words, std::vector<Row> &rows) const;
    [[nodiscard]] bool match(const QString &words, Row &row) const;

    Context &m_context;
    const RoomListModel &m_rooms;
    QString m_query;
    QList<Command> m_commands;
    QList<protocol::Message> m_found;
    std::vector<Row> m_rows;
    bool m_searching = false;
    quint64 m_search = 0; ///< the one that runs
    QTimer m_searchTimer;
};

} // namespace coterie::viewmodel
