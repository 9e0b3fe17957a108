#include "viewmodel/opendocumentmodel.h"

#include "viewmodel/documentstatus.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

OpenDocumentModel::OpenDocumentModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
    std::unique_ptr<DocumentLink> link, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_rooms(rooms)
    , m_docId(docId)
    , m_link(std::move(link))
    , m_people(context)
    , m_idle(context.clock)
    , m_cursors(context)
    , m_versions(context, docId)
    , m_sync(m_link->sync())
{
    m_cursors.setSurface(u"doc:"_s + docId.value());
    m_cursors.setCompany(false);
    connect(&m_versions, &VersionListModel::versionsChanged, this, &OpenDocumentModel::refreshStatus);
    connect(&m_versions, &VersionListModel::failed, this, &OpenDocumentModel::failed);
}

OpenDocumentModel::~OpenDocumentModel() = default;

collab::Person OpenDocumentModel::selfOf(const Context &context)
{
    const Person self = context.people.person(context.people.selfId());
    return {.userId = self.userId.value(), .name = self.name, .color = QColor(self.color)};
}

void OpenDocumentModel::attach(collab::SharedDocument &document)
{
    m_document = &document;
    DocumentLink *link = m_link.get();
    connect(
        m_document, &collab::SharedDocument::edited, link, [link](const QByteArray &update) { link->push(update); });
    connect(m_document, &collab::SharedDocument::awarenessTold, link,
        [link](const QByteArray &update) { link->pushAwareness(update); });
    connect(m_document, &collab::SharedDocument::edited, this, [this] {
        if (!std::exchange(m_hasEdited, true))
            refreshStatus();
    });
    connect(m_document, &collab::SharedDocument::titleChanged, this, &OpenDocumentModel::titleChanged);
    connect(m_document, &collab::SharedDocument::wrote, this, &OpenDocumentModel::refreshPeople);
    connect(m_document, &collab::SharedDocument::failed, this,
        [this] { setState(State::Failed, tr("What is kept of it on this computer cannot be read.")); });
    connect(m_document, &collab::SharedDocument::loaded, this, [this] {
        if (m_state == State::Loading)
            setState(State::Ready);
        becameReady();
    });
    connectLink();
    summaryChanged();
}

void OpenDocumentModel::detach()
{
    m_cursors.left();
    // While it goes, the document says that nobody is there and that it cannot be written: nothing here shows that.
    m_document->disconnect(this);
    m_link->disconnect(m_document);
    m_link->disconnect(this);
}

void OpenDocumentModel::connectLink()
{
    const DocumentLink *link = m_link.get();
    connect(link, &DocumentLink::loaded, m_document, &collab::SharedDocument::load);
    connect(link, &DocumentLink::received, m_document, &collab::SharedDocument::receive);
    connect(link, &DocumentLink::awarenessReceived, m_document, &collab::SharedDocument::receiveAwareness);
    connect(link, &DocumentLink::peersLost, m_document, &collab::SharedDocument::losePeers);
    connect(link, &DocumentLink::linked, m_document, &collab::SharedDocument::linkOpened);
    connect(link, &DocumentLink::syncChanged, this, [this](const client::DocumentSync &sync) {
        const bool wasSynced = m_sync.state == client::DocumentSync::State::InSync;
        m_sync = sync;
        if (!wasSynced && sync.state == client::DocumentSync::State::InSync)
            m_versions.refresh(); // who edited it before we came
        refreshReadOnly();
        refreshStatus();
    });
}

const client::DocumentSummary *OpenDocumentModel::summary() const
{
    return m_context.documents.find(m_docId);
}

void OpenDocumentModel::setState(State state, const QString &failure)
{
    if (m_state == state && m_failure == failure)
        return;
    m_state = state;
    m_failure = failure;
    refreshReadOnly();
    refreshStatus();
    Q_EMIT stateChanged();
}

void OpenDocumentModel::summaryChanged()
{
    if (!summary())
        setState(State::Removed);
    else if (m_state == State::Removed)
        setState(m_document->isLoaded() ? State::Ready : State::Loading);
    refreshReadOnly();
    refreshStatus();
    Q_EMIT titleChanged();
    Q_EMIT roomChanged();
}

