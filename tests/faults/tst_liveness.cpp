#include "person.h"
#include "serverprocess.h"
#include "webclient.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::faults;
using namespace Qt::StringLiterals;

/// How soon a dead link is noticed, and how soon a client is back when the network is: real processes, real time. The
/// limits leave a second for a busy machine; what was measured is printed.
class TestLiveness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void halfOpenWhileSomethingWaits();
    void wakesFromSleep();
    void changesNetworks();
    void theNetworkComesLaterThanTheWakeUp();

private:
    Person &join(const QString &name);
    [[nodiscard]] static bool isThere(const QUrl &server, const QString &token, const QString &text);
    qint64 untilSent(Person &person, const QString &text); ///< ms, -1 after a minute
    qint64 untilThere(const QString &text);
    void report(const char *what, qint64 milliseconds);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<integration::ServerProcess> m_server;
    std::vector<std::unique_ptr<Person>> m_people;
    QString m_reader;
};

void TestLiveness::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<integration::ServerProcess>(
        QStringList {u"--guests"_s, u"--messages-per-minute"_s, u"100000"_s});
    QVERIFY(m_server->start());
    m_reader = integration::WebClient(m_server->url()).guest(u"Reader"_s);
}

void TestLiveness::cleanup()
{
    for (const auto &person : m_people)
        QCOMPARE(person->takeViolations(), QStringList());
    m_people.clear();
    m_server.reset();
}

Person &TestLiveness::join(const QString &name)
{
    const QString token = integration::WebClient(m_server->url()).guest(name);
    m_people.push_back(std::make_unique<Person>(Person::Identity {.name = name, .userId = {}, .token = token},
        m_folder->filePath(name + u".sqlite"_s), static_cast<quint16>(m_server->url().port()), 1));
    Person &person = *m_people.back();
    person.open();
    if (!QTest::qWaitFor([&] { return person.isQuiet(); }, 20'000))
        qFatal("%s does not connect", qPrintable(name));
    return person;
}

bool TestLiveness::isThere(const QUrl &server, const QString &token, const QString &text)
{
    const auto page = integration::WebClient(server).get(u"/api/v1/rooms/general/messages?limit=200"_s, token);
    return page.body.contains(text.toUtf8());
}

qint64 TestLiveness::untilSent(Person &person, const QString &text)
{
    person.command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, text}});
    return untilThere(text);
}

qint64 TestLiveness::untilThere(const QString &text)
{
    QElapsedTimer time;
    time.start();
    constexpr qint64 patience = 60'000; // ms
    while (time.elapsed() < patience) {
        if (isThere(m_server->url(), m_reader, text))
            return time.elapsed();
        QTest::qWait(20);
    }
    return -1;
}

void TestLiveness::report(const char *what, qint64 milliseconds)
{
    qInfo("%s: %lld ms", what, static_cast<long long>(milliseconds));
}

void TestLiveness::halfOpenWhileSomethingWaits()
{
    Person &ann = join(u"Ann"_s);
    Person &dee = join(u"Dee"_s);
    Person &bob = join(u"Bob"_s);
    QTimer talk;
    int said = 0;
    connect(&talk, &QTimer::timeout, &bob, [&] {
        bob.command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, u"still talking %1"_s.arg(++said)}});
    });
    talk.start(500);
    QVERIFY(ann.proxy().blackHole(Direction::Both) > 0);
    QVERIFY(dee.proxy().blackHole(Direction::Up) > 0);
    dee.command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, "does anybody hear me"_L1}});
    const qint64 silent = untilSent(ann, u"into the void"_s); // noticed, connected anew, sent again
    report("nothing comes through, from sending to arrival", silent);
    const qint64 more = untilThere(u"does anybody hear me"_s);
    report("others are heard all the time, only our words vanish", silent + more);
    QVERIFY(silent > 0);
    QVERIFY2(silent < 12'500, qPrintable(QString::number(silent)));
    QVERIFY(more > 0);
    QVERIFY2(silent + more < 32'500, qPrintable(QString::number(silent + more)));
}

void TestLiveness::wakesFromSleep()
{
    Person &ann = join(u"Ann"_s);
    ann.freeze(Millis(6'000));
    ann.proxy().blackHole(Direction::Both); // the router has forgotten us meanwhile
    QTRY_VERIFY_WITH_TIMEOUT(!ann.isFrozen(), 10'000);
    const qint64 took = untilSent(ann, u"good morning"_s);
    report("from waking up to a message that arrived", took);
    QVERIFY(took > 0);
    QVERIFY2(took < 2'000, qPrintable(QString::number(took)));
}

void TestLiveness::changesNetworks()
{
    Person &ann = join(u"Ann"_s);
    ann.proxy().blackHole(Direction::Both);
    ann.command({{"do"_L1, "probe"_L1}}); // what the system's notice of a new network calls
    const qint64 took = untilSent(ann, u"from the train"_s);
    report("from the change of networks to a message that arrived", took);
    QVERIFY(took > 0);
    QVERIFY2(took < 2'000, qPrintable(QString::number(took)));
}

void TestLiveness::theNetworkComesLaterThanTheWakeUp()
{
    Person &ann = join(u"Ann"_s);
    ann.proxy().blackHole(Direction::Both);
    ann.proxy().swallow(true); // connections open and nothing comes through them
    ann.command({{"do"_L1, "probe"_L1}});
    QTimer away;
    away.setSingleShot(true);
    away.start(4'000);
    QTRY_VERIFY_WITH_TIMEOUT(!away.isActive(), 10'000);
    ann.proxy().swallow(false);
    const qint64 took = untilSent(ann, u"at last"_s);
    report("from the network being there to a message that arrived", took);
    QVERIFY(took > 0);
    QVERIFY2(took < 2'500, qPrintable(QString::number(took)));
}

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
