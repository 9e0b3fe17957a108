#include "viewmodel/documentbook.h"

#include "viewmodel/format.h"

#include <QCollator>
#include <QCoreApplication>
#include <QUrl>

namespace coterie::viewmodel {

DocumentBook::Update DocumentBook::apply(const QList<client::DocumentSummary> &documents,
    const QList<protocol::DocumentId> &removed, const QList<protocol::DocumentPresence> &presence)
{
    if (documents.isEmpty() && removed.isEmpty() && presence.isEmpty())
        return {};
    const QHash<protocol::UserId, QString> before = places();
    Update update;
    for (const client::DocumentSummary &summary : documents) {
        client::DocumentSummary &known = m_documents[summary.document.docId];
        update.isListChanged = update.isListChanged || !(known == summary);
        known = summary;
    }
    for (const protocol::DocumentPresence &news : presence) {
        const auto known = m_documents.find(news.docId);
        if (known == m_documents.end() || known->document.present == news.users)
            continue;
        known->document.present = news.users;
        update.isListChanged = true;
    }
    for (const protocol::DocumentId &docId : removed)
        update.isListChanged = m_documents.remove(docId) || update.isListChanged;
    const QHash<protocol::UserId, QString> after = places();
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (after.value(it.key()) != it.value())
            update.users.insert(it.key());
    }
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        if (before.value(it.key()) != it.value())
            update.users.insert(it.key());
    }
    return update;
}

const client::DocumentSummary *DocumentBook::find(const protocol::DocumentId &docId) const
{
    const auto found = m_documents.constFind(docId);
    return found == m_documents.cend() ? nullptr : &*found;
}

QList<client::DocumentSummary> DocumentBook::all() const
{
    QList<client::DocumentSummary> documents = m_documents.values();
    if (documents.size() < 2)
        return documents; // at the start there is often none, and a collator is not free
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::ranges::sort(documents, [&](const client::DocumentSummary &a, const client::DocumentSummary &b) {
        if (a.document.kind != b.document.kind)
            return a.document.kind == protocol::DocumentKind::Text;
        const int order = collator.compare(titleOf(a), titleOf(b));
        return order != 0 ? order < 0 : a.document.docId < b.document.docId;
    });
    return documents;
}

QList<client::DocumentSummary> DocumentBook::inRoom(const protocol::RoomId &roomId) const
{
    QList<client::DocumentSummary> documents = all();
    documents.removeIf([&](const client::DocumentSummary &summary) { return summary.document.roomId != roomId; });
    return documents;
}

QHash<protocol::UserId, QString> DocumentBook::places() const
{
    QHash<protocol::UserId, QString> places;
    for (const client::DocumentSummary &summary : m_documents) {
        const QString title = titleOf(summary);
        for (const protocol::UserId &user : summary.document.present) {
            QString &place = places[user];
            place = place.isEmpty() ? title : std::min(place, title); // who has several open is said to be in one
        }
    }
    return places;
}

QString DocumentBook::titleOpenBy(const protocol::UserId &userId) const
{
    return places().value(userId);
}

QString DocumentBook::titleOf(const client::DocumentSummary &summary)
{
    const QString title = format::oneLine(summary.document.title, protocol::maxDocumentTitle);
    return title.isEmpty() ? QCoreApplication::translate("coterie::viewmodel::DocumentBook", "Untitled") : title;
}

QString documentInLink(const QString &url)
{
    constexpr QLatin1StringView Path("/doc/");
    const QUrl target(url, QUrl::StrictMode);
    if (target.scheme() != QLatin1StringView("coterie") || !target.path().startsWith(Path))
        return {};
    const QString id = target.path().sliced(Path.size());
    return protocol::isDocumentId(id) ? id : QString();
}

} // namespace coterie::viewmodel
