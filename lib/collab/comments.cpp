#include "collab/comments.h"

#include "base/random.h"
#include "collab/sharedtext.h"
#include "collab/values.h"

#include <QUuid>

#include <algorithm>
#include <cmath>

namespace coterie::collab {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostReplies = 500;

std::optional<WallTime> timeOf(const crdt::Any *value)
{
    constexpr double LargestTime = 8.64e15; // of JavaScript's Date
    const double *number = value ? value->number() : nullptr;
    if (!number || !(std::abs(*number) <= LargestTime))
        return {};
    return fromEpochMillis(static_cast<long long>(*number));
}

std::optional<crdt::RelativePosition> positionEntry(const crdt::Map &entry, std::u16string_view key)
{
    const crdt::Any value = plainEntry(entry, key);
    const crdt::Bytes *bytes = value.bytes();
    if (!bytes)
        return {};
    const auto position = crdt::RelativePosition::decode(*bytes);
    return position ? std::optional(*position) : std::nullopt;
}

std::optional<crdt::Array> repliesOf(const crdt::Map &entry)
{
    const auto value = entry.get(u"replies");
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    return type && type->kind() == crdt::TypeKind::Array ? std::optional(crdt::Array(*type)) : std::nullopt;
}

std::optional<Reply> replyOf(const crdt::Value &value)
{
    const auto *plain = std::get_if<crdt::Any>(&value);
    if (!plain || !plain->object())
        return {};
    Reply reply {.by = stringMember(*plain, u"by"),
        .byName = tidyPerson({}, stringMember(*plain, u"byName"), {}, 0).name,
        .at = timeOf(plain->member(u"at")).value_or(WallTime {}),
        .text = stringMember(*plain, u"text").left(Comments::LongestText)};
    return reply.text.trimmed().isEmpty() ? std::nullopt : std::optional(reply);
}

QString cut(const QString &text, qsizetype longest)
{
    QString tidy = text.trimmed().left(longest);
    if (!tidy.isEmpty() && tidy.back().isHighSurrogate())
        tidy.chop(1);
    return tidy;
}

} // namespace

