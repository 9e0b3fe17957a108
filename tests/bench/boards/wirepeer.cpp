#include "wirepeer.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

[[noreturn]] void die(const char *what)
{
    std::fprintf(stderr, "bench_boards: %s (%s)\n", what, std::strerror(errno));
    std::exit(1);
}

void writeAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written < 0)
            die("cannot send");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

WirePeer::WirePeer(std::uint16_t port, const std::string &token, const std::string &docId, Hear hear)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    , m_hear(std::move(hear))
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (m_socket < 0 || connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        die("cannot connect");
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    writeAll(m_socket,
        "GET /collab/" + docId
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
            + token + "\r\nSec-WebSocket-Protocol: coterie.collab.v1\r\n\r\n");
    std::array<char, 4096> answer {};
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
        const ssize_t got = recv(m_socket, answer.data(), answer.size(), 0);
        if (got <= 0)
            die("no answer to an upgrade");
        m_held.append(answer.data(), static_cast<std::size_t>(got));
        end = m_held.find("\r\n\r\n");
    }
    if (!m_held.starts_with("HTTP/1.1 101"))
        die("an upgrade was refused");
    m_held.erase(0, end + 4);
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { readable(); });
}

WirePeer::~WirePeer()
{
    m_notifier.reset();
    close(m_socket);
}

void WirePeer::send(std::span<const std::byte> message)
{
    // Masked with the key 0, which changes nothing: the server unmasks all the same.
    std::string frame {static_cast<char>(0x82)};
    if (message.size() < 126) {
        frame.push_back(static_cast<char>(0x80U | message.size()));
    } else {
        frame.push_back(static_cast<char>(0x80U | 126U));
        frame.push_back(static_cast<char>(message.size() >> 8U));
        frame.push_back(static_cast<char>(message.size() & 0xFFU));
    }
    frame.append(4, '\0').append(reinterpret_cast<const char *>(message.data()), message.size());
    writeAll(m_socket, frame);
}

void WirePeer::readable()
{
    std::array<char, 128 * 1024> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
    const ssize_t got = recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        die("the server closed a connection");
    if (m_held.empty()) {
        const std::size_t used = takeFrames({buffer.data(), static_cast<std::size_t>(got)});
        m_held.assign(buffer.data() + used, static_cast<std::size_t>(got) - used);
    } else {
        m_held.append(buffer.data(), static_cast<std::size_t>(got));
        m_held.erase(0, takeFrames(m_held));
    }
}

std::size_t WirePeer::takeFrames(std::span<const char> bytes)
{
    const auto at = [&](std::size_t place) { return static_cast<unsigned char>(bytes[place]); };
    std::size_t used = 0;
    while (bytes.size() - used >= 2) {
        std::size_t size = at(used + 1) & 0x7FU;
        const std::size_t head = size < 126 ? 2 : size == 126 ? 4 : 10;
        if (bytes.size() - used < head)
            break;
        for (std::size_t i = 2; i < head; ++i)
            size = (i == 2 ? 0 : size << 8U) | at(used + i);
        if (bytes.size() - used < head + size)
            break;
        const auto frame = std::as_bytes(bytes.subspan(used + head, size));
        used += head + size;
        const bool isAwareness = size > 0 && frame[0] == std::byte {1};
        const bool isUpdate = size > 1 && frame[0] == std::byte {0} && frame[1] == std::byte {2};
        counts.updates += isUpdate ? 1 : 0;
        counts.updateBytes += isUpdate ? size : 0;
        counts.awareness += isAwareness ? 1 : 0;
        counts.awarenessBytes += isAwareness ? size : 0;
        if (m_hear && (isAwareness || isUpdate))
            m_hear(frame);
    }
    return used;
}
