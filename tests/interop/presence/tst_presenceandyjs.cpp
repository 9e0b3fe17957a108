// A board's presence beside the stock awareness of y-protocols: each understands what the other tells.
#include "collab/boardawareness.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::collab;

namespace {

constexpr int patience = 20'000; // ms, for what takes some milliseconds on an idle machine

} // namespace

class TestPresenceAndYjs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aStockPointerIsShownMovesAndLeaves();
    void oursIsReadAsTheProtocolSays();
    void ourLeavingIsUnderstood();

private:
    void tell(const QJsonObject &command);
    void hear();
    [[nodiscard]] QJsonArray ask();

    SystemClock m_clock;
    std::unique_ptr<BoardAwareness> m_ada;
    std::unique_ptr<QProcess> m_node;
    QJsonArray m_states;
    bool m_isTold = false;
};

void TestPresenceAndYjs::init()
{
    const QString packages = qEnvironmentVariable("COTERIE_YJS_PACKAGES");
    if (packages.isEmpty())
        QSKIP("Run by ctest, which installs y-protocols first.");
    m_node = std::make_unique<QProcess>();
    connect(m_node.get(), &QProcess::readyReadStandardOutput, this, &TestPresenceAndYjs::hear);
    m_node->start(u"node"_s, {packages + u"/presence/awarenesspeer.mjs"_s});
    QVERIFY(m_node->waitForStarted());
    m_ada = std::make_unique<BoardAwareness>(
        Person {.userId = u"u1"_s, .name = u"Ada"_s, .color = QColor(0x1d, 0x6f, 0xbf)}, m_clock);
    connect(m_ada.get(), &BoardAwareness::told, this, [this](const QByteArray &update) {
        tell({{u"do"_s, u"hear"_s}, {u"update"_s, QString::fromLatin1(update.toBase64())}});
    });
    m_ada->begin(42);
}

void TestPresenceAndYjs::cleanup()
{
    m_ada.reset();
    if (!m_node)
        return;
    m_node->closeWriteChannel();
    QVERIFY2(m_node->waitForFinished(patience), m_node->readAllStandardError().constData());
    m_node.reset();
}

void TestPresenceAndYjs::tell(const QJsonObject &command)
{
    m_node->write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

void TestPresenceAndYjs::hear()
{
    while (m_node->canReadLine()) {
        const QJsonObject said = QJsonDocument::fromJson(m_node->readLine()).object();
        if (said["event"_L1] == u"update"_s)
            m_ada->receive(QByteArray::fromBase64(said["update"_L1].toString().toLatin1()));
        else
            m_states = said["states"_L1].toArray();
        m_isTold = m_isTold || said["event"_L1] == u"told"_s;
    }
}

QJsonArray TestPresenceAndYjs::ask()
{
    m_isTold = false;
    tell({{u"do"_s, u"tell"_s}});
    (void)QTest::qWaitFor([this] { return m_isTold; }, patience);
    return m_states;
}

void TestPresenceAndYjs::aStockPointerIsShownMovesAndLeaves()
{
    const QJsonObject sam {{u"name"_s, u"Sam"_s}, {u"color"_s, u"#30bced"_s}};
    const auto at = [&sam](double x) {
        return QJsonObject {{u"do"_s, u"set"_s},
            {u"state"_s, QJsonObject {{u"user"_s, sam}, {u"pointer"_s, QJsonObject {{u"x"_s, x}, {u"y"_s, 4.5}}}}}};
    };
    tell(at(3));
    QTRY_VERIFY_WITH_TIMEOUT(m_ada->peers().size() == 1 && m_ada->peers()[0].pointer, patience);
    QCOMPARE(m_ada->peers()[0].person.name, u"Sam"_s);
    QCOMPARE(m_ada->peers()[0].pointer, std::optional(QPointF(3, 4.5)));
    QSignalSpy moved(m_ada.get(), &BoardAwareness::peerMoved);
    tell(at(-7.25));
    QTRY_COMPARE_WITH_TIMEOUT(moved.count(), 1, patience);
    QCOMPARE(m_ada->peers()[0].pointer, std::optional(QPointF(-7.25, 4.5)));
    tell({{u"do"_s, u"set"_s}, {u"state"_s, QJsonValue::Null}});
    QTRY_VERIFY_WITH_TIMEOUT(m_ada->peers().isEmpty(), patience);
}

void TestPresenceAndYjs::oursIsReadAsTheProtocolSays()
{
    tell({{u"do"_s, u"set"_s}, {u"state"_s, QJsonObject {}}}); // somebody is there
    QTRY_COMPARE_WITH_TIMEOUT(m_ada->peers().size(), 1, patience);
    m_ada->setPointer(QPointF(10.5, -2));
    m_ada->setSelection({board::ShapeId(u"a"_s), board::ShapeId(u"b"_s)});
    m_ada->setTool(u"note"_s);
    m_ada->setViewport(QRectF(0, -10, 800, 600));
    const QJsonObject expected {
        {u"user"_s, QJsonObject {{u"name"_s, u"Ada"_s}, {u"color"_s, u"#1d6fbf"_s}, {u"id"_s, u"u1"_s}}},
        {u"pointer"_s, QJsonObject {{u"x"_s, 10.5}, {u"y"_s, -2}}}, {u"selection"_s, QJsonArray {u"a"_s, u"b"_s}},
        {u"tool"_s, u"note"_s},
        {u"viewport"_s, QJsonObject {{u"x"_s, 0}, {u"y"_s, -10}, {u"w"_s, 800}, {u"h"_s, 600}}}};
    QTRY_COMPARE_WITH_TIMEOUT(ask(), QJsonArray {expected}, patience);
}

void TestPresenceAndYjs::ourLeavingIsUnderstood()
{
    QTRY_COMPARE_WITH_TIMEOUT(ask().size(), 1, patience);
    m_ada->leave();
    QTRY_COMPARE_WITH_TIMEOUT(ask().size(), 0, patience);
}

QTEST_GUILESS_MAIN(TestPresenceAndYjs)
#include "tst_presenceandyjs.moc"
