// The text of the editor: its source, what is selected, what edits do.

#include "documenteditor.h"

#include "caretlayer.h"
#include "documentaccessible.h"
#include "rectlayer.h"
#include "tilelayer.h"

#include <QAccessible>
#include <QQmlProperty>
#include <QVariantAnimation>

#include <algorithm>
#include <optional>

namespace coterie::document {

using namespace Qt::StringLiterals;
using collab::TextSource;

DocumentEditor::DocumentEditor(QQuickItem *parent)
    : QQuickItem(parent)
    , m_ground(new RectLayer(this))
    , m_tiles(new TileLayer(this))
    , m_carets(new CaretLayer(this))
    , m_glide(new QVariantAnimation(this))
{
    DocumentAccessible::install();
    setFlag(ItemAcceptsInputMethod);
    setClip(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton | Qt::RightButton);
    setAcceptHoverEvents(true);
    setAcceptTouchEvents(true);
    setFlag(ItemAcceptsDrops);
    setActiveFocusOnTab(true);
    m_geometry.columnWidth = 704;
    m_text.onChanged = [this](Line &line) { m_view.lineChanged(line); };
    m_text.onRemoving = [this](Line &line) {
        m_tiles->forget(line);
        m_view.lineRemoving(line);
    };
    m_glide->setStartValue(0.0);
    m_glide->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_view.scrollBy(value.toReal() - std::exchange(m_glided, value.toReal()));
        polish();
    });
    connect(&m_finder, &Finder::changed, this, [this] {
        polish();
        Q_EMIT matchesChanged();
    });
    connect(&m_outline, &Outline::counted, this, &DocumentEditor::counted);
    connect(&m_outline, &Outline::headingsChanged, this, [this] {
        polish();
        Q_EMIT headingsChanged();
    });
}

DocumentEditor::~DocumentEditor()
{
    if (m_source)
        m_source->clearCaret();
    m_tiles->forgetAll(); // before the lines go
}

/// Only items with an Accessible of their own stand in the accessible tree, and only QML can give one.
void DocumentEditor::componentComplete()
{
    QQuickItem::componentComplete();
    QQmlProperty(this, u"Accessible.role"_s, qmlContext(this)).write(int(QAccessible::EditableText));
}

void DocumentEditor::setSource(TextSource *source)
{
    if (m_source == source)
        return;
    if (m_source) {
        m_source->disconnect(this);
        m_source->clearCaret();
    }
    m_source = source;
    if (source) {
        connect(source, &TextSource::changed, this, &DocumentEditor::apply);
        connect(source, &TextSource::reset, this, &DocumentEditor::reload);
        connect(source, &TextSource::caretsChanged, this, &DocumentEditor::readCarets);
        connect(source, &TextSource::annotationsChanged, this, &DocumentEditor::readAnnotations);
        connect(source, &TextSource::undoChanged, this, &DocumentEditor::undoChanged);
        connect(source, &TextSource::readOnlyChanged, this, &DocumentEditor::readOnlyChanged);
    }
    reload();
    Q_EMIT sourceChanged();
    Q_EMIT readOnlyChanged();
    Q_EMIT undoChanged();
}

void DocumentEditor::setLook(DocumentStyle *look)
{
    if (m_style == look)
        return;
    if (m_style)
        m_style->disconnect(this);
    m_style = look;
    if (look)
        connect(look, &DocumentStyle::restyled, this, &DocumentEditor::restyle);
    restyle();
    Q_EMIT lookChanged();
}

void DocumentEditor::restyle()
{
    m_view.setStyle(m_style);
    m_tiles->forgetAll();
    polish();
}

void DocumentEditor::setReadOnly(bool readOnly)
{
    if (std::exchange(m_readOnly, readOnly) == readOnly)
        return;
    polish();
    updateInputMethod();
    Q_EMIT readOnlyChanged();
    Q_EMIT undoChanged();
}

void DocumentEditor::setPlaceholderText(const QString &text)
{
    if (std::exchange(m_placeholder, text) == text)
        return;
    m_tiles->setPlaceholder(text);
    Q_EMIT placeholderChanged();
}

