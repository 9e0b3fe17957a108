#include "viewmodel/people.h"

#include "viewmodel/format.h"

#include <QCollator>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

void People::setSelf(const protocol::User &self)
{
    m_selfId = self.userId;
    Person &person = m_people[self.userId];
    person.userId = self.userId;
    person.name = format::cleanName(self.username);
    person.initials = format::initials(person.name);
    person.color = format::personColor(self.color, self.userId.value());
    if (person.status == protocol::Status::Offline)
        person.status = protocol::Status::Online;
    rebuildNames();
}

People::Update People::apply(const QList<protocol::Presence> &people)
{
    Update update;
    for (const protocol::Presence &presence : people) {
        Person &person = m_people[presence.userId];
        const Person before = person;
        person.userId = presence.userId;
        if (!presence.username.isEmpty())
            person.name = format::cleanName(presence.username);
        person.initials = format::initials(person.name);
        person.color =
            format::personColor(presence.color.isEmpty() ? before.color : presence.color, presence.userId.value());
        person.status = presence.status;
        if (presence.lastSeen)
            person.lastSeen = presence.lastSeen;
        person.note = format::cleanName(presence.note);
        if (person == before)
            continue;
        update.users.insert(presence.userId);
        update.namesChanged = update.namesChanged || person.name != before.name;
    }
    if (update.namesChanged)
        rebuildNames();
    return update;
}

People::Update People::learn(const protocol::UserId &userId, const QString &name)
{
    if (userId.isEmpty() || name.isEmpty() || m_people.contains(userId))
        return {};
    protocol::Presence presence;
    presence.userId = userId;
    presence.username = name;
    return apply({presence});
}

QSet<protocol::UserId> People::setTyping(const client::TypingState &typing)
{
    QSet<protocol::UserId> changed;
    for (const protocol::User &user : m_typing.value(typing.roomId))
        changed.insert(user.userId);
    for (const protocol::User &user : typing.users)
        changed.insert(user.userId);
    if (typing.users.isEmpty())
        m_typing.remove(typing.roomId);
    else
        m_typing.insert(typing.roomId, typing.users);
    return changed;
}

Person People::person(const protocol::UserId &userId) const
{
    if (const auto found = m_people.constFind(userId); found != m_people.cend())
        return *found;
    Person unknown;
    unknown.userId = userId;
    unknown.initials = u"?"_s;
    unknown.color = format::personColor({}, userId.value());
    return unknown;
}

QList<Person> People::everyone() const
{
    QList<Person> all;
    for (const Person &person : m_people) {
        if (person.userId != m_selfId)
            all.append(person);
    }
    const QCollator collator;
    std::sort(
        all.begin(), all.end(), [&](const Person &a, const Person &b) { return collator.compare(a.name, b.name) < 0; });
    return all;
}

std::optional<protocol::RoomId> People::typingRoomOf(const protocol::UserId &userId) const
{
    for (auto room = m_typing.cbegin(); room != m_typing.cend(); ++room) {
        const auto isUser = [&](const protocol::User &user) { return user.userId == userId; };
        if (std::any_of(room->cbegin(), room->cend(), isUser))
            return room.key();
    }
    return std::nullopt;
}

std::optional<protocol::UserId> People::mentioned(QStringView name) const
{
    const auto found = m_names.constFind(name.toString().toCaseFolded());
    if (found == m_names.cend() || found->isEmpty())
        return std::nullopt;
    return *found;
}

void People::rebuildNames()
{
    m_names.clear();
    const auto add = [this](const QString &name, const protocol::UserId &userId) {
        const QString folded = name.toCaseFolded();
        if (folded.isEmpty())
            return;
        if (const auto found = m_names.find(folded); found != m_names.end() && *found != userId)
            *found = protocol::UserId(); // two people: nobody in particular
        else
            m_names.insert(folded, userId);
    };
    for (const Person &person : std::as_const(m_people)) {
        if (const qsizetype space = person.name.indexOf(u' '); space > 0)
            add(person.name.left(space), person.userId);
    }
    for (const Person &person : std::as_const(m_people))
        m_names.insert(person.name.toCaseFolded(), person.userId); // a whole name beats somebody's first name
    m_names.remove(QString());
}

} // namespace coterie::viewmodel
