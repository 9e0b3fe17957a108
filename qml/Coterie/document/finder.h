#pragma once

#include "documenttext.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace coterie::document {

/// Looks for words in a text, a slice at a time, so that a keystroke never waits for it. While it looks, what was found
/// before moves with the text. Matches are inside lines. GUI thread.
class Finder : public QObject
{
    Q_OBJECT
public:
    struct Match {
        qsizetype start = 0;
        qsizetype end = 0;
    };

    explicit Finder(const DocumentText &text, QObject *parent = nullptr);

    void setWords(const QString &words, Qt::CaseSensitivity sensitivity);
    [[nodiscard]] const QString &words() const { return m_words; }
    [[nodiscard]] Qt::CaseSensitivity sensitivity() const { return m_sensitivity; }
    [[nodiscard]] qsizetype count() const { return qsizetype(m_matches.size()); }
    [[nodiscard]] int current() const { return m_current; }
    void apply(const collab::TextChange &change); ///< before or after the text has changed
    void restart(); ///< the text is another one, or was changed

    /// The next one from a position, going round the end; all of the text has been looked through. Null: none.
    [[nodiscard]] const Match *next(qsizetype from);
    [[nodiscard]] const Match *previous(qsizetype before);
    [[nodiscard]] const std::vector<Match> &all(); ///< looked through to the end
    [[nodiscard]] QList<Match> inLine(const QString &line) const; ///< offsets of the line
    void setCurrentAt(qsizetype start, qsizetype end); ///< the match exactly there, or none

Q_SIGNALS:
    void changed();

private:
    void search(int lines); ///< at most that many; negative: all that are left
    void slice();

    const DocumentText &m_text;
    QString m_words;
    Qt::CaseSensitivity m_sensitivity = Qt::CaseInsensitive;
    std::vector<Match> m_matches;
    std::vector<Match> m_found; ///< by the search that goes on
    qsizetype m_position = 0; ///< where it goes on; -1: it is done
    int m_current = -1;
    QTimer m_timer;
};

} // namespace coterie::document
