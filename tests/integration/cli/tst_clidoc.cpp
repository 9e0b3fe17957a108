#include "cliprocess.h"
#include "guestserver.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// `doc` as people and scripts call it, against the real server.
class TestCliDoc : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void makesAndLists();
    void writesTheSmallestDifference();
    void appendsLines();
    void editsWhileOthersWrite();
    void anEditorThatFailsChangesNothing();
    void namesAreIdsOrTitles();
    void exports();
    void versions();
    void worksWithoutTheServer();

private:
    [[nodiscard]] QString made(const QString &title); ///< its id
    [[nodiscard]] QString read(const QString &docId);
    [[nodiscard]] QString script(const QString &name, const QString &body) const;

    coterie::integration::GuestServer m_server;
    Cli m_cli;
};

void TestCliDoc::initTestCase()
{
    QVERIFY(m_server.start());
    m_cli.setServer(m_server.url());
}

QString TestCliDoc::made(const QString &title)
{
    const auto result = m_cli.as(u"Sam"_s, {u"doc"_s, u"create"_s, u"general"_s, title});
    if (result.exit != 0)
        qWarning("%s", result.errors.constData());
    return text(result.line(), "docId");
}

/// As another person sees it.
QString TestCliDoc::read(const QString &docId)
{
    return text(m_cli.as(u"Reader"_s, {u"doc"_s, u"cat"_s, docId}).line(), "text");
}

/// An editor: gets the file's name.
QString TestCliDoc::script(const QString &name, const QString &body) const
{
    const QString path = m_cli.folder() + u'/' + name;
    QFile file(path);
    if (!file.open(QFile::WriteOnly))
        qWarning("no script");
    file.write("#!/bin/sh\n" + body.toUtf8());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void TestCliDoc::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList {u"doc"_s};
    QTest::newRow("no such part") << QStringList {u"doc"_s, u"dance"_s};
    QTest::newRow("no title") << QStringList {u"doc"_s, u"create"_s, u"general"_s};
    QTest::newRow("no text") << QStringList {u"doc"_s, u"write"_s, u"x"_s};
    QTest::newRow("a format nobody knows") << QStringList {u"doc"_s, u"export"_s, u"x"_s, u"--format"_s, u"pdf"_s};
    QTest::newRow("a version to restore is missing") << QStringList {u"doc"_s, u"versions"_s, u"x"_s, u"restore"_s};
}

void TestCliDoc::refusesWrongUsage()
{
    QFETCH(const QStringList, arguments);
    const auto result = m_cli.as(u"Sam"_s, arguments);
    QCOMPARE(result.exit, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(result.errors.count('\n') == 1);
}

void TestCliDoc::makesAndLists()
{
    const auto created = m_cli.as(u"Sam"_s, {u"doc"_s, u"create"_s, u"#general"_s, u"Meeting"_s, u"notes"_s});
    QCOMPARE(created.exit, 0);
    QCOMPARE(text(created.line(), "title"), u"Meeting notes"_s);
    QCOMPARE(text(created.line(), "status"), u"sent"_s);
    const QString docId = text(created.line(), "docId");
    const auto list = m_cli.as(u"Reader"_s, {u"doc"_s, u"list"_s, u"--room"_s, u"general"_s});
    QCOMPARE(list.exit, 0);
    QVERIFY(std::ranges::any_of(list.lines(), [&](const QJsonObject &line) { return text(line, "docId") == docId; }));
    const auto renamed = m_cli.as(u"Sam"_s, {u"doc"_s, u"rename"_s, docId, u"Minutes"_s});
    QCOMPARE(renamed.exit, 0);
    QCOMPARE(text(renamed.line(), "title"), u"Minutes"_s);
    QCOMPARE(m_cli.as(u"Reader"_s, {u"doc"_s, u"remove"_s, docId}).exit, 3); // not the reader's
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"remove"_s, docId}).exit, 0);
    QCOMPARE(m_cli.as(u"Reader"_s, {u"doc"_s, u"cat"_s, docId}).exit, 3);
}

