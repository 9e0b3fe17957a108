#include "documentclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QTimer>
#include <QWebSocketHandshakeOptions>

namespace coterie::integration {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMillis = 10'000;

std::span<const std::byte> bytesOf(const QByteArray &array)
{
    return std::as_bytes(std::span(array.constData(), static_cast<std::size_t>(array.size())));
}

QByteArray arrayOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

DocumentClient::DocumentClient()
{
    m_watch = m_doc.onUpdate([this](std::span<const std::byte> update, const void *, bool isLocal) {
        if (isLocal && m_isSynced)
            say(crdt::SyncUpdate {update});
    });
    QObject::connect(
        &m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this](const QByteArray &f) { take(f); });
    QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] {
        m_isSynced = false;
        m_closeCode = m_socket.closeCode();
    });
}

bool DocumentClient::open(const QUrl &base, const QString &token, const QString &docId)
{
    QUrl url = base;
    url.setScheme(u"ws"_s);
    url.setPath(u"/collab/"_s + docId);
    QNetworkRequest request(url);
    request.setRawHeader("authorization", "Bearer " + token.toLatin1());
    request.setRawHeader("sec-websocket-protocol", "coterie.collab.v1"); // Qt 6.4 has no other way
    m_closeCode = 0;
    m_reached = m_asked;
    m_socket.open(request);
    const bool isOpen = waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    if (isOpen)
        say(crdt::SyncStep1 {m_doc.stateVector()});
    return isOpen && waitFor([this] { return m_isSynced; });
}

void DocumentClient::close()
{
    m_socket.close();
    static_cast<void>(waitForClose());
}

void DocumentClient::say(const crdt::SyncMessage &message)
{
    send(arrayOf(crdt::encodeSyncMessage(message)));
}

void DocumentClient::join(std::span<const std::byte> update)
{
    if (!m_doc.applyUpdate(update))
        qFatal("the server sent an update that cannot be read");
    ++m_updatesHeard;
}

void DocumentClient::take(const QByteArray &frame)
{
    m_bytesHeard += static_cast<quint64>(frame.size());
    const auto message = crdt::decodeSyncMessage(bytesOf(frame));
    if (!message)
        qFatal("the server sent what cannot be read");
    if (const auto *step1 = std::get_if<crdt::SyncStep1>(&*message)) {
        const crdt::Bytes missing = m_doc.encodeStateAsUpdate(step1->state);
        say(crdt::SyncStep2 {missing});
    } else if (const auto *step2 = std::get_if<crdt::SyncStep2>(&*message)) {
        join(step2->update);
        m_isSynced = true;
    } else if (const auto *update = std::get_if<crdt::SyncUpdate>(&*message)) {
        join(update->update);
    } else if (const auto *checkpoint = std::get_if<crdt::Checkpoint>(&*message)) {
        m_reached = checkpoint->number;
    }
}

void DocumentClient::insert(std::uint32_t index, const QString &text)
{
    if (!m_doc.text(u"content").insert(index, text.toStdU16String()))
        qFatal("inserted past the end");
}

void DocumentClient::erase(std::uint32_t index, std::uint32_t length)
{
    if (!m_doc.text(u"content").erase(index, length))
        qFatal("erased past the end");
}

QString DocumentClient::text()
{
    return QString::fromStdU16String(m_doc.text(u"content").toString());
}

quint64 DocumentClient::askForCheckpoint()
{
    say(crdt::Checkpoint {++m_asked});
    return m_asked;
}

bool DocumentClient::waitFor(const std::function<bool()> &holds)
{
    QElapsedTimer timer;
    timer.start();
    QTimer wake; // so that the deadline is noticed in silence, too
    wake.start(50);
    while (!holds() && timer.elapsed() < patienceMillis)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return holds();
}

bool DocumentClient::waitForText(const QString &expected)
{
    return waitFor([&] { return text() == expected; });
}

bool DocumentClient::waitForClose()
{
    return waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
}

} // namespace coterie::integration
