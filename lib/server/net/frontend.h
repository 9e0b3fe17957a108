#pragma once

#include "base/result.h"
#include "base/time.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <variant>
#include <vector>

/// The server's edge: one TCP port that speaks strict HTTP/1.1, WebSocket (RFC 6455) and Server-Sent Events on worker
/// threads. It knows bytes, limits and time-outs; it knows nothing of rooms. Everything it receives goes to one Gateway
/// in batches.
namespace coterie::server {

/// Names one HTTP exchange; when it is upgraded or turned into an event stream the same number names the connection.
using ConnectionId = std::uint64_t;

using HeaderList = QList<std::pair<QByteArray, QByteArray>>; ///< names in lower case

struct HttpRequest {
    ConnectionId id = 0;
    QByteArray method;
    QString path; ///< percent-decoded, without query, always starts with '/'
    QUrlQuery query;
    HeaderList headers;
    QByteArray body; ///< at most FrontEndConfig::maxBody; empty when bodyFile is set
    QString bodyFile; ///< uploads (POST under an upload prefix) are streamed here; the receiver owns and removes it
    QString peer; ///< the client's address, after X-Forwarded-For from a trusted proxy
    bool wantsWebSocket = false; ///< a well-formed version 13 upgrade
    bool offersUpload = false; ///< only the head is here: acceptUpload() has the body read, respond() refuses it unread

    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< empty when absent
    [[nodiscard]] QString bearerToken() const; ///< Authorization: Bearer, else ?token=; empty when absent
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    HeaderList headers;
    QString file; ///< when set, this file is streamed instead of body, with ranges and an ETag
};

enum class FrameKind { Text, Binary };

/// What to do when the receiver reads too slowly.
enum class Delivery {
    Durable, ///< never dropped: a reader that lets them pile up is closed with 4508
    Ephemeral, ///< dropped for a reader with more than 64 KiB waiting, who then gets a ReaderCaughtUp
};

struct FrameArrived {
    ConnectionId id = 0;
    FrameKind kind = FrameKind::Text;
    QByteArray payload; ///< text is already checked to be UTF-8
};

/// A WebSocket or event stream that hub accepted is gone. Sent exactly once for each.
struct ConnectionClosed {
    ConnectionId id = 0;
    int code = 1006; ///< the peer's close code, 1006 without one
};

/// All of what sendReplay() was given is on its way to the reader: it can take more.
struct EventStreamDrained {
    ConnectionId id = 0;
};

/// A WebSocket for which ephemeral frames were dropped has read what waited: it can be told how things stand now.
struct ReaderCaughtUp {
    ConnectionId id = 0;
};

using Inbound = std::variant<HttpRequest, FrameArrived, ConnectionClosed, EventStreamDrained, ReaderCaughtUp>;

/// Whoever decides. Called on the thread that FrontEnd was created in (the hub's), from its event loop, with everything
/// that came in since the last call, in order per connection: one call is one turn, so the receiver can commit once a
/// turn.
struct Gateway {
    virtual ~Gateway() = default;
    virtual void inbound(std::vector<Inbound> batch) = 0;
};

/// How sockets are driven. TLS always takes Qt.
enum class SocketEngine {
    Automatic, ///< epoll on Linux, Qt elsewhere
    Epoll,
    Qt,
};

struct FrontEndConfig {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8420; ///< 0 picks one
    int workers =
        1; ///< threads; 0 does the work on the hub's own thread (epoll only), which saves two hand-overs a message
    QString tlsCertificate; ///< PEM files; both or none
    QString tlsKey;
    QStringList trustedProxies; ///< addresses whose X-Forwarded-For is believed
    QStringList uploadPrefixes {QStringLiteral("/api/v1/files")};
    QString temporaryFolder;
    qint64 maxHeader = 16 * 1024;
    int maxHeaderFields = 64;
    qint64 maxBody = 1024 * 1024;
    qint64 maxUpload = 256LL * 1024 * 1024;
    qint64 maxFrame = 1024 * 1024;
    qint64 maxPending = 8LL * 1024 * 1024; ///< bytes waiting for one reader before 4508; one frame may be larger
    int framesPerSecond =
        200; ///< sustained, per connection, with a burst of 5 s; beyond it the socket is read more slowly
    int maxConnectionsPerAddress = 4096;
    Millis headTimeout {5'000};
    Millis bodyTimeout {30'000};
    Millis keepAlive {30'000};
    Millis pingEvery {30'000}; ///< WebSocket ping to a silent peer; three unanswered close it
    Millis commentEvery {15'000}; ///< keeps an event stream alive through proxies (PROTOCOL section 8)
    SocketEngine engine = SocketEngine::Automatic;
};

struct FrontEndCounters {
    std::uint64_t accepted = 0, requests = 0, framesIn = 0, framesOut = 0, bytesIn = 0, bytesOut = 0;
    std::uint64_t refused = 0, droppedEphemeral = 0, slowReadersClosed = 0, protocolErrors = 0;
    std::uint64_t openWebSockets = 0, openEventStreams = 0;
};

/// Owned by the hub; create, use and destroy on the hub's thread. All calls return at once; the work is done by the
/// workers.
class FrontEnd
{
public:
    explicit FrontEnd(Gateway &gateway);
    ~FrontEnd(); ///< closes what is open without ceremony
    FrontEnd(const FrontEnd &) = delete;
    FrontEnd &operator=(const FrontEnd &) = delete;

    /// Starts the workers and listens. The port that was taken, or Io with the reason in plain words.
    [[nodiscard]] Result<quint16> listen(const FrontEndConfig &config);

    void respond(ConnectionId request, HttpResponse response); ///< answers an HTTP request, once
    void acceptUpload(ConnectionId request); ///< its body is read; the whole request comes under another number
    /// 101; frames may follow at once. It may send messages of `maxFrame` bytes; 0: of FrontEndConfig::maxFrame.
    void acceptWebSocket(ConnectionId request, const QByteArray &subprotocol = {}, qint64 maxFrame = 0);
    void acceptEventStream(
        ConnectionId request); ///< 200 text/event-stream, then sendEvent(); keep-alive comments are its own

    /// One payload to many; framed once, shared by all receivers. Unknown ids are skipped.
    void send(std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload,
        Delivery delivery = Delivery::Durable);
    void sendEvent(std::span<const ConnectionId> to,
        const QByteArray &serialisedEvent); ///< bytes as on the wire, ends in a blank line
    /// The same to one; EventStreamDrained follows. Whoever has much to say says it at the reader's pace.
    void sendReplay(ConnectionId stream, const QByteArray &serialisedEvents);
    void close(ConnectionId connection, int code, const QString &reason);

    [[nodiscard]] FrontEndCounters counters() const;

    /// Stops accepting, closes every WebSocket with `code`, ends event streams, flushes. Blocks until every peer is
    /// gone, for at most `patience`.
    void shutDown(int code, const QString &reason, Millis patience);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::server
