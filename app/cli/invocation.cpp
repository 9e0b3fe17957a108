#include "invocation.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

QList<QCommandLineOption> globalOptions()
{
    return {
        {u"server"_s, u"The workspace's address (http://127.0.0.1:8420)."_s, u"URL"_s},
        {u"token"_s, u"Sign in with this token."_s, u"T"_s},
        {u"guest"_s, u"Sign in as a guest of this name; the same one next time."_s, u"NAME"_s},
        {u"profile"_s, u"A separate set of accounts and waiting messages."_s, u"NAME"_s},
        {u"ca"_s, u"Trust the certificates in this file (PEM) too."_s, u"FILE"_s},
        {u"json"_s, u"Print one JSON object per line."_s},
        {QStringList {u"h"_s, u"help"_s}, u"Show this help."_s},
        {QStringList {u"v"_s, u"version"_s}, u"Show the version."_s},
    };
}

QByteArray variableFor(const QString &option)
{
    return "COTERIE_"_ba + option.toUpper().replace(u'-', u'_').toLatin1();
}

void write(std::FILE *file, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), file);
    std::fputc('\n', file);
    std::fflush(file);
}

// An escape sequence in a message must not move the reader's cursor or retitle the window.
QString harmless(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = QChar::ReplacementCharacter;
    }
    return text;
}

bool isTerminal() // standard output
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdout)) != 0;
#else
    return isatty(fileno(stdout)) != 0;
#endif
}

} // namespace

Exit exitFor(Errc code)
{
    switch (code) {
    case Errc::Unavailable: return Exit::Unreachable;
    case Errc::TimedOut: return Exit::TimedOut;
    case Errc::Io:
    case Errc::Corrupt:
    case Errc::Cancelled: return Exit::Faulty;
    case Errc::BadRequest:
    case Errc::Unauthorized:
    case Errc::Forbidden:
    case Errc::NotFound:
    case Errc::Conflict:
    case Errc::TooLarge:
    case Errc::RateLimited:
    case Errc::Unsupported:
    case Errc::Internal:
    case Errc::Truncated:
    case Errc::OutOfRange:
    case Errc::Malformed: return Exit::Refused;
    }
    return Exit::Refused;
}

bool Invocation::parse(const QStringList &arguments, const QList<Command> &commands)
{
    QCommandLineParser first;
    first.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    first.addOptions(globalOptions());
    if (!first.parse(arguments)) {
        m_exit = misused(first.errorText());
        return false;
    }
    if (first.isSet(u"version"_s)) {
        write(stdout, "coterie-cli " COTERIE_VERSION);
        return false;
    }
    const QStringList rest = first.positionalArguments();
    if (rest.isEmpty()) {
        const bool isAsked = first.isSet(u"help"_s);
        write(isAsked ? stdout : stderr, help(commands).toUtf8());
        m_exit = isAsked ? Exit::Done : Exit::Usage;
        return false;
    }
    const auto found = std::ranges::find(commands, rest.first(), &Command::name);
    if (found == commands.end()) {
        m_exit = misused(u"There is no command \"%1\"."_s.arg(rest.first()));
        return false;
    }
    m_command = *found;
    QStringList all = arguments;
    all.removeAt(arguments.size() - rest.size()); // the command's name: what remains are its options and arguments
    return parseCommand(all);
}

bool Invocation::parseCommand(const QStringList &arguments)
{
    m_parser.addOptions(globalOptions());
    m_parser.addOptions(m_command.options);
    m_parser.setApplicationDescription(m_command.summary);
    if (!m_parser.parse(arguments)) {
        m_exit = misused(m_parser.errorText());
        return false;
    }
    if (m_parser.isSet(u"help"_s)) {
        const QString usage = u"Usage: coterie-cli [options] %1 %2\n"_s.arg(m_command.name, m_command.synopsis);
        const QString text = m_parser.helpText();
        write(stdout, (usage + text.mid(text.indexOf(u'\n') + 1)).trimmed().toUtf8());
        return false;
    }
    if (m_parser.isSet(u"version"_s)) {
        write(stdout, "coterie-cli " COTERIE_VERSION);
        return false;
    }
    m_arguments = m_parser.positionalArguments();
    const auto count = m_arguments.size();
    if (count < m_command.leastArguments || (m_command.mostArguments >= 0 && count > m_command.mostArguments)) {
        m_exit = misused(u"Write it so: coterie-cli %1 %2"_s.arg(m_command.name, m_command.synopsis));
        return false;
    }
    return true;
}

QString Invocation::help(const QList<Command> &commands) const
{
    QString text = u"Usage: coterie-cli [--server URL] [--token T | --guest NAME] [--profile NAME] [--json] COMMAND\n"
                   "Coterie without a window. \"coterie-cli COMMAND --help\" tells more.\n\nCommands:"_s;
    for (const Command &command : commands)
        text += u"\n  %1 %2"_s.arg(command.name, -9).arg(command.summary);
    text += u"\n\nOptions:"_s;
    for (const QCommandLineOption &option : globalOptions()) {
        const QString name =
            u"--"_s + option.names().last() + (option.valueName().isEmpty() ? u""_s : u" "_s + option.valueName());
        text += u"\n  %1 %2"_s.arg(name, -15).arg(option.description());
    }
    return text
        + u"\n\nExit codes: 0 done, 2 wrong usage, 3 refused by the server, 4 not reachable, 5 timed out.\n"
          "Every option can come from the environment: COTERIE_SERVER, COTERIE_TOKEN, …\n\n"
          "Other servers: --server ws://HOST:PORT/PATH --guest NAME also talks to simple WebSocket chat servers that\n"
          "are not Coterie's; \"coterie-cli status\" says what such a server does not do."_s;
}

