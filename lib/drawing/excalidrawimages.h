#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

/// The pictures inside Excalidraw's files. Worker threads.
namespace coterie::drawing::excalidraw {

/// The bytes of a data: URL small enough for a board; an SVG is painted, by our own reader. Empty: it cannot be read.
[[nodiscard]] QByteArray imageFromUrl(const QString &url);

/// As an element shows them: a part of the picture (`crop`), mirrored (`scale`). The same bytes if it shows all of it.
[[nodiscard]] QByteArray imageShownBy(const QJsonObject &element, const QByteArray &bytes);

} // namespace coterie::drawing::excalidraw
