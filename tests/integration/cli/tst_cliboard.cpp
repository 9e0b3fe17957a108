#include "cliprocess.h"
#include "guestserver.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// `board` as people and scripts call it, against the real server, with the real coterie-render.
class TestCliBoard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void makesAndLists();
    void addsAndShows();
    void placesWhatHasNoPlaceBelow();
    void exports_data();
    void exports();
    void exportsWhatIsChosen();
    void importsWhatItExported();
    void importsPicturesAndDrawings();
    void worksWithoutTheServer();

private:
    [[nodiscard]] QString made(const QString &title, const QString &pattern = u"blank"_s); ///< its id
    [[nodiscard]] QList<QJsonObject> shapes(const QString &docId); ///< as another person sees them
    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes) const;

    coterie::integration::GuestServer m_server;
    Cli m_cli;
};

void TestCliBoard::initTestCase()
{
    QVERIFY(m_server.start());
    m_cli.setServer(m_server.url());
}

QString TestCliBoard::made(const QString &title, const QString &pattern)
{
    const auto result = m_cli.as(u"Sam"_s, {u"board"_s, u"create"_s, u"general"_s, title, u"--template"_s, pattern});
    if (result.exit != 0)
        qWarning("%s", result.errors.constData());
    return text(result.line(), "docId");
}

QList<QJsonObject> TestCliBoard::shapes(const QString &docId)
{
    return m_cli.as(u"Reader"_s, {u"board"_s, u"show"_s, docId}).lines();
}

QString TestCliBoard::file(const QString &name, const QByteArray &bytes) const
{
    const QString path = m_cli.folder() + u'/' + name;
    QFile made(path);
    if (!made.open(QFile::WriteOnly) || made.write(bytes) != bytes.size())
        qWarning("%s cannot be written", qUtf8Printable(path));
    return path;
}

void TestCliBoard::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList {};
    QTest::newRow("another word") << QStringList {u"draw"_s};
    QTest::newRow("no title") << QStringList {u"create"_s, u"general"_s};
    QTest::newRow("another template") << QStringList {
        u"create"_s, u"general"_s, u"Plan"_s, u"--template"_s, u"cubism"_s};
    QTest::newRow("another kind") << QStringList {u"add"_s, u"Plan"_s, u"hexagon"_s, u"Hello"_s};
    QTest::newRow("another format") << QStringList {u"export"_s, u"Plan"_s, u"--format"_s, u"bmp"_s};
    QTest::newRow("import without a file") << QStringList {u"import"_s, u"Plan"_s};
}

void TestCliBoard::refusesWrongUsage()
{
    QFETCH(const QStringList, arguments);
    const auto result = m_cli.as(u"Sam"_s, QStringList {u"board"_s} + arguments);
    QCOMPARE(result.exit, 2);
    QVERIFY(!result.errors.isEmpty());
}

void TestCliBoard::makesAndLists()
{
    const QString docId = made(u"Sprint 4"_s, u"retro"_s);
    QVERIFY(!docId.isEmpty());
    QVERIFY(shapes(docId).size() > 20);
    QVERIFY(std::ranges::any_of(
        shapes(docId), [](const QJsonObject &shape) { return text(shape, "text") == u"Went well"; }));
    QCOMPARE(m_cli.as(u"Sam"_s, {u"doc"_s, u"create"_s, u"general"_s, u"Words"_s}).exit, 0);
    const auto list = m_cli.as(u"Reader"_s, {u"board"_s, u"list"_s, u"--room"_s, u"general"_s});
    QCOMPARE(list.exit, 0);
    QVERIFY(std::ranges::any_of(list.lines(), [&](const QJsonObject &line) { return text(line, "docId") == docId; }));
    QVERIFY(std::ranges::all_of(list.lines(), [](const QJsonObject &line) { return text(line, "kind") == u"board"; }));
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"show"_s, u"Words"_s}).exit, 3); // a text
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"show"_s, u"Nowhere"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"rename"_s, docId, u"Sprint"_s, u"five"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"remove"_s, u"Sprint five"_s}).exit, 0);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"show"_s, docId}).exit, 3);
}

