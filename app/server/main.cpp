#include "commands.h"
#include "options.h"
#include "server/secrets.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

struct Command {
    QLatin1StringView name;
    int (*run)(const QStringList &);
};

constexpr std::array commands {
    Command {"serve"_L1, program::serve},
    Command {"user"_L1, program::userCommand},
    Command {"token"_L1, program::tokenCommand},
    Command {"invite"_L1, program::inviteCommand},
    Command {"backup"_L1, program::backupCommand},
    Command {"restore"_L1, program::restoreCommand},
    Command {"check"_L1, program::checkCommand},
};

/// Where the command stands, if there is one: first, or after `--data DIR`, which is as often typed before it.
qsizetype commandPosition(const QStringList &arguments)
{
    qsizetype at = 1;
    while (at < arguments.size()) {
        if (arguments[at] == "--data"_L1)
            at += 2;
        else if (arguments[at].startsWith("--data="_L1))
            at += 1;
        else
            break;
    }
    return at;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own dispatcher is faster with many sockets
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"coterie-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    server::initSecrets();
    QStringList arguments = QCoreApplication::arguments();
    const qsizetype at = commandPosition(arguments);
    if (at >= arguments.size() || arguments[at].startsWith(u'-'))
        return program::serve(arguments);
    const auto *const found = std::ranges::find(commands, arguments[at], &Command::name);
    if (found == commands.end())
        return program::complain(
            u"There is no command “%1”. See coterie-server --help."_s.arg(arguments[at]), program::wrongUsage);
    arguments.removeAt(at);
    return found->run(arguments);
}
