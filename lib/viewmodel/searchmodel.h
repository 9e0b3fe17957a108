#pragma once

#include "search/query.h"
#include "viewmodel/completionmodel.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include "client/searching.h"

#include <QTimer>

namespace coterie::viewmodel {

class RoomListModel;

/// The search pane: what is looked for, and what was found, newest first, under its room and day. What is stored here
/// is shown while one types; the server is asked after a pause. GUI thread.
class SearchModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its search.")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY changed)
    Q_PROPERTY(bool completing READ isCompleting NOTIFY changed)
    Q_PROPERTY(coterie::viewmodel::CompletionModel *completion READ completion CONSTANT)
public:
    enum class State { Idle, Searching, Results, NoResults };
    Q_ENUM(State)
    enum class Role {
        MessageId = Qt::UserRole + 1,
        Section,
        FirstOfSection,
        Author,
        Initials,
        Color,
        Time,
        Excerpt,
        PlainExcerpt,
    };
    Q_ENUM(Role)
    static constexpr Millis TypingPause {60}; ///< until what is stored here is searched: a millisecond's work
    static constexpr Millis ServerPause {400}; ///< until the server is asked, too

    SearchModel(Context &context, const RoomListModel &rooms, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString query() const { return m_text; }
    void setQuery(const QString &query);
    [[nodiscard]] State state() const;
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QString problem() const { return m_answer.problem; } ///< in words; empty: none
    [[nodiscard]] bool hasMore() const { return m_answer.hasMore; }
    /// A filter's value is being typed, or nothing yet: Return and the arrows belong to the suggestions, not to the
    /// hits.
    [[nodiscard]] bool isCompleting() const
    {
        return m_completion.isOpen() && (!m_piece.key.isEmpty() || m_text.isEmpty());
    }
    [[nodiscard]] CompletionModel *completion() { return &m_completion; }
    [[nodiscard]] const search::Query &parsed() const { return m_parsed; } ///< what to mark
    void restyle() { rebuild(); }

    Q_INVOKABLE void searchNow(); ///< Return: no waiting for a pause
    Q_INVOKABLE void more(); ///< older hits
    Q_INVOKABLE void open(int row);
    Q_INVOKABLE void suggest(int cursor); ///< fills `completion` for what stands at the cursor
    Q_INVOKABLE int complete(int row); ///< puts a suggestion into the query; returns where the cursor goes
    /// "in:launch " for a room, so that typing goes on in it.
    [[nodiscard]] QString scopeFor(const protocol::RoomId &roomId) const;

Q_SIGNALS:
    void queryChanged();
    void changed();
    void messageChosen(const QString &roomId, const QString &messageId);

private:
    struct Row {
        QString key; ///< the message's id
        QString roomId;
        QString section;
        bool firstOfSection = false;
        QString author;
        QString initials;
        QString color;
        QString time;
        QString excerpt; ///< StyledText, the hits marked
        QString plainExcerpt;
        bool operator==(const Row &) const = default;
    };
    void stop();
    void ask(client::SearchAsk::Where where);
    void take(const client::SearchAnswer &answer);
    void addPage(const client::SearchAnswer &answer);
    void rebuild();
    [[nodiscard]] Row rowOf(const protocol::Message &message) const;
    [[nodiscard]] QString roomLabel(const protocol::RoomId &roomId) const;
    void suggestPeople(const QString &typed, std::vector<CompletionModel::Row> &rows) const;
    void suggestRooms(const QString &typed, std::vector<CompletionModel::Row> &rows) const;
    void suggestWords(const QString &key, const QString &typed, std::vector<CompletionModel::Row> &rows) const;
    void suggestFilters(const QString &typed, std::vector<CompletionModel::Row> &rows) const;

    Context &m_context;
    const RoomListModel &m_rooms;
    QString m_text;
    search::Query m_parsed;
    client::SearchAnswer m_answer;
    std::vector<Row> m_rows;
    CompletionModel m_completion;
    search::Piece m_piece; ///< what the suggestions are for
    bool m_asking = false;
    bool m_answered = false; ///< there is an answer to what is typed now
    bool m_paging = false;
    quint64 m_number = 0; ///< of the search that runs
    QTimer m_hereTimer;
    QTimer m_serverTimer;
};

} // namespace coterie::viewmodel
