#include "viewmodel/roommodel.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"

#include <algorithm>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

RoomModel::RoomModel(Context &context, const RoomListModel &rooms, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_rooms(rooms)
    , m_messages(context)
    , m_members(
          context, [this](const protocol::RoomId &id) { return roomLabel(id); }, MemberListModel::Scope::Everyone)
    , m_head(
          context, [this](const protocol::RoomId &id) { return roomLabel(id); }, MemberListModel::Scope::FirstThree)
    , m_composer(context, m_messages, rooms)
    , m_cursors(context)
{
    connect(&m_messages, &MessageListModel::pinnedCountChanged, this, &RoomModel::pinnedCountChanged);
    connect(&m_messages, &MessageListModel::noticed, this, &RoomModel::noticed);
    connect(&m_composer, &ComposerModel::refused, this, &RoomModel::noticed);
    connect(&m_composer, &ComposerModel::sent, &m_messages, &MessageListModel::jumpToLatest);
    connect(&m_cursors, &CursorModel::enabledChanged, this, &RoomModel::pointingChanged);
}

QString RoomModel::roomLabel(const protocol::RoomId &id) const
{
    const client::RoomSummary *summary = m_rooms.summary(id);
    return summary && summary->room.kind != protocol::RoomKind::Direct ? u"#"_s + format::cleanName(summary->room.name)
                                                                       : QString();
}

void RoomModel::open(
    const client::RoomSummary &summary, const QList<protocol::UserId> &members, std::optional<WallTime> lastRead)
{
    m_summary = summary;
    membersChanged(members);
    m_cursors.setSurface(u"room:"_s + roomId());
    m_composer.open(summary.room, name(), summary.draft);
    m_composer.setWaiting(summary.waiting);
    refreshTyping();
    Q_EMIT roomChanged();
    Q_EMIT partnerChanged();
    Q_EMIT mutedChanged();
    m_messages.open(summary.room.roomId, lastRead);
}

void RoomModel::close()
{
    m_composer.leave();
    m_cursors.setEnabled(false);
    m_cursors.setSurface({});
}

void RoomModel::membersChanged(const QList<protocol::UserId> &members)
{
    const bool known = !members.isEmpty() || !isDirect();
    m_memberIds = known ? members : m_summary.room.members;
    m_members.setMembers(m_memberIds);
    m_head.setMembers(m_memberIds);
    refreshCompany();
}

/// A pointer is told while somebody is there to see it. A plain server need not say who is.
void RoomModel::refreshCompany()
{
    const auto isThere = [this](const protocol::UserId &id) {
        return id != m_context.people.selfId() && m_context.people.person(id).status != protocol::Status::Offline;
    };
    m_cursors.setCompany(m_textOnly || std::ranges::any_of(m_memberIds, isThere));
}

void RoomModel::summaryChanged(const client::RoomSummary &summary)
{
    const bool sameRoom = summary.room.name == m_summary.room.name && summary.room.topic == m_summary.room.topic
        && summary.room.role == m_summary.room.role && summary.room.members == m_summary.room.members;
    m_summary = summary;
    m_composer.setWaiting(summary.waiting);
    if (!sameRoom)
        Q_EMIT roomChanged();
}

void RoomModel::peopleChanged(const People::Update &update)
{
    m_messages.peopleChanged(update.users, update.namesChanged);
    m_members.peopleChanged(update.users);
    m_head.peopleChanged(update.users);
    refreshCompany();
    if (isDirect() && update.users.contains(protocol::UserId(partnerId()))) {
        Q_EMIT partnerChanged();
        if (update.namesChanged)
            Q_EMIT roomChanged();
    }
}

void RoomModel::refreshTyping()
{
    QStringList names;
    for (const protocol::User &user : m_context.people.typingIn(m_summary.room.roomId)) {
        const Person person = m_context.people.person(user.userId);
        names.append(person.name.isEmpty() ? format::cleanName(user.username) : person.name);
    }
    const QString text = format::typing(names);
    if (std::exchange(m_typingText, text) != text)
        Q_EMIT typingChanged();
}

void RoomModel::refreshTimes()
{
    m_messages.refreshTimes();
    m_members.refreshTimes();
}

QString RoomModel::name() const
{
    if (isDirect()) {
        if (const QString partner = m_context.people.person(m_rooms.otherIn(m_summary.room)).name; !partner.isEmpty())
            return partner;
    }
    return format::cleanName(m_summary.room.name);
}

QString RoomModel::title() const
{
    return isDirect() ? name() : u"# "_s + name();
}

QString RoomModel::kind() const
{
    return RoomListModel::kindWord(m_summary.room.kind);
}

bool RoomModel::canPin() const
{
    return m_summary.room.role != protocol::Role::Guest || isDirect();
}

void RoomModel::setTextOnly(bool textOnly)
{
    if (std::exchange(m_textOnly, textOnly) == textOnly)
        return;
    refreshCompany();
    Q_EMIT textOnlyChanged();
}

QString RoomModel::partnerId() const
{
    return isDirect() ? m_rooms.otherIn(m_summary.room).value() : QString();
}

QString RoomModel::partnerStatus() const
{
    return isDirect() ? format::statusWord(m_context.people.person(protocol::UserId(partnerId())).status) : QString();
}

void RoomModel::setPointing(bool on)
{
    m_cursors.setEnabled(on);
}

bool RoomModel::isMuted() const
{
    return m_context.settings.mutedRooms().contains(roomId());
}

void RoomModel::setMuted(bool on)
{
    QStringList muted = m_context.settings.mutedRooms();
    if (muted.contains(roomId()) == on || roomId().isEmpty())
        return;
    if (on)
        muted.append(roomId());
    else
        muted.removeAll(roomId());
    m_context.settings.setMutedRooms(muted);
    Q_EMIT mutedChanged();
}

void RoomModel::sendPoll(const QString &question, const QStringList &options, bool multiple)
{
    QStringList answers;
    for (const QString &option : options) {
        if (!option.trimmed().isEmpty())
            answers.append(option.trimmed());
    }
    if (question.trimmed().isEmpty() || answers.size() < 2 || answers.size() > 10) {
        Q_EMIT noticed(tr("A poll needs a question and two to ten answers."));
        return;
    }
    m_context.engine.createPoll(client::NewPoll {.roomId = m_summary.room.roomId,
        .question = question.trimmed(),
        .options = answers,
        .multiple = multiple,
        .closesAt = std::nullopt});
    m_messages.jumpToLatest();
}

void RoomModel::markRead()
{
    m_messages.markAllRead();
}

void RoomModel::leave()
{
    Q_EMIT leaveRequested(roomId());
}

} // namespace coterie::viewmodel
