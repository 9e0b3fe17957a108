#include "serverprocess.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

QByteArray answerOf(QTcpSocket &socket)
{
    QByteArray bytes;
    while (socket.bytesAvailable() > 0 || socket.waitForReadyRead(patience)) {
        bytes += socket.readAll();
        const qsizetype head = bytes.indexOf("\r\n\r\n");
        const qsizetype length = bytes.indexOf("Content-Length: ");
        if (head < 0 || length < 0 || length > head)
            continue;
        const qsizetype digits = length + 16;
        const qsizetype size = bytes.sliced(digits, bytes.indexOf('\r', digits) - digits).toLongLong();
        if (bytes.size() < head + 4 + size)
            continue;
        if (bytes.first(head).contains("\r\nConnection: close"))
            socket.abort(); // a server may end a connection after so many requests
        return bytes.sliced(head + 4);
    }
    return {};
}

} // namespace

bool ServerProcess::start(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patience))
            return false;
    }
    const QUrl url(QJsonDocument::fromJson(m_process.readLine()).object().value("url"_L1).toString());
    m_port = static_cast<std::uint16_t>(url.port(0));
    return m_port != 0;
}

ServerProcess::~ServerProcess()
{
    m_process.kill();
    m_process.waitForFinished();
}

qint64 ServerProcess::residentBytes() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

double ServerProcess::cpuSeconds() const
{
    double nanoseconds = 0;
    const QStringList threads =
        QDir(u"/proc/%1/task"_s.arg(m_process.processId())).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile stat(u"/proc/%1/task/%2/schedstat"_s.arg(m_process.processId()).arg(thread));
        if (stat.open(QIODevice::ReadOnly))
            nanoseconds += stat.readAll().split(' ').first().toDouble();
    }
    return nanoseconds / 1e9;
}

std::vector<std::string> ServerProcess::guestTokens(int count) const
{
    std::vector<std::string> tokens;
    QTcpSocket socket;
    for (int i = 0; i < count; ++i) {
        if (socket.state() != QAbstractSocket::ConnectedState) {
            socket.connectToHost(u"127.0.0.1"_s, m_port);
            socket.waitForConnected(patience);
        }
        const QByteArray body = "{\"username\":\"Guest "_ba + QByteArray::number(i) + "\"}"_ba;
        socket.write(
            "POST /api/v1/guest HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "_ba
            + QByteArray::number(body.size()) + "\r\n\r\n"_ba + body);
        const QByteArray answer = answerOf(socket);
        const QString token = QJsonDocument::fromJson(answer).object().value("token"_L1).toString();
        if (token.isEmpty()) {
            qWarning("No guest: %s", answer.constData());
            return tokens;
        }
        tokens.push_back(token.toStdString());
    }
    return tokens;
}
