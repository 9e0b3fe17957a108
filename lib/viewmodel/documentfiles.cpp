#include "viewmodel/documentfiles.h"

#include "markdown/html.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QStringDecoder>
#include <QTextDocument>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(coterie::viewmodel::DocumentFiles)
};

Error failure(Errc code, const QString &words)
{
    return {code, words.toStdString()};
}

/// A text that names a picture or a style sheet gets none: files of this computer and the network are not its business.
class ClosedTextDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

QByteArray pdfOf(const QString &title, const QString &markdown)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(u"Coterie"_s);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout::Millimeter);
    writer.setResolution(300);
    ClosedTextDocument document;
    document.setDocumentMargin(0);
    document.setHtml(markdown::toHtmlDocument(title, markdown));
    document.print(&writer); // in pages, with their numbers
    return bytes;
}

QString stemOf(const QString &title)
{
    static const QRegularExpression forbidden(u"[\\\\/:*?\"<>|\\p{C}]+"_s); // to any of the file systems there are
    QString stem = QString(title).replace(forbidden, u" "_s).simplified().left(80);
    while (stem.startsWith(u'.')) // no hidden file
        stem.remove(0, 1);
    return stem.isEmpty() ? Words::tr("Document") : stem;
}

} // namespace

QString freePath(const QString &title, const QString &format)
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    if (folder.isEmpty() || !QDir(folder).exists())
        folder = QDir::homePath();
    const QString stem = stemOf(title);
    constexpr int MostTries = 1000;
    QString path = u"%1/%2.%3"_s.arg(folder, stem, format);
    for (int number = 2; QFile::exists(path) && number < MostTries; ++number)
        path = u"%1/%2 %3.%4"_s.arg(folder, stem).arg(number).arg(format);
    return path;
}

Result<QString> writeDocument(const QString &markdown, const QString &title, const QString &format, const QString &path)
{
    const QByteArray bytes = format == "pdf"_L1 ? pdfOf(title, markdown)
        : format == "html"_L1                   ? markdown::toHtmlDocument(title, markdown).toUtf8()
                                                : markdown.toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Errc::Io, Words::tr("%1 could not be written: %2").arg(path, file.errorString()));
    return path;
}

Result<ImportedFile> readMarkdownFile(const QString &path, qint64 largest)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return failure(Errc::NotFound, Words::tr("There is no file %1.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Errc::Io, Words::tr("%1 could not be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.read(largest + 1);
    if (bytes.size() > largest)
        return failure(Errc::TooLarge, Words::tr("%1 is larger than a document may be.").arg(info.fileName()));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // the end is the end
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return failure(Errc::Malformed, Words::tr("%1 is not a text in UTF-8.").arg(info.fileName()));
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    static const QRegularExpression heading(u"\\A\\s*#\\s+(\\S.*?)\\s*#*\\s*$"_s, QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = heading.match(text);
    return ImportedFile {.title = match.hasMatch() ? match.captured(1) : info.completeBaseName(), .text = text};
}

} // namespace coterie::viewmodel
