#include "protocol/mentions.h"

namespace coterie::protocol {

namespace {

constexpr int maxCandidates = 256; ///< '@' signs looked at in one text: a page of them must not cost a second

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

qsizetype runLength(QStringView text, qsizetype from, QChar c)
{
    qsizetype end = from;
    while (end < text.size() && text[end] == c)
        ++end;
    return end - from;
}

qsizetype lineEnd(QStringView text, qsizetype from)
{
    const qsizetype end = text.indexOf(u'\n', from);
    return end < 0 ? text.size() : end + 1;
}

struct Fence {
    QChar character;
    qsizetype length = 0; ///< 0: the line is no fence
    bool isBare = false; ///< nothing behind it, as a closing fence needs it
};

Fence fenceAt(QStringView line)
{
    const qsizetype indent = runLength(line, 0, u' ');
    if (indent > 3 || indent == line.size() || (line[indent] != u'`' && line[indent] != u'~'))
        return {};
    const qsizetype length = runLength(line, indent, line[indent]);
    const QStringView info = line.sliced(indent + length);
    if (length < 3 || (line[indent] == u'`' && info.contains(u'`')))
        return {};
    return {line[indent], length, info.trimmed().isEmpty()};
}

/// Behind the fenced block whose opening line begins at `from`; an unclosed one goes to the end (CommonMark 4.5).
qsizetype skipFencedBlock(QStringView text, qsizetype from, const Fence &opening)
{
    qsizetype at = lineEnd(text, from);
    while (at < text.size()) {
        const qsizetype next = lineEnd(text, at);
        const Fence fence = fenceAt(text.sliced(at, next - at));
        at = next;
        if (fence.isBare && fence.character == opening.character && fence.length >= opening.length)
            break;
    }
    return at;
}

/// Behind the code span that opens at `from`, or behind its backticks when none closes it (CommonMark 6.1).
qsizetype skipCodeSpan(QStringView text, qsizetype from)
{
    const qsizetype length = runLength(text, from, u'`');
    for (qsizetype at = text.indexOf(u'`', from + length); at >= 0;) {
        const qsizetype run = runLength(text, at, u'`');
        if (run == length)
            return at + run;
        at = text.indexOf(u'`', at + run);
    }
    return from + length;
}

std::optional<Mention> mentionAt(QStringView text, qsizetype at, const QList<User> &users)
{
    const QStringView rest = text.sliced(at + 1);
    std::optional<Mention> best;
    for (const User &user : users) {
        const qsizetype length = user.username.size();
        if (length == 0 || length > rest.size() || (best && length + 1 <= best->length))
            continue;
        if (length < rest.size() && isWordCharacter(rest[length]))
            continue;
        if (rest.first(length).compare(user.username, Qt::CaseInsensitive) == 0)
            best = Mention {at, length + 1, user.userId};
    }
    return best;
}

bool canPrecede(QChar c)
{
    return !isWordCharacter(c) && c != u'.' && c != u'-' && c != u'+' && c != u'/' && c != u'@';
}

} // namespace

QList<Mention> findMentions(QStringView text, const QList<User> &users)
{
    QList<Mention> found;
    int candidates = 0;
    bool atLineStart = true;
    for (qsizetype at = 0; at < text.size();) {
        if (atLineStart) {
            atLineStart = false;
            const Fence fence = fenceAt(text.sliced(at, lineEnd(text, at) - at));
            if (fence.length > 0) {
                at = skipFencedBlock(text, at, fence);
                atLineStart = true;
                continue;
            }
        }
        const QChar c = text[at];
        if (c == u'`') {
            at = skipCodeSpan(text, at);
            continue;
        }
        if (c == u'@' && (at == 0 || canPrecede(text[at - 1]))) {
            if (++candidates > maxCandidates)
                break;
            if (const auto mention = mentionAt(text, at, users)) {
                found.append(*mention);
                at += mention->length;
                continue;
            }
        }
        atLineStart = c == u'\n';
        ++at;
    }
    return found;
}

QList<UserId> mentionedUsers(QStringView text, const QList<User> &users)
{
    QList<UserId> ids;
    for (const Mention &mention : findMentions(text, users)) {
        if (!ids.contains(mention.userId))
            ids.append(mention.userId);
    }
    return ids;
}

} // namespace coterie::protocol
