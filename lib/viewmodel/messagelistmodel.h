#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"
#include "viewmodel/messagerow.h"

#include <QSet>
#include <QTimer>

#include <deque>

namespace coterie::viewmodel {

/// The messages of one room, newest first: row 0 is the newest. A window of at most WindowRows rows over the
/// conversation; what falls out at the far end is asked for again by loadOlder() and loadNewer(). GUI thread.
class MessageListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A room owns its messages.")
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)
    Q_PROPERTY(bool loadingOlder READ isLoadingOlder NOTIFY loadingChanged)
    Q_PROPERTY(bool loadingNewer READ isLoadingNewer NOTIFY loadingChanged)
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY windowChanged)
    Q_PROPERTY(bool hasNewer READ hasNewer NOTIFY windowChanged)
    Q_PROPERTY(int newBelow READ newBelow NOTIFY newBelowChanged)
    Q_PROPERTY(QString newBelowText READ newBelowText NOTIFY newBelowChanged)
    Q_PROPERTY(QString failure READ failure NOTIFY loadingChanged)
    Q_PROPERTY(int firstUnreadRow READ firstUnreadRow NOTIFY firstUnreadRowChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY emptyChanged)
    Q_PROPERTY(bool atEnd READ isAtEnd WRITE setAtEnd NOTIFY atEndChanged)
    Q_PROPERTY(int pinnedCount READ pinnedCount NOTIFY pinnedCountChanged)
    Q_PROPERTY(bool windowed READ isWindowed NOTIFY placeChanged)
    Q_PROPERTY(qreal placeTop READ placeTop NOTIFY placeChanged)
    Q_PROPERTY(qreal placeSpan READ placeSpan NOTIFY placeChanged)
    Q_PROPERTY(QString placeTitle READ placeTitle NOTIFY placeChanged)
    Q_PROPERTY(QString placeDay READ placeDay NOTIFY placeChanged)
