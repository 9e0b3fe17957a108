#include "documentclient.h"
#include "serverprocess.h"
#include "webclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::integration;

/// Documents on the real process: what was confirmed is there whatever happens to it.
class TestServerDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWhileTwoWrite();
    void compactedAndStillTheSame();
    void idleDocumentsAreWrittenAndComeBack();
    void backupsHaveDocuments();
    void largeDocumentsGoThrough();
    void aRevokedTokenEndsWriting();

private:
    static QString create(const ServerProcess &server, const QString &token);
    static double metric(const ServerProcess &server, const QByteArray &name);
};

QString TestServerDocuments::create(const ServerProcess &server, const QString &token)
{
    const auto answer = WebClient(server.url())
                            .post(u"/api/v1/documents"_s,
                                {{u"title"_s, u"Plan"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}}, token);
    return answer.json().value("docId"_L1).toString();
}

double TestServerDocuments::metric(const ServerProcess &server, const QByteArray &name)
{
    const QByteArray text = WebClient(server.url()).get(u"/metrics"_s).body;
    const qsizetype at = text.indexOf("\ncoterie_" + name + ' ');
    const qsizetype begin = at + name.size() + 10;
    return at < 0 ? -1 : text.sliced(begin, text.indexOf('\n', begin) - begin).toDouble();
}

void TestServerDocuments::killedWhileTwoWrite()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString annToken = WebClient(server.url()).guest(u"Ann"_s);
    const QString benToken = WebClient(server.url()).guest(u"Ben"_s);
    const QString docId = create(server, annToken);
    // New people each round, so that the file alone has to remember what the others wrote.
    QSet<QString> confirmed;
    int written = 0;
    for (int round = 0; round < 4; ++round) {
        DocumentClient ann;
        DocumentClient ben;
        QVERIFY(ann.open(server.url(), annToken, docId));
        QVERIFY(ben.open(server.url(), benToken, docId));
        struct Asked {
            DocumentClient *writer;
            quint64 number;
            QString word;
        };
        QList<Asked> asked;
        for (int i = 0; i < 300; ++i) {
            for (DocumentClient *writer : {&ann, &ben}) {
                const QString word = u"<%1>"_s.arg(written++);
                writer->insert(static_cast<std::uint32_t>(writer->text().size()), word);
                asked.append({writer, writer->askForCheckpoint(), word});
            }
        }
        // Some are confirmed, some are under way: now.
        QVERIFY(ann.waitFor([&] { return ann.reached() >= 20U * static_cast<quint64>(round); }));
        server.kill();
        static_cast<void>(ann.waitForClose());
        static_cast<void>(ben.waitForClose());
        for (const Asked &each : asked) {
            if (each.number <= each.writer->reached())
                confirmed.insert(each.word);
        }
        QVERIFY(server.start());
    }
    QVERIFY(confirmed.size() > 60);
    DocumentClient fresh;
    QVERIFY(fresh.open(server.url(), annToken, docId));
    const QString text = fresh.text();
    for (const QString &word : std::as_const(confirmed))
        QCOMPARE(text.count(word), 1);
    QCOMPARE(server.run({u"check"_s}).exitCode, 0);
}

void TestServerDocuments::compactedAndStillTheSame()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    const QString docId = create(server, token);
    DocumentClient ann;
    QVERIFY(ann.open(server.url(), token, docId));
    for (int i = 0; i < 800; ++i)
        ann.insert(i % 2 == 0 ? 0 : static_cast<std::uint32_t>(i), QString::number(i).repeated(40));
    const quint64 last = ann.askForCheckpoint();
    QVERIFY(ann.waitFor([&] { return ann.reached() == last; }));
    QVERIFY(ann.waitFor([&] { return metric(server, "document_compactions_total") > 0; }));
    server.kill();
    QVERIFY(server.start());
    DocumentClient fresh;
    QVERIFY(fresh.open(server.url(), token, docId));
    QCOMPARE(fresh.text(), ann.text());
    QCOMPARE(server.run({u"check"_s}).exitCode, 0);
}

