#include "server/net/websocketparser.h"

#include <cstdlib>

using namespace coterie::server::net;

namespace {

constexpr std::size_t messageLimit = 1000;

/// What a stream of frames comes to, whatever the pieces it arrives in.
struct Reader {
    WebSocketParser parser {messageLimit};
    std::string log;
    bool ended = false;

    void feed(std::string_view input)
    {
        while (!ended) {
            switch (parser.next(input)) {
            case WebSocketParser::Event::NeedMore: return;
            case WebSocketParser::Event::Fragment: log += "+"; break;
            case WebSocketParser::Event::Text: message(true); break;
            case WebSocketParser::Event::Binary: message(false); break;
            case WebSocketParser::Event::Ping: control("|ping "); break;
            case WebSocketParser::Event::Pong: control("|pong "); break;
            case WebSocketParser::Event::Close:
                control("|close " + std::to_string(parser.closeCode()));
                ended = true;
                break;
            case WebSocketParser::Event::Error:
                log += "|error " + std::to_string(parser.closeCode());
                ended = true;
                break;
            }
        }
    }

    void message(bool isText)
    {
        const std::string text = parser.takeMessage();
        if (text.size() > messageLimit || (isText && !isUtf8(text)))
            std::abort();
        log += (isText ? "|text " : "|binary ") + text;
    }

    void control(const std::string &what)
    {
        if (parser.control().size() > 125)
            std::abort();
        log += what + std::string(parser.control());
    }
};

} // namespace

/// The first byte says where the rest is cut in two: the pieces must mean what the whole means.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data + 1), size - 1);
    const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();
    Reader whole;
    whole.feed(bytes);
    Reader pieces;
    pieces.feed(bytes.substr(0, cut));
    pieces.feed(bytes.substr(cut));
    if (whole.log != pieces.log)
        std::abort();
    return 0;
}
