#include "cliprocess.h"
#include "guestserver.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QStringList commands {u"login"_s, u"logout"_s, u"whoami"_s, u"rooms"_s, u"who"_s, u"history"_s, u"search"_s,
    u"send"_s, u"tail"_s, u"status"_s, u"typing"_s, u"react"_s, u"poll"_s, u"doc"_s, u"events"_s, u"sse"_s, u"load"_s};

QStringList texts(const Cli::Result &result)
{
    QStringList list;
    for (const QJsonObject &line : result.lines()) {
        if (line.contains("text"_L1))
            list << text(line, "text");
    }
    return list;
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void helps();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void saysThatTheServerCannotBeReached_data();
    void saysThatTheServerCannotBeReached();
    void saysWhatTheServerRefused();
    void showsRooms();
    void sendsAndReads();
    void sendsFiles();
    void showsWhoIsThere();
    void reacts();
    void polls();
    void signsIn();
    void tellsStatusAndTyping();
    void tails();
    void printsEvents();
    void tailsOverARestart();
    void queuesOverARestart();
    void remembersGuests();
    void testsUnderLoad();

private:
    [[nodiscard]] QString sent(const QString &guest, const QString &text) const; ///< its messageId

    coterie::integration::GuestServer m_server;
    Cli m_cli;
};

void TestCli::initTestCase()
{
    QProcess add;
    add.start(qEnvironmentVariable("COTERIE_BIN") + "/coterie-server"_L1,
        {u"user"_s, u"add"_s, u"Carol"_s, u"--password-stdin"_s, u"--data"_s, m_server.dataFolder()});
    add.write("correct horse\n");
    add.closeWriteChannel();
    QVERIFY(add.waitForFinished(20'000));
    QCOMPARE(add.exitCode(), 0);
    QVERIFY(m_server.start());
    m_cli.setServer(m_server.url());
}

QString TestCli::sent(const QString &guest, const QString &words) const
{
    return text(m_cli.as(guest, {u"send"_s, u"general"_s, words}).line(), "messageId");
}

void TestCli::helps()
{
    const auto all = m_cli.run({u"--help"_s});
    QCOMPARE(all.exit, 0);
    for (const QString &command : commands) {
        QVERIFY(all.out.contains("\n  " + command.toUtf8()));
        const auto help = m_cli.run({command, u"--help"_s});
        QCOMPARE(help.exit, 0);
        QVERIFY(help.out.startsWith("Usage: coterie-cli"));
        QVERIFY(help.out.contains("--server"));
        const auto version = m_cli.run({command, u"--version"_s});
        QCOMPARE(version.exit, 0);
        QVERIFY(QRegularExpression(u"^coterie-cli \\d+\\.\\d+\\.\\d+\\n$"_s)
                    .match(QString::fromUtf8(version.out))
                    .hasMatch());
    }
}

void TestCli::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList {};
    QTest::newRow("no such command") << QStringList {u"dance"_s};
    QTest::newRow("no such option") << QStringList {u"rooms"_s, u"--dance"_s};
    QTest::newRow("too few") << QStringList {u"history"_s};
    QTest::newRow("too many") << QStringList {u"rooms"_s, u"general"_s};
    QTest::newRow("no text") << QStringList {u"send"_s, u"general"_s};
    QTest::newRow("no number") << QStringList {u"history"_s, u"general"_s, u"--limit"_s, u"many"_s};
    QTest::newRow("no time") << QStringList {u"tail"_s, u"general"_s, u"--timeout"_s, u"soon"_s};
    QTest::newRow("no status") << QStringList {u"status"_s, u"asleep"_s};
    QTest::newRow("no poll") << QStringList {u"poll"_s, u"create"_s, u"general"_s, u"Why?"_s, u"Because"_s};
    QTest::newRow("file and queue") << QStringList {u"send"_s, u"general"_s, u"x"_s, u"--queue"_s, u"--file"_s, u"y"_s};
    QTest::newRow("no address") << QStringList {u"sse"_s, u"nonsense"_s};
    QTest::newRow("no header") << QStringList {u"sse"_s, u"http://127.0.0.1:1"_s, u"--header"_s, u"nonsense"_s};
    QTest::newRow("more rooms than people") << QStringList {u"load"_s, u"--clients"_s, u"1"_s, u"--rooms"_s, u"2"_s};
}

void TestCli::refusesWrongUsage()
{
    QFETCH(const QStringList, arguments);
    const auto result = m_cli.run(arguments);
    QCOMPARE(result.exit, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.errors.isEmpty());
}

void TestCli::saysThatTheServerCannotBeReached_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const QStringList &arguments : QList<QStringList> {{u"whoami"_s}, {u"rooms"_s}, {u"who"_s, u"general"_s},
             {u"history"_s, u"general"_s}, {u"search"_s, u"x"_s}, {u"send"_s, u"general"_s, u"x"_s},
             {u"tail"_s, u"general"_s}, {u"status"_s, u"away"_s}, {u"typing"_s, u"general"_s},
             {u"react"_s, u"m"_s, u"👍"_s}, {u"poll"_s, u"show"_s, u"p"_s}, {u"events"_s}, {u"load"_s}})
        QTest::newRow(qPrintable(arguments.first())) << arguments;
}

