#pragma once

#include "server/net/fileresponse.h"
#include "server/net/frontend.h"
#include "server/net/httpparser.h"
#include "server/net/httpresponse.h"
#include "server/net/outqueue.h"
#include "server/net/peeraddress.h"
#include "server/net/transport.h"
#include "server/net/websocketparser.h"

#include <QTemporaryFile>

#include <memory>
#include <string>

namespace coterie::server::net {

class Worker;

/// One request on its way in and its response on its way out. Only while the connection speaks HTTP.
struct HttpExchange {
    explicit HttpExchange(HttpLimits limits) : parser(limits) { }
    HttpParser parser;
    QByteArray body;
    std::unique_ptr<QTemporaryFile> upload;
    std::unique_ptr<FileBody> file;
    Persistence persistence = Persistence::KeepAlive;
    int served = 0;
    std::uint64_t bodyBytes = 0;
    bool headTimed = false;
    bool bodyUnread = false; ///< the hub has the head of an upload and decides whether it wants the body
};

/// One accepted socket through its life: requests one after the other, then perhaps a WebSocket or an event stream, in
/// the end a close that lets the peer read what was said last. Belongs to its worker's thread. An idle WebSocket is
/// this object and its parser; buffers exist only while something is in them.
class Connection
{
public:
    Connection(Worker &worker, std::uint32_t slot, SocketHandle socket, const PeerAddress &peer);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] ConnectionId id() const { return m_id; }
    [[nodiscard]] bool isOpen() const { return m_state != State::Closed; }

    void readable();
    void flush(); ///< writes what waits, as far as the socket takes it
    void hungUp();
    void timerFired(Instant queuedFor);
    void resume(); ///< goes on with input that was kept back
    void abandon(); ///< closes the socket, tells nobody

    void respond(HttpResponse response);
    void acceptUpload();
    void acceptWebSocket(const QByteArray &subprotocol, qint64 maxFrame);
    void acceptEventStream();
    void sendFrame(const QByteArray &frame, Delivery delivery);
    void sendEvent(const QByteArray &event);
    void sendReplay(const QByteArray &events);
    void close(int code, const QByteArray &reason);
    void shutDown(int code, const QByteArray &reason);

private:
    enum class State : std::uint8_t {
        Request, ///< reading a request, or idle between two
        Deciding, ///< the hub has the request
        Responding,
        WebSocket,
        EventStream,
        Draining, ///< the last words are on their way out
        Lingering, ///< they are out; what still comes in is read and forgotten, so that no reset destroys them
        Closed,
    };

    // connection.cpp
    void consume(std::string_view fresh);
    [[nodiscard]] bool consumeSome(std::string_view &input); ///< false: nothing more to do with it now
    void timeout();
    void drained();
    void drain(); ///< to Draining
    void linger();
    void release();
    void leave(int code); ///< tells the hub, once, that an accepted connection is gone
    void push(QByteArray piece);
    void setInterest(Interest interest);
    void setReading(bool reading) { setInterest({reading, m_interest.write}); }
    void setDeadline(Instant at);
    void setDeadlineIn(Millis delay);
    void clearDeadline();

    // httpexchange.cpp
    [[nodiscard]] bool consumeRequest(std::string_view &input);
    [[nodiscard]] bool requestHeadComplete();
    [[nodiscard]] bool startUpload();
    [[nodiscard]] bool requestBodyArrived();
    void dispatchRequest();
    void awaitBody();
    void sendResponse(HttpResponse response, qint64 contentLength, bool withBody);
    void refuse(int status);
    void responseSent();
    void forgetUpload();
    [[nodiscard]] bool isUpload() const;
    [[nodiscard]] bool pushFilePiece();

    // websocketside.cpp
    [[nodiscard]] bool consumeFrames(std::string_view &input);
    void frameArrived(FrameKind kind);
    void failWebSocket(int code);
    void pingOrDrop();
    [[nodiscard]] bool mayReadFrame();
    void pause(Millis delay);
    void tooSlow();

    Worker &m_worker;
    ConnectionId m_id = 0;
    SocketHandle m_socket;
    std::unique_ptr<HttpExchange> m_http;
    std::unique_ptr<WebSocketParser> m_webSocket;
    OutQueue m_out;
    std::string m_held; ///< input that cannot be looked at yet
    Instant m_deadline = Instant::max();
    Instant m_queuedTimer = Instant::max();
    Instant m_lastHeard;
    Instant m_tokensAt;
    float m_tokens = 0; ///< frames this peer may still send in this burst
    std::uint32_t m_lingered = 0;
    const std::uint32_t m_slot;
    const PeerAddress m_peer;
    State m_state = State::Request;
    std::uint8_t m_unanswered = 0; ///< pings
    Interest m_interest;
    bool m_isDirty = false;
    bool m_isPaused = false;
    bool m_saysWhenDrained = false;
    bool m_hasMissed = false; ///< an ephemeral frame
    bool m_peerSaidClose = false; ///< nothing worth reading will come: no need to linger
};

} // namespace coterie::server::net
