#include "viewmodel/documentmodel.h"

#include "viewmodel/composermodel.h"
#include "viewmodel/documentfiles.h"
#include "viewmodel/engine.h"

namespace coterie::viewmodel {

DocumentModel::DocumentModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
    std::unique_ptr<DocumentLink> link, QObject *parent)
    : OpenDocumentModel(context, rooms, docId, std::move(link), parent)
    , m_document(selfOf(context), context.clock)
    , m_comments(context, m_document.comments())
{
    m_writer.setMaxThreadCount(1);
    versions()->setPresentText([this] { return m_document.text().text(); });
    connect(&m_document.text(), &collab::TextSource::readOnlyChanged, this, &DocumentModel::readOnlyChanged);
    connect(&m_document.awareness(), &collab::Awareness::peersChanged, this, &DocumentModel::peersChanged);
    connect(people(), &CountedListModel::countChanged, this, [this] { cursors()->setCompany(people()->count() > 0); });
    attach(m_document);
}

DocumentModel::~DocumentModel()
{
    m_writer.waitForDone();
    detach();
    m_document.awareness().disconnect(this);
    m_document.text().disconnect(this);
}

QList<DocumentPeopleModel::Present> DocumentModel::present()
{
    QList<DocumentPeopleModel::Present> here;
    for (const collab::Awareness::Peer &peer : m_document.awareness().peers())
        here.append({.client = peer.client, .person = peer.person, .active = peer.cursor.has_value()});
    return here;
}

void DocumentModel::peersChanged()
{
    using Peer = collab::Awareness::Peer;
    const QList<Peer> before = std::exchange(m_peers, m_document.awareness().peers());
    for (const Peer &peer : m_peers) {
        const auto known = std::ranges::lower_bound(before, peer.client, {}, &Peer::client);
        if (known != before.end() && known->client == peer.client && *known != peer)
            acted(peer.client);
    }
    refreshPeople();
}

void DocumentModel::becameReady()
{
    if (!m_pendingText.isEmpty())
        m_document.text().replace(0, 0, std::exchange(m_pendingText, {}));
}

void DocumentModel::insertWhenReady(const QString &text)
{
    if (m_document.isLoaded())
        m_document.text().replace(0, 0, text);
    else
        m_pendingText = text;
}

void DocumentModel::peopleChanged()
{
    m_comments.refresh();
    OpenDocumentModel::peopleChanged();
}

void DocumentModel::refreshTimes()
{
    m_comments.refresh();
    OpenDocumentModel::refreshTimes();
}

void DocumentModel::completeMention(const QString &prefix)
{
    m_completion.show(completePeople(context(), prefix));
}

QString DocumentModel::mentionAt(int row) const
{
    const CompletionModel::Row *found = m_completion.row(row);
    return found ? found->label : QString();
}

QString DocumentModel::suggestedPath(const QString &format) const
{
    return freePath(title(), format);
}

void DocumentModel::exportTo(const QString &path, const QString &format)
{
    m_writer.start([this, path, format, title = title(), text = m_document.text().text()] {
        const Result<QString> written = writeDocument(text, title, format, path);
        QMetaObject::invokeMethod(
            this,
            [this, written] {
                if (written)
                    Q_EMIT exported(*written);
                else
                    Q_EMIT failed(QString::fromStdString(written.error().message));
            },
            Qt::QueuedConnection);
    });
}

} // namespace coterie::viewmodel
