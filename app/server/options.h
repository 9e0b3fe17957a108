#pragma once

#include "base/result.h"

#include <QCommandLineParser>
#include <QString>

#include <chrono>

namespace coterie::program {

// Exit codes of coterie-server.
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrongUsage = 2;

/// The command line; an option that is not given is looked for in COTERIE_NAME_OF_OPTION.
class Options
{
public:
    Options();

    void add(const QString &name, const QString &help, const QString &valueName = {});
    void addPositional(const QString &name, const QString &help);
    /// Handles --help and --version by itself. False: a sentence was printed, leave with wrongUsage.
    [[nodiscard]] bool parse(const QStringList &arguments, const QString &description);

    [[nodiscard]] bool flag(const QString &name) const;
    [[nodiscard]] QString value(const QString &name, const QString &fallback = {}) const;
    [[nodiscard]] QStringList values(const QString &name) const; ///< in the environment: separated by spaces
    [[nodiscard]] QStringList positional() const { return m_parser.positionalArguments(); }
    [[nodiscard]] QString dataFolder() const; ///< --data, or the platform's

private:
    [[nodiscard]] static QString fromEnvironment(const QString &name);

    QCommandLineParser m_parser;
};

int complain(const QString &sentence, int exitCode = failed); ///< one plain sentence on standard error
int complain(const Error &error);
void print(const QString &line); ///< on standard output, at once

/// "30d", "12h", "45m", "90s".
[[nodiscard]] std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

} // namespace coterie::program
