#include "play.h"
#include "sqlite/database.h"

#include <QFile>

#include <csignal>

// What goes wrong in a play.
namespace coterie::faults {

using namespace Qt::StringLiterals;

void Play::strike()
{
    Person &person = *m_people[m_random.below(m_people.size())];
    const auto dice = m_random.below(100);
    if (dice < 84)
        strikeNetwork(person);
    else if (dice < 94)
        strikeClient(person);
    else
        strikeServer();
}

void Play::strikeNetwork(Person &person)
{
    FaultProxy &proxy = person.proxy();
    const auto count = [this](const QString &what, int struck = 1) { m_report.faults[what] += int {struck > 0}; };
    switch (m_random.below(12)) {
    case 0:
        count(u"latency"_s);
        proxy.setWeather({.latency = upTo(400)});
        break;
    case 1:
        count(u"jitter"_s);
        proxy.setWeather({.latency = upTo(60), .jitter = upTo(300)});
        break;
    case 2:
        count(u"bandwidth"_s);
        proxy.setWeather({.bytesPerSecond = 4'000 + static_cast<int>(m_random.below(60'000))});
        break;
    case 3: count(u"cut"_s, proxy.cut()); break;
    case 4: count(u"reset"_s, proxy.reset()); break;
    case 5: count(u"half-open"_s, proxy.blackHole(Direction::Both)); break;
    case 6:
        if (m_random.below(2) == 0)
            count(u"half-open up"_s, proxy.blackHole(Direction::Up));
        else
            count(u"half-open down"_s, proxy.blackHole(Direction::Down));
        break;
    case 7: count(u"stall mid-frame"_s, proxy.stall(upTo(3'000))); break;
    case 8: count(u"answers lost, sent again"_s, proxy.loseAnswers(upTo(300))); break;
    case 9:
        count(u"refused"_s);
        proxy.refuse(upTo(1'500));
        proxy.cut();
        break;
    default:
        proxy.calm();
        if (m_random.below(2) == 0)
            person.command({{"do"_L1, m_random.below(2) == 0 ? u"retry"_s : u"probe"_s}});
    }
}

void Play::strikeClient(Person &person)
{
    if (!person.isOpen())
        return;
    switch (m_random.below(6)) {
    case 0:
    case 1:
    case 2:
        ++m_report.faults[u"client killed"_s];
        person.kill();
        m_away.insert(&person, m_clock.now() + upTo(1'000));
        break;
    case 3:
        ++m_report.faults[u"client quit"_s];
        person.quit();
        m_away.insert(&person, m_clock.now() + upTo(500));
        break;
    case 4:
        ++m_report.faults[u"client frozen"_s];
        person.freeze(upTo(m_random.below(3) == 0 ? 8'000 : 1'500));
        break;
    default:
        ++m_report.faults[u"network change"_s];
        person.command({{"do"_L1, "suspend"_L1}, {"on"_L1, m_random.below(2) == 0}});
    }
}

void Play::strikeServer()
{
    if (m_serverBackAt || m_isServerFrozen)
        return;
    switch (m_random.below(8)) {
    case 0:
    case 1:
        ++m_report.faults[u"server killed"_s];
        m_server.kill();
        restartServer(upTo(1'500));
        break;
    case 2:
        ++m_report.faults[u"server restarted"_s];
        if (const int code = m_server.terminate(); code != 0)
            violate(u"the server ended with %1"_s.arg(code));
        restartServer(upTo(1'000));
        break;
    case 3:
        ++m_report.faults[u"server frozen"_s];
        m_isServerFrozen = true;
        ::kill(static_cast<pid_t>(m_server.processId()), SIGSTOP);
        restartServer(upTo(2'500));
        break;
    case 4:
        if (m_settings.restores && !m_backup.isEmpty()) {
            restore();
            break;
        }
        [[fallthrough]];
    default:
        if (m_settings.restores)
            backUp();
    }
}

void Play::restartServer(Millis after)
{
    m_serverBackAt = m_clock.now() + after;
}

void Play::keepRunning()
{
    const Instant now = m_clock.now();
    if (m_serverBackAt && now >= *m_serverBackAt) {
        m_serverBackAt.reset();
        if (std::exchange(m_isServerFrozen, false))
            ::kill(static_cast<pid_t>(m_server.processId()), SIGCONT);
        else if (!m_server.start())
            violate(u"the server does not start: "_s + QString::fromUtf8(m_server.log()));
    }
    for (auto away = m_away.begin(); away != m_away.end();) {
        if (now < *away) {
            ++away;
            continue;
        }
        away.key()->open();
        away = m_away.erase(away);
    }
}

QString Play::serverEpoch() const
{
    const auto database =
        sqlite::Database::open(m_server.dataFolder() + u"/coterie.db"_s, sqlite::Database::Mode::ReadOnly);
    if (!database)
        return {};
    auto query = (*database)->prepare(u"SELECT value FROM meta WHERE key = 'epoch'"_s);
    return query.step() ? query.text(0) : QString();
}

void Play::backUp()
{
    const QString file = m_folder.filePath(u"backup-%1.db"_s.arg(++m_backups));
    for (const auto &person : m_people)
        person->ledger().backupTaken(); // before: what is acknowledged meanwhile may be in it or not
    if (const auto done = m_server.run({u"backup"_s, file}); done.exitCode != 0)
        violate(u"coterie-server backup: "_s + done.error);
    m_backup = file;
}

/// Behind the back of a running server, or of one that is down. Either way the clients meet another epoch.
void Play::restore()
{
    ++m_report.faults[u"older backup"_s];
    const bool isRunning = m_random.below(2) == 0;
    if (!isRunning)
        m_server.kill();
    if (const auto done = m_server.run({u"restore"_s, m_backup}); done.exitCode != 0)
        violate(u"coterie-server restore: "_s + done.error);
    for (const auto &person : m_people)
        person->ledger().restored(serverEpoch());
    if (!isRunning)
        restartServer(upTo(500));
}

} // namespace coterie::faults
