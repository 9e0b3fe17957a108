#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

/// A connection to a document that costs next to nothing, so that the server is what is measured: frames are found by
/// their heads, and only who wants to is told what is in them.
class WirePeer
{
public:
    using Hear = std::function<void(std::span<const std::byte> frame)>;

    /// Blocks until the upgrade is done; exits with words if it is refused.
    WirePeer(std::uint16_t port, const std::string &token, const std::string &docId, Hear hear = {});
    ~WirePeer();
    WirePeer(const WirePeer &) = delete;
    WirePeer &operator=(const WirePeer &) = delete;

    void send(std::span<const std::byte> message); ///< one binary frame

    struct Counts {
        std::uint64_t updates = 0; ///< frames
        std::uint64_t updateBytes = 0; ///< payloads
        std::uint64_t awareness = 0;
        std::uint64_t awarenessBytes = 0;
    };
    Counts counts;

private:
    void readable();
    [[nodiscard]] std::size_t takeFrames(std::span<const char> bytes);

    int m_socket = -1;
    Hear m_hear;
    std::string m_held;
    std::unique_ptr<QSocketNotifier> m_notifier;
};
