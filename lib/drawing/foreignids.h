#pragma once

#include "board/shape.h"

#include <QHash>
#include <QSet>

namespace coterie::drawing {

/// The ids of a file's elements as ids of shapes: the same where they may be and are free, else new ones.
class ForeignIds
{
public:
    /// Of the next element. Of several with one id only the first is found under it later.
    board::ShapeId declare(const QString &foreign);
    [[nodiscard]] board::ShapeId find(const QString &foreign) const { return m_known.value(foreign); }
    [[nodiscard]] QString group(const QString &foreign); ///< the id of a group, made in the same way

private:
    QHash<QString, board::ShapeId> m_known;
    QSet<board::ShapeId> m_taken;
    QHash<QString, QString> m_groups;
};

} // namespace coterie::drawing
