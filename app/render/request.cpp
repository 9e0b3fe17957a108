#include "request.h"

#include <QCommandLineParser>

namespace coterie::render {

using namespace Qt::StringLiterals;

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Makes a picture of a board: reads the board (a Yjs update, version 1) on standard input and writes the "
        u"picture on "
        u"standard output. With --import it reads an SVG, an Excalidraw file or a picture and writes a board."_s);
    parser.addOptions({
        {u"format"_s, u"svg, png, pdf or excalidraw."_s, u"F"_s},
        {u"import"_s, u"Read a file and write a board with what is in it."_s},
        {u"page"_s, u"Only this page, by id, name or number from 1 (the first; PDF: all)."_s, u"P"_s},
        {u"frame"_s, u"Only this frame, by id or name."_s, u"ID"_s},
        {u"selection"_s, u"Only these shapes: ids, separated by commas."_s, u"IDS"_s},
        {u"scale"_s, u"png: pixels per unit of the board, 1 to 4 (1)."_s, u"N"_s},
        {u"theme"_s, u"light or dark (light)."_s, u"T"_s},
        {u"title"_s, u"svg and pdf: the title of the file."_s, u"TEXT"_s},
        {u"transparent"_s, u"svg and png: nothing behind the shapes."_s},
    });
    parser.addHelpOption();
    parser.addVersionOption();
}

ParsedRequest misused(const QString &words)
{
    return {.request = {}, .exit = Exit::Usage, .words = words};
}

} // namespace

ParsedRequest parseRequest(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    const bool isUnderstood = parser.parse(arguments);
    if (parser.isSet(u"help"_s))
        return {.request = {}, .words = parser.helpText()};
    if (parser.isSet(u"version"_s))
        return {.request = {}, .words = u"coterie-render %1\n"_s.arg(QStringLiteral(COTERIE_VERSION))};
    if (!isUnderstood)
        return misused(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return misused(u"The board comes on standard input."_s);
    Request request;
    request.imports = parser.isSet(u"import"_s);
    if (request.imports)
        return {.request = request};
    drawing::ExportOptions &options = request.options;
    const auto format = drawing::fileFormatNamed(parser.value(u"format"_s));
    if (!format)
        return misused(u"--format is svg, png, pdf or excalidraw."_s);
    options.format = *format;
    options.page = parser.value(u"page"_s);
    options.frame = parser.value(u"frame"_s);
    for (const QString &id : parser.value(u"selection"_s).split(u',', Qt::SkipEmptyParts))
        options.selection.append(board::ShapeId(id.trimmed()));
    options.title = parser.value(u"title"_s);
    options.hasGround = !parser.isSet(u"transparent"_s);
    if (parser.isSet(u"scale"_s)) {
        bool isNumber = false;
        options.scale = parser.value(u"scale"_s).toDouble(&isNumber);
        if (!isNumber || !(options.scale >= 1 && options.scale <= 4))
            return misused(u"--scale is a number from 1 to 4."_s);
    }
    const QString theme = parser.isSet(u"theme"_s) ? parser.value(u"theme"_s) : u"light"_s;
    if (theme != "light"_L1 && theme != "dark"_L1)
        return misused(u"--theme is light or dark."_s);
    options.palette.dark = theme == "dark"_L1;
    return {.request = request};
}

} // namespace coterie::render
