#include "server/net/fileresponse.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coterie::server;
using namespace coterie::server::net;
using namespace Qt::StringLiterals;

class TestFileResponse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void choosesRanges_data();
    void choosesRanges();
    void answersTheWholeFile();
    void answersOneRange();
    void answersAnUnsatisfiableRange();
    void answersUnchanged();
    void ignoresTheRangeOfAnotherVersion();
    void answersAMissingFileWithAnError();

private:
    [[nodiscard]] HttpResponse fileResponse() const;
    QTemporaryDir m_folder;
};

namespace {

QByteArray fieldOf(const FileAnswer &answer, QByteArrayView name)
{
    for (const auto &[key, value] : answer.response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray readAll(FileAnswer &answer)
{
    QByteArray all;
    while (answer.body && answer.body->left() > 0)
        all += answer.body->nextPiece();
    return all;
}

} // namespace

void TestFileResponse::initTestCase()
{
    QFile file(m_folder.filePath(u"ten"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0123456789");
}

HttpResponse TestFileResponse::fileResponse() const
{
    HttpResponse response;
    response.file = m_folder.filePath(u"ten"_s);
    return response;
}

void TestFileResponse::choosesRanges_data()
{
    using Kind = RangeChoice::Kind;
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    const auto row = [](const char *field, qint64 size, Kind kind, qint64 first = 0, qint64 last = 0) {
        QTest::addRow("%s of %lld", field, static_cast<long long>(size))
            << QByteArray(field) << size << int(kind) << first << last;
    };
    row("bytes=0-4", 10, Kind::Part, 0, 4);
    row("bytes=9-9", 10, Kind::Part, 9, 9);
    row("bytes=5-", 10, Kind::Part, 5, 9);
    row("bytes=5-99", 10, Kind::Part, 5, 9);
    row("bytes=-3", 10, Kind::Part, 7, 9);
    row("bytes=-30", 10, Kind::Part, 0, 9);
    row("bytes=10-", 10, Kind::Unsatisfiable);
    row("bytes=-0", 10, Kind::Unsatisfiable);
    row("bytes=0-", 0, Kind::Unsatisfiable);
    row("bytes=4-2", 10, Kind::Whole);
    row("bytes=0-1,3-4", 10, Kind::Whole);
    row("bytes=-", 10, Kind::Whole);
    row("bytes=a-b", 10, Kind::Whole);
    row("bytes=1-b", 10, Kind::Whole);
    row("bytes=+1-2", 10, Kind::Whole);
    row("bytes=99999999999999999999-", 10, Kind::Whole);
    row("lines=0-4", 10, Kind::Whole);
    row("", 10, Kind::Whole);
}

void TestFileResponse::choosesRanges()
{
    QFETCH(const QByteArray, field);
    QFETCH(const qint64, size);
    QFETCH(const int, kind);
    QFETCH(const qint64, first);
    QFETCH(const qint64, last);
    const RangeChoice choice = chooseRange(field, size);
    QCOMPARE(int(choice.kind), kind);
    QCOMPARE(choice.range, (ByteRange {first, last}));
}

void TestFileResponse::answersTheWholeFile()
{
    FileAnswer answer = answerWithFile(fileResponse(), {});
    QCOMPARE(answer.response.status, 200);
    QCOMPARE(answer.contentLength, 10);
    QCOMPARE(readAll(answer), "0123456789"_ba);
    QVERIFY(!fieldOf(answer, "ETag").isEmpty());
}

void TestFileResponse::answersOneRange()
{
    FileAnswer answer = answerWithFile(fileResponse(), {.range = "bytes=2-4"_ba});
    QCOMPARE(answer.response.status, 206);
    QCOMPARE(fieldOf(answer, "Content-Range"), "bytes 2-4/10"_ba);
    QCOMPARE(readAll(answer), "234"_ba);
}

void TestFileResponse::answersAnUnsatisfiableRange()
{
    const FileAnswer answer = answerWithFile(fileResponse(), {.range = "bytes=10-"_ba});
    QCOMPARE(answer.response.status, 416);
    QCOMPARE(fieldOf(answer, "Content-Range"), "bytes */10"_ba);
    QVERIFY(!answer.body);
}

void TestFileResponse::answersUnchanged()
{
    const QByteArray tag = fieldOf(answerWithFile(fileResponse(), {}), "ETag");
    for (const QByteArray &field : {tag, "\"other\", W/"_ba + tag, "*"_ba}) {
        const FileAnswer answer = answerWithFile(fileResponse(), {.ifNoneMatch = field});
        QCOMPARE(answer.response.status, 304);
        QVERIFY(!answer.body);
    }
    QCOMPARE(answerWithFile(fileResponse(), {.ifNoneMatch = "\"other\""_ba}).response.status, 200);
}

void TestFileResponse::ignoresTheRangeOfAnotherVersion()
{
    const QByteArray tag = fieldOf(answerWithFile(fileResponse(), {}), "ETag");
    QCOMPARE(answerWithFile(fileResponse(), {.range = "bytes=1-2"_ba, .ifRange = "\"old\""_ba}).response.status, 200);
    QCOMPARE(answerWithFile(fileResponse(), {.range = "bytes=1-2"_ba, .ifRange = tag}).response.status, 206);
}

void TestFileResponse::answersAMissingFileWithAnError()
{
    HttpResponse response;
    response.file = m_folder.filePath(u"absent"_s);
    const FileAnswer answer = answerWithFile(std::move(response), {});
    QCOMPARE(answer.response.status, 500);
    QVERIFY(!answer.body);
}

QTEST_GUILESS_MAIN(TestFileResponse)
#include "tst_fileresponse.moc"
