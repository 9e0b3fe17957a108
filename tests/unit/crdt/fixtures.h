#pragma once

#include "crdt/any.h"
#include "crdt/utf.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <span>

/// Recorded bytes; see fixtures/README.md.
namespace fixtures {

inline QString folder()
{
    return qEnvironmentVariable("COTERIE_SOURCE") + QStringLiteral("/tests/unit/crdt/fixtures/");
}

inline QJsonObject load(const QString &name)
{
    QFile file(folder() + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file.fileName()));
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline QStringList documents()
{
    return QDir(folder()).entryList({QStringLiteral("document-*.json")}, QDir::Files, QDir::Name);
}

inline QByteArray bytes(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

inline std::span<const std::byte> view(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

inline QByteArray array(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

inline QString string(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace fixtures
