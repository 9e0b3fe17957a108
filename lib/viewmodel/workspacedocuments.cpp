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
    }
    const bool roomsChanged = !changes.rooms.isEmpty() || !changes.roomsRemoved.isEmpty();
    if (m_document && (update.isListChanged || roomsChanged))
        m_document->summaryChanged();
    if (!m_wantedDocument.isEmpty() && m_context.documents.find(protocol::DocumentId(m_wantedDocument)))
        openDocument(m_wantedDocument);
}

/// What the sidebar shows as being looked at.
void Workspace::markCurrent()
{
    const bool looksAtDocument = m_page == Page::Document && m_document;
    if (looksAtDocument)
        m_linger.stop();
    else if (m_document && !m_linger.isActive())
        m_linger.start();
    m_rooms.setCurrentDocument(looksAtDocument ? protocol::DocumentId(m_document->docId()) : protocol::DocumentId());
}

void Workspace::dropDocument()
{
    if (!m_document)
        return;
    m_document.release()->deleteLater(); // screens may still be bound to it in this turn
}

void Workspace::closeLingering()
{
    if (!m_document || m_page == Page::Document)
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
    if (const client::RoomSummary *room = m_rooms.summary(roomId))
        showRoom(client::RoomSummary(*room)); // so that its chat is one click away
    m_lastDocuments.insert(roomId, id);
    if (!m_document || m_document->docId() != docId) {
        dropDocument();
        m_document = std::make_unique<DocumentModel>(m_context, m_rooms, id, m_engine->openDocument(id));
        connectDocument();
        if (const QString text = m_imports.take(id); !text.isEmpty())
            m_document->insertWhenReady(text);
        Q_EMIT documentChanged();
    }
    setPage(Page::Document);
    markCurrent();
}

void Workspace::openLinkedDocument(const QString &docId)
{
    if (m_context.documents.find(protocol::DocumentId(docId)))
        openDocument(docId);
    else
        tell(tr("This document is gone, or it belongs to a room you are not in."));
}

void Workspace::connectDocument()
{
    const DocumentModel *document = m_document.get();
    connect(document, &DocumentModel::failed, this, &Workspace::tell);
    connect(document, &DocumentModel::exported, this,
        [this](const QString &path) { m_toasts.notice(tr("Saved as %1").arg(path), u"success"_s); });
    connect(m_document->versions(), &VersionListModel::saved, this,
        [this](const QString &name) { m_toasts.notice(tr("Version “%1” is kept.").arg(name), u"success"_s); });
    connect(m_document->versions(), &VersionListModel::restored, this, [this] {
        m_toasts.notice(tr("The old version is back. What was there before is kept as a version, too."), u"success"_s);
    });
}

void Workspace::openRoomDocuments()
{
    const protocol::RoomId roomId(m_room.roomId());
    if (!m_roomOpen)
        return;
    const QList<client::DocumentSummary> documents = m_context.documents.inRoom(roomId);
    const protocol::DocumentId last = m_lastDocuments.value(roomId);
    if (m_context.documents.find(last))
        return openDocument(last.value());
    if (documents.size() == 1)
        return openDocument(documents.front().document.docId.value());
    listRoomDocuments();
}

void Workspace::listRoomDocuments()
{
    if (!m_roomOpen)
        return;
    if (m_document) {
        dropDocument();
        Q_EMIT documentChanged();
    }
    m_roomDocuments.setRoom(protocol::RoomId(m_room.roomId()));
    setPage(Page::Document);
    markCurrent();
}

void Workspace::closeDocument()
{
    const bool wasOpen = m_document != nullptr;
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
        m_imports.insert(docId, text);
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
    if (m_document && m_document->docId() == docId)
        m_document->setTitle(title);
    else if (!title.simplified().isEmpty())
        m_engine->renameDocument(protocol::DocumentId(docId), title.simplified().left(protocol::maxDocumentTitle));
}

void Workspace::removeDocument(const QString &docId)
{
    m_engine->removeDocument(protocol::DocumentId(docId), this, [this, docId](const Result<void> &done) {
        if (!done)
            return tell(QString::fromStdString(done.error().message));
        if (m_document && m_document->docId() == docId)
            closeDocument();
    });
}

QString Workspace::documentTitle(const QString &docId) const
{
    const client::DocumentSummary *summary = m_context.documents.find(protocol::DocumentId(docId));
    return summary ? DocumentBook::titleOf(*summary) : QString();
}

} // namespace coterie::viewmodel
