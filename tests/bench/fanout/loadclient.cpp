#include "loadclient.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t bufferSize = 256 * 1024;
constexpr std::size_t connectingAtOnce = 200;
constexpr std::chrono::seconds patience {60};
constexpr std::string_view messageMark = R"("type":"message")";

std::string json(std::string_view type, std::string_view id, std::string_view payload)
{
    std::string text = R"({"type":")";
    text.append(type).append(R"(","id":")").append(id).append(R"(","payload":)").append(payload).append("}");
    return text;
}

/// Unique per broadcast and shaped like the UUIDs that clients make.
std::string clientId(std::uint64_t number)
{
    std::array<char, 40> text {};
    std::snprintf(text.data(), text.size(), "%08x-0000-4000-8000-%012llx", static_cast<unsigned>(getpid()),
        static_cast<unsigned long long>(number));
    return text.data();
}

} // namespace

LoadClient::LoadClient(Dialect dialect, std::uint16_t port)
    : m_dialect(dialect)
    , m_port(port)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_buffer(bufferSize)
{
}

LoadClient::~LoadClient()
{
    for (const Client &client : m_clients)
        close(client.socket);
    close(m_epoll);
}

void LoadClient::die(const char *what) const
{
    std::fprintf(stderr, "bench_fanout: %s (%s)\n", what, std::strerror(errno));
    std::exit(1);
}

bool LoadClient::open(const std::vector<std::string> &tokens, Depth depth)
{
    const auto end = Clock::now() + patience;
    m_clients.reserve(m_clients.size() + tokens.size());
    for (const std::string &token : tokens) {
        connectOne(token, depth);
        while (m_clients.size() - m_there >= connectingAtOnce && Clock::now() < end)
            turn(100);
    }
    while (m_there < m_clients.size() && Clock::now() < end)
        turn(100);
    return m_there == m_clients.size();
}

