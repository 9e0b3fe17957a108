#pragma once

#include "base/time.h"
#include "board/points.h"
#include "board/scene.h"
#include "board/shape.h"
#include "collab/scenekeeper.h"
#include "crdt/doc.h"
#include "crdt/undomanager.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace coterie::collab {

/// What one transaction did to the scene.
struct BoardChange {
    enum class Cause { Own, Undo, Remote, Reset }; ///< Reset: another document altogether, look at everything again
    Cause cause = Cause::Own;
    QSet<board::ShapeId> added;
    QSet<board::ShapeId> changed; ///< connectors whose bound shape moved are among them
    QSet<board::ShapeId> removed;
    QHash<board::ShapeId, board::ShapePtr> before; ///< how what changed or went looked
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
    void cancelStep(); ///< as endStep(), but what this person did in the step is taken back and cannot be redone
    void undo(); ///< this person's last step, and nothing that others did
    void redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

    /// Adds them in front (those with a z stay there), with new ids where they have none or one that is taken. Frames,
    /// groups and bindings among them are kept together; to others they hold on where those are there. Lengths are
    /// rounded as boardcodec.h says. Gives back the ids, in order.
    QList<board::ShapeId> add(QList<board::Shape> shapes);
    /// Writes the properties in which they differ from what is there. Text is merged letter by letter, points are
    /// replaced. Connectors that hold on to what moved are written, too, so that everybody finds them where they are.
    void update(const QList<board::Shape> &shapes);
    /// What lies in a removed frame stays where it is, and so do connectors that held on to what is removed.
    void remove(const QList<board::ShapeId> &ids);
    /// A stroke that others see grow: added with its first points (in board units; the box follows), then extended,
    /// then finished, one step of undo in all. It is on its way with every call. What is finished is simplified where
    /// that saves much (simplify.h).
    board::ShapeId beginStroke(const board::Shape &stroke, const board::Points &points);
    void extendStroke(const board::ShapeId &id, const board::Points &more);
    void finishStroke(const board::ShapeId &id);
    void setText(
        const board::ShapeId &id, const QString &text); ///< the smallest change, so that two can write in one shape

    board::PageId addPage(const QString &name);
    void renamePage(const board::PageId &id, const QString &name);
    void movePage(const board::PageId &id, qsizetype place);
    /// With its shapes. The first one always is there: it is only emptied.
    void removePage(const board::PageId &id);

    /// Keeps the bytes of an image; gives back the key for Shape::image. Empty: too large (maxImageBytes) or no PNG,
    /// JPEG, WebP.
    QString addImage(const QByteArray &bytes);
    [[nodiscard]] QByteArray image(const QString &key) const;

    /// Shapes under this person's hand: others' changes to them wait, the scene keeps them as they are, until they are
    /// let go. Write what the hand did (update()) before letting go.
    /// Others' letters in their text come in all the same.
    void hold(const QSet<board::ShapeId> &ids);
    void letGo();

    // For the document that owns it.
    /// `doc` must outlive it or be taken away first; null takes it away. `scene` is what readScene() made of it.
    void attach(crdt::Doc *doc, board::Scene scene);
    void setReadOnly(bool readOnly);
    void setAuthor(const QString &userId) { m_author = userId; } ///< of what is added without one
    void settle(); ///< others' edits were joined in: tells what they changed
    [[nodiscard]] bool hasHistory() const { return canUndo() || canRedo(); }

Q_SIGNALS:
    void changed(const coterie::collab::BoardChange &change);
    /// What this person set was overruled by somebody who set the same property at the same time, and the other way
    /// round: what somebody set at the same time gave way to what this person set. Not told if both set the same.
    void overruled(const coterie::board::ShapeId &id, const QString &property);
    void prevailed(const coterie::board::ShapeId &id, const QString &property);
    void undoChanged();
    void readOnlyChanged();
    void settled(); ///< a transaction is over: the document is to tell it on, before changed()

private:
    struct Stroke { ///< that is being drawn
        board::PointWriter writer;
        QPointF origin;
        qsizetype count = 0;
    };
    using Cause = BoardChange::Cause;

    [[nodiscard]] std::optional<crdt::Map> entriesOf(const board::ShapeId &id) const;
    void edit(const std::function<void()> &work);
    void step(bool (crdt::UndoManager::*way)());
    void tell(Cause cause);
    void tellUndo();
    void tellConflicts();
    void fillGaps();
    void write(const board::Shape &wanted, const board::Shape *present);
    void writeConnectors(const QHash<board::ShapeId, board::Shape> &wanted, const QSet<board::ShapeId> &moved);
    void writePage(const board::Page &page);
    [[nodiscard]] QString append(Stroke &stroke, const board::Points &points) const;

    const Clock &m_clock;
    crdt::Doc *m_doc = nullptr;
    std::optional<crdt::Map> m_shapes; ///< absent without a document
    SceneKeeper m_keeper;
    std::unique_ptr<crdt::UndoManager> m_undo;
    QHash<board::ShapeId, Stroke> m_strokes;
    QHash<std::pair<board::ShapeId, QString>, crdt::Any> m_gaveWay; ///< what others set where ours stayed
    QHash<board::ShapeId, board::ShapePtr> m_gone; ///< that this person removed: undo may bring them back
    QString m_author;
    int m_openSteps = 0;
    std::size_t m_stepsBefore = 0; ///< that there were to undo before the open one
    bool m_readOnly = false;
    bool m_couldUndo = false;
    bool m_couldRedo = false;
};

} // namespace coterie::collab
