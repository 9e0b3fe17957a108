#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coterie::server::net {

/// One request head that followed every rule.
struct RequestHead {
    std::string method; ///< one of those we serve
    std::string target; ///< origin form: starts with '/', or "*" for OPTIONS
    int minorVersion = 1; ///< of HTTP/1
    std::vector<std::pair<std::string, std::string>> fields; ///< names in lower case, values trimmed
    std::uint64_t contentLength = 0;
    bool hasLength = false;
    bool isChunked = false;
    bool keepAlive = true;
    bool expectsContinue = false;
    enum class Upgrade { None, WebSocket, WrongVersion, Unknown } upgrade = Upgrade::None;

    [[nodiscard]] std::string_view field(std::string_view name) const; ///< empty when absent
    [[nodiscard]] bool hasBody() const { return isChunked || contentLength > 0; }
};

struct HttpLimits {
    std::size_t headBytes = 16 * 1024;
    std::size_t fields = 64;
};

/// HTTP/1.1 requests (RFC 9112), read so strictly that no proxy in front can see another request than we do: lines end
/// in CRLF only, names are tokens right before their colon, no folding, Host exactly once, one Content-Length of digits
/// alone and never beside a Transfer-Encoding, which may only be "chunked". Works on whatever pieces arrive.
class HttpParser
{
public:
    enum class Event {
        NeedMore, ///< the input is used up
        Head, ///< head() is complete; set allowBody() before going on
        Body, ///< bodyPiece() holds some of the body, valid until the input changes
        End, ///< the request is complete; reset() before the next
        Error, ///< errorStatus() is the answer; the connection must not be read on
    };

    explicit HttpParser(HttpLimits limits) : m_limits(limits) { }

    /// Consumes from the front of `input` and stops after one event.
    [[nodiscard]] Event next(std::string_view &input);

    [[nodiscard]] const RequestHead &head() const { return m_head; }
    [[nodiscard]] std::string_view bodyPiece() const { return m_piece; }
    [[nodiscard]] int errorStatus() const { return m_status; }
    [[nodiscard]] bool hasStarted() const { return m_headBytes > 0; } ///< some of this request has arrived
    void allowBody(std::uint64_t bytes) { m_allowed = bytes; } ///< more is 413
    void reset();

private:
    enum class Stage : std::uint8_t {
        RequestLine,
        Fields,
        HeadDone,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Complete,
        Done,
        Dead
    };
    enum class Line { Complete, Partial, Bad };

    [[nodiscard]] Line readLine(std::string_view &input); ///< into m_line, without its CRLF
    [[nodiscard]] Event step(std::string_view &input, bool &again);
    [[nodiscard]] Event lineEvent(std::string_view &input, bool &again);
    [[nodiscard]] Event bodyEvent(std::string_view &input);
    bool handleLine();
    bool parseRequestLine();
    bool parseTarget(std::string_view target);
    bool parseField(RequestHead *into);
    bool finishHead();
    bool finishFraming();
    bool finishHost();
    void finishConnection();
    bool finishUpgrade();
    bool parseChunkSize();
    bool fail(int status);

    HttpLimits m_limits;
    RequestHead m_head;
    std::string m_line;
    std::string_view m_piece;
    std::uint64_t m_left = 0; ///< body bytes of this chunk, or of the whole, still to come
    std::uint64_t m_allowed = 0;
    std::size_t m_headBytes = 0;
    std::size_t m_trailerFields = 0;
    int m_status = 0;
    Stage m_stage = Stage::RequestLine;
};

} // namespace coterie::server::net
