#include "boardstage.h"

#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::OpenDocumentModel;

/// What comes into a board and goes out of it as a file, and how it was before.
class TestBoardFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exportsEveryFormat();
    void exportsAnyFrameByKeyboard();
    void importsShapesAndPictures();
    void takesDroppedFiles();
    void historyIsScrubbed();
    void restoringAsksFirst();
};

namespace {

protocol::DocumentVersion version(const QString &id, const QString &name, WallTime at)
{
    protocol::DocumentVersion version;
    version.versionId = protocol::VersionId(id);
    version.name = name;
    version.automatic = name.isEmpty();
    version.createdAt = at;
    version.editors = {protocol::UserId(u"mina"_s)};
    return version;
}

/// A board that had only the first box.
QByteArray earlier(const Clock &clock)
{
    collab::BoardDocument old({.userId = u"x"_s, .name = u"x"_s, .color = {}}, clock);
    old.load({});
    old.board().add({onboardingFlow().front()});
    return old.state();
}

} // namespace

void TestBoardFiles::exportsEveryFormat()
{
    BoardStage stage;
    stage.open();
    QTemporaryDir folder;
    QSignalSpy exported(stage.model(), &viewmodel::BoardModel::exported);
    const QList<std::pair<QString, QByteArray>> formats {
        {u"svg"_s, "<svg"_ba}, {u"png"_s, "PNG"_ba}, {u"pdf"_s, "%PDF"_ba}, {u"excalidraw"_s, "\"excalidraw\""_ba}};
    for (const auto &[format, mark] : formats) {
        const QString path = folder.filePath(u"board."_s + format);
        exported.clear();
        stage.model()->exportTo(path, format, stage.canvas()->page(), {}, 2, false);
        QVERIFY(stage.model()->isWorking());
        QTRY_COMPARE_WITH_TIMEOUT(exported.size(), qsizetype(1), 20'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().contains(mark), qPrintable(format));
    }
    // By the dialog, as a person does it.
    stage.screen->key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::Button, u"Export"_s));
    QQuickItem *field = stage.screen->window()->activeFocusItem();
    QVERIFY(field && field->property("text").toString().endsWith(u".svg"_s));
    const QString path = folder.filePath(u"by hand.svg"_s);
    field->setProperty("text", path);
    exported.clear();
    QVERIFY(stage.press(u"Export"_s));
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), qsizetype(1), 20'000);
    QVERIFY(QFile::exists(path));
    QSignalSpy failed(stage.model(), &OpenDocumentModel::failed);
    stage.model()->exportTo(folder.path(), u"svg"_s, stage.canvas()->page(), {}, 1, false); // a folder
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), qsizetype(1), 20'000);
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardFiles::exportsAnyFrameByKeyboard()
{
    constexpr int count = 12;
    QList<board::Shape> frames;
    for (int i = 0; i < count; ++i) {
        const QByteArray id = "frame-" + QByteArray::number(i);
        frames.append(boxOf(board::ShapeType::Frame, id.constData(), QRectF(i % 4 * 300, i / 4 * 300, 250, 200),
            u"Part %1"_s.arg(i + 1)));
        board::Shape note =
            noteOf("", QPointF(i % 4 * 300 + 20, i / 4 * 300 + 20), "yellow", u"Words of %1"_s.arg(i + 1));
        note.id = board::ShapeId(u"note-%1"_s.arg(i));
        note.frame = frames.last().id;
        frames.append(note);
    }
    BoardStage stage(frames, 900, 600);
    stage.open();
    stage.screen->key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    stage.settle();
    QTemporaryDir folder;
    QQuickItem *field = stage.screen->window()->activeFocusItem();
    QVERIFY(field);
    const QString path = folder.filePath(u"part.svg"_s);
    field->setProperty("text", path);
    QVERIFY(stage.press(u"Frame"_s)); // of "What to export"
    stage.settle();
    QQuickItem *list = stage.screen->find(u"BoardFrameList"_s);
    QVERIFY(list && list->isVisible());
    QCOMPARE(list->property("count").toInt(), count);
    QVERIFY(list->height() < stage.screen->window()->height() / 2);
    QVERIFY(list->property("contentHeight").toDouble() > list->height()); // it scrolls
    for (int stops = 0; stops < 12 && !list->hasActiveFocus(); ++stops)
        stage.screen->key(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(list->hasActiveFocus());
    for (int row = 1; row < count; ++row)
        stage.screen->key(Qt::Key_Down);
    stage.settle();
    QCOMPARE(list->property("currentIndex").toInt(), count - 1);
    QTRY_VERIFY(list->property("contentY").toDouble() > 0);
    QSignalSpy exported(stage.model(), &viewmodel::BoardModel::exported);
    QVERIFY(stage.press(u"Export"_s));
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), qsizetype(1), 20'000);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("Words of 12"));
    QVERIFY(!svg.contains("Words of 11"));
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardFiles::importsShapesAndPictures()
{
    BoardStage stage;
    stage.open();
    QTemporaryDir folder;
    QSignalSpy exported(stage.model(), &viewmodel::BoardModel::exported);
    QSignalSpy imported(stage.model(), &viewmodel::BoardModel::imported);
    QSignalSpy failed(stage.model(), &OpenDocumentModel::failed);
    const QString svg = folder.filePath(u"own.svg"_s);
    stage.model()->exportTo(svg, u"svg"_s, stage.canvas()->page(), {}, 1, false);
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), qsizetype(1), 20'000);
    stage.model()->importFrom(QUrl::fromLocalFile(svg).toString(), stage.canvas()->page(), {2000, 500});
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), qsizetype(1), 20'000);
    QCOMPARE(stage.scene().count(), qsizetype(16)); // everything once more, with the arrows bound
    QImage picture(60, 40, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    const QString png = folder.filePath(u"picture.png"_s);
    QVERIFY(picture.save(png));
    stage.model()->importFrom(png, stage.canvas()->page(), {0, 0});
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), qsizetype(2), 20'000);
    const QStringList ids = imported.last().first().toStringList();
    QCOMPARE(ids.size(), qsizetype(1));
    const board::ShapePtr shape = stage.scene().find(board::ShapeId(ids.front()));
    QVERIFY(shape && shape->type == board::ShapeType::Image);
    QVERIFY(!stage.board().image(shape->image).isEmpty());
    QCOMPARE(shape->centre(), QPointF(0, 0));
    QFile nonsense(folder.filePath(u"nonsense.png"_s));
    QVERIFY(nonsense.open(QIODevice::WriteOnly));
    nonsense.write("no picture at all");
    nonsense.close();
    stage.model()->importFrom(nonsense.fileName(), stage.canvas()->page(), {0, 0});
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), qsizetype(1), 20'000);
    stage.model()->importFrom(folder.filePath(u"not there"_s), stage.canvas()->page(), {0, 0});
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), qsizetype(2), 20'000);
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardFiles::takesDroppedFiles()
{
    BoardStage stage;
    stage.open();
    QTemporaryDir folder;
    QImage picture(60, 40, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QVERIFY(picture.save(folder.filePath(u"picture.png"_s)));
    QFile svg(folder.filePath(u"box.svg"_s));
    QVERIFY(svg.open(QIODevice::WriteOnly));
    svg.write(R"(<svg xmlns="http://www.w3.org/2000/svg"><ellipse cx="50" cy="50" rx="50" ry="30"/></svg>)");
    svg.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder.filePath(u"picture.png"_s)), QUrl::fromLocalFile(svg.fileName())});
    const QPointF place(420, 560);
    const QPoint at = stage.canvas()->mapToScene(stage.canvas()->toView(place)).toPoint();
    const QSignalSpy imported(stage.model(), &viewmodel::BoardModel::imported);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(stage.screen->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(stage.screen->window(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), qsizetype(2), 20'000);
    QCOMPARE(stage.scene().count(), qsizetype(10));
    for (const auto &told : imported) {
        const board::ShapePtr shape = stage.scene().find(board::ShapeId(told.first().toStringList().value(0)));
        QVERIFY(shape && (shape->type == board::ShapeType::Image || shape->type == board::ShapeType::Ellipse));
        QVERIFY((shape->centre() - place).manhattanLength() < 3);
    }
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardFiles::historyIsScrubbed()
{
    BoardStage stage;
    stage.open();
    stage.script.engine->oldState = earlier(stage.script.clock);
    stage.script.engine->versions = {version(u"v2"_s, {}, SampleScript::at(9, 20)),
        version(u"v1"_s, u"Before the review"_s, SampleScript::at(18, 20, 3))};
    stage.screen->key(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
    stage.settle();
    viewmodel::BoardHistoryModel *history = stage.model()->history();
    QCOMPARE(history->count(), 3);
    QCOMPARE(history->position(), 2);
    QCOMPARE(history->title(), u"Now"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!history->isLoading() && !history->picture().isNull(), 20'000);
    const QImage now = history->picture();
    history->setPosition(0);
    QCOMPARE(history->title(), u"Before the review"_s);
    QVERIFY(history->isLoading());
    QTRY_VERIFY_WITH_TIMEOUT(!history->isLoading(), 20'000);
    const QImage before = history->picture();
    QCOMPARE(before.size(), now.size());
    QVERIFY(before != now);
    QVERIFY(stage.script.engine->calls.contains(u"versionState v1"_s));
    // Going back to what was looked at asks nobody again.
    stage.script.engine->calls.clear();
    history->setPosition(2);
    QTRY_VERIFY_WITH_TIMEOUT(!history->isLoading(), 20'000);
    history->setPosition(0);
    QTRY_VERIFY_WITH_TIMEOUT(!history->isLoading(), 20'000);
    QVERIFY(!stage.script.engine->calls.contains(u"versionState v1"_s));
    QCOMPARE(history->picture(), before);
    stage.settle();
    VERIFY_NO_WARNINGS(stage);
}

void TestBoardFiles::restoringAsksFirst()
{
    BoardStage stage;
    stage.open();
    stage.script.engine->oldState = earlier(stage.script.clock);
    stage.script.engine->versions = {version(u"v1"_s, u"Before the review"_s, SampleScript::at(18, 20, 3))};
    stage.screen->key(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
    stage.settle();
    stage.model()->history()->setPosition(0);
    stage.settle();
    QVERIFY(stage.press(u"Bring it back…"_s));
    stage.settle();
    QVERIFY(!stage.script.engine->calls.contains(u"restoreVersion v1"_s));
    QVERIFY(stage.press(u"Bring it back"_s));
    QTRY_VERIFY(stage.script.engine->calls.contains(u"restoreVersion v1"_s));
    VERIFY_NO_WARNINGS(stage);
}

QTEST_MAIN(TestBoardFiles)
#include "tst_boardfiles.moc"
