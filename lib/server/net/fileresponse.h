#pragma once

#include "server/net/frontend.h"

#include <QFile>

#include <memory>
#include <optional>

namespace coterie::server::net {

/// A file on its way to a client: the whole or one range, read piece by piece so that a slow reader costs no memory.
class FileBody
{
public:
    FileBody(std::unique_ptr<QFile> file, qint64 left) : m_file(std::move(file)), m_left(left) { }

    [[nodiscard]] qint64 left() const { return m_left; }
    [[nodiscard]] QByteArray
    nextPiece(); ///< empty when the file ended early, which only closing the connection can tell

private:
    std::unique_ptr<QFile> m_file;
    qint64 m_left;
};

/// What of the request decides how a file is answered.
struct FileConditions {
    QByteArray range = {};
    QByteArray ifRange = {};
    QByteArray ifNoneMatch = {};
    bool headOnly = false;
};

struct FileAnswer {
    HttpResponse response; ///< status and headers complete; body only for an error
    qint64 contentLength = -1;
    std::unique_ptr<FileBody> body; ///< none for HEAD, 304, 416 and errors
};

/// Opens response.file and works out 200, 206, 304 or 416 (RFC 9110 sections 13 and 14; one range, several are
/// ignored).
[[nodiscard]] FileAnswer answerWithFile(HttpResponse response, const FileConditions &conditions);

struct ByteRange {
    qint64 first = 0;
    qint64 last = 0;
    bool operator==(const ByteRange &) const = default;
};

struct RangeChoice {
    enum class Kind { Whole, Part, Unsatisfiable } kind = Kind::Whole;
    ByteRange range;
};

/// Reads a Range field for something of `size` bytes; what is no single well-formed byte range asks for the whole.
[[nodiscard]] RangeChoice chooseRange(QByteArrayView field, qint64 size);

} // namespace coterie::server::net
