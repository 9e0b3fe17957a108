#include "person.h"
#include "serverprocess.h"
#include "webclient.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::faults;
using namespace Qt::StringLiterals;

/// Real clients whose computers' clocks are hours off, in the same room as one whose clock is right.
class TestClocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everybodySeesTheSameOrderAndSaneTimes();

private:
    static bool isAboutNow(qint64 time) { return qAbs(QDateTime::currentMSecsSinceEpoch() - time) < 60'000; }
};

void TestClocks::everybodySeesTheSameOrderAndSaneTimes()
{
    QTemporaryDir folder;
    integration::ServerProcess server({u"--guests"_s});
    QVERIFY(server.start());
    std::vector<std::unique_ptr<Person>> people;
    const QList<int> skews {7 * 3'600, 0, -26 * 3'600};
    for (const int skew : skews) {
        const QString name = u"Skew%1"_s.arg(people.size());
        people.push_back(std::make_unique<Person>(
            Person::Identity {.name = name, .userId = {}, .token = integration::WebClient(server.url()).guest(name)},
            folder.filePath(name), static_cast<quint16>(server.url().port()), 1));
        people.back()->setVariable(u"LD_PRELOAD"_s, QStringLiteral(COTERIE_SKEWED_CLOCK));
        people.back()->setVariable(u"COTERIE_SKEW"_s, QString::number(skew));
        people.back()->open();
    }
    const auto everybody = [&](auto holds) { return std::ranges::all_of(people, holds); };
    QTRY_VERIFY_WITH_TIMEOUT(everybody([](const auto &person) { return person->isQuiet(); }), 20'000);
    for (std::size_t i = 0; i < people.size(); ++i)
        QVERIFY(isAboutNow(people[i]->ownClock() - qint64 {skews[static_cast<qsizetype>(i)]} * 1'000)); // it is wrong
    for (int turn = 0; turn < 6; ++turn) { // one after the other, so the order is known
        Person &speaker = *people[static_cast<std::size_t>(turn) % people.size()];
        const QString text = u"turn %1"_s.arg(turn);
        speaker.command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, text}});
        QTRY_VERIFY_WITH_TIMEOUT(
            everybody([&](const auto &person) { return isAboutNow(person->timeOf(text)); }), 20'000);
    }
    for (const auto &person : people) {
        person->askLog(u"general"_s);
        QTRY_VERIFY_WITH_TIMEOUT(person->hasLog(u"general"_s), 10'000);
        const QJsonArray lines = person->log(u"general"_s)["lines"_L1].toArray();
        QCOMPARE(lines, people[0]->log(u"general"_s)["lines"_L1].toArray());
        for (qsizetype i = 0; i < 6; ++i)
            QVERIFY(lines[i].toString().contains(u"turn %1"_s.arg(i)));
    }
    server.kill(); // what is written now waits, with the server's time as far as it is known
    for (const auto &person : people) {
        QTRY_VERIFY_WITH_TIMEOUT(person->link() != "connected"_L1, 20'000);
        person->command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, "waiting"_L1}});
        QTRY_VERIFY_WITH_TIMEOUT(person->texts().contains(u"waiting"_s), 10'000);
        QVERIFY(isAboutNow(person->timeOf(u"waiting"_s)));
    }
    people[0]->quit(); // and still after a start without a network
    people[0]->open();
    QTRY_VERIFY_WITH_TIMEOUT(people[0]->texts().contains(u"waiting"_s), 10'000);
    people[0]->command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, "offline"_L1}});
    QTRY_VERIFY_WITH_TIMEOUT(people[0]->texts().contains(u"offline"_s), 10'000);
    QVERIFY(isAboutNow(people[0]->timeOf(u"offline"_s)));
}

QTEST_GUILESS_MAIN(TestClocks)
#include "tst_clocks.moc"
