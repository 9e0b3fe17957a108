#include "server/http/answers.h"
#include "server/http/api.h"

#include "markdown/html.h"
#include "server/hub/documentcontent.h"

// Documents, their versions and their exports by HTTP.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int defaultPage = 50;
constexpr int maxPage = 200;

const Error nothingHere {Errc::NotFound, "There is nothing at this address."};

QString base64(std::span<const std::byte> bytes)
{
    return QString::fromLatin1(arrayOf(bytes).toBase64());
}

/// An update of version 1 from what is stored, which is one of version 2.
Result<QByteArray> asVersion1(const QByteArray &state)
{
    const auto update = crdt::convertUpdate(bytesOf(state), crdt::UpdateVersion::V2, crdt::UpdateVersion::V1);
    if (!update)
        return Error {Errc::Internal, "This version cannot be read."};
    return arrayOf(*update);
}

constexpr char yjsType[] = "application/octet-stream";
constexpr char markdownType[] = "text/markdown; charset=utf-8";
constexpr char htmlType[] = "text/html; charset=utf-8";

} // namespace

Api::Answer Api::documents(Call &call)
{
    if (call.is("GET", 1))
        return listDocuments(call);
    if (call.is("POST", 1))
        return createDocument(call);
    const QString part = call.path.value(2);
    if (part == "versions"_L1)
        return documentVersions(call);
    if (part == "export"_L1 && call.is("GET", 3))
        return exportDocument(call);
    if (call.path.size() != 2)
        return nothingHere;
    const DocumentId id {call.path[1]};
    if (call.request.method == "GET")
        return readDocument(call);
    if (call.request.method == "DELETE") {
        if (auto removed = m_do.documents.remove(*call.user, id); !removed)
            return removed.error();
        m_do.presence.documentRemoved(id);
        return jsonAnswer(200, {});
    }
    if (call.request.method != "PATCH")
        return nothingHere;
    const auto row = m_do.documents.rename(*call.user, id, call.text(u"title"_s));
    if (!row)
        return row.error();
    return jsonAnswer(200, toJson(m_do.documents.describe(*row)));
}

Api::Answer Api::listDocuments(Call &call)
{
    const QString room = call.request.query.queryItemValue(u"room"_s, QUrl::FullyDecoded);
    const auto page = m_do.documents.list(*call.user,
        {.room = room.isEmpty() ? std::nullopt : std::optional(RoomId {room}),
            .cursor = call.request.query.queryItemValue(u"cursor"_s, QUrl::FullyDecoded),
            .limit =
                static_cast<int>(std::clamp<std::int64_t>(call.number(u"limit"_s).value_or(defaultPage), 1, maxPage))});
    if (!page)
        return page.error();
    // A restore that has not been noticed yet: what is listed is not of this epoch, and would read as removals.
    if (m_core.storage.epoch() != m_core.state.epoch())
        return Error {Errc::Unavailable, "The data is being restored from a backup. Try again in a moment."};
    QJsonArray items;
    for (const protocol::Document &document : page->items)
        items.append(toJson(document));
    QJsonObject body {{u"items"_s, items}, {u"epoch"_s, m_core.state.epoch().value()}};
    if (!page->next.isEmpty())
        body[u"next"_s] = page->next;
    return jsonAnswer(200, body);
}

Api::Answer Api::createDocument(Call &call)
{
    const auto kind = documentKindFromWire(call.text(u"kind"_s));
    if (!kind)
        return Error {Errc::BadRequest, "A document's kind is text or board."};
    const QString pattern = call.text(u"template"_s);
    const auto created = m_do.documents.create(*call.user,
        {.docId = DocumentId {call.text(u"docId"_s)},
            .title = call.text(u"title"_s),
            .roomId = RoomId {call.text(u"roomId"_s)},
            .kind = *kind,
            .pattern = pattern.isEmpty() ? std::nullopt : std::optional(DocumentId {pattern})});
    if (!created)
        return created.error();
    return jsonAnswer(created->isNew ? 201 : 200, toJson(m_do.documents.describe(created->row)));
}

