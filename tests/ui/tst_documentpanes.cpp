#include "documentstage.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::DocumentModel;
using viewmodel::Workspace;

/// What one does with a document beside writing in it: finding, commenting, versions, files.
class TestDocumentPanes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsAndReplaces();
    void commentsByKeyboard();
    void outlineGoesThere();
    void versionsAreKeptComparedAndRestored();
    void exportsFiles_data();
    void exportsFiles();
    void importsAFile();
    void refusesBadFiles();
};

void TestDocumentPanes::findsAndReplaces()
{
    DocumentStage stage(u"one two one"_s);
    stage.open();
    stage.screen->key(Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(stage.screen->focusedName(), u"Find"_s);
    stage.screen->type(u"one"_s);
    QTRY_COMPARE(stage.editor()->property("matchCount").toInt(), 2);
    stage.screen->key(Qt::Key_Return);
    QVERIFY(stage.editor()->property("currentMatch").toInt() >= 0);
    stage.screen->key(Qt::Key_Escape);
    QTRY_VERIFY(stage.editor()->hasActiveFocus());
    stage.screen->key(Qt::Key_H, Qt::ControlModifier);
    QTRY_COMPARE(stage.screen->focusedName(), u"Find"_s);
    stage.screen->type(u"one"_s);
    QVERIFY(press(stage.screen->accessible(QAccessible::Button, u"All"_s)));
    QCOMPARE(stage.source().text().trimmed(), u"two"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPanes::commentsByKeyboard()
{
    DocumentStage stage(u"The board stays."_s);
    stage.open();
    QMetaObject::invokeMethod(stage.editor(), "select", Q_ARG(int, 4), Q_ARG(int, 9));
    stage.screen->key(Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(stage.screen->focusedName(), u"Comment"_s);
    stage.screen->type(u"Which one?"_s);
    stage.screen->key(Qt::Key_Return);
    QTRY_COMPARE(stage.document()->comments()->openCount(), 1);
    QCOMPARE(stage.source().annotations().size(), 1);
    stage.screen->key(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    stage.settle();
    QVERIFY(named(*stage.screen, u"Alex Rivera on “board”: Which one?"_s));
    QVERIFY(press(stage.screen->accessible(QAccessible::Button, u"Resolve"_s)));
    QCOMPARE(stage.document()->comments()->openCount(), 0);
    QVERIFY(stage.source().annotations().isEmpty());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPanes::outlineGoesThere()
{
    DocumentStage stage;
    stage.open();
    stage.screen->key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QAccessibleInterface *row = nullptr;
    QTRY_VERIFY((row = stage.screen->accessible(QAccessible::ListItem, u"Who does what"_s)));
    QVERIFY(press(row));
    QCOMPARE(stage.editor()->property("cursorPosition").toInt(), stage.source().text().indexOf(u"## Who does"_s));
    QTRY_VERIFY(named(*stage.screen, u"words, "_s));
    stage.screen->key(Qt::Key_Escape);
    QTRY_VERIFY(stage.editor()->hasActiveFocus());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPanes::versionsAreKeptComparedAndRestored()
{
    DocumentStage stage(u"one\nthree\n"_s);
    collab::TextDocument old({.userId = u"x"_s, .name = u"x"_s, .color = {}}, stage.script.clock);
    old.load({});
    old.text().replace(0, 0, u"one\ntwo\n"_s);
    stage.script.engine->oldState = old.state();
    stage.open();
    stage.screen->key(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(stage.screen->focusedName(), u"Name of the version"_s);
    stage.screen->type(u"Before"_s);
    stage.screen->key(Qt::Key_Return);
    QVERIFY(stage.script.engine->calls.contains(u"saveVersion launch-plan Before"_s));
    QAccessibleInterface *row = nullptr;
    stage.settle();
    QVERIFY((row = stage.screen->accessible(QAccessible::ListItem, u"Before"_s)));
    QVERIFY(press(row));
    QTRY_VERIFY(named(*stage.screen, u"Removed: two"_s));
    QVERIFY(named(*stage.screen, u"Added: three"_s));
    QVERIFY(press(stage.screen->accessible(QAccessible::Button, u"Bring this version back"_s)));
    QVERIFY(stage.script.engine->calls.contains(u"restoreVersion saved-0"_s));
    QTRY_VERIFY(!named(*stage.screen, u"Removed: two"_s));
    stage.script.engine->refusal = Error {Errc::Unavailable, "The server does not answer."};
    stage.document()->versions()->refresh();
    QCOMPARE(stage.document()->versions()->failure(), u"The server does not answer."_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocumentPanes::exportsFiles_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QByteArray>("contains");
    QTest::newRow("Markdown") << u"md"_s << "Coterie 1.0 goes"_ba
                              << "## What has to be true"_ba;
    QTest::newRow("HTML") << u"html"_s << "<!DOCTYPE html>"_ba
                          << "<strong>Jonas</strong>"_ba;
    QTest::newRow("PDF") << u"pdf"_s << "%PDF-"_ba
                         << "/Page"_ba;
}

void TestDocumentPanes::exportsFiles()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, begins);
    QFETCH(const QByteArray, contains);
    DocumentStage stage;
    stage.open();
    QTemporaryDir folder;
    const QString path = folder.filePath(u"plan."_s + format);
    QSignalSpy exported(stage.document(), &DocumentModel::exported);
    stage.document()->exportTo(path, format);
    QVERIFY(exported.wait());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(bytes.first(begins.size()).toLower(), begins.toLower());
    QVERIFY(bytes.contains(contains));
    QSignalSpy failed(stage.document(), &DocumentModel::failed);
    stage.document()->exportTo(folder.filePath(u"no/such/folder/plan.md"_s), format);
    QVERIFY(failed.wait());
}

void TestDocumentPanes::importsAFile()
{
    DocumentStage stage;
    QTemporaryDir folder;
    QFile file(folder.filePath(u"notes.md"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBF# Notes of Monday\r\n\r\nOne\r\n");
    file.close();
    stage.workspace().importDocument(QUrl::fromLocalFile(file.fileName()).toString(), u"launch"_s);
    QTRY_VERIFY(stage.document());
    QTRY_COMPARE(stage.source().text(), u"# Notes of Monday\n\nOne\n"_s);
    QVERIFY(stage.script.engine->calls.contains(u"createDocument Notes of Monday launch"_s));
}

void TestDocumentPanes::refusesBadFiles()
{
    DocumentStage stage;
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return folder.filePath(name);
    };
    const QStringList bad {write(u"latin.md"_s, "caf\xe9"), write(u"zero.md"_s, QByteArray(10, '\0')),
        write(u"big.md"_s, QByteArray(DocumentModel::LargestImport + 1, 'x')), folder.path(), u"/no/such/file"_s};
    for (const QString &path : bad) {
        QSignalSpy failed(&stage.workspace(), &Workspace::failed);
        stage.workspace().importDocument(path, u"launch"_s);
        QVERIFY2(failed.wait(), qPrintable(path));
    }
    QCOMPARE(stage.script.engine->count(u"createDocument"_s), 0);
}

QTEST_MAIN(TestDocumentPanes)
#include "tst_documentpanes.moc"
