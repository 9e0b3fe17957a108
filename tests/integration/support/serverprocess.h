#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace coterie::integration {

/// coterie-server in a process of its own, on data in a temporary folder that outlives its ends.
class ServerProcess
{
public:
    explicit ServerProcess(QStringList extraArguments = {});
    ~ServerProcess();

    [[nodiscard]] bool start(); ///< on any free port the first time, on the same one afterwards
    void kill(); ///< as kill -9 does
    /// Asks it to end; its exit code, or -1 if it has not ended after ten seconds or crashed.
    [[nodiscard]] int terminate();
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QString dataFolder() const { return m_data.path(); }
    [[nodiscard]] QByteArray log(); ///< its standard error so far

    struct Outcome {
        int exitCode = -1;
        QString output;
        QString error;
    };
    /// Another command on the same data, like {"user", "add", "Ann"}.
    [[nodiscard]] Outcome run(const QStringList &arguments, const QByteArray &input = {}) const;

private:
    QStringList m_extra;
    QTemporaryDir m_data;
    QProcess m_process;
    QUrl m_url;
    QByteArray m_log;
};

} // namespace coterie::integration
