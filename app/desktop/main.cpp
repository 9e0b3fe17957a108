#include "application.h"
#include "fontwarmup.h"
#include "memory.h"
#include "options.h"
#include "renderer.h"
#include "singleinstance.h"
#include "startuptrace.h"

#include <QGuiApplication>
#include <QStandardPaths>

#include <cstdio>

using namespace coterie::desktop;
using namespace Qt::StringLiterals;

namespace {

QString profileFolder(const QString &profile)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return profile.isEmpty() ? folder
                             : folder + u"/profiles/"_s + QString::fromLatin1(profile.toUtf8().toPercentEncoding());
}

} // namespace

int main(int argc, char *argv[])
{
    limitArenas();
    postponeCompiling();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const ParsedOptions parsed = parseOptions(arguments);
    if (parsed.farewell) {
        std::fputs(qPrintable(parsed.farewell->text), parsed.farewell->exitCode == 0 ? stdout : stderr);
        return parsed.farewell->exitCode;
    }
    const Options &options = parsed.options;
    const StartupTrace trace(options.traceStartup);
    trace.mark("main");

    FontWarmUp fonts;
    chooseRenderer();
    QGuiApplication::setApplicationName(u"coterie"_s);
    QGuiApplication::setApplicationDisplayName(u"Coterie"_s);
    QGuiApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    QGuiApplication::setDesktopFileName(u"org.coterie.Coterie"_s);
    const QGuiApplication gui(argc, argv);
    trace.mark("gui");

    // The demo and the pictures keep to a temporary folder and run beside anything.
    const bool alone = options.demo || !options.screenshotFolder.isEmpty();
    const QString folder = profileFolder(options.profile);
    SingleInstance instance(folder);
    if (!alone && !instance.claim()) {
        if (instance.handOver(arguments))
            return 0;
        std::fputs(
            "Coterie is running with this profile but does not answer. End it, or use --profile NAME.\n", stderr);
        return 1;
    }

    fonts.finish();
    Application application(options, folder, trace);
    if (!application.start()) {
        std::fputs("The window could not be made: the program's own screens are missing.\n", stderr);
        return 1;
    }
    QObject::connect(&instance, &SingleInstance::argumentsReceived, &application, &Application::openArguments);
    return QGuiApplication::exec();
}
