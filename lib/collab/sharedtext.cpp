#include "collab/sharedtext.h"

#include "collab/comments.h"
#include "collab/values.h"

#include <algorithm>

namespace coterie::collab {

using namespace Qt::StringLiterals;

namespace {

constexpr std::u16string_view ContentName = u"content";

bool isInside(const TextChange &change, qsizetype length)
{
    return change.position >= 0 && change.removed >= 0 && change.position <= length
        && change.removed <= length - change.position;
}

/// Appends a step, joined to the last one if both are about the same place.
void append(QList<TextChange> &changes, TextChange next)
{
    if (!changes.isEmpty()) {
        TextChange &last = changes.back();
        if (next.position == last.position + last.inserted.size()) {
            last.inserted += next.inserted;
            last.removed += next.removed;
            return;
        }
    }
    changes.append(std::move(next));
}

void appendDelta(const crdt::Delta &delta, QList<TextChange> &changes)
{
    qsizetype at = 0;
    bool joins = false; // steps of one delta only: "ab" typed and "b" taken back are two changes
    for (const crdt::DeltaStep &step : delta) {
        TextChange change {.position = at, .removed = 0, .inserted = {}};
        switch (step.kind) {
        case crdt::DeltaStep::Kind::Retain:
            at += step.length;
            joins = false;
            continue;
        case crdt::DeltaStep::Kind::Delete: change.removed = step.length; break;
        case crdt::DeltaStep::Kind::Insert:
            change.inserted =
                toQString(step.text) + QString(qsizetype(step.values.size()), QChar::ObjectReplacementCharacter);
            at += change.inserted.size();
            break;
        }
        if (joins)
            append(changes, std::move(change));
        else
            changes.append(std::move(change));
        joins = true;
    }
}

} // namespace

SharedText::SharedText(Awareness &awareness, const Clock &clock, QObject *parent)
    : TextSource(parent)
    , m_awareness(awareness)
    , m_clock(clock)
{
    connect(&m_awareness, &Awareness::peersChanged, this, &SharedText::caretsChanged);
}

SharedText::~SharedText() = default;

void SharedText::attach(crdt::Doc *doc, const Comments *comments)
{
    m_subscription = {};
    m_undo.reset();
    m_content.reset();
    m_changes.clear();
    m_lastSeen.clear();
    m_doc = doc;
    m_comments = comments;
    if (doc) {
        m_content = doc->text(ContentName);
        const crdt::SharedType scope = *m_content;
        m_undo = std::make_unique<crdt::UndoManager>(*doc, std::span(&scope, 1), m_clock,
            crdt::UndoManager::Options {.captureTime = Millis {500}, .origins = {this}});
        observe();
    }
    Q_EMIT readOnlyChanged();
    Q_EMIT reset();
    tellUndo();
}

void SharedText::setReadOnly(bool readOnly)
{
    const bool was = isReadOnly();
    m_readOnly = readOnly;
    if (was != isReadOnly())
        Q_EMIT readOnlyChanged();
}

qsizetype SharedText::length() const
{
    return m_content ? qsizetype(m_content->length()) : 0;
}

QString SharedText::text() const
{
    if (!m_content)
        return {};
    const std::u16string plain = m_content->toString();
    if (plain.size() == m_content->length())
        return toQString(plain);
    QString text; // something in it is no text
    for (const crdt::DeltaStep &step : m_content->toDelta())
        text += toQString(step.text) + QString(qsizetype(step.values.size()), QChar::ObjectReplacementCharacter);
    return text;
}

void SharedText::collect(const std::vector<crdt::Event> &events)
{
    for (const crdt::Event &event : events)
        appendDelta(event.delta, m_changes);
}

void SharedText::settle()
{
    const QList<TextChange> changes = std::exchange(m_changes, {});
    const Cause cause = std::exchange(m_cause, Cause::Remote);
    Q_EMIT settled();
    if (!changes.isEmpty()) {
        Q_EMIT changed(changes, cause);
        if (!m_awareness.peers().isEmpty())
            Q_EMIT caretsChanged();
        if (m_comments && m_comments->hasOpen())
            Q_EMIT annotationsChanged();
    }
    tellUndo();
}

void SharedText::tellUndo()
{
    const bool undoable = std::exchange(m_couldUndo, canUndo()) != canUndo();
    const bool redoable = std::exchange(m_couldRedo, canRedo()) != canRedo();
    if (undoable || redoable)
        Q_EMIT undoChanged();
}

void SharedText::replace(qsizetype position, qsizetype removed, const QString &inserted)
{
    replaceAll({{.position = position, .removed = removed, .inserted = inserted}});
}

void SharedText::replaceAll(const QList<TextChange> &changes)
{
    if (isReadOnly())
        return;
    qsizetype length = this->length();
    bool says = false;
    for (const TextChange &change : changes) {
        if (!isInside(change, length))
            return; // all or nothing
        length += change.inserted.size() - change.removed;
        says = says || change.removed > 0 || !change.inserted.isEmpty();
    }
    if (!says)
        return;
    if (changes.size() > 1)
        m_undo->stopCapturing();
    edit(changes);
    const bool endsLine =
        std::ranges::any_of(changes, [](const TextChange &change) { return change.inserted.contains(u'\n'); });
    if (changes.size() > 1 || endsLine)
        m_undo->stopCapturing();
}

void SharedText::edit(const QList<TextChange> &changes)
{
    m_cause = Cause::Local;
    m_subscription = {}; // what happens is known: an event would be found by a walk through the whole text
    m_doc->transact(
        [&] {
            for (const TextChange &change : changes) {
                const auto at = static_cast<std::uint32_t>(change.position);
                if (change.removed > 0)
                    (void)m_content->erase(at, static_cast<std::uint32_t>(change.removed)); // it is inside: checked
                if (!change.inserted.isEmpty())
                    (void)m_content->insert(at, viewOf(change.inserted));
            }
        },
        this);
    m_changes = changes;
    observe();
    settle();
}

void SharedText::observe()
{
    m_subscription = m_doc->observe(*m_content, [this](const std::vector<crdt::Event> &events) { collect(events); });
}

void SharedText::step(bool (crdt::UndoManager::*way)())
{
    if (isReadOnly())
        return;
    m_cause = Cause::Undo;
    (m_undo.get()->*way)();
    settle();
}

void SharedText::undo()
{
    step(&crdt::UndoManager::undo);
}

void SharedText::redo()
{
    step(&crdt::UndoManager::redo);
}

void SharedText::endUndoStep()
{
    if (m_undo)
        m_undo->stopCapturing();
}

crdt::RelativePosition SharedText::relative(qsizetype position, crdt::Association association) const
{
    const auto at = static_cast<std::uint32_t>(std::clamp<qsizetype>(position, 0, length()));
    return crdt::RelativePosition::create(m_content.value_or(crdt::Text()), at, association);
}

std::optional<qsizetype> SharedText::positionOf(const crdt::RelativePosition &position) const
{
    const auto absolute = m_doc ? crdt::absolutePosition(*m_doc, position) : std::nullopt;
    if (!absolute || !(absolute->type == *m_content))
        return {};
    return std::min<qsizetype>(absolute->index, length());
}

void SharedText::setCaret(qsizetype anchor, qsizetype head)
{
    if (!m_content)
        return;
    const crdt::RelativePosition to = relative(head);
    m_awareness.setCursor(Cursor {anchor == head ? to : relative(anchor), to});
}

void SharedText::clearCaret()
{
    m_awareness.setCursor({});
}

QList<RemoteCaret> SharedText::carets() const
{
    QList<RemoteCaret> carets;
    QHash<quint64, Cursor> seen;
    for (const Awareness::Peer &peer : m_awareness.peers()) {
        if (!peer.cursor)
            continue;
        Cursor cursor = *peer.cursor;
        auto anchor = positionOf(cursor.anchor);
        auto head = positionOf(cursor.head);
        if (const auto before = m_lastSeen.constFind(peer.client); (!anchor || !head) && before != m_lastSeen.cend()) {
            cursor = *before;
            anchor = positionOf(cursor.anchor);
            head = positionOf(cursor.head);
        }
        if (!anchor || !head)
            continue;
        seen.insert(peer.client, cursor);
        carets.append({.client = peer.client,
            .userId = peer.person.userId,
            .name = peer.person.name,
            .color = peer.person.color,
            .anchor = *anchor,
            .head = *head});
    }
    m_lastSeen = seen;
    return carets;
}

QList<Annotation> SharedText::annotations() const
{
    return m_comments ? m_comments->annotations() : QList<Annotation>();
}

} // namespace coterie::collab
