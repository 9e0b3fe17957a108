#include "documents.h"

#include "client/bytes.h"
#include "crdt/textdiff.h"

#include <QFile>

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using client::asBytes;
using client::DocumentSummary;
using client::DocumentSync;
using client::OpenDocument;
using protocol::DocumentId;

namespace {

constexpr Millis patience {15'000};

} // namespace

Result<DocumentSummary> findDocument(const QList<DocumentSummary> &documents, const QString &text)
{
    QList<DocumentSummary> named;
    for (const DocumentSummary &summary : documents) {
        if (summary.document.docId.value() == text)
            return summary;
        if (summary.document.title.compare(text, Qt::CaseInsensitive) == 0)
            named.append(summary);
    }
    if (named.isEmpty())
        return Error {Errc::NotFound, u"There is no document \"%1\"."_s.arg(text).toStdString()};
    if (named.size() > 1) {
        return Error {Errc::BadRequest,
            u"%1 documents are called \"%2\": name one by its id."_s.arg(named.size()).arg(text).toStdString()};
    }
    return named.first();
}

Result<DocumentSummary> findBoard(const QList<DocumentSummary> &documents, const QString &text)
{
    QList<DocumentSummary> boards;
    std::ranges::copy_if(documents, std::back_inserter(boards),
        [](const DocumentSummary &summary) { return summary.document.kind == protocol::DocumentKind::Board; });
    const auto board = findDocument(boards, text);
    if (!board && board.error().code == Errc::NotFound) {
        const bool isText = findDocument(documents, text).has_value();
        const QString words = isText ? u"\"%1\" is a text, not a board."_s : u"There is no board \"%1\"."_s;
        return Error {Errc::NotFound, words.arg(text).toStdString()};
    }
    return board;
}

QJsonObject jsonOf(const DocumentSummary &summary)
{
    QJsonObject line = protocol::toJson(summary.document);
    line.insert(u"waiting"_s, summary.waiting);
    line.insert(u"stored"_s, summary.stored);
    line.insert(u"unsent"_s, summary.unsent);
    if (!summary.failure.isEmpty())
        line.insert(u"failure"_s, summary.failure);
    return line;
}

Result<OpenedOutbox> openDocuments(const Invocation &call, bool mayWait)
{
    auto opened = openOutbox(call, mayWait);
    if (!opened || opened->offline)
        return opened;
    if (opened->client->dialect())
        return Error {Errc::Unsupported, "This is a plain server: it keeps no documents."};
    if (const auto listed = opened->client->listDocuments(); !listed)
        return listed.error();
    if (QFile::exists(opened->account.queuedMark())) {
        for (const QString &refused : opened->client->drain())
            static_cast<void>(call.fail(Exit::Refused, refused));
        if (!opened->client->hasWaiting())
            QFile::remove(opened->account.queuedMark());
    }
    return opened;
}

QString textIn(std::span<const std::byte> state)
{
    crdt::Doc document;
    static_cast<void>(document.applyUpdate(state));
    return QString::fromStdU16String(document.text(u"content").toString());
}

LiveDocument::LiveDocument(OutboxClient &outbox, const DocumentId &docId)
    : m_outbox(outbox)
    , m_open(outbox.client().openDocument(docId))
{
    const auto take = [this](const QByteArray &update) {
        if (!update.isEmpty())
            static_cast<void>(m_document.applyUpdate(asBytes(update)));
    };
    QObject::connect(m_open.get(), &OpenDocument::loaded, m_open.get(), [this, take](const QByteArray &state) {
        take(state);
        m_isLoaded = true;
    });
    QObject::connect(m_open.get(), &OpenDocument::received, m_open.get(), take);
}

Result<void> LiveDocument::load()
{
    if (!waitFor([this] { return m_isLoaded; }, patience))
        return Error {Errc::TimedOut, "The document could not be opened in time."};
    return {};
}

Result<void> LiveDocument::settle()
{
    using State = DocumentSync::State;
    const auto isSettled = [this] {
        const DocumentSync &sync = m_open->sync();
        const bool isDone = sync.state == State::InSync && sync.waiting == 0;
        return m_isLoaded && (isDone || sync.state == State::Refused);
    };
    const bool isOver = waitFor(isSettled, patience);
    const DocumentSync &sync = m_open->sync();
    if (sync.state == State::Refused)
        return Error {Errc::Forbidden, sync.reason.toStdString()};
    if (isOver)
        return {};
    if (sync.state == State::Offline)
        return Error {Errc::Unavailable, sync.reason.toStdString()};
    return Error {Errc::TimedOut, "The server did not answer in time."};
}

Result<void> LiveDocument::save()
{
    const bool isKept = waitFor([this] { return m_open->sync().saved; }, patience);
    if (isKept && m_outbox.unkept().isEmpty())
        return {};
    return Error {
        Errc::Io, m_outbox.unkept().isEmpty() ? "The change could not be kept." : m_outbox.unkept().toStdString()};
}

void LiveDocument::edit(const std::function<void(crdt::Doc &)> &work)
{
    const auto collect = m_document.onUpdate(
        [this](std::span<const std::byte> update, const void *, bool) { m_open->push(client::toByteArray(update)); });
    m_document.transact([&] { work(m_document); });
}

void LiveDocument::join(const QByteArray &update)
{
    m_open->push(update);
    static_cast<void>(m_document.applyUpdate(asBytes(update)));
}

QString LiveText::text() const
{
    return QString::fromStdU16String(document().text(u"content").toString());
}

LiveText::Change LiveText::change(const crdt::Bytes &base, const QString &after)
{
    crdt::Doc writer; // at `base`, as somebody who was offline since
    static_cast<void>(writer.applyUpdate(base));
    crdt::Text content = writer.text(u"content");
    const crdt::Delta delta = crdt::diffText(content.toString(), after.toStdU16String());
    Change change;
    for (const crdt::DeltaStep &step : delta) {
        if (step.kind == crdt::DeltaStep::Kind::Insert)
            change.inserted += static_cast<qsizetype>(step.text.size());
        else if (step.kind == crdt::DeltaStep::Kind::Delete)
            change.removed += step.length;
    }
    if (change.isEmpty())
        return change;
    const auto collect = writer.onUpdate(
        [this](std::span<const std::byte> update, const void *, bool) { join(client::toByteArray(update)); });
    static_cast<void>(content.applyDelta(delta));
    return change;
}

LiveText::Change LiveText::append(const QString &text)
{
    const QString present = this->text();
    const QString added = present.isEmpty() || present.endsWith(u'\n') ? text : u'\n' + text;
    if (text.isEmpty())
        return {};
    edit([&](crdt::Doc &document) {
        crdt::Text content = document.text(u"content");
        static_cast<void>(content.insert(content.length(), added.toStdU16String()));
    });
    return {.inserted = added.size()};
}

} // namespace coterie::cli
