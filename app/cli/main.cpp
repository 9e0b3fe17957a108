#include "commands.h"
#include "transport/trust.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QTimer>

int main(int argc, char **argv)
{
    using namespace coterie::cli;
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coterie-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    const QList<Command> commands {loginCommand(), logoutCommand(), whoamiCommand(), roomsCommand(), whoCommand(),
        historyCommand(), searchCommand(), sendCommand(), tailCommand(), statusCommand(), typingCommand(),
        reactCommand(), pollCommand(), eventsCommand(), sseCommand(), docCommand(), boardCommand(), loadCommand()};
    Invocation invocation;
    if (!invocation.parse(QCoreApplication::arguments(), commands))
        return static_cast<int>(invocation.exit());
    if (invocation.isSet(QStringLiteral("ca"))) {
        const auto trusted = coterie::transport::trustAuthorities(invocation.value(QStringLiteral("ca")));
        if (!trusted)
            return static_cast<int>(invocation.misused(QString::fromStdString(trusted.error().message)));
    }

    // Inside the event loop, so that what is to be deleted later is.
    QTimer::singleShot(0, &application, [&] { QCoreApplication::exit(static_cast<int>(invocation.run())); });
    return QCoreApplication::exec();
}
