#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/messagevalues.h"

namespace coterie::viewmodel {

/// What a reply shows of the message it answers.
struct MessageQuote {
    QString author;
    QString text; ///< one line
    bool operator==(const MessageQuote &) const = default;
};

/// One row of a conversation with everything QML asks for already formatted. Markdown is parsed once per version of the
/// text, at the first look.
class MessageRow
{
public:
    MessageRow(client::MessageEntry entry, const Context &context);

    void setEntry(client::MessageEntry entry, const Context &context);
    void format(const Context &context); ///< names, times, reactions, poll anew; not the text
    /// What depends on the message before this one; true if anything changed.
    bool setNeighbours(const MessageRow *older, const QString &unreadTitle, const Context &context);
    void dropText() { m_parsed = false; } ///< names became known: mentions may have to be marked
    void restyle(const Context &context);

    [[nodiscard]] const client::MessageEntry &entry() const { return m_entry; }
    [[nodiscard]] const QList<MessageBlock> &blocks(const Context &context) const;
    [[nodiscard]] const QList<MessageBlock> &blocks() const { return m_blocks; } ///< as they were parsed last
    [[nodiscard]] QString plainText(const Context &context) const;
    [[nodiscard]] QString plainText() const; ///< of the blocks as they were parsed last

    /// Rises with whatever of it is shown anew: what shows it compares. The model sets it.
    quint64 revision = 0;
    QString author;
    QString initials;
    QString color;
    QString time;
    QString fullTime;
    QString dayTitle;
    QString unreadTitle;
    bool grouped = false;
    QList<ReactionChip> reactions;
    PollView poll;

private:
    [[nodiscard]] QString textOf(const MessageBlock &block, const Context &context) const;

    client::MessageEntry m_entry;
    mutable QList<MessageBlock> m_blocks;
    mutable bool m_parsed = false;
};

} // namespace coterie::viewmodel
