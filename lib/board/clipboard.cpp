#include "board/clipboard.h"

#include "board/boardcodec.h"
#include "board/shapejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace coterie::board {

namespace {

constexpr qsizetype MaxShapes = 100'000;
constexpr qsizetype MaxBytes = 200'000'000;
constexpr qsizetype MaxKey = 64;

} // namespace

QByteArray toClipboard(const Clip &clip)
{
    QJsonArray shapes;
    for (const Shape &shape : clip.shapes)
        shapes.push_back(toJson(shape));
    QJsonObject images;
    for (auto it = clip.images.cbegin(); it != clip.images.cend(); ++it)
        images.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    return QJsonDocument(QJsonObject {{u"type"_s, u"coterie-board"_s}, {u"version"_s, 1}, {u"board"_s, clip.board},
                             {u"shapes"_s, shapes}, {u"images"_s, images}})
        .toJson(QJsonDocument::Compact);
}

std::optional<Clip> clipFrom(const QByteArray &bytes)
{
    if (bytes.size() > MaxBytes)
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object["type"_L1].toString() != "coterie-board"_L1)
        return std::nullopt;
    Clip clip;
    clip.board = object["board"_L1].toString().left(MaxKey);
    for (const QJsonValue &value : object["shapes"_L1].toArray()) {
        if (clip.shapes.size() == MaxShapes)
            break;
        if (auto shape = shapeFromJson(value.toObject()); shape && !shape->id.isEmpty())
            clip.shapes.push_back(*std::move(shape));
    }
    const QJsonObject images = object["images"_L1].toObject();
    for (auto it = images.begin(); it != images.end(); ++it) {
        const QByteArray image = QByteArray::fromBase64(it.value().toString().toLatin1());
        if (!image.isEmpty() && image.size() <= maxImageBytes)
            clip.images.insert(it.key().left(MaxKey), image);
    }
    return clip;
}

} // namespace coterie::board
