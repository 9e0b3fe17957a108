#pragma once

#include <QColor>
#include <QStringList>
#include <QStringView>

#include <cstddef>

namespace coterie::drawing {

/// The colours of a board by name, in the theme it is looked at in. Names are "ink soft red orange yellow green teal
/// blue violet pink grey white" and "none"; "#rrggbb" and "#rrggbbaa" are what they say in every theme; what is none of
/// these is ink. A value: any thread.
struct Palette {
    bool dark = false;
    bool highContrast = false;

    [[nodiscard]] QColor stroke(QStringView name) const; ///< of lines and words; transparent for "none"
    [[nodiscard]] QColor marker(QStringView name) const; ///< of highlighters, before they are made translucent
    [[nodiscard]] QColor fill(QStringView name) const; ///< of shapes; transparent for "none"
    [[nodiscard]] QColor note(QStringView name) const; ///< the paper of a note; yellow for "none"
    /// Words and lines of `name` on a ground: itself where that can be read, else dark or light ink.
    [[nodiscard]] QColor inkOn(const QColor &ground, QStringView name) const;
    [[nodiscard]] QColor ground() const; ///< of the board
    [[nodiscard]] QColor dot() const; ///< of the grid
    [[nodiscard]] QColor quiet() const; ///< names and borders of frames, boxes in the place of what cannot be shown
    [[nodiscard]] QColor shadow() const; ///< under notes, with its opacity
    [[nodiscard]] QColor accent() const; ///< selection
    bool operator==(const Palette &) const = default;

    [[nodiscard]] static QStringList names(); ///< without "none", in the order of a colour picker

private:
    [[nodiscard]] std::size_t theme() const; ///< place in the tables of colours
};

} // namespace coterie::drawing
