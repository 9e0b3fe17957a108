#pragma once

#include <QByteArray>
#include <QPainterPath>
#include <QString>

#include <utility>
#include <vector>

/// The letters that an SVG is made of.
namespace coterie::drawing::svg {

/// At most two digits behind the point, as short as can be, never an exponent: "12.5", "0", "-3".
[[nodiscard]] QByteArray number(double value);
[[nodiscard]] QByteArray pathData(const QPainterPath &path);
/// Text between quotes and between tags: what XML must not carry is left out, what it would take for markup is written
/// in another way.
[[nodiscard]] QByteArray attribute(QStringView text);
[[nodiscard]] QByteArray content(QStringView text);

using Attributes = std::vector<std::pair<QByteArrayView, QByteArray>>; ///< escaped already; empty ones are left out

[[nodiscard]] QByteArray element(QByteArrayView name, const Attributes &attributes, const QByteArray &content);

/// Writes elements, one a line.
class Markup
{
public:
    void open(QByteArrayView name, const Attributes &attributes = {});
    void close(QByteArrayView name);
    void empty(QByteArrayView name, const Attributes &attributes);
    /// With what is in it, on one line: white space counts in a text.
    void whole(QByteArrayView name, const Attributes &attributes, const QByteArray &content);
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

/// Between what says what the picture is and the picture: what the digest in the metadata is of begins behind it.
inline constexpr QByteArrayView metadataEnd = "</metadata>\n";
inline constexpr QByteArrayView metadataNamespace = "https://coterie.example/board";

} // namespace coterie::drawing::svg
