#pragma once

#include "collab/textsource.h"
#include "commands.h"
#include "documentstyle.h"
#include "documentview.h"
#include "finder.h"
#include "outline.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

#include <optional>

class QVariantAnimation;

namespace coterie::document {

class CaretLayer;
class RectLayer;
struct ColoredRect;
class TileLayer;

/// A Markdown text that is rendered as it is written, by several people at once: every line is laid out and painted by
/// itself when it is seen. Keeps its own copy of the text in step with a TextSource. Positions are UTF-16 units of the
/// text, places pixels of the item. It scrolls itself; QML lays its header at -contentY. GUI thread.
class DocumentEditor : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::collab::TextSource *source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    Q_PROPERTY(coterie::document::DocumentStyle *look READ look WRITE setLook NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool readOnly READ isReadOnly WRITE setReadOnly NOTIFY readOnlyChanged FINAL)
    Q_PROPERTY(qreal contentY READ contentY WRITE setContentY NOTIFY contentYChanged FINAL)
    Q_PROPERTY(qreal contentHeight READ contentHeight NOTIFY contentHeightChanged FINAL)
    Q_PROPERTY(qreal columnWidth READ columnWidth WRITE setColumnWidth NOTIFY geometryChanged FINAL)
    Q_PROPERTY(qreal columnLeft READ columnLeft NOTIFY geometryChanged FINAL)
    Q_PROPERTY(qreal headerHeight READ headerHeight WRITE setHeaderHeight NOTIFY geometryChanged FINAL)
    Q_PROPERTY(qreal footerHeight READ footerHeight WRITE setFooterHeight NOTIFY geometryChanged FINAL)
    Q_PROPERTY(QString placeholderText READ placeholderText WRITE setPlaceholderText NOTIFY placeholderChanged FINAL)
    Q_PROPERTY(int cursorPosition READ cursorPosition WRITE setCursorPosition NOTIFY selectionChanged FINAL)
    Q_PROPERTY(int selectionStart READ selectionStart NOTIFY selectionChanged FINAL)
    Q_PROPERTY(int selectionEnd READ selectionEnd NOTIFY selectionChanged FINAL)
    Q_PROPERTY(QString selectedText READ selectedText NOTIFY selectionChanged FINAL)
    Q_PROPERTY(QRectF cursorRectangle READ cursorRectangle NOTIFY cursorRectangleChanged FINAL)
    Q_PROPERTY(QVariantList headings READ headings NOTIFY headingsChanged FINAL)
    Q_PROPERTY(int currentHeading READ currentHeading NOTIFY currentHeadingChanged FINAL)
    Q_PROPERTY(int wordCount READ wordCount NOTIFY counted FINAL)
    Q_PROPERTY(int characterCount READ characterCount NOTIFY counted FINAL)
    Q_PROPERTY(bool bold READ isBold NOTIFY formatChanged FINAL)
    Q_PROPERTY(bool italic READ isItalic NOTIFY formatChanged FINAL)
    Q_PROPERTY(bool strike READ isStrike NOTIFY formatChanged FINAL)
    Q_PROPERTY(bool code READ isCode NOTIFY formatChanged FINAL)
    Q_PROPERTY(bool quote READ isQuote NOTIFY formatChanged FINAL)
    Q_PROPERTY(int headingLevel READ headingLevel NOTIFY formatChanged FINAL)
    Q_PROPERTY(QString listKind READ listKind NOTIFY formatChanged FINAL)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY matchesChanged FINAL)
    Q_PROPERTY(
        bool searchCaseSensitive READ searchCaseSensitive WRITE setSearchCaseSensitive NOTIFY matchesChanged FINAL)
    Q_PROPERTY(int matchCount READ matchCount NOTIFY matchesChanged FINAL)
    Q_PROPERTY(int currentMatch READ currentMatch NOTIFY matchesChanged FINAL)
    Q_PROPERTY(double followedClient READ followedClient WRITE setFollowedClient NOTIFY followedClientChanged FINAL)
    Q_PROPERTY(bool undoAvailable READ undoAvailable NOTIFY undoChanged FINAL)
    Q_PROPERTY(bool redoAvailable READ redoAvailable NOTIFY undoChanged FINAL)
    Q_PROPERTY(QString accessibleName READ accessibleName WRITE setAccessibleName NOTIFY accessibleNameChanged FINAL)
