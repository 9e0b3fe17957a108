#pragma once

#include "documenttext.h"

#include <QObject>
#include <QTimer>
#include <QVariantList>

namespace coterie::document {

/// Counts words and letters and collects headings a while after the text has changed, a slice at a time. GUI thread.
class Outline : public QObject
{
    Q_OBJECT
public:
    explicit Outline(const DocumentText &text, QObject *parent = nullptr);

    void textChanged();
    void reset(); ///< the text is another one
    [[nodiscard]] int wordCount() const { return m_words; }
    [[nodiscard]] int characterCount() const { return m_characters; } ///< code points, line ends not counted
    [[nodiscard]] const QVariantList &headings() const { return m_headings; } ///< of {level, text, position}
    [[nodiscard]] int headingAt(qsizetype position) const; ///< the one a position is under; -1: none

Q_SIGNALS:
    void counted();
    void headingsChanged();

private:
    void slice();
    void finish();

    const DocumentText &m_text;
    QTimer m_timer;
    qsizetype m_position = -1; ///< where counting goes on; -1: from the beginning
    int m_words = 0;
    int m_characters = 0;
    QVariantList m_headings;
    std::vector<qsizetype> m_positions; ///< of the headings
    int m_countedWords = 0; ///< by the count that goes on, as the next
    int m_countedCharacters = 0;
    QVariantList m_found;
    std::vector<qsizetype> m_foundPositions;
};

} // namespace coterie::document
