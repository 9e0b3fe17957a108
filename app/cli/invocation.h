#pragma once

#include "base/result.h"
#include "base/time.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <span>

namespace coterie::cli {

/// The contract with scripts.
enum class Exit { Done = 0, Faulty = 1, Usage = 2, Refused = 3, Unreachable = 4, TimedOut = 5 };

[[nodiscard]] Exit exitFor(Errc code);

class Invocation;

/// One command: how it is written, and what it does. `run` may spin the event loop and returns when all is done.
struct Command {
    QString name;
    QString synopsis; ///< "ROOM TEXT"
    QString summary; ///< one line for the list of commands
    QList<QCommandLineOption> options;
    int leastArguments = 0;
    int mostArguments = 0; ///< -1: any number
    std::function<Exit(Invocation &)> run;
};

/// One call of the program: what was asked, and where the answer goes.
class Invocation
{
public:
    /// False: --help, --version or a mistake was dealt with, leave with exit().
    [[nodiscard]] bool parse(const QStringList &arguments, const QList<Command> &commands);
    [[nodiscard]] Exit exit() const { return m_exit; }
    [[nodiscard]] Exit run() { return m_command.run(*this); }

    [[nodiscard]] QString argument(qsizetype index) const { return m_arguments.value(index); }
    [[nodiscard]] const QStringList &arguments() const { return m_arguments; }

    /// What the command line says, else the variable COTERIE_NAME_OF_OPTION.
    [[nodiscard]] bool isSet(const QString &option) const;
    [[nodiscard]] QString value(const QString &option) const;
    [[nodiscard]] QStringList values(const QString &option) const; ///< in the variable: separated by spaces
    [[nodiscard]] QStringList lines(const QString &option) const; ///< the same, separated by line ends
    /// A whole number between the bounds; absent when the option is not set. BadRequest for anything else.
    [[nodiscard]] Result<std::optional<qint64>> number(const QString &option, qint64 least, qint64 most) const;
    /// The same for a time in seconds, with fractions; up to a day.
    [[nodiscard]] Result<std::optional<Millis>> seconds(const QString &option) const;

    /// One line: the object with --json, else the text. Control characters of strangers never reach the terminal.
    void print(const QJsonObject &object, const QString &text) const;
    /// The same, with parts of the text (start and length) set off where a terminal shows it.
    void print(
        const QJsonObject &object, const QString &text, const QList<std::pair<qsizetype, qsizetype>> &marked) const;
    /// Text as it is, without a line end of ours; on a terminal as harmless as a line.
    void printText(const QString &text) const;
    void printBytes(const QByteArray &bytes) const;
    [[nodiscard]] bool isJson() const { return isSet(QStringLiteral("json")); }

    void remark(const QString &words) const; ///< on standard error; the command goes on

    /// One plain sentence on standard error.
    [[nodiscard]] Exit fail(Exit exit, const QString &words) const;
    [[nodiscard]] Exit fail(const Error &error) const
    {
        return fail(exitFor(error.code), QString::fromStdString(error.message));
    }
    [[nodiscard]] Exit misused(const QString &words) const; ///< with a hint at --help

private:
    [[nodiscard]] bool parseCommand(const QStringList &arguments);
    [[nodiscard]] QString help(const QList<Command> &commands) const;

    QCommandLineParser m_parser;
    Command m_command;
    QStringList m_arguments;
    Exit m_exit = Exit::Done;
};

/// One of several things a command does, by its first argument; the numbers count all arguments.
struct Part {
    QLatin1StringView name;
    qsizetype least;
    qsizetype most; ///< -1: any number
    Exit (*run)(const Invocation &);
};
/// Runs the part that is meant; if none is, says `usage`.
[[nodiscard]] Exit runPart(const Invocation &call, std::span<const Part> parts, const QString &usage);

/// All of standard input. Io, TooLarge for more than `most` bytes: `tooLong` says so.
[[nodiscard]] Result<QByteArray> standardInput(qint64 most, const char *tooLong);

constexpr Millis forever = Millis::max();

/// Spins the event loop until `done` is true. False when the time is over first.
[[nodiscard]] bool waitFor(const std::function<bool()> &done, Millis limit);

} // namespace coterie::cli
