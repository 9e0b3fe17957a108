// The desktop app, twice, and somebody with stock yjs and y-websocket write in one document on a real server.
#include "appwindow.h"
#include "collab/textsource.h"
#include "serverprocess.h"
#include "webclient.h"
#include "yjspeer.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::interop;
using integration::ServerProcess;
using integration::WebClient;

namespace {

constexpr int patience = 20'000; // ms, for what takes some milliseconds on an idle machine

QString packages()
{
    return qEnvironmentVariable("COTERIE_YJS_PACKAGES");
}

/// Somebody else's caret as the app knows it; -1: nobody's.
qsizetype caretOf(const AppWindow &window, const QString &name)
{
    for (const collab::RemoteCaret &caret : window.source()->carets()) {
        if (caret.name == name)
            return caret.head;
    }
    return -1;
}

} // namespace

class TestAppAndYjs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void threeWriteAtOnce();
    void theServerDiesWhileTheyWrite();
    void fiveHundredEditsOfflineEach();

private:
    [[nodiscard]] std::unique_ptr<AppWindow> app(const QString &name);
    [[nodiscard]] std::unique_ptr<YjsPeer> peer(const QString &name);
    [[nodiscard]] QString shared(); ///< the text, once the app windows have the same; else empty

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<WebClient> m_web;
    QString m_docId;
    std::unique_ptr<AppWindow> m_mina;
    std::unique_ptr<AppWindow> m_theo;
};

void TestAppAndYjs::init()
{
    if (packages().isEmpty())
        QSKIP("Run by ctest, which installs yjs first.");
    m_server = std::make_unique<ServerProcess>(QStringList {u"--guests"_s});
    QVERIFY(m_server->start());
    m_web = std::make_unique<WebClient>(m_server->url());
    const QString owner = m_web->guest(u"Owner"_s);
    const auto made = m_web->post(u"/api/v1/documents"_s,
        {{u"title"_s, u"Launch plan"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}}, owner);
    QCOMPARE(made.status, 201);
    m_docId = made.json()["docId"_L1].toString();
    m_mina = app(u"Mina"_s);
    m_theo = app(u"Theo"_s);
    QVERIFY(m_mina->openDocument(m_docId) && m_theo->openDocument(m_docId));
    QTRY_VERIFY_WITH_TIMEOUT(m_mina->isInSync() && m_theo->isInSync(), patience);
}

void TestAppAndYjs::cleanup()
{
    for (const auto &window : {m_mina.get(), m_theo.get()}) {
        if (window)
            QCOMPARE(window->warnings(), QStringList());
    }
    m_mina.reset();
    m_theo.reset();
    m_web.reset();
    m_server.reset();
}

std::unique_ptr<AppWindow> TestAppAndYjs::app(const QString &name)
{
    return std::make_unique<AppWindow>(m_server->url(), m_web->guest(name));
}

std::unique_ptr<YjsPeer> TestAppAndYjs::peer(const QString &name)
{
    return std::make_unique<YjsPeer>(packages(), m_server->url(), m_docId, m_web->guest(name), name);
}

QString TestAppAndYjs::shared()
{
    (void)QTest::qWaitFor(
        [this] { return m_mina->isInSync() && m_theo->isInSync() && m_mina->text() == m_theo->text(); }, patience);
    return m_mina->text() == m_theo->text() ? m_mina->text() : QString();
}

