#include "server/hub/documents.h"

#include "board/boardcodec.h"
#include "board/templates.h"
#include "server/hub/documentcontent.h"
#include "server/log.h"
#include "server/secrets.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int idBytes = 12; // 16 letters
constexpr int lookedAtForAPage = 20'000; // rows, most of which the reader may not see

QString cursorOf(const DocumentRow &row)
{
    return QString::number(toEpochMillis(row.updatedAt)) + u'.' + row.docId.value();
}

std::optional<DocumentStore::Place> placeOf(const QString &cursor)
{
    const qsizetype dot = cursor.indexOf(u'.');
    bool ok = false;
    const qint64 millis = cursor.first(std::max<qsizetype>(dot, 0)).toLongLong(&ok);
    return ok ? std::optional(DocumentStore::Place {fromEpochMillis(millis), DocumentId {cursor.sliced(dot + 1)}})
              : std::nullopt;
}

} // namespace

bool Documents::mayWrite(const UserState &user, const DocumentRow &row) const
{
    const RoomState *const room = m_core.state.room(row.roomId);
    return room != nullptr && m_core.state.isMember(*room, user);
}

bool Documents::mayManage(const UserState &user, const DocumentRow &row) const
{
    const RoomState *const room = m_core.state.room(row.roomId);
    const auto member = room != nullptr ? room->members.constFind(user.id()) : QHash<UserId, Member>::const_iterator();
    const bool isRoomAdmin = room != nullptr && member != room->members.constEnd() && member->role == Role::Admin;
    return row.createdBy == user.id() || user.row.user.role == Role::Admin || isRoomAdmin;
}

Result<DocumentRow> Documents::find(const UserState &user, const DocumentId &id, Need need) const
{
    const OpenDocument *const open = loaded(id);
    auto row = open != nullptr ? std::optional(open->row) : m_core.storage.documents.find(id);
    const RoomState *const room = row ? m_core.state.room(row->roomId) : nullptr;
    if (room == nullptr || !m_core.state.canSee(*room, user))
        return Error {Errc::NotFound, "There is no such document."};
    if (need == Need::Write && !mayWrite(user, *row))
        return Error {Errc::Forbidden, "Join the room first."};
    if (need == Need::Manage && !mayManage(user, *row))
        return Error {Errc::Forbidden, "Only who made it or an administrator can do that."};
    return *row;
}

protocol::Document Documents::describe(const DocumentRow &row) const
{
    protocol::Document shown {.docId = row.docId,
        .title = row.title,
        .roomId = row.roomId,
        .kind = row.kind,
        .createdBy = row.createdBy,
        .createdAt = row.createdAt,
        .updatedAt = row.updatedAt,
        .bytes = row.bytes};
    if (const OpenDocument *const open = loaded(row.docId)) {
        shown.title = open->row.title;
        shown.updatedAt = open->row.updatedAt;
        shown.bytes = open->bytes();
        shown.present = open->present();
    }
    return shown;
}

Result<Documents::Page> Documents::list(UserState &user, const PageRequest &request)
{
    if (auto allowed = m_core.allow(user.reads); !allowed)
        return allowed.error();
    if (request.room) {
        if (auto room = m_core.visibleRoom(user, *request.room); !room)
            return room.error();
    }
    Page page;
    int left = lookedAtForAPage;
    m_core.storage.documents.list(request.room, placeOf(request.cursor), [&](const DocumentRow &row) {
        const RoomState *const room = m_core.state.room(row.roomId);
        if (room != nullptr && m_core.state.canSee(*room, user))
            page.items.append(describe(row));
        if (page.items.size() == request.limit || --left == 0)
            page.next = cursorOf(row);
        return page.next.isEmpty();
    });
    return page;
}

Result<Documents::Created> Documents::create(UserState &user, const NewDocument &request)
{
    if (!request.docId.isEmpty() && !isDocumentId(request.docId.value()))
        return Error {Errc::BadRequest, "A document's id has 8 to 64 letters, digits, dashes and underscores."};
    if (const auto existing = m_core.storage.documents.find(request.docId)) {
        if (existing->createdBy == user.id() && existing->roomId == request.roomId)
            return Created {*existing, false};
        return Error {Errc::Conflict, "This id is taken."};
    }
    auto room = m_core.memberRoom(user, request.roomId);
    if (!room)
        return room.error();
    if (auto good = checkDocumentTitle(request.title); !good)
        return good.error();
    if (auto allowed = m_core.allow(user.creations); !allowed)
        return allowed.error();
    DocumentRow row {.docId = request.docId.isEmpty() ? DocumentId {u"d-"_s + randomText(idBytes)} : request.docId,
        .title = request.title,
        .roomId = request.roomId,
        .kind = request.kind,
        .createdBy = user.id(),
        .createdAt = m_core.wall(),
        .updatedAt = m_core.wall()};
    crdt::Doc content;
    writeMeta(content, describe(row));
    const bool isTemplate = row.kind == DocumentKind::Board && request.pattern
        && board::templateNames().contains(request.pattern->value()); // too short to be a document's id
    if (isTemplate) {
        board::addShapes(content, board::templateShapes(request.pattern->value()));
    } else if (request.pattern) {
        const auto pattern = find(user, *request.pattern);
        if (!pattern)
            return pattern.error();
        const auto source = open(*pattern);
        if (!source)
            return source.error();
        becomeLike(content, (*source)->doc, row.kind);
    }
    row.bytes = std::ssize(content.encodeStateAsUpdate());
    m_core.storage.documents.insert(row);
    m_core.storage.documents.compact(row.docId, arrayOf(content.encodeStateAsUpdate({}, crdt::UpdateVersion::V2)), 0);
    sayNews(row);
    m_feed.activity(
        user, row.kind == DocumentKind::Board ? u"created a board in"_s : u"created a document in"_s, **room);
    return Created {row, true};
}

