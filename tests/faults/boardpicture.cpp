#include "boardpicture.h"

#include "crdt/doc.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::faults {

using namespace Qt::StringLiterals;

QStringList boardPicture(const QByteArray &update)
{
    crdt::Doc document;
    if (!document.applyUpdate(std::as_bytes(std::span(update.constData(), static_cast<std::size_t>(update.size())))))
        return {u"unreadable"_s};
    // QJsonObject puts keys in order: peers need not have learnt of them in the same one.
    const std::string json = document.map(u"shapes").toJson().toJson();
    const QJsonObject shapes = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QStringList lines;
    for (auto shape = shapes.constBegin(); shape != shapes.constEnd(); ++shape)
        lines.append(shape.key() + u' '
            + QString::fromUtf8(QJsonDocument(shape.value().toObject()).toJson(QJsonDocument::Compact)));
    return lines;
}

} // namespace coterie::faults
