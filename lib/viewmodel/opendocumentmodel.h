#pragma once

#include "collab/shareddocument.h"
#include "viewmodel/context.h"
#include "viewmodel/cursormodel.h"
#include "viewmodel/documentpeoplemodel.h"
#include "viewmodel/idlewatch.h"
#include "viewmodel/versionlistmodel.h"

#include <QObject>

#include <memory>

namespace coterie::viewmodel {

class DocumentLink;
class RoomListModel;

/// What a text and a board that is open have in common: name and room, who is in it, how it stands with disk and
/// server, its versions. One object per opened document; the Workspace owns it. What is in it lies in the derived
/// class, which makes the shared document, hands it to attach() and lets go of it before this one dies. GUI thread.
class OpenDocumentModel : public QObject
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
    Q_PROPERTY(coterie::viewmodel::DocumentPeopleModel *people READ people CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CursorModel *cursors READ cursors CONSTANT)
    Q_PROPERTY(coterie::viewmodel::VersionListModel *versions READ versions CONSTANT)
public:
    enum class State { Loading, Ready, Failed, Removed };
    Q_ENUM(State)
    enum class Standing { Calm, Waiting, Offline, Refused }; ///< how loud the status line is
    Q_ENUM(Standing)

    ~OpenDocumentModel() override;

    [[nodiscard]] QString docId() const { return m_docId.value(); }
    [[nodiscard]] QString roomId() const;
    [[nodiscard]] QString roomTitle() const;
    [[nodiscard]] QString title() const;
    void setTitle(const QString &title); ///< works offline; an empty one is none
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] virtual bool isReadOnly() const = 0;
    [[nodiscard]] bool canRemove() const;
    [[nodiscard]] QString statusText() const { return m_statusText; }
    [[nodiscard]] Standing standing() const { return m_standing; }
    [[nodiscard]] DocumentPeopleModel *people() { return &m_people; }
    [[nodiscard]] CursorModel *cursors() { return &m_cursors; }
    [[nodiscard]] VersionListModel *versions() { return &m_versions; }

    void summaryChanged(); ///< what the book says of it may be something else now
    virtual void peopleChanged();
    virtual void refreshTimes();
    void setLookedAt(bool looked); ///< false: it stays open for a while, but this person is not in it any more

Q_SIGNALS:
    void roomChanged();
    void titleChanged();
    void stateChanged();
    void readOnlyChanged();
    void statusChanged();
    void failed(const QString &words);

protected:
    OpenDocumentModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
        std::unique_ptr<DocumentLink> link, QObject *parent);
    void attach(collab::SharedDocument &document); ///< once, in the constructor of the derived class
    void detach(); ///< in its destructor: what the document still says goes to the link only
    void refreshPeople();
    void acted(quint64 client); ///< somebody else: moved, changed what they do, wrote
    [[nodiscard]] virtual QList<DocumentPeopleModel::Present> present() = 0;
    /// It has been read: what was waiting for that is done now.
    virtual void becameReady() { }
    [[nodiscard]] Context &context() { return m_context; }
    [[nodiscard]] const Context &context() const { return m_context; }
    [[nodiscard]] static collab::Person selfOf(const Context &context);

private:
    void connectLink();
    void setState(State state, const QString &failure = {});
    void refreshReadOnly();
    void refreshStatus();
    [[nodiscard]] QStringList editorNames() const;
    [[nodiscard]] const client::DocumentSummary *summary() const;

    Context &m_context;
    const RoomListModel &m_rooms;
    protocol::DocumentId m_docId;
    std::unique_ptr<DocumentLink> m_link; ///< outlives the document: its last word goes through here
    collab::SharedDocument *m_document = nullptr; ///< of the derived class
    DocumentPeopleModel m_people;
    IdleWatch m_idle;
    CursorModel m_cursors;
    VersionListModel m_versions;
    client::DocumentSync m_sync;
    QList<protocol::UserId> m_editors; ///< who wrote something while we looked, oldest first
    bool m_hasEdited = false; ///< this person, since it was opened
    QString m_statusText;
    Standing m_standing = Standing::Calm;
    State m_state = State::Loading;
    QString m_failure;
};

} // namespace coterie::viewmodel
