#include "search/query.h"

#include "search/dates.h"
#include "search/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coterie::search {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array knownKeys {"from"_L1, "in"_L1, "has"_L1, "is"_L1, "before"_L1, "after"_L1, "on"_L1, "since"_L1};

struct NamedFeature {
    QLatin1StringView key;
    QLatin1StringView name;
    Feature feature;
};
constexpr std::array namedFeatures {NamedFeature {"has"_L1, "link"_L1, Feature::Link},
    NamedFeature {"has"_L1, "file"_L1, Feature::File}, NamedFeature {"has"_L1, "image"_L1, Feature::Image},
    NamedFeature {"has"_L1, "poll"_L1, Feature::Poll}, NamedFeature {"has"_L1, "code"_L1, Feature::Code},
    NamedFeature {"is"_L1, "pinned"_L1, Feature::Pinned}, NamedFeature {"is"_L1, "edited"_L1, Feature::Edited}};

QString tr(const char *text)
{
    return QCoreApplication::translate("Search", text);
}

bool isQuote(QChar c)
{
    return u"\"“”„«»"_s.contains(c);
}

/// One piece of what was typed, before it means anything.
struct Token {
    qsizetype start = 0;
    qsizetype length = 0;
    bool excluded = false;
    QString key;
    QString value;
    bool quoted = false;
    bool open = false; ///< the end of the text ended it: it may still grow
};

class Lexer
{
public:
    explicit Lexer(QStringView text) : m_text(text) { }

    std::optional<Token> next()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        if (m_at >= m_text.size())
            return std::nullopt;
        Token token;
        token.start = m_at;
        if (m_text[m_at] == u'-' && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()) {
            token.excluded = true;
            ++m_at;
        }
        readKey(token);
        readValue(token);
        token.length = m_at - token.start;
        return token;
    }

private:
    void readKey(Token &token)
    {
        for (const QLatin1StringView key : knownKeys) {
            const auto colon = m_at + key.size();
            if (colon < m_text.size() && (m_text[colon] == u':' || m_text[colon] == u'：')
                && m_text.sliced(m_at, key.size()).compare(key, Qt::CaseInsensitive) == 0) {
                token.key = key;
                m_at = colon + 1;
                return;
            }
        }
    }

    void readValue(Token &token)
    {
        token.quoted = m_at < m_text.size() && isQuote(m_text[m_at]);
        if (token.quoted)
            ++m_at;
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !(token.quoted ? isQuote(m_text[m_at]) : m_text[m_at].isSpace()))
            ++m_at;
        token.value = m_text.sliced(from, m_at - from).toString();
        token.open = m_at >= m_text.size();
        if (token.quoted && !token.open)
            ++m_at;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

class Parser
{
public:
    Parser(const QString &text, const Place &place) : m_place(place)
    {
        const QString normal = normalForm(text.first(std::min(text.size(), longestQuery)));
        if (text.size() > longestQuery)
            complain(tr("That is too long for a search."));
        Lexer lexer(normal);
        while (const auto token = lexer.next())
            take(*token);
    }

    Query query;

private:
    void complain(const QString &sentence)
    {
        if (query.problem.isEmpty())
            query.problem = sentence;
    }

    void take(const Token &token)
    {
        if (token.key.isEmpty())
            takeWords(token);
        else if (token.excluded)
            complain(tr("A minus works before words and phrases only."));
        else if (token.key == "from"_L1)
            takeName(token, query.fromNames, tr("`from:` wants a person's name."));
        else if (token.key == "in"_L1)
            takeName(token, query.inNames, tr("`in:` wants a room's name."));
        else if (token.key == "has"_L1)
            takeFeature(token, tr("`has:` knows link, file, image, poll and code."));
        else if (token.key == "is"_L1)
            takeFeature(token, tr("`is:` knows pinned and edited."));
        else
            takeDate(token);
    }

    void takeWords(const Token &token)
    {
        QStringList words;
        for (const Word &word : wordsOf(token.value))
            words.append(word.text);
        if (words.isEmpty())
            return;
        if (query.terms.size() + query.excluded.size() >= mostTerms) {
            complain(tr("That is too much for one search."));
            return;
        }
        const Term term {std::move(words), token.open && !token.excluded};
        (token.excluded ? query.excluded : query.terms).append(term);
    }

    void takeName(const Token &token, QStringList &names, const QString &wish)
    {
        if (token.value.trimmed().isEmpty())
            complain(wish);
        else if (names.size() < mostTerms)
            names.append(token.value.trimmed());
    }

