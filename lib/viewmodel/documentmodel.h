#pragma once

#include "collab/shareddocument.h"
#include "viewmodel/commentlistmodel.h"
#include "viewmodel/completionmodel.h"
#include "viewmodel/context.h"
#include "viewmodel/documentpeoplemodel.h"
#include "viewmodel/versionlistmodel.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace coterie::viewmodel {

class DocumentLink;
class RoomListModel;

/// A document that is open: its text, who is in it, how it stands with disk and server, comments and versions. One
/// object per opened document; the Workspace owns it. Everything that takes long (reading, comparing, writing files)
/// happens on worker threads.
class DocumentModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its document.")
    Q_PROPERTY(QString docId READ docId CONSTANT)
    Q_PROPERTY(QString roomId READ roomId NOTIFY roomChanged)
    Q_PROPERTY(QString roomTitle READ roomTitle NOTIFY roomChanged) ///< "# launch", or a person's name
    Q_PROPERTY(QString title READ title WRITE setTitle NOTIFY titleChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString failure READ failure NOTIFY stateChanged) ///< why it cannot be shown, in words
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY readOnlyChanged)
    Q_PROPERTY(bool canRemove READ canRemove NOTIFY roomChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY statusChanged)
    Q_PROPERTY(Standing standing READ standing NOTIFY statusChanged)
    Q_PROPERTY(coterie::collab::TextSource *source READ source CONSTANT)
    Q_PROPERTY(coterie::viewmodel::DocumentPeopleModel *people READ people CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CommentListModel *comments READ comments CONSTANT)
    Q_PROPERTY(coterie::viewmodel::VersionListModel *versions READ versions CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CompletionModel *completion READ completion CONSTANT)
public:
    enum class State { Loading, Ready, Failed, Removed, Unsupported };
    Q_ENUM(State)
    enum class Standing { Calm, Waiting, Offline, Refused }; ///< how loud the status line is
    Q_ENUM(Standing)
    static constexpr qint64 LargestImport = 2 * 1024 * 1024; ///< bytes; the editor is smooth up to half of it

    DocumentModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
        std::unique_ptr<DocumentLink> link, QObject *parent = nullptr);
    ~DocumentModel() override;

    [[nodiscard]] QString docId() const { return m_docId.value(); }
    [[nodiscard]] QString roomId() const;
    [[nodiscard]] QString roomTitle() const;
    [[nodiscard]] QString title() const;
    void setTitle(const QString &title); ///< works offline; an empty one is none
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] bool isReadOnly() const { return m_document.text().isReadOnly(); }
    [[nodiscard]] bool canRemove() const;
    [[nodiscard]] QString statusText() const { return m_statusText; }
    [[nodiscard]] Standing standing() const { return m_standing; }
    [[nodiscard]] collab::TextSource *source() { return &m_document.text(); }
    [[nodiscard]] DocumentPeopleModel *people() { return &m_people; }
    [[nodiscard]] CommentListModel *comments() { return &m_comments; }
    [[nodiscard]] VersionListModel *versions() { return &m_versions; }
    [[nodiscard]] CompletionModel *completion() { return &m_completion; }

    void summaryChanged(); ///< what the book says of it may be something else now
    void peopleChanged();
    void refreshTimes();
    void insertWhenReady(const QString &text); ///< of an import: at the start, once the document is here

    Q_INVOKABLE void completeMention(const QString &prefix);
    Q_INVOKABLE QString mentionAt(int row) const; ///< the name of that row; empty: none
    /// Writes a file on a worker thread; exported() or failed() follows. "md", "html" or "pdf".
    Q_INVOKABLE void exportTo(const QString &path, const QString &format);
    Q_INVOKABLE QString suggestedPath(const QString &format) const; ///< in the folder for downloads, not taken yet

Q_SIGNALS:
    void roomChanged();
    void titleChanged();
    void stateChanged();
    void readOnlyChanged();
    void statusChanged();
    void exported(const QString &path);
    void failed(const QString &words);

private:
    void connectDocument();
    void connectLink();
    void setState(State state, const QString &failure = {});
    void refreshReadOnly();
    void refreshPeople();
    void refreshStatus();
    [[nodiscard]] QStringList editorNames() const;
    [[nodiscard]] const client::DocumentSummary *summary() const;

    Context &m_context;
    const RoomListModel &m_rooms;
    protocol::DocumentId m_docId;
    std::unique_ptr<DocumentLink> m_link; ///< before the document: its last word goes through here
    collab::SharedDocument m_document;
    DocumentPeopleModel m_people;
    CommentListModel m_comments;
    VersionListModel m_versions;
    CompletionModel m_completion;
    client::DocumentSync m_sync;
    QList<protocol::UserId> m_editors; ///< who wrote something while we looked, oldest first
    bool m_hasEdited = false; ///< this person, since it was opened
    QString m_pendingText; ///< of an import
    QString m_statusText;
    Standing m_standing = Standing::Calm;
    State m_state = State::Loading;
    QString m_failure;
    QThreadPool m_writer; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
