#pragma once

#include "base/time.h"
#include "boardview.h"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QStringList>
#include <QUrl>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>

namespace coterie::board {
enum class Layer;
}

namespace coterie::collab {
class BoardAwareness;
struct BoardChange;
} // namespace coterie::collab

namespace coterie::drawing {
struct Drawing;
}

class QMimeData;

namespace coterie::boardview {

class Gesture;
class Workbench;
enum class CanvasTool;
enum class StyleKey;
struct CanvasParts;
struct PointerSample;

/// A board under a person's hands: tools, selection, style, text, clipboard and keyboard over the picture that
/// BoardView shows. A gesture is drawn as a draft while it lasts, told to others through `presence`, and becomes one
/// transaction and one step of undo when it ends; Esc takes it back. Board units unless said otherwise. GUI thread.
class BoardCanvas : public coterie::boardview::BoardView // in full: the linter looks the name up as it is written
{
    Q_OBJECT
    QML_ELEMENT
    Q_MOC_INCLUDE("collab/boardawareness.h")
    Q_PROPERTY(coterie::collab::BoardAwareness *presence READ presence WRITE setPresence NOTIFY presenceChanged FINAL)
    Q_PROPERTY(double followedClient READ followedClient WRITE setFollowedClient NOTIFY followedClientChanged FINAL)
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY readOnlyChanged FINAL)
    Q_PROPERTY(bool undoAvailable READ undoAvailable NOTIFY undoChanged FINAL)
    Q_PROPERTY(bool redoAvailable READ redoAvailable NOTIFY undoChanged FINAL)
    Q_PROPERTY(QString accessibleName READ accessibleName WRITE setAccessibleName NOTIFY accessibleNameChanged FINAL)

    // "select", "lasso", "hand", "pen", "highlighter", "eraser", "laser", "line", "arrow", "rectangle", "ellipse",
    // "diamond", "text", "note", "image" or "frame". "image" asks for a file at once (imageRequested).
    Q_PROPERTY(QString tool READ tool WRITE setTool NOTIFY toolChanged FINAL)
    Q_PROPERTY(bool toolLocked READ isToolLocked WRITE setToolLocked NOTIFY toolLockedChanged FINAL)
    Q_PROPERTY(QString eraserMode READ eraserMode WRITE setEraserMode NOTIFY styleChanged FINAL) // "whole" or "parts"
    Q_PROPERTY(bool snapToGrid READ snapsToGrid WRITE setSnapToGrid NOTIFY snapChanged FINAL)
    Q_PROPERTY(bool snapToShapes READ snapsToShapes WRITE setSnapToShapes NOTIFY snapChanged FINAL)

    // Of the selection, and of what comes next. Setting one applies it to the selection, too. Words as in
    // lib/board/shape.h ("dashed", "center", "triangle", "elbow", …); colours are names of the palette or "#rrggbb".
    Q_PROPERTY(QString strokeColour READ strokeColour WRITE setStrokeColour NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString fillColour READ fillColour WRITE setFillColour NOTIFY styleChanged FINAL)
    Q_PROPERTY(double strokeWidth READ strokeWidth WRITE setStrokeWidth NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString dash READ dash WRITE setDash NOTIFY styleChanged FINAL)
    Q_PROPERTY(double shapeOpacity READ shapeOpacity WRITE setShapeOpacity NOTIFY styleChanged FINAL) // 0.1 to 1
    Q_PROPERTY(double fontSize READ fontSize WRITE setFontSize NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString align READ align WRITE setAlign NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString startHead READ startHead WRITE setStartHead NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString endHead READ endHead WRITE setEndHead NOTIFY styleChanged FINAL)
    Q_PROPERTY(QString route READ route WRITE setRoute NOTIFY styleChanged FINAL)
    Q_PROPERTY(
        QStringList styleMixed READ styleMixed NOTIFY styleChanged FINAL) // properties that differ in the selection
    Q_PROPERTY(
        QStringList styleOffered READ styleOffered NOTIFY styleChanged FINAL) // that mean something for it or the tool

    /// How this person draws, to be remembered: the tool if it is one that stays, the styles, eraser and snapping.
    Q_PROPERTY(QVariantMap habits READ habits WRITE setHabits NOTIFY habitsChanged FINAL)