Api::Answer Api::readDocument(Call &call)
{
    if (auto allowed = m_core.allow(call.user->reads); !allowed)
        return allowed.error();
    const auto row = m_do.documents.find(*call.user, DocumentId {call.path[1]});
    if (!row)
        return row.error();
    const auto document = m_do.documents.open(*row);
    if (!document)
        return document.error();
    const crdt::Bytes state = (*document)->doc.encodeStateAsUpdate();
    if (call.request.header("accept").contains(yjsType))
        return download(yjsType, arrayOf(state), row->title, u".yjs"_s);
    QJsonObject body = toJson(m_do.documents.describe(*row));
    body[u"state"_s] = base64(state);
    body[u"stateVector"_s] = base64((*document)->doc.stateVector().encode());
    return jsonAnswer(200, body);
}

/// What is to be exported: the document as it is, or as it was in a version. An update of version 2.
Result<QByteArray> Api::stateFor(const Call &call, const DocumentRow &row)
{
    const QString version = call.request.query.queryItemValue(u"version"_s, QUrl::FullyDecoded);
    if (!version.isEmpty()) {
        if (auto found = m_do.versions.find(row, VersionId {version}); !found)
            return found.error();
        return m_core.storage.documents.versionState(row.docId, VersionId {version});
    }
    const auto document = m_do.documents.open(row);
    if (!document)
        return document.error();
    return m_do.documents.state(**document);
}

Api::Answer Api::exportDocument(Call &call)
{
    if (auto allowed = m_core.allow(call.user->reads); !allowed)
        return allowed.error();
    const auto row = m_do.documents.find(*call.user, DocumentId {call.path[1]});
    if (!row)
        return row.error();
    const QString format = call.request.query.queryItemValue(u"format"_s);
    if (format != "yjs"_L1 && (row->kind != DocumentKind::Text || format != "md"_L1))
        return unsupportedExport();
    const auto state = stateFor(call, *row);
    if (!state)
        return state.error();
    if (format == "yjs"_L1) {
        const auto update = asVersion1(*state);
        if (!update)
            return update.error();
        return download(yjsType, *update, row->title, u".yjs"_s);
    }
    crdt::Doc content;
    if (!content.applyUpdate(bytesOf(*state), crdt::UpdateVersion::V2))
        return Error {Errc::Internal, "This document cannot be read."};
    return download(markdownType, markdownIn(content).toUtf8(), row->title, u".md"_s);
}

Api::Answer Api::documentVersions(Call &call)
{
    if (auto allowed = m_core.allow(call.request.method == "GET" ? call.user->reads : call.user->changes); !allowed)
        return allowed.error();
    const bool reads = call.request.method == "GET" || call.request.method == "DELETE";
    const auto row = m_do.documents.find(
        *call.user, DocumentId {call.path[1]}, reads ? Documents::Need::Read : Documents::Need::Write);
    if (!row)
        return row.error();
    if (call.is("GET", 3)) {
        QJsonArray items;
        for (const DocumentVersion &version : m_core.storage.documents.versions(row->docId))
            items.append(toJson(version));
        return jsonAnswer(200, {{u"items"_s, items}});
    }
    if (call.is("POST", 3)) {
        const auto version = m_do.versions.save(*call.user, *row, call.text(u"name"_s));
        if (!version)
            return version.error();
        return jsonAnswer(201, toJson(*version));
    }
    const VersionId id {call.path.value(3)};
    if (call.is("DELETE", 4)) {
        if (auto removed = m_do.versions.remove(*call.user, *row, id); !removed)
            return removed.error();
        return jsonAnswer(200, {});
    }
    if (!call.is("GET", 4))
        return nothingHere;
    const auto version = m_do.versions.find(*row, id);
    if (!version)
        return version.error();
    const auto state = asVersion1(m_core.storage.documents.versionState(row->docId, id));
    if (!state)
        return state.error();
    QJsonObject body = toJson(*version);
    body[u"state"_s] = QString::fromLatin1(state->toBase64());
    return jsonAnswer(200, body);
}

