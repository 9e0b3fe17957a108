#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QStringView>
#include <QTransform>

#include <optional>
#include <vector>

/// The values of SVG's attributes (SVG 1.1, sections 4.2, 7.6, 8.3). Hostile text gives what could be read before the
/// first mistake, numbers are finite and within ±10^7.
namespace coterie::drawing::svg {

/// Reads numbers, and words between them, one after the other.
class Scanner
{
public:
    explicit Scanner(QStringView text) : m_text(text) { }

    [[nodiscard]] bool isAtEnd();
    [[nodiscard]] std::optional<double> number(); ///< after white space and at most one comma
    [[nodiscard]] std::optional<bool> flag(); ///< of an arc: one digit, which need not be set apart
    [[nodiscard]] std::optional<QChar> letter(); ///< if the next is one
    [[nodiscard]] QStringView word(); ///< letters up to something else
    [[nodiscard]] bool take(QChar c);

private:
    void skipSpace();

    QStringView m_text;
    qsizetype m_at = 0;
};

/// A length in pixels; per cent are of `whole`.
[[nodiscard]] std::optional<double> length(QStringView text, double whole = 0);
[[nodiscard]] std::vector<double> numbers(QStringView text, std::size_t most);
[[nodiscard]] QTransform transform(QStringView text);
[[nodiscard]] QPainterPath path(QStringView data, int mostElements);

} // namespace coterie::drawing::svg