void TestAppAndYjs::threeWriteAtOnce()
{
    auto jonas = peer(u"Jonas"_s);
    QVERIFY2(jonas->waitFor(u"sync"_s, {{u"synced"_s, true}}), qPrintable(jonas->errors()));
    m_mina->type(u"Mina begins. "_s);
    QTRY_COMPARE_WITH_TIMEOUT(jonas->ask().text, u"Mina begins. "_s, patience);

    const QString theirs = u"Jonas writes with stock yjs while the others write. "_s;
    const QString ours = u"Theo goes on in the app, letter by letter. "_s;
    jonas->tell({{u"do"_s, u"type"_s}, {u"text"_s, theirs}, {u"every"_s, 4}});
    m_theo->placeCaret(0);
    m_mina->placeCaret(5);
    for (const QChar letter : ours) {
        m_theo->type(letter);
        m_mina->type(u"x"_s);
        QTest::qWait(2); // others' letters come between
    }
    QVERIFY(jonas->waitFor(u"typed"_s));
    const QString expected = ours + u"Mina "_s + QString(ours.size(), u'x') + u"begins. "_s + theirs;
    QTRY_COMPARE_WITH_TIMEOUT(jonas->ask().text, expected, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_mina->text(), expected, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_theo->text(), expected, patience);
    QCOMPARE(m_mina->shownText(), expected);
    QCOMPARE(m_theo->caret(), ours.size());
    QCOMPARE(m_mina->caret(), ours.size() * 2 + 5);

    QTRY_COMPARE_WITH_TIMEOUT(caretOf(*m_mina, u"Jonas"_s), expected.size(), patience); // everybody sees everybody
    QTRY_COMPARE_WITH_TIMEOUT(caretOf(*m_mina, u"Theo"_s), ours.size(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(jonas->ask().carets.contains(QJsonObject {
                                 {u"name"_s, u"Theo"_s}, {u"anchor"_s, ours.size()}, {u"head"_s, ours.size()}}),
        patience);

    m_mina->press(Qt::Key_Z, Qt::ControlModifier); // takes back what she wrote and nothing else
    QTRY_VERIFY_WITH_TIMEOUT(!m_theo->text().contains(u'x'), patience);
    QVERIFY(m_theo->text().contains(theirs) && m_theo->text().startsWith(ours));
    jonas.reset();
    QTRY_COMPARE_WITH_TIMEOUT(caretOf(*m_mina, u"Jonas"_s), qsizetype(-1), patience);
}

void TestAppAndYjs::theServerDiesWhileTheyWrite()
{
    auto jonas = peer(u"Jonas"_s);
    QVERIFY2(jonas->waitFor(u"sync"_s, {{u"synced"_s, true}}), qPrintable(jonas->errors()));
    m_mina->type(u"confirmed "_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_mina->isInSync(), patience);
    m_mina->type(u"under way "_s);
    m_server->kill();
    m_mina->type(u"and offline. "_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_mina->status().contains(u"waiting"_s), patience);
    jonas->tell({{u"do"_s, u"insert"_s}, {u"at"_s, 0}, {u"text"_s, u"Jonas, too: "_s}});
    QVERIFY(m_server->start());

    const QString expected = u"Jonas, too: confirmed under way and offline. "_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_theo->text(), expected, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_mina->text(), expected, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_mina->isInSync(), patience);
    QCOMPARE(m_mina->caret(), expected.size());
    auto late = peer(u"Late"_s);
    QVERIFY2(late->waitFor(u"sync"_s, {{u"synced"_s, true}}), qPrintable(late->errors()));
    QTRY_COMPARE_WITH_TIMEOUT(late->ask().text, expected, patience);
}

void TestAppAndYjs::fiveHundredEditsOfflineEach()
{
    m_mina->type(u"Upper half.|Lower half."_s);
    QVERIFY(!shared().isEmpty());
    m_server->kill();
    QRandomGenerator random(4);
    const auto play = [&random](AppWindow &window, const QString &letters) {
        QString kept;
        for (int i = 0; i < 500; ++i) {
            if (!kept.isEmpty() && random.bounded(4) == 0) {
                window.press(Qt::Key_Backspace);
                kept.chop(1);
            } else {
                const QChar letter = letters[random.bounded(letters.size())];
                window.type(letter);
                kept += letter;
            }
        }
        return kept;
    };
    m_mina->placeCaret(6); // "Upper |half."
    m_theo->placeCaret(18); // "Lower |half."
    const QString upper = play(*m_mina, u"abcdefgh "_s);
    const QString lower = play(*m_theo, u"ABCDEFGH "_s);
    QVERIFY(m_server->start());

    const QString expected = u"Upper "_s + upper + u"half.|Lower "_s + lower + u"half."_s;
    QCOMPARE(shared(), expected);
    QCOMPARE(m_mina->caret(), 6 + upper.size());
    QCOMPARE(m_theo->caret(), 18 + upper.size() + lower.size());
    QTRY_COMPARE_WITH_TIMEOUT(caretOf(*m_mina, u"Theo"_s), m_theo->caret(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(caretOf(*m_theo, u"Mina"_s), m_mina->caret(), patience);
}

QTEST_MAIN(TestAppAndYjs)
#include "tst_appandyjs.moc"