void TestCli::saysThatTheServerCannotBeReached()
{
    QFETCH(const QStringList, arguments);
    const auto result = m_cli.run(
        QStringList {u"--server"_s, u"http://127.0.0.1:1"_s, u"--token"_s, u"secret-token"_s, u"--json"_s} + arguments);
    QCOMPARE(result.exit, 4);
    QVERIFY(result.out.isEmpty());
    QCOMPARE(result.errors, "The server cannot be reached.\n"_ba);
}

void TestCli::saysWhatTheServerRefused()
{
    const auto noToken = m_cli.run({u"rooms"_s});
    QCOMPARE(noToken.exit, 3);
    for (const QStringList &arguments : QList<QStringList> {
             {u"rooms"_s}, {u"whoami"_s}, {u"send"_s, u"general"_s, u"x"_s}, {u"tail"_s, u"general"_s}}) {
        const auto badToken = m_cli.run(QStringList {u"--token"_s, u"secret-token"_s} + arguments);
        QCOMPARE(badToken.exit, 3);
        QCOMPARE(badToken.errors.count('\n'), 1);
        QVERIFY(!badToken.errors.contains("secret-token"));
    }
    QCOMPARE(m_cli.as(u"Ann"_s, {u"history"_s, u"nowhere"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"nowhere"_s, u"x"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"react"_s, u"nothing"_s, u"👍"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"poll"_s, u"show"_s, u"nothing"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"x"_s, u"--reply-to"_s, u"nothing"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, QString(20'000, u'x')}).exit, 3);
}

void TestCli::showsRooms()
{
    const auto rooms = m_cli.as(u"Ann"_s, {u"rooms"_s});
    QCOMPARE(rooms.exit, 0);
    QCOMPARE(text(rooms.line(), "name"), u"general"_s);
    QCOMPARE(rooms.line().value("member"_L1), QJsonValue(true));
    QCOMPARE(m_cli.run({u"--guest"_s, u"Ann"_s, u"rooms"_s}).out.left(7), "general"_ba);
}

void TestCli::sendsAndReads()
{
    const auto first = m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"first"_s});
    QCOMPARE(first.exit, 0);
    QCOMPARE(text(first.line(), "status"), u"sent"_s);
    QCOMPARE(text(first.line(), "text"), u"first"_s);
    QCOMPARE(text(first.line(), "username"), u"Ann"_s);
    QVERIFY(first.line().value("seq"_L1).toInt() > 0);
    const QString id = text(first.line(), "messageId");
    const auto answer = m_cli.as(u"Bob"_s, {u"send"_s, u"#general"_s, u"-"_s, u"--reply-to"_s, id}, "two\nlines\n");
    QCOMPARE(answer.exit, 0);
    QCOMPARE(text(answer.line(), "text"), u"two\nlines"_s);
    QCOMPARE(text(answer.line(), "replyTo"), id);

    const auto history = m_cli.as(u"Bob"_s, {u"history"_s, u"general"_s, u"--limit"_s, u"2"_s});
    QCOMPARE(texts(history), QStringList({u"first"_s, u"two\nlines"_s}));
    const QString seq = QString::number(answer.line().value("seq"_L1).toInteger());
    const auto before = m_cli.as(u"Bob"_s, {u"history"_s, u"general"_s, u"--limit"_s, u"1"_s, u"--before"_s, seq});
    QCOMPARE(texts(before), QStringList({u"first"_s}));

    const auto escape = m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"a\x1b]0;title\x07z"_s});
    QCOMPARE(escape.exit, 0);
    const auto plain = m_cli.run({u"--guest"_s, u"Bob"_s, u"history"_s, u"general"_s, u"--limit"_s, u"1"_s});
    QVERIFY(plain.out.contains("title") && !plain.out.contains('\x1b'));
}

