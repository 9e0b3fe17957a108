#include "viewmodel/searchmodel.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"
#include "viewmodel/searchexcerpt.h"
#include "viewmodel/styledtext.h"

#include <QSet>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

SearchModel::SearchModel(Context &context, const RoomListModel &rooms, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_rooms(rooms)
{
    m_hereTimer.setSingleShot(true);
    m_hereTimer.setInterval(TypingPause);
    connect(&m_hereTimer, &QTimer::timeout, this, [this] { ask(client::SearchAsk::Where::Here); });
    m_serverTimer.setSingleShot(true);
    m_serverTimer.setInterval(ServerPause);
    connect(&m_serverTimer, &QTimer::timeout, this, [this] { ask(client::SearchAsk::Where::Everywhere); });
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::MessageId: return row.key;
    case Role::Section: return row.section;
    case Role::FirstOfSection: return row.firstOfSection;
    case Role::Author: return row.author;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Time: return row.time;
    case Role::Excerpt: return row.excerpt;
    case Role::PlainExcerpt: return row.plainExcerpt;
    }
    return {};
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void SearchModel::stop()
{
    m_hereTimer.stop();
    m_serverTimer.stop();
    if (std::exchange(m_asking, false))
        m_context.engine.cancelSearch(m_number);
}

void SearchModel::setQuery(const QString &query)
{
    if (query == m_text)
        return;
    stop();
    m_text = query;
    m_parsed = search::parse(query, search::Place::here(m_context.clock.wallNow()));
    m_answered = false;
    m_answer.problem.clear();
    if (m_parsed.isEmpty()) {
        m_answer = {};
        m_answer.problem = m_parsed.problem;
        rebuild();
    } else {
        m_hereTimer.start();
        m_serverTimer.start();
    }
    Q_EMIT queryChanged();
    Q_EMIT changed();
}

void SearchModel::searchNow()
{
    if (!m_parsed.isEmpty())
        ask(client::SearchAsk::Where::Everywhere);
}

void SearchModel::ask(client::SearchAsk::Where where)
{
    const bool serverWaits = where == client::SearchAsk::Where::Here && m_serverTimer.isActive();
    stop();
    if (serverWaits)
        m_serverTimer.start(ServerPause - TypingPause);
    m_asking = true;
    m_paging = false;
    client::SearchAsk question;
    question.text = m_text;
    question.where = where;
    m_number = m_context.engine.search(question, this, [this](const client::SearchAnswer &answer) { take(answer); });
    Q_EMIT changed();
}

void SearchModel::take(const client::SearchAnswer &answer)
{
    m_answer = answer;
    m_asking = !answer.isFinal;
    m_answered = true;
    rebuild();
    Q_EMIT changed();
}

void SearchModel::more()
{
    if (m_asking || !m_answer.hasMore || m_answer.messages.isEmpty())
        return;
    m_asking = true;
    m_paging = true;
    client::SearchAsk question;
    question.text = m_text;
    question.before = m_answer.messages.last().timestamp + Millis {1}; // others of the same moment are not missed
    m_number = m_context.engine.search(question, this, [this](const client::SearchAnswer &answer) {
        if (answer.isFinal)
            addPage(answer);
    });
    Q_EMIT changed();
}

void SearchModel::addPage(const client::SearchAnswer &answer)
{
    m_asking = false;
    m_paging = false;
    QSet<protocol::MessageId> known;
    for (const protocol::Message &message : std::as_const(m_answer.messages))
        known.insert(message.messageId);
    const qsizetype before = m_answer.messages.size();
    for (const protocol::Message &message : answer.messages) {
        if (!known.contains(message.messageId))
            m_answer.messages.append(message);
    }
    m_answer.hasMore = answer.hasMore && m_answer.messages.size() > before;
    m_answer.onlyHere = answer.onlyHere;
    rebuild();
    Q_EMIT changed();
}

SearchModel::State SearchModel::state() const
{
    if (m_parsed.isEmpty())
        return State::Idle;
    if (!m_rows.empty())
        return State::Results;
    return m_answered && !m_asking && !m_serverTimer.isActive() ? State::NoResults : State::Searching;
}

QString SearchModel::statusText() const
{
    if (!m_answer.problem.isEmpty())
        return isCompleting() ? QString() : m_answer.problem; // it is just being put right
    if (m_paging)
        return tr("Looking for older messages…");
    if (m_asking && m_answered)
        return tr("Searching older messages on the server…");
    if (m_parsed.isEmpty() || !m_answered)
        return {};
    if (m_answer.indexed < 100)
        return tr("Older messages on this computer are still being prepared for searching: %1 % done.")
            .arg(m_answer.indexed);
    if (m_answer.onlyHere)
        return tr("Only messages on this computer were searched.");
    if (m_rows.empty())
        return {};
    return m_answer.hasMore ? tr("The newest %n messages", nullptr, count()) : tr("%n messages", nullptr, count());
}

QString SearchModel::roomLabel(const protocol::RoomId &roomId) const
{
    const client::RoomSummary *summary = m_rooms.summary(roomId);
    if (!summary)
        return tr("A room you are not in");
    const QString name = format::cleanName(summary->room.name);
    return summary->room.kind == protocol::RoomKind::Direct ? name : u'#' + name;
}

SearchModel::Row SearchModel::rowOf(const protocol::Message &message) const
{
    const Person person = m_context.people.person(message.userId);
    Row row;
    row.key = message.messageId.value();
    row.roomId = message.roomId.value();
    row.section = tr("%1 · %2").arg( // a long name is cut, the day is not
        format::dayTitle(message.timestamp, m_context.clock.wallNow(), m_context.locale), roomLabel(message.roomId));
    row.author = format::cleanName(person.name.isEmpty() ? message.username : person.name);
    row.initials = format::initials(row.author);
    row.color = format::personColor(person.color, message.userId.value());
    row.time = format::clockTime(message.timestamp, m_context.locale);
    const Excerpt excerpt = excerptOf(message, m_parsed);
    row.excerpt = styled(
        excerpt.styled, {.dark = m_context.settings.isDark(), .highContrast = m_context.settings.isHighContrast()});
    row.plainExcerpt = excerpt.plain;
    return row;
}

void SearchModel::rebuild()
{
    std::vector<Row> rows;
    for (const protocol::Message &message : std::as_const(m_answer.messages)) {
        Row row = rowOf(message);
        row.firstOfSection = rows.empty() || rows.back().section != row.section;
        rows.push_back(std::move(row));
    }
    syncRows(m_rows, std::move(rows));
}

void SearchModel::open(int row)
{
    if (row >= 0 && row < int(m_rows.size()))
        Q_EMIT messageChosen(m_rows[size_t(row)].roomId, m_rows[size_t(row)].key);
}

} // namespace coterie::viewmodel
