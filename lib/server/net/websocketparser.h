#pragma once

#include "server/net/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coterie::server::net {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// The head of one unmasked, unfragmented frame as a server sends it (RFC 6455 section 5.2).
[[nodiscard]] std::string frameHead(Opcode opcode, std::size_t payloadSize);

/// A whole close frame; `reason` is cut to the 123 bytes that fit, between code points. Code 1005 makes an empty one.
[[nodiscard]] std::string closeFrame(int code, std::string_view reason);

/// The receiving side of a server's WebSocket (RFC 6455): takes bytes as they come and says what they mean. Fragments
/// are joined, text is checked while it arrives, control frames may come between fragments. Keeps nothing it does not
/// need: an idle parser owns no memory of its own. Not one byte beyond what was received is reserved on a peer's word.
class WebSocketParser
{
public:
    enum class Event {
        NeedMore, ///< the input is used up
        Fragment, ///< a piece of a message is complete, the message is not: nothing to do but count
        Text, ///< takeMessage() has it
        Binary,
        Ping, ///< control() has the payload
        Pong,
        Close, ///< closeCode() and, in control(), the reason
        Error, ///< closeCode() says with which code to fail the connection; the parser is dead
    };

    explicit WebSocketParser(std::size_t maxMessage) : m_maxMessage(maxMessage) { }

    /// Consumes from the front of `input` and stops after one event.
    [[nodiscard]] Event next(std::string_view &input);

    [[nodiscard]] std::string takeMessage(); ///< once after Text or Binary
    [[nodiscard]] std::string_view control() const { return m_control; }
    [[nodiscard]] int closeCode() const { return m_closeCode; } ///< 1005 when the peer gave none

private:
    enum class Stage : std::uint8_t { Head, Payload, Dead };

    [[nodiscard]] bool readHead(std::string_view &input); ///< false: more bytes needed or failed
    [[nodiscard]] bool checkHead();
    [[nodiscard]] bool takePayload(std::string_view &input); ///< false: failed
    [[nodiscard]] Event finishFrame();
    [[nodiscard]] Event finishClose();
    [[nodiscard]] Event finishMessage();
    [[nodiscard]] bool isControl() const { return m_opcode >= 8; }
    bool fail(int code);
    void unmask(std::string &bytes, std::size_t from);

    std::size_t m_maxMessage;
    std::string m_message;
    std::string m_control;
    std::uint64_t m_left = 0; ///< payload bytes of this frame still to come
    std::array<std::uint8_t, 14> m_head {};
    std::array<std::uint8_t, 4> m_mask {};
    std::uint8_t m_headSize = 0;
    std::uint8_t m_maskAt = 0;
    std::uint8_t m_opcode = 0; ///< of this frame
    std::uint8_t m_messageOpcode = 0; ///< of the message being joined; 0 when none is
    bool m_final = false;
    Stage m_stage = Stage::Head;
    Utf8Checker m_utf8;
    int m_closeCode = 1005;
};

} // namespace coterie::server::net
