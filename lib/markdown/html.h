#pragma once

#include <QString>

namespace coterie::markdown {

/// The text (CommonMark with GFM tables, strikethrough, task lists and autolinks) as a whole HTML page, UTF-8 when
/// written, with its style sheet inside and nothing remote. Safe for any text: raw HTML is text, links lead to http,
/// https and mailto only, pictures are links to themselves. What would become longer than sixteen times the text and a
/// megabyte is cut there. Pure; any thread; time is linear but for what md4c does with references.
[[nodiscard]] QString toHtmlDocument(const QString &title, const QString &markdown);

} // namespace coterie::markdown