    Q_PROPERTY(int selectionCount READ selectionCount NOTIFY selectionChanged FINAL)
    Q_PROPERTY(QRectF selectionRect READ selectionRect NOTIFY selectionRectChanged FINAL) // in the item; null: none
    Q_PROPERTY(QStringList selectionTypes READ selectionTypes NOTIFY selectionChanged FINAL)
    Q_PROPERTY(bool selectionLocked READ isSelectionLocked NOTIFY selectionChanged FINAL) // all of it
    Q_PROPERTY(bool canGroup READ canGroup NOTIFY selectionChanged FINAL)
    Q_PROPERTY(bool canUngroup READ canUngroup NOTIFY selectionChanged FINAL)
    Q_PROPERTY(
        bool busy READ isBusy NOTIFY busyChanged FINAL) // a gesture is under way: toolbars let the pointer through

    // The text of a shape under the pen: QML lays a TextEdit at editorRect (in the item, before it is turned by
    // editorRotation around its middle), shows editorText in it, and says commitText() with every change.
    Q_PROPERTY(bool editing READ isEditing NOTIFY editingChanged FINAL)
    Q_PROPERTY(QRectF editorRect READ editorRect NOTIFY editorChanged FINAL)
    Q_PROPERTY(double editorRotation READ editorRotation NOTIFY editorChanged FINAL)
    Q_PROPERTY(QFont editorFont READ editorFont NOTIFY editorChanged FINAL)
    Q_PROPERTY(QColor editorColour READ editorColour NOTIFY editorChanged FINAL)
    Q_PROPERTY(int editorAlignment READ editorAlignment NOTIFY editorChanged FINAL) // Qt::Alignment, both ways
    Q_PROPERTY(bool editorWraps READ editorWraps NOTIFY editorChanged FINAL) // at the right edge of editorRect
    Q_PROPERTY(QString editorText READ editorText NOTIFY editorTextChanged FINAL)

    Q_PROPERTY(QVariantList pages READ pages NOTIFY pagesChanged FINAL) // {id, name, current}
public:
    explicit BoardCanvas(QQuickItem *parent = nullptr);
    ~BoardCanvas() override;

