#include "boardstage.h"
#include "serverprocess.h"
#include "viewmodel/boardpreview.h"
#include "viewmodel/clientaccounts.h"
#include "viewmodel/clientengine.h"
#include "webclient.h"

#include <QJsonObject>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::viewmodel::BoardModel;
using coterie::viewmodel::BoardPreview;

namespace {

constexpr int Patience = 20'000; // milliseconds, for what takes some on an idle machine

/// Somebody's desktop app on a real server: engine, store, models and window.
class Desk
{
public:
    Desk(const QUrl &server, const QString &token)
    {
        viewmodel::AppParts parts;
        parts.accounts = viewmodel::makeClientAccounts(m_folder.path());
        parts.makeEngine = viewmodel::makeClientEngine;
        m_app = std::make_unique<viewmodel::AppModel>(std::move(parts));
        client::ClientConfig config;
        config.server = server;
        config.token = token;
        config.storePath = m_folder.filePath(u"store.db"_s);
        m_app->openWorkspace(config, {});
        m_screen = std::make_unique<Screen>(*m_app);
        m_screen->resize(1280, 800);
    }
    [[nodiscard]] viewmodel::Workspace &workspace() const { return *m_app->workspace(); }
    [[nodiscard]] bool isIn(const QString &room) const ///< opens it as soon as it is known
    {
        return QTest::qWaitFor(
            [&] {
                if (!workspace().room())
                    workspace().openRoom(room);
                return workspace().room() && workspace().room()->roomId() == room;
            },
            Patience);
    }
    [[nodiscard]] BoardModel *board() const { return workspace().board(); }
    [[nodiscard]] qsizetype company() const { return board()->presence()->peers().size(); }
    [[nodiscard]] BoardPreview *card() const
    {
        QQuickItem *found = m_screen->find(u"MessageBoard"_s);
        return found ? found->findChild<BoardPreview *>() : nullptr;
    }
    [[nodiscard]] QStringList warnings() const { return m_screen->warnings(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<viewmodel::AppModel> m_app;
    std::unique_ptr<Screen> m_screen;
};

} // namespace

/// Who is on a board, and who only sees it in a message: two windows on a real server.
class TestBoardPresence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoSeesThePreviewIsNotOnTheBoard();
};

void TestBoardPresence::whoSeesThePreviewIsNotOnTheBoard()
{
    integration::ServerProcess server({u"--guests"_s, u"--log-level"_s, u"error"_s});
    QVERIFY(server.start());
    integration::WebClient web(server.url());
    const QString theosToken = web.guest(u"Theo"_s);
    const auto made = web.post(u"/api/v1/documents"_s,
        {{u"title"_s, u"Plan"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"board"_s}}, theosToken);
    QCOMPARE(made.status, 201);
    const QString docId = made.json()["docId"_L1].toString();

    const Desk theo(server.url(), theosToken);
    QVERIFY(theo.isIn(u"general"_s));
    theo.workspace().room()->composer()->setText(u"Look: [Plan](coterie://workspace/doc/%1)"_s.arg(docId));
    theo.workspace().room()->composer()->send();
    theo.workspace().openDocument(docId);
    QTRY_VERIFY_WITH_TIMEOUT(theo.board(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(theo.board()->state(), BoardModel::State::Ready, Patience);
    const auto draw = [&theo](const char *id, double x) {
        theo.board()->board()->add({boxOf(board::ShapeType::Rectangle, id, {x, 0, 200, 100})});
    };
    draw("first", 0);

    const Desk mina(server.url(), web.guest(u"Mina"_s));
    QVERIFY(mina.isIn(u"general"_s));
    QTRY_VERIFY_WITH_TIMEOUT(mina.card(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(mina.card()->isDrawn(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(mina.card()->detail(), u"Theo in it now"_s, Patience);
    const auto follows = [&](const char *id, double x) { // the card shows what Theo draws
        const QImage before = mina.card()->picture();
        draw(id, x);
        return QTest::qWaitFor([&] { return mina.card() && mina.card()->picture() != before; }, Patience);
    };
    QVERIFY(follows("second", 300));
    QCOMPARE(theo.company(), 0);
    QVERIFY2(!theo.board()->presence()->hasCompany(), "so Theo's pointer is told to nobody");
    QCOMPARE(theo.board()->people()->count(), 0);

    mina.workspace().openDocument(docId); // over the link that the card has
    QTRY_COMPARE_WITH_TIMEOUT(theo.company(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(mina.company(), 1, 5'000); // and not with Theo's next sign of life
    mina.workspace().openRoom(u"general"_s);
    QTRY_COMPARE_WITH_TIMEOUT(theo.company(), 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(mina.card() && mina.card()->isDrawn(), Patience);
    QVERIFY(follows("third", 600));
    QCOMPARE(theo.company(), 0);
    QCOMPARE(theo.warnings() + mina.warnings(), QStringList());
}

QTEST_MAIN(TestBoardPresence)
#include "tst_boardpresence.moc"
