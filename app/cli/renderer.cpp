#include "renderer.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

QString rendererPath()
{
    const QString beside =
        QStandardPaths::findExecutable(u"coterie-render"_s, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(u"coterie-render"_s) : beside;
}

} // namespace

bool hasRenderer()
{
    return !rendererPath().isEmpty();
}

Result<QByteArray> render(const Invocation &call, const QStringList &arguments, const QByteArray &input)
{
    constexpr Millis patience {60'000};
    QProcess process;
    process.start(rendererPath(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!waitFor([&] { return process.state() == QProcess::NotRunning; }, patience)) {
        process.kill();
        process.waitForFinished();
        return Error {Errc::TimedOut, "The picture takes too long."};
    }
    if (process.error() == QProcess::FailedToStart || process.exitStatus() != QProcess::NormalExit)
        return Error {Errc::Io, "coterie-render does not run."};
    const QString words = QString::fromUtf8(process.readAllStandardError()).trimmed();
    if (process.exitCode() != 0) {
        const bool isRefused = process.exitCode() == static_cast<int>(Exit::Refused);
        return Error {isRefused ? Errc::NotFound : Errc::BadRequest, words.toStdString()};
    }
    if (!words.isEmpty())
        call.remark(words);
    return process.readAllStandardOutput();
}

} // namespace coterie::cli
