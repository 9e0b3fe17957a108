#include "limits.h"

#include <QtGlobal>

#include <cstdlib>
#include <new>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace coterie::render {

namespace {

#ifdef Q_OS_UNIX

[[noreturn]] void leave(const char *words, std::size_t length, Exit exit)
{
    static_cast<void>(!write(STDERR_FILENO, words, length)); // nothing is to be done where even that fails
    _exit(static_cast<int>(exit));
}

void outOfTime(int)
{
    constexpr char words[] =
        "This board is too large: it takes more than a minute. Ask for one page or one frame of it.\n";
    leave(words, sizeof words - 1, Exit::TimedOut);
}

void outOfMemory()
{
    constexpr char words[] = "There is not enough memory for this board.\n";
    leave(words, sizeof words - 1, Exit::Faulty);
}

void bound(decltype(RLIMIT_CPU) resource, rlim_t value)
{
    rlimit limit {};
    if (getrlimit(resource, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? value : qMin(value, limit.rlim_max);
        setrlimit(resource, &limit);
    }
}

#endif

} // namespace

void limitProcess()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t seconds = 60; // a PDF of a million points takes 14
    std::set_new_handler(outOfMemory);
    std::signal(SIGXCPU, outOfTime);
    bound(RLIMIT_CPU, seconds);
    bound(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) // whose shadow is larger than any bound
    // A picture of 64 megapixels, the same once more while it is packed, and the libraries.
    constexpr rlim_t bytes = rlim_t {1536} << 20U;
    bound(RLIMIT_AS, bytes);
#endif
#endif
}

} // namespace coterie::render
