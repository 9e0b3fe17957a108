#pragma once

#include "viewmodel/activitylistmodel.h"
#include "viewmodel/boardmodel.h"
#include "viewmodel/browsemodel.h"
#include "viewmodel/connectionmodel.h"
#include "viewmodel/documentlistmodel.h"
#include "viewmodel/documentmodel.h"
#include "viewmodel/jumpmodel.h"
#include "viewmodel/notificationlistmodel.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"
#include "viewmodel/roommodel.h"
#include "viewmodel/searchmodel.h"
#include "viewmodel/toastmodel.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace coterie::viewmodel {

/// Everything one sees after signing in. Takes the engine's batches apart and hands each model its share. GUI thread.
class Workspace : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The application owns its workspace.")
    Q_PROPERTY(QString name READ name NOTIFY nameChanged)
    Q_PROPERTY(QString selfId READ selfId NOTIFY selfChanged)
    Q_PROPERTY(QString selfName READ selfName NOTIFY selfChanged)
    Q_PROPERTY(QString selfColor READ selfColor NOTIFY selfChanged)
    Q_PROPERTY(QString selfInitials READ selfInitials NOTIFY selfChanged)
    Q_PROPERTY(QString selfStatus READ selfStatus NOTIFY selfChanged)
    Q_PROPERTY(QString selfStatusText READ selfStatusText NOTIFY selfChanged)
    Q_PROPERTY(QString selfNote READ selfNote NOTIFY selfChanged)
    Q_PROPERTY(coterie::viewmodel::ConnectionModel *connection READ connection CONSTANT)
    Q_PROPERTY(coterie::viewmodel::RoomListModel *rooms READ rooms CONSTANT)
    Q_PROPERTY(coterie::viewmodel::NotificationListModel *notifications READ notifications CONSTANT)
    Q_PROPERTY(coterie::viewmodel::ActivityListModel *activities READ activities CONSTANT)
    Q_PROPERTY(coterie::viewmodel::ToastModel *toasts READ toasts CONSTANT)
    Q_PROPERTY(coterie::viewmodel::JumpModel *jump READ jump CONSTANT)
    Q_PROPERTY(coterie::viewmodel::BrowseModel *browse READ browse CONSTANT)
    Q_PROPERTY(coterie::viewmodel::SearchModel *search READ search CONSTANT)
    Q_PROPERTY(coterie::viewmodel::RoomModel *room READ room NOTIFY roomChanged)
    Q_PROPERTY(coterie::viewmodel::OpenDocumentModel *opened READ opened NOTIFY documentChanged) ///< text or board
    Q_PROPERTY(coterie::viewmodel::DocumentModel *document READ document NOTIFY documentChanged)
    Q_PROPERTY(coterie::viewmodel::BoardModel *board READ board NOTIFY documentChanged)
    Q_PROPERTY(coterie::viewmodel::DocumentListModel *roomDocuments READ roomDocuments CONSTANT)
    Q_PROPERTY(coterie::viewmodel::DocumentListModel *roomBoards READ roomBoards CONSTANT)
    Q_PROPERTY(bool hasDocuments READ hasDocuments NOTIFY hasDocumentsChanged)
    Q_PROPERTY(Page page READ page WRITE setPage NOTIFY pageChanged)
    Q_PROPERTY(int totalUnread READ totalUnread NOTIFY totalsChanged)
    Q_PROPERTY(int totalMentions READ totalMentions NOTIFY totalsChanged)
    Q_PROPERTY(QString storeWarning READ storeWarning NOTIFY storeWarningChanged)
    Q_PROPERTY(bool windowActive READ isWindowActive WRITE setWindowActive NOTIFY windowActiveChanged)
    Q_PROPERTY(bool windowVisible READ isWindowVisible WRITE setWindowVisible NOTIFY windowVisibleChanged)
