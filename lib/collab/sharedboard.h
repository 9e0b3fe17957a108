#pragma once

#include "base/time.h"
#include "board/scene.h"
#include "board/shape.h"
#include "crdt/doc.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <memory>

namespace coterie::collab {

/// What one transaction did to the scene.
struct BoardChange {
    enum class Cause { Own, Undo, Remote, Reset }; ///< Reset: another document altogether, look at everything again
    Cause cause = Cause::Own;
    QSet<board::ShapeId> added;
    QSet<board::ShapeId> changed; ///< connectors whose bound shape moved are among them
    QSet<board::ShapeId> removed;
    bool pages = false; ///< which pages there are, their names or order
    bool images = false; ///< bytes of an image came
};

/// A board as a canvas sees it: shapes changed by this person, by others, and by undo. GUI thread; nothing here waits.
/// Each editing function is one transaction. What is read-only, unknown or out of bounds does nothing.
class SharedBoard : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY readOnlyChanged)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY undoChanged)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY undoChanged)
public:
    explicit SharedBoard(const Clock &clock, QObject *parent = nullptr);
    ~SharedBoard() override;

    [[nodiscard]] const board::Scene &scene() const;
    [[nodiscard]] bool isReadOnly() const;

    // Steps of undo: what happens between beginStep() and endStep() is one; without them each function is a step of its
    // own. They nest: the outermost pair counts.
    void beginStep();
    void endStep();
    void undo(); ///< this person's last step, and nothing that others did
    void redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

    /// Adds them in front (those with a z stay there), with new ids where they have none or one that is taken. Frames,
    /// groups and bindings among them are kept together. Gives back the ids, in order.
    QList<board::ShapeId> add(QList<board::Shape> shapes);
    /// Writes the properties in which they differ from what is there. Text is merged letter by letter, points are
    /// replaced.
    void update(const QList<board::Shape> &shapes);
    void remove(const QList<board::ShapeId> &ids);
    /// A stroke that others see grow: added with its first points (in board units; the box follows), then extended,
    /// then finished. It is on its way with every call. finishStroke() with points: these replace what was drawn
    /// (simplified).
    board::ShapeId beginStroke(const board::Shape &stroke, const board::Points &points);
    void extendStroke(const board::ShapeId &id, const board::Points &more);
    void finishStroke(const board::ShapeId &id);
    void setText(
        const board::ShapeId &id, const QString &text); ///< the smallest change, so that two can write in one shape

    board::PageId addPage(const QString &name);
    void renamePage(const board::PageId &id, const QString &name);
    void movePage(const board::PageId &id, qsizetype place);
    void removePage(const board::PageId &id); ///< with its shapes; never the last one

    /// Keeps the bytes of an image; gives back the key for Shape::image. Empty: too large (maxImageBytes) or no PNG,
    /// JPEG, WebP.
    QString addImage(const QByteArray &bytes);
    [[nodiscard]] QByteArray image(const QString &key) const;

    /// Shapes under this person's hand: others' changes to them wait, the scene keeps them as they are, until they are
    /// let go. Write what the hand did (update()) before letting go.
    void hold(const QSet<board::ShapeId> &ids);
    void letGo();

Q_SIGNALS:
    void changed(const coterie::collab::BoardChange &change);
    /// What this person set was overruled by somebody who set the same property at the same time.
    void overruled(const coterie::board::ShapeId &id, const QString &property);
    void undoChanged();
    void readOnlyChanged();
};

} // namespace coterie::collab
