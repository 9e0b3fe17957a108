#include "server/net/httpparser.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace coterie::server::net {

namespace {

constexpr std::size_t maxChunkLine = 256; ///< a size of 8 digits and room for extensions nobody uses

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTokenChar(char c)
{
    return isDigit(c) || isLetter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isTokenChar);
}

/// Visible characters, blanks and bytes above ASCII: no control character can hide in a value.
bool isFieldText(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(
        result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    return result;
}

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Whether a comma-separated list holds the (lower case) word.
bool listHas(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        if (lowered(trimmed(list.substr(0, comma))) == word)
            return true;
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
}

std::size_t countOf(const RequestHead &head, std::string_view name)
{
    return static_cast<std::size_t>(
        std::ranges::count(head.fields, name, [](const auto &field) { return field.first; }));
}

/// 16 bytes in base64: 22 characters of its alphabet and "==".
bool isWebSocketKey(std::string_view key)
{
    return key.size() == 24 && key.ends_with("==") && std::ranges::all_of(key.substr(0, 22), [](char c) {
        return isDigit(c) || isLetter(c) || c == '+' || c == '/';
    });
}

} // namespace

std::string_view RequestHead::field(std::string_view name) const
{
    const auto found = std::ranges::find(fields, name, [](const auto &field) { return field.first; });
    return found == fields.end() ? std::string_view {} : std::string_view(found->second);
}

void HttpParser::reset()
{
    *this = HttpParser(m_limits);
}

bool HttpParser::fail(int status)
{
    m_status = status;
    m_stage = Stage::Dead;
    return false;
}

HttpParser::Event HttpParser::next(std::string_view &input)
{
    bool again = true;
    Event event = Event::NeedMore;
    while (again) {
        again = false;
        event = step(input, again);
    }
    return event;
}

HttpParser::Event HttpParser::step(std::string_view &input, bool &again)
{
    switch (m_stage) {
    case Stage::RequestLine:
    case Stage::Fields:
    case Stage::ChunkSize:
    case Stage::ChunkEnd:
    case Stage::Trailers: return lineEvent(input, again);
    case Stage::HeadDone:
        if (m_head.hasLength && m_head.contentLength > m_allowed) {
            fail(413);
            return Event::Error;
        }
        m_left = m_head.contentLength;
        m_stage = m_head.isChunked ? Stage::ChunkSize : m_left > 0 ? Stage::FixedBody : Stage::Complete;
        again = true;
        return Event::NeedMore;
    case Stage::FixedBody:
    case Stage::ChunkData: return bodyEvent(input);
    case Stage::Complete: m_stage = Stage::Done; return Event::End;
    case Stage::Done: return Event::NeedMore;
    case Stage::Dead: break;
    }
    return Event::Error;
}

HttpParser::Event HttpParser::bodyEvent(std::string_view &input)
{
    const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, input.size()));
    if (take == 0)
        return Event::NeedMore;
    m_piece = input.substr(0, take);
    input.remove_prefix(take);
    m_left -= take;
    if (m_left == 0)
        m_stage = m_stage == Stage::ChunkData ? Stage::ChunkEnd : Stage::Complete;
    return Event::Body;
}

HttpParser::Event HttpParser::lineEvent(std::string_view &input, bool &again)
{
    switch (readLine(input)) {
    case Line::Partial: return Event::NeedMore;
    case Line::Bad: return Event::Error;
    case Line::Complete: break;
    }
    const bool good = handleLine();
    m_line.clear();
    if (!good)
        return Event::Error;
    if (m_stage == Stage::HeadDone)
        return Event::Head;
    again = true;
    return Event::NeedMore;
}

HttpParser::Line HttpParser::readLine(std::string_view &input)
{
    const bool isHead = m_stage != Stage::ChunkSize && m_stage != Stage::ChunkEnd;
    const std::size_t limit = isHead ? m_limits.headBytes - m_headBytes : maxChunkLine - m_line.size();
    const std::size_t end = input.find('\n');
    const std::size_t take = end == std::string_view::npos ? input.size() : end + 1;
    if (take > limit) {
        fail(isHead ? 431 : 400);
        return Line::Bad;
    }
    m_line.append(input.substr(0, take));
    input.remove_prefix(take);
    if (isHead)
        m_headBytes += take;
    if (end == std::string_view::npos)
        return Line::Partial;
    m_line.pop_back();
    // A bare LF is the classic way to make two parsers disagree.
    if (m_line.empty() || m_line.back() != '\r') {
        fail(400);
        return Line::Bad;
    }
    m_line.pop_back();
    return Line::Complete;
}

bool HttpParser::handleLine()
{
    switch (m_stage) {
    case Stage::RequestLine:
        // One empty line before a request is what some clients send after a body (RFC 9112 section 2.2).
        if (m_line.empty())
            return m_headBytes <= 2 || fail(400);
        m_stage = Stage::Fields;
        return parseRequestLine();
    case Stage::Fields: return m_line.empty() ? finishHead() : parseField(&m_head);
    case Stage::ChunkSize: return parseChunkSize();
    case Stage::ChunkEnd: m_stage = Stage::ChunkSize; return m_line.empty() || fail(400);
    case Stage::Trailers:
        if (!m_line.empty())
            return parseField(nullptr);
        m_stage = Stage::Complete;
        return true;
    case Stage::HeadDone:
    case Stage::FixedBody:
    case Stage::ChunkData:
    case Stage::Complete:
    case Stage::Done:
    case Stage::Dead: break;
    }
    return fail(400);
}

