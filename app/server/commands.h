#pragma once

#include <QStringList>

/// One function per subcommand; `arguments` starts with the program's name, without the subcommand's. Each returns the
/// exit code. All but serve() work on the data folder directly, also while a server runs on it.
namespace coterie::program {

int serve(const QStringList &arguments);
int userCommand(const QStringList &arguments);
int tokenCommand(const QStringList &arguments);
int inviteCommand(const QStringList &arguments);
int backupCommand(const QStringList &arguments);
int restoreCommand(const QStringList &arguments);
int checkCommand(const QStringList &arguments);

} // namespace coterie::program
