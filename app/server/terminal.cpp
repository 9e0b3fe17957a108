#include "terminal.h"

#include <QtGlobal>

#include <iostream>
#include <string>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#else
#include <windows.h>
#endif

namespace coterie::program {

namespace {

/// Keeps the terminal from showing what is typed, while it lives.
class Hidden
{
public:
#ifdef Q_OS_UNIX
    Hidden()
    {
        if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        m_active = true;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Hidden()
    {
        if (m_active)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }

private:
    termios m_before = {};
#else
    Hidden()
    {
        m_console = GetStdHandle(STD_INPUT_HANDLE);
        m_active = GetConsoleMode(m_console, &m_before) != 0;
        if (m_active)
            SetConsoleMode(m_console, m_before & ~static_cast<DWORD>(ENABLE_ECHO_INPUT));
    }
    ~Hidden()
    {
        if (m_active)
            SetConsoleMode(m_console, m_before);
    }

private:
    HANDLE m_console = nullptr;
    DWORD m_before = 0;
#endif
    bool m_active = false;
};

} // namespace

std::optional<QString> readPassword(bool fromStandardInput)
{
    std::string line;
    if (fromStandardInput) {
        if (!std::getline(std::cin, line))
            return std::nullopt;
    } else {
        std::cerr << "Password: " << std::flush;
        const Hidden hidden;
        const bool read = static_cast<bool>(std::getline(std::cin, line));
        std::cerr << '\n';
        if (!read)
            return std::nullopt;
    }
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return QString::fromStdString(line);
}

} // namespace coterie::program
