#include "options.h"

#include <QStandardPaths>

#include <cstdio>

namespace coterie::program {

using namespace Qt::StringLiterals;

Options::Options()
{
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    m_parser.addHelpOption();
    m_parser.addVersionOption();
    add(u"data"_s, u"SQLite and files are kept here (default: the platform's data folder)."_s, u"DIR"_s);
}

void Options::add(const QString &name, const QString &help, const QString &valueName)
{
    m_parser.addOption(QCommandLineOption(name, help, valueName));
}

void Options::addPositional(const QString &name, const QString &help)
{
    m_parser.addPositionalArgument(name, help);
}

bool Options::parse(const QStringList &arguments, const QString &description)
{
    m_parser.setApplicationDescription(description);
    if (!m_parser.parse(arguments)) {
        complain(m_parser.errorText());
        return false;
    }
    if (m_parser.isSet(u"help"_s))
        m_parser.showHelp(0);
    if (m_parser.isSet(u"version"_s))
        m_parser.showVersion();
    return true;
}

QString Options::fromEnvironment(const QString &name)
{
    const QByteArray variable = "COTERIE_" + name.toUpper().replace(u'-', u'_').toLatin1();
    return qEnvironmentVariable(variable.constData());
}

bool Options::flag(const QString &name) const
{
    const QString variable = fromEnvironment(name);
    return m_parser.isSet(name) || variable == "1"_L1 || variable == "true"_L1 || variable == "yes"_L1;
}

QString Options::value(const QString &name, const QString &fallback) const
{
    if (m_parser.isSet(name))
        return m_parser.value(name);
    const QString variable = fromEnvironment(name);
    return variable.isEmpty() ? fallback : variable;
}

QStringList Options::values(const QString &name) const
{
    return m_parser.isSet(name) ? m_parser.values(name) : fromEnvironment(name).split(u' ', Qt::SkipEmptyParts);
}

QString Options::dataFolder() const
{
    return value(
        u"data"_s, QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/coterie-server"_s);
}

int complain(const QString &sentence, int exitCode)
{
    const QByteArray line = sentence.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    return exitCode;
}

int complain(const Error &error)
{
    return complain(QString::fromStdString(error.message));
}

void print(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    if (text.size() < 2)
        return std::nullopt;
    bool ok = false;
    const int count = text.chopped(1).toInt(&ok);
    if (!ok || count <= 0 || count > 100'000)
        return std::nullopt;
    switch (text.back().toLatin1()) {
    case 's': return std::chrono::seconds {count};
    case 'm': return std::chrono::minutes {count};
    case 'h': return std::chrono::hours {count};
    case 'd': return std::chrono::days {count};
    default: return std::nullopt;
    }
}

} // namespace coterie::program
