#include "serverprocess.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::integration {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 15'000; // ms, on a machine with other work

QString programPath()
{
    return qEnvironmentVariable("COTERIE_BIN") + "/coterie-server"_L1;
}

} // namespace

ServerProcess::ServerProcess(QStringList extraArguments) : m_extra(std::move(extraArguments)) { }

ServerProcess::~ServerProcess()
{
    kill();
}

bool ServerProcess::start()
{
    const int port = m_url.isEmpty() ? 0 : m_url.port();
    m_process.setProgram(programPath());
    m_process.setArguments(
        QStringList {u"--listen"_s, u"127.0.0.1:%1"_s.arg(port), u"--data"_s, m_data.path()} + m_extra);
    m_process.start();
    QElapsedTimer time;
    time.start();
    while (!m_process.canReadLine() && time.elapsed() < patience && m_process.state() != QProcess::NotRunning)
        m_process.waitForReadyRead(100);
    const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
    m_url = QUrl(line["url"_L1].toString());
    return line["event"_L1].toString() == "listening"_L1 && m_url.isValid();
}

void ServerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(5'000);
}

int ServerProcess::terminate()
{
    m_process.terminate();
    constexpr int promise = 10'000; // ms
    if (!m_process.waitForFinished(promise) || m_process.exitStatus() != QProcess::NormalExit)
        return -1;
    return m_process.exitCode();
}

QByteArray ServerProcess::log()
{
    m_log += m_process.readAllStandardError();
    return m_log;
}

ServerProcess::Outcome ServerProcess::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess command;
    command.start(programPath(), arguments + QStringList {u"--data"_s, m_data.path()});
    command.write(input);
    command.closeWriteChannel();
    if (!command.waitForFinished(patience) || command.exitStatus() != QProcess::NormalExit)
        return {};
    return {command.exitCode(), QString::fromUtf8(command.readAllStandardOutput()),
        QString::fromUtf8(command.readAllStandardError())};
}

} // namespace coterie::integration
