#pragma once

#include "client/client.h"

#include <QObject>

#include <functional>
#include <memory>

namespace coterie::viewmodel {

/// client::OpenDocument without its engine; meanings and rules are those of client/documents.h.
class DocumentLink : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual client::DocumentSync sync() const = 0;
    virtual void push(const QByteArray &update) = 0;
    virtual void pushAwareness(const QByteArray &update) = 0;

Q_SIGNALS:
    void loaded(const QByteArray &state);
    void received(const QByteArray &update);
    void awarenessReceived(const QByteArray &update);
    void peersLost();
    void linked();
    void syncChanged(const coterie::client::DocumentSync &sync);
};

/// What the view models ask of the client engine: client::Client without its thread, network and disk, so that tests
/// and pictures can script a whole workspace. Meanings, threads and reply rules are those of client/client.h.
class Engine
{
public:
    template <typename T>
    using Reply = client::Client::Reply<T>;
    using Sink = std::function<void(const client::Changes &)>;

    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    virtual void start(Sink sink) = 0; ///< every batch goes to `sink`, on the caller's thread
    virtual void retryNow() = 0;
    virtual void probe() = 0;

    virtual QString send(const client::Outgoing &message) = 0;
    virtual void retry(const QString &key) = 0;
    virtual void discard(const QString &key) = 0;
    virtual void edit(const QString &key, const QString &text) = 0;
    virtual void remove(const QString &key) = 0;
    virtual void react(const QString &key, const QString &emoji, bool on) = 0;
    virtual void pin(const QString &key, bool on) = 0;
    virtual void createPoll(const client::NewPoll &poll) = 0;
    virtual void vote(const QString &key, const QList<int> &options) = 0;
    virtual void closePoll(const QString &key) = 0;
    virtual void saveDraft(const protocol::RoomId &roomId, const QString &text) = 0;
    virtual void markRead(const protocol::RoomId &roomId, protocol::Seq seq) = 0;
    virtual void remember(const QString &name, const QJsonObject &value) = 0;
    virtual void recall(const QString &name, QObject *context, std::function<void(QJsonObject)> reply) = 0;

    virtual void requestPage(
        const client::PageQuery &query, QObject *context, std::function<void(client::Page)> reply) = 0;
    virtual void browseRooms(QObject *context, Reply<QList<protocol::Room>> reply) = 0;
    virtual void joinRoom(const protocol::RoomId &roomId, QObject *context, Reply<protocol::Room> reply) = 0;
    virtual void leaveRoom(const protocol::RoomId &roomId) = 0;
    virtual void createRoom(const client::NewRoom &room, QObject *context, Reply<protocol::Room> reply) = 0;
    virtual void createInvite(
        const std::optional<protocol::RoomId> &roomId, QObject *context, Reply<client::Invite> reply) = 0;
    virtual quint64 search(
        const client::SearchAsk &ask, QObject *context, std::function<void(client::SearchAnswer)> reply) = 0;
    virtual void cancelSearch(quint64 number) = 0;
    virtual void updateProfile(
        const QString &username, const QString &color, QObject *context, Reply<protocol::User> reply) = 0;

    [[nodiscard]] virtual std::unique_ptr<DocumentLink> openDocument(
        const protocol::DocumentId &docId, client::Attendance attendance) = 0;
    virtual protocol::DocumentId createDocument(const client::NewDocument &document) = 0;
    virtual void renameDocument(const protocol::DocumentId &docId, const QString &title) = 0;
    virtual void removeDocument(const protocol::DocumentId &docId, QObject *context, Reply<void> reply) = 0;
    virtual void documentVersions(
        const protocol::DocumentId &docId, QObject *context, Reply<QList<protocol::DocumentVersion>> reply) = 0;
    virtual void saveVersion(const protocol::DocumentId &docId, const QString &name, QObject *context,
        Reply<protocol::DocumentVersion> reply) = 0;
    virtual void versionState(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<QByteArray> reply) = 0;
    virtual void restoreVersion(const protocol::DocumentId &docId, const protocol::VersionId &versionId,
        QObject *context, Reply<void> reply) = 0;
    virtual void removeVersion(const protocol::DocumentId &docId, const protocol::VersionId &versionId,
        QObject *context, Reply<void> reply) = 0;

    virtual void typing(const protocol::RoomId &roomId) = 0;
    virtual void stopTyping(const protocol::RoomId &roomId) = 0;
    virtual void setStatus(protocol::Status status, const QString &note) = 0;
    virtual void userActive(bool active) = 0;
    virtual void moveCursor(const QString &surface, double x, double y, const QString &anchor) = 0;
    virtual void leaveCursor(const QString &surface) = 0;
    virtual void markNotificationsRead(const QList<QString> &ids) = 0;
};

} // namespace coterie::viewmodel
