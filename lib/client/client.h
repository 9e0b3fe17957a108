#pragma once

#include "base/result.h"
#include "client/changes.h"
#include "client/documents.h"
#include "client/searching.h"

#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace coterie::client {

struct ClientConfig {
    QUrl server; ///< http(s) base URL
    QString token; ///< held in memory only
    QString storePath; ///< the SQLite file; its folder is made. Empty: in memory
    bool storeOnly = false; ///< never touches the network: what is stored, and an outbox
    /// How long the first page may be waited for before the network is dialled. Loading the network's libraries takes
    /// as long as painting a stored room, and would hold the room up.
    Millis dialAfter {0};
    QString username {}; ///< without a token: the person's name, for a plain server, which has no accounts
};

struct Outgoing {
    protocol::RoomId roomId;
    QString text;
    QString replyToKey; ///< key of a row, which may still be pending; empty for none
    std::optional<protocol::MessageId> threadId;
};

struct NewRoom {
    QString name;
    protocol::RoomKind kind = protocol::RoomKind::Public;
    QString topic;
    QList<protocol::UserId> members;
};

struct NewPoll {
    protocol::RoomId roomId;
    QString question;
    QList<QString> options;
    bool multiple = false;
    std::optional<WallTime> closesAt;
};

struct Invite {
    QString code;
    QUrl url;
};

/// The whole client without a window: owns the engine thread with the Session (sync, transport, store) in it.
/// Lives on the caller's thread (GUI or the CLI's main); every call returns at once. Answers come as changed() batches
/// or as the callback, on the caller's thread, and never after `context` is gone.
class Client : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Reply = std::function<void(Result<T>)>;

    explicit Client(ClientConfig config, QObject *parent = nullptr);
    ~Client() override; ///< flushes the store, says 1000 and joins the engine thread

    void start(); ///< opens the store, reports what is in it, connects
    void retryNow();
    void setSuspended(bool suspended); ///< sleep and wake said by the system; both are noticed without it, too
    void probe(); ///< wake-up or a network change: the link proves itself or is replaced at once

    /// Makes the row at once; the returned key is its key. It is on disk before it is sent.
    QString send(const Outgoing &message);
    void retry(const QString &key); ///< a Failed row
    void discard(const QString &key); ///< a Pending or Failed row that was never acknowledged
    void edit(const QString &key, const QString &text);
    void remove(const QString &key);
    void react(const QString &key, const QString &emoji, bool on);
    void pin(const QString &key, bool on);
    void createPoll(const NewPoll &poll);
    void vote(const QString &key, const QList<int> &options);
    void closePoll(const QString &key);
    void saveDraft(const protocol::RoomId &roomId, const QString &text);
    void markRead(const protocol::RoomId &roomId, protocol::Seq seq);

    /// Small things windows remember on this computer, by name: where one was, how one draws. Those named
    /// "document/ID" go with the document. An empty answer: nothing is remembered.
    void remember(const QString &name, const QJsonObject &value);
    void recall(const QString &name, QObject *context, std::function<void(QJsonObject)> reply);

    void requestPage(const PageQuery &query, QObject *context, std::function<void(Page)> reply);
    void browseRooms(
        QObject *context, Reply<QList<protocol::Room>> reply); ///< all rooms the user may see, joined or not
    void joinRoom(const protocol::RoomId &roomId, QObject *context, Reply<protocol::Room> reply);
    void leaveRoom(const protocol::RoomId &roomId);
    void createRoom(
        const NewRoom &room, QObject *context, Reply<protocol::Room> reply); ///< a direct room that exists is returned
    void createInvite(const std::optional<protocol::RoomId> &roomId, QObject *context, Reply<Invite> reply);
    /// Twice `reply`: what is stored, then that and what the server has (SearchAnswer::isFinal). Returns a number to
    /// cancel it by.
    quint64 search(const SearchAsk &ask, QObject *context, std::function<void(SearchAnswer)> reply);
    void cancelSearch(quint64 number); ///< nobody waits for it any more: the reply will not come
    void updateProfile(const QString &username, const QString &color, QObject *context, Reply<protocol::User> reply);

    // Documents (documents.h). What is asked of the server fails with Unavailable while there is none.
    [[nodiscard]] std::unique_ptr<OpenDocument> openDocument(
        const protocol::DocumentId &docId, Attendance attendance = Attendance::Present);
    /// Works offline: the server hears of it when it is there, and a second time does no harm.
    protocol::DocumentId createDocument(const NewDocument &document);
    void renameDocument(const protocol::DocumentId &docId, const QString &title); ///< works offline
    /// For everybody. One that the server never knew, or does not have any more, goes without asking it.
    void removeDocument(const protocol::DocumentId &docId, QObject *context, Reply<void> reply);
    void documentVersions(const protocol::DocumentId &docId, QObject *context,
        Reply<QList<protocol::DocumentVersion>> reply); ///< newest first
    void saveVersion(const protocol::DocumentId &docId, const QString &name, QObject *context,
        Reply<protocol::DocumentVersion> reply); ///< of the server's state: edits that wait are not in it
    void versionState(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<QByteArray> reply); ///< one update with all of it
    void restoreVersion(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<void> reply); ///< the change comes to open documents as everybody's edits do
    void removeVersion(
        const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context, Reply<void> reply);

    void typing(const protocol::RoomId &roomId); ///< a key was pressed: notices are spaced by the rules
    void stopTyping(const protocol::RoomId &roomId);
    void setStatus(protocol::Status status, const QString &note = {});
    void userActive(bool active); ///< the person touched, or has not touched the computer for a while: auto-away
    void moveCursor(const QString &surface, double x, double y, const QString &anchor);
    void leaveCursor(const QString &surface);
    void markNotificationsRead(const QList<QString> &ids); ///< empty: all

