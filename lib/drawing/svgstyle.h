#pragma once

#include <QHash>
#include <QString>
#include <QXmlStreamAttributes>

#include <vector>

namespace coterie::drawing::svg {

/// What of SVG's styling a board can show, as it is inherited. Colours are in the board's form.
struct LookOf {
    QString fill = QStringLiteral("#000000");
    QString stroke = QStringLiteral("none");
    QString colour = QStringLiteral("#000000"); ///< currentColor
    double fillOpacity = 1;
    double strokeOpacity = 1;
    double opacity = 1; ///< of all groups around it together
    double strokeWidth = 1;
    std::vector<double> dashes;
    double fontSize = 16;
    QString anchor = QStringLiteral("start");
    bool hasStartMarker = false;
    bool hasEndMarker = false;
    bool isVisible = true;
};

/// The rules of <style>: those for a class or a kind of element ("." and a name, or a name); others are left out.
class StyleSheet
{
public:
    void add(QStringView css);
    /// What the attributes, the rules and the style of one element make of what it inherits.
    [[nodiscard]] LookOf apply(
        const LookOf &inherited, QStringView element, const QXmlStreamAttributes &attributes) const;

private:
    QHash<QString, QString> m_rules; ///< declarations by selector
};

} // namespace coterie::drawing::svg
