#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the server under load speaks above WebSocket.
enum class Dialect { Coterie, Plain, SocketIo };

/// How far a client goes before it counts as there.
enum class Depth { Connected, Joined };

/// Thousands of WebSocket clients on one thread and one epoll, so that the server is what is measured: frames are found
/// by their heads, counted, and not parsed further. The same code drives every server; only greeting, wrapping and
/// recognising differ.
class LoadClient
{
public:
    LoadClient(Dialect dialect, std::uint16_t port);
    ~LoadClient();
    LoadClient(const LoadClient &) = delete;
    LoadClient &operator=(const LoadClient &) = delete;

    /// Opens one more client per token (the plain dialects ignore what it says) and waits until all are there.
    [[nodiscard]] bool open(const std::vector<std::string> &tokens, Depth depth);

    struct Run {
        double seconds = 0;
        std::uint64_t deliveries = 0;
        std::uint64_t broadcasts = 0;
        bool complete = false; ///< nothing was missing in the end
    };
    /// Keeps `inFlight` broadcasts of `text` going for that long, from changing speakers, and waits for the last.
    [[nodiscard]] Run broadcast(const std::string &text, int inFlight, std::chrono::milliseconds duration);

    void settle(std::chrono::milliseconds duration); ///< reads what comes

private:
    enum class State : std::uint8_t { Connecting, Upgrading, Greeting, There };
    struct Client {
        int socket = -1;
        State state = State::Connecting;
        Depth depth = Depth::Joined;
        std::uint32_t received = 0;
        std::string held; ///< the start of a frame whose end is still to come
        std::string token;
    };

    void connectOne(const std::string &token, Depth depth);
    void turn(int timeoutMs);
    void readable(std::uint32_t index);
    void upgrade(Client &client);
    [[nodiscard]] std::size_t takeFrames(
        Client &client, std::string_view bytes); ///< returns how many bytes are used up
    void frame(Client &client, unsigned opcode, std::string_view payload);
    void greet(Client &client, std::string_view payload);
    [[nodiscard]] std::uint32_t deliveriesIn(std::string_view payload) const;
    void delivered(Client &client);
    void speak();
    void there(Client &client);
    void send(Client &client, unsigned opcode, std::string_view payload);
    void writeAll(Client &client, std::string_view bytes);
    [[noreturn]] void die(const char *what) const;

    const Dialect m_dialect;
    const std::uint16_t m_port;
    int m_epoll = -1;
    std::vector<Client> m_clients;
    std::vector<char> m_buffer;
    std::size_t m_there = 0;
    std::string m_text;
    std::vector<std::uint32_t> m_perBroadcast; ///< how many have it
    std::uint64_t m_deliveries = 0;
    std::uint64_t m_said = 0; ///< over all runs, makes ids unique
    std::uint32_t m_complete = 0;
    bool m_keepSpeaking = false;
};