bool Invocation::isSet(const QString &option) const
{
    if (m_parser.isSet(option))
        return true;
    const QByteArray variable = qgetenv(variableFor(option).constData());
    return !variable.isEmpty() && variable != "0"_ba;
}

QString Invocation::value(const QString &option) const
{
    return m_parser.isSet(option) ? m_parser.value(option) : qEnvironmentVariable(variableFor(option).constData());
}

QStringList Invocation::values(const QString &option) const
{
    if (m_parser.isSet(option))
        return m_parser.values(option);
    return value(option).split(u' ', Qt::SkipEmptyParts);
}

QStringList Invocation::lines(const QString &option) const
{
    return m_parser.isSet(option) ? m_parser.values(option) : value(option).split(u'\n', Qt::SkipEmptyParts);
}

Result<std::optional<qint64>> Invocation::number(const QString &option, qint64 least, qint64 most) const
{
    if (!isSet(option) && value(option).isEmpty())
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return Error {
            Errc::BadRequest, u"--%1 wants a number from %2 to %3."_s.arg(option).arg(least).arg(most).toStdString()};
    return std::optional(number);
}

Result<std::optional<Millis>> Invocation::seconds(const QString &option) const
{
    constexpr double longest = 86'400;
    if (!isSet(option) && value(option).isEmpty())
        return std::optional<Millis>();
    bool isNumber = false;
    const double number = value(option).toDouble(&isNumber);
    if (!isNumber || !(number >= 0) || number > longest)
        return Error {Errc::BadRequest, u"--%1 wants a time in seconds, up to a day."_s.arg(option).toStdString()};
    return std::optional(Millis(static_cast<qint64>(number * 1'000)));
}

void Invocation::print(const QJsonObject &object, const QString &text) const
{
    write(stdout, isJson() ? QJsonDocument(object).toJson(QJsonDocument::Compact) : harmless(text).toUtf8());
}

void Invocation::print(
    const QJsonObject &object, const QString &text, const QList<std::pair<qsizetype, qsizetype>> &marked) const
{
    if (isJson() || !isTerminal() || qEnvironmentVariableIsSet("NO_COLOR")) {
        print(object, text);
        return;
    }
    QString line = harmless(text);
    for (auto part = marked.rbegin(); part != marked.rend(); ++part) {
        line.insert(part->first + part->second, u"\x1b[0m"_s);
        line.insert(part->first, u"\x1b[1;33m"_s);
    }
    write(stdout, line.toUtf8());
}

void Invocation::printText(const QString &text) const
{
    if (!isTerminal())
        printBytes(text.toUtf8());
    else
        write(stdout, harmless(text.endsWith(u'\n') ? text.chopped(1) : text).toUtf8());
}

void Invocation::printBytes(const QByteArray &bytes) const
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void Invocation::remark(const QString &words) const
{
    write(stderr, harmless(words).simplified().toUtf8());
}

Exit Invocation::fail(Exit exit, const QString &words) const
{
    remark(words);
    return exit;
}

Exit Invocation::misused(const QString &words) const
{
    const QString command = m_command.name.isEmpty() ? QString() : u" "_s + m_command.name;
    return fail(
        Exit::Usage, u"%1 See \"coterie-cli%2 --help\"."_s.arg(words.endsWith(u'.') ? words : words + u'.', command));
}

Exit runPart(const Invocation &call, std::span<const Part> parts, const QString &usage)
{
    const auto count = call.arguments().size();
    const auto part = std::ranges::find_if(parts, [&](const Part &one) { return one.name == call.argument(0); });
    const bool isRight = part != parts.end() && count >= part->least && (part->most < 0 || count <= part->most);
    return isRight ? part->run(call) : call.misused(usage);
}

Result<QByteArray> standardInput(qint64 most, const char *tooLong)
{
    QFile input;
    if (!input.open(stdin, QFile::ReadOnly))
        return Error {Errc::Io, "Standard input cannot be read."};
    QByteArray bytes = input.read(most + 1);
    if (bytes.size() > most)
        return Error {Errc::TooLarge, tooLong};
    return bytes;
}

bool waitFor(const std::function<bool()> &done, Millis limit)
{
    bool isOver = false;
    QTimer end; // its event also ends the waiting for events
    end.setSingleShot(true);
    end.setTimerType(Qt::PreciseTimer);
    QObject::connect(&end, &QTimer::timeout, &end, [&] { isOver = true; });
    if (limit != forever)
        end.start(limit);
    while (!done()) {
        if (isOver)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace coterie::cli
