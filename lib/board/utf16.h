#pragma once

#include <QString>
#include <QStringView>

#include <string_view>

namespace coterie {

// Between Qt's strings and those of the standard library.

[[nodiscard]] inline std::u16string_view viewOf(QStringView text)
{
    return {text.utf16(), static_cast<std::size_t>(text.size())};
}

/// Unit by unit: QString::fromUtf16() decodes, which takes longer and drops a leading U+FEFF.
[[nodiscard]] inline QString toQString(std::u16string_view text)
{
    return QString(reinterpret_cast<const QChar *>(text.data()), static_cast<qsizetype>(text.size()));
}

} // namespace coterie
