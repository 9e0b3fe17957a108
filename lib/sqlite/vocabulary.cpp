#include "sqlite/vocabulary.h"

namespace coterie::sqlite {

using namespace Qt::StringLiterals;

std::optional<QList<QByteArray>> wordsBeginning(
    Database &database, const QString &table, const QByteArray &prefix, int atMost)
{
    const QString terms = u"temp.%1_terms"_s.arg(table);
    if (!database.exec(
            u"CREATE VIRTUAL TABLE IF NOT EXISTS %1 USING fts5vocab('main', '%2', 'instance')"_s.arg(terms, table)))
        return std::nullopt;
    QList<QByteArray> words;
    // One question for each word, always for the first row at or after the smallest word that may follow: the table
    // has a row for each place of a word, and FTS5 seeks by >= only.
    auto next =
        database.prepare(u"SELECT CAST(term AS BLOB) FROM %1 WHERE term >= CAST(? AS TEXT) LIMIT 1"_s.arg(terms));
    QByteArray from = prefix;
    for (;;) {
        next.bind(1, from);
        if (!next.step())
            break;
        const QByteArray word = next.blob(0);
        next.reset();
        if (!word.startsWith(prefix))
            return words;
        if (words.size() == atMost)
            return std::nullopt;
        words.append(word);
        from = word + '\1';
    }
    if (next.error())
        return std::nullopt;
    return words;
}

} // namespace coterie::sqlite