void TestCli::sendsFiles()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"notes äö.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("hello");
    file.close();
    const auto result = m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"see this"_s, u"--file"_s, path});
    QCOMPARE(result.exit, 0);
    const auto history = m_cli.as(u"Bob"_s, {u"history"_s, u"general"_s, u"--limit"_s, u"1"_s});
    const QJsonObject attachment = history.line().value("attachments"_L1).toArray().first().toObject();
    QCOMPARE(text(attachment, "name"), u"notes äö.txt"_s);
    QCOMPARE(attachment.value("bytes"_L1).toInt(), 5);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"--file"_s, folder.filePath(u"none"_s)}).exit, 3);
}

void TestCli::showsWhoIsThere()
{
    const auto who = m_cli.as(u"Ann"_s, {u"who"_s, u"general"_s});
    QCOMPARE(who.exit, 0);
    const auto people = who.lines();
    const auto ann = std::ranges::find_if(people, [](const auto &line) { return text(line, "username") == u"Ann"_s; });
    QVERIFY(ann != people.end());
    QCOMPARE(text(*ann, "status"), u"online"_s);
}

void TestCli::reacts()
{
    const QString id = sent(u"Ann"_s, u"react to this"_s);
    const auto on = m_cli.as(u"Bob"_s, {u"react"_s, id, u"👍"_s});
    QCOMPARE(on.exit, 0);
    QCOMPARE(on.line().value("on"_L1), QJsonValue(true));
    const QStringList look {u"history"_s, u"general"_s, u"--limit"_s, u"1"_s};
    QCOMPARE(m_cli.as(u"Ann"_s, look).line().value("reactions"_L1).toObject().keys(), QStringList({u"👍"_s}));
    QCOMPARE(m_cli.as(u"Bob"_s, {u"react"_s, u"general"_s, id, u"👍"_s, u"--off"_s}).exit, 0);
    QVERIFY(m_cli.as(u"Ann"_s, look).line().value("reactions"_L1).toObject().isEmpty());
}

void TestCli::polls()
{
    const auto made = m_cli.as(u"Ann"_s, {u"poll"_s, u"create"_s, u"general"_s, u"Lunch?"_s, u"Soup"_s, u"Salad"_s});
    QCOMPARE(made.exit, 0);
    const QString poll = text(made.line(), "pollId");
    QVERIFY(!poll.isEmpty());
    QCOMPARE(m_cli.as(u"Bob"_s, {u"poll"_s, u"vote"_s, poll, u"Salad"_s}).line().value("counts"_L1),
        QJsonValue(QJsonArray({0, 1})));
    QCOMPARE(m_cli.as(u"Ann"_s, {u"poll"_s, u"vote"_s, poll, u"1"_s}).line().value("counts"_L1),
        QJsonValue(QJsonArray({1, 1})));
    QCOMPARE(m_cli.as(u"Ann"_s, {u"poll"_s, u"vote"_s, poll, u"Pizza"_s}).exit, 2);
    const auto shown = m_cli.as(u"Bob"_s, {u"poll"_s, u"show"_s, poll});
    QCOMPARE(shown.line().value("voters"_L1).toInt(), 2);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"poll"_s, u"close"_s, poll}).line().value("closed"_L1), QJsonValue(true));
    QCOMPARE(m_cli.as(u"Bob"_s, {u"poll"_s, u"vote"_s, poll, u"Soup"_s}).exit, 3);
}

