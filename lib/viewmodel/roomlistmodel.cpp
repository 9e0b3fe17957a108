#include "viewmodel/roomlistmodel.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

#include <QCollator>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

RoomListModel::RoomListModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context) { }

int RoomListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::RoomId: return row.docId.isEmpty() ? row.key : row.docId;
    case Role::Name: return row.name;
    case Role::Kind: return row.kind;
    case Role::Section:
        return row.section == Kind::Direct ? u"direct"_s : row.section == Kind::Document ? u"documents"_s : u"rooms"_s;
    case Role::Unread: return row.unread;
    case Role::Mentions: return row.mentions;
    case Role::Draft: return row.draft;
    case Role::Muted: return row.muted;
    case Role::Current: return row.current;
    case Role::UserId: return row.userId;
    case Role::Color: return row.color;
    case Role::Initials: return row.initials;
    case Role::Status: return row.status;
    case Role::Waiting: return row.waiting;
    case Role::LastText: return row.lastText;
    case Role::Topic: return row.topic;
    }
    return {};
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void RoomListModel::apply(const QList<client::RoomSummary> &rooms, const QList<protocol::RoomId> &removed)
{
    if (rooms.isEmpty() && removed.isEmpty())
        return;
    for (const protocol::RoomId &id : removed)
        m_summaries.remove(id);
    for (const client::RoomSummary &summary : rooms) {
        if (summary.room.member)
            m_summaries.insert(summary.room.roomId, summary);
        else
            m_summaries.remove(summary.room.roomId);
    }
    rebuild();
}

void RoomListModel::peopleChanged(const QSet<protocol::UserId> &users)
{
    const auto concerns = [&](const Row &row) { return users.contains(protocol::UserId(row.userId)); };
    if (std::any_of(m_rows.cbegin(), m_rows.cend(), concerns))
        rebuild();
}

void RoomListModel::setCurrent(const protocol::RoomId &roomId)
{
    if (std::exchange(m_current, roomId) != roomId)
        rebuild();
}

void RoomListModel::setCurrentDocument(const protocol::DocumentId &docId)
{
    if (std::exchange(m_currentDocument, docId) != docId)
        rebuild();
}

void RoomListModel::refreshMuted()
{
    rebuild();
}

bool RoomListModel::isMuted(const protocol::RoomId &roomId) const
{
    return m_context.settings.mutedRooms().contains(roomId.value());
}

const client::RoomSummary *RoomListModel::summary(const protocol::RoomId &roomId) const
{
    const auto found = m_summaries.constFind(roomId);
    return found == m_summaries.cend() ? nullptr : &*found;
}

QList<protocol::RoomId> RoomListModel::order() const
{
    QList<protocol::RoomId> ids;
    for (const Row &row : m_rows) {
        if (row.section != Kind::Document)
            ids.append(protocol::RoomId(row.key));
    }
    return ids;
}

protocol::UserId RoomListModel::otherIn(const protocol::Room &room) const
{
    for (const protocol::UserId &user : room.members) {
        if (user != m_context.people.selfId())
            return user;
    }
    return room.members.isEmpty() ? protocol::UserId() : m_context.people.selfId(); // notes to oneself
}

protocol::RoomId RoomListModel::directRoomWith(const protocol::UserId &userId) const
{
    for (const client::RoomSummary &summary : m_summaries) {
        if (summary.room.kind == protocol::RoomKind::Direct && otherIn(summary.room) == userId)
            return summary.room.roomId;
    }
    return {};
}

QString RoomListModel::kindWord(protocol::RoomKind kind)
{
    switch (kind) {
    case protocol::RoomKind::Public: return u"public"_s;
    case protocol::RoomKind::Private: return u"private"_s;
    case protocol::RoomKind::Direct: return u"direct"_s;
    }
    return {};
}

RoomListModel::Row RoomListModel::rowFor(const client::RoomSummary &summary) const
{
    const protocol::Room &room = summary.room;
    Row row;
    row.key = room.roomId.value();
    row.name = format::cleanName(room.name);
    row.topic = format::oneLine(room.topic, 256);
    row.section = room.kind == protocol::RoomKind::Direct ? Kind::Direct : Kind::Room;
    row.kind = kindWord(room.kind);
    row.unread = summary.unread;
    row.mentions = summary.mentions;
    row.waiting = summary.waiting;
    row.draft = !summary.draft.trimmed().isEmpty();
    row.muted = isMuted(room.roomId);
    row.current = room.roomId == m_current && m_currentDocument.isEmpty();
    row.lastText = format::oneLine(summary.lastText, 140);
    if (room.kind == protocol::RoomKind::Direct) {
        const Person other = m_context.people.person(otherIn(room));
        if (!other.name.isEmpty())
            row.name = other.name;
        row.userId = other.userId.value();
        row.color = other.color;
        row.initials = format::initials(row.name);
        row.status = format::statusWord(other.status);
    }
    return row;
}

void RoomListModel::appendDocuments(std::vector<Row> &rows) const
{
    if (!m_context.documents.isOffered || m_summaries.isEmpty())
        return;
    for (const client::DocumentSummary &summary : m_context.documents.all()) {
        const protocol::Document &document = summary.document;
        Row row;
        row.docId = document.docId.value();
        row.key = u"document/"_s + row.docId;
        row.section = Kind::Document;
        row.kind = document.kind == protocol::DocumentKind::Board ? u"board"_s : u"document"_s;
        row.name = DocumentBook::titleOf(summary);
        row.waiting = summary.waiting;
        row.current = document.docId == m_currentDocument;
        QStringList names;
        for (const protocol::UserId &user : document.present) {
            if (user != m_context.people.selfId() && !m_context.people.person(user).name.isEmpty())
                names.append(m_context.people.person(user).name);
        }
        row.lastText = names.isEmpty() ? QString() : tr("%1 in it").arg(format::people(names));
        rows.push_back(std::move(row));
    }
    if (rows.empty()) {
        Row row;
        row.docId = row.key = u"no-document"_s;
        row.section = Kind::Document;
        row.kind = row.key;
        row.name = tr("Write the first document");
        rows.push_back(std::move(row));
    }
}

void RoomListModel::rebuild()
{
    std::vector<Row> rows;
    rows.reserve(size_t(m_summaries.size()));
    int unread = 0;
    int mentions = 0;
    for (const client::RoomSummary &summary : std::as_const(m_summaries)) {
        rows.push_back(rowFor(summary));
        if (!rows.back().muted)
            unread += summary.unread;
        mentions += summary.mentions;
    }
    QCollator collator(m_context.locale);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    const auto lastAt = [&](const Row &row) {
        return m_summaries.value(protocol::RoomId(row.key)).lastAt.value_or(WallTime());
    };
    std::sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) {
        if (a.section != b.section)
            return a.section < b.section;
        if (a.section == Kind::Direct && lastAt(a) != lastAt(b))
            return lastAt(a) > lastAt(b);
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.key < b.key;
    });
    std::vector<Row> documents; // sorted already
    appendDocuments(documents);
    const auto firstDirect = std::ranges::find(rows, Kind::Direct, &Row::section);
    rows.insert(firstDirect, std::make_move_iterator(documents.begin()), std::make_move_iterator(documents.end()));
    syncRows(m_rows, std::move(rows));
    const bool totals = unread != m_totalUnread || mentions != m_totalMentions;
    m_totalUnread = unread;
    m_totalMentions = mentions;
    if (totals)
        Q_EMIT totalsChanged();
}

} // namespace coterie::viewmodel