void TestCliDoc::writesTheSmallestDifference()
{
    const QString docId = made(u"Shopping"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "milk\r\nbread\r\n").exit, 0);
    QCOMPARE(read(docId), u"milk\nbread\n"_s);
    const auto result = m_cli.as(u"Reader"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "milk\ndark bread\n");
    QCOMPARE(result.exit, 0);
    QCOMPARE(result.line().value("inserted"_L1).toInt(), 5);
    QCOMPARE(result.line().value("removed"_L1).toInt(), 0);
    QCOMPARE(read(docId), u"milk\ndark bread\n"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "\xFF\xFE").exit, 3); // no UTF-8
    const auto raw = m_cli.run({u"--guest"_s, u"Reader"_s, u"doc"_s, u"cat"_s, docId});
    QCOMPARE(raw.out, "milk\ndark bread\n"_ba); // byte for byte
}

void TestCliDoc::appendsLines()
{
    const QString docId = made(u"Log"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"append"_s, docId, u"first"_s, u"line"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Reader"_s, {u"doc"_s, u"append"_s, docId, u"-"_s}, "second\n").exit, 0);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"append"_s, docId, u"third"_s}).exit, 0);
    QCOMPARE(read(docId), u"first line\nsecond\nthird"_s);
}

void TestCliDoc::editsWhileOthersWrite()
{
    const QString docId = made(u"Recipe"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "flour\nwater\nsalt\n").exit, 0);
    const QString gate = m_cli.folder() + u"/gate"_s;
    // The editor opens the text, waits for the test, then writes what it has made of what it saw.
    const QString editor = script(u"editor"_s,
        u"stat -c %a \"$1\" > '%1.mode'\nsed 's/water/warm water/' \"$1\" > '%1.text'\ntouch '%1.open'\nwhile [ ! -e "
        u"'%1' ]; do sleep 0.02; done\ncp '%1.text' \"$1\"\n"_s.arg(gate));
    qputenv("EDITOR", editor.toUtf8());
    qunsetenv("VISUAL");
    const auto process = m_cli.start({u"--guest"_s, u"Sam"_s, u"--json"_s, u"doc"_s, u"edit"_s, docId});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(gate + u".open"_s), 20'000);
    QCOMPARE(m_cli.as(u"Reader"_s, {u"doc"_s, u"append"_s, docId, u"yeast"_s}).exit, 0);
    QFile open(gate);
    QVERIFY(open.open(QFile::WriteOnly));
    const auto result = Cli::finish(*process);
    QCOMPARE(result.exit, 0);
    QCOMPARE(result.line().value("inserted"_L1).toInt(), 5);
    QCOMPARE(read(docId), u"flour\nwarm water\nsalt\nyeast"_s); // both are there
    QFile mode(gate + u".mode"_s);
    QVERIFY(mode.open(QFile::ReadOnly));
    QCOMPARE(mode.readAll().trimmed(), "600"_ba);
}

void TestCliDoc::anEditorThatFailsChangesNothing()
{
    const QString docId = made(u"Untouched"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"as it was"_s}).exit, 0);
    qputenv("EDITOR", script(u"failing"_s, u"echo no > \"$1\"\nexit 1\n"_s).toUtf8());
    QVERIFY(m_cli.as(u"Sam"_s, {u"doc"_s, u"edit"_s, docId}).exit != 0);
    qputenv("EDITOR", "/nowhere/editor");
    QVERIFY(m_cli.as(u"Sam"_s, {u"doc"_s, u"edit"_s, docId}).exit != 0);
    qunsetenv("EDITOR");
    QVERIFY(m_cli.as(u"Sam"_s, {u"doc"_s, u"edit"_s, docId}).errors.contains("EDITOR"));
    QCOMPARE(read(docId), u"as it was"_s);
}

void TestCliDoc::namesAreIdsOrTitles()
{
    const QString docId = made(u"Unique title"_s);
    static_cast<void>(made(u"Twice"_s));
    static_cast<void>(made(u"Twice"_s));
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, u"unique TITLE"_s, u"found"_s}).exit, 0);
    QCOMPARE(read(docId), u"found"_s);
    const auto unclear = m_cli.as(u"Sam"_s, {u"doc"_s, u"cat"_s, u"Twice"_s});
    QCOMPARE(unclear.exit, 3);
    QVERIFY2(unclear.errors.contains("by its id"), unclear.errors.constData());
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"cat"_s, u"No such"_s}).exit, 3);
}

