#pragma once

#include "board/shape.h"
#include "board/spatialindex.h"

#include <QHash>
#include <QList>
#include <QRectF>
#include <QSet>

#include <set>

namespace coterie::board {

struct Page {
    PageId id;
    QString name; ///< may be empty
    QString z; ///< fractional index: the order of the pages
    bool operator==(const Page &) const = default;
};

/// All shapes of a board, found by id, by place and in their order. Connectors come out with their bound ends where the
/// shapes are that they hold on to (outline.h). Copies share what they can and cost O(n) at worst; one thread at a
/// time, the shapes themselves and places() may be read on any. A change costs O(log n) and what hangs on the shape.
class Scene
{
public:
    [[nodiscard]] ShapePtr find(const ShapeId &id) const; ///< null: there is none; connectors with their ends in place
    [[nodiscard]] ShapePtr asWritten(const ShapeId &id) const; ///< as set() got it
    [[nodiscard]] qsizetype count() const { return m_shapes.size(); }
    /// In their order, at least the first one. At the end come those that nobody lists any more but on which somebody
    /// drew: what is on a page that another one removed at the same time is not lost.
    [[nodiscard]] QList<Page> pages() const;
    [[nodiscard]] bool hasPage(const PageId &page) const;
    [[nodiscard]] QList<ShapePtr> onPage(const PageId &page) const; ///< back to front
    [[nodiscard]] QList<ShapePtr> touching(const PageId &page, const QRectF &area) const; ///< back to front
    [[nodiscard]] SpatialIndex::Snapshot places(const PageId &page) const; ///< to look into on another thread
    [[nodiscard]] QRectF bounds(const PageId &page) const; ///< painted bounds of all; null: empty
    [[nodiscard]] QList<ShapeId> connectorsAt(const ShapeId &shape) const; ///< that hold on to it
    [[nodiscard]] QList<ShapeId> inFrame(const ShapeId &frame) const;
    /// The same with what is in frames in it, each once, even where frames lie in each other in a circle.
    [[nodiscard]] QList<ShapeId> withinFrame(const ShapeId &frame) const;
    [[nodiscard]] QList<ShapeId> inGroup(const QString &group) const;
    [[nodiscard]] QList<ShapePtr> imagesOn(const PageId &page) const; ///< in no order
    [[nodiscard]] QString topZ(const PageId &page) const; ///< of the front-most shape; empty: none
    [[nodiscard]] QString bottomZ(const PageId &page) const;

    struct Replaced {
        ShapeId id;
        ShapePtr before; ///< null: there was none
    };
    /// Adds or replaces. Gives back whose picture changed with it (itself, connectors that hold on to it).
    QList<Replaced> set(const ShapePtr &shape);
    QList<Replaced> remove(const ShapeId &id); ///< connectors that held on to it lie as they are written
    void setPages(QList<Page> pages);
    /// As set() for each, each id once; faster than that into an empty scene.
    void setAll(QList<ShapePtr> shapes);

private:
    struct Behind {
        bool operator()(const ShapePtr &a, const ShapePtr &b) const { return isBehind(*a, *b); }
    };
    struct PageContent {
        SpatialIndex index;
        QHash<ShapeId, ShapePtr> images;
        std::set<ShapePtr, Behind> order;

        void setAll(const QList<ShapePtr> &shapes); ///< of an empty page
    };
    using Holders = QHash<ShapeId, QSet<ShapeId>>;
    void put(const ShapePtr &shape);
    void take(const ShapePtr &shape);
    void hang(const Shape &shape);
    void unhang(const Shape &shape);
    [[nodiscard]] ShapePtr derived(const ShapePtr &written) const;
    void rederive(const ShapeId &moved, QList<Replaced> &changed);

    QHash<ShapeId, ShapePtr> m_shapes; ///< connectors: with their ends in place
    QHash<ShapeId, ShapePtr> m_written; ///< of those of which that differs
    QHash<PageId, PageContent> m_content;
    Holders m_connectors;
    Holders m_inFrame;
    QHash<QString, QSet<ShapeId>> m_inGroup;
    QList<Page> m_pages;
};

} // namespace coterie::board
