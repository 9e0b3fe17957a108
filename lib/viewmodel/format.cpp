#include "viewmodel/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace coterie::viewmodel::format {

using namespace Qt::StringLiterals;

namespace {

class Format
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

QDateTime local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMillis(time));
}

/// The locale's short time; the C locale's has seconds, which nobody wants in a chat.
QString timePattern(const QLocale &locale)
{
    return locale.language() == QLocale::C ? u"HH:mm"_s : locale.timeFormat(QLocale::ShortFormat);
}

bool reorders(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

} // namespace

QString clockTime(WallTime time, const QLocale &locale)
{
    return locale.toString(local(time).time(), timePattern(locale));
}

QString fullTime(WallTime time, const QLocale &locale)
{
    const QDateTime at = local(time);
    const QString pattern = timePattern(locale).replace(u"mm"_s, u"mm:ss"_s);
    return u"%1, %2"_s.arg(locale.toString(at.date(), QLocale::LongFormat), locale.toString(at.time(), pattern));
}

bool sameDay(WallTime a, WallTime b)
{
    return local(a).date() == local(b).date();
}

QString dayTitle(WallTime time, WallTime now, const QLocale &locale)
{
    const QDate day = local(time).date();
    const QDate today = local(now).date();
    if (day == today)
        return Format::tr("Today");
    if (day.addDays(1) == today)
        return Format::tr("Yesterday");
    return locale.toString(
        day, day.year() == today.year() ? Format::tr("dddd d MMMM") : Format::tr("dddd d MMMM yyyy"));
}

QString ago(WallTime time, WallTime now, const QLocale &locale)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - time).count();
    if (minutes < 1)
        return Format::tr("Just now");
    if (minutes < 60)
        return Format::tr("%1 m ago").arg(minutes);
    if (minutes < 24 * 60)
        return Format::tr("%1 h ago").arg(minutes / 60);
    return locale.toString(local(time).date(), Format::tr("d MMM"));
}

QString noticeTime(WallTime time, WallTime now, const QLocale &locale)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - time).count();
    if (minutes < 1)
        return Format::tr("Just now");
    if (minutes < 5)
        return Format::tr("%1 min ago").arg(minutes);
    return clockTime(time, locale);
}

QString lastSeen(std::optional<WallTime> time, WallTime now, const QLocale &locale)
{
    if (!time)
        return Format::tr("Offline");
    const QDate day = local(*time).date();
    const QDate today = local(now).date();
    if (day == today)
        return Format::tr("Last seen %1").arg(clockTime(*time, locale));
    if (day.addDays(1) == today)
        return Format::tr("Last seen yesterday");
    return Format::tr("Last seen %1").arg(locale.toString(day, Format::tr("d MMM")));
}

QString awayFor(std::optional<WallTime> since, WallTime now)
{
    if (!since || now - *since < std::chrono::minutes(1))
        return Format::tr("Away");
    return Format::tr("Away for %1").arg(span(std::chrono::duration_cast<Millis>(now - *since)));
}

QString span(Millis length)
{
    const auto seconds = std::max<long long>(0, std::chrono::duration_cast<std::chrono::seconds>(length).count());
    if (seconds < 60)
        return Format::tr("%1 s").arg(seconds);
    if (seconds < 3'600)
        return Format::tr("%1 min").arg(seconds / 60);
    if (seconds < 48 * 3'600)
        return Format::tr("%1 h").arg(seconds / 3'600);
    return Format::tr("%n days", nullptr, int(seconds / 86'400));
}

QString initials(const QString &name)
{
    QString letters;
    for (qsizetype i = 0; i < name.size() && letters.size() < 2; ++i) {
        if (name.at(i).isLetterOrNumber()) {
            letters += name.at(i);
        } else if (name.at(i).isHighSurrogate() && i + 1 < name.size() && letters.isEmpty()) {
            return name.mid(i, 2); // an emoji stands for its owner
        } else if (!letters.isEmpty()) {
            break;
        }
    }
    if (letters.isEmpty())
        return u"?"_s;
    return letters.left(1).toUpper() + letters.mid(1).toLower();
}

QString cleanName(const QString &name)
{
    QString clean;
    for (const QChar c : name.left(256)) {
        if (!reorders(c))
            clean += c.category() == QChar::Other_Control ? u' ' : c;
    }
    clean = clean.simplified();
    return clean.size() > 64 ? clean.left(clean.at(62).isHighSurrogate() ? 62 : 63) + u'…' : clean;
}

QString oneLine(const QString &text, int maximum)
{
    QString line = text.left(4 * qsizetype(maximum)).simplified();
    line.removeIf(reorders);
    if (line.size() <= maximum)
        return line;
    qsizetype end = maximum - 1;
    if (line.at(end - 1).isHighSurrogate())
        --end;
    return line.left(end) + u'…';
}

QString typing(const QStringList &names)
{
    switch (names.size()) {
    case 0: return {};
    case 1: return Format::tr("%1 is typing").arg(names[0]);
    case 2: return Format::tr("%1 and %2 are typing").arg(names[0], names[1]);
    default: return Format::tr("%1 and %n others are typing", nullptr, int(names.size()) - 1).arg(names[0]);
    }
}

QString statusWord(protocol::Status status)
{
    switch (status) {
    case protocol::Status::Online: return u"online"_s;
    case protocol::Status::Away: return u"away"_s;
    case protocol::Status::Dnd: return u"dnd"_s;
    case protocol::Status::Invisible:
    case protocol::Status::Offline: return u"offline"_s;
    }
    return {};
}

QString statusText(protocol::Status status)
{
    switch (status) {
    case protocol::Status::Online: return Format::tr("Online");
    case protocol::Status::Away: return Format::tr("Away");
    case protocol::Status::Dnd: return Format::tr("Do not disturb");
    case protocol::Status::Invisible: return Format::tr("Invisible");
    case protocol::Status::Offline: return Format::tr("Offline");
    }
    return {};
}

std::optional<protocol::Status> statusFromWord(QStringView word)
{
    if (word == "online"_L1)
        return protocol::Status::Online;
    if (word == "away"_L1)
        return protocol::Status::Away;
    if (word == "dnd"_L1)
        return protocol::Status::Dnd;
    if (word == "invisible"_L1 || word == "offline"_L1)
        return protocol::Status::Invisible;
    return std::nullopt;
}

QString personColor(const QString &wire, const QString &seed)
{
    static constexpr std::array<const char16_t *, 8> hues {
        u"#7C4DBE", u"#C2571A", u"#1D6FBF", u"#2E7D4F", u"#B8336A", u"#0F766E", u"#8A6D00", u"#5B6472"};
    const auto isHex = [](QChar c) { return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'); };
    if (wire.size() == 7 && wire.startsWith(u'#') && std::all_of(wire.begin() + 1, wire.end(), isHex))
        return wire;
    return QString::fromUtf16(hues.at(qHash(seed, 0) % hues.size()));
}

QString people(const QStringList &names)
{
    if (names.size() < 2)
        return names.value(0);
    if (names.size() > 12)
        return Format::tr("%1 and %n others", nullptr, int(names.size()) - 10).arg(names.mid(0, 10).join(u", "_s));
    return Format::tr("%1 and %2").arg(names.mid(0, names.size() - 1).join(u", "_s), names.last());
}

} // namespace coterie::viewmodel::format
