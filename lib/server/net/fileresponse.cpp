#include "server/net/fileresponse.h"

#include "server/net/httpresponse.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pieceSize = 64 * 1024;

std::optional<qint64> number(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 18
        || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return digits.toByteArray().toLongLong();
}

QByteArray entityTag(const QFile &file)
{
    const QFileInfo info(file);
    return '"' + QByteArray::number(info.size(), 16) + '-'
        + QByteArray::number(info.lastModified().toMSecsSinceEpoch(), 16) + '"';
}

bool matchesTag(const QByteArray &field, const QByteArray &tag)
{
    const QList<QByteArray> tags = field.split(',');
    return std::ranges::any_of(tags, [&tag](const QByteArray &one) {
        const QByteArray bare = one.trimmed();
        return bare == "*" || bare == tag || bare == "W/"_ba + tag;
    });
}

} // namespace

QByteArray FileBody::nextPiece()
{
    QByteArray piece = m_file->read(std::min(m_left, pieceSize));
    m_left -= piece.size();
    return piece;
}

RangeChoice chooseRange(QByteArrayView field, qint64 size)
{
    const QByteArrayView unit = "bytes=";
    if (!field.startsWith(unit))
        return {};
    const QByteArrayView spec = field.sliced(unit.size());
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = number(spec.first(dash));
    const auto last = number(spec.sliced(dash + 1));
    if (dash == 0) {
        if (!last)
            return {};
        if (*last == 0 || size == 0)
            return {RangeChoice::Kind::Unsatisfiable, {}};
        return {RangeChoice::Kind::Part, {std::max<qint64>(0, size - *last), size - 1}};
    }
    if (!first || (!last && dash + 1 != spec.size()) || (last && *last < *first))
        return {};
    if (*first >= size)
        return {RangeChoice::Kind::Unsatisfiable, {}};
    return {RangeChoice::Kind::Part, {*first, std::min(last.value_or(size - 1), size - 1)}};
}

FileAnswer answerWithFile(HttpResponse response, const FileConditions &conditions)
{
    FileAnswer answer;
    auto file = std::make_unique<QFile>(response.file);
    if (!file->open(QIODevice::ReadOnly)) {
        answer.response = refusal(500);
        answer.contentLength = answer.response.body.size();
        return answer;
    }
    const qint64 size = file->size();
    const QByteArray tag = entityTag(*file);
    response.headers.append({"ETag"_ba, tag});
    response.headers.append({"Accept-Ranges"_ba, "bytes"_ba});
    response.body.clear();
    answer.response = std::move(response);
    if (!conditions.ifNoneMatch.isEmpty() && matchesTag(conditions.ifNoneMatch, tag)) {
        answer.response.status = 304;
        return answer;
    }
    RangeChoice choice;
    if (answer.response.status == 200 && (conditions.ifRange.isEmpty() || conditions.ifRange == tag))
        choice = chooseRange(conditions.range, size);
    if (choice.kind == RangeChoice::Kind::Unsatisfiable) {
        answer.response.status = 416;
        answer.response.headers.append({"Content-Range"_ba, "bytes */"_ba + QByteArray::number(size)});
        answer.contentLength = 0;
        return answer;
    }
    answer.contentLength = size;
    if (choice.kind == RangeChoice::Kind::Part) {
        const auto [first, last] = choice.range;
        answer.response.status = 206;
        answer.response.headers.append({"Content-Range"_ba,
            "bytes "_ba + QByteArray::number(first) + '-' + QByteArray::number(last) + '/' + QByteArray::number(size)});
        answer.contentLength = last - first + 1;
        file->seek(first);
    }
    if (!conditions.headOnly)
        answer.body = std::make_unique<FileBody>(std::move(file), answer.contentLength);
    return answer;
}

} // namespace coterie::server::net
