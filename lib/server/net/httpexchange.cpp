#include "server/net/connection.h"
#include "server/net/worker.h"

#include <QDir>

#include <algorithm>

// The half of Connection that speaks HTTP.
namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxRequests = 1000; ///< on one connection; then it is closed so that load can move
constexpr std::uint64_t bodyProgress = 64 * 1024; ///< an upload that brings this much in a body time-out may go on
constexpr qsizetype joinedBody = 16 * 1024; ///< smaller bodies leave in one piece with their head

QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return {};
}

/// Nothing for half an escape, a NUL or bytes that are no UTF-8: such a path has no single meaning.
std::optional<QString> decodedPath(std::string_view path)
{
    std::string bytes;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            bytes.push_back(path[i]);
            continue;
        }
        const auto high = i + 2 < path.size() ? hexDigit(path[i + 1]) : std::nullopt;
        const auto low = i + 2 < path.size() ? hexDigit(path[i + 2]) : std::nullopt;
        if (!high || !low || (*high == 0 && *low == 0))
            return {};
        bytes.push_back(static_cast<char>(*high * 16 + *low));
        i += 2;
    }
    if (!isUtf8(bytes))
        return {};
    return QString::fromStdString(bytes);
}

} // namespace

bool Connection::consumeRequest(std::string_view &input)
{
    HttpParser &parser = m_http->parser;
    const HttpParser::Event event = parser.next(input);
    if (!m_http->headTimed && parser.hasStarted()) {
        m_http->headTimed = true;
        setDeadlineIn(m_worker.config().headTimeout);
    }
    switch (event) {
    case HttpParser::Event::NeedMore: return false;
    case HttpParser::Event::Head: return requestHeadComplete();
    case HttpParser::Event::Body: return requestBodyArrived();
    case HttpParser::Event::End: dispatchRequest(); return false;
    case HttpParser::Event::Error: refuse(parser.errorStatus()); return false;
    }
    return false;
}

bool Connection::isUpload() const
{
    const RequestHead &head = m_http->parser.head();
    const QString target = QString::fromLatin1(toBytes(head.target));
    return head.method == "POST" && head.hasBody()
        && std::ranges::any_of(m_worker.config().uploadPrefixes, [&target](const QString &prefix) {
               return target.startsWith(prefix)
                   && (target.size() == prefix.size() || u"/?"_s.contains(target.at(prefix.size())));
           });
}

bool Connection::requestHeadComplete()
{
    HttpParser &parser = m_http->parser;
    const RequestHead &head = parser.head();
    const FrontEndConfig &config = m_worker.config();
    if (head.upgrade == RequestHead::Upgrade::Unknown || head.upgrade == RequestHead::Upgrade::WrongVersion) {
        refuse(426);
        return false;
    }
    m_http->persistence =
        head.keepAlive && ++m_http->served < maxRequests ? Persistence::KeepAlive : Persistence::Close;
    const bool uploads = isUpload();
    const auto allowed = static_cast<std::uint64_t>(uploads ? config.maxUpload : config.maxBody);
    parser.allowBody(allowed);
    if (!head.hasBody())
        return true;
    if (head.contentLength > allowed) {
        refuse(413);
        return false;
    }
    if (uploads) { // not a byte is read, let alone stored, before the hub knows who it is from
        m_http->bodyUnread = true;
        dispatchRequest();
        return false;
    }
    awaitBody();
    return true;
}

void Connection::awaitBody()
{
    if (m_http->parser.head().expectsContinue)
        push("HTTP/1.1 100 Continue\r\n\r\n"_ba);
    setDeadlineIn(m_worker.config().bodyTimeout);
}

void Connection::acceptUpload()
{
    if (m_state != State::Deciding || !m_http->bodyUnread)
        return;
    m_http->bodyUnread = false;
    m_state = State::Request;
    if (!startUpload())
        return;
    awaitBody();
    m_worker.resumeLater(m_slot);
}

bool Connection::startUpload()
{
    if (!m_worker.mayUpload()) {
        refuse(503);
        return false;
    }
    const QString &folder = m_worker.config().temporaryFolder;
    m_http->upload =
        std::make_unique<QTemporaryFile>((folder.isEmpty() ? QDir::tempPath() : folder) + u"/upload-XXXXXX"_s);
    m_worker.uploadStarted();
    if (m_http->upload->open())
        return true;
    refuse(500);
    return false;
}

void Connection::forgetUpload()
{
    if (m_http && m_http->upload) {
        m_http->upload.reset();
        m_worker.uploadEnded();
    }
}

bool Connection::requestBodyArrived()
{
    const std::string_view piece = m_http->parser.bodyPiece();
    const std::uint64_t before = m_http->bodyBytes;
    m_http->bodyBytes += piece.size();
    if (!m_http->upload) {
        m_http->body.append(piece.data(), static_cast<qsizetype>(piece.size()));
        return true;
    }
    if (before / bodyProgress != m_http->bodyBytes / bodyProgress)
        setDeadlineIn(m_worker.config().bodyTimeout);
    if (m_http->upload->write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size()))
        return true;
    refuse(500);
    return false;
}

