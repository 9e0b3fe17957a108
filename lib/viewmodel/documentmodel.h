#pragma once

#include "collab/textdocument.h"
#include "viewmodel/commentlistmodel.h"
#include "viewmodel/completionmodel.h"
#include "viewmodel/opendocumentmodel.h"

#include <QThreadPool>

namespace coterie::viewmodel {

/// A text that is open: what is written, comments, suggestions, files. Everything that takes long (reading, comparing,
/// writing files) happens on worker threads.
class DocumentModel : public coterie::viewmodel::OpenDocumentModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its document.")
    Q_PROPERTY(coterie::collab::TextSource *source READ source CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CommentListModel *comments READ comments CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CompletionModel *completion READ completion CONSTANT)
public:
    static constexpr qint64 LargestImport = 2 * 1024 * 1024; ///< bytes; the editor is smooth up to half of it

    DocumentModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
        std::unique_ptr<DocumentLink> link, QObject *parent = nullptr);
    ~DocumentModel() override;

    [[nodiscard]] bool isReadOnly() const override { return m_document.text().isReadOnly(); }
    [[nodiscard]] collab::TextSource *source() { return &m_document.text(); }
    [[nodiscard]] CommentListModel *comments() { return &m_comments; }
    [[nodiscard]] CompletionModel *completion() { return &m_completion; }

    void peopleChanged() override;
    void refreshTimes() override;
    void insertWhenReady(const QString &text); ///< of an import: at the start, once the document is here

    Q_INVOKABLE void completeMention(const QString &prefix);
    Q_INVOKABLE QString mentionAt(int row) const; ///< the name of that row; empty: none
    /// Writes a file on a worker thread; exported() or failed() follows. "md", "html" or "pdf".
    Q_INVOKABLE void exportTo(const QString &path, const QString &format);
    Q_INVOKABLE QString suggestedPath(const QString &format) const; ///< in the folder for downloads, not taken yet

Q_SIGNALS:
    void exported(const QString &path);

protected:
    [[nodiscard]] QList<DocumentPeopleModel::Present> present() override;
    void becameReady() override;

private:
    void peersChanged();

    collab::TextDocument m_document;
    CommentListModel m_comments;
    CompletionModel m_completion;
    QList<collab::Awareness::Peer> m_peers; ///< as they were, by client
    QString m_pendingText; ///< of an import
    QThreadPool m_writer; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
