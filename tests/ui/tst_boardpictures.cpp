#include "boardstage.h"
#include "viewmodel/boardpreview.h"

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::AppSettings;

/// Every state of the board screen is painted without a warning; with COTERIE_PICTURES=DIR the pictures are kept to be
/// looked at.
class TestBoardPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paints_data();
    void paints();
};

namespace {

void useLongNames(BoardStage &stage)
{
    stage.script.useLongNames();
    const QString title =
        u"Everything that has to be drawn, agreed upon and hung on the wall before the first public release of it"_s;
    stage.model()->setTitle(title);
    stage.canvas()->renamePage(stage.canvas()->page(), u"A page whose name is longer than anybody would like"_s);
    stage.setSync({.state = client::DocumentSync::State::Offline, .waiting = 128, .reason = {}});
}

void fillVersions(BoardStage &stage)
{
    collab::BoardDocument old({.userId = u"x"_s, .name = u"x"_s, .color = {}}, stage.script.clock);
    old.load({});
    old.board().add(onboardingFlow().first(5));
    stage.script.engine->oldState = old.state();
    for (int i = 0; i < 6; ++i) {
        protocol::DocumentVersion version;
        version.versionId = protocol::VersionId(u"v%1"_s.arg(i));
        version.automatic = i % 3 != 2;
        version.name = version.automatic ? QString() : u"Before the review"_s;
        version.createdAt = SampleScript::at(9 - i, 20);
        version.editors = {protocol::UserId(u"mina"_s), protocol::UserId(u"alex"_s)};
        stage.script.engine->versions.append(version);
    }
}

QList<board::Shape> manyFrames()
{
    QList<board::Shape> shapes = onboardingFlow();
    for (int i = 0; i < 9; ++i)
        shapes.append(boxOf(board::ShapeType::Frame, qPrintable(u"f%1"_s.arg(i)),
            QRectF(i % 3 * 300, 480 + i / 3 * 240, 270, 190),
            i == 4 ? u"A part whose name is longer than anybody would like to read in a list of parts"_s
                   : u"Part %1"_s.arg(i + 1)));
    return shapes;
}

QList<board::Shape> manyShapes()
{
    QList<board::Shape> shapes;
    const QStringList colours {u"yellow"_s, u"blue"_s, u"green"_s, u"pink"_s, u"violet"_s, u"orange"_s};
    for (int i = 0; i < 600; ++i) {
        board::Shape note = boxOf(board::ShapeType::Note, qPrintable(u"n%1"_s.arg(i)),
            QRectF(i % 30 * 170, i / 30 * 150, 150, 130), u"Idea %1"_s.arg(i + 1));
        note.style.fill = colours[i % colours.size()];
        shapes.append(note);
    }
    return shapes;
}

void show(BoardStage &stage, const QString &scene)
{
    const auto chord = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        stage.screen->key(key, modifiers);
        stage.settle();
    };
    auto *page = stage.screen->find(u"BoardPage"_s);
    if (scene == u"pen"_s) {
        stage.canvas()->setTool(u"pen"_s);
    } else if (scene == u"selected"_s) {
        stage.canvas()->selectAll();
    } else if (scene == u"versions"_s || scene == u"past"_s) {
        fillVersions(stage);
        chord(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
        if (scene == u"past"_s)
            stage.model()->history()->setPosition(2);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.model()->history()->isLoading(), 20'000);
    } else if (scene == u"menu"_s) {
        stage.click({600, 360});
        QMetaObject::invokeMethod(page, "showContextMenu", Q_ARG(qreal, 420), Q_ARG(qreal, 120));
    } else if (scene == u"export"_s) {
        QMetaObject::invokeMethod(page, "showDialog", Q_ARG(QString, u"BoardExportDialog.qml"_s));
    } else if (scene == u"frames"_s) {
        QMetaObject::invokeMethod(page, "showDialog", Q_ARG(QString, u"BoardExportDialog.qml"_s));
        QVERIFY(stage.press(u"Frame"_s));
    } else if (scene == u"import"_s) {
        QMetaObject::invokeMethod(page, "showDialog", Q_ARG(QString, u"BoardImportDialog.qml"_s));
    } else if (scene == u"follow"_s) {
        stage.model()->people()->follow(u"theo"_s);
    } else if (scene == u"offline"_s) {
        stage.script.goOffline();
        stage.setSync({.state = client::DocumentSync::State::Offline, .waiting = 3, .reason = {}});
    } else if (scene == u"readonly"_s) {
        client::Changes changes;
        changes.roomsRemoved = {protocol::RoomId(u"design"_s)};
        stage.script.engine->tell(changes);
    } else if (scene == u"removed"_s) {
        client::Changes changes;
        changes.documentsRemoved = {BoardStage::docId()};
        stage.script.engine->tell(changes);
    } else if (scene == u"long"_s) {
        useLongNames(stage);
    } else if (scene == u"map"_s) {
        QVERIFY(stage.press(u"Overview"_s));
        stage.canvas()->zoomTo(200);
    } else if (scene == u"large"_s) {
        stage.script.app->settings()->setZoom(2);
    }
}

} // namespace

