#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

/// The real server, in a process of its own, with data in a temporary folder that outlives its ends.
class ServerProcess
{
public:
    explicit ServerProcess(QStringList extraArguments = {});
    ~ServerProcess();

    [[nodiscard]] bool start(); ///< on any free port the first time, on the same one afterwards
    void kill(); ///< as kill -9 does
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QString dataFolder() const { return m_data.path(); }

private:
    QStringList m_extra;
    QTemporaryDir m_data;
    QProcess m_process;
    QUrl m_url;
};
