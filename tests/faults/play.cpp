#include "play.h"

#include "webclient.h"
#include "wsclient.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

namespace coterie::faults {

using namespace Qt::StringLiterals;
using integration::WebClient;

namespace {

const QStringList names {u"Ann"_s, u"Bob"_s, u"Cy"_s, u"Dee"_s, u"Eve"_s, u"Fay"_s};
const QStringList emojis {u"👍"_s, u"🎉"_s, u"❤️"_s};

} // namespace

int PlayReport::faultCount() const
{
    int count = 0;
    for (const int each : faults)
        count += each;
    return count;
}

Play::Play(const PlaySettings &settings)
    : m_settings(settings)
    , m_random(settings.seed)
    , m_server({u"--guests"_s, u"--messages-per-minute"_s, u"1000000"_s, u"--log-level"_s, u"error"_s})
{
}

bool Play::waitFor(Millis limit, const std::function<bool()> &done)
{
    return QTest::qWaitFor(done, static_cast<int>(limit.count()));
}

PlayReport Play::run()
{
    if (!setUp()) {
        violate(u"the play could not begin"_s);
        return m_report;
    }
    const Instant end = m_clock.now() + m_settings.length;
    while (m_clock.now() < end) {
        keepRunning();
        if (m_random.below(4) == 0)
            strike();
        else
            act(*m_people[m_random.below(m_people.size())]);
        QTest::qWait(static_cast<int>(m_random.below(25)));
        collect();
    }
    calmDown();
    waitForAgreement();
    audit();
    for (const auto &person : m_people)
        person->quit();
    collect();
    if (!m_report.violations.isEmpty() && !m_settings.keepIn.isEmpty()) {
        QDir().mkpath(m_settings.keepIn);
        for (const auto &person : m_people) {
            QFile file(u"%1/play-%2-%3.log"_s.arg(m_settings.keepIn).arg(m_settings.seed).arg(person->identity().name));
            if (file.open(QIODevice::WriteOnly))
                file.write(person->transcript());
        }
    }
    return m_report;
}

bool Play::setUp()
{
    if (!m_server.start())
        return false;
    WebClient web(m_server.url());
    m_readerToken = web.guest(u"Auditor"_s);
    const auto made = web.post(u"/api/v1/rooms"_s, {{u"name"_s, u"den"_s}, {u"kind"_s, u"public"_s}}, m_readerToken);
    const auto listed = web.get(u"/api/v1/rooms"_s, m_readerToken);
    for (const QJsonValue &room : listed.json()["items"_L1].toArray())
        m_rooms.append(room["roomId"_L1].toString());
    if (made.status != 201 || m_rooms.size() != 2)
        return false;
    if (!makeDocuments())
        return false;
    for (int i = 0; i < m_settings.people; ++i) {
        Person::Identity identity {.name = names[i], .userId = {}, .token = web.guest(names[i])};
        identity.userId = web.get(u"/api/v1/me"_s, identity.token).json()["user"_L1]["userId"_L1].toString();
        integration::WsClient socket;
        if (!socket.open(m_server.url(), identity.token))
            return false;
        for (const QString &room : std::as_const(m_rooms))
            socket.ask(u"join_room"_s, {{u"roomId"_s, room}});
        m_people.push_back(std::make_unique<Person>(identity, m_folder.filePath(identity.name + u"/store.sqlite"_s),
            static_cast<quint16>(m_server.url().port()), m_random.next()));
        m_people.back()->ledger().begun(serverEpoch());
        m_people.back()->open();
    }
    return waitFor(Millis(20'000),
        [this] { return std::ranges::all_of(m_people, [](const auto &person) { return person->isQuiet(); }); });
}

void Play::act(Person &person)
{
    if (!person.isOpen())
        return;
    const QString &room = anyRoom();
    const auto pick = static_cast<qint64>(m_random.below(1'000'000));
    const auto number = [&] { return u"%1 %2"_s.arg(person.identity().name).arg(person.nextNumber()); };
    const auto did = [this](const QString &what) { ++m_report.deeds[what]; };
    switch (m_random.below(36)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        did(u"reaction"_s);
        person.command({{"do"_L1, "react"_L1}, {"room"_L1, room}, {"pick"_L1, pick},
            {"emoji"_L1, emojis[static_cast<qsizetype>(m_random.below(3))]}, {"on"_L1, m_random.below(3) != 0}});
        break;
    case 5:
    case 6:
    case 7:
    case 8:
        did(u"edit"_s);
        person.command({{"do"_L1, "edit"_L1}, {"room"_L1, room}, {"pick"_L1, pick},
            {"text"_L1, QString::number(person.nextNumber())}});
        break;
    case 9:
        did(u"draft"_s);
        person.draft(room, m_random.below(4) == 0 ? QString() : u"draft "_s + number());
        break;
    case 10:
        if (m_random.below(3) == 0) {
            did(u"deletion"_s);
            person.command({{"do"_L1, "remove"_L1}, {"room"_L1, room}, {"pick"_L1, pick}});
        } else if (m_random.below(2) == 0) {
            did(u"poll"_s);
            person.command({{"do"_L1, "poll"_L1}, {"room"_L1, room}, {"text"_L1, number() + u" ?"_s}});
        } else {
            did(u"vote"_s);
            person.command({{"do"_L1, "vote"_L1}, {"room"_L1, room}, {"pick"_L1, pick}});
        }
        break;
    case 20:
    case 21:
    case 22:
    case 23:
    case 24:
    case 25:
        did(u"word"_s);
        person.write(u"%1-%2"_s.arg(person.identity().name).arg(person.nextNumber()), pick);
        break;
    case 26:
    case 27:
    case 28:
    case 29:
    case 30:
    case 31:
    case 32:
    case 33:
    case 34:
    case 35: draw(person, pick); break;
    default:
        did(u"message"_s);
        // Mostly short, now and then as long as several packets.
        const int length = static_cast<int>(m_random.below(20) == 0 ? m_random.below(9'000) : m_random.below(60));
        person.command({{"do"_L1, "send"_L1}, {"room"_L1, room}, {"pick"_L1, pick},
            {"reply"_L1, m_random.below(4) == 0}, {"text"_L1, number() + u" "_s + QString(length, u'é')}});
    }
}

void Play::collect()
{
    for (const auto &person : m_people) {
        for (const QString &violation : person->takeViolations())
            violate(violation);
        if (const QString warning = person->takeStoreWarning(); !warning.isEmpty())
            violate(person->identity().name + u": "_s + warning);
    }
}

void Play::calmDown()
{
    if (m_isServerFrozen)
        ::kill(static_cast<pid_t>(m_server.processId()), SIGCONT);
    if (m_serverBackAt) {
        m_serverBackAt = m_clock.now();
        keepRunning();
    }
    for (const auto &person : m_people) {
        person->proxy().calm();
        person->thaw();
        if (!person->isOpen())
            person->open();
        person->command({{"do"_L1, "suspend"_L1}, {"on"_L1, false}});
    }
    m_away.clear();
    // In every second play nobody says that the network is back: the rules have to find out by themselves.
    if (m_random.below(2) == 0) {
        for (const auto &person : m_people)
            person->command({{"do"_L1, "probe"_L1}});
    }
}

void Play::waitForAgreement()
{
    const Instant start = m_clock.now();
    constexpr Millis patience {
        90'000}; // a half-open link with nothing to send is noticed by the heartbeat: 30 s + 3 × 5 s
    QStringList why;
    bool agreed = false;
    while (!agreed && m_clock.now() - start < patience) {
        constexpr int interval = 250; // ms: the auditor's reading has a limit, too
        QTest::qWait(interval);
        why.clear();
        agreed = everybodyAgrees(why);
    }
    m_report.quietAfter = std::chrono::duration_cast<Millis>(m_clock.now() - start);
    if (!agreed) {
        violate(u"no agreement after %1 s of quiet"_s.arg(patience.count() / 1'000));
        m_report.violations += why.mid(0, 12);
    }
}

void Play::audit()
{
    QHash<QString, QStringList> pictures;
    const auto truth = readServer(pictures);
    QSet<QString> ids;
    for (const QList<Ledger::Truth> &room : truth) {
        qint64 last = 0;
        for (const Ledger::Truth &message : room) {
            if (message.seq <= last)
                violate(u"seq %1 stands behind %2 on the server"_s.arg(message.seq).arg(last));
            last = message.seq;
            if (ids.contains(message.messageId))
                violate(u"%1 is on the server twice"_s.arg(message.messageId));
            ids.insert(message.messageId);
        }
        m_report.messages += room.size();
    }
    for (const auto &person : m_people) {
        m_report.violations += person->ledger().audit(person->identity().userId, truth, person->logs());
        const auto totals = person->ledger().totals();
        m_report.totals.sent += totals.sent;
        m_report.totals.failed += totals.failed;
        m_report.totals.mayBeLost += totals.mayBeLost;
        m_report.totals.edits += totals.edits;
        m_report.totals.reactions += totals.reactions;
    }
    auditDocument();
    auditBoard();
    if (const auto check = m_server.run({u"check"_s}); check.exitCode != 0)
        violate(u"coterie-server check: "_s + check.error.trimmed());
}

} // namespace coterie::faults
