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
    void aSlowLineIsNotADeadOne();
    void wakesFromSleep();
    void changesNetworks();
    void theNetworkComesLaterThanTheWakeUp();

private:
    Person &join(const QString &name);
    [[nodiscard]] bool isThere(const QString &text) const;
    static void send(Person &person, const QString &text);
    using Conditions = std::vector<std::function<bool()>>;
    [[nodiscard]] static QList<qint64> until(const Conditions &conditions); ///< ms, -1 after a minute
    qint64 untilSent(Person &person, const QString &text);
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

bool TestLiveness::isThere(const QString &text) const
{
    const auto page =
        integration::WebClient(m_server->url()).get(u"/api/v1/rooms/general/messages?limit=200"_s, m_reader);
    return page.body.contains(text.toUtf8());
}

void TestLiveness::send(Person &person, const QString &text)
{
    person.command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, text}});
}

QList<qint64> TestLiveness::until(const Conditions &conditions)
{
    QList<qint64> times(static_cast<qsizetype>(conditions.size()), -1);
    QElapsedTimer time;
    time.start();
    constexpr qint64 patience = 60'000; // ms
    while (times.contains(-1) && time.elapsed() < patience) {
        for (qsizetype i = 0; i < times.size(); ++i) {
            if (times[i] < 0 && conditions[static_cast<std::size_t>(i)]())
                times[i] = time.elapsed();
        }
        QTest::qWait(20);
    }
    return times;
}

qint64 TestLiveness::untilSent(Person &person, const QString &text)
{
    send(person, text);
    return until({[&] { return isThere(text); }}).first();
}

void TestLiveness::report(const char *what, qint64 milliseconds)
{
    qInfo("%s: %lld ms", what, static_cast<long long>(milliseconds));
}

void TestLiveness::halfOpenWhileSomethingWaits()
{
    Person &ann = join(u"Ann"_s);
    Person &dee = join(u"Dee"_s);
    Person &eve = join(u"Eve"_s);
    Person &bob = join(u"Bob"_s);
    QTimer talk;
    int said = 0;
    connect(&talk, &QTimer::timeout, &bob, [&] { send(bob, u"still talking %1"_s.arg(++said)); });
    talk.start(500);
    QVERIFY(ann.proxy().blackHole(Direction::Both) > 0);
    QVERIFY(dee.proxy().blackHole(Direction::Up) > 0);
    QVERIFY(eve.proxy().blackHole(Direction::Down) > 0);
    send(ann, u"into the void"_s);
    send(dee, u"does anybody hear me"_s);
    send(eve, u"it is so silent"_s); // arrives at once; the ack does not
    QTRY_VERIFY(!eve.isQuiet());
    const QList<qint64> times = until({[this] { return isThere(u"into the void"_s); },
        [this] { return isThere(u"does anybody hear me"_s); }, [&] { return eve.isQuiet(); }});
    report("nothing comes through, from sending to arrival", times[0]);
    report("others are heard all the time, only our words vanish", times[1]);
    report("only the server's words vanish, from sending to the ack", times[2]);
    for (const qint64 took : times) {
        QVERIFY2(took > 8'000, qPrintable(QString::number(took)));
        QVERIFY2(took < 12'500, qPrintable(QString::number(took)));
    }
}

void TestLiveness::aSlowLineIsNotADeadOne()
{
    Person &ann = join(u"Ann"_s);
    Person &bob = join(u"Bob"_s);
    const int links = ann.proxy().linksMade();
    ann.proxy().setWeather({.latency = Millis(2'000), .bytesPerSecond = 8'000}); // 64 kbit/s
    constexpr int letters = 16; // of 16 KB: half a minute
    for (int i = 0; i < letters; ++i)
        send(bob, QString(16'000, QChar(u'a' + i)));
    QTRY_VERIFY(isThere(QString(100, QChar(u'a' + letters - 1)))); // Bob's own line is fast
    send(ann, u"behind all that"_s);
    QTRY_VERIFY(!ann.isQuiet());
    const qint64 took = until({[&] { return ann.isQuiet(); }}).first();
    report("64 kbit/s, 2 s away, 256 KB in the queue: from sending to the ack", took);
    QVERIFY(took > 20'000);
    QCOMPARE(ann.proxy().linksMade(), links);
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
