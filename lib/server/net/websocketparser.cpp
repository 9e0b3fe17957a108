#include "server/net/websocketparser.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace coterie::server::net {

namespace {

constexpr std::uint8_t text = std::uint8_t(Opcode::Text);
constexpr std::uint8_t binary = std::uint8_t(Opcode::Binary);
constexpr std::uint8_t continuation = std::uint8_t(Opcode::Continuation);
constexpr std::uint8_t shortest16 = 126; ///< in the 7-bit length: a 16-bit one follows
constexpr std::uint8_t shortest64 = 127;
constexpr std::size_t maxControl = 125;

/// Codes a peer may put into a close frame (RFC 6455 section 7.4 and the IANA registry).
bool mayBeReceived(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

} // namespace

std::string frameHead(Opcode opcode, std::size_t payloadSize)
{
    std::string head;
    head.push_back(static_cast<char>(0x80U | static_cast<unsigned>(opcode)));
    int lengthBytes = 0;
    if (payloadSize < shortest16) {
        head.push_back(static_cast<char>(payloadSize));
    } else if (payloadSize <= 0xFFFF) {
        head.push_back(static_cast<char>(shortest16));
        lengthBytes = 2;
    } else {
        head.push_back(static_cast<char>(shortest64));
        lengthBytes = 8;
    }
    for (int byte = lengthBytes - 1; byte >= 0; --byte)
        head.push_back(static_cast<char>((std::uint64_t {payloadSize} >> (8 * byte)) & 0xFFU));
    return head;
}

std::string closeFrame(int code, std::string_view reason)
{
    if (code == 1005)
        return frameHead(Opcode::Close, 0);
    std::size_t size = std::min<std::size_t>(reason.size(), maxControl - 2);
    while (size < reason.size() && size > 0 && (static_cast<unsigned char>(reason[size]) & 0xC0U) == 0x80U)
        --size;
    std::string frame = frameHead(Opcode::Close, size + 2);
    frame.push_back(static_cast<char>((code >> 8) & 0xFF));
    frame.push_back(static_cast<char>(code & 0xFF));
    return frame.append(reason.substr(0, size));
}

WebSocketParser::Event WebSocketParser::next(std::string_view &input)
{
    if (m_stage == Stage::Head && !readHead(input) && m_stage != Stage::Dead)
        return Event::NeedMore;
    if (m_stage == Stage::Dead || !takePayload(input))
        return Event::Error;
    if (m_left > 0)
        return Event::NeedMore;
    m_stage = Stage::Head;
    m_headSize = 0;
    return finishFrame();
}

std::string WebSocketParser::takeMessage()
{
    return std::exchange(m_message, {});
}

bool WebSocketParser::fail(int code)
{
    m_stage = Stage::Dead;
    m_closeCode = code;
    m_message = {};
    return false;
}

bool WebSocketParser::readHead(std::string_view &input)
{
    while (true) {
        std::size_t need = 2;
        if (m_headSize >= 2) {
            const unsigned length = m_head[1] & 0x7FU;
            need = 6U + (length == shortest16 ? 2U : length == shortest64 ? 8U : 0U);
            // Refused as early as can be: what follows a wrong first byte or a missing mask means nothing.
            if (!checkHead())
                return false;
        }
        const std::size_t take = std::min(need - m_headSize, input.size());
        std::memcpy(m_head.data() + m_headSize, input.data(), take);
        m_headSize = static_cast<std::uint8_t>(m_headSize + take);
        input.remove_prefix(take);
        if (m_headSize < need)
            return false;
        if (need > 2)
            break;
    }
    std::uint64_t length = m_head[1] & 0x7FU;
    std::size_t at = 2;
    if (length >= shortest16) {
        const std::size_t bytes = length == shortest16 ? 2 : 8;
        length = 0;
        for (; at < 2 + bytes; ++at)
            length = (length << 8U) | m_head[at];
        // The shortest form is a must, and the highest bit of 64 must be clear.
        if (length < shortest16 || (bytes == 8 && (length <= 0xFFFF || (length >> 63U) != 0)))
            return fail(1002);
    }
    if (!isControl() && length > m_maxMessage - m_message.size())
        return fail(1009);
    std::copy_n(m_head.begin() + static_cast<std::ptrdiff_t>(at), 4, m_mask.begin());
    m_maskAt = 0;
    m_left = length;
    m_stage = Stage::Payload;
    if (isControl())
        m_control.clear();
    return true;
}

bool WebSocketParser::checkHead()
{
    const unsigned reserved = m_head[0] & 0x70U;
    const bool masked = (m_head[1] & 0x80U) != 0;
    const unsigned length = m_head[1] & 0x7FU;
    m_opcode = m_head[0] & 0x0FU;
    m_final = (m_head[0] & 0x80U) != 0;
    if (reserved != 0 || !masked)
        return fail(1002);
    if (isControl())
        return (m_opcode <= std::uint8_t(Opcode::Pong) && m_final && length <= maxControl) || fail(1002);
    if (m_opcode > binary)
        return fail(1002);
    const bool joining = m_messageOpcode != 0;
    return (m_opcode == continuation) == joining || fail(1002);
}

void WebSocketParser::unmask(std::string &bytes, std::size_t from)
{
    // Eight bytes at a time with the mask turned to where this piece starts.
    std::array<std::uint8_t, 8> turned {};
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = m_mask[(m_maskAt + i) & 3U];
    std::uint64_t word = 0;
    std::memcpy(&word, turned.data(), sizeof word);
    const std::size_t size = bytes.size() - from;
    char *at = bytes.data() + from;
    std::size_t done = 0;
    for (; done + sizeof word <= size; done += sizeof word) {
        std::uint64_t piece = 0;
        std::memcpy(&piece, at + done, sizeof piece);
        piece ^= word;
        std::memcpy(at + done, &piece, sizeof piece);
    }
    for (; done < size; ++done)
        at[done] = static_cast<char>(static_cast<std::uint8_t>(at[done]) ^ turned[done & 7U]);
    m_maskAt = static_cast<std::uint8_t>((m_maskAt + size) & 3U);
}

bool WebSocketParser::takePayload(std::string_view &input)
{
    const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, input.size()));
    if (take == 0)
        return true;
    std::string &target = isControl() ? m_control : m_message;
    const std::size_t from = target.size();
    target.append(input.substr(0, take));
    unmask(target, from);
    input.remove_prefix(take);
    m_left -= take;
    const bool isText = !isControl() && (m_opcode == text || m_messageOpcode == text);
    return !isText || m_utf8.feed(std::string_view(target).substr(from)) || fail(1007);
}

