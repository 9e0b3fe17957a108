#pragma once

#include "fakedocument.h"
#include "viewmodel/engine.h"

#include <QPointer>

#include <deque>

/// An engine without thread, network or disk: it answers from what a test has put in, writes down what it was asked,
/// and can hold its answers back to play a slow network.
namespace coterie::testing {

class FakeEngine final : public viewmodel::Engine
{
public:
    using Entries = QList<client::MessageEntry>;

    QStringList calls; ///< "markRead launch 5", in order
    QHash<protocol::RoomId, Entries> history; ///< sent ones by seq, oldest first
    QHash<protocol::RoomId, Entries> outbox;
    QHash<protocol::RoomId, protocol::Seq> readSeq;
    QHash<QString, QJsonObject> memory; ///< what was remembered
    QList<protocol::Room> directory;
    QList<protocol::Message> found;
    std::optional<Error> refusal; ///< what every request is answered with, if set
    QString pageFailure;
    bool holdPages = false;
    bool echo = true; ///< send() makes a pending row at once
    std::deque<std::function<void()>> held;

    void tell(const client::Changes &changes)
    {
        if (m_sink)
            m_sink(changes);
    }
    void tellRows(const protocol::RoomId &roomId, const Entries &upserts, const QStringList &removed = {})
    {
        client::Changes changes;
        changes.messages.insert(roomId, client::RoomChanges {.upserts = upserts, .removedKeys = removed});
        tell(changes);
    }
    /// A message of somebody arrives: into the history and out as a live row.
    void arrive(const client::MessageEntry &entry)
    {
        history[entry.message.roomId].append(entry);
        tellRows(entry.message.roomId, {entry});
    }
    void answerPages()
    {
        while (!held.empty()) {
            const auto answer = std::move(held.front());
            held.pop_front();
            answer();
        }
    }
    [[nodiscard]] QString lastCall() const { return calls.isEmpty() ? QString() : calls.last(); }
    [[nodiscard]] int count(const QString &prefix) const
    {
        return int(
            std::count_if(calls.begin(), calls.end(), [&](const QString &call) { return call.startsWith(prefix); }));
    }

    void start(Sink sink) override { m_sink = std::move(sink); }
    void retryNow() override { note("retryNow"); }
    void probe() override { note("probe"); }

    QString send(const client::Outgoing &message) override
    {
        note("send", message.roomId.value(), message.text, message.replyToKey);
        const QString key = QStringLiteral("own-%1").arg(++m_sent);
        if (!echo)
            return key;
        client::MessageEntry entry;
        entry.key = key;
        entry.message.clientId = protocol::ClientId(key);
        entry.message.roomId = message.roomId;
        entry.message.userId = self.userId;
        entry.message.username = self.username;
        entry.message.text = message.text;
        entry.message.timestamp = clock ? clock->wallNow() : WallTime();
        entry.delivery = client::Delivery::Pending;
        entry.own = true;
        entry.outboxOrder = m_sent;
        outbox[message.roomId].append(entry);
        tellRows(message.roomId, {entry});
        return key;
    }
    void retry(const QString &key) override { note("retry", key); }
    void discard(const QString &key) override { note("discard", key); }
    void edit(const QString &key, const QString &text) override { note("edit", key, text); }
    void remove(const QString &key) override { note("remove", key); }
    void react(const QString &key, const QString &emoji, bool on) override { note("react", key, emoji, flag(on)); }
    void pin(const QString &key, bool on) override { note("pin", key, flag(on)); }
    void createPoll(const client::NewPoll &poll) override
    {
        note("createPoll", poll.roomId.value(), poll.question, poll.options.join(u'|'), flag(poll.multiple));
    }
    void vote(const QString &key, const QList<int> &options) override
    {
        QStringList list;
        for (const int option : options)
            list.append(QString::number(option));
        note("vote", key, list.join(u','));
    }
    void closePoll(const QString &key) override { note("closePoll", key); }
    void saveDraft(const protocol::RoomId &roomId, const QString &text) override
    {
        note("saveDraft", roomId.value(), text);
    }
    void markRead(const protocol::RoomId &roomId, protocol::Seq seq) override
    {
        note("markRead", roomId.value(), QString::number(seq));
    }

    void remember(const QString &name, const QJsonObject &value) override { memory[name] = value; }
    void recall(const QString &name, QObject *context, std::function<void(QJsonObject)> reply) override
    {
        QMetaObject::invokeMethod(
            context, [reply = std::move(reply), value = memory.value(name)] { reply(value); }, Qt::QueuedConnection);
    }

