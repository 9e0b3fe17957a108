#include "protocol/internal/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::protocol::internal {

namespace {

constexpr int maxDepth = 32;

/// Nesting of the JSON text, counted before QJsonDocument recurses into it (and allows 1024). Brackets in strings do
/// not count.
bool isTooDeep(QByteArrayView json)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<QJsonValue> decodeJson(const QByteArray &bytes)
{
    if (!bytes.isValidUtf8())
        return {Errc::Malformed, "The frame is not valid UTF-8."};
    if (isTooDeep(bytes))
        return {Errc::Malformed, "The frame is nested too deeply."};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return {Errc::Malformed, "The frame is not valid JSON."};
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace coterie::protocol::internal