    [[nodiscard]] collab::BoardAwareness *presence() const;
    void setPresence(collab::BoardAwareness *presence); ///< borrowed; may go at any time
    [[nodiscard]] double followedClient() const; ///< 0: nobody
    void setFollowedClient(double client);
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] bool undoAvailable() const;
    [[nodiscard]] bool redoAvailable() const;
    [[nodiscard]] QString accessibleName() const;
    void setAccessibleName(const QString &name);

    [[nodiscard]] QString tool() const;
    void setTool(const QString &tool);
    [[nodiscard]] bool isToolLocked() const;
    void setToolLocked(bool locked);
    [[nodiscard]] QString eraserMode() const;
    void setEraserMode(const QString &mode);
    [[nodiscard]] bool snapsToGrid() const;
    void setSnapToGrid(bool snap);
    [[nodiscard]] bool snapsToShapes() const;
    void setSnapToShapes(bool snap);

    [[nodiscard]] QString strokeColour() const;
    void setStrokeColour(const QString &colour);
    [[nodiscard]] QString fillColour() const;
    void setFillColour(const QString &colour);
    [[nodiscard]] double strokeWidth() const;
    void setStrokeWidth(double width);
    [[nodiscard]] QString dash() const;
    void setDash(const QString &dash);
    [[nodiscard]] double shapeOpacity() const;
    void setShapeOpacity(double opacity);
    [[nodiscard]] double fontSize() const;
    void setFontSize(double size);
    [[nodiscard]] QString align() const;
    void setAlign(const QString &align);
    [[nodiscard]] QString startHead() const;
    void setStartHead(const QString &head);
    [[nodiscard]] QString endHead() const;
    void setEndHead(const QString &head);
    [[nodiscard]] QString route() const;
    void setRoute(const QString &route);
    [[nodiscard]] QStringList styleMixed() const;
    [[nodiscard]] QStringList styleOffered() const;

    [[nodiscard]] QVariantMap habits() const;
    void setHabits(const QVariantMap &habits); ///< what is missing or makes no sense stays as it is

    [[nodiscard]] int selectionCount() const;
    [[nodiscard]] QRectF selectionRect() const;
    [[nodiscard]] QStringList selectionTypes() const;
    [[nodiscard]] bool isSelectionLocked() const;
    [[nodiscard]] bool canGroup() const;
    [[nodiscard]] bool canUngroup() const;
    [[nodiscard]] bool isBusy() const;

    [[nodiscard]] bool isEditing() const;
    [[nodiscard]] QRectF editorRect() const;
    [[nodiscard]] double editorRotation() const;
    [[nodiscard]] QFont editorFont() const;
    [[nodiscard]] QColor editorColour() const;
    [[nodiscard]] int editorAlignment() const;
    [[nodiscard]] bool editorWraps() const;
    [[nodiscard]] QString editorText() const;
    [[nodiscard]] QVariantList pages() const;

    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void cut();
    Q_INVOKABLE void copy();
    Q_INVOKABLE void paste(); ///< in the middle of the view, or where it came from if that is seen
    Q_INVOKABLE void pasteAt(qreal x, qreal y); ///< in the item
    Q_INVOKABLE void duplicate();
    Q_INVOKABLE void remove();
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void selectNone();
    Q_INVOKABLE QStringList selectedIds() const; ///< for what is done to them elsewhere
    Q_INVOKABLE void group();
    Q_INVOKABLE void ungroup();
    Q_INVOKABLE void lock();
    Q_INVOKABLE void unlock();
    Q_INVOKABLE void toFront();
    Q_INVOKABLE void toBack();
    Q_INVOKABLE void forward();
    Q_INVOKABLE void backward();
    Q_INVOKABLE void alignTo(const QString &edge); ///< "left", "centre", "right", "top", "middle", "bottom"
    Q_INVOKABLE void distribute(const QString &axis); ///< "horizontal" or "vertical"
    Q_INVOKABLE void flip(const QString &axis);
    Q_INVOKABLE void nudge(qreal dx, qreal dy); ///< moves the selection
    Q_INVOKABLE void zoomIn();
    Q_INVOKABLE void zoomOut();
    Q_INVOKABLE void zoomTo(double percent);
    Q_INVOKABLE void zoomToFit();
    Q_INVOKABLE void zoomToSelection();
    Q_INVOKABLE void insertImage(const QUrl &url); ///< a local file; read and scaled down on a worker
    Q_INVOKABLE void insertNote(); ///< in the middle of the view, and its text under the pen
    Q_INVOKABLE void insertShape(const QString &type); ///< as the tool of that name, by keyboard
    Q_INVOKABLE QString addPage(); ///< and shows it; gives back its id
    Q_INVOKABLE void renamePage(const QString &id, const QString &name);
    Q_INVOKABLE void removePage(const QString &id);
    Q_INVOKABLE void movePage(const QString &id, int place);
    Q_INVOKABLE void copyAsPicture(); ///< the selection, or the page
    Q_INVOKABLE void copyAsSvg();
    Q_INVOKABLE void copyAsExcalidraw(); ///< its JSON, which paste() takes, too
    Q_INVOKABLE void startEditing(); ///< the text of the one selected shape
    Q_INVOKABLE void commitText(const QString &text); ///< with every change; others see it at once
    Q_INVOKABLE void finishEditing(); ///< what was typed stays
    Q_INVOKABLE void cancelEditing(); ///< what was typed is taken back
    Q_INVOKABLE void nextShape(); ///< selects the next one in reading order
    Q_INVOKABLE void previousShape();
    Q_INVOKABLE void cancelGesture(); ///< all is as it was

    // For gestures.
    void selectionTouched(); ///< it was changed directly
    void chromeTouched(); ///< what is drawn around shapes is another thing from the next frame on
    void toolUsed(); ///< goes back to selecting, unless the tool is one that stays
    void panByHand(QPointF by); ///< item units; ends following
    void beginText(const board::Shape &shape); ///< adds a text or a note, and its text is under the pen

    void setClock(const Clock &clock); ///< a test's; it must outlive the canvas
    void follow(); ///< the followed view, for one frame; an animation calls it, and tests do

