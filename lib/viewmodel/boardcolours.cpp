#include "viewmodel/boardcolours.h"

#include <QHash>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

QColor BoardColours::colour(const QString &name, const QString &use) const
{
    if (use == "fill"_L1)
        return palette().fill(name);
    return use == "note"_L1 ? palette().note(name) : palette().stroke(name);
}

QString BoardColours::title(const QString &name) const
{
    const QHash<QString, QString> titles {
        {u"none"_s, tr("None")},
        {u"ink"_s, tr("Ink")},
        {u"soft"_s, tr("Soft ink")},
        {u"red"_s, tr("Red")},
        {u"orange"_s, tr("Orange")},
        {u"yellow"_s, tr("Yellow")},
        {u"green"_s, tr("Green")},
        {u"teal"_s, tr("Teal")},
        {u"blue"_s, tr("Blue")},
        {u"violet"_s, tr("Violet")},
        {u"pink"_s, tr("Pink")},
        {u"grey"_s, tr("Grey")},
        {u"white"_s, tr("White")},
    };
    return titles.value(name, name);
}

} // namespace coterie::viewmodel
