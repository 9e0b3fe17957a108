#include "documentstage.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::AppSettings;

/// Every state of the document screen is painted without a warning; with COTERIE_PICTURES=DIR the pictures are kept to
/// be looked at.
class TestDocumentPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paints_data();
    void paints();
};

namespace {

void useLongNames(DocumentStage &stage)
{
    stage.script.useLongNames();
    client::Changes changes;
    changes.documents = {SampleScript::document(u"launch-plan"_s,
        u"Everything that has to be decided, written down and agreed upon before the first public release of it all"_s,
        u"launch"_s)};
    stage.script.engine->tell(changes);
    stage.document()->setTitle(
        u"Everything that has to be decided, written down and agreed upon before the first public release of it all"_s);
    stage.setSync({.state = client::DocumentSync::State::Offline, .waiting = 128, .reason = {}});
}

void fillComments(DocumentStage &stage)
{
    auto *comments = stage.document()->comments();
    const QString text = stage.source().text();
    const auto on = [&](const QString &words) { return int(text.indexOf(words)); };
    (void)comments->add(on(u"two minutes"_s), on(u"two minutes"_s) + 11, u"Is that with or without the download?"_s);
    comments->reply(comments->currentId(), u"Without. The download is what it is."_s);
    (void)comments->add(on(u"sixty frames"_s), on(u"sixty frames"_s) + 12, u"Measured where?"_s);
}

} // namespace

void TestDocumentPictures::paints_data()
{
    QTest::addColumn<QString>("scene");
    for (const char *scene : {"document", "empty", "comments", "outline", "versions", "comparison", "find", "menu",
             "export", "list", "no-documents", "removed", "refused", "long", "new"})
        QTest::newRow(scene) << QString::fromLatin1(scene);
}

void TestDocumentPictures::paints()
{
    QFETCH(const QString, scene);
    DocumentStage stage(scene == u"empty"_s ? QString() : launchPlan());
    const auto chord = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        stage.screen->key(key, modifiers);
        stage.settle();
    };
    const bool isList = scene == u"list"_s || scene == u"no-documents"_s;
    if (isList) {
        stage.workspace().openRoom(scene == u"list"_s ? u"launch"_s : u"random"_s);
        stage.workspace().listRoomDocuments();
    } else {
        stage.open();
        if (scene != u"empty"_s)
            stage.joinEverybody();
    }
    if (scene == u"comments"_s) {
        fillComments(stage);
        chord(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    } else if (scene == u"outline"_s) {
        chord(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    } else if (scene == u"versions"_s || scene == u"comparison"_s) {
        collab::TextDocument old({.userId = u"x"_s, .name = u"x"_s, .color = {}}, stage.script.clock);
        old.load({});
        old.text().replace(0, 0, launchPlan().replace(u"two minutes"_s, u"five minutes"_s).remove(u"- [ ] Closing"_s));
        stage.script.engine->oldState = old.state();
        protocol::DocumentVersion automatic;
        automatic.versionId = protocol::VersionId(u"v1"_s);
        automatic.automatic = true;
        automatic.createdAt = SampleScript::at(9, 20);
        automatic.editors = {protocol::UserId(u"mina"_s), protocol::UserId(u"alex"_s)};
        protocol::DocumentVersion named = automatic;
        named.versionId = protocol::VersionId(u"v2"_s);
        named.automatic = false;
        named.name = u"Before the rewrite"_s;
        named.createdAt = SampleScript::at(18, 20, 3);
        stage.script.engine->versions = {automatic, named};
        chord(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
        if (scene == u"comparison"_s) {
            stage.document()->versions()->compare(u"v2"_s);
            QTRY_COMPARE(stage.document()->versions()->comparison()->state(), viewmodel::ComparisonModel::State::Shown);
        }
    } else if (scene == u"find"_s) {
        chord(Qt::Key_H, Qt::ControlModifier);
        stage.screen->type(u"the"_s);
    } else if (scene == u"menu"_s) {
        QMetaObject::invokeMethod(
            stage.editor(), "contextMenuRequested", Q_ARG(qreal, 300), Q_ARG(qreal, 200), Q_ARG(int, 3));
    } else if (scene == u"export"_s) {
        QMetaObject::invokeMethod(
            stage.screen->find(u"DocumentPage"_s), "showDialog", Q_ARG(QString, u"DocumentExportDialog.qml"_s));
    } else if (scene == u"removed"_s) {
        client::Changes changes;
        changes.documentsRemoved = {DocumentStage::docId()};
        stage.script.engine->tell(changes);
    } else if (scene == u"refused"_s) {
        stage.setSync(
            {.state = client::DocumentSync::State::Refused, .reason = u"You are not in this room any more."_s});
        stage.script.goOffline();
    } else if (scene == u"long"_s) {
        useLongNames(stage);
    } else if (scene == u"new"_s) {
        chord(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    }
    const QString folder = qEnvironmentVariable("COTERIE_PICTURES");
    const std::pair<const char *, AppSettings::Theme> themes[] {{"light", AppSettings::Theme::Light},
        {"dark", AppSettings::Theme::Dark}, {"contrast", AppSettings::Theme::HighContrast}};
    for (const QSize size : {QSize(1280, 800), QSize(900, 600), QSize(1600, 1000)}) {
        stage.screen->resize(size.width(), size.height());
        for (const auto &[name, theme] : themes) {
            stage.script.app->settings()->setTheme(theme);
            const QImage picture = stage.screen->grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                picture.save(u"%1/document-%2-%3-%4.png"_s.arg(
                    folder, scene, QString::number(size.width()), QString::fromLatin1(name)));
        }
    }
    QVERIFY2(stage.screen->warnings().isEmpty(), qPrintable(stage.screen->warnings().join(u'\n')));
}

QTEST_MAIN(TestDocumentPictures)
#include "tst_documentpictures.moc"
