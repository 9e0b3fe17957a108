#include "client/bytes.h"
#include "crdt/textdiff.h"
#include "documents.h"
#include "lines.h"

#include <algorithm>

// Versions: list, save, restore, compare, remove.
namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;
using client::asBytes;

namespace {

constexpr Millis patience {60'000};

/// Puts a question to the client and waits for its answer.
template <typename T, typename Ask>
Result<T> ask(Ask question)
{
    std::optional<Result<T>> answer;
    QObject context;
    question(&context, [&](const Result<T> &result) { answer = result; });
    if (!waitFor([&] { return answer.has_value(); }, patience))
        return Error {Errc::TimedOut, "The server did not answer in time."};
    return *answer;
}

void show(const Invocation &call, const DocumentVersion &version)
{
    const QString name = version.automatic ? u"(automatic)"_s : version.name;
    call.print(toJson(version),
        u"%1  %2  %3 bytes  %4"_s.arg(version.versionId.value(), clockOf(version.createdAt))
            .arg(version.bytes)
            .arg(name));
}

/// The text of a version, or of the document as it is.
Result<QString> textOf(client::Client &client, OutboxClient &outbox, const DocumentId &docId, const QString &version)
{
    if (version.isEmpty()) {
        LiveText live(outbox, docId);
        if (const auto settled = live.settle(); !settled)
            return settled.error();
        return live.text();
    }
    const auto state = ask<QByteArray>(
        [&](QObject *context, auto reply) { client.versionState(docId, VersionId {version}, context, reply); });
    return state ? Result<QString>(textIn(asBytes(*state))) : Result<QString>(state.error());
}

/// One line per stretch that differs, with what stood there and what stands there.
void compare(const Invocation &call, const QString &before, const QString &after)
{
    const crdt::Delta delta = crdt::diffText(before.toStdU16String(), after.toStdU16String());
    qsizetype position = 0; // in `before`
    QString removed;
    QString inserted;
    const auto flush = [&] {
        if (removed.isEmpty() && inserted.isEmpty())
            return;
        QString text = u"line %1:"_s.arg(before.left(position - removed.size()).count(u'\n') + 1);
        for (const auto &[sign, words] : {std::pair(u'-', removed), std::pair(u'+', inserted)}) {
            for (const QString &line : words.split(u'\n')) {
                if (!words.isEmpty())
                    text += u'\n' + QString(sign) + u' ' + line;
            }
        }
        call.print(
            {{u"position"_s, position - removed.size()}, {u"removed"_s, removed}, {u"inserted"_s, inserted}}, text);
        removed.clear();
        inserted.clear();
    };
    for (const crdt::DeltaStep &step : delta) {
        switch (step.kind) {
        case crdt::DeltaStep::Kind::Retain:
            flush();
            position += step.length;
            break;
        case crdt::DeltaStep::Kind::Delete:
            removed += before.mid(position, step.length);
            position += step.length;
            break;
        case crdt::DeltaStep::Kind::Insert: inserted += QString::fromStdU16String(step.text); break;
        }
    }
    flush();
}

Exit done(const Invocation &call, const Result<void> &answer, const QString &version, const QString &words)
{
    if (!answer)
        return call.fail(answer.error());
    call.print({{u"versionId"_s, version}, {u"status"_s, u"sent"_s}}, words);
    return Exit::Done;
}

Exit work(const Invocation &call, OutboxClient &outbox, const DocumentId &docId)
{
    client::Client &client = outbox.client();
    const QString what = call.argument(2);
    const QString which = call.argument(3);
    if (what.isEmpty()) {
        const auto versions = ask<QList<DocumentVersion>>(
            [&](QObject *context, auto reply) { client.documentVersions(docId, context, reply); });
        if (!versions)
            return call.fail(versions.error());
        for (const DocumentVersion &version : *versions)
            show(call, version);
        return Exit::Done;
    }
    if (what == "save"_L1) {
        const auto saved = ask<DocumentVersion>(
            [&](QObject *context, auto reply) { client.saveVersion(docId, which, context, reply); });
        if (!saved)
            return call.fail(saved.error());
        show(call, *saved);
        return Exit::Done;
    }
    if (what == "restore"_L1) {
        return done(call, ask<void>([&](QObject *context, auto reply) {
            client.restoreVersion(docId, VersionId {which}, context, reply);
        }),
            which, u"Restored; what was there before is a version, too."_s);
    }
    if (what == "remove"_L1) {
        return done(call, ask<void>([&](QObject *context, auto reply) {
            client.removeVersion(docId, VersionId {which}, context, reply);
        }),
            which, u"Removed."_s);
    }
    const auto before = textOf(client, outbox, docId, which);
    const auto after = before ? textOf(client, outbox, docId, call.argument(4)) : before;
    if (!after)
        return call.fail(after.error());
    compare(call, *before, *after);
    return Exit::Done;
}

} // namespace

Exit documentVersions(const Invocation &call)
{
    const QString what = call.argument(2);
    const auto count = call.arguments().size();
    const bool isRight = count == 2 || (what == "compare"_L1 && count >= 4)
        || ((what == "save"_L1 || what == "restore"_L1 || what == "remove"_L1) && count == 4);
    if (!isRight)
        return call.misused(
            u"Write it so: doc versions DOC, doc versions DOC save NAME, doc versions DOC restore V, doc "
            u"versions DOC compare V [W], doc versions DOC remove V"_s);
    const auto opened = openDocuments(call, false);
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    return work(call, *opened->client, document->document.docId);
}

} // namespace coterie::cli
