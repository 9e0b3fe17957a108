#include "cliprocess.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

QList<QJsonObject> Cli::Result::lines() const
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : out.split('\n')) {
        if (!line.isEmpty())
            objects << QJsonDocument::fromJson(line).object();
    }
    return objects;
}

std::unique_ptr<QProcess> Cli::start(const QStringList &arguments, const QByteArray &input) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_home.path());
    environment.insert(u"COTERIE_SERVER"_s, m_server.toString());
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s); // nobody's keychain is touched
    process->setProcessEnvironment(environment);
    process->start(qEnvironmentVariable("COTERIE_BIN") + "/coterie-cli"_L1, arguments);
    process->write(input);
    process->closeWriteChannel();
    return process;
}

Cli::Result Cli::finish(QProcess &process)
{
    constexpr int patience = 60'000;
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

Cli::Result Cli::run(const QStringList &arguments, const QByteArray &input) const
{
    return finish(*start(arguments, input));
}

Cli::Result Cli::as(const QString &guest, const QStringList &arguments, const QByteArray &input) const
{
    return run(QStringList {u"--json"_s, u"--guest"_s, guest} + arguments, input);
}
