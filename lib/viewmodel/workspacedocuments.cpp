// The part of Workspace that opens, makes and removes documents.

#include "viewmodel/documentfiles.h"
#include "viewmodel/engine.h"
#include "viewmodel/workspace.h"

#include <QUrl>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

void Workspace::applyDocuments(const client::Changes &changes)
{
    const DocumentBook::Update update =
        m_context.documents.apply(changes.documents, changes.documentsRemoved, changes.documentPresence);
    if (!update.users.isEmpty())
        m_room.peopleChanged({.users = update.users, .namesChanged = false});
    if (update.isListChanged) {
        m_rooms.documentsChanged();
        m_roomDocuments.refresh();
        m_roomBoards.refresh();
    }
    const bool roomsChanged = !changes.rooms.isEmpty() || !changes.roomsRemoved.isEmpty();
    if (m_opened && (update.isListChanged || roomsChanged))
        m_opened->summaryChanged();
    if (!m_wantedDocument.isEmpty() && m_context.documents.find(protocol::DocumentId(m_wantedDocument)))
        openDocument(m_wantedDocument);
}

DocumentModel *Workspace::document()
{
    return qobject_cast<DocumentModel *>(m_opened.get());
}

BoardModel *Workspace::board()
{
    return qobject_cast<BoardModel *>(m_opened.get());
}

/// What the sidebar shows as being looked at.
void Workspace::markCurrent()
{
    const bool looksAtDocument = (m_page == Page::Document || m_page == Page::Board) && m_opened;
    if (looksAtDocument)
        m_linger.stop();
    else if (m_opened && !m_linger.isActive())
        m_linger.start();
    if (m_opened)
        m_opened->setLookedAt(looksAtDocument);
    m_rooms.setCurrentDocument(looksAtDocument ? protocol::DocumentId(m_opened->docId()) : protocol::DocumentId());
}

void Workspace::dropDocument()
{
    if (!m_opened)
        return;
    // Screens may still be bound to it in this turn; and it needs what is here, so it does not outlive the workspace.
    m_closed.push_back(std::move(m_opened));
    QMetaObject::invokeMethod(
        this, [this] { const auto gone = std::exchange(m_closed, {}); }, Qt::QueuedConnection);
}

void Workspace::closeLingering()
{
    if (!m_opened || m_page == Page::Document || m_page == Page::Board)
        return;
    dropDocument();
    Q_EMIT documentChanged();
}

void Workspace::openDocument(const QString &docId)
{
    const protocol::DocumentId id(docId);
    const client::DocumentSummary *summary = m_context.documents.find(id);
    if (!summary) {
        m_wantedDocument = docId; // it may be on its way: just made, or a link's
        return;
    }
    m_wantedDocument.clear();
    const protocol::RoomId roomId = summary->document.roomId;
    const protocol::DocumentKind kind = summary->document.kind;
    const bool isBoard = kind == protocol::DocumentKind::Board;
    if (const client::RoomSummary *room = m_rooms.summary(roomId))
        showRoom(client::RoomSummary(*room)); // so that its chat is one click away
    m_lastDocuments[{roomId, kind}] = id;
    if (!m_opened || m_opened->docId() != docId) {
        dropDocument();
        if (isBoard)
            m_opened = std::make_unique<BoardModel>(
                m_context, m_rooms, id, m_engine->openDocument(id, client::Attendance::Present));
        else
            m_opened = std::make_unique<DocumentModel>(
                m_context, m_rooms, id, m_engine->openDocument(id, client::Attendance::Present));
        connectDocument();
        fillNew(id);
        Q_EMIT documentChanged();
    }
    setPage(isBoard ? Page::Board : Page::Document);
    markCurrent();
}

void Workspace::fillNew(const protocol::DocumentId &docId)
{
    const QString beginning = m_beginnings.take(docId);
    if (beginning.isEmpty())
        return;
    if (DocumentModel *text = document())
        text->insertWhenReady(beginning);
    else if (BoardModel *drawn = board())
        drawn->beginWith(beginning);
}

void Workspace::openLinkedDocument(const QString &docId)
{
    if (m_context.documents.find(protocol::DocumentId(docId)))
        openDocument(docId);
    else
        tell(tr("This document or board is gone, or it belongs to a room you are not in."));
}

void Workspace::connectDocument()
{
    const auto saved = [this](const QString &path) { m_toasts.notice(tr("Saved as %1").arg(path), u"success"_s); };
    connect(m_opened.get(), &OpenDocumentModel::failed, this, &Workspace::tell);
    if (const DocumentModel *text = document())
        connect(text, &DocumentModel::exported, this, saved);
    if (const BoardModel *drawn = board()) {
        connect(drawn, &BoardModel::exported, this, saved);
        connect(drawn, &BoardModel::noticed, this, [this](const QString &words) { m_toasts.notice(words); });
    }
    connect(m_opened->versions(), &VersionListModel::saved, this,
        [this](const QString &name) { m_toasts.notice(tr("Version “%1” is kept.").arg(name), u"success"_s); });
    connect(m_opened->versions(), &VersionListModel::restored, this, [this] {
        m_toasts.notice(tr("The old version is back. What was there before is kept as a version, too."), u"success"_s);
    });
}

