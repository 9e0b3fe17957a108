#include "documents.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryFile>

// What changes a text: write, append, edit.
namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

/// The text in a file that only its owner can read, and as the person's editor left it.
struct Draft {
    QTemporaryFile file {QDir::tempPath() + u"/coterie-XXXXXX.md"_s};

    [[nodiscard]] Result<void> write(const QString &text)
    {
        const bool isMade = file.open() // 0600
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(text.toUtf8()) >= 0;
        if (!isMade || !file.flush())
            return Error {Errc::Io, "No temporary file could be made."};
        file.close();
        return {};
    }
    [[nodiscard]] Result<void> edit() const
    {
        QString editor = qEnvironmentVariable("VISUAL");
        if (editor.isEmpty())
            editor = qEnvironmentVariable("EDITOR");
        QStringList command = QProcess::splitCommand(editor);
        if (command.isEmpty())
            return Error {Errc::BadRequest, "Say which editor to use in the variable EDITOR."};
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.setInputChannelMode(QProcess::ForwardedInputChannel);
        const QString program = command.takeFirst();
        process.start(program, command << file.fileName());
        // The event loop runs on: what others write meanwhile comes in.
        static_cast<void>(waitFor([&] { return process.state() == QProcess::NotRunning; }, forever));
        if (process.error() == QProcess::FailedToStart)
            return Error {Errc::Io, u"%1 cannot be started."_s.arg(program).toStdString()};
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return Error {Errc::Cancelled, "The editor ended with an error: nothing is changed."};
        return {};
    }
    /// By its name: editors put another file in its place.
    [[nodiscard]] Result<QString> read() const
    {
        QFile edited(file.fileName());
        if (!edited.open(QFile::ReadOnly))
            return Error {Errc::Io, "The edited file cannot be read."};
        return decodedText(edited.readAll());
    }
    /// What a person has written is not thrown away with an error.
    [[nodiscard]] Exit keep(const Invocation &call, const Error &error)
    {
        file.setAutoRemove(false);
        call.remark(u"Your text is in %1."_s.arg(file.fileName()));
        return call.fail(error);
    }
};

Exit report(const Invocation &call, const client::DocumentSummary &document, const LiveText::Change &change,
    const QString &status)
{
    const QString words = change.isEmpty() ? u"Nothing has changed."_s
        : status == "pending"_L1           ? u"Kept for later: the server cannot be reached."_s
                                 : u"Changed \"%1\": %2 characters added, %3 removed."_s.arg(document.document.title)
                                       .arg(change.inserted)
                                       .arg(change.removed);
    call.print({{u"docId"_s, document.document.docId.value()}, {u"title"_s, document.document.title},
                   {u"status"_s, status}, {u"inserted"_s, change.inserted}, {u"removed"_s, change.removed}},
        words);
    return Exit::Done;
}

Exit finish(const Invocation &call, const OpenedOutbox &opened, LiveText &live, const client::DocumentSummary &document,
    const LiveText::Change &change)
{
    const auto status = deliver(call, opened, live);
    return status ? report(call, document, change, *status) : call.fail(status.error());
}

} // namespace

Exit changeDocument(const Invocation &call)
{
    const QString what = call.argument(0);
    const auto given = what == "edit"_L1 ? Result(QString()) : givenText(call, 2);
    if (!given)
        return call.fail(given.error());
    const auto opened = openDocuments(call, call.isSet(u"queue"_s));
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    if (document->document.kind != protocol::DocumentKind::Text)
        return call.fail(Exit::Refused, u"This is a board, not a text."_s);
    if (const auto joined = opened->offline ? Result<void>() : joinRoom(*opened->client, document->document.roomId);
        !joined)
        return call.fail(joined.error());
    LiveText live(*opened->client, document->document.docId);
    if (const auto loaded = live.load(); !loaded)
        return call.fail(loaded.error());
    if (const auto settled = opened->offline ? Result<void>() : live.settle(); !settled)
        return call.fail(settled.error());
    if (what == "append"_L1)
        return finish(call, *opened, live, *document, live.append(*given));
    const crdt::Bytes base = live.state();
    if (what == "write"_L1)
        return finish(call, *opened, live, *document, live.change(base, *given));
    Draft draft;
    if (const auto written = draft.write(live.text()); !written)
        return call.fail(written.error());
    if (const auto edited = draft.edit(); !edited)
        return call.fail(edited.error());
    const auto text = draft.read();
    if (!text)
        return draft.keep(call, text.error());
    return finish(call, *opened, live, *document, live.change(base, *text));
}

} // namespace coterie::cli
