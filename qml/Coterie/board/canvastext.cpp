#include "boardcanvas.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"
#include "drawing/shapepath.h"
#include "drawing/textlayout.h"

#include <algorithm>
#include <cmath>

/// The text of a shape under the pen. QML lays a TextEdit over it; the words are on the board with every key.
namespace coterie::boardview {

using board::Shape;
using board::ShapePtr;
using board::ShapeType;

namespace {

constexpr double CaretRoom = 2; // board units beside the words of a text, or its last letter would wrap
constexpr double LabelWidth = 160; // board units, of the words on a line while they are written

bool holdsText(ShapeType type)
{
    return !board::isStroke(type) && type != ShapeType::Unknown;
}

double fittingWidth(const Shape &shape, const QString &family)
{
    Shape wide = shape;
    if (wide.text.isEmpty())
        wide.text = QStringLiteral(" ");
    return std::max(drawing::naturalWidth(wide, family) + CaretRoom, shape.style.fontSize / 2);
}

/// A Text that was never made narrower or wider than its words.
bool fitsItsWords(const Shape &shape, const QString &family)
{
    return shape.type == ShapeType::Text && std::abs(shape.w - fittingWidth(shape, family)) <= CaretRoom + 1;
}

} // namespace

void BoardCanvas::fitToText(Shape &shape, const Shape &before) const
{
    const QString family = look() ? look()->family : QString();
    if (fitsItsWords(before, family)
        || (m_parts->text.fitsWidth && m_parts->text.id == shape.id && shape.type == ShapeType::Text)) {
        const double width = fittingWidth(shape, family);
        const double growth = width - shape.w;
        if (shape.style.align == board::Align::Centre)
            shape.x -= growth / 2;
        else if (shape.style.align == board::Align::Right)
            shape.x -= growth;
        shape.w = width;
    }
    if (shape.type == ShapeType::Text)
        shape.h = drawing::heightForText(shape, family);
    else if (shape.type == ShapeType::Note || shape.type == ShapeType::Rectangle)
        shape.h = std::max(shape.h, drawing::heightForText(shape, family));
}

void BoardCanvas::startEditing()
{
    if (const ShapePtr shape = m_parts->bench.selection.only())
        edit(shape);
}

void BoardCanvas::edit(const ShapePtr &shape)
{
    if (isReadOnly() || shape->locked || !holdsText(shape->type))
        return;
    finishEditing();
    const QString family = look() ? look()->family : QString();
    board()->beginStep();
    m_parts->text = {.id = shape->id,
        .before = shape->text,
        .known = shape->text,
        .isNew = false,
        .fitsWidth = fitsItsWords(*shape, family)};
    m_parts->bench.select({shape->id});
    lift({shape->id});
    refreshEditor();
    Q_EMIT editorTextChanged();
    Q_EMIT editingChanged();
    chromeTouched();
}

void BoardCanvas::beginText(const Shape &shape)
{
    finishEditing();
    if (isReadOnly())
        return;
    board()->beginStep();
    const QList<board::ShapeId> ids = board()->add({shape});
    if (const ShapePtr added = ids.isEmpty() ? nullptr : m_parts->bench.scene().find(ids.front())) {
        edit(added);
        m_parts->text.isNew = true;
        m_parts->text.fitsWidth =
            added->type == ShapeType::Text && added->w <= added->style.fontSize * 1.01; // clicked, not drawn
    }
    board()->endStep();
}

/// What others wrote comes into the editor; its place is where the shape is now.
void BoardCanvas::refreshEditor()
{
    if (!isEditing())
        return;
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    if (!shape)
        return;
    Shape bare = *shape;
    bare.text.clear();
    setDrafts({std::make_shared<const Shape>(bare)});
    const QString before = std::exchange(m_parts->text.known, shape->text);
    if (before != shape->text) {
        const auto [own, other] = std::ranges::mismatch(before, shape->text);
        const qsizetype same = own - before.begin();
        qsizetype tail = 0;
        while (tail < std::min(before.size(), shape->text.size()) - same
            && before[before.size() - 1 - tail] == shape->text[shape->text.size() - 1 - tail])
            ++tail;
        Q_EMIT editorEdited(
            int(same), int(before.size() - same - tail), shape->text.mid(same, shape->text.size() - same - tail));
        Q_EMIT editorTextChanged();
    }
    Q_EMIT editorChanged();
}

void BoardCanvas::commitText(const QString &text)
{
    if (!isEditing() || text == m_parts->text.known || !board())
        return;
    m_parts->text.known = text;
    board()->setText(m_parts->text.id, text);
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    if (!shape)
        return;
    Shape fitting = *shape;
    fitToText(fitting, *shape);
    if (fitting.w != shape->w || fitting.h != shape->h)
        board()->update({fitting});
    Q_EMIT editorTextChanged();
}

void BoardCanvas::finishEditing()
{
    endText(true);
}

void BoardCanvas::cancelEditing()
{
    endText(false);
}

void BoardCanvas::endText(bool keep)
{
    if (!isEditing())
        return;
    const TextUnderPen text = std::exchange(m_parts->text, {});
    drop();
    if (collab::SharedBoard *shared = m_parts->bench.board()) {
        const ShapePtr shape = shared->scene().find(text.id);
        const bool isVoid = shape && shape->type == ShapeType::Text && shape->text.trimmed().isEmpty();
        if (isVoid && !text.isNew)
            shared->remove({text.id});
        if (!keep || (isVoid && text.isNew))
            shared->cancelStep();
        else
            shared->endStep();
    }
    chromeTouched();
    Q_EMIT editingChanged();
}

bool BoardCanvas::isEditing() const
{
    return !m_parts->text.id.isEmpty();
}

QString BoardCanvas::editorText() const
{
    return m_parts->text.known;
}

QRectF BoardCanvas::editorRect() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    if (!shape)
        return {};
    if (board::isConnector(shape->type)) {
        const QPointF middle = drawing::connectorPath(*shape).middle;
        const QSizeF size(LabelWidth, shape->style.fontSize * 1.4);
        return toView(QRectF(middle - QPointF(size.width(), size.height()) / 2, size));
    }
    const QRectF area = drawing::textArea(*shape);
    // Where it stands once the shape is turned around its middle.
    const QPointF middle = board::toBoard(*shape, area.center());
    return toView(area.translated(middle - area.center()));
}

