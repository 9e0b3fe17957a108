#pragma once

#include "drawing/drawing.h"
#include "drawing/foreignids.h"
#include "drawing/svgstyle.h"

#include <QPainterPath>
#include <QSet>
#include <QTransform>
#include <QXmlStreamAttributes>

namespace coterie::drawing::svg {

/// The rows of a <text> as they are read.
struct Rows {
    QStringList lines;
    QPointF at; ///< the baseline of the first one
    double fontSize = 16;
    bool hasPlace = false;

    void begin(const QXmlStreamAttributes &attributes, const LookOf &look); ///< <text> or <tspan>
    void append(QStringView text);
};

/// Makes shapes of elements.
class ShapeMaker
{
public:
    [[nodiscard]] static bool knows(QStringView element);

    void add(const QString &element, const QXmlStreamAttributes &attributes, const LookOf &look,
        const QTransform &place, const QStringList &groups);
    void addImage(const QByteArray &bytes, const QXmlStreamAttributes &attributes, const LookOf &look,
        const QTransform &place, const QStringList &groups);
    void addText(const Rows &rows, const LookOf &look, const QTransform &place, const QStringList &groups);
    void leaveOut(const QString &element); ///< remembers what the remarks tell
    void remark(const QString &words) { m_drawing.remarks.append(words); }
    [[nodiscard]] QString newGroup();
    [[nodiscard]] bool isFull() const; ///< more than a board should take from one file
    [[nodiscard]] Drawing take();

private:
    [[nodiscard]] board::Shape begin(
        const QXmlStreamAttributes &attributes, const LookOf &look, const QTransform &place, const QStringList &groups);
    void addPath(const QPainterPath &path, board::Shape shape, const LookOf &look);
    void append(board::Shape shape);
    void dropNeedlessGroups();

    Drawing m_drawing;
    ForeignIds m_ids;
    QSet<QString> m_leftOut;
    std::size_t m_points = 0;
    int m_groups = 0;
};

} // namespace coterie::drawing::svg
