#include "viewmodel/format.h"
#include "viewmodel/fuzzy.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"
#include "viewmodel/searchmodel.h"

// The half of SearchModel that completes filters.
namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

QString quotedIfNeeded(const QString &value)
{
    return value.contains(u' ') ? u'"' + value + u'"' : value;
}

} // namespace

QString SearchModel::scopeFor(const protocol::RoomId &roomId) const
{
    const client::RoomSummary *summary = m_rooms.summary(roomId);
    return summary ? u"in:"_s + quotedIfNeeded(summary->room.name) + u' ' : QString();
}

void SearchModel::suggestPeople(const QString &typed, std::vector<CompletionModel::Row> &rows) const
{
    const QString name = typed.startsWith(u'@') ? typed.sliced(1) : typed;
    const auto add = [&](const Person &person, const QString &insert, const QString &detail) {
        if (person.name.isEmpty() || (!name.isEmpty() && !fuzzyMatch(name, person.name)))
            return;
        CompletionModel::Row row;
        row.key = person.userId.value();
        row.label = person.name;
        row.detail = detail;
        row.insert = u"from:"_s + insert;
        row.initials = person.initials;
        row.color = person.color;
        row.kind = u"person"_s;
        rows.push_back(std::move(row));
    };
    add(m_context.people.person(m_context.people.selfId()), u"me"_s, tr("you"));
    for (const Person &person : m_context.people.everyone())
        add(person, quotedIfNeeded(person.name), {});
}

void SearchModel::suggestRooms(const QString &typed, std::vector<CompletionModel::Row> &rows) const
{
    const QString name = typed.startsWith(u'#') || typed.startsWith(u'@') ? typed.sliced(1) : typed;
    for (const protocol::RoomId &id : m_rooms.order()) {
        const client::RoomSummary *summary = m_rooms.summary(id);
        if (!summary || (!name.isEmpty() && !fuzzyMatch(name, summary->room.name)))
            continue;
        CompletionModel::Row row;
        row.key = id.value();
        row.label = format::cleanName(summary->room.name);
        row.detail = summary->room.kind == protocol::RoomKind::Direct ? tr("conversation") : QString();
        row.insert = u"in:"_s + quotedIfNeeded(summary->room.name);
        row.kind = u"room"_s;
        rows.push_back(std::move(row));
    }
}

void SearchModel::suggestWords(const QString &key, const QString &typed, std::vector<CompletionModel::Row> &rows) const
{
    const auto add = [&](const QString &word, const QString &detail) {
        if (!word.startsWith(typed, Qt::CaseInsensitive) || word == typed)
            return;
        CompletionModel::Row row;
        row.key = word;
        row.label = key + u':' + word;
        row.detail = detail;
        row.insert = row.label;
        row.kind = u"command"_s;
        rows.push_back(std::move(row));
    };
    if (key == "has"_L1) {
        add(u"link"_s, tr("with a link"));
        add(u"file"_s, tr("with a file"));
        add(u"image"_s, tr("with a picture"));
        add(u"poll"_s, tr("a poll"));
        add(u"code"_s, tr("with code"));
        return;
    }
    if (key == "is"_L1) {
        add(u"pinned"_s, tr("pinned in its room"));
        add(u"edited"_s, tr("changed after it was sent"));
        return;
    }
    add(u"today"_s, {});
    add(u"yesterday"_s, {});
    add(u"last-week"_s, {});
    add(u"last-month"_s, {});
    add(m_context.locale.toString(QDate::currentDate().addYears(-1), u"yyyy"), tr("a year"));
    add(QDate::currentDate().toString(u"yyyy-MM"), tr("a month"));
    add(QDate::currentDate().toString(Qt::ISODate), tr("a day"));
}

void SearchModel::suggestFilters(const QString &typed, std::vector<CompletionModel::Row> &rows) const
{
    const auto add = [&](const QString &key, const QString &detail) {
        if (!key.startsWith(typed, Qt::CaseInsensitive))
            return;
        CompletionModel::Row row;
        row.key = key;
        row.label = key;
        row.detail = detail;
        row.insert = key;
        row.kind = u"command"_s;
        rows.push_back(std::move(row));
    };
    add(u"from:"_s, tr("a person"));
    add(u"in:"_s, tr("a room or conversation"));
    add(u"has:"_s, tr("a link, file, picture, poll or code"));
    add(u"is:"_s, tr("pinned or edited"));
    add(u"before:"_s, tr("a date"));
    add(u"after:"_s, tr("a date"));
    add(u"on:"_s, tr("a date"));
}

void SearchModel::suggest(int cursor)
{
    m_piece = search::pieceAt(m_text, cursor);
    const QString typed = m_piece.value.trimmed();
    std::vector<CompletionModel::Row> rows;
    if (m_piece.key == "from"_L1)
        suggestPeople(typed, rows);
    else if (m_piece.key == "in"_L1)
        suggestRooms(typed, rows);
    else if (!m_piece.key.isEmpty())
        suggestWords(m_piece.key, typed, rows);
    else if (m_text.isEmpty() || !typed.isEmpty())
        suggestFilters(typed, rows);
    const bool isComplete = rows.size() == 1 && rows.front().insert == m_text.mid(m_piece.start, m_piece.length);
    if (isComplete)
        rows.clear();
    if (rows.size() > CompletionModel::MaximumRows)
        rows.resize(CompletionModel::MaximumRows);
    m_completion.show(std::move(rows));
    Q_EMIT changed();
}

int SearchModel::complete(int index)
{
    const CompletionModel::Row *row = m_completion.row(index);
    if (!row)
        return int(m_text.size());
    const QString insert = row->insert + (row->insert.endsWith(u':') ? QString() : u" "_s);
    QString text = m_text;
    qsizetype end = m_piece.start + m_piece.length;
    if (insert.endsWith(u' ') && end < text.size() && text[end] == u' ')
        ++end;
    text.replace(m_piece.start, end - m_piece.start, insert);
    const int cursor = int(m_piece.start + insert.size());
    setQuery(text);
    suggest(cursor);
    return cursor;
}

} // namespace coterie::viewmodel
