#include "drawing/excalidrawnames.h"

#include "drawing/csscolour.h"

#include <algorithm>
#include <array>

namespace coterie::drawing::excalidraw {

using namespace Qt::StringLiterals;
using board::Head;

namespace {

struct Colour {
    QStringView ours;
    QStringView theirs;
};

// The first of a name is what is written; the others are read, too: shades of its picker, and of versions before 0.12.
constexpr std::array strokes {
    Colour {u"ink", u"#1e1e1e"},
    Colour {u"soft", u"#495057"},
    Colour {u"red", u"#e03131"},
    Colour {u"orange", u"#e8590c"},
    Colour {u"yellow", u"#f08c00"},
    Colour {u"green", u"#2f9e44"},
    Colour {u"teal", u"#099268"},
    Colour {u"blue", u"#1971c2"},
    Colour {u"violet", u"#6741d9"},
    Colour {u"pink", u"#c2255c"},
    Colour {u"grey", u"#868e96"},
    Colour {u"white", u"#ffffff"},
    Colour {u"none", u"transparent"},
    Colour {u"ink", u"#000000"},
    Colour {u"soft", u"#343a40"},
    Colour {u"red", u"#c92a2a"},
    Colour {u"orange", u"#d9480f"},
    Colour {u"yellow", u"#e67700"},
    Colour {u"green", u"#2b8a3e"},
    Colour {u"teal", u"#087f5b"},
    Colour {u"blue", u"#1864ab"},
    Colour {u"violet", u"#5f3dc4"},
    Colour {u"pink", u"#a61e4d"},
};
constexpr std::array fills {
    Colour {u"ink", u"#1e1e1e"},
    Colour {u"soft", u"#868e96"},
    Colour {u"red", u"#ffc9c9"},
    Colour {u"orange", u"#ffd8a8"},
    Colour {u"yellow", u"#ffec99"},
    Colour {u"green", u"#b2f2bb"},
    Colour {u"teal", u"#96f2d7"},
    Colour {u"blue", u"#a5d8ff"},
    Colour {u"violet", u"#d0bfff"},
    Colour {u"pink", u"#fcc2d7"},
    Colour {u"grey", u"#e9ecef"},
    Colour {u"white", u"#ffffff"},
    Colour {u"none", u"transparent"},
    Colour {u"red", u"#fa5252"},
    Colour {u"orange", u"#fd7e14"},
    Colour {u"yellow", u"#fab005"},
    Colour {u"green", u"#40c057"},
    Colour {u"teal", u"#12b886"},
    Colour {u"blue", u"#228be6"},
    Colour {u"violet", u"#7950f2"},
    Colour {u"pink", u"#e64980"},
    Colour {u"grey", u"#ced4da"},
};

std::span<const Colour> tableFor(Use use)
{
    return use == Use::Stroke ? std::span<const Colour>(strokes) : std::span<const Colour>(fills);
}

} // namespace

QString colourFor(QStringView ours, Use use)
{
    const auto table = tableFor(use);
    const auto it = std::ranges::find(table, ours, &Colour::ours);
    if (it != table.end())
        return it->theirs.toString();
    const auto other = boardColour(ours);
    return other ? *other : use == Use::Stroke ? u"#1e1e1e"_s : u"transparent"_s;
}

QString colourFrom(QStringView theirs, Use use)
{
    const auto colour = boardColour(theirs);
    if (!colour)
        return use == Use::Stroke ? u"ink"_s : u"none"_s;
    const auto table = tableFor(use);
    const auto it = std::ranges::find(table, *colour, &Colour::theirs);
    return it != table.end() ? it->ours.toString() : *colour;
}

Head headFrom(QStringView arrowhead)
{
    if (arrowhead.isEmpty())
        return Head::None;
    if (arrowhead == "bar"_L1)
        return Head::Bar;
    if (arrowhead == "dot"_L1 || arrowhead.startsWith("circle"_L1))
        return Head::Dot;
    if (arrowhead.startsWith("triangle"_L1) || arrowhead.startsWith("diamond"_L1))
        return Head::Triangle;
    return Head::Arrow;
}

QString headFor(Head head)
{
    switch (head) {
    case Head::None: return {};
    case Head::Arrow: return u"arrow"_s;
    case Head::Triangle: return u"triangle"_s;
    case Head::Dot: return u"dot"_s;
    case Head::Bar: return u"bar"_s;
    }
    return {};
}

} // namespace coterie::drawing::excalidraw