Q_SIGNALS:
    void changed(std::shared_ptr<const coterie::client::Changes> changes);

private:
    friend class OpenDocument;
    struct Private;
    std::unique_ptr<Private> d;
};

/// How one gets a token. Every call is one HTTP exchange; callbacks run on the caller's thread.
class SignIn : public QObject
{
    Q_OBJECT
public:
    struct ServerInfo {
        QUrl base; ///< normalised, without trailing slash
        QString name;
        QString version;
        bool guestsAllowed = false;
        bool isPlain = false; ///< no Coterie server, but a WebSocket opens: a name is all it takes
    };
    struct Session {
        QUrl base;
        QString token;
        protocol::User user;
        std::optional<protocol::RoomId> roomId; ///< an invite's room
        bool isPlain = false; ///< with a plain server: no token
    };

    explicit SignIn(QObject *parent = nullptr);
    ~SignIn() override;

    void probe(const QUrl &base, Client::Reply<ServerInfo> reply); ///< GET /api/v1/server
    void guest(const QUrl &base, const QString &username, Client::Reply<Session> reply); ///< or by the name alone
    void login(const QUrl &base, const QString &username, const QString &password, Client::Reply<Session> reply);
    void acceptInvite(const QUrl &base, const QString &code, const QString &username, Client::Reply<Session> reply);
    void logout(const QUrl &base, const QString &token, std::function<void()> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// What a person pastes: "chat.example.org", "https://…/prefix", "coterie://host:port/invite/CODE",
/// "https://host/invite/CODE".
struct Address {
    QUrl base;
    QString inviteCode; ///< empty without one
};
[[nodiscard]] Result<Address> parseAddress(const QString &text); ///< BadRequest in plain words

/// Tokens by account ("NAME@https://host"). The system keychain where there is one, else a 0600 file in `folder`.
class Credentials : public QObject
{
    Q_OBJECT
public:
    struct Account {
        QUrl server;
        QString username;
        QString userId;
        QString color;
        QString token;
        bool isPlain = false; ///< with a plain server, which knows no tokens
    };
    enum class Keychain { Use, Avoid };
    explicit Credentials(const QString &folder, QObject *parent = nullptr);
    Credentials(const QString &folder, Keychain keychain, QObject *parent = nullptr);
    ~Credentials() override;
    void load(std::function<void(std::optional<Account>)> reply); ///< the account used last
    void save(const Account &account, std::function<void(Result<void>)> reply);
    void forget(std::function<void()> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::client
