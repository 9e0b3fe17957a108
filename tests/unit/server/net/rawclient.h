#pragma once

#include <QByteArray>
#include <QSslSocket>

#include <memory>
#include <optional>

/// A client that sends exactly the bytes it is told to and waits for exactly what it asks for. Blocking: the server
/// runs on another thread.
class RawClient
{
public:
    enum class Link { Plain, Tls };

    explicit RawClient(quint16 port, Link link = Link::Plain);

    void send(const QByteArray &bytes);
    [[nodiscard]] QByteArray readUntil(
        const QByteArray &end); ///< up to and with `end`; what came before a close or 10 s
    [[nodiscard]] QByteArray readExactly(qsizetype bytes);
    [[nodiscard]] QByteArray readToEnd(); ///< until the server closes
    [[nodiscard]] bool isClosedByServer(); ///< waits for it
    void halfClose();
    void reset(); ///< vanishes with a TCP reset
    void readSlowly(qint64 buffer) { m_socket->setReadBufferSize(buffer); }

    struct Response {
        int status = 0;
        QByteArray head;
        QByteArray body;
        [[nodiscard]] QByteArray field(const QByteArray &name) const;
    };
    [[nodiscard]] Response readResponse(bool hasBody = true);
    [[nodiscard]] Response get(const QByteArray &target, const QByteArray &fields = {});

    struct Frame {
        int opcode = -1; ///< -1: the connection ended instead
        QByteArray payload = {};
        [[nodiscard]] int closeCode() const;
    };
    [[nodiscard]] bool upgrade(const QByteArray &target = "/ws");
    void sendFrame(int opcode, const QByteArray &payload, bool final = true, bool masked = true);
    [[nodiscard]] Frame readFrame();

    [[nodiscard]] static QByteArray upgradeRequest(const QByteArray &target);
    [[nodiscard]] static QByteArray frame(int opcode, const QByteArray &payload, bool final = true, bool masked = true);

private:
    [[nodiscard]] bool waitForMore();

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_buffer;
};
