#include "protocol/documents.h"

#include "protocol/internal/valuefields.h"
#include "protocol/validation.h"

#include <algorithm>
#include <array>

namespace coterie::protocol {

namespace {

constexpr std::array documentKinds {"text"_L1, "board"_L1}; // in the order of the enumerators

} // namespace

QString toWire(DocumentKind kind)
{
    return QString(documentKinds[static_cast<std::size_t>(kind)]);
}

std::optional<DocumentKind> documentKindFromWire(QStringView text)
{
    const auto it = std::find(documentKinds.begin(), documentKinds.end(), text);
    return it == documentKinds.end() ? std::nullopt
                                     : std::optional(static_cast<DocumentKind>(it - documentKinds.begin()));
}

QJsonObject toJson(const Document &document)
{
    return internal::encode(document);
}
QJsonObject toJson(const DocumentVersion &version)
{
    return internal::encode(version);
}
Result<Document> documentFromJson(const QJsonObject &json)
{
    return internal::decode<Document>(json);
}
Result<DocumentVersion> documentVersionFromJson(const QJsonObject &json)
{
    return internal::decode<DocumentVersion>(json);
}

bool isDocumentId(QStringView id)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
            || c == u'_';
    };
    return id.size() >= 8 && id.size() <= maxIdLength && std::all_of(id.begin(), id.end(), isAllowed);
}

} // namespace coterie::protocol