Comments::Comments(const SharedText &text, Person self, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_text(text)
    , m_self(std::move(self))
    , m_clock(clock)
{
}

Comments::~Comments() = default;

void Comments::attach(crdt::Doc *doc)
{
    m_subscription = {};
    m_map.reset();
    m_doc = doc;
    if (doc) {
        m_map = doc->map(u"comments");
        m_subscription = doc->observeDeep(*m_map, [this](const std::vector<crdt::Event> &) { m_isStale = true; });
    }
    reload();
    Q_EMIT changed();
}

void Comments::settle()
{
    if (!std::exchange(m_isStale, false))
        return;
    reload();
    Q_EMIT changed();
}

std::optional<crdt::Map> Comments::entry(const QString &id) const
{
    const auto value = m_map ? m_map->get(viewOf(id)) : std::nullopt;
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    return type && type->kind() == crdt::TypeKind::Map ? std::optional(crdt::Map(*type)) : std::nullopt;
}

std::optional<Comment> Comments::read(const QString &id, const crdt::Map &entry) const
{
    const crdt::Any at = plainEntry(entry, u"at");
    const crdt::Any resolved = plainEntry(entry, u"resolved");
    Comment comment {.id = id,
        .by = stringEntry(entry, u"by"),
        .byName = tidyPerson({}, stringEntry(entry, u"byName"), {}, 0).name,
        .at = timeOf(&at).value_or(WallTime {}),
        .text = stringEntry(entry, u"text").left(LongestText),
        .quote = stringEntry(entry, u"quote").left(LongestQuote),
        .resolved = resolved.boolean() && *resolved.boolean(),
        .replies = {}};
    if (comment.text.trimmed().isEmpty())
        return {};
    if (const auto replies = repliesOf(entry)) {
        for (const crdt::Value &value : replies->values()) {
            if (const auto reply = replyOf(value); reply && comment.replies.size() < MostReplies)
                comment.replies.append(*reply);
        }
    }
    return comment;
}

void Comments::reload()
{
    m_comments.clear();
    m_anchors.clear();
    for (const std::u16string &key : m_map ? m_map->keys() : std::vector<std::u16string>()) {
        const QString id = toQString(key);
        const auto map = entry(id);
        const auto anchor = map ? positionEntry(*map, u"anchor") : std::nullopt;
        const auto head = map ? positionEntry(*map, u"head") : std::nullopt;
        if (!anchor || !head)
            continue;
        if (const auto comment = read(id, *map)) {
            m_comments.append(*comment);
            m_anchors.insert(id, {*anchor, *head});
        }
    }
    std::ranges::stable_sort(m_comments, {}, &Comment::at);
    if (m_comments.size() > MostComments)
        m_comments.remove(0, m_comments.size() - MostComments);
}

const Comment *Comments::find(const QString &id) const
{
    const auto found = std::ranges::find(m_comments, id, &Comment::id);
    return found == m_comments.cend() ? nullptr : &*found;
}

bool Comments::hasOpen() const
{
    return !std::ranges::all_of(m_comments, &Comment::resolved);
}

std::optional<Annotation> Comments::place(const QString &id) const
{
    const auto anchors = m_anchors.constFind(id);
    if (anchors == m_anchors.cend())
        return {};
    const auto start = m_text.positionOf(anchors->anchor);
    const auto end = m_text.positionOf(anchors->head);
    if (!start || !end)
        return {};
    return Annotation {.id = id, .start = std::min(*start, *end), .end = std::max(*start, *end)};
}

QList<Annotation> Comments::annotations() const
{
    QList<Annotation> annotations;
    for (const Comment &comment : m_comments) {
        if (const auto at = comment.resolved ? std::nullopt : place(comment.id))
            annotations.append(*at);
    }
    return annotations;
}

bool Comments::mayWrite() const
{
    return m_map && !m_text.isReadOnly();
}

template <typename Work>
void Comments::write(Work &&work)
{
    m_doc->transact(std::forward<Work>(work), this);
    Q_EMIT written();
}

QString Comments::add(qsizetype start, qsizetype end, const QString &text)
{
    const QString words = cut(text, LongestText);
    start = std::clamp<qsizetype>(start, 0, m_text.length());
    end = std::clamp<qsizetype>(end, 0, m_text.length());
    if (!mayWrite() || words.isEmpty() || start >= end)
        return {};
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString quote = cut(m_text.text().mid(start, end - start).simplified(), LongestQuote);
    write([&] {
        const auto made = m_map->setType(viewOf(id), crdt::TypeKind::Map);
        if (!made)
            return;
        crdt::Map map(*made);
        const std::initializer_list<std::pair<std::u16string_view, crdt::Any>> entries {
            {u"anchor", m_text.relative(start).encode()},
            // To the last word itself: what is typed behind it is not part of it.
            {u"head", m_text.relative(end, crdt::Association::Before).encode()},
            {u"quote", viewOf(quote)},
            {u"by", viewOf(m_self.userId)},
            {u"byName", viewOf(m_self.name)},
            {u"at", double(toEpochMillis(m_clock.wallNow()))},
            {u"text", viewOf(words)},
            {u"resolved", false},
        };
        for (const auto &[key, value] : entries)
            (void)map.set(key, value); // it was made just now, so it is alive
        (void)map.setType(u"replies", crdt::TypeKind::Array);
    });
    return id;
}

void Comments::reply(const QString &id, const QString &text)
{
    const QString words = cut(text, LongestText);
    auto map = entry(id);
    if (!mayWrite() || words.isEmpty() || !map)
        return;
    write([&] {
        auto replies = repliesOf(*map);
        if (!replies) { // another house's comment need not have any
            const auto made = map->setType(u"replies", crdt::TypeKind::Array);
            if (!made)
                return;
            replies = crdt::Array(*made);
        }
        (void)replies->push(crdt::Any::Object {{u"by", viewOf(m_self.userId)}, {u"byName", viewOf(m_self.name)},
            {u"at", double(toEpochMillis(m_clock.wallNow()))}, {u"text", viewOf(words)}});
    });
}

void Comments::setResolved(const QString &id, bool resolved)
{
    auto map = entry(id);
    const Comment *comment = find(id);
    if (!mayWrite() || !map || !comment || comment->resolved == resolved)
        return;
    write([&] { (void)map->set(u"resolved", resolved); });
}

void Comments::remove(const QString &id)
{
    const Comment *comment = find(id);
    if (!mayWrite() || !comment || comment->by != m_self.userId)
        return;
    write([&] { (void)m_map->erase(viewOf(id)); });
}

void Comments::removeReply(const QString &id, qsizetype index)
{
    const Comment *comment = find(id);
    auto map = entry(id);
    auto replies = map ? repliesOf(*map) : std::nullopt;
    if (!mayWrite() || !comment || !replies || index < 0 || index >= comment->replies.size()
        || comment->replies[index].by != m_self.userId)
        return;
    const Reply wanted = comment->replies[index];
    // What is shown may leave out what could not be read, so the place in the list is looked for.
    const std::vector<crdt::Value> values = replies->values();
    const auto found = std::ranges::find_if(values, [&](const crdt::Value &value) { return replyOf(value) == wanted; });
    if (found != values.end())
        write([&] { (void)replies->erase(static_cast<std::uint32_t>(found - values.begin())); });
}

} // namespace coterie::collab