void TestCliBoard::addsAndShows()
{
    const QString docId = made(u"Notes"_s);
    const auto added = m_cli.as(u"Sam"_s,
        {u"board"_s, u"add"_s, docId, u"note"_s, u"Buy"_s, u"milk"_s, u"--at"_s, u"-12.5,40"_s, u"--colour"_s,
            u"blue"_s});
    QCOMPARE(added.exit, 0);
    QCOMPARE(text(added.line(), "status"), u"sent"_s);
    QCOMPARE(m_cli
                 .as(u"Reader"_s, {u"board"_s, u"add"_s, docId, u"rectangle"_s, u"-"_s, u"--size"_s, u"300,80"_s},
                     "two\nlines\n")
                 .exit,
        0);
    const auto seen = shapes(docId);
    QCOMPARE(seen.size(), 2);
    QCOMPARE(text(seen[0], "type"), u"note"_s);
    QCOMPARE(text(seen[0], "text"), u"Buy milk"_s);
    QCOMPARE(text(seen[0], "fill"), u"blue"_s);
    QCOMPARE(seen[0].value("x"_L1).toDouble(), -12.5);
    QCOMPARE(seen[0].value("y"_L1).toDouble(), 40);
    QCOMPARE(text(seen[0], "id"), text(added.line(), "id"));
    QCOMPARE(text(seen[1], "text"), u"two\nlines"_s);
    QCOMPARE(seen[1].value("w"_L1).toDouble(), 300);
    const auto lines = m_cli.run({u"--guest"_s, u"Reader"_s, u"board"_s, u"show"_s, docId});
    QVERIFY(
        lines.out.contains("note  -13,40  160×136  Buy milk") || lines.out.contains("note  -12,40  160×136  Buy milk"));
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, docId, u"note"_s, u"x"_s, u"--at"_s, u"here"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, docId, u"note"_s, u"x"_s, u"--page"_s, u"7"_s}).exit, 3);
}

void TestCliBoard::placesWhatHasNoPlaceBelow()
{
    const QString docId = made(u"Piles"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, docId, u"note"_s, QString::number(i)}).exit, 0);
    const auto seen = shapes(docId);
    QCOMPARE(seen.size(), 3);
    for (qsizetype i = 1; i < seen.size(); ++i)
        QVERIFY(seen[i].value("y"_L1).toDouble() >= seen[i - 1].value("y"_L1).toDouble() + 136);
}

void TestCliBoard::exports_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("svg") << QStringList {} << "<?xml"_ba;
    QTest::newRow("png") << QStringList {u"--format"_s, u"png"_s, u"--scale"_s, u"2"_s} << "\x89PNG"_ba;
    QTest::newRow("pdf by its name") << QStringList {u"--output"_s, u"flow.pdf"_s} << "%PDF-"_ba;
    QTest::newRow("excalidraw by its name") << QStringList {u"--output"_s, u"flow.excalidraw"_s} << "{"_ba;
    QTest::newRow("yjs") << QStringList {u"--format"_s, u"yjs"_s} << QByteArray();
}

void TestCliBoard::exports()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QByteArray, begin);
    static const QString docId = made(u"Flow"_s, u"flow"_s);
    QString output;
    if (arguments.value(0) == u"--output") {
        output = m_cli.folder() + u'/' + arguments[1];
        arguments[1] = output;
    }
    const auto result = m_cli.as(u"Reader"_s, QStringList {u"board"_s, u"export"_s, docId} + arguments);
    QCOMPARE(result.exit, 0);
    QCOMPARE(result.errors, QByteArray());
    QByteArray bytes = result.out;
    if (!output.isEmpty()) {
        QFile written(output);
        QVERIFY(written.open(QFile::ReadOnly));
        bytes = written.readAll();
        QCOMPARE(result.line().value("bytes"_L1).toInteger(), bytes.size());
    }
    QVERIFY(!begin.isEmpty() || bytes.contains("shapes"));
    QVERIFY2(bytes.startsWith(begin), bytes.first(std::min<qsizetype>(bytes.size(), 20)).toHex().constData());
}