/// One writes where one is a member; what the server refused or nobody has any more can only be read.
void OpenDocumentModel::refreshReadOnly()
{
    const client::DocumentSummary *known = summary();
    const bool isMember = known && m_rooms.summary(known->document.roomId);
    const bool refused = m_sync.state == client::DocumentSync::State::Refused;
    m_document->setReadOnly(!isMember || refused || m_state == State::Removed);
}

QString OpenDocumentModel::roomId() const
{
    const client::DocumentSummary *known = summary();
    return known ? known->document.roomId.value() : QString();
}

QString OpenDocumentModel::roomTitle() const
{
    const client::RoomSummary *room = m_rooms.summary(protocol::RoomId(roomId()));
    if (!room)
        return {};
    if (room->room.kind != protocol::RoomKind::Direct)
        return u"# "_s + format::cleanName(room->room.name);
    const QString other = m_context.people.person(m_rooms.otherIn(room->room)).name;
    return other.isEmpty() ? format::cleanName(room->room.name) : other;
}

QString OpenDocumentModel::title() const
{
    if (!m_document->title().isEmpty())
        return format::oneLine(m_document->title(), protocol::maxDocumentTitle);
    const client::DocumentSummary *known = summary();
    return known ? DocumentBook::titleOf(*known) : tr("Untitled");
}

void OpenDocumentModel::setTitle(const QString &title)
{
    if (const QString tidy = title.simplified(); tidy != this->title())
        m_document->setTitle(tidy);
    Q_EMIT titleChanged(); // what was refused is shown as it is
}

bool OpenDocumentModel::canRemove() const
{
    const client::DocumentSummary *known = summary();
    return known && known->document.createdBy == m_context.people.selfId();
}

void OpenDocumentModel::peopleChanged()
{
    m_document->setSelf(selfOf(m_context));
    refreshPeople();
}

void OpenDocumentModel::refreshTimes()
{
    m_versions.refreshTimes();
    refreshPeople(); // somebody may be idle by now
}

void OpenDocumentModel::setLookedAt(bool looked)
{
    m_document->setAttending(looked);
    if (!looked)
        m_cursors.left();
}

void OpenDocumentModel::acted(quint64 client)
{
    if (m_idle.acted(client))
        refreshPeople();
}

void OpenDocumentModel::refreshPeople()
{
    QList<DocumentPeopleModel::Present> here = present();
    for (const quint64 client : m_idle.known()) {
        if (std::ranges::find(here, client, &DocumentPeopleModel::Present::client) == here.end())
            m_idle.forget(client);
    }
    for (DocumentPeopleModel::Present &peer : here) {
        peer.idle = m_idle.isIdle(peer.client);
        const protocol::UserId user(peer.person.userId);
        if (m_document->writers().contains(peer.client) && m_context.people.knows(user) && !m_editors.contains(user))
            m_editors.append(user);
    }
    m_people.show(here);
    refreshStatus();
}

/// Who edited it, as far as it is known: those of the newest versions, those who wrote while we looked, and whoever
/// made it; oneself last.
QStringList OpenDocumentModel::editorNames() const
{
    constexpr qsizetype MostVersions = 5;
    QList<protocol::UserId> editors = m_editors;
    for (const protocol::DocumentVersion &version :
        m_versions.versions().first(std::min(m_versions.versions().size(), MostVersions)))
        editors += version.editors;
    bool isEditor = m_hasEdited;
    QStringList names;
    for (const protocol::UserId &user : std::as_const(editors)) {
        const QString name = m_context.people.person(user).name;
        if (user == m_context.people.selfId())
            isEditor = true;
        else if (!name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    if (isEditor)
        names.append(tr("you"));
    return names;
}

void OpenDocumentModel::refreshStatus()
{
    const DocumentStatus status = documentStatus(m_sync, editorNames(), isReadOnly() && m_state == State::Ready);
    const auto standing = static_cast<Standing>(status.standing);
    if (status.text == m_statusText && standing == m_standing)
        return;
    m_statusText = status.text;
    m_standing = standing;
    Q_EMIT statusChanged();
}

} // namespace coterie::viewmodel