WebSocketParser::Event WebSocketParser::finishFrame()
{
    switch (Opcode(m_opcode)) {
    case Opcode::Ping: return Event::Ping;
    case Opcode::Pong: return Event::Pong;
    case Opcode::Close: return finishClose();
    case Opcode::Continuation:
    case Opcode::Text:
    case Opcode::Binary: break;
    }
    if (m_opcode != continuation)
        m_messageOpcode = m_opcode;
    return m_final ? finishMessage() : Event::Fragment;
}

WebSocketParser::Event WebSocketParser::finishMessage()
{
    const bool isText = std::exchange(m_messageOpcode, std::uint8_t {0}) == text;
    if (!isText)
        return Event::Binary;
    const bool complete = m_utf8.isComplete();
    m_utf8.reset();
    if (complete)
        return Event::Text;
    fail(1007);
    return Event::Error;
}

WebSocketParser::Event WebSocketParser::finishClose()
{
    m_closeCode = 1005;
    if (!m_control.empty()) {
        if (m_control.size() < 2) {
            fail(1002);
            return Event::Error;
        }
        const int code = (static_cast<unsigned char>(m_control[0]) << 8) | static_cast<unsigned char>(m_control[1]);
        m_control.erase(0, 2);
        if (!mayBeReceived(code) || !isUtf8(m_control)) {
            fail(mayBeReceived(code) ? 1007 : 1002);
            return Event::Error;
        }
        m_closeCode = code;
    }
    m_stage = Stage::Dead;
    return Event::Close;
}

} // namespace coterie::server::net
