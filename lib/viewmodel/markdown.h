#pragma once

#include "viewmodel/messagevalues.h"

#include <QList>

#include <functional>
#include <optional>

namespace coterie::viewmodel {

struct MarkdownOptions {
    /// Who is meant by the words after an @; nobody: plain text. Called with one to three words.
    std::function<std::optional<QString>(QStringView)> mentioned;
    QString selfId;
};

/// A message's CommonMark (with GFM tables, strikethrough, task lists and autolinks) as blocks of safe StyledText.
/// Whatever is in it becomes text: raw HTML is shown as it is written, pictures as links to themselves, links to
/// schemes other than http, https, mailto and coterie as plain text; a link whose host is not plain ASCII shows its
/// encoded host. A mention is a link to "mention:USERID". Time is linear in the length of the text; depth, spans and
/// blocks are bounded.
[[nodiscard]] QList<MessageBlock> markdownBlocks(const QString &text, const MarkdownOptions &options = {});

/// The blocks' text for a screen reader, the clipboard or a one-line preview.
[[nodiscard]] QString plainText(const QList<MessageBlock> &blocks);

} // namespace coterie::viewmodel