void Connection::dispatchRequest()
{
    const RequestHead &head = m_http->parser.head();
    const std::string_view target = head.target;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const auto path = decodedPath(target.substr(0, mark));
    if (!path) {
        refuse(400);
        return;
    }
    HttpRequest request;
    request.id = m_id = m_worker.newId(m_slot);
    request.method = toBytes(head.method);
    request.path = *path;
    if (mark < target.size())
        request.query = QUrlQuery(QString::fromLatin1(toBytes(target.substr(mark + 1))));
    request.headers.reserve(static_cast<qsizetype>(head.fields.size()));
    for (const auto &[name, value] : head.fields)
        request.headers.append({toBytes(name), toBytes(value)});
    request.body = std::exchange(m_http->body, {});
    if (m_http->upload) {
        m_http->upload->setAutoRemove(false);
        m_http->upload->close();
        request.bodyFile = m_http->upload->fileName();
        forgetUpload();
    }
    request.peer = toText(m_worker.edge().proxies.clientOf(m_peer, request.header("x-forwarded-for")));
    request.wantsWebSocket = head.upgrade == RequestHead::Upgrade::WebSocket;
    request.offersUpload = m_http->bodyUnread;
    if (request.bodyFile.isEmpty()) // an upload was counted when it was offered
        m_worker.count().requests.add();
    m_state = State::Deciding;
    setReading(false); // one request at a time: answers leave in the order of the questions
    clearDeadline();
    const auto bytes = static_cast<std::size_t>(request.body.size());
    m_worker.tell(std::move(request), bytes);
}

void Connection::respond(HttpResponse response)
{
    if (m_state != State::Deciding)
        return;
    if (m_http->bodyUnread)
        m_http->persistence = Persistence::Close; // what follows on this connection is a body nobody wants
    const RequestHead &head = m_http->parser.head();
    const bool headOnly = head.method == "HEAD";
    if (response.file.isEmpty()) {
        const bool bodiless = response.status == 204 || response.status == 304 || response.status < 200;
        const qint64 length = bodiless ? -1 : response.body.size();
        sendResponse(std::move(response), length, !headOnly && !bodiless);
        return;
    }
    FileAnswer answer = answerWithFile(std::move(response),
        {.range = head.method == "GET" ? toBytes(head.field("range")) : QByteArray(),
            .ifRange = toBytes(head.field("if-range")),
            .ifNoneMatch = toBytes(head.field("if-none-match")),
            .headOnly = headOnly});
    m_http->file = std::move(answer.body);
    sendResponse(std::move(answer.response), answer.contentLength, !headOnly);
}

void Connection::sendResponse(HttpResponse response, qint64 contentLength, bool withBody)
{
    if (m_worker.isShuttingDown())
        m_http->persistence = Persistence::Close;
    m_state = State::Responding;
    setDeadlineIn(m_worker.config().bodyTimeout);
    QByteArray head = responseHead(response, contentLength, m_http->persistence);
    if (withBody && response.body.size() <= joinedBody) {
        push(head + response.body);
        return;
    }
    push(std::move(head));
    if (withBody)
        push(std::move(response.body));
}

bool Connection::pushFilePiece()
{
    if (!m_http->file || m_http->file->left() == 0)
        return false;
    QByteArray piece = m_http->file->nextPiece();
    if (piece.isEmpty()) { // the file shrank: only breaking off can tell the client
        release();
        return true;
    }
    push(std::move(piece)); // goes out at the end of the next turn, so one download cannot hold the others up
    return true;
}

void Connection::responseSent()
{
    if (m_http->persistence == Persistence::Close) {
        drain();
        return;
    }
    const int served = m_http->served;
    const auto &config = m_worker.config();
    *m_http = HttpExchange(
        HttpLimits {static_cast<std::size_t>(config.maxHeader), static_cast<std::size_t>(config.maxHeaderFields)});
    m_http->served = served;
    m_state = State::Request;
    setDeadlineIn(config.keepAlive);
    m_worker.resumeLater(m_slot);
}

void Connection::refuse(int status)
{
    m_worker.count().refused.add();
    if (status == 400)
        m_worker.count().protocolErrors.add();
    forgetUpload();
    const HttpResponse response = refusal(status);
    push(responseHead(response, response.body.size(), Persistence::Close) + response.body);
    drain();
}

void Connection::acceptEventStream()
{
    if (m_state != State::Deciding)
        return;
    m_http.reset();
    std::string().swap(m_held);
    m_state = State::EventStream;
    m_worker.count().openEventStreams.add();
    push(eventStreamHead());
    setReading(true);
    setDeadlineIn(m_worker.config().commentEvery);
}

} // namespace coterie::server::net