bool Api::documentWork(const Call &call)
{
    const bool isDocument = call.path[0] == "documents"_L1;
    const bool restores =
        isDocument && call.is("POST", 5) && call.path[2] == "versions"_L1 && call.path[4] == "restore"_L1;
    const bool exports = isDocument && call.is("GET", 3) && call.path[2] == "export"_L1
        && call.request.query.queryItemValue(u"format"_s) == "html"_L1;
    const bool draws = isBoardPicture(call);
    if (!restores && !exports && !draws)
        return false;
    if (draws) {
        if (auto started = exportBoard(call); !started)
            refuse(call.request, started.error());
    } else if (m_work.isBusy())
        refuse(call.request, {Errc::Unavailable, "The server has much to do. Try again in a moment."});
    else if (auto started = restores ? restoreVersion(call) : exportHtml(call); !started)
        refuse(call.request, started.error());
    return true;
}

/// The change is worked out away from the hub, as somebody who edits a copy would make it: what others do meanwhile
/// merges with it.
Result<void> Api::restoreVersion(const Call &call)
{
    if (auto allowed = m_core.allow(call.user->changes); !allowed)
        return allowed;
    const auto row = m_do.documents.find(*call.user, DocumentId {call.path[1]}, Documents::Need::Write);
    if (!row)
        return row.error();
    const VersionId version {call.path[3]};
    if (auto found = m_do.versions.find(*row, version); !found)
        return found.error();
    const auto document = m_do.documents.open(*row);
    if (!document)
        return document.error();
    m_work.run([this, request = call.request, user = call.user->id(), row = *row, people = (*document)->connected(),
                   state = m_do.documents.state(**document),
                   wanted = m_core.storage.documents.versionState(row->docId, version)]() -> BackgroundWork::Outcome {
        return [this, request, user, id = row.docId,
                   change = changeTo(bytesOf(wanted), bytesOf(state), row.kind, people)] {
            m_turn([&] { respondToRestore(request, user, id, change); });
        };
    });
    return {};
}

void Api::respondToRestore(
    const HttpRequest &request, const UserId &userId, const DocumentId &id, const Result<crdt::Bytes> &change)
{
    const UserState *const user = m_core.state.user(userId);
    const auto row = user != nullptr ? m_do.documents.find(*user, id, Documents::Need::Write)
                                     : Result<DocumentRow>(Errc::NotFound, "There is no such document.");
    if (!row)
        return refuse(request, row.error());
    if (!change)
        return refuse(request, change.error());
    if (auto done = m_do.versions.restore(*user, *row, *change); !done)
        return refuse(request, done.error());
    respond(request, jsonAnswer(200, toJson(m_do.documents.describe(*row))));
}

Result<void> Api::exportHtml(const Call &call)
{
    if (auto allowed = m_core.allow(call.user->reads); !allowed)
        return allowed;
    const auto row = m_do.documents.find(*call.user, DocumentId {call.path[1]});
    if (!row)
        return row.error();
    if (row->kind != DocumentKind::Text)
        return unsupportedExport();
    const auto state = stateFor(call, *row);
    if (!state)
        return state.error();
    m_work.run([this, request = call.request, title = row->title, state = *state]() -> BackgroundWork::Outcome {
        crdt::Doc content;
        Answer answer = Error {Errc::Internal, "This document cannot be read."};
        if (content.applyUpdate(bytesOf(state), crdt::UpdateVersion::V2))
            answer =
                download(htmlType, markdown::toHtmlDocument(title, markdownIn(content)).toUtf8(), title, u".html"_s);
        return [this, request, answer] {
            m_turn([&] { answer ? respond(request, *answer) : refuse(request, answer.error()); });
        };
    });
    return {};
}

} // namespace coterie::server