void TestBoardPictures::paints_data()
{
    QTest::addColumn<QString>("scene");
    for (const char *scene :
        {"board", "empty", "full", "pen", "selected", "versions", "past", "menu", "export", "frames", "import",
            "follow", "offline", "readonly", "removed", "long", "map", "large", "new", "list", "message"})
        QTest::newRow(scene) << QString::fromLatin1(scene);
}

void TestBoardPictures::paints()
{
    QFETCH(const QString, scene);
    BoardStage stage(scene == u"empty"_s ? QList<board::Shape>()
            : scene == u"full"_s         ? manyShapes()
            : scene == u"frames"_s       ? manyFrames()
                                         : onboardingFlow());
    if (scene == u"list"_s) {
        stage.workspace().openRoom(u"design"_s);
        stage.workspace().listRoomBoards();
    } else if (scene == u"new"_s) {
        stage.screen->key(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    } else if (scene == u"message"_s) {
        stage.workspace().openRoom(u"launch"_s);
        stage.script.engine->arrive(stage.script.entry(u"link"_s, "mina", 10, 3,
            u"The [Onboarding flow](coterie://chat.example.org/doc/onboarding) is open, draw on it."_s));
        QTRY_VERIFY(stage.screen->find(u"MessageBoard"_s));
        stage.settle();
        const auto *preview = stage.screen->find(u"MessageBoard"_s)->findChild<viewmodel::BoardPreview *>();
        QTRY_VERIFY_WITH_TIMEOUT(preview->isDrawn(), 20'000);
    } else {
        stage.open();
        if (scene != u"empty"_s && scene != u"full"_s)
            stage.joinEverybody();
    }
    show(stage, scene);
    const QString folder = qEnvironmentVariable("COTERIE_PICTURES");
    const std::pair<const char *, AppSettings::Theme> themes[] {{"light", AppSettings::Theme::Light},
        {"dark", AppSettings::Theme::Dark}, {"contrast", AppSettings::Theme::HighContrast}};
    for (const QSize size : {QSize(1280, 800), QSize(900, 600), QSize(1600, 1000)}) {
        stage.screen->resize(size.width(), size.height());
        for (const auto &[name, theme] : themes) {
            stage.script.app->settings()->setTheme(theme);
            stage.settle();
            if (scene == u"past"_s)
                QTRY_VERIFY_WITH_TIMEOUT(!stage.model()->history()->isLoading(), 20'000);
            const QImage picture = stage.screen->grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                picture.save(u"%1/board-%2-%3-%4.png"_s.arg(
                    folder, scene, QString::number(size.width()), QString::fromLatin1(name)));
        }
    }
    QVERIFY2(stage.screen->warnings().isEmpty(), qPrintable(stage.screen->warnings().join(u'\n')));
}

QTEST_MAIN(TestBoardPictures)
#include "tst_boardpictures.moc"
