#include "server/hub/documentmentions.h"

#include "crdt/relativeposition.h"
#include "protocol/mentions.h"
#include "server/hub/documentcontent.h"

#include <QCryptographicHash>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qsizetype longestLine = 280; // of what a notification shows

QString lineAt(const QString &text, qsizetype place)
{
    const qsizetype begin = place == 0 ? 0 : text.lastIndexOf(u'\n', place - 1) + 1;
    const qsizetype end = text.indexOf(u'\n', place);
    return text.mid(begin, end < 0 ? -1 : end - begin);
}

QString textOfMember(const crdt::Any &value, std::u16string_view key)
{
    const crdt::Any *member = value.member(key);
    const std::u16string *text = member != nullptr ? member->string() : nullptr;
    return text != nullptr ? toQString(*text) : QString();
}

QList<Mention> mentionsIn(const QString &text, const QList<User> &people)
{
    return text.contains(u'@') ? findMentions(text, people) : QList<Mention>();
}

/// The CRDT's id of a letter: it stays what it is, whatever is written around it. Nothing where embeds make places in
/// the text other than those in the document.
std::optional<crdt::Id> letterAt(const crdt::Text &type, const QString &text, qsizetype place)
{
    if (std::ssize(text) != qsizetype {type.length()})
        return std::nullopt;
    return crdt::RelativePosition::create(type, static_cast<std::uint32_t>(place)).item;
}

QByteArray keyOf(const crdt::Id &letter)
{
    return "c:" + QByteArray::number(quint64 {letter.client}) + ':' + QByteArray::number(quint64 {letter.clock});
}

QByteArray lineKey(const QString &line)
{
    return "l:" + QCryptographicHash::hash(line.simplified().toUtf8(), QCryptographicHash::Blake2b_160);
}

} // namespace

void DocumentMentions::tick()
{
    for (const auto &[id, document] : m_documents.all()) {
        if (document->mentionsDue && *document->mentionsDue <= m_core.now()) {
            document->mentionsDue.reset();
            look(*document);
        }
    }
}

QList<DocumentMentions::Occurrence> DocumentMentions::inContent(OpenDocument &document, const QList<User> &people) const
{
    QList<Occurrence> found;
    const QString text = markdownIn(document.doc);
    const crdt::Text content = document.doc.text(u"content");
    for (const Mention &mention : mentionsIn(text, people)) {
        if (const auto letter = letterAt(content, text, mention.start))
            found.append({.user = mention.userId,
                .author = document.writers.value(letter->client, document.lastEditor),
                .place = keyOf(*letter),
                .line = lineAt(text, mention.start)});
    }
    return found;
}

QList<DocumentMentions::Occurrence> DocumentMentions::inShapes(OpenDocument &document, const QList<User> &people) const
{
    QList<Occurrence> found;
    for (const ShapeText &shape : shapeTextsIn(document.doc)) {
        for (const Mention &mention : mentionsIn(shape.text, people)) {
            const auto letter = shape.type ? letterAt(*shape.type, shape.text, mention.start) : std::nullopt;
            found.append({.user = mention.userId,
                .author = letter ? document.writers.value(letter->client, document.lastEditor) : document.lastEditor,
                .place =
                    letter ? keyOf(*letter) : "s:" + shape.shape.toUtf8() + ':' + QByteArray::number(mention.start),
                .line = lineAt(shape.text, mention.start)});
        }
    }
    return found;
}

QList<DocumentMentions::Occurrence> DocumentMentions::inComments(
    OpenDocument &document, const QList<User> &people) const
{
    QList<Occurrence> found;
    const auto add = [&](const QByteArray &place, const QString &text) {
        for (const Mention &mention : findMentions(text, people))
            found.append({.user = mention.userId,
                .author = document.lastEditor,
                .place = place + ':' + QByteArray::number(mention.start),
                .line = lineAt(text, mention.start)});
    };
    const crdt::Any comments = document.doc.map(u"comments").toJson();
    const crdt::Any::Object *entries = comments.object();
    if (entries == nullptr)
        return found;
    for (const auto &[id, comment] : *entries) {
        const QByteArray place = "m:" + toQString(id).toUtf8();
        add(place, textOfMember(comment, u"text"));
        const crdt::Any *replies = comment.member(u"replies");
        const crdt::Any::Array *list = replies != nullptr ? replies->array() : nullptr;
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
            add(place + '/' + QByteArray::number(quint64 {i}), textOfMember((*list)[i], u"text"));
    }
    return found;
}

bool DocumentMentions::isNew(OpenDocument &document, const UserId &user, const QByteArray &occurrence)
{
    const QByteArray key = user.value().toUtf8() + ' ' + occurrence;
    if (document.knownMentions.contains(key))
        return false;
    document.knownMentions.insert(key);
    return m_core.storage.documents.noteMention(document.id(), user, occurrence);
}

void DocumentMentions::look(OpenDocument &document)
{
    const RoomState *const room = m_core.state.room(document.row.roomId);
    if (room == nullptr)
        return;
    QList<User> people;
    for (const Member &member : room->members)
        people.append(member.user->row.user);
    QSet<UserId> toldNow; // a list of ten tasks for one person is one piece of news
    const bool isBoard = document.row.kind == DocumentKind::Board;
    const auto written = isBoard ? inShapes(document, people) : inContent(document, people);
    for (const Occurrence &occurrence : written + inComments(document, people)) {
        const bool isNewPlace = isNew(document, occurrence.user, occurrence.place);
        const bool isNewLine = isNewPlace && isNew(document, occurrence.user, lineKey(occurrence.line));
        if (!isNewLine || occurrence.user == occurrence.author || toldNow.contains(occurrence.user))
            continue;
        toldNow.insert(occurrence.user);
        tell(document, occurrence);
    }
}

void DocumentMentions::tell(const OpenDocument &document, const Occurrence &occurrence)
{
    const UserState *const person = m_core.state.user(occurrence.user);
    const UserState *const author = m_core.state.user(occurrence.author);
    if (person == nullptr || author == nullptr)
        return;
    const QString line = occurrence.line.simplified();
    const QString host = document.base.section(u"://"_s, 1);
    m_feed.notify(*person,
        {.title = u"%1 mentioned you in %2"_s.arg(author->row.user.username, document.row.title),
            .message = line.size() <= longestLine ? line : line.first(longestLine - 1) + u'…',
            .url = u"coterie://"_s + host + u"/doc/"_s + document.id().value(),
            .roomId = document.row.roomId,
            .source = u"mention"_s});
}

} // namespace coterie::server
