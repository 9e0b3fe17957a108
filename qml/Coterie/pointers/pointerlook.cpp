#include "pointerlook.h"

namespace coterie::pointers {

PointerLook::PointerLook(QObject *parent) : QObject(parent) { }

PointerLook::~PointerLook() = default;

QFont PointerLook::font(qreal size, QFont::Weight weight) const
{
    QFont font(family);
    font.setPixelSize(std::max(1, qRound(size * scale)));
    font.setWeight(weight);
    return font;
}

QColor PointerLook::hue(const QColor &person) const
{
    return highContrast ? person.darker(170) : person;
}

} // namespace coterie::pointers
