#include "protocol/envelope.h"
#include "protocol/notices.h"
#include "protocol/requests.h"
#include "serverprocess.h"
#include "transport/websocketconnection.h"
#include "webclient.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QWebSocket>

#include <algorithm>
#include <sys/resource.h>

using namespace coterie;
using namespace Qt::StringLiterals;

namespace {

constexpr int crowd = 1'000;

/// One of the thousand: the client's own link with its own backoff, and the join that every client does.
struct Member {
    std::unique_ptr<transport::WebSocketConnection> link;
    bool isBack = false;
    int attempts = 0;
};

/// Somebody who was back first and goes on talking: what one message takes while the others come. On a thread of its
/// own, so that it measures the server and not the crowd's work in this process.
class Talker : public QThread
{
public:
    Talker(QUrl server, QString token) : m_server(std::move(server)), m_token(std::move(token)) { }
    [[nodiscard]] QList<double> stop()
    {
        requestInterruption();
        wait();
        return m_latencies;
    }

private:
    void run() override
    {
        while (!isInterruptionRequested())
            talk();
    }
    void talk();

    QUrl m_server;
    QString m_token;
    QList<double> m_latencies; ///< ms
    int m_number = 0;
};

void Talker::talk()
{
    QWebSocket socket;
    QEventLoop loop;
    QElapsedTimer since;
    QTimer next;
    next.setSingleShot(true);
    const auto say = [&] {
        if (isInterruptionRequested()) {
            loop.quit();
            return;
        }
        since.start();
        const protocol::SendMessage message {.roomId = protocol::RoomId {u"general"_s},
            .clientId = protocol::ClientId {u"talk-%1"_s.arg(++m_number)},
            .text = u"Still here."_s};
        socket.sendTextMessage(QString::fromUtf8(protocol::encodeFrame(protocol::toEnvelope(message, u"t"_s))));
    };
    QObject::connect(&next, &QTimer::timeout, &loop, say);
    QObject::connect(&socket, &QWebSocket::connected, &loop, say);
    QObject::connect(&socket, &QWebSocket::disconnected, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &text) {
        if (!text.contains(u"\"replyTo\":\"t\""_s) || !since.isValid())
            return;
        m_latencies.append(static_cast<double>(since.nsecsElapsed()) / 1e6);
        since.invalidate();
        constexpr int pause = 20; // ms
        next.start(pause);
    });
    QNetworkRequest request(QUrl(m_server.toString().replace(u"http"_s, u"ws"_s) + u"/ws"_s));
    request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
    socket.open(request);
    loop.exec();
}

double percentile(QList<double> values, double part)
{
    std::ranges::sort(values);
    return values.isEmpty() ? 0 : values[static_cast<qsizetype>(part * static_cast<double>(values.size() - 1))];
}

} // namespace

/// A thousand people come back after a restart: they spread out by themselves, and the server goes on answering.
class TestStorm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aThousandComeBack();

private:
    void connectEverybody(const QUrl &server, const QStringList &tokens);
    [[nodiscard]] qsizetype back() const
    {
        return std::ranges::count_if(m_members, [](const auto &member) { return member->isBack; });
    }

    SystemClock m_clock;
    std::vector<std::unique_ptr<Member>> m_members;
};

void TestStorm::connectEverybody(const QUrl &server, const QStringList &tokens)
{
    for (const QString &token : tokens) {
        auto &member = *m_members.emplace_back(std::make_unique<Member>());
        member.link = std::make_unique<transport::WebSocketConnection>(m_clock);
        member.link->setTarget(server, token);
        connect(member.link.get(), &transport::WebSocketConnection::statusChanged, this,
            [&member](const transport::LinkStatus &status) {
                member.attempts += int {status.state == transport::LinkState::Connecting};
                member.isBack = member.isBack && status.state == transport::LinkState::Connected;
            });
        connect(member.link.get(), &transport::WebSocketConnection::frameReceived, this,
            [&member](const QByteArray &frame) {
                if (frame.contains("\"welcome\"")) {
                    member.link->welcomed({});
                    const protocol::JoinRoom join {.roomId = protocol::RoomId {u"general"_s}};
                    static_cast<void>(member.link->send(protocol::encodeFrame(protocol::toEnvelope(join, u"join"_s))));
                } else if (frame.contains("\"replyTo\":\"join\"")) {
                    member.isBack = true;
                }
            });
        member.link->open();
    }
}

void TestStorm::aThousandComeBack()
{
    rlimit files {};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 10'000);
    if (files.rlim_cur < 3 * crowd || setrlimit(RLIMIT_NOFILE, &files) != 0)
        QSKIP("This needs 3,000 open files in one process.");
    integration::ServerProcess server(
        {u"--guests"_s, u"--messages-per-minute"_s, u"100000"_s, u"--log-level"_s, u"error"_s});
    QVERIFY(server.start());
    QStringList tokens;
    {
        integration::WebClient web(server.url());
        for (int i = 0; i <= crowd; ++i)
            tokens.append(web.guest(u"Guest %1"_s.arg(i)));
    }
    QVERIFY(!tokens.contains(QString()));
    const QString talkersToken = tokens.takeLast();
    connectEverybody(server.url(), tokens);
    QTRY_COMPARE_WITH_TIMEOUT(back(), crowd, 120'000);

    const auto quiet = [&] {
        Talker talker(server.url(), talkersToken);
        talker.start();
        QTest::qWait(2'000); // as long as it measures
        return talker.stop();
    }();
    server.kill();
    QTRY_COMPARE_WITH_TIMEOUT(back(), 0, 30'000);
    for (const auto &member : m_members)
        member->attempts = 0;
    QVERIFY(server.start());
    QElapsedTimer time;
    time.start();
    Talker talker(server.url(), talkersToken);
    talker.start();
    QList<qint64> when;
    while (back() < crowd && time.elapsed() < 120'000) {
        QTest::qWait(20);
        while (when.size() < back())
            when.append(time.elapsed());
    }
    const QList<double> latencies = talker.stop();
    int attempts = 0;
    for (const auto &member : m_members)
        attempts += member->attempts;
    QCOMPARE(back(), crowd);
    qInfo("back: half after %lld ms, all after %lld ms, %.2f attempts each", static_cast<long long>(when[crowd / 2]),
        static_cast<long long>(when.last()), static_cast<double>(attempts) / crowd);
    qInfo("one message and its ack, %lld of them: median %.1f ms, p99 %.1f ms, worst %.1f ms; before the storm %.1f, "
          "%.1f",
        static_cast<long long>(latencies.size()), percentile(latencies, 0.5), percentile(latencies, 0.99),
        percentile(latencies, 1), percentile(quiet, 0.5), percentile(quiet, 0.99));
    // Generous: half of this is the thousand clients' own work, on the same processor.
    QVERIFY2(when.last() < 60'000, "the last one is back within a minute");
    QVERIFY2(percentile(latencies, 0.5) < 200, "one's own message goes through while they come");
    QVERIFY2(percentile(latencies, 0.99) < 5'000, "and is never stuck for long");
}

QTEST_GUILESS_MAIN(TestStorm)
#include "tst_storm.moc"
