#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <functional>
#include <optional>
#include <utility>

/// What markdown.cpp knows about names, hosts, entities and tables apart from walking a document.
namespace coterie::viewmodel {

using NameLookup = std::function<std::optional<QString>(QStringView)>;

/// The longest of one to three words from `start` (behind the @) that is somebody's name: its length and whose it is.
[[nodiscard]] std::pair<qsizetype, QString> mentionAt(const QString &words, qsizetype start, const NameLookup &lookup);

/// Host as it goes over the wire if it is not plain ASCII: what the eye cannot tell apart is spelled out.
[[nodiscard]] QString suspiciousHost(const QUrl &url);

/// The character an entity stands for; one we do not know stays as it is written.
[[nodiscard]] QString entityText(const QString &name);

/// Rows of cells as lines of equal columns, for a font of equal widths.
[[nodiscard]] QStringList alignedTable(QList<QStringList> rows);

} // namespace coterie::viewmodel