void TestCliDoc::exports()
{
    const QString docId = made(u"Report"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "# Report\n\nAll **well**.\n").exit, 0);
    const QStringList base {u"--guest"_s, u"Sam"_s, u"doc"_s, u"export"_s, docId};
    QCOMPARE(m_cli.run(base).out, "# Report\n\nAll **well**.\n"_ba);
    const auto html = m_cli.run(base + QStringList {u"--format"_s, u"html"_s});
    QVERIFY2(html.out.contains("<strong>well</strong>"), html.out.constData());
    const QString file = m_cli.folder() + u"/report.yjs"_s;
    QCOMPARE(m_cli.run(base + QStringList {u"--format"_s, u"yjs"_s, u"--output"_s, file}).exit, 0);
    QFile written(file);
    QVERIFY(written.open(QFile::ReadOnly));
    QVERIFY(written.readAll().contains("All **well**"));
    QCOMPARE(m_cli.run(base + QStringList {u"--output"_s, u"/nowhere/at/all"_s}).exit, 1);
}

void TestCliDoc::versions()
{
    const QString docId = made(u"Versioned"_s);
    const QStringList versions {u"doc"_s, u"versions"_s, docId};
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "one\ntwo\n").exit, 0);
    const auto saved = m_cli.as(u"Sam"_s, versions + QStringList {u"save"_s, u"First"_s});
    QCOMPARE(saved.exit, 0);
    const QString version = text(saved.line(), "versionId");
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "one\nthree\n").exit, 0);
    const auto list = m_cli.as(u"Sam"_s, versions);
    QVERIFY(
        std::ranges::any_of(list.lines(), [](const QJsonObject &line) { return text(line, "name") == u"First"_s; }));
    const auto compared = m_cli.as(u"Sam"_s, versions + QStringList {u"compare"_s, version});
    QCOMPARE(compared.exit, 0);
    QCOMPARE(compared.lines().size(), 1);
    QCOMPARE(text(compared.line(), "removed"), u"two"_s);
    QCOMPARE(text(compared.line(), "inserted"), u"three"_s);
    QCOMPARE(m_cli.run({u"--guest"_s, u"Sam"_s, u"doc"_s, u"export"_s, docId, u"--version-id"_s, version}).out,
        "one\ntwo\n"_ba);
    QCOMPARE(m_cli.as(u"Sam"_s, versions + QStringList {u"restore"_s, version}).exit, 0);
    QCOMPARE(read(docId), u"one\ntwo\n"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, versions + QStringList {u"remove"_s, version}).exit, 0);
    QCOMPARE(m_cli.as(u"Sam"_s, versions + QStringList {u"restore"_s, version}).exit, 3);
}

void TestCliDoc::worksWithoutTheServer()
{
    const QString docId = made(u"Travelling"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, docId, u"-"_s}, "at home\n").exit, 0);
    m_server.kill();
    const auto cat = m_cli.as(u"Sam"_s, {u"doc"_s, u"cat"_s, docId});
    QCOMPARE(cat.exit, 4); // and yet there is the text
    QCOMPARE(text(cat.line(), "text"), u"at home\n"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"append"_s, docId, u"refused"_s}).exit, 4);
    const auto queued = m_cli.as(u"Sam"_s, {u"doc"_s, u"append"_s, u"--queue"_s, docId, u"on the train"_s});
    QCOMPARE(queued.exit, 0);
    QCOMPARE(text(queued.line(), "status"), u"pending"_s);
    const auto created =
        m_cli.as(u"Sam"_s, {u"doc"_s, u"create"_s, u"--queue"_s, u"general"_s, u"Made on the train"_s});
    QCOMPARE(created.exit, 0);
    const QString second = text(created.line(), "docId");
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"write"_s, u"--queue"_s, second, u"there, too"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"list"_s}).exit, 4);

    QVERIFY(m_server.start());
    QCOMPARE(m_cli.as(u"Sam"_s, {u"rooms"_s}).exit, 0); // any command that connects sends it
    QCOMPARE(read(docId), u"at home\non the train"_s);
    QCOMPARE(read(second), u"there, too"_s);
}

QTEST_GUILESS_MAIN(TestCliDoc)
#include "tst_clidoc.moc"