Result<DocumentRow> Documents::rename(UserState &user, const DocumentId &id, const QString &title)
{
    if (auto allowed = m_core.allow(user.changes); !allowed)
        return allowed.error();
    const auto row = find(user, id, Need::Write);
    if (!row)
        return row.error();
    if (auto good = checkDocumentTitle(title); !good)
        return good.error();
    const auto document = open(*row);
    if (!document)
        return document.error();
    changeBy(**document, user, [&] { writeTitle((*document)->doc, title); });
    takeOverTitle(**document);
    return (*document)->row;
}

Result<void> Documents::remove(UserState &user, const DocumentId &id)
{
    if (auto allowed = m_core.allow(user.changes); !allowed)
        return allowed.error();
    const auto row = find(user, id, Need::Manage);
    if (!row)
        return row.error();
    if (OpenDocument *const open = loaded(id)) {
        for (const OpenDocument::Peer &peer : open->peers)
            m_core.dismiss(*peer.connection, 4410, u"The document was removed."_s);
        std::erase(m_touched, open);
        std::erase(m_toCompact, id);
        m_people.forget(*open);
        m_open.erase(id);
    }
    m_core.storage.documents.remove(id);
    m_core.out.toRoom(*m_core.state.room(row->roomId), encodeFrame(toEnvelope(DocumentRemoved {id, row->roomId})));
    return {};
}

OpenDocument *Documents::loaded(const DocumentId &id) const
{
    const auto found = m_open.find(id);
    return found == m_open.end() ? nullptr : found->second.get();
}

Result<OpenDocument *> Documents::open(const DocumentRow &row)
{
    if (OpenDocument *const there = loaded(row.docId)) {
        there->lastUsed = m_core.now();
        return there;
    }
    auto document = std::make_unique<OpenDocument>(row, m_core.config, m_core.now());
    const DocumentContent content = m_core.storage.documents.content(row.docId);
    bool isWhole = content.state.isEmpty()
        || document->doc.applyUpdate(bytesOf(content.state), crdt::UpdateVersion::V2).has_value();
    for (const QByteArray &update : content.updates) {
        isWhole = isWhole && document->doc.applyUpdate(bytesOf(update)).has_value();
        document->logBytes += update.size();
    }
    if (!isWhole) {
        log(m_core.config, LogLevel::Error, "document unreadable", {{u"document"_s, row.docId.value()}});
        return Error {Errc::Internal, "This document cannot be read. Put a backup in its place."};
    }
    document->changes.clear();
    document->stateBytes = content.state.size();
    document->logUpdates = content.updates.size();
    document->lastUpdate = content.lastUpdate;
    document->sinceMeasured = document->logBytes;
    document->editors = m_core.storage.documents.editors(row.docId);
    if (!document->editors.isEmpty())
        document->editedSince = m_core.now();
    ++m_core.tally.documentsLoaded;
    return m_open.emplace(row.docId, std::move(document)).first->second.get();
}

void Documents::touch(OpenDocument &document)
{
    if (!std::exchange(document.isTouched, true))
        m_touched.push_back(&document);
}

void Documents::leftRoom(const UserState &user, const RoomState &room)
{
    if (m_core.state.canSee(room, user))
        return;
    for (Connection *connection : user.documents) {
        const OpenDocument *const document = loaded(connection->documentId);
        if (document != nullptr && document->row.roomId == room.id())
            m_core.dismiss(*connection, 4403, u"You are no longer in this room."_s);
    }
}

void Documents::forgetAll()
{
    m_touched.clear();
    m_toCompact.clear();
    m_people.forgetAll();
    m_open.clear();
}

void Documents::sayNews(const DocumentRow &row)
{
    if (const RoomState *const room = m_core.state.room(row.roomId))
        m_core.out.toRoom(*room, encodeFrame(toEnvelope(DocumentUpdated {describe(row)})));
}

} // namespace coterie::server
