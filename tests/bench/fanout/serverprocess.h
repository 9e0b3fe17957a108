#pragma once

#include <QProcess>
#include <QStringList>

#include <cstdint>
#include <string>
#include <vector>

/// A server under test as a process: killed with this object.
class ServerProcess
{
public:
    /// Starts it and waits for its first line, {"url":"http://…:PORT"}.
    [[nodiscard]] bool start(const QString &program, const QStringList &arguments);
    ~ServerProcess();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] qint64 residentBytes() const;
    [[nodiscard]] double cpuSeconds() const; ///< user and system, of all its threads

    /// Tokens of that many new guests of a Coterie server.
    [[nodiscard]] std::vector<std::string> guestTokens(int count) const;

private:
    QProcess m_process;
    std::uint16_t m_port = 0;
};
