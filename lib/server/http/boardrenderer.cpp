#include "server/http/boardrenderer.h"

#include "base/time.h"
#include "crdt/updates.h"
#include "server/hub/crdtbytes.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace coterie::server {

using namespace Qt::StringLiterals;

namespace {

// A board of 20,000 shapes and a million points takes 4 s as SVG (68 MB), 5 s as PNG and 14 s as PDF (62 MB) of a
// processor to itself.
constexpr Millis patience {60'000};
constexpr qint64 largestPicture = 128'000'000;
constexpr const char *takesTooLong =
    "This board is too large: its picture is not ready after a minute. Ask for one page or "
    "one frame of it, or export it in the app.";
constexpr const char *comesOutTooLarge =
    "The picture would have more than 128 megabytes. Ask for one page or one frame of "
    "the board, or for a PNG.";

QString rendererPath()
{
    const QString beside =
        QStandardPaths::findExecutable(u"coterie-render"_s, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(u"coterie-render"_s) : beside;
}

/// What the program needs of ours; no secrets.
QProcessEnvironment environment()
{
    QProcessEnvironment result;
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"PATH"_s, u"HOME"_s, u"LANG"_s, u"LC_ALL"_s, u"TMPDIR"_s, u"XDG_CACHE_HOME"_s,
             u"LD_LIBRARY_PATH"_s, u"QT_PLUGIN_PATH"_s, u"SystemRoot"_s}) {
        if (own.contains(name))
            result.insert(name, own.value(name));
    }
    return result;
}

Error errorOf(int exitCode, const QString &words)
{
    enum : std::uint8_t { wrongUsage = 2, refused = 3, timedOut = 5 }; // of coterie-render
    const std::string message = words.toStdString();
    switch (exitCode) {
    case wrongUsage: return {Errc::BadRequest, message};
    case refused: return {Errc::NotFound, message};
    case timedOut: return {Errc::TooLarge, takesTooLong};
    default: return {Errc::Internal, message.empty() ? "The picture could not be made." : message};
    }
}

/// On a thread of the pool, which waits.
Result<BoardRenderer::Picture> rendered(
    const QByteArray &state, const QStringList &arguments, const std::atomic_bool &isStopping)
{
    const auto update = crdt::convertUpdate(bytesOf(state), crdt::UpdateVersion::V2, crdt::UpdateVersion::V1);
    if (!update)
        return Error {Errc::Internal, "This board cannot be read."};
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(rendererPath(), arguments);
    if (!process.waitForStarted())
        return Error {Errc::Unavailable, "The program that makes pictures does not start."};
    process.write(arrayOf(*update));
    process.closeWriteChannel();
    QByteArray bytes;
    QDeadlineTimer deadline(patience);
    constexpr int look = 50; // milliseconds
    while (process.state() != QProcess::NotRunning) {
        static_cast<void>(process.waitForFinished(look));
        bytes += process.readAllStandardOutput();
        const bool isTooMuch = bytes.size() > largestPicture;
        if (!isStopping && !deadline.hasExpired() && !isTooMuch)
            continue;
        process.kill();
        process.waitForFinished();
        return Error {Errc::TooLarge, isTooMuch ? comesOutTooLarge : takesTooLong};
    }
    bytes += process.readAllStandardOutput();
    const QString words = QString::fromUtf8(process.readAllStandardError()).trimmed();
    if (process.exitStatus() != QProcess::NormalExit)
        return Error {Errc::Internal, "The picture could not be made."};
    if (process.exitCode() != 0)
        return errorOf(process.exitCode(), words);
    return BoardRenderer::Picture {.bytes = bytes, .remark = words};
}

} // namespace

BoardRenderer::~BoardRenderer()
{
    m_isStopping = true;
    m_pool.clear();
    m_pool.waitForDone();
}

bool BoardRenderer::isInstalled()
{
    return !rendererPath().isEmpty();
}

void BoardRenderer::run(const QByteArray &state, const QStringList &arguments, Done done)
{
    ++m_waiting;
    m_pool.start([this, state, arguments, done = std::move(done)] {
        QMetaObject::invokeMethod(
            this,
            [this, done, picture = rendered(state, arguments, m_isStopping)] {
                --m_waiting;
                done(picture);
            },
            Qt::QueuedConnection);
    });
}

} // namespace coterie::server
