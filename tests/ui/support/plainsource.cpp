#include "plainsource.h"

#include <algorithm>

namespace coterie::testing {

using collab::TextChange;

namespace {

qsizetype moved(qsizetype position, const TextChange &change)
{
    if (change.position >= position)
        return position;
    return std::max(position - change.removed, change.position) + change.inserted.size();
}

} // namespace

PlainSource::Step PlainSource::changeText(const QList<TextChange> &changes)
{
    Step back;
    for (const TextChange &change : changes) {
        back.prepend({change.position, change.inserted.size(), m_text.sliced(change.position, change.removed)});
        m_text.replace(change.position, change.removed, change.inserted);
    }
    return back;
}

void PlainSource::replace(qsizetype position, qsizetype removed, const QString &inserted)
{
    replaceAll({{position, removed, inserted}});
}

void PlainSource::replaceAll(const QList<TextChange> &changes)
{
    qsizetype length = m_text.size();
    for (const TextChange &change : changes) {
        const bool fits = change.position >= 0 && change.removed >= 0 && change.position + change.removed <= length;
        if (m_readOnly || !fits)
            return;
        length += change.inserted.size() - change.removed;
    }
    const Step back = changeText(changes);
    m_redo.clear();
    if (!m_stepOpen || m_undo.isEmpty()) {
        m_undo.append(back);
        ++steps;
    } else {
        m_undo.last() = back + m_undo.last();
    }
    m_stepOpen = true;
    Q_EMIT changed(changes, Cause::Local);
    Q_EMIT undoChanged();
}

void PlainSource::takeBack(QList<Step> &from, QList<Step> &to)
{
    if (from.isEmpty() || m_readOnly)
        return;
    const Step step = from.takeLast();
    Step done;
    Step back;
    for (TextChange change : step) { // what somebody else took meanwhile cannot be taken again
        change.position = std::min(change.position, m_text.size());
        change.removed = std::min(change.removed, m_text.size() - change.position);
        back = changeText({change}) + back;
        done.append(change);
    }
    to.append(back);
    m_stepOpen = false;
    Q_EMIT changed(done, Cause::Undo);
    Q_EMIT undoChanged();
}

void PlainSource::undo()
{
    takeBack(m_undo, m_redo);
}

void PlainSource::redo()
{
    takeBack(m_redo, m_undo);
}

void PlainSource::setCaret(qsizetype anchor, qsizetype head)
{
    hasCaret = true;
    caretAnchor = anchor;
    caretHead = head;
}

void PlainSource::setText(const QString &text)
{
    m_text = text;
    m_undo.clear();
    m_redo.clear();
    Q_EMIT reset();
}

void PlainSource::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    Q_EMIT readOnlyChanged();
}

void PlainSource::moveSteps(const TextChange &change)
{
    for (QList<Step> *stack : {&m_undo, &m_redo}) {
        for (Step &step : *stack) {
            for (TextChange &back : step)
                back.position = moved(back.position, change);
        }
    }
}

void PlainSource::othersReplace(qsizetype position, qsizetype removed, const QString &inserted)
{
    othersReplaceAll({{position, removed, inserted}});
}

void PlainSource::othersReplaceAll(const QList<TextChange> &changes)
{
    (void)changeText(changes);
    for (const TextChange &change : changes)
        moveSteps(change);
    Q_EMIT changed(changes, Cause::Remote);
}

void PlainSource::setCarets(const QList<collab::RemoteCaret> &carets)
{
    m_carets = carets;
    Q_EMIT caretsChanged();
}

void PlainSource::setAnnotations(const QList<collab::Annotation> &annotations)
{
    m_annotations = annotations;
    Q_EMIT annotationsChanged();
}

} // namespace coterie::testing
