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

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own dispatcher is faster with many sockets
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"coterie-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    server::initSecrets();
    QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() > 1 && !arguments[1].startsWith(u'-')) {
        const auto *const found = std::ranges::find(commands, arguments[1], &Command::name);
        if (found == commands.end())
            return program::complain(
                u"There is no command “%1”. See coterie-server --help."_s.arg(arguments[1]), program::wrongUsage);
        arguments.removeAt(1);
        return found->run(arguments);
    }
    return program::serve(arguments);
}