bool HttpParser::parseRequestLine()
{
    const std::string_view line = m_line;
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return fail(400);
    const std::string_view method = line.substr(0, first);
    const std::string_view version = line.substr(last + 1);
    if (!isToken(method))
        return fail(400);
    if (version.size() != 8 || !version.starts_with("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7]))
        return fail(400);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return fail(505);
    constexpr std::array<std::string_view, 7> served {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    if (std::ranges::find(served, method) == served.end())
        return fail(501);
    m_head.method = method;
    m_head.minorVersion = version[7] - '0';
    return parseTarget(line.substr(first + 1, last - first - 1));
}

bool HttpParser::parseTarget(std::string_view target)
{
    if (!std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7F && c != '#'; }))
        return fail(400);
    // The absolute form must be understood (RFC 9112 section 3.2.2); its authority says nothing that Host doesn't.
    const std::string scheme = lowered(target.substr(0, 8));
    if (scheme.starts_with("http://") || scheme == "https://") {
        target.remove_prefix(scheme == "https://" ? 8 : 7);
        const std::size_t path = target.find_first_of("/?");
        const std::string_view rest = path == std::string_view::npos ? std::string_view {} : target.substr(path);
        m_head.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
        return true;
    }
    if (!target.starts_with('/') && !(target == "*" && m_head.method == "OPTIONS"))
        return fail(400);
    m_head.target = target;
    return true;
}

bool HttpParser::parseField(RequestHead *into)
{
    const std::string_view line = m_line;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return fail(400); // folded lines and blanks before the colon end here too
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isFieldText(value))
        return fail(400);
    const std::size_t count = into ? into->fields.size() : m_trailerFields++;
    if (count >= m_limits.fields)
        return fail(431);
    if (into) // trailers are read and forgotten: nothing may be smuggled in after the checks
        into->fields.emplace_back(lowered(line.substr(0, colon)), value);
    return true;
}

bool HttpParser::finishHead()
{
    m_stage = Stage::HeadDone;
    if (!finishHost() || !finishFraming())
        return false;
    finishConnection();
    return finishUpgrade();
}

bool HttpParser::finishHost()
{
    const std::size_t hosts = countOf(m_head, "host");
    if (hosts > 1 || (hosts == 0 && m_head.minorVersion == 1))
        return fail(400);
    const std::string_view host = m_head.field("host");
    const bool good = std::ranges::all_of(host, [](char c) {
        return isDigit(c) || isLetter(c) || std::string_view("-._~:[]%").find(c) != std::string_view::npos;
    });
    return (good && (hosts == 0 || !host.empty())) || fail(400);
}

bool HttpParser::finishFraming()
{
    const std::size_t lengths = countOf(m_head, "content-length");
    const std::size_t codings = countOf(m_head, "transfer-encoding");
    if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0))
        return fail(400);
    if (codings == 1) {
        if (m_head.minorVersion == 0)
            return fail(400);
        if (lowered(m_head.field("transfer-encoding")) != "chunked")
            return fail(501);
        m_head.isChunked = true;
    }
    if (lengths == 1) {
        const std::string_view digits = m_head.field("content-length");
        if (digits.empty() || digits.size() > 18 || !std::ranges::all_of(digits, isDigit))
            return fail(400);
        std::from_chars(digits.data(), digits.data() + digits.size(), m_head.contentLength);
        m_head.hasLength = true;
    }
    const std::string expect = lowered(m_head.field("expect"));
    if (!expect.empty() && expect != "100-continue")
        return fail(417);
    m_head.expectsContinue = !expect.empty() && m_head.minorVersion == 1 && m_head.hasBody();
    return true;
}

void HttpParser::finishConnection()
{
    bool asksToClose = m_head.minorVersion == 0;
    for (const auto &[name, value] : m_head.fields)
        asksToClose = asksToClose || (name == "connection" && listHas(value, "close"));
    m_head.keepAlive = !asksToClose;
}

bool HttpParser::finishUpgrade()
{
    const bool asks = std::ranges::any_of(m_head.fields,
        [](const auto &field) { return field.first == "connection" && listHas(field.second, "upgrade"); });
    if (!asks || countOf(m_head, "upgrade") == 0)
        return true;
    if (!listHas(m_head.field("upgrade"), "websocket")) {
        m_head.upgrade = RequestHead::Upgrade::Unknown;
        return true;
    }
    if (m_head.field("sec-websocket-version") != "13") {
        m_head.upgrade = RequestHead::Upgrade::WrongVersion;
        return true;
    }
    m_head.upgrade = RequestHead::Upgrade::WebSocket;
    return (m_head.method == "GET" && m_head.minorVersion == 1 && !m_head.hasBody()
               && countOf(m_head, "sec-websocket-key") == 1 && isWebSocketKey(m_head.field("sec-websocket-key")))
        || fail(400);
}

bool HttpParser::parseChunkSize()
{
    const std::string_view line = m_line;
    const std::size_t digits = std::min(line.find(';'), line.size());
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + digits, size, 16);
    // Eight digits are 4 GiB, more than any limit here.
    if (digits == 0 || digits > 8 || error != std::errc {} || end != line.data() + digits || !isFieldText(line))
        return fail(400);
    if (size > m_allowed)
        return fail(413);
    m_allowed -= size;
    m_left = size;
    m_stage = size == 0 ? Stage::Trailers : Stage::ChunkData;
    return true;
}

} // namespace coterie::server::net