    void requestPage(const client::PageQuery &query, QObject *context, std::function<void(client::Page)> reply) override
    {
        note("requestPage", query.roomId.value(), QString::number(int(query.kind)), QString::number(query.seq));
        auto answer = [this, query, reply = std::move(reply), alive = QPointer<QObject>(context)] {
            if (alive)
                reply(pageFor(query));
        };
        if (holdPages)
            held.push_back(std::move(answer));
        else
            answer();
    }
    void browseRooms(QObject *, Reply<QList<protocol::Room>> reply) override
    {
        note("browseRooms");
        refusal ? reply(*refusal) : reply(directory);
    }
    void joinRoom(const protocol::RoomId &roomId, QObject *, Reply<protocol::Room> reply) override
    {
        note("joinRoom", roomId.value());
        protocol::Room room;
        room.roomId = roomId;
        room.name = roomId.value();
        room.member = true;
        refusal ? reply(*refusal) : reply(room);
    }
    void leaveRoom(const protocol::RoomId &roomId) override { note("leaveRoom", roomId.value()); }
    void createRoom(const client::NewRoom &wanted, QObject *, Reply<protocol::Room> reply) override
    {
        note("createRoom", wanted.name, wanted.topic);
        protocol::Room room;
        room.roomId = protocol::RoomId(wanted.name);
        room.name = wanted.name;
        room.kind = wanted.kind;
        room.member = true;
        refusal ? reply(*refusal) : reply(room);
    }
    void createInvite(const std::optional<protocol::RoomId> &, QObject *, Reply<client::Invite> reply) override
    {
        note("createInvite");
        const client::Invite invite {
            QStringLiteral("k7Qm2"), QUrl(QStringLiteral("http://192.168.1.20:8420/invite/k7Qm2"))};
        refusal ? reply(*refusal) : reply(invite);
    }
    quint64 search(const client::SearchAsk &ask, QObject *, std::function<void(client::SearchAnswer)> reply) override
    {
        const bool asksServer = ask.where == client::SearchAsk::Where::Everywhere;
        note(asksServer ? "search" : "searchHere", ask.text);
        client::SearchAnswer answer;
        answer.onlyHere = refusal.has_value();
        if (!ask.before)
            answer.messages = found;
        answer.isFinal = !asksServer || !heldSearch;
        reply(answer);
        if (heldSearch && asksServer)
            *heldSearch = reply;
        return ++m_searches;
    }
    void cancelSearch(quint64) override { note("cancelSearch"); }
    void updateProfile(const QString &username, const QString &color, QObject *, Reply<protocol::User> reply) override
    {
        note("updateProfile", username, color);
        protocol::User user = self;
        user.username = username;
        user.color = color;
        refusal ? reply(*refusal) : reply(user);
    }

    std::unique_ptr<viewmodel::DocumentLink> openDocument(
        const protocol::DocumentId &docId, client::Attendance attendance) override
    {
        const bool isPresent = attendance == client::Attendance::Present;
        note(isPresent ? "openDocument" : "lookAtDocument", docId.value());
        auto link = std::make_unique<FakeDocument>(documentStates.value(docId), documentSync);
        (isPresent ? document : looked) = link.get();
        return link;
    }
    protocol::DocumentId createDocument(const client::NewDocument &wanted) override
    {
        note("createDocument", wanted.title, wanted.roomId.value());
        const protocol::DocumentId docId(QStringLiteral("new-document-%1").arg(++m_documents));
        client::DocumentSummary summary;
        summary.document.docId = docId;
        summary.document.title = wanted.title;
        summary.document.roomId = wanted.roomId;
        summary.document.kind = wanted.kind;
        summary.document.createdBy = self.userId;
        summary.unsent = true;
        client::Changes changes;
        changes.documents.append(summary);
        QTimer::singleShot(0, &m_later, [this, changes] { tell(changes); });
        return docId;
    }
    void renameDocument(const protocol::DocumentId &docId, const QString &title) override
    {
        note("renameDocument", docId.value(), title);
    }
    void removeDocument(const protocol::DocumentId &docId, QObject *, Reply<void> reply) override
    {
        note("removeDocument", docId.value());
        refusal ? reply(*refusal) : reply(Result<void>());
    }
    void documentVersions(
        const protocol::DocumentId &docId, QObject *, Reply<QList<protocol::DocumentVersion>> reply) override
    {
        note("documentVersions", docId.value());
        refusal ? reply(*refusal) : reply(versions);
    }
    void saveVersion(const protocol::DocumentId &docId, const QString &name, QObject *,
        Reply<protocol::DocumentVersion> reply) override
    {
        note("saveVersion", docId.value(), name);
        protocol::DocumentVersion version;
        version.versionId = protocol::VersionId(QStringLiteral("saved-%1").arg(versions.size()));
        version.name = name;
        version.createdAt = clock ? clock->wallNow() : WallTime();
        version.createdBy = self.userId;
        if (!refusal)
            versions.prepend(version);
        refusal ? reply(*refusal) : reply(version);
    }
    void versionState(
        const protocol::DocumentId &, const protocol::VersionId &versionId, QObject *, Reply<QByteArray> reply) override
    {
        note("versionState", versionId.value());
        refusal ? reply(*refusal) : reply(oldState);
    }
    void restoreVersion(
        const protocol::DocumentId &, const protocol::VersionId &versionId, QObject *, Reply<void> reply) override
    {
        note("restoreVersion", versionId.value());
        refusal ? reply(*refusal) : reply(Result<void>());
    }
    void removeVersion(
        const protocol::DocumentId &, const protocol::VersionId &versionId, QObject *, Reply<void> reply) override
    {
        note("removeVersion", versionId.value());
        versions.removeIf([&](const protocol::DocumentVersion &version) { return version.versionId == versionId; });
        refusal ? reply(*refusal) : reply(Result<void>());
    }

