// The half of ComposerModel that completes words: @people, #rooms, :emoji: and /commands.

#include "viewmodel/composermodel.h"
#include "viewmodel/emojidata.h"
#include "viewmodel/format.h"
#include "viewmodel/fuzzy.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

struct Scored {
    int score = 0;
    CompletionModel::Row row;
};

void takeBest(std::vector<Scored> &found, std::vector<CompletionModel::Row> &rows)
{
    std::stable_sort(found.begin(), found.end(), [](const Scored &a, const Scored &b) { return a.score > b.score; });
    for (Scored &entry : found) {
        if (rows.size() >= size_t(CompletionModel::MaximumRows))
            return;
        rows.push_back(std::move(entry.row));
    }
}

} // namespace

std::vector<CompletionModel::Row> completePeople(const Context &context, const QString &word)
{
    std::vector<Scored> found;
    for (const Person &person : context.people.everyone()) {
        const auto match = fuzzyMatch(word, person.name);
        if (!match || person.name.isEmpty())
            continue;
        const bool here = person.status != protocol::Status::Offline;
        found.push_back({match->score + (here ? 1 : 0),
            {.key = u"@"_s + person.userId.value(),
                .label = person.name,
                .detail = person.note.isEmpty() ? format::statusText(person.status) : person.note,
                .insert = u"@"_s + person.name,
                .initials = person.initials,
                .color = person.color,
                .emoji = {},
                .kind = u"person"_s}});
    }
    std::vector<CompletionModel::Row> rows;
    takeBest(found, rows);
    return rows;
}

void ComposerModel::updateCompletion(int cursorPosition)
{
    const int cursor = std::clamp(cursorPosition, 0, int(m_text.size()));
    int start = cursor;
    constexpr int LongestWord = 40;
    while (start > 0 && cursor - start < LongestWord && !m_text.at(start - 1).isSpace())
        --start;
    const QString word = m_text.mid(start, cursor - start);
    std::vector<CompletionModel::Row> rows;
    const bool command = word.startsWith(u'/') && start == 0;
    if (!word.isEmpty() && (command || u"@#:"_s.contains(word.front())) && !m_roomId.isEmpty())
        rows = candidates(word.front(), word.mid(1));
    m_wordStart = start;
    m_wordEnd = cursor;
    m_completion.show(std::move(rows));
}

std::vector<CompletionModel::Row> ComposerModel::candidates(QChar trigger, const QString &word) const
{
    std::vector<CompletionModel::Row> rows;
    if (trigger == u'@')
        rows = completePeople(m_context, word);
    else if (trigger == u'#')
        completeRooms(word, rows);
    else if (trigger == u':' && word.size() >= 2) // ":)" and "10:30" are not the beginning of a name
        completeEmoji(word, rows);
    else if (trigger == u'/')
        completeCommands(word, rows);
    return rows;
}

void ComposerModel::completeRooms(const QString &word, std::vector<CompletionModel::Row> &rows) const
{
    std::vector<Scored> found;
    for (const protocol::RoomId &id : m_rooms.order()) {
        const client::RoomSummary *summary = m_rooms.summary(id);
        if (!summary || summary->room.kind == protocol::RoomKind::Direct)
            continue;
        const QString name = format::cleanName(summary->room.name);
        if (const auto match = fuzzyMatch(word, name)) {
            found.push_back({match->score,
                {.key = u"#"_s + id.value(),
                    .label = name,
                    .detail = format::oneLine(summary->room.topic, 60),
                    .insert = u"#"_s + name,
                    .initials = {},
                    .color = {},
                    .emoji = {},
                    .kind = u"room"_s}});
        }
    }
    takeBest(found, rows);
}

void ComposerModel::completeEmoji(const QString &word, std::vector<CompletionModel::Row> &rows) const
{
    std::vector<Scored> found;
    for (const Emoji &emoji : emojiTable()) {
        const QString name = QString::fromLatin1(emoji.name);
        if (!name.contains(word, Qt::CaseInsensitive))
            continue;
        const int score = name.startsWith(word, Qt::CaseInsensitive) ? 100 - int(name.size()) : 0;
        found.push_back({score,
            {.key = u":"_s + name,
                .label = u":%1:"_s.arg(name),
                .detail = {},
                .insert = emoji.toString(),
                .initials = {},
                .color = {},
                .emoji = emoji.toString(),
                .kind = u"emoji"_s}});
    }
    takeBest(found, rows);
}

void ComposerModel::completeCommands(const QString &word, std::vector<CompletionModel::Row> &rows) const
{
    const std::array<std::pair<QString, QString>, 3> commands {{
        {u"me"_s, tr("Say what you are doing")},
        {u"poll"_s, tr("Ask: /poll \"Question\" \"Answer\" \"Answer\"")},
        {u"shrug"_s, tr("Append ¯\\_(ツ)_/¯")},
    }};
    for (const auto &[name, detail] : commands) {
        if (name.startsWith(word, Qt::CaseInsensitive)) {
            rows.push_back({.key = u"/"_s + name,
                .label = u"/"_s + name,
                .detail = detail,
                .insert = u"/"_s + name,
                .initials = {},
                .color = {},
                .emoji = {},
                .kind = u"command"_s});
        }
    }
}

void ComposerModel::acceptCompletion(int index)
{
    const CompletionModel::Row *row = m_completion.row(index);
    if (!row || m_wordEnd > int(m_text.size()))
        return;
    const QString insert = row->insert + u' ';
    QString text = m_text;
    // The space after the word may be there already.
    const int end = m_wordEnd < int(text.size()) && text.at(m_wordEnd) == u' ' ? m_wordEnd + 1 : m_wordEnd;
    text.replace(m_wordStart, end - m_wordStart, insert);
    const int cursor = m_wordStart + int(insert.size());
    m_completion.show({});
    replaceText(text, cursor);
}

} // namespace coterie::viewmodel
