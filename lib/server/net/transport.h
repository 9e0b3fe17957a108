#pragma once

#include "server/net/peeraddress.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coterie::server::net {

/// A socket as its transport knows it: a file descriptor or a pointer.
using SocketHandle = std::intptr_t;

struct Transfer {
    enum class Outcome { Done, WouldBlock, Ended, Failed };
    Outcome outcome = Outcome::Done;
    std::size_t bytes = 0; ///< with Done; a write may take less than it was given
};

struct Interest {
    bool read = true;
    bool write = false;
    bool operator==(const Interest &) const = default;
};

/// The sockets and the loop of one worker thread. All but wake(), start() and stop() is called by the worker on that
/// thread, and calls the worker back as Worker::readable(), writable() and hungUp() with the slot given to attach().
class Transport
{
public:
    Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;
    virtual ~Transport() = default;

    virtual void start() = 0; ///< runs the loop on a thread of its own
    virtual void stop() = 0; ///< ends and joins it
    virtual void wake() = 0; ///< makes the loop call Worker::turn(); from any thread

    struct Attached {
        SocketHandle socket = 0;
        PeerAddress peer {};
    };
    /// Takes over a descriptor that was accepted and watches it for reading; closes it and gives nothing when it is
    /// dead.
    [[nodiscard]] virtual std::optional<Attached> attach(std::intptr_t descriptor, std::uint32_t slot) = 0;
    virtual void watch(SocketHandle socket, std::uint32_t slot, Interest interest) = 0;
    [[nodiscard]] virtual Transfer read(SocketHandle socket, std::span<char> into) = 0;

    /// `skip` bytes of the first piece are gone already.
    [[nodiscard]] virtual Transfer write(SocketHandle socket, std::span<const QByteArray> pieces, std::size_t skip) = 0;
    virtual void finishWriting(SocketHandle socket) = 0; ///< half-close, where the transport can
    virtual void close(SocketHandle socket) = 0;
};

} // namespace coterie::server::net