    void typing(const protocol::RoomId &roomId) override { note("typing", roomId.value()); }
    void stopTyping(const protocol::RoomId &roomId) override { note("stopTyping", roomId.value()); }
    void setStatus(protocol::Status status, const QString &text) override
    {
        note("setStatus", QString::number(int(status)), text);
    }
    void userActive(bool active) override { note("userActive", flag(active)); }
    void moveCursor(const QString &surface, double x, double y, const QString &anchor) override
    {
        note("moveCursor", surface, QString::number(x), QString::number(y), anchor);
    }
    void leaveCursor(const QString &surface) override { note("leaveCursor", surface); }
    void markNotificationsRead(const QList<QString> &ids) override { note("markNotificationsRead", ids.join(u',')); }

    QHash<protocol::DocumentId, QByteArray> documentStates; ///< what is stored of each
    client::DocumentSync documentSync {.state = client::DocumentSync::State::InSync, .reason = {}};
    QPointer<FakeDocument> document; ///< opened last; null when it was closed
    QPointer<FakeDocument> looked; ///< likewise, by who only looks
    QList<protocol::DocumentVersion> versions; ///< newest first
    QByteArray oldState; ///< of every version

    protocol::User self;
    const Clock *clock = nullptr;
    std::optional<std::function<void(client::SearchAnswer)>> heldSearch; ///< set: the server's answer is the test's

private:
    template <typename... Parts>
    void note(const char *name, const Parts &...parts)
    {
        QStringList words {QString::fromLatin1(name), parts...};
        calls.append(words.join(u' '));
    }
    static QString flag(bool on) { return on ? QStringLiteral("on") : QStringLiteral("off"); }

    /// Where a page of `query` begins in `all`, so that what it asks for is inside.
    [[nodiscard]] qsizetype firstOf(const client::PageQuery &query, const Entries &all) const
    {
        const auto after = [&](protocol::Seq seq) {
            const auto isLater = [seq](const client::MessageEntry &e) { return e.message.seq > seq; };
            return std::find_if(all.begin(), all.end(), isLater) - all.begin();
        };
        const qsizetype half = query.limit / 2;
        switch (query.kind) {
        case client::PageKind::Latest: return all.size() - query.limit;
        case client::PageKind::FirstUnread:
            return std::min(all.size() - query.limit, after(readSeq.value(query.roomId)) - half);
        case client::PageKind::Before: return after(query.seq - 1) - query.limit;
        case client::PageKind::After: return after(query.seq);
        case client::PageKind::Around:
        case client::PageKind::At: break;
        }
        const auto isWanted = [&](const client::MessageEntry &e) {
            if (query.kind == client::PageKind::At)
                return e.message.timestamp >= query.at;
            return query.seq > 0 ? e.message.seq >= query.seq : e.message.messageId == query.messageId;
        };
        const auto wanted = std::find_if(all.begin(), all.end(), isWanted);
        if (wanted == all.end())
            return query.kind == client::PageKind::At ? all.size() - query.limit : all.size();
        return (wanted - all.begin()) - half;
    }

    [[nodiscard]] client::Page pageFor(const client::PageQuery &query) const
    {
        client::Page page;
        page.query = query;
        page.failure = pageFailure;
        page.readSeq = readSeq.value(query.roomId);
        if (!pageFailure.isEmpty())
            return page;
        const Entries all = history.value(query.roomId);
        page.lastSeq = all.isEmpty() ? 0 : all.last().message.seq;
        const qsizetype wanted = firstOf(query, all);
        const qsizetype first = std::clamp<qsizetype>(wanted, 0, all.size());
        const qsizetype taken = query.kind == client::PageKind::Before ? query.limit + std::min<qsizetype>(wanted, 0)
                                                                       : qsizetype(query.limit);
        page.entries = all.mid(first, std::max<qsizetype>(0, taken));
        page.hasBefore = first > 0;
        page.hasAfter = first + page.entries.size() < all.size();
        if (!page.hasAfter)
            page.entries.append(outbox.value(query.roomId));
        return page;
    }

    Sink m_sink;
    int m_sent = 0;
    quint64 m_searches = 0;
    int m_documents = 0;
    QObject m_later; ///< what is told a moment later goes with it
};

} // namespace coterie::testing
