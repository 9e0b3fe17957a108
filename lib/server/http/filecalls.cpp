#include "server/http/answers.h"
#include "server/http/api.h"
#include "server/http/imageinfo.h"

#include <QFile>
#include <QFileInfo>

// Uploads and downloads. A file can be read by its owner and by who sees a room it was posted in.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxFileName = 200;

/// The last part of what the client calls it, without what a file system or a terminal would trip over.
QString cleanName(const QString &given)
{
    QString name = given.section(u'/', -1).section(u'\\', -1);
    name.removeIf([](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c == u'"';
    });
    name = name.simplified();
    if (name.isEmpty() || name == "."_L1 || name == ".."_L1)
        return u"file"_s;
    return name.right(maxFileName);
}

/// What the sender says, if it is a plain type; what the bytes say wins for images.
QString cleanMime(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    const bool plain = type.size() <= 100 && type.count('/') == 1 && std::ranges::all_of(type, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '+' || c == '.';
    });
    const bool form = type == "application/x-www-form-urlencoded";
    return plain && !form ? QString::fromLatin1(type) : u"application/octet-stream"_s;
}

bool showsInline(const QString &mime)
{
    // SVG and HTML could run scripts in a browser: they are downloads.
    static const QStringList safe {u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s, u"audio/ogg"_s,
        u"audio/mpeg"_s, u"audio/mp4"_s, u"video/mp4"_s, u"video/webm"_s};
    return safe.contains(mime);
}

bool store(const HttpRequest &request, const QString &target)
{
    if (!request.bodyFile.isEmpty())
        return QFile::rename(request.bodyFile, target);
    QFile file(target);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(request.body) == request.body.size();
}

} // namespace

Result<void> Api::hasRoomFor(const UserState &user, qint64 bytes) const
{
    if (bytes > m_core.config.maxFileBytes)
        return Error {Errc::TooLarge, "The file is too big for this server."};
    if (m_core.storage.access.bytesOf(user.id()) + bytes > m_core.config.maxBytesPerUser)
        return Error {Errc::TooLarge, "You have used all the space you may use here."};
    return {};
}

void Api::offerUpload(const HttpRequest &request)
{
    if (auto allowed = checkOrigin(request); !allowed) {
        refuse(request, allowed.error());
        return;
    }
    const auto session = this->session(request, chatScope);
    if (!session) {
        refuse(request, session.error());
        return;
    }
    const qint64 announced = request.header("content-length").toLongLong(); // 0 for a body in chunks
    if (auto room = hasRoomFor(*session->user, announced); !room) {
        refuse(request, room.error());
        return;
    }
    m_core.out.acceptUpload(request.id);
}

Api::Answer Api::uploadFile(Call &call)
{
    if (auto allowed = m_core.allow(call.user->messages); !allowed)
        return allowed.error();
    const HttpRequest &request = call.request;
    const qint64 bytes = request.bodyFile.isEmpty() ? request.body.size() : QFileInfo(request.bodyFile).size();
    if (auto room = hasRoomFor(*call.user, bytes); !room)
        return room.error();
    const FileId id {u"f-"_s + randomText(16)};
    const QString path = m_core.storage.filePath(id);
    if (!store(request, path)) {
        QFile::remove(path);
        return Error {Errc::Unavailable, "The file could not be stored."};
    }
    const auto image = readImageInfo(path);
    FileRow row {.file = {.fileId = id,
                     .name = cleanName(request.query.queryItemValue(u"name"_s, QUrl::FullyDecoded)),
                     .mime = image ? image->mime : cleanMime(request.header("content-type")),
                     .bytes = bytes},
        .owner = call.user->id(),
        .at = m_core.wall()};
    if (image) {
        row.file.width = image->width;
        row.file.height = image->height;
    }
    m_core.storage.access.insertFile(row);
    return jsonAnswer(201, toJson(row.file));
}

Api::Answer Api::downloadFile(Call &call)
{
    const Error none {Errc::NotFound, "There is no such file."};
    const FileId id {call.path[1]};
    const auto row = m_core.storage.access.file(id);
    if (!row)
        return none;
    const auto rooms = m_core.storage.access.roomsOf(id);
    const bool mayRead = row->owner == call.user->id() || std::ranges::any_of(rooms, [&](const RoomId &roomId) {
        const RoomState *const room = m_core.state.room(roomId);
        return room != nullptr && m_core.state.canSee(*room, *call.user);
    });
    const QString path = m_core.storage.filePath(id); // the id is ours: it was found in the register
    if (!mayRead || !QFile::exists(path))
        return none;
    const bool isInline = showsInline(row->file.mime);
    const QByteArray name = QUrl::toPercentEncoding(row->file.name);
    return HttpResponse {.status = 200,
        .contentType = isInline ? row->file.mime.toLatin1() : "application/octet-stream"_ba,
        .body = {},
        .headers = {{"content-disposition", (isInline ? "inline" : "attachment") + ("; filename*=UTF-8''" + name)},
            {"x-content-type-options", "nosniff"}, {"content-security-policy", "default-src 'none'; sandbox"},
            {"cache-control", "private, max-age=31536000, immutable"}},
        .file = path};
}

} // namespace coterie::server
