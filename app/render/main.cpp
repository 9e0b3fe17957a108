#include "board/boardcodec.h"
#include "request.h"

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImageReader>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace coterie;
using render::Exit;

namespace {

constexpr qint64 largestInput = 64'000'000;

int say(Exit exit, const QString &words)
{
    const QByteArray line = words.trimmed().toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), exit == Exit::Done ? stdout : stderr);
    return static_cast<int>(exit);
}

int fail(const Error &error)
{
    return say(Exit::Refused, QString::fromStdString(error.message));
}

Result<QByteArray> standardInput()
{
    QFile input;
    if (!input.open(stdin, QFile::ReadOnly))
        return Error {Errc::Io, "Standard input cannot be read."};
    QByteArray bytes;
    while (bytes.size() <= largestInput) { // a pipe gives what it has
        const QByteArray piece = input.read(1 << 20);
        if (piece.isEmpty())
            return bytes;
        bytes += piece;
    }
    return Error {Errc::TooLarge, "This is more than 64 megabytes."};
}

int finish(const QByteArray &bytes, const QString &remark)
{
    if (!remark.isEmpty())
        static_cast<void>(say(Exit::Faulty, remark)); // on standard error; the picture is made all the same
    QFile output;
    if (!output.open(stdout, QFile::WriteOnly) || output.write(bytes) != bytes.size() || !output.flush())
        return say(Exit::Faulty, u"Standard output cannot be written."_s);
    return static_cast<int>(Exit::Done);
}

/// The words are set in the same letters on every machine.
QString bundledFamily()
{
    static_cast<void>(QFontDatabase::addApplicationFont(u":/coterie/fonts/Inter-Bold.otf"_s));
    const int id = QFontDatabase::addApplicationFont(u":/coterie/fonts/Inter-Regular.otf"_s);
    return QFontDatabase::applicationFontFamilies(id).value(0);
}

int makePicture(const QByteArray &update, drawing::ExportOptions options)
{
    crdt::Doc document;
    const auto bytes = std::as_bytes(std::span(update.data(), static_cast<std::size_t>(update.size())));
    if (!document.applyUpdate(bytes))
        return fail({Errc::Malformed, "This is no board."});
    options.family = bundledFamily();
    const board::Scene scene = board::readScene(document);
    const auto images = [&document](const QString &key) { return board::imageIn(document, key); };
    const auto file = drawing::exportBoard(scene, images, options);
    return file ? finish(file->bytes, file->remark) : fail(file.error());
}

int makeBoard(const QByteArray &file)
{
    static_cast<void>(bundledFamily()); // texts are measured
    const auto drawing = drawing::importFile(file);
    if (!drawing)
        return fail(drawing.error());
    crdt::Doc document;
    for (const QByteArray &image : drawing->images)
        static_cast<void>(board::addImage(document, image)); // within its bounds, as importers make them
    board::addShapes(document, drawing->shapes);
    const crdt::Bytes update = document.encodeStateAsUpdate();
    return finish({reinterpret_cast<const char *>(update.data()), static_cast<qsizetype>(update.size())},
        drawing->remarks.join(u' '));
}

} // namespace

int main(int argc, char *argv[])
{
    render::limitProcess();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a server has no screen
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {}); // one sentence is ours
    QImageReader::setAllocationLimit(256);
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"coterie-render"_s);
    const render::ParsedRequest parsed = render::parseRequest(QGuiApplication::arguments());
    if (!parsed.request)
        return say(parsed.exit, parsed.words);
    const auto input = standardInput();
    if (!input)
        return fail(input.error());
    return parsed.request->imports ? makeBoard(*input) : makePicture(*input, parsed.request->options);
}
