// Random play on one board: two people with the whole native client and two with stock yjs in Node do everything there
// is to do, and those in Node much that makes no sense; links and the server come and go. In the end all have the same.
#include "boardplayer.h"
#include "nativepeer.h"
#include "nodepeer.h"
#include "serverprocess.h"
#include "webclient.h"

#include <QJsonArray>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::interop;
using coterie::testing::difference;
using coterie::testing::everything;
using integration::ServerProcess;
using integration::WebClient;

namespace {

constexpr int patience = 30'000; // ms, for what takes some milliseconds on an idle machine
constexpr std::size_t Natives = 2;
constexpr std::size_t Stocks = 2;

QStringList stringsOf(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list.append(value.toString());
    return list;
}

} // namespace

/// COTERIE_SEED=S plays the board of that seed alone, COTERIE_SEEDS=N plays N boards.
class TestBoardAndYjs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void play_data();
    void play();
    void cleanup();
    void cleanupTestCase();

private:
    void open(quint32 seed);
    void turn();
    void comeAndGo(std::size_t who);
    void rest();
    [[nodiscard]] QByteArray serverState();
    [[nodiscard]] QString disagreement(); ///< empty: all have the same
    void checkNothingIsLost();
    void checkScenes();
    void checkPoints();

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<WebClient> m_web;
    std::array<QString, Natives + Stocks> m_tokens;
    std::array<bool, Natives + Stocks> m_isAway {};
    std::array<std::unique_ptr<NativePeer>, Natives> m_natives;
    std::array<std::unique_ptr<NodePeer>, Stocks> m_stocks;
    std::array<QJsonObject, Stocks> m_told; ///< by those in Node, in the end
    std::mt19937 m_random;
    QString m_docId;
    int m_shapes = 0;
    int m_journeys = 0;
};

void TestBoardAndYjs::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("COTERIE_YJS_PACKAGES"))
        QSKIP("Run by ctest, which installs yjs first.");
    m_server = std::make_unique<ServerProcess>(QStringList {u"--guests"_s});
    QVERIFY(m_server->start());
    m_web = std::make_unique<WebClient>(m_server->url());
    const QStringList names {u"Ann"_s, u"Bea"_s, u"Cyd"_s, u"Dee"_s};
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        m_tokens[i] = m_web->guest(names[static_cast<qsizetype>(i)]);
}

void TestBoardAndYjs::cleanupTestCase()
{
    m_web.reset();
    m_server.reset();
}

void TestBoardAndYjs::cleanup()
{
    for (auto &peer : m_natives)
        peer.reset();
    for (auto &peer : m_stocks)
        peer.reset();
}

void TestBoardAndYjs::open(quint32 seed)
{
    m_random.seed(seed);
    m_shapes = 0;
    m_journeys = 0;
    m_isAway.fill(false);
    const auto made = m_web->post(u"/api/v1/documents"_s,
        {{u"title"_s, u"Play %1"_s.arg(seed)}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"board"_s}}, m_tokens[0]);
    QCOMPARE(made.status, 201);
    m_docId = made.json()["docId"_L1].toString();
    const QString packages = qEnvironmentVariable("COTERIE_YJS_PACKAGES");
    m_natives[0] = std::make_unique<NativePeer>(m_server->url(), m_tokens[0], m_docId, u"ann"_s, seed * 10, m_shapes);
    m_natives[1] =
        std::make_unique<NativePeer>(m_server->url(), m_tokens[1], m_docId, u"bea"_s, seed * 10 + 1, m_shapes);
    for (std::size_t i = 0; i < Stocks; ++i) {
        m_stocks[i] = std::make_unique<NodePeer>(packages, u"board/peer.mjs"_s,
            QStringList {m_server->url().toString(), m_docId, m_tokens[Natives + i], i == 0 ? u"cyd"_s : u"dee"_s,
                QString::number(seed * 10 + 2 + i)});
    }
    for (const auto &peer : m_stocks)
        QVERIFY2(peer->waitFor(u"sync"_s, {{u"synced"_s, true}}), qPrintable(peer->errors()));
    for (const auto &peer : m_natives)
        QTRY_VERIFY_WITH_TIMEOUT(peer->isSettled(), patience);
}

void TestBoardAndYjs::comeAndGo(std::size_t who)
{
    const bool isAway = m_isAway[who] = !m_isAway[who];
    ++m_journeys;
    if (who >= Natives)
        m_stocks[who - Natives]->tell({{u"do"_s, isAway ? u"away"_s : u"back"_s}});
    else
        m_natives[who]->setAway(isAway);
}

void TestBoardAndYjs::turn()
{
    const std::size_t who = m_random() % (Natives + Stocks);
    if (m_random() % 25 == 0)
        comeAndGo(who);
    if (who >= Natives)
        m_stocks[who - Natives]->tell({{u"do"_s, u"act"_s}});
    else if (m_random() % 60 == 0 && !m_isAway[who])
        m_natives[who]->reopen();
    else
        m_natives[who]->act();
    QTest::qWait(static_cast<int>(m_random() % 8)); // others' edits come, often several at once
}

void TestBoardAndYjs::rest()
{
    for (std::size_t who = 0; who < m_isAway.size(); ++who) {
        if (m_isAway[who])
            comeAndGo(who);
    }
    for (const auto &peer : m_natives)
        peer->rest();
    for (std::size_t i = 0; i < Stocks; ++i) {
        m_stocks[i]->tell({{u"do"_s, u"rest"_s}});
        const auto told = m_stocks[i]->hear(u"rested"_s);
        QVERIFY2(told, qPrintable(m_stocks[i]->errors()));
        m_told[i] = *told;
    }
    for (const auto &peer : m_natives)
        QTRY_VERIFY_WITH_TIMEOUT(peer->isSettled(), patience);
}

