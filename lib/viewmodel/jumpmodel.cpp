#include "viewmodel/jumpmodel.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/fuzzy.h"
#include "viewmodel/markdown.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"
#include "viewmodel/styledtext.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t MaximumPerSection = 8; ///< the box shows about ten rows; more is narrowed by typing on
}

JumpModel::JumpModel(Context &context, const RoomListModel &rooms, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_rooms(rooms)
{
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(SearchDelay);
    connect(&m_searchTimer, &QTimer::timeout, this, &JumpModel::search);
}

int JumpModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant JumpModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Kind:
        switch (row.kind) {
        case Kind::Room: return u"room"_s;
        case Kind::Person: return u"person"_s;
        case Kind::Document: return u"document"_s;
        case Kind::Board: return u"board"_s;
        case Kind::Message: return u"message"_s;
        case Kind::Search: return u"search"_s;
        case Kind::Command: return u"command"_s;
        }
        return {};
    case Role::Section: return row.section;
    case Role::FirstOfSection: return row.firstOfSection;
    case Role::Title: return row.title;
    case Role::TitleMarked: return row.titleMarked;
    case Role::Detail: return row.detail;
    case Role::Hint: return row.hint;
    case Role::Color: return row.color;
    case Role::Initials: return row.initials;
    case Role::Status: return row.status;
    }
    return {};
}

QHash<int, QByteArray> JumpModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void JumpModel::setCommands(QList<Command> commands)
{
    m_commands = std::move(commands);
    rebuild();
}

void JumpModel::reset()
{
    if (m_query.isEmpty())
        rebuild(); // what there was when the box was last open is old
    setQuery({});
}

void JumpModel::setQuery(const QString &query)
{
    if (query == m_query)
        return;
    m_query = query;
    if (std::exchange(m_searching, false)) { // an answer to what was typed before is no answer
        m_context.engine.cancelSearch(m_search);
        Q_EMIT searchingChanged();
    }
    m_found.clear();
    const QString words = query.trimmed();
    const bool narrowed = !words.isEmpty() && u">@#"_s.contains(words.front());
    if (words.size() >= 2 && !narrowed)
        m_searchTimer.start();
    else
        m_searchTimer.stop();
    rebuild();
    Q_EMIT queryChanged();
}

void JumpModel::search()
{
    m_searching = true;
    Q_EMIT searchingChanged();
    client::SearchAsk ask;
    ask.text = m_query.trimmed();
    ask.limit = int(MaximumPerSection);
    m_search = m_context.engine.search(ask, this, [this](const client::SearchAnswer &answer) {
        if (std::exchange(m_searching, !answer.isFinal) && answer.isFinal)
            Q_EMIT searchingChanged();
        showFound(answer.messages);
    });
}

void JumpModel::showFound(const QList<protocol::Message> &messages)
{
    m_found = messages;
    rebuild();
}

JumpModel::Row JumpModel::rowOf(Kind kind, const QString &prefix, const QString &id)
{
    Row row;
    row.key = prefix + id;
    row.kind = kind;
    row.target = id;
    return row;
}

/// False if the row does not fit; else scores it and marks what fitted.
bool JumpModel::match(const QString &words, Row &row) const
{
    const auto found = fuzzyMatch(words, row.title);
    if (!found)
        return false;
    row.score += found->score;
    row.titleMarked = styled(markMatch(row.title, found->positions),
        {.dark = m_context.settings.isDark(), .highContrast = m_context.settings.isHighContrast()});
    return true;
}

void JumpModel::addRooms(const QString &words, std::vector<Row> &rows) const
{
    for (const protocol::RoomId &id : m_rooms.order()) {
        const client::RoomSummary *summary = m_rooms.summary(id);
        if (!summary || summary->room.kind == protocol::RoomKind::Direct)
            continue; // direct conversations are found by the person
        Row row = rowOf(Kind::Room, u"room/"_s, id.value());
        row.section = tr("Rooms and people");
        row.title = format::cleanName(summary->room.name);
        row.detail =
            summary->unread > 0 ? tr("%1 unread").arg(summary->unread) : format::oneLine(summary->room.topic, 60);
        row.score = 3 + (summary->unread > 0 ? 2 : 0);
        if (match(words, row))
            rows.push_back(std::move(row));
    }
}

void JumpModel::addPeople(const QString &words, std::vector<Row> &rows) const
{
    for (const Person &person : m_context.people.everyone()) {
        if (person.name.isEmpty())
            continue;
        Row row = rowOf(Kind::Person, u"person/"_s, person.userId.value());
        row.section = tr("Rooms and people");
        row.title = person.name;
        row.detail = person.note.isEmpty() ? format::statusText(person.status) : person.note;
        row.color = person.color;
        row.initials = person.initials;
        row.status = format::statusWord(person.status);
        row.score = person.status == protocol::Status::Offline ? 0 : 1;
        if (match(words, row))
            rows.push_back(std::move(row));
    }
}