Q_SIGNALS:
    void presenceChanged();
    void followedClientChanged();
    void viewMoved(); ///< by this person's hand
    void readOnlyChanged();
    void undoChanged();
    void accessibleNameChanged();
    void toolChanged();
    void toolLockedChanged();
    void snapChanged();
    void styleChanged();
    void habitsChanged(); ///< by this person
    void selectionChanged();
    void selectionRectChanged();
    void busyChanged();
    void editingChanged();
    void editorChanged();
    void editorTextChanged(); ///< another text is under the pen, or this one changed
    /// Somebody else wrote in it, too: do the same in the TextEdit, so that its cursor stays where it is.
    void editorEdited(int position, int removed, const QString &inserted);
    void pagesChanged();
    void contextMenuRequested(qreal x, qreal y);
    void imageRequested(); ///< show a file dialog and say insertImage()
    void chatRequested(qreal x, qreal y); ///< "/" was pressed
    void notice(const QString &words); ///< for a toast
    void announcement(const QString &words); ///< for a screen reader, politely
    void pointerMoved(const QPointF &point); ///< in board units
    void linkActivated(const QString &url);

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void updatePolish() override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void hoverEnterEvent(QHoverEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void touchEvent(QTouchEvent *event) override;
    void touchUngrabEvent() override;
    void timerEvent(QTimerEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    friend class BoardAccessible;
    friend class ShapeAccessible;

    // The board and the people on it.
    void boardReplaced();
    void boardEdited(const collab::BoardChange &change);
    void pageReplaced();
    void viewTouched();
    void followedMoved();
    void glideTo(QPointF centre, double zoom);
    /// Whose edit of this shape is being told: who wrote it or has it in hand; "Somebody" where that is not known.
    [[nodiscard]] QString writerOf(const board::ShapeId &id) const;
    void tellPlace();
    /// The one with handles around the selection; nothing for a connector alone, which has anchors.
    [[nodiscard]] std::optional<SelectionFrame> selectionFrame() const;
    void addSelection(Chrome &chrome) const;
    void decorate();

    // Gestures.
    [[nodiscard]] PointerSample sampleAt(QPointF view, Qt::KeyboardModifiers modifiers, double pressure = 0.5) const;
    [[nodiscard]] std::unique_ptr<Gesture> gestureFor(CanvasTool tool, const PointerSample &sample);
    [[nodiscard]] CanvasTool toolOf(const QMouseEvent &event) const;
    void begin(std::unique_ptr<Gesture> gesture, const PointerSample &sample);
    void moveTo(const PointerSample &sample);
    void endGesture(const PointerSample &sample);
    void repeatMove(Qt::KeyboardModifiers modifiers);
    void scrollAtEdge();
    void hoverAt(QPointF view, Qt::KeyboardModifiers modifiers);
    void pickForMenu(QPointF view);
    void updateCursor(const PointerSample &sample);
    void pinch(const QTouchEvent &event);
    void setCanvasTool(CanvasTool tool);

    // Keys.
    [[nodiscard]] bool escape();
    [[nodiscard]] bool toolByKey(const QKeyEvent &event);
    [[nodiscard]] bool moveByKey(const QKeyEvent &event);
    [[nodiscard]] bool commandByKey(const QKeyEvent &event);
    [[nodiscard]] bool arrangeByKey(int key, bool shift);
    [[nodiscard]] bool viewByKey(const QKeyEvent &event);
    [[nodiscard]] bool plainByKey(const QKeyEvent &event);
    void enter();
    void resizeByKey(QPointF by);
    bool stepSelection(int by);
    void stepPage(int by);
    void endNudging();
    void reveal(const QRectF &area); ///< pans if it is not seen

    // Commands.
    void change(const QList<board::Shape> &shapes);
    void setLocked(bool locked);
    void reorder(board::Layer layer);
    void zoomBy(double factor);
    void showArea(const QRectF &area, bool mayEnlarge);

    // Style.
    [[nodiscard]] QList<board::ShapePtr> styled() const;
    [[nodiscard]] QList<board::ShapePtr> styled(StyleKey key) const; ///< those it means something for
    [[nodiscard]] QList<board::ShapeType> comingTypes() const;
    [[nodiscard]] board::Style shownStyle(StyleKey key) const;
    void applyStyle(StyleKey key, const board::Style &style);

    // Text.
    void edit(const board::ShapePtr &shape);
    void refreshEditor();
    /// Makes it as large as its text needs; `before`: as it was, which tells whether it fitted its words.
    void fitToText(board::Shape &shape, const board::Shape &before) const;
    void endText(bool keep);

    // Clipboard.
    [[nodiscard]] QByteArray copied() const;
    bool pasteFrom(const QMimeData &data, std::optional<QPointF> middle);
    bool pasteText(const QString &text, QPointF middle);
    void pasteDrawing(const drawing::Drawing &drawing, std::optional<QPointF> middle);
    void dropFile(const QUrl &url, QPointF middle);
    void addPicture(const QImage &image, const QUrl &file, QPointF middle);
    void placePicture(const QByteArray &bytes, QSize size, QPointF middle);
    [[nodiscard]] QList<board::ShapePtr> pictured() const; ///< what is selected, or all of the page
    [[nodiscard]] std::function<QByteArray(const QString &)> imageBytes(const QList<board::ShapePtr> &shapes) const;

    std::unique_ptr<CanvasParts> m_parts;
};

} // namespace coterie::boardview
