#pragma once

#include "board/scene.h"

#include <QList>
#include <QSet>
#include <QString>

namespace coterie::boardview {

/// Which shapes of a page a person means. Groups are meant as a whole unless they are entered. A value over a scene,
/// which must outlive it. GUI thread.
class BoardSelection
{
public:
    void setScene(const board::Scene *scene, const board::PageId &page); ///< selects nothing; null: none

    [[nodiscard]] const QSet<board::ShapeId> &ids() const { return m_ids; }
    [[nodiscard]] bool isEmpty() const { return m_ids.isEmpty(); }
    [[nodiscard]] bool contains(const board::ShapeId &id) const { return m_ids.contains(id); }
    [[nodiscard]] QList<board::ShapePtr> shapes() const; ///< back to front
    [[nodiscard]] QList<board::ShapePtr> unlocked() const; ///< back to front
    /// What moves with them: what lies in selected frames, too. Nothing locked.
    [[nodiscard]] QList<board::ShapePtr> moving() const;
    [[nodiscard]] board::ShapePtr only() const; ///< null unless it is exactly one

    /// The group that was entered; empty: none.
    [[nodiscard]] const QString &within() const { return m_within; }
    /// The shape with all of its group, as seen from within the group that is entered.
    [[nodiscard]] QSet<board::ShapeId> wholeOf(const board::Shape &shape) const;

    // True if something else is selected afterwards.
    bool set(const QSet<board::ShapeId> &ids); ///< leaves a group that has none of them
    bool toggle(const QSet<board::ShapeId> &ids); ///< takes them all in, or out if all are in
    bool enterGroupOf(const board::Shape &shape); ///< and selects what is meant in it
    bool leaveGroup(); ///< and selects it as a whole
    bool prune(); ///< what is not on the page any more

private:
    [[nodiscard]] QList<board::ShapePtr> sorted(const QSet<board::ShapeId> &ids) const;

    const board::Scene *m_scene = nullptr;
    board::PageId m_page;
    QSet<board::ShapeId> m_ids;
    QString m_within;
};

} // namespace coterie::boardview