public:
    explicit DocumentEditor(QQuickItem *parent = nullptr);
    ~DocumentEditor() override;

    [[nodiscard]] collab::TextSource *source() const { return m_source; }
    void setSource(collab::TextSource *source); ///< borrowed; may go at any time
    [[nodiscard]] DocumentStyle *look() const { return m_style; }
    void setLook(DocumentStyle *look); ///< borrowed; nothing is painted without one
    [[nodiscard]] bool isReadOnly() const { return m_readOnly || !m_source || m_source->isReadOnly(); }
    void setReadOnly(bool readOnly);
    [[nodiscard]] qreal contentY() const { return m_contentY; }
    void setContentY(qreal y);
    [[nodiscard]] qreal contentHeight() const { return m_contentHeight; }
    [[nodiscard]] qreal columnWidth() const { return m_geometry.columnWidth; }
    void setColumnWidth(qreal width);
    [[nodiscard]] qreal columnLeft() const { return m_view.columnLeft(); }
    [[nodiscard]] qreal headerHeight() const { return m_geometry.header; }
    void setHeaderHeight(qreal height);
    [[nodiscard]] qreal footerHeight() const { return m_geometry.footer; }
    void setFooterHeight(qreal height);
    [[nodiscard]] QString placeholderText() const { return m_placeholder; }
    void setPlaceholderText(const QString &text);

    [[nodiscard]] int cursorPosition() const { return int(m_selection.head); }
    void setCursorPosition(int position) { select(position, position); }
    [[nodiscard]] int selectionStart() const { return int(m_selection.start()); }
    [[nodiscard]] int selectionEnd() const { return int(m_selection.end()); }
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] QRectF cursorRectangle() const { return m_caretRect; }

    [[nodiscard]] QVariantList headings() const { return m_outline.headings(); }
    [[nodiscard]] int currentHeading() const { return m_currentHeading; } ///< that the top of the view is under
    [[nodiscard]] int wordCount() const { return m_outline.wordCount(); }
    [[nodiscard]] int characterCount() const { return m_outline.characterCount(); }
    [[nodiscard]] bool isBold() const { return m_format.inlines.testFlag(Inline::Strong); }
    [[nodiscard]] bool isItalic() const { return m_format.inlines.testFlag(Inline::Emphasis); }
    [[nodiscard]] bool isStrike() const { return m_format.inlines.testFlag(Inline::Strike); }
    [[nodiscard]] bool isCode() const { return m_format.inlines.testFlag(Inline::Code); }
    [[nodiscard]] bool isQuote() const { return m_format.quote; }
    [[nodiscard]] int headingLevel() const { return m_format.heading; }
    [[nodiscard]] QString listKind() const; ///< "bullet", "number", "task" or empty

    [[nodiscard]] QString searchText() const { return m_finder.words(); }
    void setSearchText(const QString &text);
    [[nodiscard]] bool searchCaseSensitive() const { return m_finder.sensitivity() == Qt::CaseSensitive; }
    void setSearchCaseSensitive(bool sensitive);
    [[nodiscard]] int matchCount() const { return int(m_finder.count()); }
    [[nodiscard]] int currentMatch() const { return m_finder.current(); }
    [[nodiscard]] double followedClient() const { return double(m_followed); } ///< 0: nobody
    void setFollowedClient(double client);
    [[nodiscard]] bool undoAvailable() const { return m_source && m_source->canUndo() && !isReadOnly(); }
    [[nodiscard]] bool redoAvailable() const { return m_source && m_source->canRedo() && !isReadOnly(); }
    [[nodiscard]] QString accessibleName() const { return m_accessibleName; }
    void setAccessibleName(const QString &name);

    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void cut();
    Q_INVOKABLE void copy();
    Q_INVOKABLE void paste();
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void select(int anchor, int head);
    Q_INVOKABLE void insertText(const QString &text);
    Q_INVOKABLE void findNext();
    Q_INVOKABLE void findPrevious();
    Q_INVOKABLE void replaceCurrent(const QString &text); ///< and goes on to the next
    Q_INVOKABLE int replaceAll(const QString &text);
    Q_INVOKABLE void toggleBold();
    Q_INVOKABLE void toggleItalic();
    Q_INVOKABLE void toggleStrike();
    Q_INVOKABLE void toggleCode();
    Q_INVOKABLE void toggleQuote();
    Q_INVOKABLE void setHeading(int level);
    Q_INVOKABLE void toggleList(const QString &kind); ///< "bullet", "number" or "task"
    Q_INVOKABLE void insertLink(const QString &url);
    Q_INVOKABLE void insertTable(int rows, int columns);
    Q_INVOKABLE void insertRule();
    Q_INVOKABLE void insertMention(const QString &name); ///< in the place of what was typed of it
    Q_INVOKABLE void indent();
    Q_INVOKABLE void outdent();
    Q_INVOKABLE void toggleTask(int position);
    Q_INVOKABLE void moveLines(const QString &direction); ///< "up" or "down"
    Q_INVOKABLE void scrollTo(int position);
    Q_INVOKABLE void scrollBy(qreal distance); ///< as a wheel does
    Q_INVOKABLE int positionAt(qreal x, qreal y);
    Q_INVOKABLE QRectF rectangleAt(int position);
    Q_INVOKABLE QString linkAt(qreal x, qreal y); ///< empty: none

    [[nodiscard]] const DocumentText &text() const { return m_text; }
    [[nodiscard]] DocumentView &view() { return m_view; }
    [[nodiscard]] int paintedLines() const; ///< since it was made
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    Q_INVOKABLE QVariant inputMethodQuery(Qt::InputMethodQuery query, const QVariant &argument);

