#pragma once

#include <QColor>
#include <QList>
#include <QObject>
#include <QString>

namespace coterie::collab {

/// One step of a change: at `position` (UTF-16 units, in the text as the steps before left it) `removed` units give
/// way to `inserted`.
struct TextChange {
    qsizetype position = 0;
    qsizetype removed = 0;
    QString inserted;
    bool operator==(const TextChange &) const = default;
};

/// Somebody else's caret and selection. Positions are UTF-16 units of the present text.
struct RemoteCaret {
    quint64 client = 0; ///< one per window, so one person may have several
    QString userId;
    QString name;
    QColor color;
    qsizetype anchor = 0;
    qsizetype head = 0; ///< where the caret stands; equal to anchor without a selection
    bool operator==(const RemoteCaret &) const = default;
};

/// A marked stretch of text: a comment that is not resolved.
struct Annotation {
    QString id;
    qsizetype start = 0;
    qsizetype end = 0; ///< behind the last unit; equal to start when its words were deleted
    bool operator==(const Annotation &) const = default;
};

/// The text of a document as an editor sees it: changed by this person, by others, and by undo. GUI thread; nothing
/// here waits. An editor keeps its own copy in step through changed().
class TextSource : public QObject
{
    Q_OBJECT
public:
    enum class Cause { Local, Remote, Undo };
    Q_ENUM(Cause)

    explicit TextSource(QObject *parent = nullptr);
    ~TextSource() override;

    [[nodiscard]] virtual QString text() const = 0; ///< O(length)
    [[nodiscard]] virtual bool isReadOnly() const = 0;

    /// This person's edit, told by changed(Local) before it returns. Out of range or read-only: nothing happens.
    virtual void replace(qsizetype position, qsizetype removed, const QString &inserted) = 0;
    /// Several edits that are one step of undo, each in the text as the edits before left it.
    virtual void replaceAll(const QList<TextChange> &changes) = 0;

    virtual void undo() = 0; ///< this person's last step, told by changed(Undo)
    virtual void redo() = 0;
    [[nodiscard]] virtual bool canUndo() const = 0;
    [[nodiscard]] virtual bool canRedo() const = 0;
    virtual void endUndoStep() = 0; ///< what comes next is a step of its own: the caret was moved

    virtual void setCaret(qsizetype anchor, qsizetype head) = 0; ///< tells the others
    virtual void clearCaret() = 0; ///< this person is not in the text any more

    [[nodiscard]] virtual QList<RemoteCaret> carets() const = 0;
    [[nodiscard]] virtual QList<Annotation> annotations() const = 0;

Q_SIGNALS:
    /// In order; after it text() holds. Remote changes come merged, at most one batch per frame.
    void changed(const QList<coterie::collab::TextChange> &changes, coterie::collab::TextSource::Cause cause);
    void reset(); ///< another text altogether: read text() again
    void caretsChanged(); ///< someone moved, came or went; positions that only moved with the text are told too
    void annotationsChanged();
    void undoChanged();
    void readOnlyChanged();
};

} // namespace coterie::collab
