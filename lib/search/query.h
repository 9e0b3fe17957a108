#pragma once

#include "protocol/types.h"

#include <QDateTime>
#include <QTimeZone>

#include <functional>

namespace coterie::search {

/// Words that follow each other. One word is a sequence of one.
struct Term {
    QStringList words; ///< folded, as wordsOf() gives them; never empty
    bool isPrefix = false; ///< the last word may go on: it is still being typed
    bool operator==(const Term &) const = default;
};

/// What a message can have, `has:link` and so on, and what it can be, `is:pinned`.
enum class Feature { Link, File, Image, Poll, Code, Pinned, Edited };

/// What somebody looks for. Everything in it has to hold.
struct Query {
    QList<Term> terms;
    QList<Term> excluded;
    QList<Feature> features;
    QStringList fromNames; ///< as typed: any of these people. resolve() makes ids of them
    QStringList inNames; ///< any of these rooms
    QList<protocol::UserId> authors;
    QList<protocol::RoomId> rooms;
    std::optional<WallTime> before; ///< before this moment
    std::optional<WallTime> after; ///< at this moment or later
    QString problem; ///< what cannot be understood, in one plain sentence; empty when all is well

    /// Nothing to look for: nothing typed, or nothing but signs and exclusions.
    [[nodiscard]] bool isEmpty() const;
    bool operator==(const Query &) const = default;
};

/// Where the person who types is: what "today" means.
struct Place {
    QDate today;
    QTimeZone zone;
    [[nodiscard]] static Place here(WallTime now);
};

inline constexpr qsizetype longestQuery = 1000; ///< UTF-16 units
inline constexpr qsizetype mostTerms = 32; ///< more would only cost

/// Reads what a person typed. Words (any order), "a phrase", -word, -"a phrase", from:NAME, in:ROOM, before:DATE
/// (before it begins), after:DATE (from its beginning on), on:DATE, has:link|file|image|poll|code, is:pinned|edited. A
/// value with spaces stands in quotes. The last word is a beginning unless a space or a quote ends it. Nothing else has
/// a meaning, so any input is fine; what contradicts the rules is said in `problem`, and the rest is still read.
[[nodiscard]] Query parse(const QString &text, const Place &place);

/// Who and what the names in a query are. A name may fit several.
struct Names {
    std::function<QList<protocol::UserId>(const QString &name)> people;
    std::function<QList<protocol::RoomId>(const QString &name)> rooms;
};

/// Fills authors and rooms from the names; a name nobody has becomes the problem.
void resolve(Query &query, const Names &names);

/// Whether a person's or a room's name is meant by what was typed after from: or in:, whatever its case and accents,
/// with or without "@" or "#", and with "-" or "_" for spaces.
[[nodiscard]] bool isNamed(const QString &typed, const QString &name);

/// The same query as text for another parser: names as ids where they are resolved, without the dates (send those as
/// times).
[[nodiscard]] QString toText(const Query &query);

/// The part of a text that the cursor stands in, for completion: "from:al" while typing it.
struct Piece {
    qsizetype start = 0;
    qsizetype length = 0;
    QString key; ///< "from", "in", "has", "before" …; empty for a word
    QString value; ///< what stands after the colon, or the word, without quotes
    bool operator==(const Piece &) const = default;
};
[[nodiscard]] Piece pieceAt(QStringView text, qsizetype position);

} // namespace coterie::search