void DocumentEditor::setAccessibleName(const QString &name)
{
    if (std::exchange(m_accessibleName, name) != name)
        Q_EMIT accessibleNameChanged();
}

void DocumentEditor::reload()
{
    clearPreedit();
    m_tiles->forgetAll();
    m_text.setText(m_source ? m_source->text() : QString());
    m_view.reset();
    m_finder.restart();
    m_outline.reset();
    m_selection = {};
    m_revealed = 0;
    m_goalX = -1;
    readCarets();
    readAnnotations();
    selectionMoved();
}

void DocumentEditor::apply(const QList<collab::TextChange> &changes, TextSource::Cause cause)
{
    const std::optional<qreal> y = cause == TextSource::Cause::Remote ? seenCaretY() : std::nullopt;
    for (const collab::TextChange &change : changes)
        applyOne(change, cause);
    if (y)
        keepCaretAt(*y);
    m_outline.textChanged();
    selectionMoved();
    if (cause == TextSource::Cause::Undo)
        m_showCaretNext = true;
}

/// Where the caret stands, if somebody writes there: it stays at that height, whatever others put in above it.
std::optional<qreal> DocumentEditor::seenCaretY()
{
    if (!m_style || !showsCaret() || isReadOnly() || m_view.seen().empty())
        return std::nullopt;
    const QRectF rect = m_view.caretRect(m_selection.head);
    return rect.bottom() > 0 && rect.top() < height() ? std::optional(rect.top()) : std::nullopt;
}

void DocumentEditor::keepCaretAt(qreal y)
{
    constexpr int tries = 3; // what scrolling brings into view may be taller than it was thought to be
    m_view.setCaret(m_revealed, &m_preedit);
    for (int i = 0; i < tries; ++i) {
        m_view.layOut();
        const qreal distance = m_view.caretRect(m_selection.head).top() - y;
        if (std::abs(distance) < 0.5)
            return;
        m_view.scrollBy(distance);
    }
}

void DocumentEditor::applyOne(const collab::TextChange &change, TextSource::Cause cause)
{
    const bool isHeard = QAccessible::isActive();
    const QString before = isHeard ? m_text.text(change.position, change.position + change.removed) : QString();
    m_finder.apply(change);
    m_text.apply(change);
    m_revealed = moved(m_revealed, change, true);
    if (cause == TextSource::Cause::Undo) {
        const qsizetype end = std::min(change.position + change.inserted.size(), m_text.length());
        m_selection = {end, end};
        m_revealed = end;
    } else if (m_selection.isEmpty()) {
        const qsizetype caret = moved(m_selection.head, change, true);
        m_selection = {caret, caret};
    } else {
        const bool forward = m_selection.anchor < m_selection.head; // what comes at its ends stays outside
        m_selection.anchor = moved(m_selection.anchor, change, !forward);
        m_selection.head = moved(m_selection.head, change, forward);
    }
    moveOthers(change);
    if (isHeard)
        DocumentAccessible::announce(*this, change, before);
}

/// Until the source tells them anew; what is told then differs only for those who moved by themselves.
void DocumentEditor::moveOthers(const collab::TextChange &change)
{
    for (collab::RemoteCaret &other : m_others) {
        other.anchor = moved(other.anchor, change, true);
        other.head = moved(other.head, change, true);
    }
    for (collab::Annotation &annotation : m_annotations) {
        annotation.start = moved(annotation.start, change, false);
        annotation.end = std::max(moved(annotation.end, change, true), annotation.start);
    }
}

/// Our own edits come back through the source, as everybody's do; only then the selection is what the command wants.
void DocumentEditor::perform(const Edit &edit)
{
    if (isReadOnly())
        return;
    m_performing = true;
    if (edit.changes.size() == 1)
        m_source->replace(edit.changes.first().position, edit.changes.first().removed, edit.changes.first().inserted);
    else if (!edit.changes.isEmpty())
        m_source->replaceAll(edit.changes);
    m_performing = false;
    setSelection(edit.selection);
    if (!edit.changes.isEmpty())
        Q_EMIT edited();
}