void JumpModel::addDocuments(const QString &words, std::vector<Row> &rows) const
{
    for (const client::DocumentSummary &summary : m_context.documents.all()) {
        const bool isBoard = summary.document.kind == protocol::DocumentKind::Board;
        Row row = rowOf(isBoard ? Kind::Board : Kind::Document, u"document/"_s, summary.document.docId.value());
        row.section = tr("Documents and boards");
        row.title = DocumentBook::titleOf(summary);
        if (const client::RoomSummary *room = m_rooms.summary(summary.document.roomId);
            room && room->room.kind != protocol::RoomKind::Direct)
            row.detail = tr("in #%1").arg(format::cleanName(room->room.name));
        if (match(words, row))
            rows.push_back(std::move(row));
    }
}

void JumpModel::addMessages(const QString &words, std::vector<Row> &rows) const
{
    const WallTime now = m_context.clock.wallNow();
    for (const protocol::Message &message : m_found) {
        Row row = rowOf(Kind::Message, u"message/"_s, message.messageId.value());
        row.second = std::exchange(row.target, message.roomId.value());
        row.section = tr("Messages");
        row.title = format::oneLine(plainText(markdownBlocks(message.text)), 90);
        const client::RoomSummary *summary = m_rooms.summary(message.roomId);
        const QString author = format::cleanName(message.username);
        const QString day = format::dayTitle(message.timestamp, now, m_context.locale);
        row.detail = summary && summary->room.kind != protocol::RoomKind::Direct
            ? tr("%1 in #%2 · %3").arg(author, format::cleanName(summary->room.name), day)
            : tr("%1 · %2").arg(author, day);
        if (!match(words, row))
            row.titleMarked = escapeStyled(row.title); // found by the search engine's own idea of a match
        rows.push_back(std::move(row));
    }
}

/// The way on to the search pane, with what was typed.
void JumpModel::addSearch(const QString &words, std::vector<Row> &rows) const
{
    Row row = rowOf(Kind::Search, u"search"_s, words);
    row.key = u"search"_s;
    row.section = m_found.isEmpty() ? tr("Messages") : QString();
    row.title = tr("Search messages for “%1”").arg(words);
    row.titleMarked = escapeStyled(row.title);
    row.hint = u"Ctrl+Shift+F"_s;
    rows.push_back(std::move(row));
}

void JumpModel::addCommands(const QString &words, std::vector<Row> &rows) const
{
    for (const Command &command : m_commands) {
        Row row = rowOf(Kind::Command, u"command/"_s, command.id);
        row.section = tr("Commands");
        row.title = command.title;
        row.hint = command.hint;
        if (match(words, row))
            rows.push_back(std::move(row));
    }
}

void JumpModel::rebuild()
{
    QString words = m_query.trimmed();
    const QChar only = words.isEmpty() || !u">@#"_s.contains(words.front()) ? QChar() : words.front();
    if (!only.isNull())
        words = words.mid(1).trimmed();
    std::vector<Row> rows;
    const auto addSection = [&](std::vector<Row> section) {
        std::stable_sort(section.begin(), section.end(), [](const Row &a, const Row &b) { return a.score > b.score; });
        if (only.isNull() && section.size() > MaximumPerSection)
            section.resize(MaximumPerSection);
        if (!section.empty())
            section.front().firstOfSection = !section.front().section.isEmpty();
        std::move(section.begin(), section.end(), std::back_inserter(rows));
    };
    std::vector<Row> section;
    if (only.isNull() || only == u'#')
        addRooms(words, section);
    if (only.isNull() || only == u'@')
        addPeople(words, section);
    addSection(std::exchange(section, {}));
    if (only.isNull()) {
        addDocuments(words, section);
        addSection(std::exchange(section, {}));
    }
    if (only.isNull() && !words.isEmpty()) {
        addMessages(words, section);
        addSection(std::exchange(section, {}));
        addSearch(words, section);
        addSection(std::exchange(section, {}));
    }
    if (only.isNull() || only == u'>')
        addCommands(words, section);
    addSection(std::exchange(section, {}));
    syncRows(m_rows, std::move(rows));
}

void JumpModel::activate(int index)
{
    if (index < 0 || index >= int(m_rows.size()))
        return;
    const Row row = m_rows[size_t(index)];
    switch (row.kind) {
    case Kind::Room: Q_EMIT roomChosen(row.target); break;
    case Kind::Person: Q_EMIT personChosen(row.target); break;
    case Kind::Document:
    case Kind::Board: Q_EMIT documentChosen(row.target); break;
    case Kind::Message: Q_EMIT messageChosen(row.target, row.second); break;
    case Kind::Search: Q_EMIT searchChosen(row.target); break;
    case Kind::Command: Q_EMIT commandChosen(row.target); break;
    }
}

} // namespace coterie::viewmodel