QByteArray TestBoardAndYjs::serverState()
{
    return m_web->get(u"/api/v1/documents/%1/export?format=yjs"_s.arg(m_docId), m_tokens[0]).body;
}

QString TestBoardAndYjs::disagreement()
{
    QJsonObject states {{u"the server"_s, QString::fromLatin1(serverState().toBase64())}};
    for (const auto &peer : m_natives)
        states[peer->name()] = QString::fromLatin1(peer->state().toBase64());
    QStringList lines;
    for (const auto &peer : m_stocks) {
        peer->tell({{u"do"_s, u"compare"_s}, {u"states"_s, states}});
        const auto compared = peer->hear(u"compared"_s);
        lines += compared ? stringsOf((*compared)["differences"_L1]) : QStringList {u"Node: "_s + peer->errors()};
    }
    return lines.join(u'\n');
}

/// As every one sees it: what was added and removed by nobody is there, and what made no sense is as it was written.
void TestBoardAndYjs::checkNothingIsLost()
{
    QSet<QString> added;
    QSet<QString> removed;
    for (const auto &peer : m_natives) {
        for (const board::ShapeId &id : peer->added())
            added.insert(id.value());
        for (const board::ShapeId &id : peer->removed())
            removed.insert(id.value());
    }
    int planted = 0;
    for (const QJsonObject &told : m_told) {
        for (const QString &id : stringsOf(told["added"_L1]))
            added.insert(id);
        for (const QString &id : stringsOf(told["removed"_L1]))
            removed.insert(id);
        planted += told["planted"_L1].toInt();
    }
    crdt::Doc document;
    QVERIFY(document.applyUpdate(collab::bytesOf(m_natives[0]->state())));
    const crdt::Map shapes = document.map(board::shapesRoot);
    for (const QString &id : added - removed)
        QVERIFY2(shapes.has(viewOf(id)), qPrintable(u"lost, and nobody removed it: "_s + id));
    for (const QJsonObject &told : m_told) {
        const QStringList lost = stringsOf(told["lost"_L1]);
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
        // Who brings a removed shape back by undo gives it what every shape of ours has.
        for (const QString &name : stringsOf(told["gone"_L1]) + stringsOf(told["grown"_L1]))
            QVERIFY2(removed.contains(name.section(u'/', 1)), qPrintable(u"touched, and nobody removed it: "_s + name));
    }
    QVERIFY2(planted > 2 && added.size() > 30 && !removed.isEmpty() && added != removed, "the play was too tame");
}

void TestBoardAndYjs::checkScenes()
{
    const auto seen = everything(m_natives[0]->scene());
    QVERIFY(!seen.isEmpty());
    for (const auto &peer : m_natives) {
        QCOMPARE(difference(everything(peer->scene()), seen), QString());
        QVERIFY(peer->heard() > 0);
    }
    crdt::Doc document;
    QVERIFY(document.applyUpdate(collab::bytesOf(serverState())));
    const board::Scene read = board::readScene(document);
    QCOMPARE(difference(everything(read), seen), QString());
    QCOMPARE(read.pages(), m_natives[0]->scene().pages());
}

/// Strokes read by a decoder that was written from the description.
void TestBoardAndYjs::checkPoints()
{
    m_stocks[0]->tell({{u"do"_s, u"read"_s}});
    const auto answer = m_stocks[0]->hear(u"read"_s);
    QVERIFY2(answer, qPrintable(m_stocks[0]->errors()));
    const QJsonObject strokes = (*answer)["points"_L1].toObject();
    QVERIFY(!strokes.isEmpty());
    for (auto stroke = strokes.begin(); stroke != strokes.end(); ++stroke) {
        board::Points points;
        for (const QJsonValue &point : stroke->toArray())
            points.push_back({.x = static_cast<float>(point[0].toDouble()),
                .y = static_cast<float>(point[1].toDouble()),
                .pressure = static_cast<float>(point[2].toDouble())});
        const board::ShapePtr shape = m_natives[1]->scene().find(board::ShapeId(stroke.key()));
        if (!shape)
            continue; // under a key that is no id
        QVERIFY2((shape->points ? *shape->points : board::Points()) == points, qPrintable(stroke.key()));
    }
}

void TestBoardAndYjs::play_data()
{
    QTest::addColumn<quint32>("seed");
    constexpr int Few = 5;
    const bool isOne = qEnvironmentVariableIsSet("COTERIE_SEED");
    const int first = isOne ? qEnvironmentVariableIntValue("COTERIE_SEED") : 1;
    const int asked = qEnvironmentVariableIntValue("COTERIE_SEEDS");
    for (int seed = first; seed < first + (isOne ? 1 : asked > 0 ? asked : Few); ++seed)
        QTest::addRow("seed %d", seed) << static_cast<quint32>(seed);
}

void TestBoardAndYjs::play()
{
    constexpr int Turns = 500;
    QFETCH(const quint32, seed);
    open(seed);
    const int death = Turns / 4 + static_cast<int>(m_random() % (Turns / 2));
    for (int i = 0; i < Turns; ++i) {
        turn();
        if (i == death) {
            m_server->kill();
            QVERIFY(m_server->start());
        }
    }
    rest();
    if (QTest::currentTestFailed())
        return;
    QString what;
    const bool isSame = QTest::qWaitFor([&] { return (what = disagreement()).isEmpty(); }, patience);
    QVERIFY2(isSame, qPrintable(what));
    rest(); // what they tell of is what all have
    checkNothingIsLost();
    checkScenes();
    checkPoints();
    QVERIFY(m_journeys > 4);
}

QTEST_GUILESS_MAIN(TestBoardAndYjs)
#include "tst_boardandyjs.moc"