public:
    enum class Page { Room, Document, Board, Notifications, Activity, Settings };
    Q_ENUM(Page)
    static constexpr Millis MarkedFor {
        6'000}; ///< the words found, in the message that was jumped to: long enough to read
    static constexpr Millis DocumentLingers {
        60'000}; ///< open, after one went to another page: coming back costs nothing
    static constexpr Millis RefreshEvery {20'000}; ///< "5 m ago" may be this late; nothing ticks faster for it

    Workspace(std::unique_ptr<Engine> engine, const protocol::User &self, AppSettings &settings, const Clock &clock,
        QObject *parent = nullptr);
    ~Workspace() override;

    void start(); ///< the engine begins to report
    void apply(const client::Changes &changes);

    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString selfId() const { return m_self.userId.value(); }
    [[nodiscard]] QString selfName() const { return m_self.username; }
    [[nodiscard]] QString selfColor() const;
    [[nodiscard]] QString selfInitials() const;
    [[nodiscard]] QString selfStatus() const;
    [[nodiscard]] QString selfStatusText() const;
    [[nodiscard]] QString selfNote() const;
    [[nodiscard]] ConnectionModel *connection() { return &m_connection; }
    [[nodiscard]] RoomListModel *rooms() { return &m_rooms; }
    [[nodiscard]] NotificationListModel *notifications() { return &m_notifications; }
    [[nodiscard]] ActivityListModel *activities() { return &m_activities; }
    [[nodiscard]] ToastModel *toasts() { return &m_toasts; }
    [[nodiscard]] JumpModel *jump() { return &m_jump; }
    [[nodiscard]] BrowseModel *browse() { return &m_browse; }
    [[nodiscard]] SearchModel *search() { return &m_search; }
    [[nodiscard]] RoomModel *room() { return m_roomOpen ? &m_room : nullptr; }
    /// Null: none is open, and the page Document (or Board) lists those of the room.
    [[nodiscard]] OpenDocumentModel *opened() { return m_opened.get(); }
    [[nodiscard]] DocumentModel *document(); ///< what is open, if it is a text
    [[nodiscard]] BoardModel *board(); ///< what is open, if it is a board
    [[nodiscard]] DocumentListModel *roomDocuments() { return &m_roomDocuments; }
    [[nodiscard]] DocumentListModel *roomBoards() { return &m_roomBoards; }
    [[nodiscard]] bool hasDocuments() const { return m_context.documents.isOffered; } ///< the server does
    [[nodiscard]] Page page() const { return m_page; }
    void setPage(Page page);
    [[nodiscard]] int totalUnread() const { return m_rooms.totalUnread(); }
    [[nodiscard]] int totalMentions() const { return m_rooms.totalMentions(); }
    [[nodiscard]] QString storeWarning() const { return m_storeWarning; }
    [[nodiscard]] bool isWindowActive() const { return m_windowActive; }
    void setWindowActive(bool active); ///< rows are marked read only while the window is active
    [[nodiscard]] bool isWindowVisible() const { return m_windowVisible; }
    void setWindowVisible(bool visible);

    Q_INVOKABLE void openRoom(const QString &roomId);
    Q_INVOKABLE void openRoomAt(const QString &roomId, const QString &messageId);
    Q_INVOKABLE void openDirect(const QString &userId);
    Q_INVOKABLE void openDocument(const QString &docId);
    void closeLingering(); ///< the document that nobody looks at any more; a timer calls it, and tests do
    void openLinkedDocument(const QString &docId); ///< of a link in a text: says so if there is none
    Q_INVOKABLE void openRoomDocuments(); ///< of the open room: its one document, the one open last, or the list
    Q_INVOKABLE void openRoomBoards(); ///< likewise
    Q_INVOKABLE void listRoomDocuments(); ///< of the open room, also where there is only one
    Q_INVOKABLE void listRoomBoards();
    Q_INVOKABLE void closeDocument(); ///< and back to what is said in its room
    Q_INVOKABLE void createDocument(const QString &title, const QString &roomId);
    /// A board that begins with a template: "blank", "retro", "kanban", "flow", "meeting".
    Q_INVOKABLE void createBoard(const QString &title, const QString &roomId, const QString &templateName);
    Q_INVOKABLE void importDocument(const QString &path, const QString &roomId); ///< a Markdown file; a file: URL too
    Q_INVOKABLE void renameDocument(const QString &docId, const QString &title);
    Q_INVOKABLE void removeDocument(const QString &docId); ///< for everybody
    Q_INVOKABLE QString documentTitle(const QString &docId) const;
    Q_INVOKABLE void openSearch(bool inRoom); ///< the pane, for the open room or for everything
    Q_INVOKABLE void openPinned(); ///< the pane with what is pinned in the open room
    Q_INVOKABLE void leaveSearch(); ///< back to where one was when the first hit was opened
    Q_INVOKABLE void stayAtHit() { m_searchOrigin.reset(); } ///< where one is now is where one wants to be
    Q_INVOKABLE void previousRoom();
    Q_INVOKABLE void nextRoom();
    Q_INVOKABLE void nextUnread();
    Q_INVOKABLE void createRoom(const QString &name, const QString &kind, const QString &topic);
    Q_INVOKABLE void joinRoom(const QString &roomId);
    Q_INVOKABLE void leaveRoom(const QString &roomId);
    Q_INVOKABLE void setMuted(const QString &roomId, bool muted);
    Q_INVOKABLE void setStatus(const QString &status, const QString &note);
    Q_INVOKABLE void updateProfile(const QString &name, const QString &color);
    Q_INVOKABLE void createInvite();
    Q_INVOKABLE void userActive(); ///< a key, a click, a move of the pointer: cheap, call it for each
    Q_INVOKABLE void runCommand(const QString &id); ///< one of the jump box's

Q_SIGNALS:
    void nameChanged();
    void selfChanged();
    void roomChanged();
    void documentChanged();
    void hasDocumentsChanged();
    void pageChanged();
    void totalsChanged();
    void storeWarningChanged();
    void windowActiveChanged();
    void windowVisibleChanged();
    void inviteReady(const QString &url);
    void roomCreated(const QString &roomId);
    void failed(const QString &text); ///< an action that could not be carried out, in words; also shown as a toast
    void searchRequested(); ///< the screens answer these
    void newRoomRequested();
    void newDocumentRequested();
    void newBoardRequested();
    void browseRequested();
    void shortcutsRequested();
    void leaveWorkspaceRequested();

private:
    void connectModels();
    void applyPeople(const client::Changes &changes);
    void applyRooms(const client::Changes &changes);
    void applyDocuments(const client::Changes &changes);
    void connectDocument();
    void dropDocument();
    void makeDocument(const QString &title, const protocol::RoomId &roomId, const QString &text);
    void fillNew(const protocol::DocumentId &docId);
    void openThoseOf(protocol::DocumentKind kind);
    void listThoseOf(protocol::DocumentKind kind);
    void markCurrent();
    void applyNotices(const client::Changes &changes);
    void openFirstRoom();
    void showRoom(const client::RoomSummary &summary);
    void step(int by);
    void updateReading();
    void refreshTimes();
    void refreshCommands();
    void goAway();
    void openHit(const QString &roomId, const QString &messageId);
    void markHit(const protocol::MessageId &messageId); ///< empty: no hit any more
    void tell(const QString &text);
    [[nodiscard]] bool wantsToast(const protocol::Notification &notification) const;
    [[nodiscard]] QString roomLabel(const protocol::RoomId &roomId) const; ///< "#launch" or a person's name

    std::unique_ptr<Engine> m_engine;
    AppSettings &m_settings;
    People m_people;
    ServerClock m_clock;
    Context m_context;
    protocol::User m_self;
    protocol::Status m_chosenStatus = protocol::Status::Online;
    QString m_name;
    QString m_storeWarning;
    ConnectionModel m_connection;
    RoomListModel m_rooms;
    NotificationListModel m_notifications;
    ActivityListModel m_activities;
    ToastModel m_toasts;
    JumpModel m_jump;
    BrowseModel m_browse;
    SearchModel m_search;
    RoomModel m_room;
    DocumentListModel m_roomDocuments;
    DocumentListModel m_roomBoards;
    std::unique_ptr<OpenDocumentModel> m_opened;
    std::vector<std::unique_ptr<OpenDocumentModel>> m_closed; ///< in this turn
    std::map<std::pair<protocol::RoomId, protocol::DocumentKind>, protocol::DocumentId> m_lastDocuments; ///< open last
    QHash<protocol::DocumentId, QString> m_beginnings; ///< of those just being made: a text's words, a board's template
    QString m_wantedDocument; ///< to be opened as soon as the server has told us about it
    QThreadPool m_files; ///< reads what is imported; of its own, so that the destructor can wait for it
    bool m_roomOpen = false;
    Page m_page = Page::Room;
    bool m_windowActive = true;
    bool m_windowVisible = true;
    bool m_away = false;
    bool m_started = false;
    bool m_notificationsSeen = false; ///< the first batch is what was stored: no toasts for it
    Millis m_awayAfter {300'000};
    QHash<protocol::RoomId, QList<protocol::UserId>> m_members;
    QHash<protocol::RoomId, WallTime> m_lastRead; ///< when a room was left with everything read
    /// Where the person was before looking at hits.
    struct Origin {
        Page page = Page::Room;
        QString roomId;
        QString messageId; ///< what was in view; empty: the newest
    };
    std::optional<Origin> m_searchOrigin;
    QString m_wantedRoom; ///< to be opened as soon as the server has told us about it
    QTimer m_refresh;
    QTimer m_awayTimer;
    QTimer m_unmark;
    QTimer m_linger;
};

} // namespace coterie::viewmodel
