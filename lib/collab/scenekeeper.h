#pragma once

#include "board/scene.h"
#include "board/shape.h"
#include "crdt/doc.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace coterie::collab {

/// Keeps a scene in step with the document it was read from, in proportion to what each transaction changes: events say
/// which properties to read anew. GUI thread.
class SceneKeeper
{
public:
    struct Changes {
        QSet<board::ShapeId> added;
        QSet<board::ShapeId> changed;
        QHash<board::ShapeId, board::ShapePtr> removed; ///< as they were last
        QHash<board::ShapeId, board::ShapePtr> before; ///< what changed or went, as it was
        void note(const QList<board::Scene::Replaced> &replaced);
        bool pages = false;
        bool images = false;
        [[nodiscard]] bool isEmpty() const;
    };
    enum class By { Here, Others };
    /// A property that this person and somebody else set at the same time.
    struct Conflict {
        board::ShapeId id;
        QString key;
        bool isOwnKept = false;
        crdt::Any theirs; ///< undefined if it is no plain value
    };

    /// `doc` must outlive it or be taken away first; null takes it away. `scene` is what readScene() made of it.
    void attach(crdt::Doc *doc, board::Scene scene);
    [[nodiscard]] const board::Scene &scene() const { return m_scene; }
    /// The transactions since the last call are joined in; by others: but for what is held.
    Changes catchUp(By by);
    void hold(const QSet<board::ShapeId> &ids) { m_held = ids; } ///< what others do to these waits; their text does not
    void letGo(); ///< what waited comes with the next catchUp()
    [[nodiscard]] QList<Conflict> takeConflicts() { return std::exchange(m_conflicts, {}); }
    [[nodiscard]] QList<board::ShapeId> cameOrWent() const; ///< since the last catchUp()
    /// The properties that were taken from shapes since the last catchUp() and left nothing in their place.
    [[nodiscard]] QList<std::pair<board::ShapeId, QString>> emptied() const { return m_emptied; }

private:
    struct Stale {
        bool all = false; ///< came or went
        QSet<QString> keys;
    };
    void collect(const std::vector<crdt::Event> &events);
    void collectShape(const board::ShapeId &id, const crdt::Event &event);
    void refresh(const board::ShapeId &id, const Stale &stale, Changes &changes);
    void holdBack(const board::ShapeId &id, Stale &stale);

    crdt::Doc *m_doc = nullptr;
    std::optional<crdt::Map> m_shapes; ///< absent without a document
    board::Scene m_scene;
    QHash<board::ShapeId, Stale> m_stale; ///< since the last catchUp()
    QHash<board::ShapeId, Stale> m_waiting; ///< of what is held
    QList<std::pair<board::ShapeId, QString>> m_emptied;
    QList<Conflict> m_conflicts;
    QSet<board::ShapeId> m_held;
    bool m_arePagesStale = false;
    bool m_areImagesStale = false;
    std::vector<crdt::Subscription> m_subscriptions;
};

} // namespace coterie::collab