public:
    enum class Role {
        Key = Qt::UserRole + 1,
        MessageId,
        UserId,
        Author,
        Initials,
        Color,
        Own,
        Time,
        FullTime,
        DayTitle,
        UnreadTitle,
        Grouped,
        Delivery,
        Failure,
        Edited,
        Deleted,
        Pinned,
        ChangePending,
        MentionsMe,
        PlainText,
        Blocks,
        ReplyAuthor,
        ReplyText,
        ReplyKey,
        ThreadCount,
        HasReactions,
        Reactions,
        HasPoll,
        Poll,
        Revision, ///< another number whenever anything of the row is another
    };
    Q_ENUM(Role)
    static constexpr int WindowRows =
        600; ///< ten pages: more than anybody sees at once, little enough to keep in memory
    static constexpr int PageRows = 60;

    explicit MessageListModel(Context &context, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Shows another room: the rows go, the first page is asked for. `lastRead` is when the person last read it here,
    /// if known.
    void open(const protocol::RoomId &roomId, std::optional<WallTime> lastRead);
    void apply(const client::RoomChanges &changes);
    void peopleChanged(const QSet<protocol::UserId> &users, bool namesChanged);
    void refreshTimes(); ///< texts that age: day titles, "closes in 2 h"
    void restyle(); ///< the theme changed: colours inside texts
    void reloadIfFailed(); ///< the connection is back
    void setReading(bool reading); ///< whether the person can see the room now; rows are marked read only then
    void markAllRead(); ///< also takes the "New since" line away

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] bool isLoadingOlder() const { return m_loadingOlder; }
    [[nodiscard]] bool isLoadingNewer() const { return m_loadingNewer; }
    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    [[nodiscard]] int newBelow() const { return m_newBelow; }
    [[nodiscard]] QString newBelowText() const; ///< "3 new messages"
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] int firstUnreadRow() const { return m_firstUnreadRow; }
    [[nodiscard]] bool isEmpty() const { return m_rows.empty() && !m_loading && m_failure.isEmpty(); }
    [[nodiscard]] bool isAtEnd() const { return m_atEnd; }
    void setAtEnd(bool atEnd);
    [[nodiscard]] int pinnedCount() const { return m_pinnedCount; }
    /// Whether the room is more than the rows that are here: then what is seen has its place among all positions of the
    /// room, as shares of them (0 to 1), and not among the pixels of the list.
    [[nodiscard]] bool isWindowed() const { return m_windowed; }
    [[nodiscard]] qreal placeTop() const { return m_place.top; } ///< what lies above
    [[nodiscard]] qreal placeSpan() const { return m_place.span; } ///< what is seen
    [[nodiscard]] QString placeTitle() const; ///< the day of the uppermost message seen, in words
    [[nodiscard]] QString placeDay() const; ///< the same as "2026-11-25"; empty: nothing is seen

    [[nodiscard]] const client::MessageEntry *entry(const QString &key) const;
    /// A row with its text parsed, or null. Borrowed until the model changes.
    [[nodiscard]] const MessageRow *shownRow(int row) const;
    [[nodiscard]] MessageQuote quoteOf(
        const MessageRow &row) const; ///< what it answers; empty: nothing, or not known yet
    [[nodiscard]] QString lastOwnKey() const; ///< the newest message of one's own that can be edited
    [[nodiscard]] QString authorOf(const QString &key) const;
    [[nodiscard]] QString plainTextOf(const QString &key) const;

    Q_INVOKABLE void loadOlder();
    Q_INVOKABLE void loadNewer();
    Q_INVOKABLE void jumpToLatest();
    Q_INVOKABLE void jumpTo(const QString &messageId); ///< a key will do, too
    Q_INVOKABLE void jumpToFirst(); ///< the room's very first message
    Q_INVOKABLE void jumpToDay(const QString &day); ///< "2026-11-25": the first message of that day or after it
    Q_INVOKABLE void jumpToShare(qreal share); ///< 0 to 1 of the room; of quick calls the last one counts
    Q_INVOKABLE QString keyAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &keyOrMessageId) const; ///< -1: not in the window
    Q_INVOKABLE void reload();
    Q_INVOKABLE void retry(const QString &key);
    Q_INVOKABLE void discard(const QString &key);
    Q_INVOKABLE void react(const QString &key, const QString &emoji); ///< toggles
    Q_INVOKABLE void remove(const QString &key);
    Q_INVOKABLE void pin(const QString &key, bool on);
    Q_INVOKABLE void vote(const QString &key, int option); ///< toggles where several may be chosen
    Q_INVOKABLE void closePoll(const QString &key);
    Q_INVOKABLE void copy(const QString &key);
    [[nodiscard]] Context &context() { return m_context; } ///< for what stands in single rows
    /// The board that one of these links leads to, the first; empty: none does, or none that one may see.
    [[nodiscard]] QString boardIn(const QStringList &links) const;
    void restyleMessage(const protocol::MessageId &id); ///< Context::marks are others now
    [[nodiscard]] QString messageInView() const { return m_inView; } ///< its key, for coming back to the place
    Q_INVOKABLE void visibleRange(int firstRow, int lastRow); ///< the view tells what is seen; row 0 is the newest

Q_SIGNALS:
    void loadingChanged();
    void windowChanged();
    void newBelowChanged();
    void firstUnreadRowChanged();
    void emptyChanged();
    void atEndChanged();
    void pinnedCountChanged();
    void placeChanged();
    void revealRow(int row); ///< in the middle of the view
    void placeRow(int row); ///< at the upper edge of the view
    void endReached(); ///< the reader is at the newest message again
    void noticed(const QString &text); ///< something worth a toast

