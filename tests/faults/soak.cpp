#include "play.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace coterie;
using namespace coterie::faults;
using namespace Qt::StringLiterals;

namespace {

void print(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

void addTo(QMap<QString, int> &sum, const QMap<QString, int> &counts)
{
    for (auto it = counts.begin(); it != counts.end(); ++it)
        sum[it.key()] += it.value();
}

void printTable(const QString &title, const QMap<QString, int> &counts)
{
    print(title);
    for (auto it = counts.begin(); it != counts.end(); ++it)
        print(u"  %1 %2"_s.arg(it.key(), -28).arg(it.value(), 8));
}

} // namespace

/// One play after the other, each with the next seed, for so many minutes. Exit code 1 on any violation.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Random plays with faults, one after the other."_s);
    parser.addHelpOption();
    const QCommandLineOption minutes(u"minutes"_s, u"How long (default: COTERIE_SOAK_MINUTES, or 30)."_s, u"N"_s,
        qEnvironmentVariable("COTERIE_SOAK_MINUTES", u"30"_s));
    const QCommandLineOption seed(u"seed"_s, u"The first seed (default: from the clock)."_s, u"N"_s);
    const QCommandLineOption plays(u"plays"_s, u"At most so many plays."_s, u"N"_s, u"1000000"_s);
    const QCommandLineOption length(u"length"_s, u"Seconds of faults in each play."_s, u"N"_s, u"45"_s);
    const QCommandLineOption people(u"people"_s, u"From 1 to 6."_s, u"N"_s, u"4"_s);
    const QCommandLineOption keep(u"keep"_s, u"Where transcripts of failed plays go."_s, u"DIR"_s);
    const QCommandLineOption noRestores(u"no-restores"_s, u"Without older backups."_s);
    parser.addOptions({minutes, seed, plays, length, people, keep, noRestores});
    parser.process(application);

    QElapsedTimer time;
    time.start();
    const quint64 first = parser.isSet(seed) ? parser.value(seed).toULongLong()
                                             : static_cast<quint64>(toEpochMillis(SystemClock().wallNow()) / 1'000);
    QMap<QString, int> faults;
    QMap<QString, int> deeds;
    QList<quint64> failed;
    qint64 messages = 0;
    const auto limit = static_cast<qint64>(parser.value(minutes).toDouble() * 60'000);
    int played = 0;
    int violations = 0;
    for (; played < parser.value(plays).toInt() && time.elapsed() < limit; ++played) {
        const PlaySettings settings {.seed = first + static_cast<quint64>(played),
            .length = std::chrono::seconds(parser.value(length).toInt()),
            .people = std::clamp(parser.value(people).toInt(), 1, 6),
            .restores = !parser.isSet(noRestores),
            .keepIn = parser.value(keep)};
        const PlayReport report = Play(settings).run();
        print(u"seed %1: %2 faults, %3 messages, %4 refused, %5 taken back by a backup, agreed after %6 s, %7"_s
                  .arg(settings.seed)
                  .arg(report.faultCount())
                  .arg(report.messages)
                  .arg(report.totals.failed)
                  .arg(report.totals.mayBeLost)
                  .arg(static_cast<double>(report.quietAfter.count()) / 1'000, 0, 'f', 1)
                  .arg(report.violations.isEmpty() ? u"no violation"_s
                                                   : u"%1 VIOLATIONS"_s.arg(report.violations.size())));
        constexpr qsizetype enough = 20;
        for (const QString &violation : report.violations.mid(0, enough))
            print(u"  ! "_s + violation);
        if (report.violations.size() > enough)
            print(u"  ! and %1 more"_s.arg(report.violations.size() - enough));
        addTo(faults, report.faults);
        addTo(deeds, report.deeds);
        messages += report.messages;
        violations += static_cast<int>(report.violations.size());
        if (!report.violations.isEmpty())
            failed.append(settings.seed);
    }
    printTable(u"faults"_s, faults);
    printTable(u"deeds"_s, deeds);
    print(u"%1 plays in %2 minutes, %3 messages, %4 violations"_s.arg(played)
              .arg(static_cast<double>(time.elapsed()) / 60'000, 0, 'f', 1)
              .arg(messages)
              .arg(violations));
    for (const quint64 each : std::as_const(failed))
        print(u"play it again: soak --seed %1 --plays 1"_s.arg(each));
    return failed.isEmpty() ? 0 : 1;
}
