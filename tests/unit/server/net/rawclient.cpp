#include "rawclient.h"

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 10'000;
}

RawClient::RawClient(quint16 port, Link link)
{
    if (link == Link::Plain) {
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->connectToHost(u"127.0.0.1"_s, port);
        m_socket->waitForConnected(patience);
        return;
    }
    auto tls = std::make_unique<QSslSocket>();
    tls->setPeerVerifyMode(QSslSocket::VerifyNone); // the certificate is the test's own
    tls->connectToHostEncrypted(u"127.0.0.1"_s, port);
    tls->waitForEncrypted(patience);
    m_socket = std::move(tls);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(patience)) { }
}

bool RawClient::waitForMore()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(patience))
        m_socket->waitForReadyRead(0); // what arrived together with the end
    const QByteArray more = m_socket->readAll();
    m_buffer += more;
    return !more.isEmpty();
}

QByteArray RawClient::readUntil(const QByteArray &end)
{
    while (!m_buffer.contains(end) && waitForMore()) { }
    const qsizetype at = m_buffer.indexOf(end);
    return readExactly(at < 0 ? m_buffer.size() : at + end.size());
}

QByteArray RawClient::readExactly(qsizetype bytes)
{
    while (m_buffer.size() < bytes && waitForMore()) { }
    const QByteArray result = m_buffer.first(std::min(bytes, m_buffer.size()));
    m_buffer.remove(0, result.size());
    return result;
}

QByteArray RawClient::readToEnd()
{
    while (waitForMore()) { }
    return std::exchange(m_buffer, {});
}

bool RawClient::isClosedByServer()
{
    while (waitForMore()) { }
    return m_socket->state() == QAbstractSocket::UnconnectedState;
}

void RawClient::halfClose()
{
    ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void RawClient::reset()
{
    const linger now {1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

QByteArray RawClient::Response::field(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == name.toLower())
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

RawClient::Response RawClient::readResponse(bool hasBody)
{
    Response response;
    response.head = readUntil("\r\n\r\n"_ba);
    response.status = response.head.sliced(std::min<qsizetype>(9, response.head.size()))
                          .first(std::min<qsizetype>(3, std::max<qsizetype>(0, response.head.size() - 9)))
                          .toInt();
    const QByteArray length = response.field("Content-Length"_ba);
    if (hasBody && !length.isEmpty())
        response.body = readExactly(length.toLongLong());
    return response;
}

RawClient::Response RawClient::get(const QByteArray &target, const QByteArray &fields)
{
    send("GET "_ba + target + " HTTP/1.1\r\nHost: h\r\n"_ba + fields + "\r\n"_ba);
    return readResponse();
}

int RawClient::Frame::closeCode() const
{
    return payload.size() < 2 ? 1005 : (quint8(payload[0]) << 8) | quint8(payload[1]);
}

QByteArray RawClient::upgradeRequest(const QByteArray &target)
{
    return "GET "_ba + target
        + " HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"_ba;
}

bool RawClient::upgrade(const QByteArray &target)
{
    send(upgradeRequest(target));
    const Response response = readResponse(false);
    return response.status == 101 && response.field("Sec-WebSocket-Accept"_ba) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba;
}

QByteArray RawClient::frame(int opcode, const QByteArray &payload, bool final, bool masked)
{
    const QByteArray mask = "\x11\x22\x33\x44"_ba;
    QByteArray bytes;
    bytes.append(char((final ? 0x80 : 0) | opcode));
    const int maskBit = masked ? 0x80 : 0;
    const auto size = quint64(payload.size());
    int lengthBytes = 0;
    if (size < 126) {
        bytes.append(char(maskBit | int(size)));
    } else {
        lengthBytes = size <= 0xFFFF ? 2 : 8;
        bytes.append(char(maskBit | (lengthBytes == 2 ? 126 : 127)));
    }
    for (int i = lengthBytes - 1; i >= 0; --i)
        bytes.append(char((size >> (8 * i)) & 0xFFU));
    if (!masked)
        return bytes + payload;
    bytes += mask;
    const qsizetype head = bytes.size();
    bytes += payload;
    for (qsizetype i = head; i < bytes.size(); ++i)
        bytes[i] = char(bytes[i] ^ mask[(i - head) % 4]);
    return bytes;
}

void RawClient::sendFrame(int opcode, const QByteArray &payload, bool final, bool masked)
{
    send(frame(opcode, payload, final, masked));
}

RawClient::Frame RawClient::readFrame()
{
    const QByteArray head = readExactly(2);
    if (head.size() < 2)
        return {};
    quint64 size = quint8(head[1]) & 0x7FU;
    if (size >= 126) {
        const QByteArray length = readExactly(size == 126 ? 2 : 8);
        size = 0;
        for (const char byte : length)
            size = (size << 8U) | quint8(byte);
    }
    return {quint8(head[0]) & 0x0F, readExactly(qsizetype(size))};
}
