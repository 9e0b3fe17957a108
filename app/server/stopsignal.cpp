#include "stopsignal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#else
#include <windows.h>
#endif

namespace coterie::program {

#ifdef Q_OS_UNIX

namespace {

int pipeEnds[2] = {-1, -1};

// A handler may do next to nothing: a byte into a pipe wakes the event loop, which does the rest.
void wake(int)
{
    const char byte = 1;
    static_cast<void>(!::write(pipeEnds[1], &byte, 1));
}

} // namespace

bool onStopSignal(std::function<void()> stop)
{
    if (::pipe(pipeEnds) != 0)
        return false;
    for (const int end : pipeEnds) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *const notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier, stop = std::move(stop)] {
        notifier->setEnabled(false);
        stop();
    });
    struct sigaction action = {};
    action.sa_handler = wake;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    std::signal(SIGPIPE, SIG_IGN);
    return ::sigaction(SIGTERM, &action, nullptr) == 0 && ::sigaction(SIGINT, &action, nullptr) == 0;
}

#else

namespace {

std::function<void()> stopNow;

BOOL WINAPI wake(DWORD)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [] { stopNow(); }, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

bool onStopSignal(std::function<void()> stop)
{
    stopNow = std::move(stop);
    return SetConsoleCtrlHandler(wake, TRUE) != 0;
}

#endif

} // namespace coterie::program
