#include "serverprocess.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

ServerProcess::ServerProcess(QStringList extraArguments) : m_extra(std::move(extraArguments)) { }

ServerProcess::~ServerProcess()
{
    kill();
}

bool ServerProcess::start()
{
    const int port = m_url.isEmpty() ? 0 : m_url.port();
    m_process.setProgram(qEnvironmentVariable("COTERIE_BIN") + "/coterie-server"_L1);
    m_process.setArguments(QStringList {u"--listen"_s, u"127.0.0.1:%1"_s.arg(port), u"--data"_s, m_data.path(),
                               u"--guests"_s, u"--log-level"_s, u"error"_s}
        + m_extra);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QProcess::ReadOnly);
    QElapsedTimer time;
    time.start();
    constexpr int patience = 15'000; // ms, on a machine with other work
    while (!m_process.canReadLine() && time.elapsed() < patience && m_process.state() != QProcess::NotRunning)
        m_process.waitForReadyRead(200);
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