void Workspace::openRoomDocuments()
{
    openThoseOf(protocol::DocumentKind::Text);
}

void Workspace::openRoomBoards()
{
    openThoseOf(protocol::DocumentKind::Board);
}

void Workspace::openThoseOf(protocol::DocumentKind kind)
{
    const protocol::RoomId roomId(m_room.roomId());
    if (!m_roomOpen)
        return;
    QList<client::DocumentSummary> documents = m_context.documents.inRoom(roomId);
    documents.removeIf([kind](const client::DocumentSummary &summary) { return summary.document.kind != kind; });
    const auto last = m_lastDocuments.find({roomId, kind});
    if (last != m_lastDocuments.end() && m_context.documents.find(last->second))
        return openDocument(last->second.value());
    if (documents.size() == 1)
        return openDocument(documents.front().document.docId.value());
    listThoseOf(kind);
}

void Workspace::listRoomDocuments()
{
    listThoseOf(protocol::DocumentKind::Text);
}

void Workspace::listRoomBoards()
{
    listThoseOf(protocol::DocumentKind::Board);
}

void Workspace::listThoseOf(protocol::DocumentKind kind)
{
    if (!m_roomOpen)
        return;
    if (m_opened) {
        dropDocument();
        Q_EMIT documentChanged();
    }
    const bool isBoard = kind == protocol::DocumentKind::Board;
    (isBoard ? m_roomBoards : m_roomDocuments).setRoom(protocol::RoomId(m_room.roomId()));
    setPage(isBoard ? Page::Board : Page::Document);
    markCurrent();
}

void Workspace::closeDocument()
{
    const bool wasOpen = m_opened != nullptr;
    dropDocument();
    setPage(Page::Room);
    markCurrent();
    if (wasOpen)
        Q_EMIT documentChanged();
}

void Workspace::createDocument(const QString &title, const QString &roomId)
{
    const protocol::RoomId room(roomId);
    if (title.simplified().isEmpty())
        return tell(tr("Give the document a title."));
    if (!m_rooms.summary(room))
        return tell(tr("Documents belong to a room one is in."));
    makeDocument(title, room, {});
}

void Workspace::makeDocument(const QString &title, const protocol::RoomId &roomId, const QString &text)
{
    const protocol::DocumentId docId =
        m_engine->createDocument({.title = title.simplified().left(protocol::maxDocumentTitle), .roomId = roomId});
    if (!text.isEmpty())
        m_beginnings.insert(docId, text);
    openDocument(docId.value());
}

void Workspace::createBoard(const QString &title, const QString &roomId, const QString &templateName)
{
    const protocol::RoomId room(roomId);
    if (title.simplified().isEmpty())
        return tell(tr("Give the board a title."));
    if (!m_rooms.summary(room))
        return tell(tr("Boards belong to a room one is in."));
    const protocol::DocumentId docId =
        m_engine->createDocument({.title = title.simplified().left(protocol::maxDocumentTitle),
            .roomId = room,
            .kind = protocol::DocumentKind::Board});
    m_beginnings.insert(docId, templateName);
    openDocument(docId.value());
}

void Workspace::importDocument(const QString &path, const QString &roomId)
{
    const protocol::RoomId room(roomId);
    if (!m_rooms.summary(room))
        return tell(tr("Documents belong to a room one is in."));
    const QUrl url(path);
    const QString file = url.isLocalFile() ? url.toLocalFile() : path.trimmed();
    m_files.start([this, file, room] {
        const auto read = readMarkdownFile(file, DocumentModel::LargestImport);
        QMetaObject::invokeMethod(
            this,
            [this, read, room] {
                if (!read)
                    return tell(QString::fromStdString(read.error().message));
                makeDocument(read->title.simplified().isEmpty() ? tr("Untitled") : read->title, room, read->text);
            },
            Qt::QueuedConnection);
    });
}

void Workspace::renameDocument(const QString &docId, const QString &title)
{
    if (m_opened && m_opened->docId() == docId)
        m_opened->setTitle(title);
    else if (!title.simplified().isEmpty())
        m_engine->renameDocument(protocol::DocumentId(docId), title.simplified().left(protocol::maxDocumentTitle));
}

void Workspace::removeDocument(const QString &docId)
{
    m_engine->removeDocument(protocol::DocumentId(docId), this, [this, docId](const Result<void> &done) {
        if (!done)
            return tell(QString::fromStdString(done.error().message));
        if (m_opened && m_opened->docId() == docId)
            closeDocument();
    });
}

QString Workspace::documentTitle(const QString &docId) const
{
    const client::DocumentSummary *summary = m_context.documents.find(protocol::DocumentId(docId));
    return summary ? DocumentBook::titleOf(*summary) : QString();
}

} // namespace coterie::viewmodel
