#pragma once

#include "board/shape.h"
#include "canvastool.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>

namespace coterie::boardview {

/// The properties of a style that a toolbar shows.
enum class StyleKey { Stroke, Fill, Width, Dash, Opacity, FontSize, Align, StartHead, EndHead, Route };

/// What the next shape of each kind will look like. A pen, a highlighter, notes, texts, lines and boxes have each their
/// own, because whoever paints notes yellow does not mean yellow arrows. GUI thread.
class StyleBook
{
public:
    StyleBook();

    [[nodiscard]] const board::Style &of(board::ShapeType type) const { return m_styles[kindOf(type)]; }
    /// Takes one property over into the style of that type.
    void remember(board::ShapeType type, StyleKey key, const board::Style &style);

    [[nodiscard]] QJsonObject toJson() const;
    void read(const QJsonObject &kept); ///< kinds it does not name stay as they are

    /// That mean something for such a shape.
    [[nodiscard]] static bool offers(board::ShapeType type, StyleKey key);

private:
    static constexpr std::size_t Kinds = 6;
    [[nodiscard]] static std::size_t kindOf(board::ShapeType type);

    std::array<board::Style, Kinds> m_styles;
};

[[nodiscard]] const QList<StyleKey> &allStyleKeys();
[[nodiscard]] QString propertyName(StyleKey key); ///< of BoardCanvas
void copyStyle(StyleKey key, const board::Style &from, board::Style &to);
[[nodiscard]] bool isSame(StyleKey key, const board::Style &a, const board::Style &b);

} // namespace coterie::boardview