double BoardCanvas::editorRotation() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    return shape && !board::isConnector(shape->type) ? shape->rotation : 0;
}

QFont BoardCanvas::editorFont() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    QFont font = drawing::layOutText(shape ? *shape : Shape(), look() ? look()->family : QString()).font;
    font.setPixelSize(std::max(1, int(std::lround((shape ? shape->style.fontSize : 16) * zoom()))));
    return font;
}

QColor BoardCanvas::editorColour() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    if (!shape || !look())
        return {};
    const drawing::Palette palette = look()->palette();
    if (shape->type == ShapeType::Note)
        return palette.inkOn(palette.note(shape->style.fill), shape->style.stroke);
    if (shape->type == ShapeType::Frame)
        return palette.quiet();
    return palette.inkOn(palette.fill(shape->style.fill), shape->style.stroke);
}

int BoardCanvas::editorAlignment() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    if (!shape)
        return Qt::AlignLeft | Qt::AlignTop;
    if (shape->type == ShapeType::Frame)
        return Qt::AlignLeft | Qt::AlignTop;
    const bool onTop = shape->type == ShapeType::Note || shape->type == ShapeType::Text;
    const Qt::Alignment down = onTop ? Qt::AlignTop : Qt::AlignVCenter;
    switch (shape->style.align) {
    case board::Align::Left: return int(Qt::AlignLeft | down);
    case board::Align::Right: return int(Qt::AlignRight | down);
    case board::Align::Centre: break;
    }
    return int(Qt::AlignHCenter | down);
}

bool BoardCanvas::editorWraps() const
{
    const ShapePtr shape = m_parts->bench.scene().find(m_parts->text.id);
    return shape && shape->type != ShapeType::Frame && !board::isConnector(shape->type)
        && !(shape->type == ShapeType::Text && m_parts->text.fitsWidth);
}

} // namespace coterie::boardview