void LoadClient::connectOne(const std::string &token, Depth depth)
{
    Client client;
    client.depth = depth;
    client.token = token;
    client.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (client.socket < 0 || connect(client.socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        die("cannot connect");
    const int on = 1;
    setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<std::uint32_t>(m_clients.size());
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.socket, &event);
    m_clients.push_back(std::move(client));
    upgrade(m_clients.back());
}

void LoadClient::upgrade(Client &client)
{
    std::string target = "/";
    if (m_dialect == Dialect::Coterie)
        target = "/ws";
    else if (m_dialect == Dialect::SocketIo)
        target = "/socket.io/?EIO=4&transport=websocket";
    std::string request = "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (m_dialect == Dialect::Coterie)
        request += "Authorization: Bearer " + client.token + "\r\n";
    client.state = State::Upgrading;
    writeAll(client, request + "\r\n");
}

void LoadClient::writeAll(Client &client, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::send(client.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written < 0)
            die("cannot send");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void LoadClient::send(Client &client, unsigned opcode, std::string_view payload)
{
    // Masked with the key 0, which changes nothing: the servers unmask all the same.
    std::string frame;
    frame.push_back(static_cast<char>(0x80U | opcode));
    if (payload.size() < 126) {
        frame.push_back(static_cast<char>(0x80U | payload.size()));
    } else {
        frame.push_back(static_cast<char>(0x80U | 126U));
        frame.push_back(static_cast<char>(payload.size() >> 8U));
        frame.push_back(static_cast<char>(payload.size() & 0xFFU));
    }
    frame.append(4, '\0').append(payload);
    writeAll(client, frame);
}

void LoadClient::turn(int timeoutMs)
{
    std::array<epoll_event, 512> events {};
    const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeoutMs);
    for (int i = 0; i < count; ++i)
        readable(events[static_cast<std::size_t>(i)].data.u32);
}

void LoadClient::readable(std::uint32_t index)
{
    Client &client = m_clients[index];
    const ssize_t got = recv(client.socket, m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        die("a server closed a connection");
    std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(got));
    std::string joined;
    if (!client.held.empty()) {
        joined.swap(client.held);
        joined.append(bytes);
        bytes = joined;
    }
    if (client.state == State::Upgrading) {
        const std::size_t end = bytes.find("\r\n\r\n");
        if (end == std::string_view::npos) {
            client.held.assign(bytes);
            return;
        }
        if (!bytes.starts_with("HTTP/1.1 101"))
            die("an upgrade was refused");
        bytes.remove_prefix(end + 4);
        client.state = State::Greeting;
        if (m_dialect == Dialect::Plain)
            there(client);
    }
    bytes.remove_prefix(takeFrames(client, bytes));
    if (!bytes.empty())
        client.held.assign(bytes);
}

std::size_t LoadClient::takeFrames(Client &client, std::string_view bytes)
{
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    std::size_t used = 0;
    while (bytes.size() - used >= 2) {
        const unsigned char *head = at + used;
        std::size_t size = head[1] & 0x7FU;
        std::size_t headSize = 2;
        if (size >= 126) {
            headSize = size == 126 ? 4 : 10;
            if (bytes.size() - used < headSize)
                break;
            size = 0;
            for (std::size_t i = 2; i < headSize; ++i)
                size = (size << 8U) | head[i];
        }
        if (bytes.size() - used < headSize + size)
            break;
        frame(client, head[0] & 0x0FU, bytes.substr(used + headSize, size));
        used += headSize + size;
    }
    return used;
}

void LoadClient::frame(Client &client, unsigned opcode, std::string_view payload)
{
    constexpr unsigned ping = 9;
    constexpr unsigned pong = 10;
    constexpr unsigned closing = 8;
    if (opcode == ping)
        send(client, pong, payload);
    if (opcode == closing)
        die("a server sent a close frame");
    if (opcode >= closing)
        return;
    if (client.state != State::There)
        greet(client, payload);
    if (m_dialect == Dialect::SocketIo && payload == "2")
        send(client, 1, "3");
    for (std::uint32_t left = deliveriesIn(payload); left > 0; --left)
        delivered(client);
}

void LoadClient::there(Client &client)
{
    client.state = State::There;
    ++m_there;
}

void LoadClient::greet(Client &client, std::string_view payload)
{
    if (m_dialect == Dialect::SocketIo) {
        if (payload.starts_with("0"))
            send(client, 1, "40");
        else if (payload.starts_with("40"))
            there(client);
        return;
    }
    if (payload.find(R"("type":"welcome")") != std::string_view::npos) {
        if (client.depth == Depth::Connected)
            there(client);
        else
            send(client, 1, json("join_room", "j", R"({"roomId":"general"})"));
    } else if (payload.find(R"("replyTo":"j")") != std::string_view::npos) {
        if (payload.find(R"("type":"ack")") == std::string_view::npos)
            die("a join was refused");
        there(client);
    }
}

std::uint32_t LoadClient::deliveriesIn(std::string_view payload) const
{
    switch (m_dialect) {
    case Dialect::Plain: return 1;
    case Dialect::SocketIo: return payload.starts_with("42") ? 1 : 0;
    case Dialect::Coterie: break;
    }
    if (payload.starts_with('[')) {
        std::uint32_t count = 0;
        for (std::size_t at = payload.find(messageMark); at != std::string_view::npos;
             at = payload.find(messageMark, at + 1))
            ++count;
        return count;
    }
    // The members of an envelope come in any order, but `type` stands at one end or the other.
    const bool atEnd =
        payload.size() > messageMark.size() && payload.substr(0, payload.size() - 1).ends_with(messageMark);
    return atEnd || payload.substr(1).starts_with(messageMark) ? 1 : 0;
}

void LoadClient::delivered(Client &client)
{
    if (client.received >= m_perBroadcast.size())
        die("a delivery nobody had asked for");
    ++m_deliveries;
    if (++m_perBroadcast[client.received++] < m_clients.size())
        return;
    ++m_complete;
    if (m_keepSpeaking)
        speak();
}

void LoadClient::speak()
{
    constexpr std::uint64_t stride = 7919; // a prime: neighbours in time are no neighbours in the server's lists
    Client &speaker = m_clients[(m_said * stride) % m_clients.size()];
    ++m_said;
    m_perBroadcast.push_back(0);
    switch (m_dialect) {
    case Dialect::Plain: send(speaker, 1, m_text); return;
    case Dialect::SocketIo: send(speaker, 1, R"(42["chat",")" + m_text + R"("])"); return;
    case Dialect::Coterie:
        send(speaker, 1,
            json("send_message", "s",
                R"({"roomId":"general","clientId":")" + clientId(m_said) + R"(","text":")" + m_text + R"("})"));
        return;
    }
}

LoadClient::Run LoadClient::broadcast(const std::string &text, int inFlight, std::chrono::milliseconds duration)
{
    m_text = text;
    m_perBroadcast.clear();
    m_complete = 0;
    m_deliveries = 0;
    for (Client &client : m_clients)
        client.received = 0;
    const auto start = Clock::now();
    m_keepSpeaking = true;
    for (int i = 0; i < inFlight; ++i)
        speak();
    while (Clock::now() < start + duration)
        turn(10);
    Run run;
    run.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    run.deliveries = m_deliveries;
    run.broadcasts = m_complete;
    m_keepSpeaking = false;
    const auto end = Clock::now() + patience;
    while (m_complete < m_perBroadcast.size() && Clock::now() < end)
        turn(10);
    run.complete = m_complete == m_perBroadcast.size();
    return run;
}

void LoadClient::settle(std::chrono::milliseconds duration)
{
    const auto end = Clock::now() + duration;
    while (Clock::now() < end)
        turn(10);
}
