#pragma once

#include "eventsourcetable.h"
#include "rawserver.h"

#include <QTimer>

/// Servers that say what the table wants said.
namespace eventsource {

inline void say(const RawServer::Request &request, const Answer &answer)
{
    QTcpSocket &socket = *request.socket;
    if (!answer.status.isEmpty()) {
        const QByteArray line = answer.status.startsWith("HTTP/") ? answer.status : "HTTP/1.1 " + answer.status;
        socket.write(line + "\r\nConnection: close\r\n" + answer.headers + "\r\n" + answer.body);
        socket.flush();
    }
    if (answer.end == Answer::End::Close)
        socket.disconnectFromHost();
    else if (answer.end == Answer::End::Reset) // once the head has had time to arrive
        QTimer::singleShot(400, &socket, [&socket] { socket.abort(); });
}

/// Each request gets the next answer, from the last one on always that.
inline void play(RawServer &server, const QList<Answer> &answers)
{
    server.answer = [&server, answers](RawServer::Request &request) {
        say(request, answers.at(std::min(server.requests.size(), answers.size()) - 1));
    };
}

/// A good answer that stays open, every byte of its body in a packet of its own; of a long one some more.
inline void drip(RawServer &server, const QByteArray &body)
{
    server.answer = [body](RawServer::Request &request) {
        say(request, {.body = {}, .end = Answer::End::Stay});
        request.socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        auto *const drop = new QTimer(request.socket);
        QObject::connect(
            drop, &QTimer::timeout, drop, [drop, body, at = qsizetype {0}, socket = request.socket]() mutable {
                if (at == body.size()) {
                    drop->stop();
                    return;
                }
                const qsizetype bytes = std::min(1 + body.size() / 256, body.size() - at);
                socket->write(body.constData() + at, bytes);
                socket->flush();
                at += bytes;
            });
        drop->start(0);
    };
}

} // namespace eventsource
