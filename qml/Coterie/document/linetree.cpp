#include "linetree.h"

#include "linelayout.h"

#include <algorithm>

namespace coterie::document {

Line::Line() = default;
Line::~Line() = default;

LineTree::LineTree()
{
    reset({QString()});
}

quint32 LineTree::random()
{
    m_seed ^= m_seed << 13; // Marsaglia's xorshift: the shape of the tree needs no more
    m_seed ^= m_seed >> 17;
    m_seed ^= m_seed << 5;
    return m_seed;
}

Line &LineTree::make(const QString &text)
{
    Line *line = nullptr;
    if (m_free.empty()) {
        line = &m_pool.emplace_back();
    } else {
        line = m_free.back();
        m_free.pop_back();
    }
    line->text = text;
    line->m_priority = random();
    line->m_units = text.size() + 1;
    return *line;
}

void LineTree::reset(const std::vector<QString> &texts)
{
    m_pool.clear();
    m_free.clear();
    m_root = m_first = m_last = nullptr;
    for (const QString &text : texts) {
        Line &line = make(text);
        Line *above = m_last;
        Line *below = nullptr;
        while (above && above->m_priority < line.m_priority) {
            below = above;
            above = above->m_parent;
        }
        line.m_left = below;
        if (below)
            below->m_parent = &line;
        line.m_parent = above;
        (above ? above->m_right : m_root) = &line;
        line.m_previous = m_last;
        (m_last ? m_last->m_next : m_first) = &line;
        m_last = &line;
    }
    sumBelow(m_root);
}

void LineTree::sumBelow(Line *line)
{
    if (!line)
        return;
    sumBelow(line->m_left);
    sumBelow(line->m_right);
    update(*line);
}

void LineTree::update(Line &line)
{
    line.m_count = 1;
    line.m_units = line.text.size() + 1;
    line.m_heights = line.m_height;
    for (const Line *child : {line.m_left, line.m_right}) {
        if (!child)
            continue;
        line.m_count += child->m_count;
        line.m_units += child->m_units;
        line.m_heights += child->m_heights;
    }
}

void LineTree::updateUp(Line *line)
{
    for (; line; line = line->m_parent)
        update(*line);
}

void LineTree::rotateUp(Line &line)
{
    Line &parent = *line.m_parent;
    Line *above = parent.m_parent;
    const bool wasLeft = parent.m_left == &line;
    Line *moved = wasLeft ? line.m_right : line.m_left;
    (wasLeft ? parent.m_left : parent.m_right) = moved;
    if (moved)
        moved->m_parent = &parent;
    (wasLeft ? line.m_right : line.m_left) = &parent;
    parent.m_parent = &line;
    line.m_parent = above;
    if (!above)
        m_root = &line;
    else
        (above->m_left == &parent ? above->m_left : above->m_right) = &line;
    update(parent);
    update(line);
}

void LineTree::hang(Line &line, Line &parent, bool left)
{
    (left ? parent.m_left : parent.m_right) = &line;
    line.m_parent = &parent;
    updateUp(&line);
    while (line.m_parent && line.m_parent->m_priority < line.m_priority)
        rotateUp(line);
}

Line &LineTree::insertAfter(Line &line, const QString &text)
{
    Line &added = make(text);
    added.m_previous = &line;
    added.m_next = line.m_next;
    (line.m_next ? line.m_next->m_previous : m_last) = &added;
    line.m_next = &added;
    if (!line.m_right)
        hang(added, line, false);
    else
        hang(added, *added.m_next, true); // the next line is the leftmost of the right subtree
    return added;
}

Line &LineTree::insertBefore(Line &line, const QString &text)
{
    if (line.m_previous)
        return insertAfter(*line.m_previous, text);
    Line &added = make(text);
    added.m_next = &line;
    line.m_previous = &added;
    m_first = &added;
    hang(added, line, true);
    return added;
}

void LineTree::remove(Line &line)
{
    while (line.m_left || line.m_right) {
        const bool left = line.m_left && (!line.m_right || line.m_left->m_priority > line.m_right->m_priority);
        rotateUp(left ? *line.m_left : *line.m_right);
    }
    Line *parent = line.m_parent;
    if (parent)
        (parent->m_left == &line ? parent->m_left : parent->m_right) = nullptr;
    updateUp(parent);
    (line.m_previous ? line.m_previous->m_next : m_first) = line.m_next;
    (line.m_next ? line.m_next->m_previous : m_last) = line.m_previous;
    std::destroy_at(&line);
    std::construct_at(&line);
    m_free.push_back(&line);
}

void LineTree::setText(Line &line, const QString &text)
{
    line.text = text;
    updateUp(&line);
}

void LineTree::replaceText(Line &line, qsizetype offset, qsizetype removed, QStringView inserted)
{
    line.text.replace(offset, removed, inserted.data(), inserted.size());
    updateUp(&line);
}

void LineTree::setHeight(Line &line, qreal height)
{
    if (line.m_height == height)
        return;
    line.m_height = height;
    updateUp(&line);
}

Line &LineTree::lineNumber(int index) const
{
    Line *line = m_root;
    int wanted = std::clamp(index, 0, count() - 1);
    while (true) {
        const int before = line->m_left ? line->m_left->m_count : 0;
        if (wanted < before) {
            line = line->m_left;
        } else if (wanted == before) {
            return *line;
        } else {
            wanted -= before + 1;
            line = line->m_right;
        }
    }
}

Line &LineTree::lineAt(qsizetype position) const
{
    Line *line = m_root;
    qsizetype wanted = std::clamp(position, qsizetype(0), length());
    while (true) {
        const qsizetype before = line->m_left ? line->m_left->m_units : 0;
        const qsizetype own = line->text.size() + 1;
        if (wanted < before) {
            line = line->m_left;
        } else if (wanted < before + own) {
            return *line;
        } else {
            wanted -= before + own;
            line = line->m_right;
        }
    }
}

Line &LineTree::lineAtY(qreal y) const
{
    Line *line = m_root;
    qreal wanted = y;
    while (true) {
        const qreal before = line->m_left ? line->m_left->m_heights : 0;
        if (wanted < before && line->m_left) {
            line = line->m_left;
        } else if (wanted < before + line->m_height || !line->m_right) {
            return *line;
        } else {
            wanted -= before + line->m_height;
            line = line->m_right;
        }
    }
}

int LineTree::indexOf(const Line &line) const
{
    int index = line.m_left ? line.m_left->m_count : 0;
    for (const Line *at = &line; at->m_parent; at = at->m_parent) {
        if (at->m_parent->m_right == at)
            index += at->m_parent->m_count - at->m_count;
    }
    return index;
}

qsizetype LineTree::positionOf(const Line &line) const
{
    qsizetype position = line.m_left ? line.m_left->m_units : 0;
    for (const Line *at = &line; at->m_parent; at = at->m_parent) {
        if (at->m_parent->m_right == at)
            position += at->m_parent->m_units - at->m_units;
    }
    return position;
}

qreal LineTree::yOf(const Line &line) const
{
    qreal y = line.m_left ? line.m_left->m_heights : 0;
    for (const Line *at = &line; at->m_parent; at = at->m_parent) {
        const Line *parent = at->m_parent;
        if (parent->m_right == at)
            y += parent->m_height + (parent->m_left ? parent->m_left->m_heights : 0);
    }
    return y;
}

} // namespace coterie::document
