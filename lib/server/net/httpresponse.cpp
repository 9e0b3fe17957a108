#include "server/net/httpresponse.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

bool isSafe(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool isSafeName(QByteArrayView name)
{
    return !name.isEmpty() && std::ranges::none_of(name, [](char c) { return c <= ' ' || c == ':' || c == 0x7F; });
}

/// Fields this file writes itself, so that they cannot appear twice.
bool isOurs(QByteArrayView name)
{
    return name.compare("content-length", Qt::CaseInsensitive) == 0
        || name.compare("transfer-encoding", Qt::CaseInsensitive) == 0
        || name.compare("connection", Qt::CaseInsensitive) == 0 || name.compare("date", Qt::CaseInsensitive) == 0
        || name.compare("content-type", Qt::CaseInsensitive) == 0;
}

QByteArray dateField()
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

QByteArray errorCode(int status)
{
    switch (status) {
    case 413:
    case 414:
    case 431: return "too_large"_ba;
    case 426:
    case 501:
    case 505: return "unsupported"_ba;
    case 429: return "rate_limited"_ba;
    case 503: return "unavailable"_ba;
    case 500: return "internal"_ba;
    default: return "bad_request"_ba;
    }
}

QByteArray errorSentence(int status)
{
    switch (status) {
    case 408: return "The request took too long to arrive."_ba;
    case 413: return "The request is too large."_ba;
    case 417: return "This expectation cannot be met."_ba;
    case 426: return "Only WebSocket version 13 is spoken here."_ba;
    case 431: return "The request has too many or too large headers."_ba;
    case 500: return "The server could not read the file."_ba;
    case 501: return "This method or coding is not supported."_ba;
    case 503: return "The server is too busy for this right now."_ba;
    case 505: return "Only HTTP/1.1 is spoken here."_ba;
    default: return "The request does not follow the rules of HTTP."_ba;
    }
}

} // namespace

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 101: return "Switching Protocols"_ba;
    case 200: return "OK"_ba;
    case 201: return "Created"_ba;
    case 202: return "Accepted"_ba;
    case 204: return "No Content"_ba;
    case 206: return "Partial Content"_ba;
    case 301: return "Moved Permanently"_ba;
    case 302: return "Found"_ba;
    case 303: return "See Other"_ba;
    case 304: return "Not Modified"_ba;
    case 307: return "Temporary Redirect"_ba;
    case 308: return "Permanent Redirect"_ba;
    case 400: return "Bad Request"_ba;
    case 401: return "Unauthorized"_ba;
    case 403: return "Forbidden"_ba;
    case 404: return "Not Found"_ba;
    case 405: return "Method Not Allowed"_ba;
    case 408: return "Request Timeout"_ba;
    case 409: return "Conflict"_ba;
    case 413: return "Content Too Large"_ba;
    case 415: return "Unsupported Media Type"_ba;
    case 416: return "Range Not Satisfiable"_ba;
    case 417: return "Expectation Failed"_ba;
    case 422: return "Unprocessable Content"_ba;
    case 426: return "Upgrade Required"_ba;
    case 429: return "Too Many Requests"_ba;
    case 431: return "Request Header Fields Too Large"_ba;
    case 500: return "Internal Server Error"_ba;
    case 501: return "Not Implemented"_ba;
    case 503: return "Service Unavailable"_ba;
    case 505: return "HTTP Version Not Supported"_ba;
    default: return "Status"_ba;
    }
}

QByteArray responseHead(const HttpResponse &response, qint64 contentLength, Persistence persistence)
{
    QByteArray head = "HTTP/1.1 "_ba + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status)
        + "\r\nDate: "_ba + dateField() + "\r\n"_ba;
    if (contentLength >= 0)
        head += "Content-Length: "_ba + QByteArray::number(contentLength) + "\r\n"_ba;
    if (!response.contentType.isEmpty() && contentLength != 0 && isSafe(response.contentType))
        head += "Content-Type: "_ba + response.contentType + "\r\n"_ba;
    for (const auto &[name, value] : response.headers) {
        if (isSafeName(name) && isSafe(value) && !isOurs(name))
            head += name + ": "_ba + value + "\r\n"_ba;
    }
    if (persistence == Persistence::Close)
        head += "Connection: close\r\n"_ba;
    return head + "\r\n"_ba;
}

HttpResponse refusal(int status)
{
    HttpResponse response;
    response.status = status;
    response.body =
        "{\"error\":{\"code\":\""_ba + errorCode(status) + "\",\"message\":\""_ba + errorSentence(status) + "\"}}"_ba;
    if (status == 426)
        response.headers = {{"Upgrade"_ba, "websocket"_ba}, {"Sec-WebSocket-Version"_ba, "13"_ba}};
    return response;
}

QByteArray webSocketHead(QByteArrayView key, const QByteArray &subprotocol)
{
    const QByteArray accept = QCryptographicHash::hash(
        key.toByteArray() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"_ba, QCryptographicHash::Sha1)
                                  .toBase64();
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: "_ba
        + accept + "\r\n"_ba;
    if (!subprotocol.isEmpty() && isSafe(subprotocol))
        head += "Sec-WebSocket-Protocol: "_ba + subprotocol + "\r\n"_ba;
    return head + "\r\n"_ba;
}

QByteArray eventStreamHead()
{
    HttpResponse response;
    response.contentType = "text/event-stream"_ba;
    response.headers = {{"Cache-Control"_ba, "no-store"_ba}, {"X-Accel-Buffering"_ba, "no"_ba}};
    return responseHead(response, -1, Persistence::Close);
}

} // namespace coterie::server::net