private:
    enum class Direction { Older, Newer };

    // Rows are kept oldest first, so that the common case, a new message, is an append; row r is index size - 1 - r.
    [[nodiscard]] int rowAt(size_t index) const { return int(m_rows.size() - 1 - index); }
    /// Sent rows by their place in the room, then what is still in the outbox in the order of sending.
    [[nodiscard]] static bool comesBefore(const client::MessageEntry &a, const client::MessageEntry &b);
    [[nodiscard]] std::optional<size_t> find(const QString &keyOrMessageId) const;
    [[nodiscard]] size_t placeOf(const client::MessageEntry &entry) const;
    [[nodiscard]] protocol::Seq lastSeq() const;
    [[nodiscard]] protocol::Seq firstSeq() const;
    [[nodiscard]] bool isOutside(const client::MessageEntry &entry) const;
    void upsert(const client::MessageEntry &entry);
    void insertRow(client::MessageEntry entry);
    void updateRow(size_t index, const client::MessageEntry &entry);
    void eraseRows(size_t first, size_t last); ///< both inclusive
    void insertPage(const QList<client::MessageEntry> &entries, Direction direction);
    void prune(Direction keep);
    void leaveEnd();
    void countNew(const client::MessageEntry &entry);
    void countNew(int messages);
    void refreshNeighbours(size_t index);
    void refreshSurroundings(size_t index);
    void refreshSummary();
    void changed(size_t index, QList<int> roles);
    void moveUnreadLine(std::optional<protocol::Seq> after);

    void requestFirst(client::PageKind kind);
    void requestFirst(const client::PageQuery &query);
    void showPage(const client::Page &page);
    void setRows(const client::Page &page);
    void showPlace(const client::PageQuery &query);
    void skipAhead(const client::RoomChanges &changes);
    void updatePlace();
    [[nodiscard]] const client::MessageEntry *uppermost() const; ///< of what is seen
    [[nodiscard]] protocol::Seq roomSeq() const { return std::max(m_roomSeq, m_newestSeq); }
    void requestMore(Direction direction);
    void lookUpReply(const protocol::MessageId &id);
    void resolveReply(client::MessageEntry &&entry);
    void noteSeen(protocol::Seq seq);
    void sendReadMark();

    Context &m_context;
    protocol::RoomId m_roomId;
    std::deque<MessageRow> m_rows; ///< both ends come and go
    QHash<QString, MessageQuote>
        m_quotes; ///< by message id: what replies show of messages, also of those outside the window
    QSet<QString> m_quotesAsked;
    quint64 m_revision = 0; ///< the last one given
    int m_generation = 0; ///< answers to older questions are dropped
    bool m_loading = false;
    bool m_loadingOlder = false;
    bool m_loadingNewer = false;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_atEnd = true;
    bool m_reading = true;
    bool m_wasEmpty = false;
    bool m_quiet = false; ///< rows are being put in: views learn of them when they are complete
    int m_newBelow = 0;
    int m_firstUnreadRow = -1;
    int m_pinnedCount = 0;
    struct Place {
        qreal top = 0;
        qreal span = 1;
        bool operator==(const Place &) const = default;
    };
    Place m_place;
    int m_firstSeen = 0; ///< rows; the newest that is seen
    int m_lastSeen = -1;
    bool m_windowed = false;
    protocol::Seq m_roomSeq = 0; ///< the room's newest position, as a page told it
    std::optional<qreal> m_nextShare; ///< where to go when the page that is on its way is here
    QString m_failure;
    QString m_inView;
    std::optional<protocol::Seq>
        m_unreadAfter; ///< the "New since" line stands above the first message of others after this
    QString m_unreadTitle;
    std::optional<WallTime> m_lastRead;
    protocol::Seq m_readSeq = 0; ///< read mark as far as we know it
    protocol::Seq m_newestSeq = 0; ///< newest anybody has told us about, inside the window or not
    protocol::Seq m_seenSeq = 0; ///< newest row seen, not yet told to the server
    QTimer m_readTimer;
};

} // namespace coterie::viewmodel