void DocumentEditor::setSelection(const Selection &selection, bool reveal)
{
    const qsizetype length = m_text.length();
    m_selection = {
        std::clamp(selection.anchor, qsizetype(0), length), std::clamp(selection.head, qsizetype(0), length)};
    m_goalX = -1;
    if (!m_pressing)
        m_revealed = m_selection.head;
    m_showCaretNext = m_showCaretNext || reveal;
    tellCaret();
    selectionMoved();
}

void DocumentEditor::selectionMoved()
{
    if (m_performing)
        return; // it is about to be set
    restartBlinking();
    updateFormat();
    updateMention();
    updateInputMethod();
    polish();
    Q_EMIT selectionChanged();
    if (QAccessible::isActive())
        DocumentAccessible::announceSelection(*this);
}

void DocumentEditor::tellCaret()
{
    if (m_source && hasActiveFocus())
        m_source->setCaret(m_selection.anchor, m_selection.head);
}

void DocumentEditor::updateFormat()
{
    const Line &line = m_text.lines().lineAt(m_selection.head);
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype from = std::max(m_selection.start() - at, qsizetype(0));
    const qsizetype to = std::min(m_selection.end() - at, line.text.size());
    Format format {.heading = line.info.kind == LineKind::Heading ? line.info.level : 0,
        .mark = line.info.mark,
        .quote = line.info.quotes > 0};
    const auto spans = scanInline(line.text, line.info.content);
    for (const Inline style : {Inline::Strong, Inline::Emphasis, Inline::Strike, Inline::Code}) {
        if (commands::spanAround(spans, style, from, to))
            format.inlines |= style;
    }
    if (std::exchange(m_format, format) != format)
        Q_EMIT formatChanged();
}

/// Offers names while an @ and letters stand before the caret.
void DocumentEditor::updateMention()
{
    constexpr qsizetype longest = 40;
    const Line &line = m_text.lines().lineAt(m_selection.head);
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype offset = m_selection.head - at;
    qsizetype start = offset;
    while (start > 0 && offset - start < longest
        && (line.text[start - 1].isLetterOrNumber() || line.text[start - 1] == u'-'))
        --start;
    const bool isOne = m_selection.isEmpty() && hasActiveFocus() && !isReadOnly() && !line.info.isCode() && start > 0
        && line.text[start - 1] == u'@' && (start == 1 || !line.text[start - 2].isLetterOrNumber());
    if (isOne && m_style) {
        m_mentioning = true;
        const qsizetype position = at + start - 1;
        Q_EMIT mentionTyped(line.text.sliced(start, offset - start), int(position), rectangleAt(int(position)));
    } else if (std::exchange(m_mentioning, false)) {
        Q_EMIT mentionEnded();
    }
}

void DocumentEditor::readCarets()
{
    const QList<collab::RemoteCaret> carets = m_source ? m_source->carets() : QList<collab::RemoteCaret>();
    for (const collab::RemoteCaret &caret : carets) {
        const auto same = std::ranges::find(m_others, caret.client, &collab::RemoteCaret::client);
        if (same == m_others.end() || same->head != caret.head || same->anchor != caret.anchor)
            m_carets->moved(caret.client);
    }
    m_others = carets;
    follow();
    polish();
}

void DocumentEditor::readAnnotations()
{
    m_annotations = m_source ? m_source->annotations() : QList<collab::Annotation>();
    polish();
}

QString DocumentEditor::selectedText() const
{
    return m_text.text(m_selection.start(), m_selection.end());
}

QString DocumentEditor::listKind() const
{
    switch (m_format.mark) {
    case ListMark::None: return {};
    case ListMark::Bullet: return u"bullet"_s;
    case ListMark::Number: return u"number"_s;
    case ListMark::Task:
    case ListMark::DoneTask: return u"task"_s;
    }
    return {};
}

} // namespace coterie::document
