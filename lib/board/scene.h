#pragma once

#include "board/shape.h"
#include "board/spatialindex.h"

#include <QHash>
#include <QList>
#include <QRectF>

namespace coterie::board {

struct Page {
    PageId id;
    QString name; ///< may be empty
    QString z; ///< fractional index: the order of the pages
    bool operator==(const Page &) const = default;
};

/// All shapes of a board, found by id, by place and in their order. Connectors come out with their bound ends where the
/// shapes are that they hold on to. Copies share everything and are cheap only to make, not to change; one thread at a
/// time, the shapes themselves may be read on any.
class Scene
{
public:
    [[nodiscard]] ShapePtr find(const ShapeId &id) const; ///< null: there is none; connectors with their ends in place
    [[nodiscard]] qsizetype count() const { return m_shapes.size(); }
    [[nodiscard]] QList<Page> pages() const; ///< in their order, at least the first one
    [[nodiscard]] QList<ShapePtr> onPage(const PageId &page) const; ///< back to front; O(n log n)
    [[nodiscard]] QList<ShapePtr> touching(const PageId &page, const QRectF &area) const; ///< back to front
    [[nodiscard]] QRectF bounds(const PageId &page) const; ///< painted bounds of all; null: empty
    [[nodiscard]] QList<ShapeId> connectorsAt(const ShapeId &shape) const; ///< that hold on to it
    [[nodiscard]] QList<ShapeId> inFrame(const ShapeId &frame) const;
    [[nodiscard]] QList<ShapeId> inGroup(const QString &group) const;
    [[nodiscard]] QString topZ(const PageId &page) const; ///< of the front-most shape; empty: none
    [[nodiscard]] QString bottomZ(const PageId &page) const;

    /// Adds or replaces. Gives back whose picture changed with it (itself, connectors that hold on to it).
    QList<ShapeId> set(const ShapePtr &shape);
    QList<ShapeId> remove(const ShapeId &id);
    void setPages(QList<Page> pages);

private:
    struct PageContent {
        SpatialIndex index;
    };
    QHash<ShapeId, ShapePtr> m_shapes; ///< connectors: with their ends in place
    QHash<PageId, PageContent> m_content;
    QHash<ShapeId, QList<ShapeId>> m_connectors;
    QList<Page> m_pages;
};

} // namespace coterie::board