    void takeFeature(const Token &token, const QString &wish)
    {
        const QString word = token.value.trimmed().toLower();
        const auto found = std::ranges::find_if(namedFeatures, [&](const NamedFeature &named) {
            const bool isPlural = named.key == "has"_L1 && word == named.name + u's';
            return token.key == named.key && (word == named.name || isPlural);
        });
        if (found == namedFeatures.end())
            complain(wish);
        else if (!query.features.contains(found->feature))
            query.features.append(found->feature);
    }

    void takeDate(const Token &token)
    {
        const auto days = daysIn(token.value, m_place.today);
        if (!days) {
            complain(tr("`%1:` wants a date such as %2.").arg(token.key, m_place.today.toString(Qt::ISODate)));
            return;
        }
        const WallTime begin = startOf(days->first, m_place.zone);
        const WallTime end = startOf(days->last.addDays(1), m_place.zone);
        if (token.key == "before"_L1 || token.key == "on"_L1) {
            const WallTime bound = token.key == "on"_L1 ? end : begin;
            query.before = std::min(query.before.value_or(bound), bound);
        }
        if (token.key != "before"_L1)
            query.after = std::max(query.after.value_or(begin), begin);
    }

    const Place &m_place;
};

QString withoutSign(const QString &name, QChar sign)
{
    return name.startsWith(sign) ? name.sliced(1) : name;
}

QStringList folded(const QString &text)
{
    QStringList words;
    for (const Word &word : wordsOf(normalForm(text)))
        words.append(word.text);
    return words;
}

QString quoted(const Term &term)
{
    return u'"' + term.words.join(u' ') + (term.isPrefix ? u""_s : u"\""_s);
}

} // namespace

bool Query::isEmpty() const
{
    return terms.isEmpty() && features.isEmpty() && fromNames.isEmpty() && inNames.isEmpty() && authors.isEmpty()
        && rooms.isEmpty() && !before && !after;
}

Place Place::here(WallTime now)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toEpochMillis(now));
    return {local.date(), QTimeZone::systemTimeZone()};
}

Query parse(const QString &text, const Place &place)
{
    return Parser(text, place).query;
}

bool isNamed(const QString &typed, const QString &name)
{
    for (const QChar sign : {u'@', u'#'}) {
        if (const auto words = folded(withoutSign(typed.trimmed(), sign)); !words.isEmpty() && words == folded(name))
            return true;
    }
    return false;
}

void resolve(Query &query, const Names &names)
{
    const auto complain = [&](const QString &sentence) {
        if (query.problem.isEmpty())
            query.problem = sentence;
    };
    for (const QString &name : std::as_const(query.fromNames)) {
        const auto people = names.people(name);
        if (people.isEmpty())
            complain(tr("Nobody here is called “%1”.").arg(withoutSign(name, u'@')));
        query.authors += people;
    }
    for (const QString &name : std::as_const(query.inNames)) {
        const auto rooms = names.rooms(name);
        if (rooms.isEmpty())
            complain(tr("There is no room “%1”.").arg(withoutSign(name, u'#')));
        query.rooms += rooms;
    }
}

QString toText(const Query &query)
{
    QStringList pieces;
    const auto name = [&pieces](QLatin1StringView key, const QString &value) {
        pieces.append(key + u":\""_s + value + u'"');
    };
    for (const protocol::UserId &author : query.authors)
        name("from"_L1, author.value());
    for (const protocol::RoomId &room : query.rooms)
        name("in"_L1, room.value());
    if (query.authors.isEmpty()) {
        for (const QString &person : query.fromNames)
            name("from"_L1, person);
    }
    if (query.rooms.isEmpty()) {
        for (const QString &room : query.inNames)
            name("in"_L1, room);
    }
    for (const NamedFeature &named : namedFeatures) {
        if (query.features.contains(named.feature))
            pieces.append(named.key + u':' + named.name);
    }
    for (const Term &term : query.excluded)
        pieces.append(u"-\"%1\""_s.arg(term.words.join(u' ')));
    QString open; // an unclosed phrase is a beginning: it has to be the last
    for (const Term &term : query.terms) {
        if (term.isPrefix)
            open = quoted(term);
        else
            pieces.append(quoted(term));
    }
    if (!open.isEmpty())
        pieces.append(open);
    return pieces.join(u' ');
}

Piece pieceAt(QStringView text, qsizetype position)
{
    Lexer lexer(text);
    while (const auto token = lexer.next()) {
        if (position >= token->start && position <= token->start + token->length)
            return {token->start, token->length, token->key, token->value};
    }
    return {position, 0, {}, {}};
}

} // namespace coterie::search
