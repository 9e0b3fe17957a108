#pragma once

#include "server/hub/documentpeople.h"
#include "server/hub/feed.h"

#include <functional>
#include <map>

namespace coterie::server {

/// Texts and boards: which there are, who may see them, what is in them. Content is a crdt::Doc, loaded when it is
/// first asked for and unloaded when nobody has had it open for a while; every change is a row before anybody hears of
/// it, and rows are put together in idle moments.
class Documents
{
public:
    Documents(Core &core, Feed &feed) : m_core(core), m_feed(feed), m_people(core) { }

    enum class Need { Read, Write, Manage };
    /// Who may see the room may read, its members write; its creator and administrators manage. What somebody may not
    /// see is answered like what does not exist.
    [[nodiscard]] Result<DocumentRow> find(
        const UserState &user, const protocol::DocumentId &id, Need need = Need::Read) const;
    [[nodiscard]] bool mayWrite(const UserState &user, const DocumentRow &row) const;
    [[nodiscard]] bool mayManage(const UserState &user, const DocumentRow &row) const;
    [[nodiscard]] protocol::Document describe(const DocumentRow &row) const; ///< as it is now

    struct Page {
        QList<protocol::Document> items;
        QString next; ///< empty at the end
    };
    struct PageRequest {
        std::optional<protocol::RoomId> room;
        QString cursor;
        int limit = 50;
    };
    [[nodiscard]] Result<Page> list(UserState &user, const PageRequest &request);
    struct NewDocument {
        protocol::DocumentId docId; ///< empty: the server makes one
        QString title;
        protocol::RoomId roomId;
        protocol::DocumentKind kind = protocol::DocumentKind::Text;
        std::optional<protocol::DocumentId> pattern; ///< a document, or a board's template, that it begins as
    };
    struct Created {
        DocumentRow row;
        bool isNew = true;
    };
    /// The same creator with the same id again gets what is there.
    [[nodiscard]] Result<Created> create(UserState &user, const NewDocument &request);
    [[nodiscard]] Result<DocumentRow> rename(UserState &user, const protocol::DocumentId &id, const QString &title);
    [[nodiscard]] Result<void> remove(UserState &user, const protocol::DocumentId &id);

    [[nodiscard]] Result<OpenDocument *> open(const DocumentRow &row); ///< Internal if its rows cannot be read
    [[nodiscard]] OpenDocument *loaded(const protocol::DocumentId &id) const;
    [[nodiscard]] const auto &all() const { return m_open; }
    [[nodiscard]] DocumentPeople &people() { return m_people; }

    /// Joins an update in: stored, and told to everybody but `from` at the end of the turn. Refused (TooLarge,
    /// Malformed …) with the document unchanged.
    [[nodiscard]] Result<void> change(OpenDocument &document, std::span<const std::byte> update,
        const UserState &author, const Connection *from = nullptr);
    /// For a change that work does to the document itself.
    void changeBy(OpenDocument &document, const UserState &author, const std::function<void()> &work);
    void touch(OpenDocument &document); ///< look at it at the end of the turn
    [[nodiscard]] QByteArray state(const OpenDocument &document) const; ///< an update of version 2

    void endTurn(); ///< says who is there, what was renamed and what was edited
    void tick(); ///< once a second: news that are due, and what can leave memory
    [[nodiscard]] bool hasWork() const { return !m_toCompact.empty(); }
    void compactOne(); ///< in an idle moment
    void leftRoom(const UserState &user, const RoomState &room); ///< closes what the user may no longer see
    void forgetAll(); ///< the hub starts anew with no connection

private:
    [[nodiscard]] Result<void> checkSize(OpenDocument &document, std::span<const std::byte> update);
    void record(OpenDocument &document, const QByteArray &update, const UserState &author, const Connection *from);
    void compact(OpenDocument &document);
    void takeOverTitle(OpenDocument &document);
    void sayPresence(OpenDocument &document);
    void sayUpdated(OpenDocument &document);
    void sayNews(const DocumentRow &row);
    void unload(OpenDocument &document);

    Core &m_core;
    Feed &m_feed;
    DocumentPeople m_people;
    std::map<protocol::DocumentId, std::unique_ptr<OpenDocument>> m_open;
    std::vector<OpenDocument *> m_touched; ///< in this turn
    std::vector<protocol::DocumentId> m_toCompact;
};

} // namespace coterie::server
