#include "server/net/httpparser.h"

#include <cstdlib>

using namespace coterie::server::net;

namespace {

constexpr std::uint64_t bodyLimit = 1000;

/// What a stream comes to, whatever the pieces it arrives in.
struct Reader {
    HttpParser parser {HttpLimits {.headBytes = 2000, .fields = 16}};
    std::string log;
    std::uint64_t body = 0;
    bool failed = false;

    void feed(std::string_view input)
    {
        while (!failed) {
            switch (parser.next(input)) {
            case HttpParser::Event::NeedMore: return;
            case HttpParser::Event::Head: head(); break;
            case HttpParser::Event::Body:
                body += parser.bodyPiece().size();
                log += parser.bodyPiece();
                break;
            case HttpParser::Event::End:
                log += "|end";
                body = 0;
                parser.reset();
                break;
            case HttpParser::Event::Error:
                log += "|error " + std::to_string(parser.errorStatus());
                failed = true;
                break;
            }
            if (body > bodyLimit)
                std::abort(); // the parser lets no more through than it was told
        }
    }

    void head()
    {
        const RequestHead &head = parser.head();
        if (head.isChunked && head.hasLength)
            std::abort(); // two framings: what request smuggling lives on
        if (head.fields.size() > 16)
            std::abort();
        log += "|" + head.method + " " + head.target;
        for (const auto &[name, value] : head.fields) {
            if (value.find_first_of("\r\n") != std::string::npos || name.find_first_of(" \t\r\n") != std::string::npos)
                std::abort();
            log += "|" + name + ":" + value;
        }
        parser.allowBody(bodyLimit);
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
