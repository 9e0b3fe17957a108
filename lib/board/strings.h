#pragma once

#include <QString>
#include <QStringView>

#include <string_view>

namespace coterie::board {

[[nodiscard]] inline QString toQString(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline std::u16string_view viewOf(QStringView text)
{
    return {text.utf16(), static_cast<std::size_t>(text.size())};
}

} // namespace coterie::board
