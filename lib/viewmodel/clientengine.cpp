#include "viewmodel/clientengine.h"

namespace coterie::viewmodel {

namespace {

class ClientDocumentLink final : public DocumentLink
{
    Q_OBJECT
public:
    explicit ClientDocumentLink(std::unique_ptr<client::OpenDocument> open) : m_open(std::move(open))
    {
        const client::OpenDocument *from = m_open.get();
        connect(from, &client::OpenDocument::loaded, this, &DocumentLink::loaded);
        connect(from, &client::OpenDocument::received, this, &DocumentLink::received);
        connect(from, &client::OpenDocument::awarenessReceived, this, &DocumentLink::awarenessReceived);
        connect(from, &client::OpenDocument::peersLost, this, &DocumentLink::peersLost);
        connect(from, &client::OpenDocument::linked, this, &DocumentLink::linked);
        connect(from, &client::OpenDocument::syncChanged, this, &DocumentLink::syncChanged);
    }
    [[nodiscard]] client::DocumentSync sync() const override { return m_open->sync(); }
    void push(const QByteArray &update) override { m_open->push(update); }
    void pushAwareness(const QByteArray &update) override { m_open->pushAwareness(update); }

private:
    std::unique_ptr<client::OpenDocument> m_open;
};

class ClientEngine final : public Engine
{
public:
    explicit ClientEngine(const client::ClientConfig &config) : m_client(config) { }

    void start(Sink sink) override
    {
        QObject::connect(&m_client, &client::Client::changed, &m_client,
            [sink = std::move(sink)](const std::shared_ptr<const client::Changes> &changes) { sink(*changes); });
        m_client.start();
    }
    void retryNow() override { m_client.retryNow(); }
    void probe() override { m_client.probe(); }

    QString send(const client::Outgoing &message) override { return m_client.send(message); }
    void retry(const QString &key) override { m_client.retry(key); }
    void discard(const QString &key) override { m_client.discard(key); }
    void edit(const QString &key, const QString &text) override { m_client.edit(key, text); }
    void remove(const QString &key) override { m_client.remove(key); }
    void react(const QString &key, const QString &emoji, bool on) override { m_client.react(key, emoji, on); }
    void pin(const QString &key, bool on) override { m_client.pin(key, on); }
    void createPoll(const client::NewPoll &poll) override { m_client.createPoll(poll); }
    void vote(const QString &key, const QList<int> &options) override { m_client.vote(key, options); }
    void closePoll(const QString &key) override { m_client.closePoll(key); }
    void saveDraft(const protocol::RoomId &roomId, const QString &text) override { m_client.saveDraft(roomId, text); }
    void markRead(const protocol::RoomId &roomId, protocol::Seq seq) override { m_client.markRead(roomId, seq); }
    void remember(const QString &name, const QJsonObject &value) override { m_client.remember(name, value); }
    void recall(const QString &name, QObject *context, std::function<void(QJsonObject)> reply) override
    {
        m_client.recall(name, context, std::move(reply));
    }

    void requestPage(const client::PageQuery &query, QObject *context, std::function<void(client::Page)> reply) override
    {
        m_client.requestPage(query, context, std::move(reply));
    }
    void browseRooms(QObject *context, Reply<QList<protocol::Room>> reply) override
    {
        m_client.browseRooms(context, std::move(reply));
    }
    void joinRoom(const protocol::RoomId &roomId, QObject *context, Reply<protocol::Room> reply) override
    {
        m_client.joinRoom(roomId, context, std::move(reply));
    }
    void leaveRoom(const protocol::RoomId &roomId) override { m_client.leaveRoom(roomId); }
    void createRoom(const client::NewRoom &room, QObject *context, Reply<protocol::Room> reply) override
    {
        m_client.createRoom(room, context, std::move(reply));
    }
    void createInvite(
        const std::optional<protocol::RoomId> &roomId, QObject *context, Reply<client::Invite> reply) override
    {
        m_client.createInvite(roomId, context, std::move(reply));
    }
    quint64 search(
        const client::SearchAsk &ask, QObject *context, std::function<void(client::SearchAnswer)> reply) override
    {
        return m_client.search(ask, context, std::move(reply));
    }
    void cancelSearch(quint64 number) override { m_client.cancelSearch(number); }
    void updateProfile(
        const QString &username, const QString &color, QObject *context, Reply<protocol::User> reply) override
    {
        m_client.updateProfile(username, color, context, std::move(reply));
    }

    std::unique_ptr<DocumentLink> openDocument(
        const protocol::DocumentId &docId, client::Attendance attendance) override
    {
        return std::make_unique<ClientDocumentLink>(m_client.openDocument(docId, attendance));
    }
    protocol::DocumentId createDocument(const client::NewDocument &document) override
    {
        return m_client.createDocument(document);
    }
    void renameDocument(const protocol::DocumentId &docId, const QString &title) override
    {
        m_client.renameDocument(docId, title);
    }
    void removeDocument(const protocol::DocumentId &docId, QObject *context, Reply<void> reply) override
    {
        m_client.removeDocument(docId, context, std::move(reply));
    }
    void documentVersions(
        const protocol::DocumentId &docId, QObject *context, Reply<QList<protocol::DocumentVersion>> reply) override
    {
        m_client.documentVersions(docId, context, std::move(reply));
    }
    void saveVersion(const protocol::DocumentId &docId, const QString &name, QObject *context,
        Reply<protocol::DocumentVersion> reply) override
    {
        m_client.saveVersion(docId, name, context, std::move(reply));
    }
    void versionState(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<QByteArray> reply) override
    {
        m_client.versionState(docId, versionId, context, std::move(reply));
    }
    void restoreVersion(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<void> reply) override
    {
        m_client.restoreVersion(docId, versionId, context, std::move(reply));
    }
    void removeVersion(const protocol::DocumentId &docId, const protocol::VersionId &versionId, QObject *context,
        Reply<void> reply) override
    {
        m_client.removeVersion(docId, versionId, context, std::move(reply));
    }

    void typing(const protocol::RoomId &roomId) override { m_client.typing(roomId); }
    void stopTyping(const protocol::RoomId &roomId) override { m_client.stopTyping(roomId); }
    void setStatus(protocol::Status status, const QString &note) override { m_client.setStatus(status, note); }
    void userActive(bool active) override { m_client.userActive(active); }
    void moveCursor(const QString &surface, double x, double y, const QString &anchor) override
    {
        m_client.moveCursor(surface, x, y, anchor);
    }
    void leaveCursor(const QString &surface) override { m_client.leaveCursor(surface); }
    void markNotificationsRead(const QList<QString> &ids) override { m_client.markNotificationsRead(ids); }

private:
    client::Client m_client;
};

} // namespace

std::unique_ptr<Engine> makeClientEngine(const client::ClientConfig &config)
{
    client::ClientConfig patient = config;
    patient.dialAfter = Millis {100}; // by then the first room is painted, or nothing of it is stored
    return std::make_unique<ClientEngine>(patient);
}

} // namespace coterie::viewmodel

#include "clientengine.moc"
