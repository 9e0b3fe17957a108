#include "client/client.h"

#include "client/internal/clientprivate.h"
#include "client/networkwatch.h"

#include <QTimer>

namespace coterie::client {

using protocol::ClientId;
using protocol::RoomId;

Client::Client(ClientConfig config, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
    auto *const shared = d.get();
    d->thread.post([shared, config = std::move(config)] {
        const auto deliver = [q = shared->q](std::shared_ptr<const Changes> changes) {
            QMetaObject::invokeMethod(
                q,
                [q, changes = std::move(changes)] {
                    Q_EMIT q->changed(changes);
                    q->d->post([](Session &s) { s.changesTaken(); });
                },
                Qt::QueuedConnection);
        };
        const auto tell = [q = shared->q](DocumentNews news) {
            QMetaObject::invokeMethod(
                q, [q, news = std::move(news)] { q->d->hand(news); }, Qt::QueuedConnection);
        };
        shared->session = std::make_unique<Session>(config, deliver, tell);
    });
}

Client::~Client()
{
    d->thread.post([shared = d.get()] { shared->session.reset(); });
    d->thread.finish();
}

void Client::start()
{
    d->post([](Session &s) { s.start(); });
    // Whoever comes back from a dead spot or changes networks has a link that only looks alive.
    constexpr int afterStart =
        1'500; // ms: a back end of Qt's asks the system, which the first picture need not wait for
    QTimer::singleShot(
        afterStart, this, [this] { connect(new NetworkWatch(this), &NetworkWatch::changed, this, &Client::probe); });
}

void Client::retryNow()
{
    d->post([](Session &s) { s.retryNow(); });
}

void Client::setSuspended(bool suspended)
{
    d->post([suspended](Session &s) { s.setSuspended(suspended); });
}

void Client::probe()
{
    d->post([](Session &s) { s.probe(); });
}

QString Client::send(const Outgoing &message)
{
    const QString key = d->newKey();
    d->post([message, key](Session &s) { s.send(message, ClientId {key}); });
    return key;
}

void Client::retry(const QString &key)
{
    d->post([key](Session &s) { s.retry(key); });
}

void Client::discard(const QString &key)
{
    d->post([key](Session &s) { s.discard(key); });
}

void Client::edit(const QString &key, const QString &text)
{
    d->post([key, text](Session &s) { s.edit(key, text); });
}

void Client::remove(const QString &key)
{
    d->post([key](Session &s) { s.remove(key); });
}

void Client::react(const QString &key, const QString &emoji, bool on)
{
    d->post([key, emoji, on](Session &s) { s.react(key, emoji, on); });
}

void Client::pin(const QString &key, bool on)
{
    d->post([key, on](Session &s) { s.pin(key, on); });
}

void Client::createPoll(const NewPoll &poll)
{
    d->post([poll, key = d->newKey()](Session &s) { s.createPoll(poll, ClientId {key}); });
}

void Client::vote(const QString &key, const QList<int> &options)
{
    d->post([key, options](Session &s) { s.vote(key, options); });
}

void Client::closePoll(const QString &key)
{
    d->post([key](Session &s) { s.closePoll(key); });
}

void Client::saveDraft(const RoomId &roomId, const QString &text)
{
    d->post([roomId, text](Session &s) { s.saveDraft(roomId, text); });
}

void Client::markRead(const RoomId &roomId, protocol::Seq seq)
{
    d->post([roomId, seq](Session &s) { s.markRead(roomId, seq); });
}

void Client::remember(const QString &name, const QJsonObject &value)
{
    d->post([name, value](Session &s) { s.keepMemory(name, value); });
}

void Client::recall(const QString &name, QObject *context, std::function<void(QJsonObject)> reply)
{
    d->ask<QJsonObject>(context, std::move(reply), [name](Session &s, const auto &answer) { answer(s.memory(name)); });
}

void Client::requestPage(const PageQuery &query, QObject *context, std::function<void(Page)> reply)
{
    d->ask<Page>(context, std::move(reply),
        [query](Session &s, std::function<void(Page)> answer) { s.requestPage(query, std::move(answer)); });
}

void Client::browseRooms(QObject *context, Reply<QList<protocol::Room>> reply)
{
    d->ask<Result<QList<protocol::Room>>>(context, std::move(reply),
        [](Session &s, Reply<QList<protocol::Room>> answer) { s.browseRooms(std::move(answer)); });
}

void Client::joinRoom(const RoomId &roomId, QObject *context, Reply<protocol::Room> reply)
{
    d->ask<Result<protocol::Room>>(context, std::move(reply),
        [roomId](Session &s, Reply<protocol::Room> answer) { s.joinRoom(roomId, std::move(answer)); });
}

void Client::leaveRoom(const RoomId &roomId)
{
    d->post([roomId](Session &s) { s.leaveRoom(roomId); });
}

void Client::createRoom(const NewRoom &room, QObject *context, Reply<protocol::Room> reply)
{
    d->ask<Result<protocol::Room>>(context, std::move(reply),
        [room](Session &s, Reply<protocol::Room> answer) { s.createRoom(room, std::move(answer)); });
}

void Client::createInvite(const std::optional<RoomId> &roomId, QObject *context, Reply<Invite> reply)
{
    d->ask<Result<Invite>>(context, std::move(reply),
        [roomId](Session &s, Reply<Invite> answer) { s.createInvite(roomId, std::move(answer)); });
}

quint64 Client::search(const SearchAsk &ask, QObject *context, std::function<void(SearchAnswer)> reply)
{
    const quint64 number = d->replies.expect<SearchAnswer>(context, std::move(reply));
    d->post([this, number, ask](Session &s) {
        s.search(number, ask, [this, number](const SearchAnswer &answer) {
            QMetaObject::invokeMethod(
                this, [this, number, answer] { d->replies.deliver(number, answer, answer.isFinal); },
                Qt::QueuedConnection);
        });
    });
    return number;
}

void Client::cancelSearch(quint64 number)
{
    d->replies.forget(number);
    d->post([number](Session &s) { s.cancelSearch(number); });
}

void Client::updateProfile(const QString &username, const QString &color, QObject *context, Reply<protocol::User> reply)
{
    d->ask<Result<protocol::User>>(
        context, std::move(reply), [username, color](Session &s, Reply<protocol::User> answer) {
            s.updateProfile(username, color, std::move(answer));
        });
}

void Client::typing(const RoomId &roomId)
{
    d->post([roomId](Session &s) { s.ephemera().keyPressed(roomId); });
}

void Client::stopTyping(const RoomId &roomId)
{
    d->post([roomId](Session &s) { s.ephemera().stopTyping(roomId); });
}

void Client::setStatus(protocol::Status status, const QString &note)
{
    d->post([status, note](Session &s) { s.setStatus(status, note); });
}

void Client::userActive(bool active)
{
    d->post([active](Session &s) { s.userActive(active); });
}

void Client::moveCursor(const QString &surface, double x, double y, const QString &anchor)
{
    d->post([surface, x, y, anchor](Session &s) { s.ephemera().moveCursor({surface, x, y, anchor}); });
}

void Client::leaveCursor(const QString &surface)
{
    d->post([surface](Session &s) { s.ephemera().leaveCursor(surface); });
}

void Client::markNotificationsRead(const QList<QString> &ids)
{
    d->post([ids](Session &s) { s.markNotificationsRead(ids); });
}

} // namespace coterie::client