void TestCliBoard::exportsWhatIsChosen()
{
    const QString docId = made(u"Retro"_s, u"retro"_s);
    const auto frame = m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--frame"_s, u"went well"_s});
    QVERIFY(frame.out.contains("What should we"));
    QVERIFY(!frame.out.contains("Could be better"));
    const auto some = m_cli.as(
        u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--selection"_s, u"retro-1,retro-2"_s, u"--theme"_s, u"dark"_s});
    QCOMPARE(some.out.count("<g id="), 2);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--frame"_s, u"Nobody's"_s}).exit, 3);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--scale"_s, u"9"_s}).exit, 2);
}

void TestCliBoard::importsWhatItExported()
{
    const QString docId = made(u"Kanban"_s, u"kanban"_s);
    const auto before = shapes(docId);
    for (const QString &format : {u"svg"_s, u"excalidraw"_s}) {
        const auto exported = m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--format"_s, format});
        const QString copy = made(u"Copy as "_s + format);
        const auto imported = m_cli.as(u"Sam"_s, {u"board"_s, u"import"_s, copy, u"-"_s}, exported.out);
        QCOMPARE(imported.exit, 0);
        QCOMPARE(imported.line().value("shapes"_L1).toInteger(), before.size());
        const auto after = shapes(copy);
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            QCOMPARE(text(after[i], "id"), text(before[i], "id"));
            QCOMPARE(text(after[i], "text"), text(before[i], "text"));
            QCOMPARE(text(after[i], "frame"), text(before[i], "frame"));
        }
    }
}

void TestCliBoard::importsPicturesAndDrawings()
{
    const QString docId = made(u"Pasted"_s);
    const auto png =
        m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, made(u"Source"_s, u"flow"_s), u"--format"_s, u"png"_s});
    const QString picture = file(u"picture.png"_s, png.out);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"import"_s, docId, picture, u"--at"_s, u"100,200"_s}).exit, 0);
    const QString drawing = file(u"drawing.svg"_s,
        "<svg xmlns='http://www.w3.org/2000/svg'><circle r='20'/><script>alert(1)</script><path d='M0 0C1 1 5 2 9 "
        "9'/></svg>");
    const auto imported = m_cli.as(u"Sam"_s, {u"board"_s, u"import"_s, docId, drawing});
    QCOMPARE(imported.exit, 0);
    QVERIFY(imported.errors.contains("script")); // what was left out is said
    const auto seen = shapes(docId);
    QCOMPARE(seen.size(), 3);
    QCOMPARE(text(seen[0], "type"), u"image"_s);
    QCOMPARE(seen[0].value("x"_L1).toDouble(), 100);
    QVERIFY(!text(seen[0], "image").isEmpty());
    QCOMPARE(text(seen[1], "type"), u"ellipse"_s);
    const auto svg = m_cli.as(u"Reader"_s, {u"board"_s, u"export"_s, docId});
    QVERIFY(svg.out.contains("href=\"data:image/")); // its bytes came with it
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"import"_s, docId, file(u"words.txt"_s, "just words")}).exit, 3);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"import"_s, docId, u"/nowhere/at.all"_s}).exit, 1);
}

void TestCliBoard::worksWithoutTheServer()
{
    const QString docId = made(u"Travelling"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, docId, u"note"_s, u"at home"_s}).exit, 0);
    m_server.kill();
    const auto show = m_cli.as(u"Sam"_s, {u"board"_s, u"show"_s, docId});
    QCOMPARE(show.exit, 4); // and yet there is the board
    QCOMPARE(text(show.line(), "text"), u"at home"_s);
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, docId, u"note"_s, u"refused"_s}).exit, 4);
    const auto queued = m_cli.as(u"Sam"_s, {u"board"_s, u"add"_s, u"--queue"_s, docId, u"note"_s, u"on the train"_s});
    QCOMPARE(queued.exit, 0);
    QCOMPARE(text(queued.line(), "status"), u"pending"_s);
    const auto created = m_cli.as(u"Sam"_s,
        {u"board"_s, u"create"_s, u"--queue"_s, u"general"_s, u"Begun on the train"_s, u"--template"_s, u"meeting"_s});
    QCOMPARE(created.exit, 0);
    const QString second = text(created.line(), "docId");
    const auto exported = m_cli.as(u"Sam"_s, {u"board"_s, u"export"_s, docId, u"--format"_s, u"png"_s});
    QCOMPARE(exported.exit, 4);
    QVERIFY(exported.out.startsWith("\x89PNG"));
    QVERIFY(m_server.start());
    QCOMPARE(m_cli.as(u"Sam"_s, {u"board"_s, u"list"_s}).exit, 0); // sends what waited
    QCOMPARE(shapes(docId).size(), 2);
    QVERIFY(shapes(second).size() > 10);
}

QTEST_GUILESS_MAIN(TestCliBoard)
#include "tst_cliboard.moc"
