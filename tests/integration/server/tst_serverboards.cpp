#include "board/boardcodec.h"
#include "board/templates.h"
#include "serverprocess.h"
#include "webclient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::integration;

/// Boards on the real process, with the real coterie-render beside it.
class TestServerBoards : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void begunFromATemplate();
    void exports_data();
    void exports();
    void exportsOneFrame();
    void exportsAVersion();
    void refuses_data();
    void refuses();
    void keepsAnsweringMeanwhile();

private:
    QString create(const QString &kind, const QString &pattern = {});
    WebClient::Answer exported(const QString &docId, const QString &query);
    QJsonObject errorOf(const WebClient::Answer &answer) { return answer.json()[u"error"_s].toObject(); }

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<WebClient> m_web;
    QString m_token;
    QString m_board;
};

void TestServerBoards::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start());
    m_web = std::make_unique<WebClient>(m_server->url());
    m_token = m_web->guest(u"Ann"_s);
    m_board = create(u"board"_s, u"retro"_s);
    QVERIFY(!m_board.isEmpty());
}

QString TestServerBoards::create(const QString &kind, const QString &pattern)
{
    QJsonObject body {{u"title"_s, u"Sprint 4/5"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, kind}};
    if (!pattern.isEmpty())
        body[u"template"_s] = pattern;
    return m_web->post(u"/api/v1/documents"_s, body, m_token).json()[u"docId"_s].toString();
}

WebClient::Answer TestServerBoards::exported(const QString &docId, const QString &query)
{
    return m_web->get(u"/api/v1/documents/%1/export?%2"_s.arg(docId, query), m_token);
}

void TestServerBoards::begunFromATemplate()
{
    const QByteArray state = exported(m_board, u"format=yjs"_s).body;
    crdt::Doc document;
    QVERIFY(document.applyUpdate(std::as_bytes(std::span(state.data(), static_cast<std::size_t>(state.size())))));
    const board::Scene scene = board::readScene(document);
    QCOMPARE(scene.count(), board::templateShapes(u"retro").size());
    QVERIFY(scene.find(board::ShapeId(u"retro-1"_s)));
    QVERIFY(!create(u"board"_s, u"blank"_s).isEmpty());
    const QString same = create(u"board"_s, m_board); // another board as a template, as before
    QVERIFY(exported(same, u"format=svg"_s).body.contains("id=\"retro-1\""));
    QVERIFY(create(u"board"_s, u"nonsense"_s).isEmpty());
    QVERIFY(create(u"text"_s, u"retro"_s).isEmpty());
}

void TestServerBoards::exports_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("within");
    QTest::newRow("svg") << u"format=svg"_s << "image/svg+xml"_ba
                         << "<?xml"_ba
                         << ">Retrospective</tspan>"_ba;
    QTest::newRow("svg, dark") << u"format=svg&theme=dark"_s << "image/svg+xml"_ba
                               << "<?xml"_ba
                               << "fill=\"#17181b\""_ba;
    QTest::newRow("png") << u"format=png&scale=2"_s << "image/png"_ba
                         << "\x89PNG"_ba
                         << "IDAT"_ba;
    QTest::newRow("pdf") << u"format=pdf"_s << "application/pdf"_ba
                         << "%PDF-"_ba
                         << "/FontFile"_ba;
    QTest::newRow("excalidraw") << u"format=excalidraw"_s << "application/vnd.excalidraw+json"_ba
                                << "{"_ba
                                << "\"retro-1\""_ba;
    QTest::newRow("page 1") << u"format=svg&page=1"_s << "image/svg+xml"_ba
                            << "<?xml"_ba
                            << "<title>Sprint 4/5</title>"_ba;
}

void TestServerBoards::exports()
{
    QFETCH(const QString, query);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, begin);
    QFETCH(const QByteArray, within);
    const auto answer = exported(m_board, query);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), type);
    QVERIFY(answer.headers.value("content-disposition").startsWith("attachment; filename*=UTF-8''Sprint%204-5."));
    QVERIFY(answer.headers.value("content-security-policy").contains("sandbox"));
    QVERIFY(answer.body.startsWith(begin));
    QVERIFY(answer.body.contains(within));
    QCOMPARE(exported(m_board, query).body.size(), answer.body.size());
}

void TestServerBoards::exportsOneFrame()
{
    const auto answer = exported(m_board, u"format=svg&frame=Went%20well"_s);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("viewBox=\"0 0 384 500\""));
    QVERIFY(!answer.body.contains("Could be better"));
}

void TestServerBoards::exportsAVersion()
{
    const QString path = u"/api/v1/documents/%1/versions"_s.arg(m_board);
    const QString version = m_web->post(path, {{u"name"_s, u"Begun"_s}}, m_token).json()[u"versionId"_s].toString();
    QVERIFY(!version.isEmpty());
    QCOMPARE(exported(m_board, u"format=svg&version="_s + version).status, 200);
    QCOMPARE(exported(m_board, u"format=svg&version=v-nonsense"_s).status, 404);
}

void TestServerBoards::refuses_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("another format") << u"format=gif"_s << 422;
    QTest::newRow("no such frame") << u"format=svg&frame=Nobody"_s << 404;
    QTest::newRow("no such page") << u"format=png&page=9"_s << 404;
    QTest::newRow("too large a scale") << u"format=png&scale=400"_s << 400;
    QTest::newRow("another theme") << u"format=png&theme=neon"_s << 400;
    QTest::newRow("what looks like an option") << u"format=png&frame=--help"_s << 404;
    QTest::newRow("a long name") << u"format=png&frame="_s + QString(300, u'x') << 400;
}

void TestServerBoards::refuses()
{
    QFETCH(const QString, query);
    QFETCH(const int, status);
    const auto answer = exported(m_board, query);
    if (status == 422)
        QCOMPARE(errorOf(answer)[u"code"_s].toString(), u"unsupported"_s);
    else
        QCOMPARE(answer.status, status);
    QVERIFY(errorOf(answer)[u"message"_s].toString().endsWith(u'.'));
    QCOMPARE(errorOf(exported(create(u"text"_s), u"format=png"_s))[u"code"_s].toString(), u"unsupported"_s);
    QCOMPARE(m_web->get(u"/api/v1/documents/%1/export?format=svg"_s.arg(m_board)).status, 401);
}

/// More at once than are made at once: all come, and others do not wait for them.
void TestServerBoards::keepsAnsweringMeanwhile()
{
    QNetworkAccessManager network;
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    for (int i = 0; i < 6; ++i) {
        QNetworkRequest request(
            m_server->url().resolved(QUrl(u"/api/v1/documents/%1/export?format=png&scale=4"_s.arg(m_board))));
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
        replies.emplace_back(network.get(request));
    }
    int answered = 0;
    while (std::ranges::any_of(replies, [](const auto &reply) { return !reply->isFinished(); })) {
        QCOMPARE(m_web->get(u"/healthz"_s).status, 200);
        ++answered;
    }
    QVERIFY2(answered > 10, "the hub waited for the pictures");
    for (const auto &reply : replies) {
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QVERIFY(reply->readAll().startsWith("\x89PNG"));
    }
}

QTEST_GUILESS_MAIN(TestServerBoards)
#include "tst_serverboards.moc"