void TestCli::signsIn()
{
    QCOMPARE(m_cli.run({u"login"_s, u"Carol"_s}, "wrong password\n").exit, 3);
    QCOMPARE(m_cli.run({u"login"_s, u"Carol"_s}, "").exit, 2);
    const auto in = m_cli.run({u"--json"_s, u"login"_s, u"Carol"_s}, "correct horse\n");
    QCOMPARE(in.exit, 0);
    QVERIFY(!in.out.contains("token") && !in.out.contains("horse"));
    const auto who = m_cli.run({u"--json"_s, u"whoami"_s});
    QCOMPARE(who.exit, 0);
    QCOMPARE(text(who.line(), "username"), u"Carol"_s);
    QCOMPARE(m_cli.run({u"--profile"_s, u"other"_s, u"whoami"_s}).exit, 3);
    QDirIterator files(m_cli.folder(), {u"account.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QCOMPARE(QFile::permissions(files.next()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(m_cli.run({u"logout"_s}).exit, 0);
    QCOMPARE(m_cli.run({u"whoami"_s}).exit, 3);
}

void TestCli::tellsStatusAndTyping()
{
    const auto tail = m_cli.start({u"--json"_s, u"--guest"_s, u"Bob"_s, u"tail"_s, u"general"_s, u"--ephemeral"_s});
    QByteArray out;
    // Only what comes after it hears the room counts, so the first word is repeated until it is heard.
    QVERIFY(QTest::qWaitFor(
        [&] {
            static_cast<void>(sent(u"Ann"_s, u"are you there"_s));
            out += tail->readAllStandardOutput();
            return out.contains("are you there");
        },
        20'000));
    QCOMPARE(m_cli.as(u"Ann"_s, {u"typing"_s, u"general"_s, u"--seconds"_s, u"0.2"_s}).exit, 0);
    const auto status = m_cli.as(u"Ann"_s, {u"status"_s, u"dnd"_s, u"--note"_s, u"In a meeting"_s});
    QCOMPARE(status.exit, 0);
    QCOMPARE(text(status.line(), "status"), u"dnd"_s);
    QVERIFY(QTest::qWaitFor(
        [&] {
            out += tail->readAllStandardOutput();
            return out.contains("\"user_typing\"") && out.contains("In a meeting");
        },
        10'000));
    tail->kill();
    QVERIFY(tail->waitForFinished());
}

void TestCli::tails()
{
    const qint64 seq = m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"t1"_s}).line().value("seq"_L1).toInteger();
    static_cast<void>(sent(u"Bob"_s, u"t2"_s));
    const auto replayed =
        m_cli.as(u"Bob"_s, {u"tail"_s, u"general"_s, u"--since"_s, QString::number(seq - 1), u"--count"_s, u"2"_s});
    QCOMPARE(replayed.exit, 0);
    QCOMPARE(texts(replayed), QStringList({u"t1"_s, u"t2"_s}));
    QCOMPARE(text(replayed.line(), "event"), u"message"_s);
    QCOMPARE(m_cli.as(u"Bob"_s, {u"tail"_s, u"general"_s, u"--count"_s, u"1"_s, u"--timeout"_s, u"0.3"_s}).exit, 5);
    QCOMPARE(m_cli.as(u"Bob"_s, {u"tail"_s, u"general"_s, u"--timeout"_s, u"0.3"_s}).exit, 0);
}

void TestCli::printsEvents()
{
    static_cast<void>(sent(u"Bob"_s, u"hello"_s)); // makes Bob known
    const auto events = m_cli.start({u"--json"_s, u"--guest"_s, u"Bob"_s, u"events"_s, u"--count"_s, u"1"_s});
    QByteArray out;
    QVERIFY(QTest::qWaitFor([&] { return (out += events->readAllStandardOutput()).contains("connected"); }, 15'000));
    static_cast<void>(sent(u"Ann"_s, u"look here, @Bob"_s));
    auto result = Cli::finish(*events);
    result.out.prepend(out);
    QCOMPARE(result.exit, 0);
    QCOMPARE(text(result.lines().value(0), "state"), u"connecting"_s);
    QCOMPARE(text(result.lines().value(1), "state"), u"open"_s);
    const QJsonObject notification = result.lines().last();
    QCOMPARE(text(notification, "event"), u"notification"_s);
    QVERIFY(!text(notification, "lastEventId").isEmpty());
    QCOMPARE(text(notification.value("data"_L1).toObject(), "message"), u"look here, @Bob"_s);
    QCOMPARE(m_cli.as(u"Bob"_s, {u"events"_s, u"--count"_s, u"1"_s, u"--timeout"_s, u"0.3"_s}).exit, 5);
}

void TestCli::tailsOverARestart()
{
    const auto tail = m_cli.start(
        {u"--json"_s, u"--guest"_s, u"Tail"_s, u"tail"_s, u"general"_s, u"--since"_s, u"0"_s, u"--timeout"_s, u"40"_s});
    QByteArray out;
    QVERIFY(QTest::qWaitFor([&] { return (out += tail->readAllStandardOutput()).contains('\n'); }, 15'000));
    static_cast<void>(sent(u"Ann"_s, u"before the restart"_s));
    m_server.kill();
    QVERIFY(m_server.start());
    for (int i = 1; i <= 3; ++i)
        static_cast<void>(sent(u"Ann"_s, u"after the restart %1"_s.arg(i)));
    QVERIFY(QTest::qWaitFor(
        [&] { return (out += tail->readAllStandardOutput()).contains("after the restart 3"); }, 30'000));
    tail->kill();
    QVERIFY(tail->waitForFinished());
    qint64 expected = 0;
    for (const QJsonObject &line : Cli::Result {0, out, {}}.lines())
        QCOMPARE(line.value("seq"_L1).toInteger(), ++expected); // no gap, no repeat
}

void TestCli::queuesOverARestart()
{
    static_cast<void>(sent(u"Ann"_s, u"online"_s));
    m_server.kill();
    const auto known = m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"queued 1"_s, u"--queue"_s});
    QCOMPARE(known.exit, 0);
    QCOMPARE(text(known.line(), "status"), u"pending"_s);
    QVERIFY(!text(known.line(), "clientId").isEmpty());
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"queued 2"_s, u"--queue"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Newcomer"_s, {u"send"_s, u"general"_s, u"queued 3"_s, u"--queue"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"not kept"_s}).exit, 4);
    QVERIFY(m_server.start());
    QCOMPARE(m_cli.as(u"Newcomer"_s, {u"rooms"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Ann"_s, {u"send"_s, u"general"_s, u"then this"_s}).exit, 0);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(m_cli.as(u"Ann"_s, {u"rooms"_s}).exit, 0);
    const auto history = texts(m_cli.as(u"Bob"_s, {u"history"_s, u"general"_s, u"--limit"_s, u"5"_s}));
    QCOMPARE(history, QStringList({u"online"_s, u"queued 3"_s, u"queued 1"_s, u"queued 2"_s, u"then this"_s}));
}

void TestCli::remembersGuests()
{
    const QString id = text(m_cli.as(u"Ann"_s, {u"whoami"_s}).line(), "userId");
    QVERIFY(!id.isEmpty());
    QCOMPARE(text(m_cli.as(u"Ann"_s, {u"whoami"_s}).line(), "userId"), id);
    QVERIFY(
        text(m_cli.run({u"--json"_s, u"--profile"_s, u"other"_s, u"--guest"_s, u"Ann"_s, u"whoami"_s}).line(), "userId")
        != id);
}

void TestCli::testsUnderLoad()
{
    const auto load = m_cli.run({u"--json"_s, u"load"_s, u"--clients"_s, u"20"_s, u"--rooms"_s, u"2"_s, u"--rate"_s,
        u"25"_s, u"--seconds"_s, u"2"_s, u"--cursors"_s});
    QVERIFY2(load.exit == 0, qPrintable(QString::fromUtf8(load.errors + load.out)));
    const QJsonObject report = load.line();
    for (const char *fault : {"lost", "repeated", "outOfOrder", "refused", "dropped"})
        QCOMPARE(report.value(QLatin1StringView(fault)).toInt(-1), 0);
    QCOMPARE(report.value("sent"_L1).toInt(), 50);
    QCOMPARE(report.value("delivered"_L1).toInt(), 500);
    QVERIFY(report.value("cursorUpdates"_L1).toInt() > 0);
    QVERIFY(report.value("p99Ms"_L1).toDouble() <= report.value("maxMs"_L1).toDouble());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
