#include "canvastool.h"

#include <algorithm>
#include <array>

namespace coterie::boardview {

namespace {

struct Entry {
    CanvasTool tool;
    QStringView name; ///< the shapes' names are those of lib/board
    std::array<int, 2> keys; ///< Qt::Key; 0: none
};

constexpr std::array<Entry, 16> Tools {{
    {CanvasTool::Select, u"select", {Qt::Key_V, Qt::Key_1}},
    {CanvasTool::Lasso, u"lasso", {Qt::Key_Q, 0}},
    {CanvasTool::Hand, u"hand", {Qt::Key_H, 0}},
    {CanvasTool::Pen, u"pen", {Qt::Key_P, Qt::Key_2}},
    {CanvasTool::Highlighter, u"highlighter", {Qt::Key_M, 0}},
    {CanvasTool::Eraser, u"eraser", {Qt::Key_E, Qt::Key_9}},
    {CanvasTool::Laser, u"laser", {Qt::Key_K, 0}},
    {CanvasTool::Line, u"line", {Qt::Key_L, 0}},
    {CanvasTool::Arrow, u"arrow", {Qt::Key_A, Qt::Key_6}},
    {CanvasTool::Rectangle, u"rectangle", {Qt::Key_R, Qt::Key_3}},
    {CanvasTool::Ellipse, u"ellipse", {Qt::Key_O, Qt::Key_4}},
    {CanvasTool::Diamond, u"diamond", {Qt::Key_D, Qt::Key_5}},
    {CanvasTool::Text, u"text", {Qt::Key_T, Qt::Key_7}},
    {CanvasTool::Note, u"note", {Qt::Key_N, Qt::Key_8}},
    {CanvasTool::Image, u"image", {Qt::Key_I, 0}},
    {CanvasTool::Frame, u"frame", {Qt::Key_F, 0}},
}};

} // namespace

QString toName(CanvasTool tool)
{
    return std::ranges::find(Tools, tool, &Entry::tool)->name.toString();
}

std::optional<CanvasTool> toolNamed(QStringView name)
{
    const auto found = std::ranges::find(Tools, name, &Entry::name);
    return found == Tools.end() ? std::nullopt : std::optional(found->tool);
}

std::optional<CanvasTool> toolForKey(int key)
{
    const auto found =
        std::ranges::find_if(Tools, [key](const Entry &entry) { return std::ranges::count(entry.keys, key) > 0; });
    return found == Tools.end() ? std::nullopt : std::optional(found->tool);
}

std::optional<board::ShapeType> shapeTypeOf(CanvasTool tool)
{
    const board::ShapeType type = board::shapeTypeFromWire(toName(tool));
    return type == board::ShapeType::Unknown ? std::nullopt : std::optional(type);
}

bool staysByItself(CanvasTool tool)
{
    switch (tool) {
    case CanvasTool::Select:
    case CanvasTool::Lasso:
    case CanvasTool::Hand:
    case CanvasTool::Pen:
    case CanvasTool::Highlighter:
    case CanvasTool::Eraser:
    case CanvasTool::Laser: return true;
    case CanvasTool::Line:
    case CanvasTool::Arrow:
    case CanvasTool::Rectangle:
    case CanvasTool::Ellipse:
    case CanvasTool::Diamond:
    case CanvasTool::Text:
    case CanvasTool::Note:
    case CanvasTool::Image:
    case CanvasTool::Frame: break;
    }
    return false;
}

} // namespace coterie::boardview