void TestServerDocuments::idleDocumentsAreWrittenAndComeBack()
{
    ServerProcess server({u"--document-idle"_s, u"1s"_s});
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    const QString docId = create(server, token);
    {
        DocumentClient ann;
        QVERIFY(ann.open(server.url(), token, docId));
        ann.insert(0, u"away for a while"_s);
        const quint64 last = ann.askForCheckpoint();
        QVERIFY(ann.waitFor([&] { return ann.reached() == last; }));
        QCOMPARE(metric(server, "documents_loaded"), 1);
        QCOMPARE(metric(server, "document_connections"), 1);
        ann.close();
    }
    DocumentClient back;
    QVERIFY(back.waitFor([&] { return metric(server, "documents_loaded") == 0; }));
    QVERIFY(back.open(server.url(), token, docId));
    QCOMPARE(back.text(), u"away for a while"_s);
    QCOMPARE(metric(server, "document_loads_total"), 2);
}

void TestServerDocuments::backupsHaveDocuments()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    const QString docId = create(server, token);
    DocumentClient ann;
    QVERIFY(ann.open(server.url(), token, docId));
    ann.insert(0, u"in the backup"_s);
    const quint64 last = ann.askForCheckpoint();
    QVERIFY(ann.waitFor([&] { return ann.reached() == last; }));
    const QString backup = server.dataFolder() + u"/copy.db"_s;
    QCOMPARE(server.run({u"backup"_s, backup}).exitCode, 0);
    ann.insert(0, u"not "_s);
    const quint64 behind = ann.askForCheckpoint();
    QVERIFY(ann.waitFor([&] { return ann.reached() == behind; }));
    QCOMPARE(server.run({u"restore"_s, backup}).exitCode, 0);
    QVERIFY(ann.waitForClose()); // noticed: what was in memory is not true any more
    QCOMPARE(ann.closeCode(), 1011);
    DocumentClient fresh;
    QVERIFY(fresh.open(server.url(), token, docId));
    QCOMPARE(fresh.text(), u"in the backup"_s);
    QVERIFY(ann.open(server.url(), token, docId)); // who still has the rest brings it back
    QVERIFY(fresh.waitForText(u"not in the backup"_s));
}

void TestServerDocuments::largeDocumentsGoThrough()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    const QString docId = create(server, token);
    const QString large(12'000'000, u'x'); // more than may wait for one reader, and than a frame of chat may hold
    DocumentClient ann;
    QVERIFY(ann.open(server.url(), token, docId));
    ann.insert(0, large);
    const quint64 last = ann.askForCheckpoint();
    QVERIFY(ann.waitFor([&] { return ann.reached() == last; }));
    DocumentClient ben;
    QVERIFY(ben.open(server.url(), token, docId));
    QCOMPARE(ben.text().size(), large.size());
    ann.insert(0, QString(5'000'000, u'y')); // beyond the limit
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1009);
    ben.insert(0, u"still "_s);
    DocumentClient fresh;
    QVERIFY(fresh.open(server.url(), token, docId));
    QVERIFY(fresh.waitFor([&] { return fresh.text().size() == large.size() + 6; }));
}

void TestServerDocuments::aRevokedTokenEndsWriting()
{
    ServerProcess server;
    QVERIFY(server.start());
    WebClient web(server.url());
    const QString token = web.guest(u"Ann"_s);
    const QString docId = create(server, token);
    DocumentClient ann;
    QVERIFY(ann.open(server.url(), token, docId));
    const QString listed = server.run({u"token"_s, u"list"_s}).output;
    const QString id = QRegularExpression(u"^(\\S+)"_s, QRegularExpression::MultilineOption).match(listed).captured(1);
    QCOMPARE(server.run({u"token"_s, u"revoke"_s, id}).exitCode, 0);
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 4401);
}

QTEST_GUILESS_MAIN(TestServerDocuments)
#include "tst_serverdocuments.moc"