Q_SIGNALS:
    void sourceChanged();
    void lookChanged();
    void readOnlyChanged();
    void contentYChanged();
    void contentHeightChanged();
    void geometryChanged();
    void placeholderChanged();
    void selectionChanged();
    void cursorRectangleChanged();
    void headingsChanged();
    void currentHeadingChanged();
    void counted();
    void formatChanged();
    void matchesChanged();
    void followedClientChanged();
    void undoChanged();
    void accessibleNameChanged();
    void linkActivated(const QString &url);
    void annotationActivated(const QString &id);
    void mentionTyped(const QString &prefix, int position, const QRectF &rectangle);
    void mentionEnded();
    void contextMenuRequested(qreal x, qreal y, int position);
    void edited();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void updatePolish() override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void touchEvent(QTouchEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Grain { Letter, Word, Line };
    enum class Reach { Word, Line, Page };
    struct Format {
        Inlines inlines {};
        int heading = 0;
        ListMark mark = ListMark::None;
        bool quote = false;
        bool operator==(const Format &) const = default;
    };

    // The text and its source.
    void reload();
    void apply(const QList<collab::TextChange> &changes, collab::TextSource::Cause cause);
    void applyOne(const collab::TextChange &change, collab::TextSource::Cause cause);
    void moveOthers(const collab::TextChange &change);
    [[nodiscard]] std::optional<qreal> seenCaretY();
    void keepCaretAt(qreal y);
    void perform(const Edit &edit);
    void readCarets();
    void readAnnotations();
    void restyle();

    // What is selected.
    void setSelection(const Selection &selection, bool reveal = true);
    void selectionMoved(); ///< by an edit or a person
    void tellCaret();
    void updateFormat();
    void updateMention();
    [[nodiscard]] bool showsCaret() const { return hasActiveFocus() && m_source != nullptr; }
    void restartBlinking();

    // What is seen.
    void setGeometry();
    void showCaret();
    void showRect(const QRectF &rect, qreal margin);
    void glideBy(qreal distance);
    void follow();
    void placeLayers();
    void placeCarets();
    [[nodiscard]] QList<ColoredRect> grounds();
    void addLineGrounds(QList<ColoredRect> &rects, const DocumentView::Seen &seen);
    void addAnnotation(QList<ColoredRect> &rects, const collab::Annotation &annotation);
    void addRange(QList<ColoredRect> &rects, qsizetype from, qsizetype to, const QColor &color, qreal inset = 0);
    void tellPlaces();

    // Keys and pointer.
    [[nodiscard]] bool moveByKey(QKeyEvent &event);
    [[nodiscard]] bool moveByLetter(QKeyEvent &event);
    [[nodiscard]] bool moveByReach(QKeyEvent &event);
    [[nodiscard]] bool caretRunsRightToLeft();
    void moveToCell(const Line &line, bool back);
    [[nodiscard]] bool editByKey(QKeyEvent &event);
    [[nodiscard]] bool commandByKey(QKeyEvent &event);
    [[nodiscard]] bool clipboardByKey(QKeyEvent &event);
    [[nodiscard]] qsizetype stepped(Reach reach, bool forward);
    [[nodiscard]] qsizetype besides(bool left);
    [[nodiscard]] qsizetype rowAway(int rows);
    [[nodiscard]] qsizetype rowEdge(bool end);
    [[nodiscard]] bool tabByKey(bool back);
    void moveTo(qsizetype position, bool keepAnchor);
    void erase(bool forward, bool word);
    void typed(const QString &text);
    [[nodiscard]] bool wraps(const QString &typed) const;
    void dragTo(QPointF point);
    void pressed(QMouseEvent &event);
    [[nodiscard]] bool activate(QPointF point, bool withControl);
    [[nodiscard]] QString urlOf(const Line &line, const InlineSpan &span) const;
    void updateCursorShape(QPointF point, Qt::KeyboardModifiers modifiers);
    void copyTo(int clipboardMode) const;
    void pasteFrom(int clipboardMode);
    void autoScroll();

    // Input methods.
    void clearPreedit();
    void updateInputMethod();
    [[nodiscard]] std::pair<QString, qsizetype> surroundings(qsizetype position) const; ///< and where they begin

    QPointer<collab::TextSource> m_source;
    QPointer<DocumentStyle> m_style;
    DocumentText m_text;
    DocumentView m_view {m_text};
    Finder m_finder {m_text};
    Outline m_outline {m_text};
    DocumentView::Geometry m_geometry;
    RectLayer *m_ground; ///< our children, as the next two
    TileLayer *m_tiles;
    CaretLayer *m_carets;
    QVariantAnimation *m_glide; ///< our child
    qreal m_glided = 0;

    Selection m_selection;
    qsizetype m_revealed = 0; ///< where marks come to light: the caret, unless a button is down
    Format m_format;
    Preedit m_preedit;
    QList<collab::RemoteCaret> m_others;
    QList<collab::Annotation> m_annotations;
    QString m_placeholder;
    QString m_accessibleName;
    quint64 m_followed = 0;
    bool m_readOnly = false;
    bool m_performing = false; ///< an edit of our own is on its way through the source
    bool m_mentioning = false;
    bool m_showCaretNext = false; ///< once the lines are laid out
    int m_currentHeading = -1;
    QRectF m_caretRect;
    QRectF m_toldCaretRect;
    qreal m_contentY = 0;
    qreal m_contentHeight = 0;
    qreal m_goalX = -1; ///< where the caret wants to be in rows of other lengths; -1: where it is

    QBasicTimer m_blinking;
    QBasicTimer m_autoScrolling;
    bool m_caretLit = true;
    Grain m_grain = Grain::Letter;
    std::pair<qsizetype, qsizetype> m_grabbed; ///< the word or line a drag began with
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    QElapsedTimer m_sinceDoubleClick;
    bool m_panning = false; ///< by a finger
    qsizetype m_dropAt = -1; ///< where words being dragged over it would go
    bool m_selecting = false;
    bool m_pressing = false; ///< nothing comes to light under a pressed button
};

} // namespace coterie::document
