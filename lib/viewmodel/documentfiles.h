#pragma once

#include "base/result.h"

#include <QString>

namespace coterie::viewmodel {

/// Documents as files. What touches a disk here is for worker threads; every function may run on any.

/// A place in the folder for downloads that nothing has taken yet, named by the title. `format`: "md", "html", "pdf".
[[nodiscard]] QString freePath(const QString &title, const QString &format);

/// Writes the whole file or none; a file that is there is replaced. The path, or Io in words for a person. A PDF is
/// A4 with page numbers; nothing a text names is ever fetched or read into it.
[[nodiscard]] Result<QString> writeDocument(
    const QString &markdown, const QString &title, const QString &format, const QString &path);

struct ImportedFile {
    QString title; ///< of the first heading, else the file's name
    QString text; ///< LF line ends, without a byte order mark
};

/// NotFound, TooLarge beyond `largest` bytes, Malformed if it is not text in UTF-8, Io; in words for a person.
[[nodiscard]] Result<ImportedFile> readMarkdownFile(const QString &path, qint64 largest);

} // namespace coterie::viewmodel
